"""The guard's law: every message that the script says passes in its own words, in all committed suites and in made ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.guard_moments import AGENTS, Moment, of_task
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.task import INTENTS, Task
from pytest_t2t.suite.files import read_suite
from pytest_t2t.users.guard.guard import Guard, Rejected
from tests import made

SUITES = Path(__file__).parents[4] / "task_suites"
DOMAINS = sorted(path.name for path in SUITES.iterdir() if path.is_dir())
EVERY = 9
"""One in so many tasks of each file."""


def judged(moment: Moment) -> Rejected | None:
    """What the guard finds where it compares the words and does not just see that they are the same."""
    guard = Guard(moment.side, moment.lexicon)
    for said, answer in moment.before:
        guard.has_said(said)
        guard.hears(answer)
    return guard.compared(moment.said.text, moment.said)


def rejected(tasks: Sequence[Task], world: World) -> list[tuple[str, str, Rejected]]:
    moments = [
        moment for place, task in enumerate(tasks) for moment in of_task(task, world, (AGENTS[place % len(AGENTS)],))
    ]
    assert len(moments) > len(tasks)
    return [(moment.task.id, moment.said.text, found) for moment in moments if (found := judged(moment))]


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_script_of_a_committed_suite_passes_word_for_word(domain: str) -> None:
    suites = [read_suite(SUITES / domain / f"{intent}.t2t.jsonl") for intent in INTENTS]
    tasks = [line.task() for suite in suites for line in suite.lines[::EVERY]]
    world = Worlds().get(Domains().get(domain), tasks[0].world.seed)
    assert rejected(tasks, world) == []


@pytest.mark.parametrize("domain", ["kiosk", "retail"])
def test_the_script_of_made_tasks_passes_word_for_word(domain: str) -> None:
    assert rejected(made.tasks(domain, 6), made.world(domain)) == []


def test_what_is_to_be_said_may_be_said() -> None:
    (task, *_) = made.tasks("kiosk", 3)
    (moment, *_) = of_task(task, made.world("kiosk"), AGENTS[:1])
    assert moment.judged(f" {moment.said.text}\n") is None
