"""Which rows hang together: what belongs to one order stands for the order, a catalogue's row for itself.

(world, own rows) -> Hanging; rows, calls and changes -> groups
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import JsonValue

from pytest_t2t.domain.ownership import Rows, part_of
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.protocol import RowKey
from pytest_t2t.records.trajectory import Changes

Groups = frozenset[RowKey]
"""Rows that stand for what hangs together."""


class Hanging:
    """The groups of one customer's rows."""

    def __init__(self, world: World, rows: Rows) -> None:
        self.world = world
        self.rows = rows
        self._groups_of: dict[RowKey, RowKey] = {}

    def groups(self, rows: Iterable[RowKey]) -> Groups:
        """The groups of rows."""
        return frozenset(self._group(table, key) for table, key in rows)

    def named(self, tool: str, arguments: Mapping[str, JsonValue]) -> Groups:
        """What a call's arguments hang together with."""
        rows: list[RowKey] = []
        for parameter in self.world.domain.tools[tool].parameters:
            value = arguments.get(parameter.name)
            if isinstance(parameter.meaning, Ref) and value is not None:
                rows += [(parameter.meaning.table, key) for key in (value if isinstance(value, list) else [value])]
        return self.groups(rows)

    def needs(self, named: Groups) -> Groups:
        """The groups, and those that their rows refer to."""
        return named.union(*(self._referred.get(group, frozenset()) for group in named))

    def changed(self, changes: Changes) -> Groups:
        """The groups of the rows that are changed, and of what new values refer to."""
        rows: list[RowKey] = []
        for change in changes:
            refers = self.world.tables[change.table].refers
            rows += [(change.table, change.key[0])] if change.op != "insert" else []
            rows += [(home, change.values[c]) for c, home in refers.items() if change.values.get(c) is not None]
        return self.groups(rows)

    def _group(self, table: str, key: JsonValue) -> RowKey:
        """The row of which this one is a part, in the end."""
        if (table, key) not in self._groups_of:
            self._groups_of[table, key] = self._whole(table, key)
        return self._groups_of[table, key]

    def _whole(self, table: str, key: JsonValue) -> RowKey:
        row = self.rows.get(table, {}).get(key)
        shape = self.world.tables[table]
        for column, home in shape.refers.items() if row else ():
            if part_of(shape, home, self.world.domain) == column and row and row[column] is not None:
                return self._group(home, row[column])
        return table, key

    @cached_property
    def _referred(self) -> dict[RowKey, Groups]:
        """Group -> the groups that its rows refer to."""
        found: dict[RowKey, set[RowKey]] = {}
        for table, keyed in self.rows.items():
            for key, row in keyed.items():
                here = found.setdefault(self._group(table, key), set())
                refers = self.world.tables[table].refers
                here |= {self._group(home, row[column]) for column, home in refers.items() if row[column] is not None}
        return {group: frozenset(rows) for group, rows in found.items()}
