"""The manner that serves one wish and then asks whether there is anything else.

Plan.writes -> wish by wish: propose, write, report, "anything else?"
"""

from __future__ import annotations

from pytest_t2t.agents.following import Batch, Following, Moves


class OneWish(Following):
    """Serves one wish at a time and waits for the next one to be named."""

    def batches(self, writes: Batch) -> tuple[Batch, ...]:
        """The writes of each wish by themselves."""
        return self.by_wish(writes)

    def between(self) -> Moves:
        """Report, and ask whether there is anything else."""
        yield from self.say(self.voice("closing"))


MANNER = OneWish
