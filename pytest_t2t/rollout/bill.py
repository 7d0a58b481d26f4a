"""What the model in one seat of a conversation used and cost.

usage and cost of an answer, ... -> Bill
"""

from __future__ import annotations

from pytest_t2t.records.message import Usage

_NOTHING = Usage()


class Bill:
    """One seat's bill as the conversation grows."""

    __slots__ = ("_paid", "_unpriced", "usage")

    def __init__(self) -> None:
        self.usage = _NOTHING
        self._paid: float | None = None
        self._unpriced = False

    @property
    def cost(self) -> float | None:
        """USD; None where nothing was paid, or where the price of a part is unknown: half a sum is none."""
        return None if self._unpriced else self._paid

    def add(self, new: Usage, cost_usd: float | None) -> None:
        """Add an answer."""
        if new.input_tokens or new.output_tokens:
            self.usage += new
            self._unpriced |= cost_usd is None
        if cost_usd is not None:
            self._paid = (self._paid or 0.0) + cost_usd
