"""Whose rows are whose: a customer's own rows by foreign keys, and the owners of a row by the domain's declaration.

(world, customer) -> own rows by table; (table, key) -> owners
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.database import Db

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain

Rows = dict[str, dict[JsonValue, dict[str, Any]]]
"""Table -> key -> row; for tables with a key of one column."""


def own_rows(db: Db, domain: Domain, tables: Mapping[str, TableShape], customer: JsonValue) -> Rows:
    """All rows of the declared tables that hang from the customer's row by foreign keys, in the order of their keys."""
    home = tables[domain.customers]
    rows: Rows = {home.name: _fetch(db, home, home.key[0], [customer])}
    open_tables = [home.name]
    while open_tables:
        parent = open_tables.pop(0)
        for shape in tables.values():
            column = _towards(shape, parent)
            if shape.name in domain.owners and column and len(shape.key) == 1 and rows.get(parent):
                found = _fetch(db, shape, column, list(rows[parent]))
                fresh = found.keys() - rows.get(shape.name, {}).keys()
                if fresh:
                    merged = rows.get(shape.name, {}) | found
                    rows[shape.name] = {key: merged[key] for key in sorted(merged, key=str)}
                    open_tables.append(shape.name)
    return rows


def owners(db: Db, domain: Domain, table: str, key: JsonValue) -> frozenset[JsonValue]:
    """The customers that own a row; empty for rows of nobody (a catalogue) and for rows that are not there."""
    if table == domain.customers:
        return frozenset([key])
    sql = domain.owners.get(table)
    return frozenset(row[0] for row in db.tuples(sql, key=key)) if sql else frozenset()


def part_of(child: TableShape, parent: str, domain: Domain) -> str:
    """The foreign key by which a child's rows are parts of a parent's (an item of an order); "" if they are not.

    A row that belongs to its customer directly is a part of nothing: it merely refers (an order to its payment method).
    """
    if domain.customers in child.refers.values() or parent not in domain.owners:
        return ""
    return _towards(child, parent)


def _towards(shape: TableShape, parent: str) -> str:
    return next((column for column in shape.columns if shape.refers.get(column) == parent), "")


def _fetch(db: Db, shape: TableShape, column: str, values: list[Any]) -> dict[JsonValue, dict[str, Any]]:
    marks = ", ".join("?" * len(values))
    found = db.rows(f'select * from "{shape.name}" where "{column}" in ({marks}) order by "{shape.key[0]}"', *values)
    return {row[shape.key[0]]: row for row in found}
