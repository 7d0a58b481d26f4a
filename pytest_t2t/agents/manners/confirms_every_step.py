"""The manner that asks before each step: before reading, about the choice, before each single write.

Plan -> a question before every move
"""

from __future__ import annotations

from pytest_t2t.agents.following import Batch, Following, Moves


class ConfirmsEveryStep(Following):
    """Asks before reading, repeats the choice back, and proposes each write by itself."""

    def read(self) -> Moves:
        """Ask, whatever the answer is, and read."""
        if self.plan.reads:
            yield from self.say(self.voice("may-i-read"))
        yield from super().read()

    def settle(self) -> Moves:
        """Ask which one, then repeat the answer back."""
        yield from super().settle()
        doubt = self.plan.doubt
        if doubt and doubt.options:
            yield from self.say(self.voice("confirm-choice", option=doubt.options[doubt.right]))

    def batches(self, writes: Batch) -> tuple[Batch, ...]:
        """Each write by itself."""
        return tuple((planned,) for planned in writes)


MANNER = ConfirmsEveryStep
