"""What a user can replace, hook by hook; each has a default and an example of a `conftest.py` that overrides it.

pytest's plugin manager -> these specifications; the defaults are in `defaults.py`
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_t2t.agents.protocol import Agent, PlannedAgent
    from pytest_t2t.domain.world import World
    from pytest_t2t.records.episode import Episode
    from pytest_t2t.records.task import Task
    from pytest_t2t.records.verdict import Verdict
    from pytest_t2t.reporting.summary import Report
    from pytest_t2t.users.protocol import User


@pytest.hookspec(firstresult=True)
def pytest_t2t_make_agent(config: pytest.Config, spec: str) -> Agent | PlannedAgent | None:
    """Make the agent that `--t2t-model=<spec>` names. The first that is not None is tested.

    It is asked in every process that runs tests, and once more where the options are checked: make it cheap,
    connect when the first message arrives.

        def pytest_t2t_make_agent(config, spec):
            if spec == "mine":
                return MyAgent()                      # name, converse(briefing) -> Conversation
    """


@pytest.hookspec(firstresult=True)
def pytest_t2t_make_user(config: pytest.Config, name: str) -> User | None:
    """Make the user simulator that `--t2t-user=<name>` names.

    def pytest_t2t_make_user(config, name):
        if name == "terse":
            return TerseCustomer()                # name, play(side, lexicon, trial) -> Session
    """


@pytest.hookspec
def pytest_t2t_domains(config: pytest.Config) -> Sequence[Path] | None:
    """Give folders of domains; they come after `--t2t-domains` and before those found beside the suites.

    def pytest_t2t_domains(config):
        return [config.rootpath / "simulations"]
    """


@pytest.hookspec
def pytest_t2t_rollout_finish(config: pytest.Config, task: Task, episode: Episode, verdict: Verdict) -> None:
    """A rollout ended and was verified; called in the process that ran it, before its item is reported.

    def pytest_t2t_rollout_finish(config, task, episode, verdict):
        log.info("%s %s %.2fs", task.id, verdict.outcome, episode.seconds)
    """


@pytest.hookspec(firstresult=True)
def pytest_t2t_verify(config: pytest.Config, task: Task, episode: Episode, world: World) -> Verdict | None:
    """Verify an episode; called on the thread that runs the rollouts. The default asks all checks.

    def pytest_t2t_verify(config, task, episode, world):
        verdict = verify(task, episode, world)    # pytest_t2t.verification.combine
        return stricter(verdict) if "vip" in task.family else verdict
    """


@pytest.hookspec(firstresult=True)
def pytest_t2t_classify_failure(config: pytest.Config, task: Task, episode: Episode, verdict: Verdict) -> str | None:
    """Name the class of a failed episode, as it stands in reports. The default keeps the first failed check's name.

    def pytest_t2t_classify_failure(config, task, episode, verdict):
        if any("I'm just an AI" in message.text for message in episode.messages):
            return "out-of-role"
    """


@pytest.hookspec
def pytest_t2t_report(config: pytest.Config, report: Report) -> None:
    """All is summed up: `report.summary` and `report.episodes`. The default writes what `--t2t-report` asks for.

    Called once, in the process that reports, also when tests failed or the run was interrupted.

        def pytest_t2t_report(config, report):
            metrics.gauge("pass_rate", {row["intent"]: row["pass_rate"] for row in report.summary})
    """


@pytest.hookspec
def pytest_t2t_gate(config: pytest.Config, report: Report) -> str | None:
    """Say why the run must not count as green; None where it may. By default failures and errors alone decide.

    A reason is printed, and a session that would have ended with 0 ends with 1; other exit codes stay.

        def pytest_t2t_gate(config, report):
            doubtful = sum(row["doubtful"] for row in report.summary)
            return f"{doubtful} doubtful episodes" if doubtful > 5 else None
    """
