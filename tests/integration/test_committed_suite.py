"""The committed suites: enough tasks of each intent and kind, all passed by the reference, made again byte for byte."""

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

FOLDER = Path(__file__).parents[2] / "task_suites"
DOMAINS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
SUITES = {
    (domain, intent): read_suite(FOLDER / domain / f"{intent}.t2t.jsonl") for domain in DOMAINS for intent in INTENTS
}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("intent", INTENTS)
def test_at_least_60_tasks_and_every_kind(domain: str, intent: str) -> None:
    suite = next(suite for name, suite in SUITES.items() if name == (domain, intent))
    kinds = Counter(line.task().kind for line in suite.lines)
    assert not suite.broken
    assert sum(kinds.values()) >= 60
    assert set(kinds) == set(next(a for name, a in adaptations().items() if name == intent).kinds)


OF_THE_TALK = {
    "authenticated-first",
    "explicit-consent",
    "second-step",
    "escalation-only-when",
    "specialists-only-when",
}
"""Soft rules about how an agent goes on: nobody's wish is forbidden by them."""


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_soft_rule_is_needed_by_an_infeasible_task(domain: str) -> None:
    rules = Domains().get(domain).rules.values()
    soft = {rule.id for rule in rules if not rule.hard and rule.wished_against} - OF_THE_TALK
    suite = next(suite for name, suite in SUITES.items() if name == (domain, "infeasible"))
    needed = [line.task().checker.forbidden for line in suite.lines]
    assert soft <= {rule for forbidden in needed if forbidden for rule in forbidden.rules}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_reference_passes_every_task(domain: str) -> None:
    tasks = [line.task() for (name, _), suite in SUITES.items() if name == domain for line in suite.lines]
    world = Worlds().get(Domains().get(domain), tasks[0].world.seed)
    assert world.ref == tasks[0].world
    (row,) = rates(tasks, ["reference"], lambda _: world).values()
    assert all(passed == n for passed, n in row.values())


@pytest.mark.parametrize("domain", DOMAINS)
def test_regenerating_gives_the_same_bytes(domain: str, tmp_path: Path) -> None:
    header = SUITES[domain, "general"].header
    assert header is not None
    families = int(header.command.rsplit(" ", 1)[1])
    made = synthesize(Worlds().get(Domains().get(domain), header.seed), header.seed, families)
    for intent in INTENTS:
        again = tmp_path / f"{intent}.t2t.jsonl"
        write_suite(again, header, made.tasks[intent])
        assert again.read_bytes() == (FOLDER / domain / again.name).read_bytes(), (
            f"{again.name} is not what the code makes"
        )
