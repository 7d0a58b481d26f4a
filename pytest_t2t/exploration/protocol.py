"""What exploration finds for one customer, before any trajectory is put together.

(World, customer) -> Exploration: own rows, candidate writes with what they did, reads with what they show
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.ownership import Rows
from pytest_t2t.records.trajectory import Call, Changes

RowKey = tuple[str, JsonValue]
"""(table, key)"""


@dataclass(frozen=True)
class Candidate:
    """A write that was tried on the untouched world and undone."""

    call: Call
    accepted: bool
    """Whether the tool did it."""
    forbidden_by: tuple[str, ...] = ()
    """Rules that forbid it, where the tool did it; those of refused ones are asked only where they are needed."""
    changes: Changes = ()
    """Raw row changes that it makes."""

    @property
    def permitted(self) -> bool:
        """Whether the tool accepts it and no rule forbids it."""
        return self.accepted and not self.forbidden_by

    @cached_property
    def touches(self) -> frozenset[RowKey]:
        """The seeded rows that it changes."""
        return frozenset((c.table, c.key[0]) for c in self.changes if c.op != "insert")


@dataclass(frozen=True)
class ReadStep:
    """One read that was made, and what it gave."""

    call: Call
    needs: frozenset[RowKey]
    """Rows whose keys had to be known."""
    gives: frozenset[RowKey]
    """Rows whose keys it shows."""
    cells: frozenset[CellKey]
    rows: Mapping[RowKey, int]
    """Row -> how many of its cells it shows."""


@dataclass(frozen=True)
class Exploration:
    """All that was seen for one customer."""

    customer: JsonValue
    rows: Rows
    candidates: tuple[Candidate, ...]
    reads: tuple[ReadStep, ...]
    searched: dict[str, object] = field(default_factory=dict, compare=False)
    """What was found out about single wishes, kept for whoever asks again."""

    @cached_property
    def tried(self) -> dict[str, Candidate]:
        """The candidates by their calls' JSON; whoever tries another write on the untouched world adds it."""
        return {candidate.call.to_json(): candidate for candidate in self.candidates}

    @cached_property
    def permitted(self) -> tuple[Candidate, ...]:
        """Candidates that may be done."""
        return tuple(c for c in self.candidates if c.permitted)
