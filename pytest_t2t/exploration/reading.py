"""Finds out what can be read: chains of reads from the customer's key on, and the part that shows what is needed.

(environment, customer) -> ReadSteps; needed rows and cells -> the reads to make, in order
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey, cells_of, shown_rows
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.ownership import Rows
from pytest_t2t.domain.tool import Tool
from pytest_t2t.domain.types import Ref
from pytest_t2t.exploration.protocol import ReadStep, RowKey
from pytest_t2t.records.trajectory import Call

MOST_READS = 80


def read_all(env: Environment, customer: JsonValue, rows: Rows) -> tuple[ReadStep, ...]:
    """Every read whose arguments are known keys, breadth first from the customer's own key."""
    known: dict[RowKey, None] = {(env.domain.customers, customer): None}
    near = _near(env, rows)
    values = {key: table for table, keyed in rows.items() for key in keyed}
    steps: list[ReadStep] = []
    made: set[str] = set()
    grew = True
    while grew and len(steps) < MOST_READS:
        grew = False
        for call, needs in list(_next_reads(env, known)):
            text = call.to_json()
            if text not in made and len(steps) < MOST_READS:
                made.add(text)
                steps.append(step := _read(env, call, needs, values))
                grew = grew or any(one not in known for one in step.gives & near)
                known.update(dict.fromkeys(sorted(step.gives & near, key=str)))
    return tuple(steps)


def reads_for(
    steps: tuple[ReadStep, ...], customer: RowKey, rows: Iterable[RowKey], cells: Iterable[CellKey]
) -> tuple[Call, ...] | None:
    """The reads that show these rows' keys and these cells, with what they need in turn; None if nothing shows one."""
    chosen: set[int] = set()
    todo: list[tuple[str, Any]] = [("row", one) for one in rows] + [("cell", one) for one in cells]
    while todo:
        sort, wanted = todo.pop()
        if wanted == customer:
            continue
        if any(wanted in _given(steps[at], sort) and (sort == "cell" or _seen_in(steps[at], wanted)) for at in chosen):
            continue
        at = _best(steps, sort, wanted)
        if at is None:
            return None
        chosen.add(at)
        todo += [("row", one) for one in steps[at].needs]
    return tuple(steps[at].call for at in sorted(chosen))


def _best(steps: tuple[ReadStep, ...], sort: str, wanted: Any) -> int | None:
    """The first read that gives a cell; of those that give a row's key the one that shows most of the row."""
    giving = [at for at, step in enumerate(steps) if wanted in _given(step, sort)]
    if not giving or sort == "cell":
        return giving[0] if giving else None
    return max(giving, key=lambda at: (_seen_in(steps[at], wanted), -at))


def _seen_in(step: ReadStep, row: RowKey) -> int:
    return step.rows.get(row, 0)


def _near(env: Environment, rows: Rows) -> frozenset[RowKey]:
    """The customer's rows and what they refer to, other customers left out: only that is looked up one by one."""
    near: dict[RowKey, None] = {}
    todo = [(table, row) for table, keyed in rows.items() for row in keyed.values()]
    while todo:
        table, row = todo.pop()
        shape = env.world.tables[table]
        near[table, row[shape.key[0]]] = None
        for column, home in shape.refers.items():
            keys = env.world.tables[home].key
            if home == env.domain.customers:
                continue
            if row[column] is not None and (home, row[column]) not in near and len(keys) == 1:
                found = env.db.row(f'select * from "{home}" where "{keys[0]}" = ?', row[column])
                todo += [(home, found)] if found else []
    return frozenset(near)


def _given(step: ReadStep, sort: str) -> frozenset[Any]:
    return step.gives if sort == "row" else step.cells


def _next_reads(env: Environment, known: dict[RowKey, None]) -> Iterator[tuple[Call, frozenset[RowKey]]]:
    for tool in env.domain.tools.values():
        if tool.effect == "reads" and not tool.role:
            yield from _bound(tool, known)


def _bound(tool: Tool, known: dict[RowKey, None]) -> Iterator[tuple[Call, frozenset[RowKey]]]:
    required = [p for p in tool.parameters if p.required]
    if not all(isinstance(p.meaning, Ref) and not p.many for p in required):
        return
    defaults = {p.name: p.default for p in tool.parameters if not p.required}
    tables = [p.meaning.table for p in required if isinstance(p.meaning, Ref)]
    for keys in product(*([one for one in known if one[0] == table] for table in tables)):
        arguments = {p.name: key for p, (_, key) in zip(required, keys, strict=True)}
        yield Call(tool=tool.name, arguments=arguments | defaults), frozenset(keys)


def _read(env: Environment, call: Call, needs: frozenset[RowKey], values: dict[JsonValue, str]) -> ReadStep:
    tool = env.domain.tools[call.tool]
    executed = env.call(call.tool, call.arguments)
    shown = list(shown_rows(tool, executed.result, env.world.tables))
    gives = {(shape.name, row[shape.key[0]]) for shape, row in shown if len(shape.key) == 1}
    for shape, row in shown:
        gives.update((home, row[column]) for column, home in shape.refers.items() if row.get(column) is not None)
    gives.update((values[text], text) for text in _texts(executed.result) if text in values)
    cells = frozenset(cell for shape, row in shown for cell in cells_of(shape, row))
    rows = Counter((table, key[0]) for table, key, _ in cells if len(key) == 1)
    return ReadStep(call, needs, frozenset(gives), cells, rows)


def _texts(result: JsonValue) -> Iterator[str]:
    """All strings in a result, in no order."""
    todo = [result]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)
