"""The report as a table for a terminal.

Report -> lines of text
"""

from __future__ import annotations

from tabulate import tabulate

from pytest_t2t.reporting.formats._table import notes, table
from pytest_t2t.reporting.plain import one_line
from pytest_t2t.reporting.spending import ahead, spending
from pytest_t2t.reporting.summary import Report


def _render(report: Report) -> str:
    head, rows = table(report)
    align = ["left"] * 3 + ["right"] * (len(head) - 3)
    drawn = tabulate(rows, headers=head, tablefmt="simple", colalign=align if rows else None, disable_numparse=True)
    return "\n".join([drawn, *notes(report), *map(one_line, (*spending(report.episodes), *ahead(report.ahead)))]) + "\n"


FORMAT = _render
