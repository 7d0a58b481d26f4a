"""The bounded search for a way round a rule: no two permitted writes make the wish permitted or reach it by other tools.

(world, customer, forbidden calls) -> number of states looked at, or the detour that was found
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.protocol import Candidate, Exploration, RowKey
from pytest_t2t.exploration.walk import attempt, trusted
from pytest_t2t.records.trajectory import Call, Changes

MOST_STEPS = 2
"""SEMANTICS.md, Infeasible: sequences of two permitted writes."""


@dataclass(frozen=True)
class Search:
    """What the search saw."""

    looked_at: int
    detour: tuple[Call, ...] = ()
    """The permitted writes after which the wish is permitted or fulfilled; empty: none."""


def search(
    world: World, exploration: Exploration, wish: Sequence[Call], evidence: Sequence[CellKey]
) -> Search:
    """Try every permitted write, and after each every permitted one that touches what the wish is about.

    A write that leaves alone the rows which decide the wish (its arguments', its evidence's and those it would change)
    can neither permit nor fulfil it; it can only enable another write, which is why all are tried as a first step.
    """
    goal, about = _what_it_would_do(world, exploration.customer, wish, evidence)
    seen = 0
    with world.open() as env:
        trusted(env, exploration.customer)
        for first in exploration.permitted:
            with env.db.trial():
                if not _repeat(env, first):
                    continue
                seen += 1
                if first.touches & about and _reached(env, wish, goal):
                    return Search(seen, (first.call,))
                for second in _relevant(env, exploration, about, first):
                    with env.db.trial():
                        seen += 1
                        if _repeat(env, second) and _reached(env, wish, goal):
                            return Search(seen, (first.call, second.call))
    return Search(seen)


def _what_it_would_do(
    world: World, customer: JsonValue, wish: Sequence[Call], evidence: Sequence[CellKey]
) -> tuple[Changes, frozenset[RowKey]]:
    rows: set[RowKey] = {(table, key[0]) for table, key, _ in evidence}
    with world.open() as env:
        trusted(env, customer)
        for call in wish:
            executed = env.execute(env.domain.tools[call.tool], dict(call.arguments))
            rows |= {(c.table, c.key[0]) for c in executed.changes if c.op != "insert"}
        return env.canonical(), frozenset(rows)


def _relevant(
    env: Environment, exploration: Exploration, about: frozenset[RowKey], first: Candidate
) -> Iterator[Candidate]:
    for candidate in exploration.candidates:
        if candidate.call != first.call and (candidate.touches & about or _might_touch(candidate, about)):
            again = attempt(env, env.domain.tools[candidate.call.tool], dict(candidate.call.arguments))
            if again.permitted and again.touches & about:
                yield again


def _might_touch(candidate: Candidate, about: frozenset[RowKey]) -> bool:
    """A write that was refused at first may be possible now: judge it by the rows that its arguments name."""
    values = {v for value in candidate.call.arguments.values() for v in (value if isinstance(value, list) else [value])
              if isinstance(v, (str, int))}  # fmt: skip
    return not candidate.executed.ok and any(key in values for _, key in about)


def _repeat(env: Environment, candidate: Candidate) -> bool:
    executed = env.execute(env.domain.tools[candidate.call.tool], dict(candidate.call.arguments))
    return executed.ok and not executed.forbidden_by


def _reached(env: Environment, wish: Sequence[Call], goal: Changes) -> bool:
    """Whether the wish is fulfilled now, or could be asked for without breaking a rule."""
    if goal and set(map(_text, goal)) <= set(map(_text, canonical(env.changes(), env.world.tables))):
        return True
    with env.db.trial():
        done = [env.execute(env.domain.tools[call.tool], dict(call.arguments)) for call in wish]
        return all(e.ok and not e.forbidden_by for e in done)


def _text(change: object) -> str:
    return repr(change)
