"""Full readings of an unclear request: what else an open parameter may be, and what each reading leads to.

(goal, open parameter, possible values) -> Completions that tools accept and rules permit, the right one first
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import JsonValue

from pytest_t2t.domain.ownership import part_of
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.records.task import Completion
from pytest_t2t.records.trajectory import Call, Changes
from pytest_t2t.synthesis.goals import play
from pytest_t2t.synthesis.protocol import NotApplicable

MOST_READINGS = 8


class Place(Protocol):
    """Where readings are made: a scene of synthesis, or a proof."""

    @property
    def world(self) -> World: ...
    @property
    def customer(self) -> JsonValue: ...
    @property
    def bind(self) -> Binder: ...
    @property
    def goal(self) -> tuple[Call, ...]: ...


@dataclass(frozen=True)
class Reading:
    """One completion with the end state that it leads to."""

    completion: Completion
    call: Call
    """The unclear write in this reading."""
    changes: Changes


def with_value(place: Place, call: Call, name: str, value: JsonValue) -> Call | None:
    """The call with another value for a parameter, and what that determines in turn; None where nothing fits.

    The order of another item is another order; a new variant has to be one of the other item's product too.
    """
    arguments = dict(call.arguments) | {name: value}
    tool = place.world.domain.tools[call.tool]
    for parameter in tool.parameters:
        if parameter.name == name or not isinstance(parameter.meaning, Ref):
            continue
        if parameter.meaning.like == name or _related(place, call, name, parameter.name):
            rest = {k: v for k, v in arguments.items() if k != parameter.name}
            choices = place.bind.choices(tool, parameter.name, rest)
            if arguments[parameter.name] in choices:
                continue
            if len(choices) != 1:
                return None
            arguments[parameter.name] = choices[0]
    return Call(tool=call.tool, arguments=arguments)


def _related(place: Place, call: Call, one: str, other: str) -> bool:
    tool = place.world.domain.tools[call.tool]
    tables = [next(p.meaning for p in tool.parameters if p.name == name) for name in (one, other)]
    if not all(isinstance(meaning, Ref) for meaning in tables):
        return False
    first, second = (meaning.table for meaning in tables if isinstance(meaning, Ref))
    shapes = place.world.tables
    return bool(
        part_of(shapes[first], second, place.world.domain) or part_of(shapes[second], first, place.world.domain)
    )


def readings(place: Place, at: int, name: str, wish: str, values: Iterable[JsonValue]) -> list[Reading]:
    """The counting completions for these values of `goal[at].name`, the right one first, each with another end state.

    Raises NotApplicable where fewer than two are left.
    """
    right = place.goal[at]
    found: list[Reading] = []
    for value in [right.arguments[name], *(v for v in values if v != right.arguments[name])]:
        call = with_value(place, right, name, value)
        calls = [*place.goal[:at], call, *place.goal[at + 1 :]] if call else []
        reading = _counting(place, call, calls, right, name, wish) if call else None
        if reading and all(reading.changes != other.changes for other in found):
            found.append(reading)
    if len(found) < 2 or found[0].call != right:
        raise NotApplicable("fewer than two readings are permitted")
    if len(found) > MOST_READINGS:
        raise NotApplicable("too many readings")
    return found


def _counting(place: Place, call: Call, calls: Sequence[Call], right: Call, name: str, wish: str) -> Reading | None:
    played = play(place.world, place.customer, calls)
    if not played.permitted:
        return None
    open_names = [n for n in call.arguments if n == name or _related_by_name(place, right, name, n)]
    values = {f"{wish}.{n}": call.arguments[n] for n in open_names}
    return Reading(Completion(values=values, calls=tuple(calls)), call, played.changes)


def _related_by_name(place: Place, call: Call, name: str, other: str) -> bool:
    return other != name and _related(place, call, name, other)
