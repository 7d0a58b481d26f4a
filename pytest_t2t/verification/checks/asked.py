"""Ambiguous tasks: was nothing written before it was settled what the user meant?

events of the talk before each write -> readings still open -> the write is in all of them
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.cutting import merged
from pytest_t2t.domain.tool import Tool
from pytest_t2t.domain.types import Note
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode, Event, Executed
from pytest_t2t.records.task import Completion, Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.protocol import Check, failed, passed


def ask(task: Task, episode: Episode, world: World) -> CheckResult:
    """Each committed write must be part of every completion that was live when it was made."""
    for write in episode.executed:
        tool = world.domain.tools.get(write.tool)
        if tool is None or tool.role or not (write.ok and write.changes):
            continue
        live = live_completions(task.checker.completions, [event for event in episode.events if event.at <= write.at])
        free = _either(task, write.tool)
        missing = [
            one
            for one in live
            if not any(contains(call, write, tool, free) for call in (*one.calls, *merged(world.domain, one.calls)))
        ]
        if missing:
            return failed("asked", _why(write, live, missing))
    return passed("asked")


def live_completions(completions: Sequence[Completion], events: Sequence[Event]) -> list[Completion]:
    """The completions that fit all that the user stated, affirmed and denied. All of them, should none fit."""
    live = [one for one in completions if all(_fits(one.values, event) for event in events)]
    return live or list(completions)


def _either(task: Task, tool: str) -> dict[str, tuple[JsonValue, ...]]:
    """The parameters of a write that the customer does not care about, with the values that are all right."""
    slots = [one for wish in task.user.wishes if wish.tool == tool for one in wish.slots.items()]
    return {name: slot.values for name, slot in slots if len(slot.values) > 1}


def contains(
    call: Call, write: Executed, tool: Tool, either: Mapping[str, Sequence[JsonValue]] = MappingProxyType({})
) -> bool:
    """Whether a write is the call, or a part of it where the call's arguments are lists.

    `either`: parameters that may have any of some values, as the call's own value is one of them.
    """
    if call.tool != write.tool:
        return False
    notes = {parameter.name for parameter in tool.parameters if isinstance(parameter.meaning, Note)}
    lists = {name for name, value in call.arguments.items() if isinstance(value, list)}
    names = (call.arguments.keys() | write.arguments.keys()) - notes
    free = {
        name
        for name, values in either.items()
        if call.arguments.get(name) in values and write.arguments.get(name) in values
    }
    if any(call.arguments.get(name) != write.arguments.get(name) for name in names - lists - free):
        return False
    together = lists & set(tool.together)
    groups = [sorted(together), *([name] for name in sorted(lists - together))]
    return all(_part(call.arguments, write.arguments, group) for group in groups if group)


def _part(whole: Mapping[str, Any], part: Mapping[str, Any], names: Sequence[str]) -> bool:
    return not _rows(part, names) - _rows(whole, names)


def _rows(arguments: Mapping[str, Any], names: Sequence[str]) -> Counter[str]:
    columns: list[list[Any]] = [value if isinstance(value := arguments.get(name), list) else [] for name in names]
    if len({len(column) for column in columns}) > 1:
        return Counter({"lists of different lengths": 1})
    return Counter(repr(row) for row in zip(*columns, strict=True))


def _fits(values: Mapping[str, JsonValue], event: Event) -> bool:
    if event.kind == "affirmed":
        return all(_agrees(values, f"{event.wish}.{param}", [named]) for param, named in event.named.items())
    name = f"{event.wish}.{event.param}"
    if event.kind == "narrowed" and event.values:
        return _agrees(values, name, event.values)
    if event.kind == "denied" and event.values and name in values:
        return values[name] not in event.values
    return True


def _agrees(values: Mapping[str, JsonValue], name: str, allowed: Sequence[JsonValue]) -> bool:
    if name not in values:
        return True
    value = values[name]
    if value in allowed:
        return True
    flat = [inner for one in allowed for inner in (one if isinstance(one, list) else [one])]
    return isinstance(value, list) and bool(value) and all(one in flat for one in value)


def _why(write: Executed, live: Sequence[Completion], missing: Sequence[Completion]) -> str:
    said = f"{write.tool}({', '.join(f'{name}={value!r}' for name, value in write.arguments.items())})"
    if len(missing) == len(live):
        return f"{said} was written; nothing that the user could have meant by then asks for it."
    readings = "; or ".join(", ".join(f"{name} = {value!r}" for name, value in one.values.items()) for one in live[:4])
    return f"{said} was written while it was still open what the user meant: {readings}."


CHECK = Check("asked", ask, applies=lambda task: bool(task.checker.completions), rank=20)
