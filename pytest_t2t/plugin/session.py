"""The rollouts of one pytest process: agents and engines made when first needed, results handed out item by item.

Job (line of a suite, model, trial) -> Engine -> Result (task, episode, verdict, row)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.simulations import Simulations
from pytest_t2t.errors import NotRun, T2TError
from pytest_t2t.plugin.ahead import dropped, told
from pytest_t2t.plugin.asking import ask, ask_for
from pytest_t2t.plugin.budget import budget
from pytest_t2t.plugin.hushing import hush
from pytest_t2t.plugin.keeping import redaction
from pytest_t2t.plugin.lookahead import Lookahead
from pytest_t2t.plugin.options import DEFAULT_USER, settings
from pytest_t2t.plugin.sharing import Shared
from pytest_t2t.plugin.stash import JOB, NOT_RUN, RESULT, ROLLOUTS
from pytest_t2t.records.episode import Episode, Fault
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.redaction import Redaction
from pytest_t2t.reporting.rows import EpisodeRow, row
from pytest_t2t.rollout.engine import Engine
from pytest_t2t.rollout.limits import limits_for
from pytest_t2t.rollout.store import Store
from pytest_t2t.storable import sound
from pytest_t2t.suite.files import Line
from pytest_t2t.users.protocol import User

Ended = tuple[Episode, Verdict]


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One rollout that is wanted, by one item or by several."""

    line: Line
    suite: str
    """The suite's file, as in node ids."""
    model: str
    trial: int
    domains: Domains


@dataclass(frozen=True, slots=True)
class Result:
    """A rollout that ended, verified."""

    task: Task
    episode: Episode
    verdict: Verdict
    row: EpisodeRow
    faults: tuple[str, ...] = ()
    """What hooks did that were told of it and could not change it."""


def rollouts(config: pytest.Config) -> Rollouts:
    """The rollouts of this process."""
    if ROLLOUTS not in config.stash:
        config.stash[ROLLOUTS] = Rollouts(config)
    return config.stash[ROLLOUTS]


def awaited(item: pytest.Item, job: Job) -> Result:
    """Wait for an item's rollout and keep the result on the item; one that is not run skips it, see `Reporter`."""
    try:
        result = rollouts(item.config).shared(job, item)
    except NotRun as why:
        item.stash[NOT_RUN] = str(why)
        pytest.skip(f"not run: {why}")
    item.stash[RESULT] = result
    return result


class Rollouts:
    """Get it from `rollouts(config)`."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._settings = settings(config)
        self._ahead: Lookahead[Job, Ended] = Lookahead(self._submit, self._settings.concurrency)
        self._shared = Shared()
        self._engines: dict[tuple[str, int], Engine] = {}
        self._agents: dict[str, Agent | PlannedAgent | T2TError] = {}
        self._stores: list[Store] = []
        hush(config)

    def expect(self, items: Iterable[pytest.Item]) -> None:
        """The items that pytest will run in this process next, in its order."""
        self._ahead.expect(
            item.stash[JOB]
            for item in items
            if JOB in item.stash and item.stash[JOB] not in self._shared and not item.get_closest_marker("skip")
        )

    def shared(self, job: Job, item: pytest.Item) -> Result:
        """The rollout of an item; made once where several items want it. Raises NotRun."""
        result = self._shared.take(job, item)
        if result is None:
            result = self.result(job)
            self._shared.keep(job, item, result)
        return result

    def result(self, job: Job) -> Result:
        """Wait for a rollout. What went wrong before or around it is an episode with a fault. Raises NotRun."""
        task = job.line.task()
        try:
            episode, verdict = self._ahead.result(job)
        except NotRun:
            raise
        except T2TError as error:
            episode, verdict = _faulted(job, error, redaction(self._config))
        faults: list[str] = []
        with self._noting(faults):
            verdict = self._classified(task, episode, verdict)
        with self._noting(faults):
            ask(self._config, "pytest_t2t_rollout_finish", task=task, episode=episode, verdict=verdict)
        store = self._settings.store
        transcript = str(Store(store).path) if store and episode.messages else None
        line = row(task, episode, verdict, model=job.model, suite=job.suite, transcript=transcript)
        return Result(task, episode, verdict, line, tuple(faults))

    def close(self) -> None:
        """Stop what is in flight, and tell what had run ahead for nothing; built-in agents take nothing."""
        self._ahead.stop()
        paid = [(job, future) for job, future in self._ahead.dropped if self._pays(job.model)]
        if paid:
            told(self._config, dropped(paid))
        for engine in self._engines.values():
            engine.close()
        for store in self._stores:
            store.close()

    @contextmanager
    def _noting(self, faults: list[str]) -> Iterator[None]:
        """A hook that fails here takes no rollout along."""
        try:
            yield
        except T2TError as fault:
            faults.append(redaction(self._config).text(sound(str(fault))))

    def _classified(self, task: Task, episode: Episode, verdict: Verdict) -> Verdict:
        if verdict.outcome != "failed":
            return verdict
        name = "pytest_t2t_classify_failure"
        named = ask_for(self._config, name, str, task=task, episode=episode, verdict=verdict)
        return verdict.model_copy(update={"failure": named}) if named else verdict

    def _pays(self, model: str) -> bool:
        agent = self._agents.get(model)
        return agent is not None and not isinstance(agent, T2TError) and _hears_others(agent, self._settings.user)

    def _submit(self, job: Job) -> Future[Ended]:
        try:
            return self._engine(job).submit(job.line.task(), job.trial)
        except T2TError as error:
            failed: Future[Ended] = Future()
            failed.set_exception(error)
            return failed

    def _engine(self, job: Job) -> Engine:
        key = (job.model, id(job.domains))
        if key not in self._engines:
            self._engines[key] = self._made(self._agent(job.model), job.domains)
        return self._engines[key]

    def _made(self, agent: Agent | PlannedAgent, domains: Domains) -> Engine:
        config, wanted, simulations = self._config, self._settings, Simulations(domains)
        return Engine(
            agent,
            self._user(),
            lambda task: simulations.world(task.world),
            concurrency=wanted.concurrency,
            limits=partial(limits_for, seconds=wanted.timeout),
            verify=lambda task, episode, world: ask_for(
                config, "pytest_t2t_verify", Verdict, task=task, episode=episode, world=world
            ),
            finish=self._kept(wanted.store) if wanted.store else None,
            redaction=redaction(config) if _hears_others(agent, wanted.user) else None,
            admission=budget(config),
        )

    def _kept(self, folder: Path) -> Callable[[Task, Episode, Verdict], None]:
        store = Store(folder)
        self._stores.append(store)
        return lambda _, episode, verdict: store.append(episode, verdict)

    def _user(self) -> User:
        """The user, asked whether it can work at all."""
        user: User = ask(self._config, "pytest_t2t_make_user", name=self._settings.user)
        if hasattr(user, "preflight"):
            user.preflight()
        return user

    def _agent(self, model: str) -> Agent | PlannedAgent:
        """The agent, made and asked once whether it can work at all."""
        if model not in self._agents:
            try:
                agent = ask(self._config, "pytest_t2t_make_agent", spec=model)
                if hasattr(agent, "preflight"):
                    agent.preflight()
                self._agents[model] = agent
            except T2TError as error:
                self._agents[model] = error
        found = self._agents[model]
        if isinstance(found, T2TError):
            raise found
        return found


def upcoming(item: pytest.Item, following: pytest.Item | None) -> list[pytest.Item]:
    """The items that a worker of xdist will run next: xdist tells one, its queue shows more.

    The queue is no public interface: where it looks different, the one that xdist tells has to do.
    """
    config = item.config
    near = [item, *([following] if following else [])]
    queue = next((plugin.torun for plugin in config.pluginmanager.get_plugins() if hasattr(plugin, "torun")), None)
    if queue is None or not hasattr(queue, "lock"):
        return near
    with queue.lock() as indices:
        places = [place for place in islice(indices, 2 * settings(config).concurrency) if isinstance(place, int)]
    return [*near, *(item.session.items[place] for place in places)]


def _hears_others(agent: Agent | PlannedAgent, user: str) -> bool:
    """Whether texts come from outside, with what may be secret in them: blotting it out takes as long as a rollout."""
    return hasattr(agent, "converse") or user != DEFAULT_USER


def _faulted(job: Job, error: T2TError, redaction: Redaction) -> Ended:
    fault = Fault(origin=error.origin, message=redaction.text(sound(str(error))))
    episode = Episode(task=job.line.id, trial=job.trial, agent=job.model, stop="error", fault=fault)
    return episode, Verdict(outcome="error", reward=None, failure="error")
