"""The manner that does independent writes in reverse order.

Plan.writes -> wishes with other targets from last to first
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_t2t.agents.following import Batch, Following
from pytest_t2t.records.trajectory import Call


class Reversed(Following):
    """Serves the wishes from last to first, where no two of them act on the same thing."""

    def turns(self, batch: Batch) -> Sequence[Sequence[Call]]:
        """Return the calls of each wish in order, the wishes from last to first."""
        wishes = self.by_wish(batch)
        targets = [{_target(planned.call) for planned in wish} for wish in wishes]
        if sum(map(len, targets)) == len(set().union(*targets)):
            wishes = wishes[::-1]
        return [[planned.call] for wish in wishes for planned in wish]


def _target(call: Call) -> str:
    """What a write acts on: by custom a tool's first argument. Two writes on one thing may depend on each other."""
    return repr(next(iter(call.arguments.values()), call.tool))


MANNER = Reversed
