"""The unclear request: at least two permitted readings of what was said, exactly one once the customer has answered.

Scene -> Draft of intent `ambiguous`; kinds: reference, attribute, missing, contradiction
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.types import Free, Money, Ref
from pytest_t2t.records.task import CheckerSide, Doubt, Fact
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.describe import Description, Part
from pytest_t2t.synthesis.protocol import Draft, NotApplicable
from pytest_t2t.synthesis.readings import Reading, readings
from pytest_t2t.synthesis.scene import Scene
from pytest_t2t.synthesis.sides import plans, script_of
from pytest_t2t.synthesis.wording import Worded

MOST_TRIED = 8
"""Ways to leave something open that are tried per kind."""


@dataclass(frozen=True)
class Gap:
    """A parameter that the opening leaves open, and how."""

    at: int
    """Index of the write in the goal."""
    param: str
    said: str | None
    """The noun phrase that is used for it; None: nothing is said."""
    values: tuple[JsonValue, ...]
    """What it may be by what is said."""
    mistaken: bool = False
    """What is said fits nothing as it stands."""


class Ambiguous:
    """See the module."""

    intent = "ambiguous"
    kinds = ("reference", "missing", "attribute", "contradiction")

    def adapt(self, scene: Scene, kind: str, draw: Draw) -> Draft:
        """The first gap of this kind, in a drawn order, that leaves two or more permitted readings."""
        gaps = {
            "reference": _references,
            "missing": _missing,
            "attribute": _attributes,
            "contradiction": _contradictions,
        }
        why = "nothing can be left open in this way"
        for gap in draw.sample(list(gaps[kind](scene)), MOST_TRIED):
            try:
                return _draft(scene, kind, gap, draw)
            except NotApplicable as reason:
                why = str(reason)
        raise NotApplicable(why)


def _draft(scene: Scene, kind: str, gap: Gap, draw: Draw) -> Draft:
    wish = f"w{gap.at + 1}"
    found = readings(scene, gap.at, gap.param, wish, gap.values)
    worded = [_worded(scene, at, call, gap, found) for at, call in enumerate(scene.goal)]
    script = script_of(scene, scene.draw, worded)
    ids = [w.wish.id for w in worded]
    script.writes, script.asked = plans(scene, scene.goal, ids), scene.asked
    script.doubt = _doubt(scene, gap, found, ids, draw)
    completions = tuple(reading.completion for reading in sorted(found, key=lambda r: str(r.completion.values)))
    checker = CheckerSide(expected=scene.expected, tellings=script.tellings, completions=completions)
    return Draft(kind, script.user(), checker, script.plan())


def _worded(scene: Scene, at: int, call: Call, gap: Gap, found: Sequence[Reading]) -> Worded:
    wish, draw, wording = f"w{at + 1}", scene.draw.fork("wish", at + 1), scene.wording
    if at != gap.at:
        return wording.worded(wish, call, draw)
    given = {} if gap.said is None else {gap.param: gap.said}
    made = wording.worded(wish, call, draw, given=given, omit=gap.param if gap.said is None else "")
    others = [fact for fact in made.facts if fact.param != gap.param]
    truth = wording.fact(
        wish, call, gap.param, made.wish.slots[gap.param].text, "conflict" if gap.mistaken else "asked"
    )
    return Worded(made.wish, (*_said(scene, wish, call, gap, found), *others, truth), made.nouns)


def _said(scene: Scene, wish: str, call: Call, gap: Gap, found: Sequence[Reading]) -> list[Fact]:
    if gap.said is None:
        return []
    means = tuple(reading.call.arguments[gap.param] for reading in found)
    also = tuple(value for value in gap.values if value not in means)
    return [scene.wording.fact(wish, call, gap.param, gap.said, "opening", means=(*sorted(means, key=str), *also))]


def _doubt(scene: Scene, gap: Gap, found: Sequence[Reading], wishes: Sequence[str], draw: Draw) -> Doubt:
    wording, right = scene.wording, found[0]
    order = draw.fork("options").shuffled(found)
    wrong = draw.fork("wrong").pick(found[1:])
    new = isinstance(wording.parameter(right.call.tool, gap.param).meaning, Free | Money)
    proposal = " and ".join(plan.propose for plan in plans(scene, right.completion.calls, wishes))
    return Doubt(
        topic=wording.topic(right.call.tool, gap.param), question=_question(scene, right.call, gap.param),
        options=() if new else tuple(wording.label(reading.call, gap.param) for reading in order),
        right=order.index(right),
        wrong=tuple(plans(scene, wrong.completion.calls, wishes)), propose=proposal,
    )  # fmt: skip


def _question(scene: Scene, call: Call, name: str) -> str:
    words, meaning = scene.wording.param(call.tool, name), scene.wording.parameter(call.tool, name).meaning
    if words and words.ask:
        return words.ask
    if isinstance(meaning, Ref) and meaning.table in scene.domain.things:
        return scene.domain.things[meaning.table].which
    raise NotApplicable(f"{call.tool}.{name} can't be asked for")


# ------------------------------------------------------------------------------------------------------------ gaps
def _open(scene: Scene, call: Call, *, catalogue: bool) -> Iterator[tuple[str, Ref, JsonValue]]:
    """Parameters that name one row: (name, meaning, key); a list of one counts as one."""
    for name in scene.wording.cared(call):
        parameter, value = scene.wording.parameter(call.tool, name), call.arguments[name]
        key = value[0] if isinstance(value, list) and len(value) == 1 else value
        meaning = parameter.meaning
        known = isinstance(meaning, Ref) and meaning.table in scene.domain.things
        named = known and isinstance(meaning, Ref) and (meaning.table not in scene.domain.owners) == catalogue
        named = named and len(scene.wording.right(call, name)) == 1
        if named and isinstance(meaning, Ref) and not isinstance(key, list):
            yield name, meaning, key


def _named(scene: Scene, at: int, table: str) -> frozenset[JsonValue]:
    """The rows of a table that the other wishes name."""
    others = [call for spot, call in enumerate(scene.goal) if spot != at]
    return frozenset(key for name, key in scene.rows_of(others) if name == table and name in scene.domain.owners)


def _like(value: JsonValue, key: JsonValue) -> JsonValue:
    """A key in the form of the argument: a list where the argument is one."""
    return [key] if isinstance(value, list) else key


def _loose(scene: Scene, *, catalogue: bool) -> Iterator[Gap]:
    for at, call in enumerate(scene.goal):
        for name, meaning, key in _open(scene, call, catalogue=catalogue):
            named = _named(scene, at, meaning.table)
            for description in scene.describer.loose(meaning.table, key, scene.among(call, meaning)):
                if description.fits & named:
                    continue  # "... my gift card ending in 7938, and on my gift card": a person takes them for one
                values = tuple(_like(call.arguments[name], one) for one in sorted(description.fits, key=str))
                yield Gap(at, name, description.text, values)


def _references(scene: Scene) -> Iterator[Gap]:
    """A description that fits several of the customer's own rows."""
    return _loose(scene, catalogue=False)


def _attributes(scene: Scene) -> Iterator[Gap]:
    """Attributes that leave several choices of a catalogue."""
    return _loose(scene, catalogue=True)


def _missing(scene: Scene) -> Iterator[Gap]:
    """A parameter of which nothing is said and that no default fixes."""
    for at, call in enumerate(scene.goal):
        for name in scene.wording.cared(call):
            parameter = scene.wording.parameter(call.tool, name)
            if len(scene.wording.right(call, name)) > 1:
                continue  # what the customer does not care about is settled
            defaulted = name in scene.tool(call).policy_defaults
            if parameter.required and not defaulted and not (isinstance(parameter.meaning, Ref) and parameter.many):
                yield Gap(at, name, None, tuple(scene.bind.choices(scene.tool(call), name, call.arguments)))


def _contradictions(scene: Scene) -> Iterator[Gap]:
    """One attribute said wrongly: it fits nothing, and relaxing one attribute at a time leaves several rows."""
    for at, call in enumerate(scene.goal):
        for name, meaning, key in _open(scene, call, catalogue=False):
            pool = scene.among(call, meaning) or list(scene.describer.parts(meaning.table))
            for description in scene.describer.descriptions(meaning.table, key, pool):
                if len(description.parts) == 2 and key not in _named(scene, at, meaning.table):
                    yield from _mistakes(scene, at, call, name, description, pool)


def _mistakes(
    scene: Scene, at: int, call: Call, name: str, true: Description, pool: Sequence[JsonValue]
) -> Iterator[Gap]:
    table = true.thing.table
    for spot, part in enumerate(true.parts):
        if part.attribute.certain:
            continue
        others = {p for key in pool for p in scene.describer.parts(table).get(key, ()) if p.name == part.name}
        others = {one for one in others - {part} if _goes_with(scene, table, one, true.parts[1 - spot])}
        for wrong in sorted(others, key=lambda p: str(p.value)):
            parts = (*true.parts[:spot], wrong, *true.parts[spot + 1 :])
            if scene.describer.fits(table, parts, pool):
                continue
            near = frozenset().union(*(scene.describer.fits(table, parts[:i] + parts[i + 1 :], pool) for i in range(2)))
            values = tuple(_like(call.arguments[name], one) for one in sorted(near, key=str))
            text = Description(true.thing, parts, frozenset(), true.article).text
            yield Gap(at, name, text, values, mistaken=True)


def _goes_with(scene: Scene, table: str, wrong: Part, part: Part) -> bool:
    """Whether a row of which one is true has something of the other's kind: no PayPal account ends in 7203."""
    return any(
        wrong in parts and any(other.name == part.name for other in parts)
        for parts in scene.describer.parts(table).values()
    )


ADAPTATION = Ambiguous()
