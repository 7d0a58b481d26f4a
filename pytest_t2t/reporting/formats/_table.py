"""The summary as cells of text, shared by the formats that draw a table.

SummaryRow, ... -> column names and rows
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pytest_t2t.reporting.plain import one_line
from pytest_t2t.reporting.summary import NOTE, Report, SummaryRow

_NUMBERS = {name: name for name in ("tasks", "trials", "passed", "failed", "errors", "undetermined", "doubtful")}
_NUMBERS["undetermined"] = "undet."


def table(report: Report) -> tuple[list[str], list[list[str]]]:
    """Head and rows; pass^k only where there are several trials, for k up to 4, 8, 16 ... and the last."""
    most = max((len(row["pass_hat"]) for row in report.summary), default=1)
    hats = [str(k) for k in _shown(most)] if most > 1 else []
    head = ["model", "domain", "intent", *_NUMBERS.values(), "pass rate (95 %)", *(f"pass^{k}" for k in hats)]
    return head, [_cells(row, hats) for row in report.summary]


def _shown(most: int) -> list[int]:
    """All up to 4; then doubling, or a hundred trials would be a hundred columns."""
    doubled = [2**power for power in range(most.bit_length())]
    return sorted({*range(1, min(most, 4) + 1), *doubled, most})


def notes(report: Report) -> list[str]:
    """What a reader of the table must know."""
    most = max((len(row["pass_hat"]) for row in report.summary), default=1)
    left_out = f"pass^{most} leaves out {report.left_out} tasks that have fewer than {most} such trials."
    why = f": {report.why_not_run}" if report.why_not_run else "."
    missing = [f"{report.not_run} trials were not run{why}"] if report.not_run else []
    unread = [f"{len(report.unread)} lines of suites hold no task and are in no row."] if report.unread else []
    return [NOTE, *([left_out] if most > 1 and report.left_out else []), *missing, *unread, *_rejections(report)]


def _rejections(report: Report) -> Iterator[str]:
    """What the guard of a model in the user's seat kept from the agent."""
    reasons = Counter[str]()
    for row in report.episodes:
        reasons.update(row["rejected"])
    if reasons:
        listed = ", ".join(f"{reason} {number}" for reason, number in reasons.most_common())
        yield f"The guard kept {reasons.total()} messages of the model in the user's seat from the agent: {listed}."


def percent(value: float | None) -> str:
    """A rate as "97.5 %", "-" where there is none."""
    return "-" if value is None else f"{100 * value:.1f} %"


def _cells(row: SummaryRow, hats: list[str]) -> list[str]:
    low, high = row["ci_low"], row["ci_high"]
    bounds = "" if low is None or high is None else f" ({100 * low:.1f}-{100 * high:.1f})"
    names = [one_line(row["model"]), one_line(row["domain"]), one_line(row["intent"])]
    numbers = [str(row[name]) for name in _NUMBERS]  # type: ignore[literal-required]
    return [*names, *numbers, percent(row["pass_rate"]) + bounds, *(percent(row["pass_hat"].get(k)) for k in hats)]
