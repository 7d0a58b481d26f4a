"""Rollouts wait together while pytest reports in order."""

from __future__ import annotations

import time
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest

from pytest_t2t.plugin.lookahead import Lookahead
from pytest_t2t.plugin.session import upcoming
from tests.plugin.conftest import EVERYWHERE, SuiteMaker


@EVERYWHERE
def test_slow_rollouts_are_in_flight_together(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(40)
    result = project.runpytest(*runner, "--t2t-model=ends:meets")
    result.assert_outcomes(passed=40)


def test_the_order_is_pytests(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(5)
    result = project.runpytest("-p", "no:xdist", "--t2t-model=ends:slow,ends:passed", "-v")
    names = [line.split()[0].partition("::")[2] for line in result.outlines if "PASSED" in line]
    assert names == sorted(names, key=lambda name: (name[:24], "slow" not in name))


def test_a_rollout_that_hangs_ends_at_its_timeout_and_holds_nothing_else_up(
    project: pytest.Pytester, suite: SuiteMaker
) -> None:
    suite(4)
    start = time.perf_counter()
    project.runpytest("-p", "no:xdist", "--t2t-model=ends:stuck", "--t2t-timeout=1", "--t2t-report=json=out.json")
    assert time.perf_counter() - start < 20
    assert '"stop": "seconds"' in (project.path / "out.json").read_text()


@pytest.mark.parametrize("plugin", [object(), SimpleNamespace(torun="hidden")], ids=["no queue", "another queue"])
def test_where_xdist_hides_its_queue_the_next_item_has_to_do(plugin: object) -> None:
    manager = SimpleNamespace(get_plugins=lambda: [plugin])
    item: Any = SimpleNamespace(config=SimpleNamespace(pluginmanager=manager))
    following: Any = object()
    assert upcoming(item, following) == [item, following]
    assert upcoming(item, None) == [item]


class Flights:
    """Futures that the test lands by hand."""

    def __init__(self) -> None:
        self.started: dict[int, Future[str]] = {}

    def submit(self, job: int) -> Future[str]:
        self.started[job] = Future()
        return self.started[job]


def test_no_more_than_the_window_is_in_flight_and_each_landing_starts_the_next() -> None:
    flights = Flights()
    ahead = Lookahead(flights.submit, 3)
    ahead.expect(range(10))
    assert list(flights.started) == [0, 1, 2]
    flights.started[1].set_result("one")
    assert list(flights.started) == [0, 1, 2, 3]
    flights.started[0].set_result("zero")
    assert ahead.result(0) == "zero"
    assert list(flights.started) == [0, 1, 2, 3, 4]


def test_finished_ones_do_not_pile_up_behind_a_slow_one() -> None:
    flights = Flights()
    ahead = Lookahead(flights.submit, 2)
    ahead.expect(range(100))
    for job in range(1, 100):
        if job in flights.started:
            flights.started[job].set_result("")
    assert len(flights.started) == 16


def test_a_job_that_is_no_longer_expected_is_cancelled() -> None:
    flights = Flights()
    ahead = Lookahead(flights.submit, 4)
    ahead.expect([1, 2, 3])
    ahead.expect([1, 2])
    assert flights.started[3].cancelled()
    assert not flights.started[1].cancelled()
    ahead.stop()
    assert flights.started[1].cancelled()


def test_a_job_out_of_turn_is_started_once() -> None:
    flights = Flights()
    ahead: Lookahead[int, str] = Lookahead(lambda job: _landed(flights.submit(job)), 1)
    ahead.expect([1, 2, 3])
    assert ahead.result(3) == "done"
    assert sorted(flights.started) == [1, 2, 3]
    assert ahead.result(9) == "done"


def _landed(future: Future[str]) -> Future[str]:
    future.set_result("done")
    return future
