"""A bigger world costs no more per rollout: what a customer's rows are found by is an index."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.ownership import own_rows
from pytest_t2t.domain.world import World, build
from tests.kiosk import FOLDER

NAMES = [name for name in Domains([FOLDER]).names() if (Domains([FOLDER]).where(name) / "schema.sql").is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_a_customers_rows_are_found_without_looking_through_a_table(name: str) -> None:
    domain = Domains([FOLDER]).get(name)
    steps = []
    for scale in (1, 3):
        world = World(domain, 1, scale, *build(domain, 1, scale))
        with world.open() as env:
            key = world.tables[domain.customers].key[0]
            customers = [
                row[0] for row in env.db.tuples(f'select "{key}" from "{domain.customers}" order by 1 limit 3')
            ]
            lexicon(world, customers[0])
            seen = 0

            def count() -> bool:
                nonlocal seen
                seen += 1
                return False

            env.connection.set_progress_handler(count, 100)
            for customer in customers:
                own_rows(env.db, domain, world.tables, customer)
            env.connection.set_progress_handler(None)
            steps.append(seen)
    assert all(large <= 1.5 * small + 5 for small, large in pairwise(steps)), steps
