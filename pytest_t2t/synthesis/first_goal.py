"""What a change of mind leaves behind: what may already be written when it is said, and what must not be written after.

(world, customer, first goal, final goal) -> Prefixes, superseded row changes; synthesis and certificate share it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pydantic import JsonValue

from pytest_t2t.domain.changes import digest, nameless
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.walk import trusted
from pytest_t2t.records.task import Outcome, Prefix
from pytest_t2t.records.trajectory import Call, Changes
from pytest_t2t.synthesis.either import NONE_ALIKE, Alike, choices_of, chosen, ways
from pytest_t2t.synthesis.goals import Played, outcomes, play, row_changes, run
from pytest_t2t.synthesis.protocol import NotApplicable


def superseded(
    world: World, customer: JsonValue, first: Sequence[Call], goal: Sequence[Call], alike: Alike = NONE_ALIKE
) -> Changes:
    """The row changes of the first goal's calls that none of the final goal's makes, made ids apart."""
    wanted = {
        text
        for way in ways(goal, alike)
        for text, _ in nameless(row_changes(world, play(world, customer, way).executed), world.tables)
    }
    rows = row_changes(world, play(world, customer, first).executed)
    return tuple(row for row, (text, _) in zip(rows, nameless(rows, world.tables), strict=True) if text not in wanted)


def prefixes(
    world: World, customer: JsonValue, first: Sequence[Call], goal: Sequence[Call], alike: Alike = NONE_ALIKE
) -> tuple[Prefix, ...]:
    """The end states that are right where a part of the first goal was written before the change was said.

    Raises NotApplicable where such a part has no permitted way on and no rule demands a yes before it.
    """
    found: dict[str, Prefix] = {}
    for choice in choices_of(alike):
        for part, wanted in _parts(world, chosen(first, choice), chosen(goal, choice)):
            committed, outcome = _way_on(world, customer, part, wanted)
            before = found.setdefault(digest(committed), Prefix(committed=committed, expected=()))
            state = Outcome(changes=outcome.changes)
            expected = before.expected if state in before.expected else (*before.expected, state)
            found[digest(committed)] = Prefix(committed=committed, expected=expected)
    return tuple(found.values())


MOST_WRITES = 3
"""Writes of which all orders are executed (SEMANTICS.md, State equality)."""


def way_back(world: World, customer: JsonValue, write: Call) -> Call | None:
    """What takes a write back, as its tool declares; None where nothing does."""
    inverse = world.domain.tools[write.tool].inverse
    if inverse is None:
        return None
    with world.open() as env:
        trusted(env, customer)
        executed = run(env, write)
        back = inverse(env.db, dict(write.arguments), executed.result) if executed.ok else None
    return Call(tool=back[0], arguments=back[1]) if back else None


def reversed_to(
    world: World, customer: JsonValue, write: Call, back: Call, goal: Sequence[Call], alike: Alike = NONE_ALIKE
) -> Prefix:
    """The end states that are right where the change is said once the first write was made.

    Raises NotApplicable where the way back and the goal are not permitted in every order.
    """
    committed = play(world, customer, [write])
    if not committed.permitted or len(goal) >= MOST_WRITES:
        raise NotApplicable("the first goal can't be reached, or there are too many orders of the way on")
    expected = outcomes(world, customer, [back, *goal], alike, [write])
    if not all(outcome.changes for outcome in expected) or Outcome(changes=committed.changes) in expected:
        raise NotApplicable("the way back and the goal leave nothing changed, or what the first write did")
    return Prefix(committed=committed.changes, expected=expected)


def _parts(
    world: World, first: Sequence[Call], goal: Sequence[Call]
) -> Iterator[tuple[tuple[Call, ...], Sequence[Call]]]:
    """The parts of the first goal that may be written before the change is said."""
    for size in range(1, len(first) + 1):
        for part in combinations(first, size):
            if all(any(rule.consent for rule in world.domain.rules_of[call.tool]) for call in part):
                continue  # written before the change, it was never agreed to: `conduct` fails it
            yield part, goal


def _way_on(world: World, customer: JsonValue, part: Sequence[Call], goal: Sequence[Call]) -> tuple[Changes, Played]:
    """What the part commits; and that, undone where it is not wanted, with the rest of the final goal."""
    with world.open() as env:
        trusted(env, customer)
        done = [run(env, call) for call in part]
        committed = env.canonical()
        steps = list(done)
        for executed, call in zip(reversed(done), reversed(part), strict=True):
            if call not in goal:
                inverse = world.domain.tools[call.tool].inverse
                back = inverse(env.db, dict(call.arguments), executed.result) if inverse else None
                if back is None:
                    raise NotApplicable("a first write can't be undone and needs no yes")
                steps.append(run(env, Call(tool=back[0], arguments=back[1])))
        steps += [run(env, call) for call in goal if call not in part]
        played = Played(tuple(steps), env.canonical())
    if not played.permitted:
        raise NotApplicable("no permitted way on from a first write that needs no yes")
    return committed, played
