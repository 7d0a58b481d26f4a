"""The manner that makes all its writes in one turn of several calls.

Plan.writes -> one reply with all calls
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_t2t.agents.following import Batch, Following
from pytest_t2t.records.trajectory import Call


class OneTurn(Following):
    """Makes all writes that were agreed to in one turn."""

    def turns(self, batch: Batch) -> Sequence[Sequence[Call]]:
        """Return all the calls as one turn."""
        return [[planned.call for planned in batch]]


MANNER = OneTurn
