"""How long a rollout may go on before it counts as lost, measured by what the reference needs.

Task -> Limits
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_t2t.records.task import Plan, Task


@dataclass(frozen=True, slots=True)
class Limits:
    """Hitting one of them ends the rollout and is a failure class of its own."""

    turns: int
    """Messages to the user."""
    calls: int
    """Tool calls, refused ones included."""
    tool_errors: int = 10
    """Refused tool calls in a row."""
    length: int = 200_000
    """Characters of one message, or of one call's arguments: four times what models can write at a time."""
    seconds: float | None = None
    """Wall time of the whole rollout."""


def limits_for(task: Task, seconds: float | None = None) -> Limits:
    """Three times the turns that the reference's plan needs and 10 more, four times its calls and 20 more."""
    return Limits(3 * turns_of(task.reference) + 10, 4 * calls_of(task.reference) + 20, seconds=seconds)


def turns_of(plan: Plan) -> int:
    """Messages to the user: for identity and for the doubt, a proposal for each write, the refusal, the report."""
    writes = len(plan.first) + len(plan.undo) + len(plan.writes) + len(plan.later)
    return 2 + bool(plan.doubt) + bool(plan.refusal) + writes


def calls_of(plan: Plan) -> int:
    """Calls of the plan: authentication, reads, what shows the evidence, the writes, and undoing the first goal's."""
    reads = len(plan.reads) + (len(plan.refusal.reads) if plan.refusal else 0)
    return 1 + reads + 2 * len(plan.first) + len(plan.undo) + len(plan.writes) + len(plan.later) + bool(plan.escalate)
