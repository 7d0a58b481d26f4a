"""Net changes made canonical, so that equal end states are equal values.

raw Changes -> canonical Changes (compared columns only, generated ids renamed, sorted)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import apsw
from pydantic import JsonValue

from pytest_t2t.domain.naming import Entry, Id, names
from pytest_t2t.records.trajectory import Changes, RowChange

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain

_NAME = re.compile(r"@\d+")
_COMPARED = {"exact", "reference", "generated id"}


class TableShape:
    """A table's columns, key, foreign keys and which of its columns are compared."""

    def __init__(self, name: str, columns: tuple[str, ...], key: tuple[str, ...], refers: dict[str, str]) -> None:
        self.name = name
        self.columns = columns
        self.key = key
        """Names of the primary key's columns, in the key's order."""
        self.refers = refers
        """Foreign-key column -> table that it refers to."""
        self.kinds: dict[str, str] = {}
        """Column -> kind, as declared."""
        self.homes: dict[str, str] = {}
        """Column that holds generated ids, its own or others' -> "table.column" in which they are made."""

    @cached_property
    def compared(self) -> frozenset[str]:
        """Columns whose values decide equality."""
        return frozenset(name for name, kind in self.kinds.items() if kind in _COMPARED)

    @cached_property
    def made(self) -> frozenset[str]:
        """Columns whose ids are made by tools."""
        return frozenset(name for name, kind in self.kinds.items() if kind == "generated id")

    @cached_property
    def key_names(self) -> frozenset[str]:
        """Names of the primary key's columns."""
        return frozenset(self.key)

    @cached_property
    def key_spots(self) -> tuple[int, ...]:
        """Places of the key's columns in a row."""
        return tuple(self.columns.index(name) for name in self.key)

    @cached_property
    def lookup(self) -> str:
        """The statement that finds a row by its key."""
        columns = ", ".join(f'"{name}"' for name in self.columns)
        where = " and ".join(f'"{name}" = ?' for name in self.key)
        return f'select {columns} from "{self.name}" where {where}'

    @cached_property
    def key_homes(self) -> tuple[str, ...]:
        """`homes` of the key's columns, in the key's order."""
        return tuple(self.homes.get(name, "") for name in self.key)


def shapes(connection: apsw.Connection, domain: Domain) -> dict[str, TableShape]:
    """The shape of every table of a domain, by name. The connection must not be locked."""
    found = connection.execute("select name from sqlite_schema where type = 'table' order by name").fetchall()
    names = [str(name) for (name,) in found if not str(name).startswith("sqlite_")]
    tables = {name: _shape(connection, domain, name) for name in names}
    links = {
        f"{name}.{column}": f"{table}.{to or tables[str(table)].key[0]}"
        for name in tables
        for column, table, to in connection.execute(_FOREIGN, (name,))
        if table in names
    }
    for shape in tables.values():
        for column in shape.columns:
            home = f"{shape.name}.{column}" if column in shape.made else _end(f"{shape.name}.{column}", links)
            table, _, name = home.partition(".")
            if name in tables[table].made:
                shape.homes[column] = home
    return tables


_FOREIGN = 'select "from", "table", "to" from pragma_foreign_key_list(?)'


def _end(column: str, links: dict[str, str]) -> str:
    """The column at the end of a chain of foreign keys."""
    passed = {column}
    while column in links and links[column] not in passed:
        column = links[column]
        passed.add(column)
    return column


def _shape(connection: apsw.Connection, domain: Domain, table: str) -> TableShape:
    info = connection.execute("select name, pk from pragma_table_info(?)", (table,)).fetchall()
    keys = sorted((pk, name) for name, pk in info if pk)
    refers = {str(column): str(home) for column, home, _ in connection.execute(_FOREIGN, (table,))}
    shape = TableShape(table, tuple(str(name) for name, _ in info), tuple(str(name) for _, name in keys), refers)
    for column in shape.columns:
        declared = domain.columns.get(f"{table}.{column}")
        shape.kinds[column] = declared.kind if declared else ("reference" if column in shape.refers else "exact")
    return shape


Op = Literal["insert", "update", "delete"]
Row = tuple[str, Op, tuple[JsonValue, ...], dict[str, JsonValue]]
"""A row change in the making: table, op, key, compared values."""


def canonical(changes: Iterable[RowChange], tables: dict[str, TableShape]) -> Changes:
    """The one form of all changes that are equal under SEMANTICS.md, *State equality*.

    Columns that are not compared are dropped, updates that then change nothing too; ids made by the changes become
    "@1", "@2", ... in keys and references alike, numbered by what the rows say.
    """
    rows = _compared(changes, tables)
    made = _made(rows, tables)
    if made:
        one = len(made) == 1
        named = dict.fromkeys(made, "@1") if one else names([_entry(row, tables[row[0]], made) for row in rows])
        rows = [_renamed(row, tables[row[0]], named) for row in rows]
    if len(rows) > 1:
        rows.sort(key=_place)
    return tuple(_change(row) for row in rows)


def nameless(
    changes: Iterable[RowChange], tables: dict[str, TableShape], among: Iterable[RowChange] = ()
) -> tuple[tuple[str, RowChange], ...]:
    """Each compared row change with a text in which made ids read "@": finds row changes of one changeset in another.

    Takes raw and canonical changes alike; `among` are further changes whose ids count as made.
    """
    rows = _compared(changes, tables)
    made = _made([*rows, *_compared(among, tables)], tables) | _named(rows, tables)
    return tuple((_entry(row, tables[row[0]], made).text, _change(row)) for row in rows)


def digest(changes: Changes) -> str:
    """16 hex digits of canonical changes."""
    rows = [[change.table, change.op, change.key, sorted(change.values.items())] for change in changes]
    return sha256(json.dumps(rows).encode()).hexdigest()[:16]


def _change(row: Row) -> RowChange:
    table, op, key, values = row
    return RowChange.of(table=table, op=op, key=key, values=values)


def _place(row: Row) -> tuple[str, str, str, str]:
    table, op, key, values = row
    return table, repr(key), op, repr(sorted(values.items()))


def _compared(changes: Iterable[RowChange], tables: dict[str, TableShape]) -> list[Row]:
    rows: list[Row] = []
    for change in changes:
        compared = tables[change.table].compared
        values = {name: _plain(value) for name, value in change.values.items() if name in compared}
        if values or change.op != "update":
            rows.append((change.table, change.op, change.key, values))
    return rows


def _plain(value: JsonValue) -> JsonValue:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _made(rows: Iterable[Row], tables: dict[str, TableShape]) -> set[Id]:
    """The ids that these changes made: new values of columns of kind "generated id"."""
    made: set[Id] = set()
    for table, _, _, values in rows:
        shape = tables[table]
        if shape.made and values:
            made.update((shape.homes[name], values[name]) for name in shape.made if values.get(name) is not None)
    return made


def _named(rows: list[Row], tables: dict[str, TableShape]) -> set[Id]:
    """The ids that already bear a name."""
    found: set[Id] = set()
    for table, _, key, values in rows:
        shape = tables[table]
        spots = [
            *zip(shape.key_homes, key, strict=True),
            *((shape.homes.get(name, ""), values[name]) for name in values),
        ]
        found.update((home, one) for home, one in spots if home and isinstance(one, str) and _NAME.fullmatch(one))
    return found


def _entry(row: Row, shape: TableShape, made: set[Id]) -> Entry:
    table, op, key, values = row
    ids: list[Id] = []
    homes = shape.homes

    def blank(home: str, value: JsonValue) -> JsonValue:
        if home and (home, value) in made:
            ids.append((home, value))
            return "@"
        return value

    spots = [blank(home, value) for home, value in zip(shape.key_homes, key, strict=True)]
    told = [(name, blank(homes.get(name, ""), values[name])) for name in sorted(values)]
    return Entry(repr((table, op, spots, told)), tuple(ids))


def _renamed(row: Row, shape: TableShape, named: dict[Id, str]) -> Row:
    table, op, key, values = row
    homes = shape.homes
    if not homes:
        return row
    spots = zip(shape.key_homes, key, strict=True)
    key = tuple(named.get((home, value), value) if home else value for home, value in spots)
    told = values.items()
    return table, op, key, {name: named.get((homes[name], v), v) if name in homes else v for name, v in told}


def keyless(connection: apsw.Connection) -> list[str]:
    """The tables that declare no primary key."""
    return [name for (name,) in connection.execute(_KEYLESS)]


def unseen(table: str, loose: str = "") -> str:
    """Why a table is refused: the session extension passes over changes to rows without a whole primary key."""
    why = f" ({loose!r} is not)" if loose else ""
    return (
        f"table {table!r} needs an explicit PRIMARY KEY whose columns are all NOT NULL{why}: "
        "changes to it could not be seen."
    )


_KEYLESS = """select name from sqlite_schema as one where type = 'table' and name not like 'sqlite_%'
and not exists (select 1 from pragma_table_info(one.name) where pk > 0)"""
