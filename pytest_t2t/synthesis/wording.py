"""Words for one wish: the request, its slots and facts for the user; proposal and report for the reference.

(call, descriptions) -> Worded; (call) -> Planned
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

from pydantic import JsonValue

from pytest_t2t.domain.cutting import split
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import AskFor, Param, Phrases
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Free, Money, Ref
from pytest_t2t.records.task import Fact, Planned, Slot, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.goals import play
from pytest_t2t.synthesis.phrasing import either, join, sentence, undo
from pytest_t2t.synthesis.protocol import NotApplicable

if TYPE_CHECKING:
    from pytest_t2t.synthesis.scene import Scene

When = Literal["opening", "change", "asked", "conflict"]


@dataclass(frozen=True)
class Worded:
    """A wish in words."""

    wish: Wish
    facts: tuple[Fact, ...]
    nouns: Mapping[str, str]
    """Parameter -> the noun phrase used for it."""


class Wording:
    """Words of one scene. `unsaid`: what no description may say."""

    def __init__(self, scene: Scene, unsaid: Iterable[str] = ()) -> None:
        self.scene = scene
        self.unsaid = tuple(unsaid)
        self.domain = scene.domain
        self._labels: dict[tuple[str, JsonValue], str] = {}

    def noun(self, call: Call, name: str, draw: Draw) -> str:
        """A parameter's value in the customer's own distinguishing words. Raises NotApplicable where it has none."""
        either = self.right(call, name)
        if len(either) > 1:
            return join([self._noun(call, name, value, draw) for value in either], "or")
        return self._noun(call, name, call.arguments[name], draw)

    def right(self, call: Call, name: str) -> tuple[JsonValue, ...]:
        """The right values of a parameter: several where the customer does not care."""
        return self.scene.either.get(call.to_json(), {}).get(name, (call.arguments[name],))

    def sayable(self, call: Call, name: str, values: Iterable[JsonValue]) -> bool:
        """Whether the customer has words for each of the values."""
        try:
            return all(self._noun(call, name, value, self.scene.draw.fork("sayable")) for value in values)
        except NotApplicable:
            return False

    def _noun(self, call: Call, name: str, value: JsonValue, draw: Draw) -> str:
        parameter = self.parameter(call.tool, name)
        if isinstance(parameter.meaning, Ref):
            values = value if isinstance(value, list) else [value]
            return join([self._described(call, parameter.meaning, one, draw) for one in values])
        return spoken(self.domain, call.tool, parameter, value)

    def _described(self, call: Call, ref: Ref, key: JsonValue, draw: Draw) -> str:
        if ref.table not in self.domain.things:
            raise NotApplicable(f"{ref.table} can't be described")
        found = self.scene.describer.unique(ref.table, key, draw, self.scene.among(call, ref), self.unsaid)
        if found is None:
            raise NotApplicable(f"no description fits one of {ref.table} alone")
        return found.text

    def label(self, call: Call, name: str) -> str:
        """A parameter's value as an agent names it, ids included."""
        value, parameter = call.arguments[name], self.parameter(call.tool, name)
        if isinstance(parameter.meaning, Ref):
            values = value if isinstance(value, list) else [value]
            return join([self.row_label(parameter.meaning.table, one) for one in values])
        return _plain(self.domain, parameter, value)

    def row_label(self, table: str, key: JsonValue) -> str:
        """A row as an agent names it; of another customer's nothing is told but the id that was said."""
        if (table, key) not in self._labels:
            thing = self.domain.things.get(table)
            whose = self.scene.world.owners(table, key)
            if thing and whose and self.scene.customer not in whose:
                label = f"{thing.noun} {thing.id_forms[0].format(key) if thing.id_forms else key}"
            else:
                text = self.scene.db.value(thing.label, key=key) if thing else None
                label = str(text if text is not None else f"{thing.noun} {key}" if thing else key)
            self._labels[table, key] = label
        return self._labels[table, key]

    def parameter(self, tool: str, name: str) -> Parameter:
        """A tool's parameter."""
        return next(p for p in self.domain.tools[tool].parameters if p.name == name)

    def param(self, tool: str, name: str) -> Param | None:
        """The words of a parameter that customers care about."""
        phrases = self.domain.phrases.get(tool)
        return phrases.params.get(name) if phrases else None

    def topic(self, tool: str, name: str) -> str:
        """The topic that asks for a parameter."""
        words = self.param(tool, name)
        if words:
            return words.topic
        meaning = self.parameter(tool, name).meaning
        thing = self.domain.things.get(meaning.table) if isinstance(meaning, Ref) else None
        return thing.topic if thing else ""

    def cared(self, call: Call) -> list[str]:
        """The parameters of a call that its customer has a wish for, in the tool's order."""
        phrases = self.domain.phrases[call.tool]
        return [
            p.name
            for p in self.domain.tools[call.tool].parameters
            if p.name in phrases.params and (p.required or call.arguments.get(p.name) != p.default)
        ]

    # ------------------------------------------------------------------------------------------------------ wishes
    def worded(
        self,
        wish: str,
        call: Call,
        draw: Draw,
        *,
        given: Mapping[str, str] | None = None,
        known: Mapping[str, str] | None = None,
        omit: str = "",
        without: Collection[str] = (),
        starts: Literal["opening", "change", "refusal"] = "opening",
        ends: Literal["", "change"] = "",
        insists: int = 0,
    ) -> Worded:
        """The wish for a call.

        `given`: noun phrases to use in the request instead of the unique ones; `known`: in place of descriptions
        altogether, and not after "one of mine"; `omit`: left unsaid; `without`: parameters that are no wish.
        """
        cared = [name for name in self.cared(call) if name not in without]
        own = {name: (known or {}).get(name) or self.noun(call, name, draw) for name in cared}
        nouns = {name: text for name, text in (own | dict(given or {})).items() if name != omit}
        slots = {
            name: Slot(values=self.right(call, name), text=text, topic=self.topic(call.tool, name))
            for name, text in own.items()
        }
        slots |= self._implied(call, draw)
        when: When = {"opening": "opening", "change": "change", "refusal": "asked"}[starts]  # type: ignore[assignment]
        facts = [self.fact(wish, call, name, nouns[name], when) for name in nouns]
        facts += [self.fact(wish, call, name, slot.text, "asked") for name, slot in slots.items() if name not in own]
        text = self.request(self.domain.phrases[call.tool], nouns, draw, first=known or ())
        text = " ".join(
            [text, *(either(len(slots[name].values), draw) for name in nouns if len(slots[name].values) > 1)]
        )
        made = Wish(id=wish, tool=call.tool, text=text, slots=slots, starts=starts, ends=ends, insists=insists)
        return Worded(made, tuple(facts), nouns)

    def _implied(self, call: Call, draw: Draw) -> dict[str, Slot]:
        slots = {}
        for name in self.domain.phrases[call.tool].implied:
            meaning = self.parameter(call.tool, name).meaning
            if (
                isinstance(meaning, Ref)
                and meaning.table != self.domain.customers
                and meaning.table in self.domain.things
            ):
                text = self.noun(call, name, draw)
                slots[name] = Slot(values=(call.arguments[name],), text=text, topic=self.topic(call.tool, name))
        return slots

    def fact(
        self, wish: str, call: Call, name: str, noun: str, when: When, means: tuple[JsonValue, ...] | None = None
    ) -> Fact:
        """The fact that pins a parameter down."""
        described = isinstance(self.parameter(call.tool, name).meaning, Ref)
        return Fact(
            topic=self.topic(call.tool, name), text=self.stated(call, name, noun), value="" if described else noun,
            wish=wish, param=name, means=self.right(call, name) if means is None else means, when=when,
        )  # fmt: skip

    def stated(self, call: Call, name: str, noun: str) -> str:
        """A sentence that states a parameter."""
        words = self.param(call.tool, name)
        if words and words.say:
            return sentence(words.say[0].format(noun))
        return sentence(f"{'They are' if ' and ' in noun else 'It is'} {noun}")

    def request(self, phrases: Phrases, nouns: Mapping[str, str], draw: Draw, *, first: Iterable[str] = ()) -> str:
        """A request that says all of `nouns`: those of `first` in a template, others there or in further sentences."""
        fitting = [t for t in phrases.wish if placeholders(t) <= nouns.keys() and self._sayable(phrases, nouns, t)]
        fitting = [t for t in fitting if placeholders(t) >= set(first)]
        target = next(iter(nouns), "")  # "cancel my order with the lamp" rather than "one of my orders. I mean ..."
        fitting = [t for t in fitting if target in placeholders(t)] or fitting
        if not fitting:
            raise NotApplicable(f"{phrases.tool} can't be asked for with only {', '.join(sorted(nouns)) or 'nothing'}")
        template = draw.pick(fitting)
        rest = [name for name in nouns if name not in placeholders(template)]
        said = [sentence(template.format_map(nouns))]
        said += [sentence(draw.pick(phrases.params[name].say).format(nouns[name])) for name in rest]
        return " ".join(said)

    def _sayable(self, phrases: Phrases, nouns: Mapping[str, str], template: str) -> bool:
        return all(phrases.params[name].say for name in nouns if name not in placeholders(template))

    def dropped(self, call: Call, nouns: Mapping[str, str], draw: Draw) -> str:
        """A sentence that gives a wish up, in the words in which it was made."""
        phrases = self.domain.phrases[call.tool]
        return _filled(phrases.drop, nouns, draw) or sentence(f"Please forget about {phrases.noun}")

    def undone(self, call: Call, nouns: Mapping[str, str], draw: Draw) -> str:
        """A sentence that wants a write taken back that was done."""
        return _filled(self.domain.phrases[call.tool].undo, nouns, draw) or undo(self.dropped(call, nouns, draw), draw)

    # ------------------------------------------------------------------------------------------------------ agents
    def planned(self, call: Call, wish: str) -> Planned:
        """The words of a write for the reference."""
        phrases = self.domain.phrases[call.tool]
        labels = {name: self.label(call, name) for name in call.arguments}
        cut = split(self.domain, [call])
        return Planned(
            call=call, propose=phrases.propose.format_map(labels), done=sentence(phrases.done.format_map(labels)),
            wish=wish, splittable=len(cut) > 1 and play(self.scene.world, self.scene.customer, cut).permitted,
        )  # fmt: skip


def _filled(templates: Iterable[str], nouns: Mapping[str, str], draw: Draw) -> str:
    """One of the templates that these nouns fill; empty where there is none."""
    fitting = [template for template in templates if placeholders(template) <= nouns.keys()]
    return sentence(draw.pick(fitting).format_map(nouns)) if fitting else ""


def spoken(domain: Domain, tool: str, parameter: Parameter, value: Any) -> str:
    """A label, an amount or a free value in the customer's words."""
    words = domain.phrases[tool].params.get(parameter.name) if tool in domain.phrases else None
    if words and isinstance(value, str) and value in words.labels:
        return words.labels[value]
    return _plain(domain, parameter, value)


def _plain(domain: Domain, parameter: Parameter, value: Any) -> str:
    free = domain.language.free.get(parameter.meaning.generator) if isinstance(parameter.meaning, Free) else None
    if free:
        return free.say(value)
    if isinstance(parameter.meaning, Money) and isinstance(value, int):
        return domain.language.money.say(value)
    return str(value)


def told_as(domain: Domain, ask: AskFor, value: JsonValue) -> str:
    """A value that the customer asks for, as an agent writes it."""
    if ask.kind == "money" and isinstance(value, int | str):
        return domain.language.money.say(value)
    if ask.kind == "date":
        day = date.fromisoformat(str(value)[:10])
        return f"{day.day} {day:%B %Y}"
    return str(value)


def told_forms(domain: Domain, ask: AskFor, value: JsonValue) -> tuple[str, ...]:
    """The words by which a customer would say itself what it asks for: a date without its year too."""
    words = told_as(domain, ask, value)
    return (words, words.rpartition(" ")[0]) if ask.kind == "date" else (words,)


def placeholders(template: str) -> set[str]:
    """The names in a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}
