"""The defaults of the plugin's own hooks: what happens where a user's `conftest.py` says nothing.

hook -> the package's stages, imported when the hook is called
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_t2t.plugin.options import settings

if TYPE_CHECKING:
    from pytest_t2t.agents.protocol import Agent, PlannedAgent
    from pytest_t2t.domain.world import World
    from pytest_t2t.records.episode import Episode
    from pytest_t2t.records.task import Task
    from pytest_t2t.records.verdict import Verdict
    from pytest_t2t.reporting.summary import Report
    from pytest_t2t.users.protocol import User


@pytest.hookimpl(trylast=True)
def pytest_t2t_make_agent(config: pytest.Config, spec: str) -> Agent | PlannedAgent:
    """The agent that the package knows by this name."""
    from pytest_t2t.agents.resolve import agent_for
    from pytest_t2t.plugin.connecting import connection

    return agent_for(spec, connection(config), folders=(config.rootpath, config.invocation_params.dir))


@pytest.hookimpl(trylast=True)
def pytest_t2t_make_user(config: pytest.Config, name: str) -> User:
    """The scripted user, or a model in its seat."""
    from pytest_t2t.plugin.connecting import connection
    from pytest_t2t.users.resolve import user_for

    return user_for(name, connection(config), retries=settings(config).user_retries)


@pytest.hookimpl(trylast=True)
def pytest_t2t_verify(task: Task, episode: Episode, world: World) -> Verdict:
    """All checks."""
    from pytest_t2t.verification.combine import verify

    return verify(task, episode, world)


@pytest.hookimpl(trylast=True)
def pytest_t2t_classify_failure(verdict: Verdict) -> str:
    """The first failed check's name, or the limit that was hit."""
    return verdict.failure


@pytest.hookimpl(trylast=True)
def pytest_t2t_report(config: pytest.Config, report: Report) -> None:
    """Write what `--t2t-report` asks for."""
    from pytest_t2t.errors import UsageError
    from pytest_t2t.reporting.formats import FORMATS

    refused: OSError | None = None
    for name, path in settings(config).reports:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(FORMATS.get(name)(report), "utf-8")
        except OSError as why:  # the others are written all the same
            refused = refused or why
    if refused:
        raise UsageError(f"the report could not be written: {refused}")
