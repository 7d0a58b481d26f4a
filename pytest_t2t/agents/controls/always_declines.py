"""The control that declines everything.

Plan.authenticate -> a refusal, again and again
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class AlwaysDeclines(Following):
    """Authenticates, reads nothing else, then declines."""

    def course(self) -> Moves:
        """Authenticate, then decline whatever is said."""
        yield from self.identify()
        while True:
            yield from self.say(self.declining())

    def declining(self) -> str:
        """Return the refusal: of the forbidden wish where there is one, else of everything."""
        refusal = self.plan.refusal
        particular = self.voice("refuse", about=refusal.about, reason=refusal.reason) if refusal else ""
        return f"{particular} {self.voice('decline-everything')}".strip()


CONTROL = AlwaysDeclines
