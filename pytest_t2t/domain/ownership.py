"""Whose rows are whose: a customer's own rows by foreign keys, and the owners of a row by the domain's declaration.

(world, customer) -> own rows by table; (table, key) -> owners
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.database import Db

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain

Rows = dict[str, dict[JsonValue, dict[str, Any]]]
"""Table -> key -> row; for tables with a key of one column."""


def own_rows(db: Db, domain: Domain, tables: Mapping[str, TableShape], customer: JsonValue) -> Rows:
    """All rows of the declared tables that are the customer's, in the order of their keys.

    They hang from the customer's row by foreign keys, or one that does refers to them (a joint account, by its
    holder's row); of what hangs from a row that several customers share, the others' own (their cards) is left out.
    """
    home = tables[domain.customers]
    rows: Rows = {home.name: _fetch(db, home, home.key[0], [customer])}
    open_tables = [home.name]
    while open_tables:
        parent = open_tables.pop(0)
        for shape, column, values in (*_below(tables, parent, rows), *_above(tables, parent, rows, domain)):
            known = rows.get(shape.name, {})
            found = _fetch(db, shape, column, values) if shape.name in domain.owners else {}
            fresh = {
                key: row
                for key, row in found.items()
                if key not in known and customer in owners(db, domain, shape.name, key)
            }
            if fresh:
                merged = known | fresh
                rows[shape.name] = {key: merged[key] for key in sorted(merged, key=str)}
                open_tables.append(shape.name)
    return rows


_Step = tuple[TableShape, str, list[Any]]
"""Rows of a table, by the values of a column."""


def _below(tables: Mapping[str, TableShape], parent: str, rows: Rows) -> Iterator[_Step]:
    """Rows that refer to the customer's rows of a table."""
    for shape in tables.values():
        column = _towards(shape, parent)
        if column and len(shape.key) == 1 and rows.get(parent):
            yield shape, column, list(rows[parent])


def _above(tables: Mapping[str, TableShape], child: str, rows: Rows, domain: Domain) -> Iterator[_Step]:
    """Rows that the customer's rows of a table refer to."""
    for column, target in tables[child].refers.items():
        if target != domain.customers and target in domain.owners and len(tables[target].key) == 1:
            keys = dict.fromkeys(row[column] for row in rows[child].values() if row[column] is not None)
            new = [key for key in keys if key not in rows.get(target, {})]
            if new:
                yield tables[target], tables[target].key[0], new


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
