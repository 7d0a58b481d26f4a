"""What a customer doesn't care about: a parameter of which several values are right, and the calls that are alike then.

(world, customer, goal) -> parameter -> its right values; calls + what is alike -> every way to do what is wished
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from pydantic import JsonValue

from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.records.task import Planned, Wish
from pytest_t2t.records.trajectory import Call

Either = Mapping[str, tuple[JsonValue, ...]]
"""Parameter -> the values that are all right."""
Alike = Mapping[str, tuple[Call, ...]]
"""A call's JSON -> the calls that do as well, itself among them; calls that are not in it stand for themselves."""
NONE_ALIKE: Alike = {}


def ways(calls: Sequence[Call], alike: Alike) -> Iterator[tuple[Call, ...]]:
    """Every way to make the calls."""
    yield from product(*(alike.get(call.to_json(), (call,)) for call in calls))


def choices_of(alike: Alike) -> Iterator[dict[str, Call]]:
    """Every choice among what is alike: a call's JSON -> the call that is made in its place."""
    for chosen in product(*alike.values()):
        yield dict(zip(alike, chosen, strict=True))


def chosen(calls: Sequence[Call], choice: Mapping[str, Call]) -> tuple[Call, ...]:
    """The calls as one choice makes them."""
    return tuple(choice.get(call.to_json(), call) for call in calls)


def calls_alike(call: Call, either: Either) -> tuple[Call, ...]:
    """The call with each combination of the values that are all right."""
    return tuple(
        Call(tool=call.tool, arguments=call.arguments | dict(zip(either, values, strict=True)))
        for values in product(*either.values())
    )


def alike_in(wishes: Sequence[Wish], plan: Sequence[Planned]) -> Alike:
    """What is alike among a task's planned writes, by the slots of their wishes."""
    slots = {wish.id: wish.slots for wish in wishes}
    found: dict[str, tuple[Call, ...]] = {}
    for planned in plan:
        either = {name: s.values for name, s in slots.get(planned.wish, {}).items() if len(s.values) > 1}
        if either:
            found[planned.call.to_json()] = calls_alike(planned.call, either)
    return found


def may_be_either(world: World, call: Call) -> list[str]:
    """The parameters of a call of which the domain says that customers may not care."""
    phrases = world.domain.phrases.get(call.tool)
    return [
        p.name
        for p in world.domain.tools[call.tool].parameters
        if phrases and p.name in phrases.params and phrases.params[p.name].indifferent
        and not p.many and call.arguments.get(p.name) is not None
    ]  # fmt: skip


def possible(bind: Binder, world: World, call: Call, name: str) -> tuple[JsonValue, ...]:
    """The values that a parameter can take in a call, in the explorer's order."""
    return tuple(v for v in bind.choices(world.domain.tools[call.tool], name, call.arguments) if v is not None)
