"""The control that ignores a change of mind: it does what was wanted first.

Plan.first -> proposed, written and reported, whatever the user says to it
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class IgnoresChanges(Following):
    """Takes the message that brings the change for a yes, and carries the first goal out."""

    def start_first(self) -> Moves:
        """Do the first goal, then close; without a first goal there is nothing to ignore."""
        if self.plan.first:
            yield from self.say(self.proposal(self.plan.first))
            yield from self.write(self.plan.first)
            self.report(self.plan.first)
            self.report_answers()
            yield from self.close()


CONTROL = IgnoresChanges
