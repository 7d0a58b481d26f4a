"""Many rollouts in flight: one asyncio loop on a daemon thread, on which everything but the waiting happens.

(task, trial) -> Future of (Episode, Verdict)
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import asynccontextmanager, suppress
from functools import partial
from threading import Thread
from typing import Any, Protocol, Self

from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.domain.world import World
from pytest_t2t.errors import AgentError
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.redaction import Redaction
from pytest_t2t.rollout.limits import Limits, limits_for
from pytest_t2t.rollout.loop import rollout
from pytest_t2t.users.protocol import User
from pytest_t2t.verification.combine import verify as all_checks

Outcome = tuple[Episode, Verdict]
_PATIENCE = 5.0
"""Seconds that cancelled rollouts have to end."""


class Admission(Protocol):
    """Who decides whether one more rollout may start."""

    async def admit(self) -> None:
        """Wait until it is clear. Raises NotRun."""
        ...

    def ended(self, episode: Episode | None) -> None:
        """A rollout that was admitted has ended; None: it has left no episode."""
        ...


class Engine:
    """Runs rollouts of one agent. The thread starts with the first one; `close` ends it and closes both seats there.

    world: Task -> World, asked on the loop's thread: a world belongs to the engine that it is given to.
    finish: called there with each episode and verdict, for a store.
    admission: asked there before each rollout.
    redaction: what is taken out of both, once they are verified.
    """

    def __init__(
        self,
        agent: Agent | PlannedAgent,
        user: User,
        world: Callable[[Task], World],
        *,
        concurrency: int = 32,
        limits: Callable[[Task], Limits] = limits_for,
        verify: Callable[[Task, Episode, World], Verdict] = all_checks,
        finish: Callable[[Task, Episode, Verdict], None] | None = None,
        admission: Admission | None = None,
        redaction: Redaction | None = None,
    ) -> None:
        self._agent = agent
        self._user = user
        self._world = world
        self._limits = limits
        self._verify = verify
        self._finish = finish
        self._admission = admission
        self._redaction = redaction
        self._concurrency = concurrency
        self._room = asyncio.Semaphore(concurrency)
        self._pending: set[Future[Outcome]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, task: Task, trial: int = 0) -> Future[Outcome]:
        """Start a rollout as soon as there is room. The future carries our errors; cancelling it ends the rollout."""
        if self._closed:
            raise RuntimeError("this engine is closed.")
        loop = self._running()
        future = asyncio.run_coroutine_threadsafe(self._one(task, trial), loop)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    def close(self) -> None:
        """Cancel what is pending and end the thread."""
        self._closed = True
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        if loop is None or thread is None:
            return
        with suppress(RuntimeError):  # closed: the agent's code has ended it in this moment
            loop.call_soon_threadsafe(self._stop, loop)
        thread.join(3 * _PATIENCE)

    async def _one(self, task: Task, trial: int) -> Outcome:
        async with self._room, _admitted(self._admission) as played:
            world = self._world(task)
            episode = await self._played(task, world, trial)
            played.append(episode)
            verdict = self._verify(task, episode, world)
            if self._redaction:
                episode, verdict = self._redaction.record(episode), self._redaction.record(verdict)
            if self._finish:
                self._finish(task, episode, verdict)
            return episode, verdict

    async def _played(self, task: Task, world: World, trial: int) -> Episode:
        try:
            return await rollout(task, self._agent, self._user, world, trial=trial, limits=self._limits(task))
        except (KeyboardInterrupt, SystemExit) as exiting:  # never the user's Ctrl-C, which the main thread gets
            raise AgentError(f"agent {self._agent.name} raised {type(exiting).__name__}.") from exiting

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or self._loop.is_closed():
            self._loop, self._room, self._pending = (
                asyncio.new_event_loop(),
                asyncio.Semaphore(self._concurrency),
                set(),
            )
            self._loop.set_exception_handler(self._unhandled)
            turn = partial(self._turn, self._loop, self._pending)
            self._thread = Thread(target=turn, name="t2t-rollouts", daemon=True)
            self._thread.start()
        return self._loop

    def _turn(self, loop: asyncio.AbstractEventLoop, pending: set[Future[Outcome]]) -> None:
        """The thread. Only `close` ends the loop; what an agent's code does to it is not to end other rollouts."""
        asyncio.set_event_loop(loop)
        try:
            while loop is self._loop and not loop.is_closed():
                with suppress(KeyboardInterrupt, SystemExit):  # of a task that the agent's code has made
                    loop.run_forever()
        finally:
            loop.close()
            for future in tuple(pending):
                with suppress(InvalidStateError):
                    future.set_exception(AgentError(f"agent {self._agent.name} ended the event loop it ran on."))

    def _unhandled(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What a task or callback of the agent's raised, in the log: without secrets, whoever prints it and when."""
        error = context.get("exception")
        lines = traceback.format_exception(error) if isinstance(error, BaseException) else []
        said = "\n".join([str(context.get("message")), *lines])
        logging.getLogger("asyncio").error("%s", self._redaction.text(said) if self._redaction else said)

    def _stop(self, loop: asyncio.AbstractEventLoop) -> None:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.create_task(self._end(loop, tasks))

    async def _end(self, loop: asyncio.AbstractEventLoop, tasks: set[asyncio.Task[Outcome]]) -> None:
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=_PATIENCE)
            for seat in (self._agent, self._user):  # either may hold connections of this loop
                close = getattr(seat, "close", None)
                if inspect.iscoroutinefunction(close):
                    await asyncio.wait_for(close(), _PATIENCE)
            await loop.shutdown_asyncgens()
        finally:
            loop.stop()


@asynccontextmanager
async def _admitted(admission: Admission | None) -> AsyncIterator[list[Episode]]:
    """The block runs once it is admitted; it puts its episode into the list."""
    played: list[Episode] = []
    if admission is not None:
        await admission.admit()
    try:
        yield played
    finally:
        if admission is not None:
            admission.ended(played[0] if played else None)
