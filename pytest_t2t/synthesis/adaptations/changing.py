"""The change of mind: a first goal that could have been reached, a final one that differs, and what may happen between.

Scene -> Draft of intent `changing`; kinds: value, target, action, addition, retraction, reversal
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Change, CheckerSide, Fact
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.first_goal import prefixes, superseded
from pytest_t2t.synthesis.goals import play
from pytest_t2t.synthesis.protocol import Draft, NotApplicable
from pytest_t2t.synthesis.readings import with_value
from pytest_t2t.synthesis.reversal import reversal
from pytest_t2t.synthesis.scene import Asked, Scene
from pytest_t2t.synthesis.sides import Script, plans
from pytest_t2t.synthesis.wording import Worded


@dataclass(frozen=True)
class Turn:
    """One write of the first goal that gives way to one of the final goal."""

    before: Call | None
    """None: an addition."""
    after: Call | None
    """None: a retraction."""
    at: int
    """Index of `after` in the goal; -1 for a retraction."""
    param: str = ""
    """kind value: the parameter that gets another value."""


class Changing:
    """See the module."""

    intent = "changing"
    kinds = ("value", "target", "action", "addition", "retraction", "reversal")

    def adapt(self, scene: Scene, kind: str, draw: Draw) -> Draft:
        """The first turn of this kind, in a drawn order, whose first goal is reachable and different."""
        if kind == "reversal":
            return reversal(scene, draw)
        turns = {
            "value": _values,
            "target": _targets,
            "action": _actions,
            "addition": _additions,
            "retraction": _retractions,
        }
        why = "there is nothing to change in this way"
        for turn in draw.shuffled(list(turns[kind](scene)))[:12]:
            try:
                return _draft(scene, kind, turn, draw)
            except NotApplicable as reason:
                why = str(reason)
        raise NotApplicable(why)


def _draft(scene: Scene, kind: str, turn: Turn, draw: Draw) -> Draft:
    first = _first_goal(scene, turn)
    played = play(scene.world, scene.customer, first)
    final = play(scene.world, scene.customer, scene.goal)
    if not first or not played.permitted:
        raise NotApplicable("the first goal can't be reached")
    if turn.before and scene.touched([turn.before]) & scene.touched([call for call in first if call != turn.before]):
        raise NotApplicable("the first goal does two things to one row")
    if any(played.changes == outcome.changes for outcome in scene.expected) or not final.changes:
        raise NotApplicable("first and final goal are the same")
    script = _script(scene, turn, first, draw)
    checker = CheckerSide(
        expected=scene.expected, tellings=script.tellings,
        prefixes=prefixes(scene.world, scene.customer, first, scene.goal, scene.alike),
        superseded=superseded(scene.world, scene.customer, first, scene.goal, scene.alike),
    )  # fmt: skip
    return Draft(kind, script.user(), checker, script.plan())


def _first_goal(scene: Scene, turn: Turn) -> list[Call]:
    rest = [call for at, call in enumerate(scene.goal) if at != turn.at]
    if turn.before is None:
        return rest
    spot = turn.at if turn.at >= 0 else len(rest)
    return [*rest[:spot], turn.before, *rest[spot:]]


# ----------------------------------------------------------------------------------------------------------- words
def _script(scene: Scene, turn: Turn, first: Sequence[Call], draw: Draw) -> Script:
    wording = scene.wording
    kept = {f"w{at + 1}": call for at, call in enumerate(scene.goal) if at != turn.at}
    old = wording.worded("w0", turn.before, scene.draw.fork("wish", "old"), ends="change") if turn.before else None
    new_id = f"w{turn.at + 1}"
    new = (
        wording.worded(new_id, turn.after, scene.draw.fork("wish", turn.at + 1), starts="change")
        if turn.after
        else None
    )
    same = {wish: wording.worded(wish, call, scene.draw.fork("wish", int(wish[1:]))) for wish, call in kept.items()}
    opened = _in_order(first, turn, old, same, kept)
    late = tuple(a for a in scene.asked if turn.after is not None and a.call == turn.after)
    facts = [f for w in opened for f in w.facts] + (_told_again(new, old, turn) if new else [])
    script = Script(scene, scene.draw, [w.wish for w in opened] + ([new.wish] if new else []), facts)
    script.asked, script.asked_late = tuple(a for a in scene.asked if a not in late), late
    ids = ["w0" if call == turn.before else next(w for w, c in kept.items() if c == call) for call in first]
    script.first = plans(scene, first, ids)
    script.writes = plans(scene, scene.goal, [f"w{n}" for n, _ in enumerate(scene.goal, 1)])
    script.change = Change(text=_text(scene, turn, old, new, bool(kept), late, draw.fork("change")))
    return script


def _in_order(
    first: Sequence[Call], turn: Turn, old: Worded | None, same: dict[str, Worded], kept: dict[str, Call]
) -> list[Worded]:
    by_call = [(call, same[wish]) for wish, call in kept.items()]
    found = []
    for call in first:
        worded = old if call == turn.before else next(w for c, w in by_call if c == call)
        found += [worded] if worded else []
    return found


def _told_again(new: Worded, old: Worded | None, turn: Turn) -> list[Fact]:
    """The new wish's facts; what the old one said already is no news."""
    known = {(f.param, f.text) for f in old.facts} if old else set()
    return [
        f.model_copy(update={"when": "opening"})
        if f.when == "change" and (f.param, f.text) in known and f.param != turn.param
        else f
        for f in new.facts
    ]


def _text(
    scene: Scene, turn: Turn, old: Worded | None, new: Worded | None, kept: bool, late: Sequence[Asked], draw: Draw
) -> str:
    questions = [a.question.text for a in late]
    if old is None or turn.before is None:
        return phrasing.addition([new.wish.text] if new else [], questions, draw)
    if turn.param and new is not None and turn.after is not None:
        words = _noun(scene, turn.before, turn.param, old.wish.slots[turn.param].topic)
        stated = scene.wording.stated(turn.after, turn.param, new.wish.slots[turn.param].text)
        return phrasing.change(
            f"Please forget {words} I mentioned. {stated}", [], kept or len(new.wish.slots) > 1, questions, draw
        )
    dropped = scene.wording.dropped(turn.before, old.nouns, draw)
    return phrasing.change(dropped, [new.wish.text] if new else [], kept, questions, draw)


def _noun(scene: Scene, call: Call, name: str, topic: str) -> str:
    param = scene.wording.param(call.tool, name)
    if param and param.noun:
        return param.noun
    return "the " + next(one.words[0] for one in scene.domain.language.topics if one.name == topic)


# ----------------------------------------------------------------------------------------------------------- turns
def _values(scene: Scene) -> Iterator[Turn]:
    """Another value for something that is not the target."""
    for at, call in enumerate(scene.goal):
        for name in scene.wording.cared(call):
            parameter = scene.wording.parameter(call.tool, name)
            target = isinstance(parameter.meaning, Ref) and _is_target(scene, call, name)
            words = scene.wording.param(call.tool, name)
            if not target and not parameter.many and not (words and words.settled):
                for value in scene.bind.choices(scene.tool(call), name, call.arguments):
                    if value not in (*scene.wording.right(call, name), parameter.default):
                        yield Turn(Call(tool=call.tool, arguments=call.arguments | {name: value}), call, at, name)


def _is_target(scene: Scene, call: Call, name: str) -> bool:
    """Whether a parameter says what the write is done to: a row that the write changes."""
    meaning, value = scene.wording.parameter(call.tool, name).meaning, call.arguments[name]
    if not isinstance(meaning, Ref) or meaning.like:
        return False
    first = next((p.name for p in scene.tool(call).parameters if isinstance(p.meaning, Ref) and not p.meaning.like
                  and p.name in scene.wording.cared(call)), "")  # fmt: skip
    return name == first or isinstance(value, list)


def _targets(scene: Scene) -> Iterator[Turn]:
    """The same to another row."""
    for at, call in enumerate(scene.goal):
        for name in scene.wording.cared(call):
            if _is_target(scene, call, name):
                rest = {
                    k: v
                    for k, v in call.arguments.items()
                    if k == name or k not in scene.domain.phrases[call.tool].implied
                }
                for value in scene.bind.choices(scene.tool(call), name, rest):
                    apart = not _overlap(value, call.arguments[name])
                    other = with_value(scene, call, name, value) if apart else None
                    if other:
                        yield Turn(other, call, at)


def _overlap(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values are the same or, of lists, have something in common."""
    return bool(set(one) & set(other)) if isinstance(one, list) and isinstance(other, list) else one == other


def _actions(scene: Scene) -> Iterator[Turn]:
    """Something else to the same row."""
    for at, call in enumerate(scene.goal):
        rows = scene.touched([call])
        for candidate in scene.exploration.permitted:
            if candidate.call.tool != call.tool and candidate.touches & rows:
                yield Turn(candidate.call, call, at)


def _additions(scene: Scene) -> Iterator[Turn]:
    """One of several writes comes later."""
    if len(scene.goal) > 1:
        for at, call in enumerate(scene.goal):
            yield Turn(None, call, at)


def _retractions(scene: Scene) -> Iterator[Turn]:
    """One write more at first."""
    rows, tools = scene.touched(scene.goal), {call.tool for call in scene.goal}
    if len(scene.goal) < 3:
        for candidate in scene.exploration.permitted:
            if candidate.call.tool not in tools and not candidate.touches & rows:
                yield Turn(candidate.call, None, -1)


ADAPTATION = Changing()
