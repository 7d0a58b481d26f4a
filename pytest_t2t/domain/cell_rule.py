"""Rules that a few cells decide: predicate and evidence both follow from the columns that are named.

id of a policy sentence + {"table.column": value or test} -> Standing

    cell_rule("sold-for-good", ["give_back"], {"goods.sold_for_good": 1})
    cell_rule("too-late", ["call_off"], {"baskets.pickup": lambda day, db: day <= str(db.today)})

The rows are those that the call's arguments name, or that foreign keys lead to from there (an item's product).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.joins import end_sql, way
from pytest_t2t.domain.rule import Remedy, Rule, Subject, Talk
from pytest_t2t.domain.standing import Standing
from pytest_t2t.domain.types import Ref
from pytest_t2t.errors import DomainError, nearest
from pytest_t2t.records.task import Cell

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain

Test = Callable[[Any, Db], bool]


def cell_rule(
    id: str,  # noqa: A002  the vocabulary's word
    tools: Sequence[str],
    where: Mapping[str, JsonValue | Test],
    *,
    hard: bool = False,
    remedies: Sequence[Remedy] = ("decline",),
    about: Subject = "",
) -> Standing:
    """Forbid calls of these tools where every column named has its value, or passes its test `(value, db)`.

    Of a list of rows one is enough. The evidence is the cells of these columns.
    """

    def made(domain: Domain) -> Rule:
        finders = {column: _Finder(domain, tools, column, id) for column in where}

        def forbids(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
            return all(any(_fits(v, wanted, db) for v in finders[c].values(db, args)) for c, wanted in where.items())

        def evidence(db: Db, args: dict[str, Any]) -> list[Cell]:
            return [cell for finder in finders.values() for cell in finder.cells(db, args)]

        return Rule(id, forbids, tuple(tools), hard, evidence, tuple(remedies), about)

    return Standing(id, made)


def _fits(value: Any, wanted: JsonValue | Test, db: Db) -> bool:
    return wanted(value, db) if callable(wanted) else bool(value == wanted)


class _Finder:
    """Finds the cells of one column for a call's arguments."""

    def __init__(self, domain: Domain, tools: Sequence[str], spot: str, rule: str) -> None:
        self.table, _, self.column = spot.rpartition(".")
        tables = domain.tables
        if self.column not in (tables[self.table].columns if self.table in tables else ()):
            known = [f"{name}.{column}" for name, shape in tables.items() for column in shape.columns]
            what = f"{domain.folder}: rule {rule!r} names the column {spot!r}, which the schema lacks:"
            raise DomainError(f"{what} {nearest(spot, known)}", "cell_rule", rule)
        self.key = tables[self.table].key[0]
        self.ways: dict[str, str] = {}
        """Parameter -> SQL for the row's key; the nearest parameters alone."""
        found = []
        for tool in (domain.tools[name] for name in tools if name in domain.tools):
            for parameter in tool.parameters:
                start = parameter.meaning.table if isinstance(parameter.meaning, Ref) else ""
                steps = way(tables, start, self.table) if start in tables else None
                if steps is not None:
                    found.append((len(steps), tool.name, parameter.name, end_sql(tables, start, steps)))
        for length, tool_name, name, sql in found:
            if length == min(one for one, other, _, _ in found if other == tool_name):
                self.ways[name] = sql

    def keys(self, db: Db, args: dict[str, Any]) -> Iterator[Any]:
        """The keys of the rows that the arguments lead to."""
        for name, sql in self.ways.items():
            value = args.get(name)
            for one in value if isinstance(value, list) else [value]:
                key = db.value(sql, key=one)
                if key is not None:
                    yield key

    def values(self, db: Db, args: dict[str, Any]) -> Iterator[Any]:
        """The cells' values."""
        sql = f'select "{self.column}" from "{self.table}" where "{self.key}" = ?'
        return (db.value(sql, key) for key in self.keys(db, args))

    def cells(self, db: Db, args: dict[str, Any]) -> Iterator[Cell]:
        """The cells."""
        return (Cell(table=self.table, key=(key,), column=self.column) for key in self.keys(db, args))
