"""The agents that are handed the reference side of a task: the reference, plain or with a manner, and the controls.

name of a manner or control -> PlannedAgent; Plan -> Following
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following
from pytest_t2t.records.task import Plan
from pytest_t2t.shelf import Shelf

MANNERS = Shelf("pytest_t2t.agents.manners", "MANNER", "manner")
CONTROLS = Shelf("pytest_t2t.agents.controls", "CONTROL", "control")


class Reference:
    """Carries out the plan; must pass every task, with any manner."""

    def __init__(self, manner: str | None = None) -> None:
        """Raises UsageError with the nearest name where there is no such manner."""
        self.name = f"reference:{manner}" if manner else "reference"
        self._follow: type[Following] = MANNERS.get(manner) if manner else Following

    def follow(self, plan: Plan, intent: str) -> Following:
        """Start one episode of a task with this plan."""
        return self._follow(plan, intent)


class Control:
    """Carries out the plan with one vice, else word for word as the reference; must fail where the vice matters."""

    def __init__(self, control: str) -> None:
        """Raises UsageError with the nearest name where there is no such control."""
        self.name = f"control:{control}"
        self._follow: type[Following] = CONTROLS.get(control)

    def follow(self, plan: Plan, intent: str) -> Following:
        """Start one episode of a task with this plan."""
        return self._follow(plan, intent, speaks_as=Following)
