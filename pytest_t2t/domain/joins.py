"""Ways along foreign keys, as SQL: from a row to its owner, from a row to a column of another table.

(tables, start, end) -> steps; steps -> select statements
"""

from __future__ import annotations

from collections.abc import Mapping

from pytest_t2t.domain.changes import TableShape

Tables = Mapping[str, TableShape]
Steps = tuple[tuple[str, str], ...]
"""(foreign-key column, table that it refers to), one after the other."""


def way(tables: Tables, start: str, end: str) -> Steps | None:
    """The shortest way of foreign keys from a table to another; () from a table to itself, None where there is none."""
    waiting: list[tuple[str, Steps]] = [(start, ())]
    passed = {start}
    while waiting:
        table, steps = waiting.pop(0)
        if table == end:
            return steps
        for column, home in tables[table].refers.items():
            if home in tables and home not in passed:
                passed.add(home)
                waiting.append((home, (*steps, (column, home))))
    return None


def end_sql(tables: Tables, start: str, steps: Steps) -> str:
    """The key at the end of a way for the row `:key` of its start; every step is one look-up by key."""
    sql, table = ":key", start
    for column, home in steps:
        sql, table = f'(select "{column}" from "{table}" where "{tables[table].key[0]}" = {sql})', home
    return (
        sql[1:-1] if steps else f'select "{tables[start].key[0]}" from "{start}" where "{tables[start].key[0]}" = :key'
    )


def owned_by(tables: Tables, start: str, steps: Steps) -> str:
    """The condition under which a row of the start belongs to `:customer`, by indices where there are some."""
    if not steps:
        return f'"{tables[start].key[0]}" = :customer'
    (column, home), *rest = steps
    if not rest:
        return f'"{column}" = :customer'
    inner = owned_by(tables, home, tuple(rest))
    return f'"{column}" in (select "{tables[home].key[0]}" from "{home}" where {inner})'


def column_sql(tables: Tables, start: str, steps: Steps, column: str) -> str:
    """A column at the end of a way, as an expression over a row of the start."""
    if not steps:
        return f'"{start}"."{column}"'
    inner, table = f'"{start}"."{steps[0][0]}"', steps[0][1]
    for onward, home in steps[1:]:
        inner = f'(select "{onward}" from "{table}" where "{tables[table].key[0]}" = {inner})'
        table = home
    return f'(select "{column}" from "{table}" where "{tables[table].key[0]}" = {inner})'
