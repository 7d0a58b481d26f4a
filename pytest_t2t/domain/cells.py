"""Which cells of the database a tool's result shows, by the paths that the tool declares.

(tool, result) -> cells (table, key, column)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
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
            if isinstance(found, dict) and found.keys() >= shape.key_names:
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


def rows_at(result: Any, path: str) -> list[Any]:
    """What stands at a path in a result: "items[].product"."""
    found = [result]
    for name, listed in _steps(path):
        if name:
            found = [inner for one in found if isinstance(one, dict) and (inner := one.get(name)) is not None]
        if listed:
            found = [item for one in found if isinstance(one, list) for item in one]
        else:
            found = [one for one in found if one is not None]
    return found


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[tuple[str, bool], ...]:
    """Each step of a path: a name, perhaps none, and whether what stands there is a list to go through."""
    return tuple((step.removesuffix("[]"), step.endswith("[]")) for step in path.split(".")) if path else ()
