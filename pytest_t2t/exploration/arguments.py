"""Binds the arguments of a write from semantic types alone: own rows, siblings, labels, new free values.

(tool, own rows) -> complete argument sets; nothing here knows a domain
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.ownership import Rows, part_of
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Free, Money, Note, Ref

NOTE = "As asked by the customer in chat."
WITNESSES = 2
"""New free values made for one parameter."""
LONGEST_LIST = 2
MOST_OFFERED = 6
"""Rows of a catalogue among which a customer picks."""


class Binder:
    """Binds for one customer."""

    def __init__(
        self, db: Db, domain: Domain, tables: dict[str, TableShape], customer: JsonValue, rows: Rows, draw: Draw
    ) -> None:
        self.db = db
        self.domain = domain
        self.tables = tables
        self.customer = customer
        self.rows = rows
        self.draw = draw
        self._free: dict[str, list[Any]] = {}
        self._offers: dict[str, list[JsonValue]] = {}
        self._siblings: dict[tuple[str, JsonValue], list[JsonValue]] = {}
        self._links: dict[tuple[str, str], tuple[str, str]] = {}

    def bindings(self, tool: Tool) -> Iterator[dict[str, Any]]:
        """Every argument set that fits types and foreign keys, in a fixed order; none if a type says nothing."""
        yield from self._extend(tool, 0, {})

    def choices(self, tool: Tool, name: str, bound: dict[str, Any]) -> list[Any]:
        """The values that a parameter can take beside the others."""
        parameter = next(p for p in tool.parameters if p.name == name)
        return self._values(tool, parameter, {k: v for k, v in bound.items() if k != name})

    def _extend(self, tool: Tool, at: int, bound: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if at == len(tool.parameters):
            yield dict(bound)
            return
        parameter = tool.parameters[at]
        values = self._values(tool, parameter, bound)
        if at + 1 == len(tool.parameters):
            yield from [bound | {parameter.name: value} for value in values]
            return
        for value in values:
            bound[parameter.name] = value
            yield from self._extend(tool, at + 1, bound)
        bound.pop(parameter.name, None)

    def _values(self, tool: Tool, parameter: Parameter, bound: dict[str, Any]) -> list[Any]:
        phrases = self.domain.phrases.get(tool.name)
        cared = phrases is None or parameter.name in phrases.params or parameter.name in phrases.implied
        if not parameter.required and not cared:
            return [parameter.default]
        values = self._singles(tool, parameter, bound)
        if parameter.many:
            values = [list(c) for n in range(1, LONGEST_LIST + 1) for c in combinations(values, n)]
        return values if parameter.required else [parameter.default, *values]

    def _singles(self, tool: Tool, parameter: Parameter, bound: dict[str, Any]) -> list[Any]:
        meaning = parameter.meaning
        if isinstance(meaning, Ref):
            return self._referred(tool, meaning, bound)
        if parameter.choices:
            return list(parameter.choices)
        if isinstance(meaning, Note):
            return [NOTE]
        if isinstance(meaning, Free):
            return self._new(meaning.generator)
        if isinstance(meaning, Money) and parameter.name in self.domain.generators:
            return self._new(parameter.name)
        return [False, True] if parameter.type is bool else []

    def _new(self, generator: str) -> list[Any]:
        if generator not in self._free:
            make = self.domain.generators[generator]
            stream = self.draw.fork(generator)
            self._free[generator] = [make(self.db, stream, self.customer) for _ in range(WITNESSES)]
        return self._free[generator]

    def _referred(self, tool: Tool, ref: Ref, bound: dict[str, Any]) -> list[JsonValue]:
        if ref.table == self.domain.customers:
            return [self.customer]
        if ref.like:
            like = bound.get(ref.like)
            return self.siblings(tool, ref, like) if isinstance(like, (str, int)) else []
        if ref.table not in self.domain.owners:
            return self._offered(ref.table)
        others = [
            (other.meaning.table, bound[other.name])
            for other in tool.parameters
            if other.name in bound and isinstance(other.meaning, Ref) and not other.meaning.like
        ]
        linked = [(other, value) for other, value in others if any(self._link(ref.table, other))]
        own = self.rows.get(ref.table, {})
        return [key for key in own if all(self._fits(ref.table, key, other, value) for other, value in linked)]

    def _offered(self, table: str) -> list[JsonValue]:
        """Some rows of a catalogue, drawn for the customer: what it might pick."""
        if table not in self._offers:
            key = self.tables[table].key[0]
            keys = [row[0] for row in self.db.tuples(f'select "{key}" from "{table}" order by 1')]
            self._offers[table] = sorted(self.draw.fork("offered", table).sample(keys, MOST_OFFERED), key=str)
        return self._offers[table]

    def _fits(self, table: str, key: JsonValue, other: str, value: Any) -> bool:
        down, up = self._link(table, other)
        keys = value if isinstance(value, list) else [value]
        if down:
            return self.rows[table][key][down] in keys
        return all(k is None or self.rows[other][k][up] == key for k in keys)

    def _link(self, table: str, other: str) -> tuple[str, str]:
        """The foreign keys by which rows of the one table are parts of the other's, and the other way round."""
        link = self._links.get((table, other))
        if link is None:
            down, up = (part_of(self.tables[a], b, self.domain) for a, b in ((table, other), (other, table)))
            link = self._links[table, other] = down, up
        return link

    def siblings(self, tool: Tool, ref: Ref, like: JsonValue) -> list[JsonValue]:
        """Rows of a catalogue that share their first foreign key with the row that `like` is or refers to."""
        source = next(p.meaning for p in tool.parameters if p.name == ref.like)
        if not isinstance(source, Ref):
            return []
        spot = (f"{source.table}>{ref.table}", like)
        if spot not in self._siblings:
            self._siblings[spot] = self._find_siblings(source.table, ref.table, like)
        return self._siblings[spot]

    def _find_siblings(self, source: str, table: str, like: JsonValue) -> list[JsonValue]:
        shape, key = self.tables[table], self.tables[table].key[0]
        base = like
        if source != table:
            column = next((c for c, home in self.tables[source].refers.items() if home == table), "")
            base = self.db.value(f'select "{column}" from "{source}" where "{self.tables[source].key[0]}" = ?', like)
        parent = next((c for c in shape.columns if c in shape.refers), "")
        sql = f'select "{key}" from "{table}" where "{parent}" = (select "{parent}" from "{table}" where "{key}" = ?)'
        return [row[0] for row in self.db.tuples(f'{sql} order by "{key}"', base)] if parent else []
