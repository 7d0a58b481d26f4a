"""Many rows of episodes summed up: per model, domain and intent one row with rate and interval.

EpisodeRow, EpisodeRow, ... -> SummaryRow, ... -> Report, which every format renders
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from pytest_t2t.records.task import INTENTS
from pytest_t2t.reporting.rows import EpisodeRow
from pytest_t2t.reporting.statistics import interval, pass_hat, rate

SCHEMA = 1
"""The version of the report's shape."""


class SummaryRow(TypedDict):
    """One model on one intent of one domain. Errors and undetermined trials are in no rate: see `NOTE`."""

    model: str
    domain: str
    intent: str
    tasks: int
    trials: int
    """Episodes of all tasks: passed + failed + errors + undetermined."""
    passed: int
    failed: int
    errors: int
    undetermined: int
    doubtful: int
    """Failed ones for which the user simulator may be to blame."""
    pass_rate: float | None
    """passed / (passed + failed)"""
    ci_low: float | None
    ci_high: float | None
    pass_hat: dict[str, float | None]
    """"1".."k" -> pass^k; None where no task has k trials that passed or failed."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Rollouts that had started before the turn of items that never came: paid, but in no row."""

    episodes: tuple[EpisodeRow, ...] = ()
    """Those that had ended."""
    cancelled: int = 0
    """Those that had not; what they took is not known."""

    def __bool__(self) -> bool:
        return bool(self.episodes or self.cancelled)

    def __add__(self, other: Ahead) -> Ahead:
        return Ahead(self.episodes + other.episodes, self.cancelled + other.cancelled)


@dataclass(frozen=True, slots=True)
class Report:
    """All there is to say about a run."""

    summary: tuple[SummaryRow, ...]
    episodes: tuple[EpisodeRow, ...]
    left_out: int
    """Tasks that pass^k leaves out, at its largest k: fewer trials that passed or failed."""
    not_run: int = 0
    """Trials that were not started, for the sake of the budget. They are in no row."""
    unread: tuple[str, ...] = ()
    """Lines of suites that hold no task, each with file, line and what is wrong. They are in no row."""
    ahead: Ahead = Ahead()
    """Rollouts that ran ahead of a run that stopped. They are in no row."""
    why_not_run: str = ""
    """Why they were not: the budget is spent, or a price is unknown, so that it can't be kept."""


NOTE = (
    "pass rate = passed / (passed + failed) with a 95 % Wilson interval, clustered by task; "
    "errors and undetermined (undet.) trials are in no rate."
)


def report(
    episodes: Iterable[EpisodeRow], *, not_run: int = 0, unread: Iterable[str] = (), ahead: Ahead | None = None
) -> Report:
    """The report of these episodes, in an order that is not that of arrival; of a trial the last row counts."""
    latest = {(*_task(row), row["trial"]): row for row in episodes}
    rows = sorted(latest.values(), key=_order)
    groups: dict[tuple[str, str, str], list[EpisodeRow]] = defaultdict(list)
    for row in rows:
        groups[row["model"], row["domain"], row["intent"]].append(row)
    summed = [_summed(group) for group in groups.values()]
    left_out = sum(left_out for _, left_out in summed)
    lines = tuple(sorted(set(unread)))
    return Report(tuple(row for row, _ in summed), tuple(rows), left_out, not_run, lines, ahead or Ahead())


def numbered(rows: Iterable[tuple[str, EpisodeRow]]) -> list[EpisodeRow]:
    """(worker, row) ... as rows: what several workers rolled out each for itself are trials with a number each."""
    rows = list(rows)
    free: dict[tuple[str, ...], int] = defaultdict(int)
    for _, row in rows:
        free[_task(row)] = max(free[_task(row)], row["trial"] + 1)
    numbers: dict[tuple[tuple[str, ...], int], dict[str, int]] = defaultdict(dict)
    for worker, row in rows:
        taken = numbers[_task(row), row["trial"]]
        if worker not in taken:
            taken[worker] = free[_task(row)] if taken else row["trial"]
            free[_task(row)] += len(taken) > 1
    return [{**row, "trial": numbers[_task(row), row["trial"]][worker]} for worker, row in rows]


def _task(row: EpisodeRow) -> tuple[str, ...]:
    return row["model"], row["domain"], row["suite"], row["task"]


def _order(row: EpisodeRow) -> tuple[str, str, int, str, str, int]:
    place = INTENTS.index(row["intent"]) if row["intent"] in INTENTS else len(INTENTS)
    return row["model"], row["domain"], place, row["suite"], row["task"], row["trial"]


def _summed(group: Sequence[EpisodeRow]) -> tuple[SummaryRow, int]:
    by_task: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in group:
        by_task[row["suite"], row["task"]].append(row["verdict"]["outcome"])
    counts = [_passed_of_tried(outcomes) for outcomes in by_task.values()]
    most = max(map(len, by_task.values()))
    hats = {k: pass_hat(counts, k) for k in range(1, most + 1)}
    bounds = interval(counts)
    number = {
        name: sum(o.count(name) for o in by_task.values()) for name in ("passed", "failed", "error", "undetermined")
    }
    summed = SummaryRow(
        model=group[0]["model"],
        domain=group[0]["domain"],
        intent=group[0]["intent"],
        tasks=len(by_task),
        trials=len(group),
        passed=number["passed"],
        failed=number["failed"],
        errors=number["error"],
        undetermined=number["undetermined"],
        doubtful=sum(row["verdict"]["outcome"] == "failed" and row["verdict"]["doubtful"] for row in group),
        pass_rate=rate(counts),
        ci_low=bounds[0] if bounds else None,
        ci_high=bounds[1] if bounds else None,
        pass_hat={str(k): value for k, (value, _) in hats.items()},
    )
    return summed, hats[most][1]


def _passed_of_tried(outcomes: Sequence[str]) -> tuple[int, int]:
    return outcomes.count("passed"), outcomes.count("passed") + outcomes.count("failed")
