"""Which rules the forbidden wishes were made of so far, so that the next one is made of a rule that lacks them.

Explorations, rules of tasks -> Refused -> how little a rule is covered; likewise the tools whose writes are taken back
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pytest_t2t.domain.rule import Rule
from pytest_t2t.exploration.protocol import Exploration


class Refused:
    """Counts per rule."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()
        self._detours: Counter[str] = Counter()
        self._offered: Counter[str] = Counter()
        """Rule -> customers so far with a wish that the tools accept and this rule alone forbids."""

        self._undone: Counter[str] = Counter()

    def see(self, exploration: Exploration) -> None:
        """Count what a customer offers."""
        self._offered.update({one.forbidden_by[0] for one in exploration.candidates if len(one.forbidden_by) == 1})

    def add(self, rules: Iterable[str]) -> None:
        """Count the rules of a task that was made."""
        self._made.update(rules)

    def add_detour(self, rules: Iterable[str]) -> None:
        """Count the rules of a wish that could be fulfilled in another way."""
        self._detours.update(rules)

    def rarity(self, rule: Rule) -> tuple[int, bool, int, int]:
        """Small for rules of few tasks; of equals those that only the policy states, and that few customers offer."""
        return self._made[rule.id], rule.hard, self._detours[rule.id], self._offered[rule.id]

    def add_undone(self, tool: str) -> None:
        """Count a task in which a write of this tool is taken back."""
        self._undone[tool] += 1

    def undone(self, tool: str) -> int:
        """Tasks so far in which a write of this tool is taken back."""
        return self._undone[tool]
