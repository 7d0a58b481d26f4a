"""The manner that proposes in Markdown tables: one for each write, its name in the head.

Plan -> "| Change item | |", "| Current item | ... |"
"""

from __future__ import annotations

from pytest_t2t.agents.fields import sheet
from pytest_t2t.agents.following import Batch, Following


class Tables(Following):
    """Sums up each write as a table of its fields."""

    def proposal(self, batch: Batch, *, again: bool = False) -> str:
        """Return the tables with the question."""
        del again
        blocks = []
        for shown in map(sheet, batch):
            rows = [f"| {name} | {value} |" for name, value in shown.fields]
            blocks.append("\n".join([f"| {shown.title} | |", "| --- | --- |", *rows]))
        return self.voice("propose-list", list="\n\n".join(blocks))


MANNER = Tables
