"""What one customer may say at this moment of the talk, and what it keeps to itself.

UserSide + Lexicon + what was said and shown so far + what is to be said (Said) -> Permitted
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import JsonValue

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.lexicon_world import value_of
from pytest_t2t.domain.mentions import Mention
from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Fact, UserSide
from pytest_t2t.users.aims import Aim, Goal, Values
from pytest_t2t.users.guard.digits import runs
from pytest_t2t.users.guard.plain import plain
from pytest_t2t.users.guard.words import overlap
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.role import role_of

MONEY = re.compile(
    r"[$\u20ac\u00a3]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:dollars?|bucks?|usd|euros?|cents?|pounds?)\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<=\s)[A-Z][\w'-]+|\d{2,}\w*")
_DIRECTED = re.compile(r"\b(?:to|from) [^\W\d_]+")
"""What is told apart by a small word: "to Denver" is not "from Denver"."""
_PIECE = re.compile(r"[^\W_]{3,}")
_ORDINARY = frozenset(
    """will may mark rose grace hope faith joy summer april june august san los las new saint fort port north south
    east west street road avenue lane drive place court boulevard way park hill lake valley meadow the and
    for usa apt suite unit card account email member""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was said of a parameter, as values: nothing narrower may be said."""

    kind: str
    values: Values
    many: bool


class Known:
    """The talk so far, from the customer's side."""

    def __init__(self, side: UserSide, lexicon: Lexicon) -> None:
        role = role_of(side, lexicon)
        self.side = side
        self.lexicon = role.lexicon
        self.goals: dict[str, Goal] = role.memory.goals
        self.kinds = frozenset(aim.kind for goal in self.goals.values() for aim in goal.aims if aim.read_as != "money")
        """The kinds of mention that are facts of this task."""
        self.wanted = {
            kind: frozenset().union(
                *(aim.right for goal in self.goals.values() for aim in goal.aims if aim.kind == kind)
            )
            for kind in self.kinds
        }
        """Kind -> what is right for some wish, dropped ones too."""
        self.shown: list[str] = []
        """The agent's messages."""
        self._said: list[str] = []
        self._settled: list[Settled] = []
        self._changed = False

    def hears(self, text: str) -> None:
        """Note a message of the agent."""
        self.shown.append(text)

    def to_say(self, said: Said) -> Permitted:
        """What may be said with this, and what must."""
        return Permitted(self, said, (said.text, *self._said), (*self._settled, *self._settles(said.events)))

    def has_said(self, said: Said) -> None:
        """Note what was said; after a change only what still holds may be said again."""
        before = "\n".join(self._said)
        self._said.append(said.text)
        self._settled.extend(self._settles(said.events))
        if any(event.kind == "changed" for event in said.events):
            self._changed = True
            over = {goal.wish.id for goal in self.goals.values() if goal.wish.ends == "change"}
            still = [
                goal.wish.text for goal in self.goals.values() if goal.wish.starts != "refusal" and not goal.wish.ends
            ]
            told = [
                fact.text
                for fact in self.side.facts
                if fact.wish not in over
                and (fact.text in before or (fact.value and fact.value in before) or fact.when == "change")
            ]
            self._said = [*still, *told]
            self._settled = list(self._settles(said.events))

    def _settles(self, events: Iterable[Event]) -> Iterator[Settled]:
        for event in events:
            goal = self.goals.get(event.wish)
            if goal is None:
                continue
            if event.kind == "narrowed" and (aim := goal.aim(event.param)):
                yield Settled(aim.kind, frozenset(map(value_of, _flat(event.values))), aim.many)
            elif event.kind == "affirmed":
                yield from self._affirmed(goal, event)

    @staticmethod
    def _affirmed(goal: Goal, event: Event) -> Iterator[Settled]:
        """A yes means all that the proposal named, and what hangs together with it."""
        for param, value in event.named.items():
            if aim := goal.aim(param):
                yield Settled(aim.kind, frozenset(map(value_of, _flat([value]))), aim.many)
        for kind, values in goal.allowed.items():
            yield Settled(kind, values, many=True)

    @cached_property
    def secrets(self) -> tuple[tuple[Fact, frozenset[str]], ...]:
        """Facts with the words of which one gives them away, in plain lower case."""
        return tuple((fact, frozenset(self._telltale(fact))) for fact in self.side.facts)

    def _telltale(self, fact: Fact) -> Iterator[str]:
        if "@" in fact.value:
            local, _, host = fact.value.lower().partition("@")
            yield from (fact.value.lower(), local, f"@{host}", host)
            yield from (piece for piece in _PIECE.findall(local) if not piece.isdigit())
        elif not fact.wish and fact.value:
            yield from (piece.lower() for piece in _PIECE.findall(plain(fact.value)) if piece.lower() not in _ORDINARY)
        elif not fact.wish or self._is_free(fact):
            found = (piece.lower() for piece in _CAPITAL.findall(plain(fact.text)))
            yield from (piece for piece in found if len(piece) > 2 and piece not in _ORDINARY and not piece.isdigit())

    def _is_free(self, fact: Fact) -> bool:
        aim = self.aim_of(fact)
        return aim is not None and aim.kind in self.lexicon.language.free and aim.read_as != "money"

    def aim_of(self, fact: Fact) -> Aim | None:
        """The aim that a fact narrows."""
        goal = self.goals.get(fact.wish)
        return goal.aim(fact.param) if goal else None

    @cached_property
    def secret_digits(self) -> frozenset[str]:
        """The digits in all facts and slots."""
        texts = [text for fact in self.side.facts for text in (fact.value, fact.text)]
        texts += [slot.text for wish in self.side.wishes for slot in wish.slots.values()]
        return frozenset(form for text in texts for run in runs(plain(text)) for form in run.forms)


@dataclass(frozen=True)
class Permitted:
    """What may be said in one message."""

    known: Known
    said: Said
    texts: tuple[str, ...]
    """What is to be said now, then what was said before and still holds."""
    settled: tuple[Settled, ...]

    @property
    def gist(self) -> str:
        """What is to be said now."""
        return self.said.text

    @property
    def changes(self) -> bool:
        """Whether the change of mind is to be told now."""
        return any(event.kind == "changed" for event in self.said.events)

    @cached_property
    def low(self) -> str:
        """All that may be said, plain and in lower case."""
        return plain("\n".join(self.texts)).lower()

    @cached_property
    def digits(self) -> frozenset[str]:
        """Runs of digits that may be said: in what was said, and in what the agent showed of the right things."""
        texts = [*self.texts, *self.shown_rightly]
        return frozenset(form for text in texts for run in runs(plain(text)) for form in run.forms)

    @cached_property
    def amounts(self) -> frozenset[str]:
        """The digits of all money in them."""
        texts = (*self.texts, *self.shown_rightly)
        return frozenset(
            form for text in texts for one in MONEY.finditer(plain(text)) for run in runs(one[0]) for form in run.forms
        )

    @cached_property
    def shown_rightly(self) -> tuple[str, ...]:
        """What the agent wrote, without what names rows and values that were not settled."""
        return tuple(self._cut())

    def _cut(self) -> Iterator[str]:
        for text in self.known.shown:
            cut = list(text)
            for one in self.known.lexicon.mentions(text):
                if one.kind in self.known.kinds and not self.allows(one, text):
                    cut[slice(*one.span)] = " " * (one.span[1] - one.span[0])
            yield "".join(cut)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All that is named in what may be said."""
        return tuple(one for text in self.texts for one in self.known.lexicon.mentions(plain(text)))

    def allows(self, mention: Mention, text: str) -> bool:
        """Whether it names no more than was said, or is to be said, and in no words that tell more."""
        same = [one for one in self.mentions if one.kind == mention.kind and one.values]
        if "." in mention.kind:  # a label: its word may be said of other things too, "my email is ..."
            wanted = self.known.wanted.get(mention.kind, frozenset())
            told = [one.values for one in same if one.values <= wanted]
            return any(
                values <= mention.values for values in (*told, *(one.values for one in self._settled_of(mention)))
            )
        said = self._has_words(mention, text, self.texts)
        if said and any(one.values <= mention.values for one in same):
            return True
        if not (said or mention.exact or self._has_words(mention, text, self.known.shown)):
            return False
        return any(
            one.values <= mention.values or (one.many and mention.values <= one.values)
            for one in self._settled_of(mention)
            if mention.values
        )

    def _settled_of(self, mention: Mention) -> list[Settled]:
        return [one for one in self.settled if one.kind == mention.kind and one.values]

    def _has_words(self, mention: Mention, text: str, texts: Iterable[str]) -> bool:
        """Whether its words stand in these texts; a date may be written in another way."""
        start, end = mention.span
        dates = {value for one in self.mentions if one.kind == "date" for value in one.values}
        rest = list(text[start:end])
        for one in self.known.lexicon.mentions(text):
            if one.kind == "date" and start <= one.span[0] and one.span[1] <= end and one.values & dates:
                rest[one.span[0] - start : one.span[1] - start] = " " * (one.span[1] - one.span[0])
        known = plain("\n".join(texts))
        low = known.lower()
        return overlap("".join(rest), known) == 1 and all(
            one in low for one in _DIRECTED.findall("".join(rest).lower())
        )


def _flat(values: Iterable[JsonValue]) -> list[JsonValue]:
    return [part for value in values for part in (value if isinstance(value, list) else (value,))]
