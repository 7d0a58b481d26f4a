"""Rates with honest intervals, over tasks of which each was tried once or several times.

(passed, tried) per task -> rate, 95 % interval, pass^k
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt
from statistics import NormalDist, fmean

Counts = Sequence[tuple[int, int]]
"""(passed, tried) per task; tried counts trials that ended in passed or failed only."""


def rate(counts: Counts) -> float | None:
    """Passed trials over all tried ones; None where nothing was tried."""
    tried = sum(n for _, n in counts)
    return sum(c for c, _ in counts) / tried if tried else None


def wilson(passed: float, tried: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion (E. B. Wilson, JASA 22, 1927); `tried` may be an effective number.

    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    p = passed / tried
    centre = p + z * z / (2 * tried)
    spread = z * sqrt(p * (1 - p) / tried + z * z / (4 * tried * tried))
    scale = 1 + z * z / tried
    # At 0 and 1 the bound is exact; the formula misses it by a rounding error.
    low = 0.0 if p == 0 else max(0.0, (centre - spread) / scale)
    high = 1.0 if p == 1 else min(1.0, (centre + spread) / scale)
    return low, high


def interval(counts: Counts, confidence: float = 0.95) -> tuple[float, float] | None:
    """Wilson's interval on the effective number of trials N / deff: trials of one task are not independent.

    With one trial a task deff is 1 and this is Wilson's interval over tasks. None where nothing was tried.
    (Korn and Graubard, Survey Methodology 24, 1998: effective sample size in a score interval.)
    """
    tried = sum(n for _, n in counts)
    if not tried:
        return None
    p = sum(c for c, _ in counts) / tried
    effective = tried / design_effect(counts)
    return wilson(p * effective, effective, confidence)


def design_effect(counts: Counts) -> float:
    """How much wider than independent trials: cluster-robust variance of the rate over the binomial one, at least 1.

    deff = [m/(m-1) sum_i (c_i - p n_i)^2 / N^2] / [p(1-p) / (N-1)], for m tasks with c_i of n_i trials passed,
    N = sum n_i (Kish, Survey Sampling, 1965, with the ratio estimator's linearised variance). Exactly 1 where every
    n_i is 1. Where all or none passed the variance says nothing, and trials of a task count as one: deff = N/m.
    """
    clusters = [(c, n) for c, n in counts if n]
    tasks, tried = len(clusters), sum(n for _, n in clusters)
    p = sum(c for c, _ in clusters) / tried
    if tasks == tried:
        return 1.0
    if tasks == 1 or p in {0, 1}:
        return tried / tasks
    robust = tasks / (tasks - 1) * sum((c - p * n) ** 2 for c, n in clusters) / tried**2
    return max(1.0, robust / (p * (1 - p) / (tried - 1)))


def pass_hat(counts: Counts, k: int) -> tuple[float | None, int]:
    """pass^k = C(c,k)/C(n,k) averaged over tasks with n >= k (tau-bench, arXiv 2406.12045), and how many have fewer.

    The chance that k trials of a task, drawn without replacement from its n, all pass.
    """
    enough = [(c, n) for c, n in counts if n >= k]
    left_out = len(counts) - len(enough)
    return (fmean(comb(c, k) / comb(n, k) for c, n in enough) if enough else None), left_out
