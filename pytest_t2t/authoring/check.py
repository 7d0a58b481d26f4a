"""Checks a domain for its author: everything that can be found is listed at once.

folder + budget -> Report
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pydantic import JsonValue

from pytest_t2t.authoring.declared import declared
from pytest_t2t.authoring.explored import explored
from pytest_t2t.authoring.finding import Finding, Place, Reach, Report, in_order
from pytest_t2t.authoring.heard import heard
from pytest_t2t.authoring.opening import opened
from pytest_t2t.authoring.reach import reach
from pytest_t2t.authoring.source import Source
from pytest_t2t.authoring.tried import tried
from pytest_t2t.authoring.wording import wording
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.world import World, build
from pytest_t2t.errors import DomainError, T2TError
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import explore
from pytest_t2t.synthesis.pipeline import synthesize

MOST_EXPLORED = 100
"""Customers that are explored for the coverage; at most two for each family."""


def check_domain(folder: Path, families: int, seed: int) -> Report:
    """Load, read, call, explore and synthesize; each step only where those before it left something to work with."""
    folder = folder.resolve()
    source = Source(folder)
    budget = f"{families} families, seed {seed}"
    domain, findings = opened(folder, source)
    if domain is None:
        return Report(folder.name, folder, in_order(findings), budget=budget)
    findings += [*declared(domain, source), *wording(domain, source)]
    world = None if findings else _world(domain, source, seed, findings)
    if world is None:
        return Report(domain.name, folder, in_order(findings), budget=budget)
    reached = _tried(world, source, families, seed, findings)
    return Report(domain.name, folder, in_order(findings), reached, budget)


def _world(domain: Domain, source: Source, seed: int, findings: list[Finding]) -> World | None:
    """The world, built twice: equal seeds must give equal worlds."""
    place = source.function(domain.seed)
    try:
        image, digest = build(domain, seed, 1)
        if build(domain, seed, 1)[1] != digest:
            what = "the same seed gave two different worlds."
            findings.append(Finding(place, what, "draw from `draw` alone; take the time from `db.now`."))
        world = World(domain, seed, 1, image, digest)
    except DomainError as error:
        crash = error.__cause__
        at = source.crash(crash.__traceback__) if crash else None
        findings.append(Finding(at or place, str(error), "the world could not be built."))
        return None
    findings += _loose_rows(world, source)
    return world


def _loose_rows(world: World, source: Source) -> Iterator[Finding]:
    with world.open() as env:
        customers = env.db.value(f'select count(*) from "{world.domain.customers}"')
    if customers < 2:
        what = f"there are {customers} customers: tasks need some."
        yield Finding(source.function(world.domain.seed), what, "seed fifty or more.")


def _tried(world: World, source: Source, families: int, seed: int, findings: list[Finding]) -> tuple[Reach, ...]:
    customers = _customers(world, seed)[: min(MOST_EXPLORED, 2 * families)]
    before = len(findings)
    if customers:
        findings += tried(world, source, customers[:5])
    if len(findings) > before or not customers:
        return ()  # exploring calls the same tools: it would stop at the first
    try:
        found: list[Exploration] = [explore(world, customer, seed) for customer in customers]
        findings += chain(explored(world, source, found), heard(world, source, found))
        reached = reach(world, found, synthesize(world, seed, families))
    except T2TError as error:
        crash = error.__cause__
        place = (source.crash(crash.__traceback__) if crash else None) or Place(source.folder / "__init__.py")
        findings.append(Finding(place, str(error), "exploration stopped here."))
        return ()
    findings += (finding for one in reached for finding in _too_little(world, source, one))
    return reached


def _customers(world: World, seed: int) -> list[JsonValue]:
    shape = world.tables[world.domain.customers]
    with world.open() as env:
        keys = [row[0] for row in env.db.tuples(f'select "{shape.key[0]}" from "{shape.name}" order by 1')]
    return Draw("check", world.domain.name, seed).shuffled(keys)


def _too_little(world: World, source: Source, reached: Reach) -> Iterator[Finding]:
    if reached.percent() >= reached.least:
        return
    for name in reached.missing:
        if reached.sort == "rules":
            advice = "seed rows for which it says yes and rows for which it says no."
            yield Finding(source.rule(name), f"rule {name!r} never says yes, or never says no.", advice)
        elif reached.sort == "intents":
            what = f"no task of the intent {name!r} can be made."
            yield Finding(Place(source.folder / "__init__.py"), what, "see the kinds below for what is lacking.")
        else:
            tool = world.domain.tools[name.partition(".")[0]]
            what = f"exploration does not reach {name}."
            advice = "seed rows for which it can be done; a read needs keys that another read shows."
            yield Finding(source.function(tool.function), what, advice)
