"""Seeded draws on `Random.random()` alone: the rest of `random` is not stable across Python versions.

seed text -> Draw -> the same choices on every machine
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of choices. Equal seeds give equal streams."""

    __slots__ = ("_random", "seed")

    def __init__(self, *seed: object) -> None:
        self.seed = ":".join(map(str, seed))
        self._random = Random(self.seed).random

    def unit(self) -> float:
        """A number in [0, 1)."""
        return self._random()

    def below(self, n: int) -> int:
        """An integer in [0, n)."""
        return int(self._random() * n)

    def between(self, low: int, high: int) -> int:
        """An integer in [low, high]."""
        return low + self.below(high - low + 1)

    def chance(self, p: float) -> bool:
        """True with probability p."""
        return self._random() < p

    def pick(self, items: Sequence[T]) -> T:
        """One item."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One item, with probability in proportion to its weight."""
        spot = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            spot -= weight
            if spot < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in a drawn order (Fisher-Yates)."""
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return out

    def sample(self, items: Sequence[T], k: int) -> list[T]:
        """K different items in a drawn order, all of them where there are fewer."""
        return self.shuffled(items)[:k]

    def fork(self, *seed: object) -> Draw:
        """An independent stream, named: drawing from it leaves this one as it is."""
        return Draw(self.seed, *seed)
