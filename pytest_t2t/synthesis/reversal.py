"""The change of mind after the write: a first write that was made, its way back by the declared inverse, then the goal.

Scene -> Draft of intent `changing`, kind `reversal`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.types import Ref
from pytest_t2t.exploration.protocol import RowKey
from pytest_t2t.records.task import Change, CheckerSide, Fact
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.first_goal import reversed_to, superseded, way_back
from pytest_t2t.synthesis.goals import value_after
from pytest_t2t.synthesis.protocol import Draft, NotApplicable
from pytest_t2t.synthesis.scene import Scene
from pytest_t2t.synthesis.sides import Script, plans
from pytest_t2t.synthesis.wording import Worded

MOST_TRIED = 8
"""First writes that are tried for one scene."""
UNDO = "undo"
"""Id of the wish to take the first write back."""


@dataclass(frozen=True)
class Reversal:
    """A write and what takes it back."""

    write: Call
    back: Call


def reversal(scene: Scene, draw: Draw) -> Draft:
    """The first write, in a drawn order, that can be taken back. Raises NotApplicable where none can."""
    why = "no write apart from the goal can be taken back"
    for one in _mixed(scene, draw)[:MOST_TRIED]:
        try:
            return _draft(scene, one, draw)
        except NotApplicable as reason:
            why = str(reason)
    raise NotApplicable(why)


def _mixed(scene: Scene, draw: Draw) -> list[Reversal]:
    """Tool by tool in turn, those of few tasks first: one with many argument sets does not crowd out the others."""
    by_tool: dict[str, list[Reversal]] = {}
    for one in draw.shuffled(list(_reversals(scene))):
        by_tool.setdefault(one.write.tool, []).append(one)
    order = sorted(draw.shuffled(list(by_tool)), key=scene.refused.undone)
    rows = zip_longest(*(by_tool[tool] for tool in order))
    return [one for row in rows for one in row if one is not None]


def _reversals(scene: Scene) -> Iterator[Reversal]:
    """Permitted writes on other rows than the goal's whose inverse serves nothing of the goal."""
    rows, tools = scene.touched(scene.goal), {call.tool for call in scene.goal}
    for candidate in scene.exploration.permitted:
        call = candidate.call
        long = any(isinstance(value, list) and len(value) > 1 for value in call.arguments.values())
        if call.tool in tools or long or candidate.touches & rows or not scene.tool(call).inverse:
            continue  # a part of a long list could be what was written when the change is said
        back = way_back(scene.world, scene.customer, call)
        if back and back.tool not in tools and back.tool in scene.domain.phrases:
            yield Reversal(call, back)


def _draft(scene: Scene, one: Reversal, draw: Draw) -> Draft:
    prefix = reversed_to(scene.world, scene.customer, one.write, one.back, scene.goal, scene.alike)
    _same_answers(scene, one)
    script = _script(scene, one, draw)
    checker = CheckerSide(
        expected=scene.expected, tellings=script.tellings, prefixes=(prefix,),
        superseded=superseded(scene.world, scene.customer, [one.write], scene.goal, scene.alike),
    )  # fmt: skip
    return Draft("reversal", script.user(), checker, script.plan())


def _same_answers(scene: Scene, one: Reversal) -> None:
    """What the customer asks for must not depend on what was done and undone."""
    asks = {ask.name: ask for ask in scene.domain.language.ask_for}
    for asked in scene.asked:
        calls = [one.write, one.back, *scene.goal]
        found = value_after(scene.world, scene.customer, calls, asks[asked.question.id], asked.call)
        if found != asked.telling.value:
            raise NotApplicable("what is asked for is another value after the way back")


def _script(scene: Scene, one: Reversal, draw: Draw) -> Script:
    wording = scene.wording
    old = wording.worded("w0", one.write, scene.draw.fork("wish", "old"), ends="change")
    fresh = _fresh(scene, one)
    undo = _undo(scene, one, old, fresh, draw)
    new = [
        wording.worded(f"w{n}", call, scene.draw.fork("wish", n), starts="change")
        for n, call in enumerate(scene.goal, 1)
    ]
    every = [old, undo, *new]
    script = Script(scene, scene.draw, [w.wish for w in every], [f for w in every for f in w.facts])
    script.asked_late = scene.asked
    script.first = plans(scene, [one.write], ["w0"])
    script.undo, script.made = plans(scene, [one.back], [UNDO]), tuple(fresh.values())
    script.writes = plans(scene, scene.goal, [w.wish.id for w in new])
    questions = [asked.question.text for asked in scene.asked]
    text = phrasing.reversal(undo.wish.text, [w.wish.text for w in new], questions, draw.fork("change"))
    script.change = Change(text=text, trigger="after-write")
    return script


def _undo(scene: Scene, one: Reversal, old: Worded, fresh: Mapping[str, RowKey], draw: Draw) -> Worded:
    """The wish to have the write taken back; values only when asked for."""
    said = scene.wording.undone(one.write, old.nouns, draw)
    same = {n: old.nouns[n] for n, v in one.back.arguments.items() if n in old.nouns and one.write.arguments[n] == v}
    worded = scene.wording.worded(
        UNDO, one.back, scene.draw.fork("wish", UNDO), known=same, without=fresh, starts="change"
    )
    facts = [_when(fact, said, worded.nouns) for fact in worded.facts]
    facts += [_just_made(scene, one.back.tool, name, table) for name, (table, _) in fresh.items()]
    return Worded(worded.wish.model_copy(update={"text": said}), tuple(facts), worded.nouns)


def _just_made(scene: Scene, tool: str, name: str, table: str) -> Fact:
    thing = scene.domain.things.get(table)
    text = f"I mean the {thing.noun if thing else 'one'} that you have just made for me."
    return Fact(topic=scene.wording.topic(tool, name), text=text)


def _fresh(scene: Scene, one: Reversal) -> dict[str, RowKey]:
    """Parameters of the way back that name a row which the write made: known by that alone, so no slots of the wish.

    Raises NotApplicable where there are no others.
    """
    cared = scene.wording.cared(one.back)
    named = {name: scene.wording.parameter(one.back.tool, name).meaning for name in cared}
    found = {
        name: (meaning.table, one.back.arguments[name]) for name, meaning in named.items() if isinstance(meaning, Ref)
    }
    found = {name: row for name, row in found.items() if _is_new(scene, *row)}
    if found and len(found) == len(cared):
        raise NotApplicable("nothing but what the write made says what is to be taken back")
    return found


def _is_new(scene: Scene, table: str, key: JsonValue) -> bool:
    own = scene.exploration.rows.get(table, {})
    return table in scene.domain.owners and not isinstance(key, list) and key not in own


def _when(fact: Fact, said: str, nouns: Mapping[str, str]) -> Fact:
    noun = nouns.get(fact.param, "")
    return fact if noun and noun.lower() in said.lower() else fact.model_copy(update={"when": "asked"})
