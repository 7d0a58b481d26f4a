"""The benchmark of the guard, in small: what is promised holds, and equal seeds give equal messages."""

from __future__ import annotations

from benchmarks.guard import CAUGHT, FALSE_ALARMS, caught, measure
from benchmarks.guard_bad import KINDS


def test_bad_messages_are_caught_and_good_ones_pass() -> None:
    scores = measure(seed=11, half="test", families=6, n_bad=720, n_good=150)
    right, made = caught(scores)
    assert set(scores) == {"good", *(kind.name for kind in KINDS)}
    assert made > 600
    assert right >= CAUGHT * made, {
        name: [text for _, text, _ in one.wrong] for name, one in scores.items() if name != "good"
    }
    assert scores["good"].rejected <= FALSE_ALARMS * scores["good"].n + 1, [
        found for _, _, found in scores["good"].wrong
    ]


def test_equal_seeds_give_equal_scores() -> None:
    one, other = (measure(seed=3, half="tune", families=2, n_bad=54, n_good=10) for _ in range(2))
    assert {name: (score.n, score.reasons) for name, score in one.items()} == {
        name: (score.n, score.reasons) for name, score in other.items()
    }
