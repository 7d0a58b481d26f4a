"""The manner that says something beside each of its tool calls.

calls -> text and calls in one reply
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class TalksAndCalls(Following):
    """Says what it does while it does it, one read at a time."""

    def beside(self, what: str) -> str:
        """Return a sentence on what is being called."""
        return self.voice(f"beside-{what}")

    def read(self) -> Moves:
        """Read one thing after the other."""
        for read in self.plan.reads:
            yield from self.call([read], self.beside("read"))


MANNER = TalksAndCalls
