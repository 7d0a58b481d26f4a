"""The report as Markdown, for a pull request or a README: the table, then what did not pass and why.

Report -> Markdown; text of models is escaped
"""

from __future__ import annotations

from collections.abc import Iterator

from pytest_t2t.reporting.formats._table import notes, table
from pytest_t2t.reporting.plain import markdown
from pytest_t2t.reporting.rows import EpisodeRow, reason
from pytest_t2t.reporting.spending import ahead, spending
from pytest_t2t.reporting.summary import Report

_SHOWN = 100
"""Episodes, and lines, listed one by one."""


def _render(report: Report) -> str:
    head, rows = table(report)
    lines = [
        _line(head),
        _line(["---"] * 3 + ["---:"] * (len(head) - 3)),
        *(_line([markdown(c) for c in row]) for row in rows),
    ]
    said = [*notes(report), *map(markdown, (*spending(report.episodes), *ahead(report.ahead)))]
    return "\n".join([*lines, "", *said, *_missed(report.episodes), *_unread(report.unread)]) + "\n"


def _missed(episodes: tuple[EpisodeRow, ...]) -> Iterator[str]:
    missed = [row for row in episodes if row["verdict"]["outcome"] != "passed"]
    several = len({(row["model"], row["trial"]) for row in episodes}) > 1
    if missed:
        yield from ("", "## Not passed", "")
    for row in missed[:_SHOWN]:
        name = f"{row['suite']}::{row['task']}" + (f"[{row['model']}-{row['trial']}]" if several else "")
        yield f"- **{row['verdict']['outcome']}** {markdown(name)}: {markdown(reason(row))}"
    if len(missed) > _SHOWN:
        yield f"- ... and {len(missed) - _SHOWN} more."


def _unread(lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from ("", "## Lines that hold no task", "")
    yield from (f"- {markdown(line)}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"- ... and {len(lines) - _SHOWN} more."


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


FORMAT = _render
