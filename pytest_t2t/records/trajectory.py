"""An ordered run of executed tool calls, each argument with its provenance; no talk in it.

Domain --explore--> Trajectory --adapt--> Task
"""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from pytest_t2t.records.base import Record


class WorldRef(Record):
    """Which world: the domain's database built from seed and scale, and the digest of its content."""

    domain: str
    seed: int
    scale: int = 1
    digest: str
    """16 hex digits over the ordered rows of all tables."""


class Call(Record):
    """A tool and its arguments, complete: defaults are filled in."""

    tool: str
    arguments: dict[str, JsonValue] = {}


class RowChange(Record):
    """What happened to one row, net.

    `values`: all columns of an inserted row, the changed ones (new values) of an updated row, none of a deleted one.
    """

    table: str
    op: Literal["insert", "update", "delete"]
    key: tuple[JsonValue, ...]
    """The primary key, in the schema's order. In a canonical change generated ids read "@1", "@2", ..."""
    values: dict[str, JsonValue] = {}


Changes = tuple[RowChange, ...]
"""A changeset. *Raw* as `domain.recorder` reads it; *canonical* as `domain.changes.canonical` makes it."""


class Source(Record):
    """Where an argument of a write comes from: who must say it, or where the agent finds it."""

    kind: Literal["user", "result", "default", "policy"]
    """user: only the user knows it; result: in an earlier result; default: the schema's; policy: a named sentence."""
    step: int = -1
    """Index of the step whose result holds the value (kind "result")."""
    path: str = ""
    """JSON path in that result, or the id of the policy's sentence."""


class Step(Record):
    """One executed call."""

    call: Call
    result: JsonValue = None
    writes: bool = False
    changes: Changes = ()
    """Raw changes that this call made."""
    sources: dict[str, Source] = {}
    """Per argument of a write."""


class Trajectory(Record):
    """Authentication, reads and one to three writes for one customer, all accepted and permitted."""

    world: WorldRef
    customer: JsonValue
    """Primary key of the customer's row."""
    steps: tuple[Step, ...]
