"""The manner that proposes the right completion instead of asking which one is meant.

Plan.doubt.propose -> a proposal full of values; a yes to it settles the question
"""

from __future__ import annotations

from pytest_t2t.agents.following import Asking, Batch, Following, Moves, is_yes


class Proposes(Following):
    """Makes a guess that names all values: a yes to it is a yes to the writes; asks only where it is not affirmed."""

    affirmed = False

    def settle(self) -> Moves:
        """Propose; where the user does not say yes, ask after all."""
        doubt = self.plan.doubt
        if not doubt or not doubt.propose:
            yield from super().settle()
            return
        guess = doubt.propose.rstrip(" .")
        yield from self.say(guess if guess.endswith("?") else self.voice("guess", what=guess))
        self.affirmed = is_yes(self.heard)
        if not self.affirmed:
            yield from super().settle()

    def agree(self, batch: Batch) -> Asking:
        """Propose, unless the guess was affirmed."""
        return self.affirmed or (yield from super().agree(batch))


MANNER = Proposes
