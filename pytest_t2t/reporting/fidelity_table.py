"""How a user simulator kept to its side, as a table.

Fidelity -> rates with intervals, what the guard kept back
"""

from __future__ import annotations

from tabulate import tabulate

from pytest_t2t.reporting.statistics import interval, rate
from pytest_t2t.users.fidelity import ASPECTS, Fidelity


def table(found: Fidelity, *, markdown: bool = False) -> str:
    """One row an aspect; intervals are clustered by task."""
    rows = []
    for aspect in ASPECTS:
        counts = list(found.counts[aspect].values())
        share, bounds = rate(counts), interval(counts)
        shown = "-" if share is None else f"{100 * share:.1f} %"
        between = f"{100 * bounds[0]:.1f}-{100 * bounds[1]:.1f}" if bounds else "-"
        rows.append([aspect, str(sum(n for _, n in counts)), shown, between])
    form = "github" if markdown else "simple"
    return tabulate(rows, headers=["", "n", "rate", "95 %"], tablefmt=form, disable_numparse=True)


def rejections(found: Fidelity) -> str:
    """What the guard kept back, by reason."""
    listed = ", ".join(f"{reason} {number}" for reason, number in found.rejected.most_common())
    return f"The guard kept back {found.rejected.total()} messages, {found.messages} were due" + (
        f": {listed}." if listed else "."
    )
