"""Rates, intervals and pass^k, held against values from the literature and against simulation."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.reporting.statistics import design_effect, interval, pass_hat, rate, wilson

counts = st.lists(
    st.integers(0, 5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=40
)


@pytest.mark.parametrize(
    ("passed", "tried", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_values(passed: int, tried: int, low: float, high: float) -> None:
    assert wilson(passed, tried) == pytest.approx((low, high), abs=5e-5)


def test_one_trial_a_task_is_plain_wilson() -> None:
    single = [(1, 1)] * 30 + [(0, 1)] * 10
    assert design_effect(single) == 1
    assert interval(single) == wilson(30, 40)


def test_trials_that_always_agree_count_as_one() -> None:
    repeated = [(4, 4)] * 30 + [(0, 4)] * 10
    assert interval(repeated) == pytest.approx(wilson(30, 40), abs=0.01)
    assert interval([(4, 4)] * 40) == wilson(40, 40)


def test_independent_trials_gain_nearly_all_they_can() -> None:
    random = Random(1)
    independent = [(sum(random.random() < 0.6 for _ in range(3)), 3) for _ in range(2000)]
    assert design_effect(independent) == pytest.approx(1, abs=0.1)


def test_clustered_trials_are_covered_as_promised() -> None:
    random, hits, runs = Random(2), 0, 400
    for _ in range(runs):
        tasks = [random.betavariate(1.4, 0.6) for _ in range(60)]  # mean 0.7: tasks differ a lot
        bounds = interval([(sum(random.random() < p for _ in range(4)), 4) for p in tasks])
        assert bounds is not None
        hits += bounds[0] <= 0.7 <= bounds[1]
    assert hits / runs > 0.92


@given(counts)
def test_the_interval_holds_the_rate_and_stays_in_bounds(found: list[tuple[int, int]]) -> None:
    bounds, middle = interval(found), rate(found)
    if bounds is None or middle is None:
        assert bounds is None
        assert middle is None
        assert not sum(n for _, n in found)
    else:
        assert 0 <= bounds[0] <= middle <= bounds[1] <= 1


@pytest.mark.parametrize(("passed", "trials"), [(c, n) for n in range(1, 6) for c in range(n + 1)])
def test_pass_hat_is_the_share_of_draws_that_all_pass(passed: int, trials: int) -> None:
    outcomes = [True] * passed + [False] * (trials - passed)
    for k in range(1, trials + 1):
        draws = [draw for draw in product(range(trials), repeat=k) if len(set(draw)) == k]
        share = sum(all(outcomes[i] for i in draw) for draw in draws) / len(draws)
        assert pass_hat([(passed, trials)], k)[0] == pytest.approx(share)


def test_tasks_with_too_few_trials_are_left_out_and_counted() -> None:
    assert pass_hat([(2, 2), (1, 1), (0, 0)], 2) == (1.0, 2)
    assert pass_hat([(0, 1)], 2) == (None, 1)


@given(counts)
def test_pass_hat_1_of_equal_trials_is_the_rate_and_it_never_rises(found: list[tuple[int, int]]) -> None:
    full = [(min(c, 3), 3) for c, _ in found]
    values = [pass_hat(full, k)[0] for k in (1, 2, 3)]
    assert values[0] == pytest.approx(rate(full))
    assert all(a is not None and b is not None and a >= b for a, b in pairwise(values))
