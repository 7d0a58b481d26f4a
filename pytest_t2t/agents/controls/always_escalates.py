"""The control that hands every customer over to a human.

Plan.escalate -> called at once; nothing else is done
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class AlwaysEscalates(Following):
    """Authenticates, reads nothing else, then escalates."""

    def course(self) -> Moves:
        """Authenticate, escalate where there is a tool for it, and say so from then on."""
        yield from self.identify()
        if self.plan.escalate:
            yield from self.call([self.plan.escalate])
        while True:
            yield from self.say(self.voice("escalated"))


CONTROL = AlwaysEscalates
