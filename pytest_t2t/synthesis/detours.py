"""The bounded search for a way round a rule: no two permitted writes make the wish permitted or fulfil it otherwise.

(world, customer, forbidden calls) -> number of sequences looked at, or the detour that was found
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.ownership import part_of
from pytest_t2t.domain.tool import Parameter, Tool, ToolError
from pytest_t2t.domain.types import Note, Ref
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import NOTE, Binder
from pytest_t2t.exploration.protocol import Candidate, Exploration, RowKey
from pytest_t2t.exploration.walk import accepted, binder, tried, trusted
from pytest_t2t.records.trajectory import Call, Changes, RowChange

Groups = frozenset[RowKey]
"""Rows that stand for what hangs together: an order for its items and payments, a catalogue's row for itself."""


@dataclass(frozen=True)
class Search:
    """What the search saw."""

    looked_at: int
    detour: tuple[Call, ...] = ()
    """The permitted writes after which the wish is permitted or fulfilled; empty: none."""


def search(world: World, exploration: Exploration, wish: Sequence[Call], evidence: Sequence[CellKey]) -> Search:
    """Try every sequence of one or two permitted writes that could matter to the wish; once per exploration and wish.

    Writes are tried once per tool and own rows named, with the wish's own values for all other arguments where they
    fit and the first other value. Left out is only what can't matter: writes apart from all that the wish's arguments,
    evidence and changes hang together with, and first steps that share nothing with the second.
    """
    key = "\n".join(call.to_json() for call in wish)
    if key not in exploration.searched:
        with world.open(tries_only=True) as env:
            trusted(env, exploration.customer)
            exploration.searched[key] = _Searching(env, exploration, wish, evidence).run()
    found = exploration.searched[key]
    return found if isinstance(found, Search) else Search(0)


@dataclass(frozen=True)
class _Write:
    tool: Tool
    call: Call
    tried: Candidate
    """What it did on the untouched world."""


@dataclass(frozen=True)
class _Step(_Write):
    named: Groups
    """What its arguments hang together with."""
    needs: Groups
    """That, and what those rows refer to."""


class _Searching:
    def __init__(
        self, env: Environment, exploration: Exploration, wish: Sequence[Call], evidence: Sequence[CellKey]
    ) -> None:
        self.env = env
        self.exploration = exploration
        self.wish = [_Write(env.domain.tools[call.tool], call, self._tried(call)) for call in wish]
        self.bind: Binder = binder(env, exploration.customer, env.world.ref.seed)
        self.looked_at = 0
        self._groups_of: dict[RowKey, RowKey] = {}
        self.goal, changed = self._fulfilled()
        rows = {(table, key[0]) for table, key, _ in evidence} | changed
        self.about = self._groups(rows) | frozenset(g for call in wish for g in self._named(call.tool, call.arguments))

    def run(self) -> Search:
        steps = list(self._steps())
        relevant = [step for step in steps if step.named & self.about]
        for first in steps:
            touched = self._touched(first)
            if touched is None:
                continue
            near = touched & self.about
            seconds = [step for step in relevant if (near and step.tried.permitted) or step.needs & touched]
            if not (near or seconds):
                continue
            with self.env.db.trial():
                self._do(first)
                self.looked_at += 1
                if near and self._reached():
                    return Search(self.looked_at, (first.call,))
                for second in seconds:
                    if second is not first and self._leads_there(second):
                        return Search(self.looked_at, (first.call, second.call))
        return Search(self.looked_at)

    def _leads_there(self, step: _Step) -> bool:
        if not (self._allowed(step) if step.tried.accepted else self._permitted(step)):
            return False
        with self.env.db.trial():
            try:
                self._do(step)
            except ToolError:
                return False
            self.looked_at += 1
            return self._reached()

    # ------------------------------------------------------------------------------------------------------- steps
    def _steps(self) -> Iterator[_Step]:
        calls = [write.call for write in self.wish]
        aims = {(self._sort(call.tool, name)): value for call in calls for name, value in call.arguments.items()}
        for tool in self.env.domain.tools.values():
            if tool.wished:
                for arguments in self._representatives(tool, 0, {}, aims):
                    call, named = Call(tool=tool.name, arguments=arguments), self._named(tool.name, arguments)
                    yield _Step(tool, call, self._tried(call), named, self._needs(named))

    def _representatives(
        self, tool: Tool, at: int, bound: dict[str, Any], aims: dict[str, Any]
    ) -> Iterator[dict[str, Any]]:
        if at == len(tool.parameters):
            yield dict(bound)
            return
        parameter = tool.parameters[at]
        for value in self._few(tool, parameter, bound, aims):
            bound[parameter.name] = value
            yield from self._representatives(tool, at + 1, bound, aims)
        bound.pop(parameter.name, None)

    def _few(self, tool: Tool, parameter: Parameter, bound: dict[str, Any], aims: dict[str, Any]) -> list[Any]:
        values = self.bind.choices(tool, parameter.name, bound)
        if isinstance(parameter.meaning, Ref) and not parameter.meaning.like:
            return [v for v in values if not isinstance(v, list) or len(v) == 1]  # a list is a sequence of singles
        if isinstance(parameter.meaning, Note):
            return [NOTE]
        aim = aims.get(self._sort(tool.name, parameter.name))
        others = [value for value in values if value != aim][:1]
        return ([aim] if aim is not None and aim in values else []) + others

    def _sort(self, tool: str, name: str) -> str:
        parameter = next(p for p in self.env.domain.tools[tool].parameters if p.name == name)
        return repr(parameter.meaning) if parameter.meaning else repr(parameter.choices) or name

    # ------------------------------------------------------------------------------------------------------ groups
    def _named(self, tool: str, arguments: dict[str, Any]) -> Groups:
        rows = []
        for parameter in self.env.domain.tools[tool].parameters:
            value = arguments.get(parameter.name)
            if isinstance(parameter.meaning, Ref) and value is not None:
                rows += [(parameter.meaning.table, key) for key in (value if isinstance(value, list) else [value])]
        return self._groups(rows)

    def _groups(self, rows: Iterable[RowKey]) -> Groups:
        return frozenset(self._group(table, key) for table, key in rows)

    def _group(self, table: str, key: JsonValue) -> RowKey:
        """The row of which this one is a part, in the end."""
        if (table, key) not in self._groups_of:
            self._groups_of[table, key] = self._whole(table, key)
        return self._groups_of[table, key]

    def _whole(self, table: str, key: JsonValue) -> RowKey:
        row = self.exploration.rows.get(table, {}).get(key)
        for column, home in self.env.world.tables[table].refers.items() if row else ():
            if (
                part_of(self.env.world.tables[table], home, self.env.domain) == column
                and row
                and row[column] is not None
            ):
                return self._group(home, row[column])
        return table, key

    def _needs(self, named: Groups) -> Groups:
        return named.union(*(self._referred.get(group, frozenset()) for group in named))

    @cached_property
    def _referred(self) -> dict[RowKey, Groups]:
        """Group -> the groups that its rows refer to."""
        found: dict[RowKey, set[RowKey]] = {}
        for table, keyed in self.exploration.rows.items():
            for key, row in keyed.items():
                here = found.setdefault(self._group(table, key), set())
                refers = self.env.world.tables[table].refers
                here |= {self._group(home, row[column]) for column, home in refers.items() if row[column] is not None}
        return {group: frozenset(rows) for group, rows in found.items()}

    # --------------------------------------------------------------------------------------------------- execution
    def _tried(self, call: Call) -> Candidate:
        """What a write does on the untouched world: the searches for other wishes ask for the same ones."""
        known, key = self.exploration.tried, call.to_json()
        if key not in known:
            known[key] = tried(self.env, self.env.domain.tools[call.tool], call)
        return known[key]

    def _allowed(self, write: _Write) -> bool:
        """Whether no rule forbids it now."""
        return self.env.allows(write.tool.name, write.call.arguments, suspects=write.tried.forbidden_by)

    def _permitted(self, write: _Write) -> bool:
        """Whether the tool accepts the call now and no rule forbids it; nothing is changed.

        Neither answer depends on the other: what said no on the untouched world is asked first.
        """
        if write.tried.accepted:
            return self._allowed(write) and accepted(self.env, write.tool, write.call.arguments)
        return accepted(self.env, write.tool, write.call.arguments) and self._allowed(write)

    def _touched(self, step: _Step) -> Groups | None:
        """The groups of the rows that a first write changes; None where it is not permitted."""
        return self._changed_groups(step.tried.changes) if step.tried.permitted else None

    def _changed_groups(self, changes: Changes) -> Groups:
        rows: list[RowKey] = []
        for change in changes:
            refers = self.env.world.tables[change.table].refers
            rows += [(change.table, change.key[0])] if change.op != "insert" else []
            rows += [(home, change.values[c]) for c, home in refers.items() if change.values.get(c) is not None]
        return self._groups(rows)

    def _do(self, step: _Write) -> None:
        step.tool.call(self.env.db, dict(step.call.arguments))

    def _fulfilled(self) -> tuple[Changes, set[RowKey]]:
        """What the wish would change, were it allowed."""
        with self.env.db.trial():
            done = [self.env.execute(write.tool, dict(write.call.arguments)) for write in self.wish]
        changes = tuple(change for executed in done for change in executed.changes)
        return changes, {(c.table, c.key[0]) for c in changes if c.op != "insert"}

    def _reached(self) -> bool:
        """Whether the wish is fulfilled now, or could be asked for without breaking a rule."""
        if self.goal and all(self._holds(change) for change in self.goal):
            return True
        return all(self._permitted(write) for write in self.wish)

    def _holds(self, change: RowChange) -> bool:
        """Whether a row is now as the wish would have it; a new row counts by its compared columns."""
        shape = self.env.world.tables[change.table]
        values = {n: v for n, v in change.values.items() if shape.kinds[n] in {"exact", "reference"}}
        if change.op != "insert":
            values |= dict(zip(shape.key, change.key, strict=True))
        where = " and ".join(f'"{name}" is ?' for name in values) or "1"
        there = self.env.db.value(f'select 1 from "{change.table}" where {where} limit 1', *values.values())
        return (there is None) == (change.op == "delete")
