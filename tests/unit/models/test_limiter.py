"""The limiter: never more than the limits, slower after a 429, faster again later, no place ever lost."""

from __future__ import annotations

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.models.limiter import Limiter, Limiters, Pace


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += seconds


def limiter(
    in_flight: int | None = None, requests: float | None = None, tokens: float | None = None
) -> tuple[Limiter, Time]:
    time = Time()
    return Limiter(in_flight, requests, tokens, clock=time, sleep=time.sleep), time


async def ask(limits: Limiter, tokens: int = 0, status: int = 200, retry_after: float | None = None) -> None:
    async with limits.turn():
        await limits.pace()
        limits.heard(status, retry_after)
    limits.used(tokens)


def test_the_first_answer_opens_the_window_whatever_it_counts() -> None:
    limits, _ = limiter(tokens=600)
    assert limits.window == 1
    asyncio.run(ask(limits, tokens=0))
    assert limits.window > 1


@given(st.lists(st.floats(0, 90), min_size=1, max_size=60), st.floats(1, 500))
def test_in_no_minute_more_than_its_share(gaps: list[float], per_minute: float) -> None:
    pace, now, starts = Pace(per_minute), 0.0, []
    for gap in gaps:
        now += gap
        starts.append(now + pace.claim(1, now))
    for start in starts:
        within = sum(start <= other < start + 60 - 1e-6 for other in starts)
        assert within <= per_minute + 1


def test_without_limits_nothing_waits() -> None:
    pace = Pace(None)
    assert [pace.claim(10_000, 5.0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_requests_a_minute_are_spread_evenly() -> None:
    limits, time = limiter(requests=60)
    begun = []

    async def one() -> None:
        async with limits.turn():
            await limits.pace()
            begun.append(time.now)

    async def five() -> None:
        for _ in range(5):
            await one()

    asyncio.run(five())
    assert begun == [1000.0, 1001.0, 1002.0, 1003.0, 1004.0]


def test_tokens_a_minute_are_counted_after_the_fact() -> None:
    """The first request shows what one takes; the next claims as much, and what it really took is put right."""
    limits, time = limiter(tokens=600)

    async def three() -> list[float]:
        begun = []
        for tokens in (100, 50, 100):
            async with limits.turn():
                await limits.pace()
                begun.append(time.now)
                limits.heard(200)
            limits.used(tokens)
        return begun

    assert asyncio.run(three()) == pytest.approx([1000.0, 1010.0, 1015.0])


@given(st.integers(1, 8), st.integers(1, 40))
def test_never_more_in_flight_than_allowed_and_all_come_to_their_turn(most: int, requests: int) -> None:
    limits, _ = limiter(in_flight=most)
    flying, highest, done = 0, 0, 0

    async def one() -> None:
        nonlocal flying, highest, done
        async with limits.turn():
            flying += 1
            highest = max(highest, flying)
            await asyncio.sleep(0)
            flying -= 1
        done += 1

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(requests)))

    asyncio.run(all_of_them())
    assert (highest, done) == (min(most, requests), requests)


def test_a_storm_of_refusals_narrows_the_window_and_good_answers_open_it_again() -> None:
    limits, _ = limiter(in_flight=16)

    async def storm() -> None:
        await asyncio.gather(*(ask(limits, status=429) for _ in range(16)))

    asyncio.run(storm())
    assert 1 <= limits.window <= 4
    for _ in range(100):
        limits.heard(200)
    assert limits.window == 16


def test_a_refusal_now_and_then_slows_nothing_down() -> None:
    """One in ten is what retries are for."""
    limits, _ = limiter(in_flight=16)
    for number in range(500):
        limits.heard(503 if number % 10 == 0 else 200)
    assert limits.window == 16


def test_refusals_never_close_the_window() -> None:
    limits, _ = limiter(in_flight=4)
    for _ in range(50):
        limits.heard(429)
    assert limits.window == 1


def test_retry_after_holds_back_the_others_too() -> None:
    limits, time = limiter()

    async def two() -> float:
        await ask(limits, status=429, retry_after=7)
        await limits.pace()
        return time.now

    assert asyncio.run(two()) == 1007.0


@given(st.lists(st.booleans(), min_size=5, max_size=30))
def test_those_who_stop_waiting_leave_no_hole(cancelled: list[bool]) -> None:
    limits, _ = limiter(in_flight=2)
    done = 0

    async def one() -> None:
        nonlocal done
        async with limits.turn():
            await asyncio.sleep(0)
            done += 1

    async def all_of_them() -> None:
        tasks = [asyncio.create_task(one()) for _ in cancelled]
        await asyncio.sleep(0)
        for task, stop in zip(tasks, cancelled, strict=True):
            if stop:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.wait_for(asyncio.gather(one(), one(), one()), 5)

    asyncio.run(all_of_them())
    assert done >= 3 + cancelled.count(False)


def test_it_is_shared_by_threads_with_event_loops_of_their_own() -> None:
    limits = Limiter(in_flight=3)
    flying, highest, done, lock = 0, 0, 0, threading.Lock()

    async def one() -> None:
        nonlocal flying, highest, done
        async with limits.turn():
            with lock:
                flying += 1
                highest = max(highest, flying)
            await asyncio.sleep(0.001)
            with lock:
                flying -= 1
                done += 1

    async def twenty() -> None:
        await asyncio.wait_for(asyncio.gather(*(one() for _ in range(20))), 30)

    threads = [threading.Thread(target=asyncio.run, args=(twenty(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (highest, done) == (3, 80)


def test_one_for_each_server_and_a_part_for_each_process() -> None:
    limiters = Limiters(9, 60, 6000, share=2)
    assert limiters.of("openai", "") is limiters.of("openai", "")
    assert limiters.of("openai", "") is not limiters.of("openai", "http://127.0.0.1:1")
    assert limiters.of("openai", "") is not limiters.of("anthropic", "")
    first = limiters.of("openai", "")
    first.used(10)
    assert first.window == 4
    assert Limiters(1, share=4).of("openai", "").window == 1
