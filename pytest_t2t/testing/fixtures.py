"""Fixtures to test an agent or a domain with, for whoever writes `pytest_plugins = ["pytest_t2t.testing.fixtures"]`.

name of a domain -> world, environment, tasks; (task, agent) -> (episode, verdict); script -> server
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from pytest_t2t.agents.callable import agent_of
from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.simulations import Simulations
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.message import ToolCall
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.rollout.limits import limits_for
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.testing.loopback import Loopback, serving
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify

Ended = tuple[Episode, Verdict]
_SECONDS = 600.0
"""The longest that a rollout of `t2t_run` may take."""


@pytest.fixture(scope="session")
def t2t_domain_folders(request: pytest.FixtureRequest) -> list[Path]:
    """Where domains are looked for before the shipped ones: the rootdir's `domains/`. Override it to look elsewhere."""
    return [folder for folder in [request.config.rootpath / "domains"] if folder.is_dir()]


@pytest.fixture(scope="session")
def _t2t_worlds(t2t_domain_folders: list[Path]) -> _Worlds:
    return _Worlds(t2t_domain_folders)


@pytest.fixture
def t2t_world(_t2t_worlds: _Worlds) -> Callable[..., World]:
    """The world of a domain, by the domain's name: `t2t_world("corner_shop", seed=1)`."""
    return _t2t_worlds.made


@pytest.fixture
def t2t_call(t2t_world: Callable[..., World]) -> Iterator[Callable[..., Any]]:
    """What a tool answers: `t2t_call("corner_shop", "get_basket", basket_id="B1")`.

    The calls of a test share one environment. A tool that refuses is an AssertionError with its words.
    """
    with ExitStack() as opened:
        environments: dict[str, Environment] = {}

        def call(domain: str, tool: str, **arguments: Any) -> Any:
            if domain not in environments:
                environments[domain] = opened.enter_context(t2t_world(domain).open())
            executed = environments[domain].answer(ToolCall(id="call", tool=tool, arguments=arguments), 0)
            assert executed.ok, executed.error
            return executed.result

        yield call


@pytest.fixture
def t2t_make_tasks(t2t_world: Callable[..., World]) -> Callable[..., list[Task]]:
    """Fresh certified tasks of all intents: `t2t_make_tasks("corner_shop", families=3, seed=1)`."""

    def make(domain: str, families: int = 3, seed: int = 1) -> list[Task]:
        if families < 1:
            raise ValueError(f"t2t_make_tasks: families is {families}; at least one gives tasks.")
        made = synthesize(t2t_world(domain, seed), seed, families)
        return [task for tasks in made.tasks.values() for task in tasks]

    return make


@pytest.fixture
def t2t_run(_t2t_worlds: _Worlds) -> Callable[..., Ended]:
    """Play a task once with the scripted user and verify it; gives the episode and the verdict.

    The agent is one by its methods, or a function, class or factory as `--t2t-agent=python:...` takes it.
    """

    def rollout(task: Task, agent: Agent | PlannedAgent | Callable[..., Any], trial: int = 0) -> Ended:
        if callable(agent) and not isinstance(agent, (Agent, PlannedAgent)):
            agent = agent_of(agent)
        world = _t2t_worlds.simulations.world(task.world)
        episode = run(task, agent, Scripted(), world, trial, limits=limits_for(task, _SECONDS))
        return episode, verify(task, episode, world)

    return rollout


@pytest.fixture
def t2t_serve() -> Iterator[Callable[..., Loopback]]:
    """A loopback server until the test ends: `t2t_serve(say("Hello.")).base_url`; as `pytest_t2t.testing.serving`."""
    with ExitStack() as servers:
        yield lambda *steps, **options: servers.enter_context(serving(*steps, **options))


class _Worlds:
    """The worlds of a session, each built once."""

    def __init__(self, folders: list[Path]) -> None:
        self._domains = Domains(folders)
        self._worlds = Worlds()
        self.simulations = Simulations(self._domains, self._worlds)

    def made(self, domain: str, seed: int = 1) -> World:
        return self._worlds.get(self._domains.get(domain), seed)
