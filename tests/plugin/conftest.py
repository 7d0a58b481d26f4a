"""A project with tiny suites for pytester: real files, real engine and world, agents that end as their name says.

number of tasks -> suite file in pytester's folder; the verdicts come by the plugin's own hooks
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pytest_t2t.domain.loader import load
from pytest_t2t.domain.world import Worlds
from pytest_t2t.records.task import CheckerSide, Intent, Outcome, Plan, Task, UserSide
from pytest_t2t.records.trajectory import Call, WorldRef
from pytest_t2t.suite.files import Header, write_suite

DOMAINS = Path(__file__).parents[1] / "domains"
EVERYWHERE = pytest.mark.parametrize("runner", [("-p", "no:xdist"), ("-n0",), ("-n2",)], ids=["no-xdist", "n0", "n2"])
"""Each behaviour that a user sees holds in one process, with xdist loaded, and in its workers."""

CONFTEST = '''
import asyncio
from pytest_t2t.agents.protocol import Reply
from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.records.message import ToolCall
from pytest_t2t.records.verdict import CheckResult, Verdict
from pytest_t2t.users.protocol import Said


class Ends:
    """An agent whose episodes end as its name says: ends:passed, ends:failed, ends:error, ends:slow ..."""

    def __init__(self, name):
        self.name = name
        self.how = name.partition(":")[2]
        self.waiting = 0
        self.crowd = asyncio.Event()

    async def meet(self):
        """Go on once three rollouts are here at the same time."""
        self.waiting += 1
        if self.waiting == 3:
            self.crowd.set()
        await asyncio.wait_for(self.crowd.wait(), 60)

    def converse(self, briefing):
        self_ = self

        class Talk:
            async def reply(self, messages):
                if self_.how == "error":
                    raise ModelError("the model said \\x1b[31m503\\x1b[0m")
                if self_.how == "meets":
                    await self_.meet()
                if self_.how == "slow":
                    await asyncio.sleep(0.3)
                if self_.how == "stuck" and messages[0].text.endswith("1."):
                    await asyncio.sleep(60)
                if self_.how == "calls" and messages[-1].role == "user":
                    return Reply(calls=(ToolCall(id="1", tool="no_such_tool"),))
                odd = " \\ud83d half" if self_.how == "undetermined" else f" (trial {briefing.trial})"
                return Reply(text="\\x1b[31mRed\\x1b[0m and \\x07loud," + odd + ", all done." * 3)

        return Talk()


class Brief:
    name = "brief"

    def play(self, side, lexicon, trial):
        class Session:
            def opening(self):
                return Said(side.opening)

            async def reply(self, text, executed):
                return Said("Thanks, bye.", stop="user-done")

        return Session()


def pytest_t2t_make_agent(config, spec):
    if spec.startswith("ends:"):
        return Ends(spec)


def pytest_t2t_make_user(config, name):
    if name == "brief":
        return Brief()


def pytest_t2t_verify(task, episode):
    how = episode.agent.partition(":")[2]
    if how == "flaky":
        how = "failed" if episode.trial else "passed"
    if episode.fault:
        return Verdict(outcome="error", reward=None)
    if how == "failed":
        why = "order #W204 was cancelled, but the customer had switched to a return"
        diff = ("- orders W204 status=open", "+ orders W204 status=cancelled")
        check = CheckResult(check="state", passed=False, why=why, diff=diff)
        return Verdict(outcome="failed", reward=0, checks=(check,), failure="state", doubtful=task.id.endswith("0"))
    if how == "undetermined":
        check = CheckResult(check="declined", passed=False, undetermined=True, why="it neither refused nor claimed")
        return Verdict(outcome="undetermined", reward=None, checks=(check,), failure="declined")
    return Verdict(outcome="passed", reward=1, checks=(CheckResult(check="state", passed=True),))
'''


INI = f"""[pytest]
addopts = --strict-markers --strict-config -p no:hypothesispytest -p no:anyio
filterwarnings = error
t2t_domains = {DOMAINS}
t2t_user = brief
t2t_model = ends:passed
"""


@cache
def kiosk() -> WorldRef:
    """The world of the kiosk."""
    return Worlds().get(load(DOMAINS / "kiosk"), seed=1).ref


def task(number: int, intent: Intent = "general") -> Task:
    """A task that says little; the agents of these tests don't do anything."""
    return Task(
        id=f"{intent}-plain-{number:010}",
        family=f"family-{number}",
        intent=intent,
        kind="plain",
        world=kiosk(),
        user=UserSide(customer="CU0001", opening=f"Hello, this is request {number}.", facts=(), wishes=()),
        checker=CheckerSide(expected=(Outcome(),)),
        reference=Plan(identity=(), ask_identity="", authenticate=Call(tool="find_customer"), reads=()),
    )


def header() -> Header:
    """A header for `task`."""
    return Header(domain="kiosk", seed=7, command="t2t synthesize kiosk --seed 7", world=kiosk())


SuiteMaker = Callable[..., Path]


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with our conftest and an ini that names the kiosk and the brief user; strict about everything."""
    monkeypatch.setenv("T2T_CACHE", str(pytester.path / "cache"))
    pytester.makeconftest(CONFTEST)
    pytester.makeini(INI)
    return pytester


@pytest.fixture
def suite(project: pytest.Pytester) -> SuiteMaker:
    """Make `suites/<intent>.t2t.jsonl` with so many tasks."""

    def make(tasks: int = 3, intent: Intent = "general", folder: str = "suites") -> Path:
        path = project.path / folder / f"{intent}.t2t.jsonl"
        write_suite(path, header(), [task(number, intent) for number in range(tasks)])
        return path

    return make
