"""The promise: the reference in every manner passes everything, each control fails where its vice matters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pytest_t2t.agents.resolve import known_specs
from pytest_t2t.domain.world import World
from pytest_t2t.records.task import INTENTS, Task
from pytest_t2t.reporting.agents_table import rates
from pytest_t2t.synthesis.certify import MUST_FAIL, check
from tests.made import families, tasks, world


def assert_as_designed(made: Sequence[Task], domain: str, seed: int) -> None:
    assert_tables(made, world(domain, seed))


def assert_tables(made: Sequence[Task], place: World) -> None:
    found = rates(made, known_specs(), lambda _: place)
    wrong = [
        f"{spec} on {intent}: {passed} of {n}"
        for spec, row in found.items()
        for intent, (passed, n) in row.items()
        if passed != (0 if _must_fail(spec, intent) else n)
    ]
    assert not wrong


def _must_fail(spec: str, intent: str) -> bool:
    kind, _, name = spec.partition(":")
    return kind == "control" and name in MUST_FAIL[intent]  # type: ignore[index]


def test_every_control_is_0_or_100_by_design() -> None:
    assert {spec for spec in known_specs() if spec.startswith("control:")} == {
        f"control:{name}" for names in MUST_FAIL.values() for name in names
    }


@pytest.mark.parametrize(
    ("domain", "seed", "count"),
    [
        ("retail", 2024, 12),
        ("retail", 31, 12),
        ("airline", 2024, 8),
        ("banking", 2024, 8),
        ("kiosk", 2024, 8),
        ("library_desk", 2024, 10),
    ],
)
def test_the_tables_hold_on_fresh_seeds(domain: str, seed: int, count: int) -> None:
    assert_as_designed(tasks(domain, count, seed), domain, seed)


@pytest.mark.slow
@pytest.mark.parametrize("domain", ["retail", "airline", "banking", "library_desk"])
def test_300_families_of_a_fresh_seed(domain: str) -> None:
    seed = 90_001
    made = families(domain, 300, seed)
    assert made.families == 300
    for intent in INTENTS:
        assert len(made.tasks[intent]) >= 270, made.lacking
    every = [task for intent in INTENTS for task in made.tasks[intent]]
    for task in every:
        check(task, world(domain, seed))
    assert_as_designed(every, domain, seed)
