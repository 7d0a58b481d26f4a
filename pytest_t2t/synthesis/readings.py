"""Full readings of an unclear request: what else an open parameter may be, and what each reading leads to.

(scene, write, open parameter, possible values) -> Completions that tools accept and rules permit, the right one first
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.ownership import part_of
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Completion
from pytest_t2t.records.trajectory import Call, Changes
from pytest_t2t.synthesis.goals import play
from pytest_t2t.synthesis.protocol import NotApplicable
from pytest_t2t.synthesis.scene import Scene

MOST_READINGS = 8


@dataclass(frozen=True)
class Reading:
    """One completion with the end state that it leads to."""

    completion: Completion
    call: Call
    """The unclear write in this reading."""
    changes: Changes


def with_value(scene: Scene, call: Call, name: str, value: JsonValue) -> Call | None:
    """The call with another value for a parameter, and what that determines in turn; None where nothing fits.

    The order of another item is another order; a new variant has to be one of the other item's product too.
    """
    arguments = dict(call.arguments) | {name: value}
    tool = scene.tool(call)
    for parameter in tool.parameters:
        if parameter.name == name or not isinstance(parameter.meaning, Ref):
            continue
        if parameter.meaning.like == name or _related(scene, call, name, parameter.name):
            rest = {k: v for k, v in arguments.items() if k != parameter.name}
            choices = scene.bind.choices(tool, parameter.name, rest)
            if arguments[parameter.name] in choices:
                continue
            if len(choices) != 1:
                return None
            arguments[parameter.name] = choices[0]
    return Call(tool=call.tool, arguments=arguments)


def _related(scene: Scene, call: Call, one: str, other: str) -> bool:
    tables = [scene.wording.parameter(call.tool, name).meaning for name in (one, other)]
    if not all(isinstance(meaning, Ref) for meaning in tables):
        return False
    first, second = (meaning.table for meaning in tables if isinstance(meaning, Ref))
    shapes = scene.world.tables
    return bool(part_of(shapes[first], second, scene.domain) or part_of(shapes[second], first, scene.domain))


def readings(scene: Scene, at: int, name: str, wish: str, values: Iterable[JsonValue]) -> list[Reading]:
    """The counting completions for these values of `goal[at].name`, the right one first, each with another end state.

    Raises NotApplicable where fewer than two are left.
    """
    right = scene.goal[at]
    found: list[Reading] = []
    for value in [right.arguments[name], *(v for v in values if v != right.arguments[name])]:
        call = with_value(scene, right, name, value)
        calls = [*scene.goal[:at], call, *scene.goal[at + 1 :]] if call else []
        reading = _counting(scene, call, calls, right, name, wish) if call else None
        if reading and all(reading.changes != other.changes for other in found):
            found.append(reading)
    if len(found) < 2 or found[0].call != right:
        raise NotApplicable("fewer than two readings are permitted")
    if len(found) > MOST_READINGS:
        raise NotApplicable("too many readings")
    return found


def _counting(scene: Scene, call: Call, calls: Sequence[Call], right: Call, name: str, wish: str) -> Reading | None:
    played = play(scene.world, scene.customer, calls)
    if not played.permitted:
        return None
    open_names = [n for n in call.arguments if n == name or _related_by_name(scene, right, name, n)]
    values = {f"{wish}.{n}": call.arguments[n] for n in open_names}
    return Reading(Completion(values=values, calls=tuple(calls)), call, played.changes)


def _related_by_name(scene: Scene, call: Call, name: str, other: str) -> bool:
    return other != name and _related(scene, call, name, other)
