"""What a domain declares about wishes holds in all of its committed tasks.

declaration (`settled`, `wished_against`, `ids_passed_on`) + suites -> law
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Task
from pytest_t2t.suite.files import read_tasks

FOLDER = Path(__file__).parents[2] / "task_suites"
DOMAINS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@cache
def domain(name: str) -> Domain:
    return Domains().get(name)


@cache
def tasks(name: str, intent: str) -> tuple[Task, ...]:
    return tuple(read_tasks(FOLDER / name / f"{intent}.t2t.jsonl"))


def flips(task: Task) -> Iterator[tuple[str, str]]:
    """(tool, parameter) whose value another write by the same tool has after the change of mind."""
    for first in task.reference.first:
        same = [planned.call for planned in task.reference.writes if planned.call.tool == first.call.tool]
        if len(same) == 1:
            (final,) = same
            for name, value in first.call.arguments.items():
                if final.arguments.get(name) != value:
                    yield final.tool, name


@pytest.mark.parametrize("name", DOMAINS)
def test_nobody_changes_its_mind_about_what_is_settled(name: str) -> None:
    phrases = domain(name).phrases
    settled = {(tool, param) for tool, said in phrases.items() for param, one in said.params.items() if one.settled}
    flipped = {flip for task in tasks(name, "changing") for flip in flips(task)}
    assert settled
    assert flipped
    assert not settled & flipped


@pytest.mark.parametrize("name", DOMAINS)
def test_nobody_wishes_against_a_rule_that_finds_the_wish_fulfilled(name: str) -> None:
    fulfilled = {rule.id for rule in domain(name).rules.values() if not rule.wished_against}
    refused = {
        rule for task in tasks(name, "infeasible") if task.checker.forbidden for rule in task.checker.forbidden.rules
    }
    assert fulfilled
    assert refused
    assert not fulfilled & refused


@pytest.mark.parametrize("name", DOMAINS)
def test_strangers_ids_are_those_that_people_pass_on(name: str) -> None:
    things, tools = domain(name).things, domain(name).tools
    named = [
        meaning.table
        for task in tasks(name, "infeasible")
        if task.kind == "not-own" and task.checker.forbidden
        for call in task.checker.forbidden.calls
        for parameter in tools[call.tool].parameters
        if isinstance(meaning := parameter.meaning, Ref)
        and str(call.arguments.get(parameter.name)) in task.user.opening
    ]
    assert named
    assert all(things[table].ids_passed_on for table in named)
