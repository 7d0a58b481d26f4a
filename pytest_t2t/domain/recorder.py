"""What changed since a moment, net: each row as it was before it was first touched, against the row as it is now.

SQLite's preupdate hook -> rows before -> RowChanges

SQLite's session extension does the same from the same hook; it is not used because it prepares several statements for
each table and changeset, which took a fifth of a rollout (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import apsw

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.records.trajectory import Changes, RowChange

Row = tuple[Any, ...]
Before = dict[tuple[str, Row], Row | None]
"""(table, key) -> the row before it was first touched; None: there was none.

What is undone later stays in it: its row is then as it was, which is no change.
"""


class Recorder:
    """Watches the tables of one connection."""

    def __init__(self, connection: apsw.Connection, watched: Mapping[str, TableShape]) -> None:
        self._connection = connection
        self._watched = watched
        self._records: list[Before] = []

    def start(self) -> Before:
        """A new record, from now on until it is stopped."""
        record: Before = {}
        self._records.append(record)
        if len(self._records) == 1:
            self._connection.preupdate_hook(self._note)
        return record

    def stop(self) -> None:
        """End the record that was started last."""
        self._records.pop()
        if not self._records:
            self._connection.preupdate_hook(None)

    def changes(self, record: Before) -> Changes:
        """The net changes since a record was started, sorted by table and key."""
        found = [
            change
            for (table, key), before in record.items()
            if (change := self._change(self._watched[table], key, before))
        ]
        return tuple(sorted(found, key=lambda change: (change.table, repr(change.key), change.op)))

    def _note(self, update: apsw.PreUpdate) -> None:
        shape = self._watched.get(update.table_name)
        if shape is None:
            return
        before, after = update.old, update.new
        if before is not None:
            key = tuple(before[spot] for spot in shape.key_spots)
            for record in self._records:
                record.setdefault((shape.name, key), before)
        if after is not None:
            key = tuple(after[spot] for spot in shape.key_spots)
            for record in self._records:
                record.setdefault((shape.name, key), None)

    def _change(self, shape: TableShape, key: Row, before: Row | None) -> RowChange | None:
        now = self._connection.execute(shape.lookup, key).fetchone()
        if now is None:
            return None if before is None else _made(shape, "delete", key, {})
        if before is None:
            return _made(shape, "insert", key, dict(zip(shape.columns, now, strict=True)))
        values = {
            name: new
            for name, old, new in zip(shape.columns, before, now, strict=True)
            if old != new or type(old) is not type(new)
        }
        return _made(shape, "update", key, values) if values else None


def _made(shape: TableShape, op: str, key: Row, values: dict[str, Any]) -> RowChange:
    return RowChange.of(table=shape.name, op=op, key=key, values=values)
