"""What calls lead to: executed on the untouched world, in every order and cut, with what the rules say.

(world, customer, calls) -> end states, or why they can't be reached
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from weakref import WeakKeyDictionary

from pydantic import JsonValue

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.cutting import merged, same_to_customer, split
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.language import AskFor
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.exploration.walk import trusted
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import Outcome
from pytest_t2t.records.trajectory import Call, Changes, RowChange
from pytest_t2t.synthesis.either import NONE_ALIKE, Alike, possible, ways
from pytest_t2t.synthesis.protocol import NotApplicable


@dataclass(frozen=True)
class Played:
    """Calls that were executed one after the other."""

    executed: tuple[Executed, ...]
    changes: Changes
    """Canonical."""

    @property
    def permitted(self) -> bool:
        """Whether the tools accepted all of them and no rule forbade one."""
        return all(e.ok and not e.forbidden_by for e in self.executed)


_MOST_PLAYED = 500
_PLAYED: WeakKeyDictionary[World, dict[tuple[JsonValue, ...], Played]] = WeakKeyDictionary()
"""The same calls are asked for again and again: by outcomes, readings, meddling and the certificate of each twin.

Sound because every environment of a world starts with the same content and calls have no other input.
"""


def play(world: World, customer: JsonValue, calls: Iterable[Call]) -> Played:
    """Execute the calls as if the customer had agreed to each."""
    calls = tuple(calls)
    known = _PLAYED.setdefault(world, {})
    key = (customer, *(call.to_json() for call in calls))
    if key not in known:
        if len(known) >= _MOST_PLAYED:
            known.clear()
        known[key] = _play(world, customer, calls)
    return known[key]


def _play(world: World, customer: JsonValue, calls: Sequence[Call]) -> Played:
    with world.open() as env:
        trusted(env, customer)
        executed = tuple(run(env, call) for call in calls)
        return Played(executed, env.canonical())


def run(env: Environment, call: Call) -> Executed:
    """One call whose arguments are complete; no validation."""
    return env.execute(env.domain.tools[call.tool], dict(call.arguments))


def outcomes(
    world: World, customer: JsonValue, calls: Sequence[Call], alike: Alike = NONE_ALIKE, before: Sequence[Call] = ()
) -> tuple[Outcome, ...]:
    """Every distinct end state that the calls lead to: in any order, lists whole, split or merged, whatever is alike.

    `before`: what was written already.
    Raises NotApplicable where an order is not permitted, or where orders or cuts differ in what a customer cares
    about: then it would matter to the customer what it never said.
    """
    found: list[Changes] = []
    for way in ways(calls, alike):
        states = list(_end_states(world, customer, way, before))
        if not all(same_to_customer(one, states[0], world.tables) for one in states[1:]):
            raise NotApplicable("the order of the writes, or how their lists are cut, matters to the customer")
        for changes in states:
            found += [changes] if changes not in found else []
    return tuple(Outcome(changes=changes) for changes in found)


def _end_states(world: World, customer: JsonValue, calls: Sequence[Call], before: Sequence[Call]) -> Iterator[Changes]:
    for order in permutations(calls):
        played = play(world, customer, (*before, *order))
        if not played.permitted:
            raise NotApplicable("the writes can't be done in every order")
        yield played.changes
    for cut in (split(world.domain, calls), merged(world.domain, calls)):
        if len(cut) != len(calls):
            played = play(world, customer, (*before, *cut))
            if played.permitted:
                yield played.changes


def right_values(
    world: World, customer: JsonValue, bind: Binder, goal: Sequence[Call], at: int, name: str
) -> tuple[JsonValue, ...]:
    """The values of `goal[at].name` with which the whole goal is permitted: what "either is fine" allows."""
    found = []
    for value in possible(bind, world, goal[at], name):
        call = Call(tool=goal[at].tool, arguments=goal[at].arguments | {name: value})
        if play(world, customer, [*goal[:at], call, *goal[at + 1 :]]).permitted:
            found.append(value)
    return tuple(found)


def row_changes(world: World, played: Iterable[Executed]) -> tuple[RowChange, ...]:
    """Canonical row changes of each call by itself: what `stale` and `declined` look for in an episode's calls."""
    return tuple(change for executed in played for change in canonical(executed.changes, world.tables))


def value_after(world: World, customer: JsonValue, calls: Iterable[Call], ask: AskFor, call: Call) -> JsonValue:
    """What the customer asks for, once all the calls are done; amounts without their sign."""
    with world.open() as env:
        trusted(env, customer)
        for one in calls:
            run(env, one)
        named = {n: json.dumps(v) if isinstance(v, list | dict) else v for n, v in call.arguments.items()}
        value: JsonValue = env.db.value(ask.sql, **(named | {"customer": customer}))
    return abs(value) if ask.kind == "money" and isinstance(value, int) else value
