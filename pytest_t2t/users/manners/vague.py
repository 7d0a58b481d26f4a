"""The customer who is polite but vague: hedges around everything, never about the facts.

"Please cancel my order." -> "If it isn't too much trouble, please cancel my order, or so I was hoping."
"""

from __future__ import annotations

from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said

_HEDGES = (
    "If it isn't too much trouble, {}",
    "I was sort of hoping for this: {}",
    "Well, it's about this, more or less: {}",
    "I don't want to be a bother, but {}",
)
_TAILS = (
    "If that's all right with you, of course.",
    "I hope that makes some sense.",
    "Or however you usually do these things.",
    "Only if it's no bother, of course.",
    "You'll know better than I do how that works.",
)


class Vague(Manner):
    """Hedges; facts are told as they are."""

    about = "politely but vaguely: hedging and apologising around each sentence, while every fact itself stays exact"

    def around(self, text: str, said: Said, place: int) -> str:
        """The message between hedges."""
        if said.stop:
            return f"{text} Sorry for taking up your time."
        if place == 0:
            first = text if text[:2] in ("I ", "I'") else text[:1].lower() + text[1:]
            text = self.pick(_HEDGES, place).format(first)
        return f"{text} {self.pick(_TAILS, place)}"


MANNER = Vague
