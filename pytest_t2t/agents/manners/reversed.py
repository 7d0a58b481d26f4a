"""The manner that does independent writes in reverse order.

Plan.writes -> the same calls from last to first, where synthesis has shown that the order is free
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_t2t.agents.following import Batch, Following
from pytest_t2t.records.trajectory import Call


class Reversed(Following):
    """Serves the wishes from last to first."""

    def turns(self, batch: Batch) -> Sequence[Sequence[Call]]:
        """Return the calls of each wish in order, the wishes from last to first."""
        wishes = self.by_wish(batch)
        return [[planned.call] for wish in (wishes[::-1] if self.plan.any_order else wishes) for planned in wish]


MANNER = Reversed
