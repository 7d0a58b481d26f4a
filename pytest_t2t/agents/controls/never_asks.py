"""The control that never asks which one is meant: it takes a wrong one, has "it" confirmed and goes on.

Plan.doubt.wrong -> a blank proposal, the wrong writes, their report
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class NeverAsks(Following):
    """Skips the one question that separates the readings, and takes one of them."""

    def settle(self) -> Moves:
        """Ask nothing; where there was a doubt the plan is now that of a wrong reading."""
        if self.plan.doubt:
            self.plan = self.plan.model_copy(update={"writes": self.plan.doubt.wrong})
            yield from self.say(self.voice("propose-blankly"))
            yield from self.write(self.plan.writes)
            self.report(self.plan.writes)
            self.report_answers()
            yield from self.close()


CONTROL = NeverAsks
