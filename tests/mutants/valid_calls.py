"""Other valid calls: one argument changed, the way back from a write, a stranger's call. All are executed to be sure.

Case + Call -> calls that the tools accept
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Free, Note, Ref
from pytest_t2t.exploration.walk import binder, trusted
from pytest_t2t.records.task import Planned
from pytest_t2t.records.trajectory import Call
from tests.mutants.stage import Case

Sort = Literal["own row", "variant", "label", "free value", "list", "other"]


def sort_of(parameter: Parameter) -> Sort:
    """What a parameter's values are."""
    if parameter.many:
        return "list"
    if isinstance(parameter.meaning, Ref):
        return "variant" if parameter.meaning.like else "own row"
    if isinstance(parameter.meaning, Free):
        return "free value"
    return "label" if parameter.choices or parameter.type is bool else "other"


def with_another(case: Case, call: Call, sort: Sort, most: int) -> Iterator[tuple[str, Call]]:
    """(parameter, the call with another valid value for it), at most so many a parameter."""
    tool = case.world.domain.tools[call.tool]
    with case.world.open() as env:
        trusted(env, case.customer)
        bind = binder(env, case.customer, case.world.ref.seed)
        for parameter in tool.parameters:
            if sort_of(parameter) != sort or isinstance(parameter.meaning, Note):
                continue
            values = bind.choices(tool, parameter.name, dict(call.arguments))
            yield from _accepted(case, env, call, parameter.name, values, most)


def _accepted(
    case: Case, env: Environment, call: Call, name: str, values: Iterable[JsonValue], most: int
) -> Iterator[tuple[str, Call]]:
    others = [value for value in values if value is not None and value != call.arguments[name]]
    found = 0
    for value in case.draw("value", call.tool, name).shuffled(others):
        other = Call(tool=call.tool, arguments=call.arguments | {name: value})
        if accepted(env, other):
            found += 1
            yield name, other
        if found == most:
            return


def is_fine(case: Case, planned: Planned, other: Call, name: str) -> bool:
    """Whether the customer would not mind the other call's value: it left open which of several it is."""
    slots = next(wish.slots for wish in case.task.user.wishes if wish.id == planned.wish)
    return name in slots and other.arguments[name] in slots[name].values


def accepted(env: Environment, call: Call) -> bool:
    """Whether the tool takes it on the world as it is; nothing stays changed."""
    with env.db.trial():
        return env.call(call.tool, call.arguments).ok


def accepted_at_start(case: Case, call: Call) -> bool:
    """Whether the tool takes it on the untouched world."""
    with case.world.open() as env:
        trusted(env, case.customer)
        return accepted(env, call)


def nearly(case: Case, call: Call) -> Iterator[tuple[str, Call]]:
    """(parameter, the call with a free value that is off by a digit)."""
    tool = case.world.domain.tools[call.tool]
    for parameter in tool.parameters:
        if isinstance(parameter.meaning, Free):
            value = call.arguments[parameter.name]
            draw = case.draw("nearly", call.tool, parameter.name)
            other = Call(tool=call.tool, arguments=call.arguments | {parameter.name: _off(value, draw)})
            if other != call and accepted_at_start(case, other):
                yield parameter.name, other


def _off(value: JsonValue, draw: Draw) -> JsonValue:
    if isinstance(value, int):
        return value - 1
    if isinstance(value, str):
        spots = [at for at, sign in enumerate(value) if sign.isdigit()]
        return other_digit(value, draw.pick(spots)) if spots else value
    if isinstance(value, dict):
        names = [name for name, part in value.items() if isinstance(part, str) and any(map(str.isdigit, part))]
        name = draw.pick(names) if names else ""
        return value | {name: _off(value[name], draw)} if name else value
    return value


def other_digit(text: str, at: int) -> str:
    """The text with one digit one higher, 9 becoming 8."""
    digit = int(text[at])
    return f"{text[:at]}{digit + 1 if digit < 9 else 8}{text[at + 1 :]}"


def way_back(case: Case, call: Call, before: Iterable[Call] = ()) -> Call | None:
    """The declared inverse of a call after others; None where it has none, or the tools refuse one of them."""
    tool = case.world.domain.tools[call.tool]
    with case.world.open() as env:
        trusted(env, case.customer)
        done = [env.call(one.tool, one.arguments) for one in (*before, call)]
        if tool.inverse is None or not all(one.ok for one in done):
            return None
        back: Any = tool.inverse(env.db, dict(done[-1].arguments), done[-1].result)
        return Call(tool=back[0], arguments=back[1]) if back and env.call(*back).ok else None
