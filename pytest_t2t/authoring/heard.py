"""Whether the domain's words work: requests can be made, proposals, reports, questions and answers are understood.

(World, Source, explorations) -> Findings; sentences are rendered from real rows and heard by the simulated customer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apsw
from pydantic import JsonValue

from pytest_t2t.authoring.finding import Finding, Place
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.language import AskFor, Phrases, Thing
from pytest_t2t.domain.telling import told
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.protocol import Candidate, Exploration
from pytest_t2t.records.task import Question
from pytest_t2t.synthesis.describe import Catalogue, spoken_day
from pytest_t2t.synthesis.goals import value_after
from pytest_t2t.synthesis.protocol import NotApplicable
from pytest_t2t.synthesis.refused import Refused
from pytest_t2t.synthesis.scene import Scene
from pytest_t2t.users.actions import Actions
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.recognise import hear

_FEW = 4
_MOST_ASKED = 500
_SAMPLES: dict[str, JsonValue] = {"money": 1234, "date": "2026-03-05", "count": 3, "id": "R1001"}


class _Ear:
    """What the simulated customer understands."""

    def __init__(self, world: World) -> None:
        self.topics = {topic.name: topic for topic in world.domain.language.topics}
        self.actions = Actions(world.domain)
        self.reports = grammar_of(world.domain).reports

    def acts(self, text: str) -> frozenset[str]:
        return frozenset(act for heard in hear(text, self.topics) for act in heard.acts)

    def asked(self, text: str) -> frozenset[str]:
        return frozenset(topic for heard in hear(text, self.topics) for topic in heard.topics)


def heard(world: World, source: Source, found: Sequence[Exploration]) -> Iterator[Finding]:
    """All findings about words in use."""
    ear, catalogue = _Ear(world), Catalogue()
    scenes = [Scene(world, exploration, "check", catalogue, Refused()) for exploration in found[:_FEW]]
    try:
        for thing in world.domain.things.values():
            if thing.table in world.tables:
                place = source.said("Thing", thing.table)
                yield from (Finding(place, what, advice) for what, advice in _thing(scenes, thing, ear))
        for name, phrases in world.domain.phrases.items():
            if name in world.domain.tools:
                yield from _phrases(scenes, found, phrases, ear, source.said("Phrases", name))
    finally:
        for one in scenes:
            one.close()
    yield from _answers(world, source, found, ear)


def _thing(scenes: Sequence[Scene], thing: Thing, ear: _Ear) -> Iterator[tuple[str, str]]:
    if not ear.asked(thing.which):
        what = f"the question {thing.which!r} is not heard as one for the topic {thing.topic!r}, nor for any."
        yield what, "give that topic the words with which agents ask for it."
    names = [one.name for one in thing.attributes if one.level in {"volunteered", "known"}]
    try:
        for key in (key for scene in scenes for key in list(scene.describer.parts(thing.table))[:_FEW]):
            if not scenes[0].db.value(thing.label, key=key):
                yield f"the label of {thing.table} says nothing of {key!r}.", "select one text for `:key`."
                break
        for name in names:
            yield from _attribute(scenes, thing, name)
    except apsw.Error as error:
        yield f"SQLite refuses the words for {thing.table}: {error}", "correct its `label` or an attribute's `sql`."


def _attribute(scenes: Sequence[Scene], thing: Thing, name: str) -> Iterator[tuple[str, str]]:
    """An attribute must be true of some row, and of rows that were looked at some description with it be understood."""
    said = [text for scene in scenes for text in _with(scene, thing, name)]
    if said and not any(understood for _, understood in said):
        what = f"{thing.table}: no description with {name!r} is understood, for example {said[0][0]!r}."
        yield what, "give it a phrase or synonyms that tell it from other things' words."
    if not said and not _true_of_any(scenes[0], thing, name):
        yield f"{thing.table}: {name!r} is true of no row.", "correct its `sql`, or seed such rows."


def _with(scene: Scene, thing: Thing, name: str) -> Iterator[tuple[str, bool]]:
    """Descriptions with an attribute of a few rows, and whether each is read as it is meant."""
    rows = scene.describer.parts(thing.table)
    every = frozenset(rows)
    having = [key for key, parts in rows.items() if any(part.name == name for part in parts)]
    for key in having[:_FEW]:
        for description in scene.describer.descriptions(thing.table, key):
            if any(part.name == name for part in description.parts):
                read = scene.lexicon.denotes(thing.table, description.text) & every
                yield description.text, read == description.fits


def _true_of_any(scene: Scene, thing: Thing, name: str) -> bool:
    """Whether any customer has a row of which an attribute is true."""
    sql = next(one.sql for one in thing.attributes if one.name == name)
    home = scene.world.tables[scene.domain.customers]
    customers = scene.db.tuples(f'select "{home.key[0]}" from "{home.name}" order by 1 limit {_MOST_ASKED}')
    return any(scene.db.tuples(sql, customer=customer) for (customer,) in customers)


def _phrases(
    scenes: Sequence[Scene], found: Sequence[Exploration], phrases: Phrases, ear: _Ear, place: Place
) -> Iterator[Finding]:
    """A request, a proposal and a report, rendered for a few permitted calls."""
    why = ""
    for scene, exploration in zip(scenes, found, strict=False):
        mine = [c for c in exploration.permitted if c.call.tool == phrases.tool]
        for candidate in mine[:_FEW]:
            try:
                planned = _rendered(scene, candidate)
            except NotApplicable as reason:
                why = str(reason)
                continue
            except (KeyError, IndexError, ValueError) as error:  # said with the templates
                why = f"{type(error).__name__}: {error}"
                continue
            for what, advice in _understood(phrases, *planned, ear):
                yield Finding(place, what, advice)
            yield from (Finding(place, what, advice) for what, advice in _questions(phrases, ear))
            return
    if why:
        yield Finding(place, f"{phrases.tool} can't be wished for: {why}.", "no request could be put into words.")


def _rendered(scene: Scene, candidate: Candidate) -> tuple[str, str]:
    scene.wording.worded("w1", candidate.call, scene.draw.fork("check"))
    planned = scene.wording.planned(candidate.call, "w1")
    return planned.propose, planned.done


def _understood(phrases: Phrases, propose: str, done: str, ear: _Ear) -> Iterator[tuple[str, str]]:
    question = f"Shall I {propose}?"
    if "confirm" not in ear.acts(question) and not ear.actions.asks_leave(question):
        yield f"{question!r} is not heard as a proposal.", 'begin `propose` with a verb: "cancel {order_id}".'
    reported = ear.reports.tools_in(done.lower())
    if "completion" not in ear.acts(done) and not reported:
        yield f"{done!r} is not heard as a report.", 'say "I have cancelled ...", "... has been paid".'
    for text, known in ((propose, frozenset[str]()), (done, reported)):
        if phrases.tool not in ear.actions.tools_in(text) | known:
            what = f"{text!r} is not heard as speaking of {phrases.tool}: none of {', '.join(phrases.words)} is in it."
            yield what, "add the verb to `words`, in each form that is used."


def _questions(phrases: Phrases, ear: _Ear) -> Iterator[tuple[str, str]]:
    for name, param in phrases.params.items():
        if param.ask and not ear.asked(param.ask):
            what = f"{phrases.tool}.{name}: {param.ask!r} is not heard as asking for {param.topic!r}, nor anything."
            yield what, "give that topic the words with which agents ask for it."


# --------------------------------------------------------------------------------------------------------- answers
def _answers(world: World, source: Source, found: Sequence[Exploration], ear: _Ear) -> Iterator[Finding]:
    language = world.domain.language
    for ask in language.ask_for:
        place = source.said("AskFor", ask.name)
        yield from (Finding(place, what, advice) for what, advice in _answer(world, ask))
        yield from (Finding(place, what, advice) for what, advice in _value(world, ask, found))
    for wish in language.unserved:
        place = source.said("Unserved", wish.name)
        if wish.name not in ear.actions.tools_in(wish.done):
            what = f"{wish.done!r} is not heard as speaking of {wish.name!r}."
            yield Finding(place, what, "add the verb to `words`, in each form that is used.")


def _answer(world: World, ask: AskFor) -> Iterator[tuple[str, str]]:
    language = world.domain.language
    value = ask.labels[0] if ask.kind == "label" and ask.labels else _SAMPLES.get(ask.kind, "yes")
    said = language.money.say(1234) if ask.kind == "money" else str(value)
    said = f"{spoken_day(str(value))} 2026" if ask.kind == "date" else said
    question = Question(id=ask.name, text=ask.text[0], kind=ask.kind, subject=ask.subject, labels=ask.labels)
    if value not in told(ask.answer.format(said), question, language.money, value):
        what = f"the answer {ask.answer.format(said)!r} is not understood as one to {ask.text[0]!r}."
        yield what, "let `subject` hold a word of the answer."


def _value(world: World, ask: AskFor, found: Sequence[Exploration]) -> Iterator[tuple[str, str]]:
    for exploration in found:
        for candidate in exploration.permitted:
            if candidate.call.tool == ask.tool:
                try:
                    value_after(world, exploration.customer, [candidate.call], ask, candidate.call)
                except apsw.Error as error:
                    yield (
                        f"SQLite refuses the question {ask.name!r}: {error}",
                        "its arguments are `:param`, `:customer`.",
                    )
                return
