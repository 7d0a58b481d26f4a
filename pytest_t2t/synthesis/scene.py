"""All that is known when a trajectory is turned into tasks: the customer, its rows, its words, the goal.

(World, customer, seed) -> Scene with a goal of one to three writes; adaptations take what they need from it
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.domain.rule import Talk
from pytest_t2t.domain.tool import Tool
from pytest_t2t.domain.types import Ref, Secret
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.exploration.protocol import Exploration, RowKey
from pytest_t2t.exploration.reading import reads_for
from pytest_t2t.exploration.walk import binder, trusted
from pytest_t2t.records.task import Fact, Outcome, Question, Telling
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.describe import Catalogue, Describer
from pytest_t2t.synthesis.either import Alike, Either, calls_alike, ways
from pytest_t2t.synthesis.goals import play, value_after
from pytest_t2t.synthesis.phrasing import join, sentence
from pytest_t2t.synthesis.protocol import NotApplicable
from pytest_t2t.synthesis.refused import Refused
from pytest_t2t.synthesis.wording import Wording, told_as, told_forms

ASKING = 0.4
"""Share of families in which the customer asks for a value."""


@dataclass(frozen=True)
class Asked:
    """A question of the customer with its answer."""

    call: Call
    question: Question
    telling: Telling
    answer: str
    said: tuple[str, ...]
    """The value in words, as the customer must not say it itself."""


@dataclass(frozen=True)
class Identity:
    """How the customer is authenticated."""

    topics: tuple[str, ...]
    ask: str
    call: Call
    verify: Call | None = None


class Scene:
    """One customer with a goal. Holds an environment for looking things up: close it."""

    def __init__(
        self, world: World, exploration: Exploration, seed: str, catalogue: Catalogue, refused: Refused
    ) -> None:
        self.world = world
        self.refused = refused
        """The rules of the forbidden wishes so far."""
        self.domain = world.domain
        self.exploration = exploration
        self.customer = exploration.customer
        self.draw = Draw("scene", self.domain.name, seed, self.customer)
        self.env: Environment = world.open(tries_only=True)
        trusted(self.env, self.customer)
        self.db = self.env.db
        self.bind: Binder = binder(self.env, self.customer, world.ref.seed, exploration.rows)
        direct = frozenset(n for n, shape in world.tables.items() if self.domain.customers in shape.refers.values())
        self.lexicon = lexicon(world, self.customer)
        self.describer = Describer(self.db, self.domain, self.lexicon, self.customer, direct, catalogue)
        self.wording = Wording(self)
        self.goal: tuple[Call, ...] = ()
        self.either: dict[str, Either] = {}
        """What the customer does not care about: a goal's call, as JSON -> parameter -> its right values."""
        self.expected: tuple[Outcome, ...] = ()
        self.asked: tuple[Asked, ...] = ()

    def close(self) -> None:
        """Give the environment back."""
        self.env.close()

    @property
    def alike(self) -> Alike:
        """What is alike among the goal's calls."""
        every = {call.to_json(): call for call in self.goal}
        return {key: calls_alike(every[key], either) for key, either in self.either.items()}

    def tool(self, call: Call) -> Tool:
        """The tool of a call."""
        return self.domain.tools[call.tool]

    # ------------------------------------------------------------------------------------------------------- rows
    def among(self, call: Call, ref: Ref) -> list[JsonValue] | None:
        """The rows among which an argument's description has to be unique; None: all the customer's."""
        if not ref.like:
            return None
        like = call.arguments.get(ref.like)
        return self.bind.siblings(self.tool(call), ref, like) if isinstance(like, (str, int)) else None

    def rows_of(self, calls: Iterable[Call]) -> list[RowKey]:
        """The rows that calls name by key."""
        found: dict[RowKey, None] = {}
        for call in calls:
            for parameter in self.tool(call).parameters:
                value = call.arguments.get(parameter.name)
                if isinstance(parameter.meaning, Ref) and value is not None:
                    for key in value if isinstance(value, list) else [value]:
                        found[parameter.meaning.table, key] = None
        return list(found)

    def reads(
        self, calls: Iterable[Call], cells: Iterable[CellKey] = (), made: Collection[RowKey] = ()
    ) -> tuple[Call, ...]:
        """The reads that find every key in the calls but those of rows that one of them makes, and the cells.

        Raises NotApplicable where they can't be found.
        """
        home = (self.domain.customers, self.customer)
        sought = [row for row in self.rows_of(calls) if row not in made]
        found = reads_for(self.exploration.reads, home, sought, cells)
        if found is None:
            raise NotApplicable("an argument can't be found by reads")
        return found

    def touched(self, calls: Sequence[Call]) -> frozenset[RowKey]:
        """The seeded rows that the calls change, one after the other."""
        played = play(self.world, self.customer, calls)
        return frozenset((c.table, c.key[0]) for e in played.executed for c in e.changes if c.op != "insert")

    # --------------------------------------------------------------------------------------------------- identity
    @cached_property
    def _secrets(self) -> dict[str, str]:
        """The identifying values by topic."""
        identity = self.domain.language.identity
        return {topic: str(self.db.value(sql, customer=self.customer)) for topic, sql in identity.items()}

    @cached_property
    def known(self) -> tuple[Fact, ...]:
        """The customer's identifying facts, and all else that it knows about itself."""
        language, draw = self.domain.language, self.draw.fork("identity")
        facts = [
            Fact(topic=t, text=sentence(draw.pick(language.identity_text[t]).format(v)), value=v)
            for t, v in self._secrets.items()
        ]
        for topic, sql in language.known.items():
            text = self.db.value(sql, customer=self.customer)
            facts += [Fact(topic=topic, text=sentence(str(text)))] if text is not None else []
        return tuple(facts)

    def identity(self, calls: Iterable[Call]) -> Identity:
        """One way to authenticate, chosen by the seed; in two steps where one of the calls needs that."""
        tools = list(self.domain.tools.values())
        steps = [self.draw.fork("authentication").pick([tool for tool in tools if tool.role == "authenticate"])]
        second = [tool for tool in tools if tool.role == "verify"][:1]
        steps += second if second and self._needs_verifying(calls) else []
        made = [self._proving(tool) for tool in steps]
        topics = dict.fromkeys(topic for _, found in made for topic in found)
        words = {t.name: t.words[0] for t in self.domain.language.topics}
        ask = f"To find your account, could you tell me your {join([words[topic] for topic in topics])}?"
        return Identity(tuple(topics), ask, made[0][0], made[1][0] if made[1:] else None)

    def _proving(self, tool: Tool) -> tuple[Call, list[str]]:
        """The call that proves the customer's identity, and the topics of what it takes."""
        secrets = {p.name: p.meaning.topic for p in tool.parameters if isinstance(p.meaning, Secret)}
        arguments: dict[str, JsonValue] = {name: self._secrets[topic] for name, topic in secrets.items()}
        arguments |= {p.name: self.customer for p in tool.parameters if isinstance(p.meaning, Ref)}
        return Call(tool=tool.name, arguments=arguments), list(secrets.values())

    def _needs_verifying(self, calls: Iterable[Call]) -> bool:
        """Whether a rule forbids one of the calls until the second step of authentication is passed."""
        calls = list(calls)
        verified, self.env.talk = self.env.talk, Talk(customer=self.customer, trusting=True)
        early = [set(self.env.forbidden_by(call.tool, dict(call.arguments))) for call in calls]
        self.env.talk = verified
        return any(
            found - set(self.env.forbidden_by(call.tool, dict(call.arguments)))
            for call, found in zip(calls, early, strict=True)
        )

    def unknown_id(self, calls: Sequence[Call]) -> str:
        """A question for an id that the calls need and a customer doesn't have."""
        words = {t.name: t.words for t in self.domain.language.topics}
        for table, _ in self.rows_of(calls):
            thing = self.domain.things.get(table)
            ids = [w for w in words.get(thing.topic, ()) if w.lower().endswith((" id", " number"))] if thing else []
            if ids:
                return f"Could you give me the {ids[0]}?"
        return ""

    # -------------------------------------------------------------------------------------------------- questions
    def ask_for(self, calls: Sequence[Call]) -> tuple[Asked, ...]:
        """At most one question about what the calls lead to."""
        draw = self.draw.fork("questions")
        fitting = [(ask, call) for call in calls for ask in self.domain.language.ask_for if ask.tool == call.tool]
        if not fitting or not draw.chance(ASKING):
            return ()
        ask, call = draw.pick(fitting)
        value = value_after(self.world, self.customer, calls, ask, call)
        if value is None or any(value_after(self.world, self.customer, way, ask, way[calls.index(call)]) != value
                                for way in ways(calls, self.alike)):  # fmt: skip
            return ()
        said = told_as(self.domain, ask, value)
        self.wording.unsaid = forms = told_forms(self.domain, ask, value)
        question = Question(
            id=ask.name, text=draw.pick(ask.text), kind=ask.kind, subject=ask.subject, labels=ask.labels
        )
        return (Asked(call, question, Telling(question=ask.name, value=value), ask.answer.format(said), forms),)

    # ---------------------------------------------------------------------------------------------------- meddling
    def meddle(self, calls: Sequence[Call], avoid: Sequence[Call] = ()) -> Call:
        """A permitted write on rows that none of the calls touches, which leads to another end state."""
        busy = self.touched(calls) | (self.touched(avoid) if avoid else frozenset())
        pool = self.draw.fork("meddle", len(calls)).shuffled(self.exploration.permitted)
        base = [play(self.world, self.customer, way).changes for way in ways(calls, self.alike)]
        for candidate in pool:
            if not candidate.touches & busy:
                played = play(self.world, self.customer, [*calls, candidate.call])
                if played.permitted and played.changes not in base:
                    return candidate.call
        raise NotApplicable("no unrelated write to meddle with")

    def escalations(self, calls: Sequence[Call]) -> list[Call]:
        """The ways to escalate about the rows that the calls name."""
        rows = dict(self.rows_of(calls))
        found = []
        for tool in self.domain.tools.values():
            if tool.role == "escalate":
                every = self.bind.bindings(tool)
                found += [Call(tool=tool.name, arguments=a) for a in every if self._about(tool, a, rows)]
        return found

    def _about(self, tool: Tool, arguments: dict[str, Any], rows: dict[str, JsonValue]) -> bool:
        """Whether it is about these rows and no others: a frozen card has nothing to do with a disputed payment."""
        named = {p.meaning.table: arguments[p.name] for p in tool.parameters if isinstance(p.meaning, Ref)}
        named.pop(self.domain.customers, None)
        return not rows or all(rows.get(table) == value for table, value in named.items())
