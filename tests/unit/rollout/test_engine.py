"""The engine: many in flight on one thread, errors in the future, a clean end."""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import CancelledError, wait
from time import perf_counter
from typing import Any

import pytest

from pytest_t2t.domain.world import World, build
from pytest_t2t.errors import AgentError, DomainError
from pytest_t2t.records.task import Task
from pytest_t2t.redaction import Redaction
from pytest_t2t.rollout.engine import Engine
from pytest_t2t.rollout.limits import Limits
from tests.kiosk import FIRST, cancel, domain, task, who, world, yes
from tests.unit.rollout.parts import Briefed, Mouth, lines, said


class Waits(Briefed):
    """Waits before it speaks, and knows how many do."""

    name = "waits"

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.inside = self.most = 0
        self.threads: set[str] = set()

    def converse(self, briefing: Any) -> Mouth:
        return Mouth([self._later])

    async def _later(self) -> Any:
        self.threads.add(threading.current_thread().name)
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.inside -= 1
        return said("Hi.")


class Talker(Briefed):
    """Cancels the first order with consent."""

    def converse(self, briefing: Any) -> Mouth:
        return Mouth([said("", who()), said("Shall I?"), said("", cancel(FIRST)), said("Done.")])


def fresh() -> Any:
    made = World(domain(), 1, 1, *build(domain(), 1, 1))
    return lambda _task: made


class Steady:
    """A user of whom every session is a new one."""

    name = "steady"

    def play(self, side: Any, lexicon: Any, trial: int = 0) -> Any:
        return lines(("Yes.", yes(cancel(FIRST))), "Bye.").play(side, lexicon)


def test_rollouts_are_verified_and_kept() -> None:
    kept: list[tuple[str, int, str]] = []

    def finish(checked: Task, episode: Any, verdict: Any) -> None:
        kept.append((checked.id, episode.trial, verdict.outcome))

    with Engine(Talker(), Steady(), fresh(), finish=finish) as engine:
        futures = [engine.submit(task(), trial) for trial in range(5)]
        outcomes = [future.result(10) for future in futures]
    assert [(episode.trial, verdict.outcome) for episode, verdict in outcomes] == [(n, "passed") for n in range(5)]
    assert sorted(kept) == [(task().id, n, "passed") for n in range(5)]


def test_many_wait_at_once_but_no_more_than_allowed() -> None:
    agent = Waits(0.1)
    start = perf_counter()
    with Engine(agent, Steady(), fresh(), concurrency=10) as engine:
        wait([engine.submit(task(), trial) for trial in range(20)], 20)
    assert agent.most == 10
    assert agent.threads == {"t2t-rollouts"}
    assert perf_counter() - start < 2  # two moves each, one after the other it would be four


def test_our_errors_are_in_the_future() -> None:
    def broken(_task: Task) -> World:
        raise DomainError("no such seed")

    with Engine(Talker(), Steady(), broken) as engine, pytest.raises(DomainError, match="no such seed"):
        engine.submit(task()).result(10)


def test_one_hung_rollout_does_not_stop_the_others() -> None:
    def limits(_task: Task) -> Limits:
        return Limits(turns=9, calls=9, seconds=0.2)

    class Sometimes(Briefed):
        def converse(self, briefing: Any) -> Mouth:
            return Mouth([lambda: asyncio.sleep(60)] if briefing.trial == 0 else [said("Hi.")])

    with Engine(Sometimes(), Steady(), fresh(), limits=limits) as engine:
        futures = [engine.submit(task(), trial) for trial in range(3)]
        assert futures[2].result(10)[0].stop == "user-done"
        hung, verdict = futures[0].result(10)
    assert (hung.stop, verdict.failure) == ("seconds", "seconds")


def test_a_cancelled_future_ends_its_rollout() -> None:
    agent = Waits(60)
    with Engine(agent, Steady(), fresh()) as engine:
        future = engine.submit(task())
        while not agent.inside:
            pass
        assert future.cancel()
        quick = perf_counter()
        while agent.inside and perf_counter() - quick < 5:
            pass
        assert agent.inside == 0


def test_closing_cancels_what_is_pending_and_ends_the_thread() -> None:
    engine = Engine(Waits(60), Steady(), fresh(), concurrency=2)
    futures = [engine.submit(task(), trial) for trial in range(5)]
    engine.close()
    engine.close()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(5)
    assert "t2t-rollouts" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(RuntimeError, match="closed"):
        engine.submit(task())


def test_closing_gives_back_the_agents_connections_on_its_own_thread() -> None:
    closed: list[str] = []

    class Connected(Talker):
        async def close(self) -> None:
            await asyncio.sleep(0)
            closed.append(threading.current_thread().name)

    with Engine(Connected(), Steady(), fresh()) as engine:
        engine.submit(task()).result(10)
    assert closed == ["t2t-rollouts"]


def test_an_agent_that_stops_the_loop_ends_no_rollout() -> None:
    async def stops() -> Any:
        asyncio.get_running_loop().stop()
        await asyncio.sleep(0.01)
        return said("Hi.")

    class Stops(Briefed):
        def converse(self, briefing: Any) -> Mouth:
            return Mouth([stops])

    with Engine(Stops(), Steady(), fresh(), concurrency=2) as engine:
        futures = [engine.submit(task(), trial) for trial in range(5)]
        assert [future.result(10)[0].stop for future in futures] == ["user-done"] * 5


def test_what_would_end_the_loop_is_the_agents_error() -> None:
    async def interrupts() -> Any:
        raise KeyboardInterrupt

    async def leaves_a_task() -> Any:
        async def exits() -> None:
            raise SystemExit(3)

        left.append(asyncio.ensure_future(exits()))
        await asyncio.sleep(0.01)
        return said("Hi.")

    class Odd(Briefed):
        def converse(self, briefing: Any) -> Mouth:
            return Mouth([interrupts if briefing.trial % 2 else leaves_a_task])

    left: list[asyncio.Future[None]] = []
    with Engine(Odd(), Steady(), fresh()) as engine:
        futures = [engine.submit(task(), trial) for trial in range(4)]
        assert [future.result(10)[0].stop for future in futures[::2]] == ["user-done"] * 2
        for future in futures[1::2]:
            with pytest.raises(AgentError, match="agent briefed raised KeyboardInterrupt"):
                future.result(10)
    assert all(isinstance(one.exception(), SystemExit) for one in left)


def test_a_loop_that_is_closed_fails_what_is_pending_and_is_replaced() -> None:
    async def closes() -> Any:
        loop = asyncio.get_running_loop()
        loop.stop()
        loop.run_forever = loop.close  # type: ignore[method-assign]
        await asyncio.sleep(60)

    class Closes(Briefed):
        def converse(self, briefing: Any) -> Mouth:
            return Mouth([closes] if briefing.trial == 0 else [said("Hi.")])

    with Engine(Closes(), Steady(), fresh()) as engine:
        with pytest.raises(AgentError, match="ended the event loop"):
            engine.submit(task()).result(10)
        assert engine.submit(task(), 1).result(10)[0].stop == "user-done"


def test_what_an_agents_task_raises_is_logged_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    async def leaves_a_task() -> Any:
        async def fails() -> None:
            raise ValueError("no use for hush-hush-1")

        asyncio.ensure_future(fails())  # noqa: RUF006 - nobody looks at it
        await asyncio.sleep(0.01)
        return said("Hi.")

    class Careless(Briefed):
        def converse(self, briefing: Any) -> Mouth:
            return Mouth([leaves_a_task])

    with Engine(Careless(), Steady(), fresh(), redaction=Redaction({"hush-hush-1": "[KEY]"})) as engine:
        engine.submit(task()).result(10)
        gc.collect()
    assert "ValueError: no use for [KEY]" in caplog.text
    assert "hush-hush" not in caplog.text


def test_an_engine_that_ran_nothing_has_no_thread() -> None:
    before = threading.active_count()
    with Engine(Talker(), Steady(), lambda _task: world()):
        assert threading.active_count() == before
