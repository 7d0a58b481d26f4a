"""Fixtures for ordinary tests that are marked `@pytest.mark.t2t_tasks("shop/ambiguous.t2t.jsonl")`.

marker -> t2t_case -> t2t_task, t2t_episode, t2t_verdict
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_t2t.plugin.stash import UNREADABLE

if TYPE_CHECKING:
    from pytest_t2t.plugin.collector import Case
    from pytest_t2t.plugin.session import Result
    from pytest_t2t.records.episode import Episode
    from pytest_t2t.records.task import Task
    from pytest_t2t.records.verdict import Verdict


@pytest.fixture
def t2t_case(request: pytest.FixtureRequest) -> Case:
    """For the fixtures below alone: which trial of which task."""
    case: Case | None = getattr(request, "param", None)
    if case is None:
        pytest.fail(
            'mark the test with @pytest.mark.t2t_tasks("FILE"): the t2t fixtures come from a suite file.', pytrace=False
        )
    if case.error is not None:
        request.node.stash[UNREADABLE] = str(case.error)
        pytest.fail(str(case.error), pytrace=False)
    return case


@pytest.fixture
def t2t_task(t2t_case: Case) -> Task:
    """The task, all sides of it."""
    assert t2t_case.job is not None
    return t2t_case.job.line.task()


@pytest.fixture
def _t2t_result(request: pytest.FixtureRequest, t2t_case: Case) -> Result:
    from pytest_t2t.plugin.session import awaited
    from pytest_t2t.reporting.plain import one_line
    from pytest_t2t.reporting.rows import reason

    assert t2t_case.job is not None
    result = awaited(request.node, t2t_case.job)
    if result.verdict.outcome == "error":
        pytest.fail(one_line(reason(result.row), 300), pytrace=False)
    return result


@pytest.fixture
def t2t_episode(_t2t_result: Result) -> Episode:
    """The task rolled out once with the agent under test; what is not the agent's fault is an error here."""
    return _t2t_result.episode


@pytest.fixture
def t2t_verdict(_t2t_result: Result) -> Verdict:
    """What the checks say of `t2t_episode`."""
    return _t2t_result.verdict
