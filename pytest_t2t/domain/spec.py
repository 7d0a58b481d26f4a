"""A domain's declarations in one frozen object; `domains/<name>/__init__.py` exports it as DOMAIN.

schema.sql, seed.py, tools.py, rules.py, policy.md, language.py -> Domain
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from pytest_t2t.domain.changes import TableShape, shapes
from pytest_t2t.domain.database import COUNTERS, Db, open_connection
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import Language, Level, Phrases, Thing
from pytest_t2t.domain.rule import Rule, sentences, without_anchors
from pytest_t2t.domain.standing import Standing
from pytest_t2t.domain.tool import Tool

ColumnKind = Literal["exact", "reference", "generated id", "clock", "counter", "running value", "free text"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means. Undeclared columns are: foreign keys `reference`, all others `exact`, level `internal`."""

    kind: ColumnKind = "exact"
    level: Level = "internal"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A simulated business."""

    folder: Path = Path()
    """Default: where it is loaded from."""
    name: str = ""
    """Default: the folder's."""
    version: str = "1"
    clock: str
    """The frozen now, ISO: "2026-03-14T10:00:00"."""
    customers: str
    """The customers' table."""
    seed: Callable[[Db, Draw, int], None]
    """Fills an empty database: (db, draw, scale)."""
    tool_module: ModuleType
    rule_module: ModuleType
    language: Language
    owners: Mapping[str, str] = field(default_factory=dict)
    """Table -> SQL for the customers that own the row `:key` (one column). Tables without an owner are left out.
    Default: every table from which foreign keys lead to the customers' table, by the shortest way."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """"table.column" -> what it means."""
    generators: Mapping[str, Callable[[Db, Draw, Any], Any]] = field(default_factory=dict)
    """Name of a `Free` type -> (db, draw, customer) -> a new value: valid under the CHECKs, not a current one."""
    bookkeeping: tuple[str, ...] = ("counters",)
    """Tables left out of changesets."""

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """Name -> tool, in the order of the file."""
        return {t.name: t for t in vars(self.tool_module).values() if isinstance(t, Tool)}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Id -> rule, in the order of the file; tuples of rules count as written one by one."""
        named = vars(self.rule_module).values()
        written = [r for v in named for r in (v if isinstance(v, tuple) else (v,)) if isinstance(r, (Rule, Standing))]
        return {r.id: r.of(self) if isinstance(r, Standing) else r for r in written}

    @cached_property
    def policy_source(self) -> str:
        """`policy.md` with its anchors."""
        return (self.folder / "policy.md").read_text("utf-8")

    @cached_property
    def policy(self) -> str:
        """The policy as the agent is given it."""
        return without_anchors(self.policy_source)

    @cached_property
    def sentences(self) -> dict[str, str]:
        """Rule id -> its sentence."""
        return sentences(self.policy_source)

    @cached_property
    def schema(self) -> str:
        """`schema.sql`."""
        return (self.folder / "schema.sql").read_text("utf-8")

    @cached_property
    def tables(self) -> dict[str, TableShape]:
        """The shape of every table of the schema, by name."""
        connection = open_connection()
        connection.execute(self.schema)
        connection.execute(COUNTERS)
        return shapes(connection, self)

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """Write -> its words."""
        return {p.tool: p for p in self.language.phrases}

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Table -> its words."""
        return {t.table: t for t in self.language.things}

    @cached_property
    def rules_of(self) -> dict[str, tuple[Rule, ...]]:
        """Tool -> the rules that may forbid it."""
        return {
            name: tuple(r for r in self.rules.values() if name in r.tools or (not r.tools and t.effect == "writes"))
            for name, t in self.tools.items()
        }
