"""The manner that asks all it needs in its first message: who the customer is, which one is meant, what else matters.

Plan -> one message with all questions
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class AsksAllAtOnce(Following):
    """Asks for identity and for what is open in one message, and for nothing afterwards."""

    def identify(self) -> Moves:
        """Ask everything, even where the opening said who it is, then authenticate."""
        if not self.plan.identity and self.plan.doubt:
            yield from self.say(f"{self.voice('greet')} {self.plan.doubt.question}")
        yield from super().identify()

    def ask_identity(self) -> Moves:
        """Ask for all identifying facts and for what is open."""
        doubt = self.plan.doubt
        further = self.voice("all-at-once", question=doubt.question) if doubt else self.voice("anything-i-should-know")
        yield from self.say(f"{self.voice('greet')} {self.plan.ask_identity} {further}")

    def settle(self) -> Moves:
        """Ask nothing: it was asked."""
        yield from ()


MANNER = AsksAllAtOnce
