"""The manner that asks for an id that customers don't have, before it looks for itself.

Plan.unknown_id -> one more question
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class AsksIds(Following):
    """Asks for an id, and goes on without it."""

    def read(self) -> Moves:
        """Ask for the id, whatever the answer is, and read."""
        if self.plan.unknown_id:
            yield from self.say(f"{self.voice('next-question')} {self.plan.unknown_id}")
        yield from super().read()


MANNER = AsksIds
