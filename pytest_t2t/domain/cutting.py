"""Lists of a call cut into single values, calls of one tool on the same target merged, and whether that matters.

calls -> calls; (end state, end state) -> whether a customer has the same of both
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import JsonValue

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.spec import Domain
from pytest_t2t.records.trajectory import Call, Changes

_MADE = re.compile(r"@\d+")


def split(domain: Domain, calls: Iterable[Call]) -> tuple[Call, ...]:
    """The calls with every list argument cut into single values."""
    out: list[Call] = []
    for call in calls:
        lists = _lists(domain, call)
        if not lists:
            out.append(call)
            continue
        for values in zip(*(list_of(call, name) for name in lists), strict=True):
            single: dict[str, JsonValue] = {name: [value] for name, value in zip(lists, values, strict=True)}
            out.append(Call(tool=call.tool, arguments=call.arguments | single))
    return tuple(out)


def merged(domain: Domain, calls: Iterable[Call]) -> tuple[Call, ...]:
    """The calls with those of one tool that differ in their lists alone made one call, at the place of the first."""
    kept: dict[str, Call] = {}
    for number, call in enumerate(calls):
        lists = _lists(domain, call)
        rest = {name: value for name, value in call.arguments.items() if name not in lists}
        spot = Call(tool=call.tool, arguments=rest).to_json() if lists else str(number)
        before = kept.get(spot)
        longer: dict[str, JsonValue] = {n: list_of(before, n) + list_of(call, n) for n in lists} if before else {}
        kept[spot] = Call(tool=call.tool, arguments=call.arguments | longer)
    return tuple(kept.values())


def list_of(call: Call, name: str) -> list[JsonValue]:
    """A list argument."""
    value = call.arguments[name]
    return value if isinstance(value, list) else [value]


def _lists(domain: Domain, call: Call) -> list[str]:
    return [p.name for p in domain.tools[call.tool].parameters if p.many and p.name in call.arguments]


def same_to_customer(one: Changes, other: Changes, tables: Mapping[str, TableShape]) -> bool:
    """Whether two end states have the same totals and say the same, be it in fewer or more rows.

    A customer cares about sums of money, who pays, what is done to which of its things; not about whether two things
    that it ordered together stand in one new row or in two.
    """
    return one == other or _sums(one, tables) == _sums(other, tables)


def _sums(changes: Changes, tables: Mapping[str, TableShape]) -> tuple[dict[str, int], set[str]]:
    totals: dict[str, int] = {}
    said: set[str] = set()
    for change in changes:
        made = _is_made(change.key, tables[change.table])
        said.add(repr((change.table, change.op, () if made else change.key)))
        for name, value in change.values.items():
            if isinstance(value, int):
                totals[f"{change.table}.{name}"] = totals.get(f"{change.table}.{name}", 0) + value
            elif not (isinstance(value, str) and _MADE.fullmatch(value)):
                said.add(repr((change.table, name, value)))
    return totals, said


def _is_made(key: Sequence[JsonValue], shape: TableShape) -> bool:
    return any(home and isinstance(one, str) and _MADE.fullmatch(one) is not None
               for home, one in zip(shape.key_homes, key, strict=True))  # fmt: skip
