"""The committed suite: enough tasks of each intent and kind, all passed by the reference, made again byte for byte."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import Worlds
from pytest_t2t.records.task import INTENTS
from pytest_t2t.reporting.agents_table import rates
from pytest_t2t.suite.files import read_suite, write_suite
from pytest_t2t.synthesis.pipeline import adaptations, synthesize

FOLDER = Path(__file__).parents[2] / "task_suites" / "retail"
SUITES = {intent: read_suite(FOLDER / f"{intent}.t2t.jsonl") for intent in INTENTS}


@pytest.mark.parametrize("intent", INTENTS)
def test_at_least_60_tasks_and_every_kind(intent: str) -> None:
    suite = next(suite for name, suite in SUITES.items() if name == intent)
    kinds = Counter(line.task().kind for line in suite.lines)
    assert not suite.broken
    assert sum(kinds.values()) >= 60
    assert set(kinds) == set(next(a for name, a in adaptations().items() if name == intent).kinds)


def test_the_reference_passes_every_task() -> None:
    tasks = [line.task() for suite in SUITES.values() for line in suite.lines]
    world = Worlds().get(Domains().get("retail"), tasks[0].world.seed)
    assert world.ref == tasks[0].world
    (row,) = rates(tasks, ["reference"], lambda _: world).values()
    assert all(passed == n for passed, n in row.values())


def test_regenerating_gives_the_same_bytes(tmp_path: Path) -> None:
    header = SUITES["general"].header
    assert header is not None
    families = int(header.command.rsplit(" ", 1)[1])
    made = synthesize(Worlds().get(Domains().get("retail"), header.seed), header.seed, families)
    for intent in INTENTS:
        again = tmp_path / f"{intent}.t2t.jsonl"
        write_suite(again, header, made.tasks[intent])
        assert again.read_bytes() == (FOLDER / again.name).read_bytes(), f"{again.name} is not what the code makes"
