"""The explorer: tries every write that is possible for a customer and puts permitted ones together.

World + customer -> Exploration; Exploration + coverage -> Trajectory
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.ownership import Rows, own_rows
from pytest_t2t.domain.rule import Talk
from pytest_t2t.domain.tool import Tool, ToolError
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.exploration.coverage import Coverage
from pytest_t2t.exploration.protocol import Candidate, Exploration
from pytest_t2t.exploration.reading import read_all
from pytest_t2t.records.trajectory import Call

MOST_BINDINGS = 2000
"""Argument sets listed per tool."""
MOST_TRIED = 40
"""Argument sets tried per tool; drawn where there are more."""


def trusted(env: Environment, customer: JsonValue) -> None:
    """Let rules take the customer as proven and every write as agreed to: what synthesis asks is the rest."""
    env.talk = Talk(customer=customer, trusting=True, verified=True)


def binder(env: Environment, customer: JsonValue, seed: int, rows: Rows | None = None) -> Binder:
    """The argument binder of a customer: the same values for the same world, customer and seed.

    rows: the customer's own on the untouched world, where they are known.
    """
    rows = own_rows(env.db, env.domain, env.world.tables, customer) if rows is None else rows
    draw = Draw("arguments", env.domain.name, seed, customer)
    return Binder(env.db, env.domain, env.world.tables, customer, rows, draw)


def explore(world: World, customer: JsonValue, seed: int) -> Exploration:
    """Everything that can be read and written for one customer on the untouched world."""
    with world.open(tries_only=True) as env:
        trusted(env, customer)
        bind = binder(env, customer, seed)
        candidates = [c for tool in env.domain.tools.values() if tool.wished for c in _tried(env, bind, tool)]
        reads = read_all(env, customer, bind.rows)
        return Exploration(customer, bind.rows, tuple(candidates), reads)


def _tried(env: Environment, bind: Binder, tool: Tool) -> list[Candidate]:
    found = list(islice(bind.bindings(tool), MOST_BINDINGS))
    drawn = bind.draw.fork("tried", tool.name).sample(found, MOST_TRIED) if len(found) > MOST_TRIED else found
    return [attempt(env, tool, arguments) for arguments in drawn]


def attempt(env: Environment, tool: Tool, arguments: dict[str, JsonValue]) -> Candidate:
    """Call a write and undo it."""
    return tried(env, tool, Call(tool=tool.name, arguments=tool.validate(arguments)))


def tried(env: Environment, tool: Tool, call: Call) -> Candidate:
    """What a complete call of a write does now, undone again."""
    changes = env.tried(tool, dict(call.arguments))
    if changes is None:
        return Candidate(call, accepted=False)
    forbidden_by = env.forbidden_by(tool.name, dict(call.arguments))
    return Candidate(call, accepted=True, forbidden_by=forbidden_by, changes=changes)


def accepted(env: Environment, tool: Tool, arguments: dict[str, Any]) -> bool:
    """Whether a write is accepted now; nothing is changed."""
    with env.db.trial():
        try:
            tool.call(env.db, arguments)
        except ToolError:
            return False
        return True


def pick(exploration: Exploration, coverage: Coverage, draw: Draw, most: int = 3) -> tuple[Candidate, ...]:
    """One to three permitted writes on different rows, least covered first.

    That they can be done together is for the caller to show by executing them.
    """
    pool = draw.shuffled(exploration.permitted)
    wanted = draw.weighted(range(1, most + 1), (0.5, 0.35, 0.15)[:most])
    chosen: list[Candidate] = []
    while pool and len(chosen) < wanted:
        best = min(pool, key=coverage.rarity)
        chosen.append(best)
        coverage.add(coverage.classes(best.call))
        pool = [c for c in pool if _apart(c, chosen)]
    return tuple(chosen)


def _apart(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return all(candidate.call.tool != other.call.tool and not candidate.touches & other.touches for other in chosen)
