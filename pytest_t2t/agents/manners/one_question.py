"""The manner that asks one question at a time: each identifying fact in a message of its own.

Plan -> as many messages as topics
"""

from __future__ import annotations

from pytest_t2t.agents.following import Batch, Following, Moves


class OneQuestion(Following):
    """Asks for one fact a message and proposes one wish at a time."""

    def ask_identity(self) -> Moves:
        """Ask for each identifying fact by itself."""
        for number, topic in enumerate(self.plan.identity):
            opening = self.voice("next-question" if number else "greet")
            yield from self.say(f"{opening} {self.voice('ask-topic', topic=topic.replace('_', ' '))}")

    def batches(self, writes: Batch) -> tuple[Batch, ...]:
        """The writes of each wish by themselves."""
        return self.by_wish(writes)


MANNER = OneQuestion
