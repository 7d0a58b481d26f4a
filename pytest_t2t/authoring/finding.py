"""A finding: what is wrong with a domain, where, and what to do.

place + words -> Finding; findings + coverage -> Report
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; 1 where it is about the file as a whole."""

    path: Path
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong."""

    place: Place
    what: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of one sort of things was reached."""

    sort: str
    """"tools", "rules", "argument classes", "intents", "kinds"."""
    every: tuple[str, ...]
    explored: frozenset[str] | None
    """By executing tools for single customers; None: not a matter of exploration."""
    tasks: frozenset[str]
    """In certified tasks."""
    least: int = 0
    """Percent that have to be reached by exploration, or by tasks where that is not the matter."""
    why: dict[str, str] = field(default_factory=dict)
    """Of what tasks did not reach: the most frequent reason."""

    @property
    def reached(self) -> frozenset[str]:
        """What counts as reached."""
        return self.tasks if self.explored is None else self.explored

    @property
    def missing(self) -> tuple[str, ...]:
        """What counts as not reached."""
        return tuple(name for name in self.every if name not in self.reached)

    @property
    def untested(self) -> tuple[str, ...]:
        """What exploration reached and no task is about."""
        return tuple(name for name in self.every if name in (self.explored or ()) and name not in self.tasks)

    def percent(self, reached: frozenset[str] | None = None) -> float:
        """Share of all that was reached, 100 where there is nothing to reach."""
        found = self.reached if reached is None else reached
        return 100 * sum(name in found for name in self.every) / len(self.every) if self.every else 100.0


@dataclass(frozen=True, slots=True)
class Report:
    """All that `t2t check-domain` says."""

    name: str
    folder: Path
    findings: tuple[Finding, ...]
    reach: tuple[Reach, ...] = ()
    """Empty where the domain could not be tried."""
    budget: str = ""
    """"40 families, seed 0"."""


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By file and line, each once."""
    return tuple(sorted(dict.fromkeys(findings)))
