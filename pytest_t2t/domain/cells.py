"""Which cells of the database a tool's result shows, by the paths that the tool declares.

(tool, result) -> cells (table, key, column)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.tool import Tool

CellKey = tuple[str, tuple[Any, ...], str]
"""(table, primary key, column)"""


def shown_rows(
    tool: Tool, result: Any, tables: Mapping[str, TableShape]
) -> Iterator[tuple[TableShape, dict[str, Any]]]:
    """Every object in a result that stands for a row, with its table. Objects without their whole key show nothing."""
    for path, table in tool.shows.items():
        shape = tables[table]
        for found in rows_at(result, path):
            if isinstance(found, dict) and all(name in found for name in shape.key):
                yield shape, found


def shown_cells(tool: Tool, result: Any, tables: Mapping[str, TableShape]) -> Iterator[CellKey]:
    """Every cell that a result shows."""
    for shape, row in shown_rows(tool, result, tables):
        yield from cells_of(shape, row)


def cells_of(shape: TableShape, row: Mapping[str, Any]) -> Iterator[CellKey]:
    """The cells of one object that stands for a row."""
    key = tuple(row[name] for name in shape.key)
    for column in shape.columns:
        if column in row:
            yield shape.name, key, column


def rows_at(result: Any, path: str) -> Iterator[Any]:
    """What stands at a path in a result: "items[].product"."""
    return _at(result, path.split(".") if path else [])


def _at(value: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield value
        return
    name, listed = path[0].removesuffix("[]"), path[0].endswith("[]")
    inner = value if not name else value.get(name) if isinstance(value, dict) else None
    if listed:
        for item in inner if isinstance(inner, list) else ():
            yield from _at(item, path[1:])
    elif inner is not None:
        yield from _at(inner, path[1:])
