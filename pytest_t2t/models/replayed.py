"""What a rollout got from a cassette and nobody paid for, although its episode names the price.

recorded reply -> the tally of the rollout in whose task it was found -> whoever keeps a budget
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from pytest_t2t.models.protocol import ModelReply


@dataclass(slots=True)
class Replayed:
    """The sums over one rollout, both seats together."""

    usd: float = 0.0
    tokens: int = 0


REPLAYED: ContextVar[Replayed | None] = ContextVar("t2t_replayed", default=None)
"""Set by whoever keeps a budget, in the task in which models are asked."""


def note(reply: ModelReply) -> None:
    """A recorded reply was found."""
    tally = REPLAYED.get()
    if tally is not None:
        tally.usd += reply.cost_usd or 0.0
        tally.tokens += reply.usage.input_tokens + reply.usage.output_tokens
