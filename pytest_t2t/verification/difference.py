"""Where two canonical changesets differ, in lines and sentences for a person.

expected changes + actual changes -> missing rows, unwanted rows, why
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_t2t.domain.changes import TableShape, nameless
from pytest_t2t.records.trajectory import Changes, RowChange

Named = tuple[tuple[str, RowChange], ...]
"""Row changes with the texts by which they are found, as `nameless` gives them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is missing, and what is there that should not be."""

    missing: Changes
    extra: Changes

    @property
    def size(self) -> int:
        """How many row changes differ."""
        return len(self.missing) + len(self.extra)

    @property
    def lines(self) -> tuple[str, ...]:
        """One line a row change, "- expected" and "+ actual", those of one row side by side."""
        marked = [("-", change) for change in self.missing] + [("+", change) for change in self.extra]
        marked.sort(key=lambda one: (one[1].table, repr(one[1].key), one[0] == "+"))
        return tuple(f"{mark} {row_text(change)}" for mark, change in marked)

    @property
    def why(self) -> str:
        """One or two sentences about the first of the rows that differ."""
        first = self._first()
        pair = self._pair(first)
        more = self.size - (2 if pair else 1)
        rest = f" {more} more row {'change differs' if more == 1 else 'changes differ'}." if more else ""
        return first_sentence(first, pair, wanted=first in self.missing) + rest

    def _first(self) -> RowChange:
        paired = [change for change in self.missing if self._pair(change)]
        return [*paired, *self.missing, *self.extra][0]

    def _pair(self, change: RowChange) -> RowChange | None:
        """The other side's change of the same row."""
        others = self.extra if change in self.missing else self.missing
        spot = (change.table, change.key, change.op)
        return next((other for other in others if (other.table, other.key, other.op) == spot), None)


def nearest(expected: Sequence[Changes], actual: Changes, tables: dict[str, TableShape]) -> Difference:
    """The difference from the expected changeset that is nearest to the actual one."""
    return min((difference(one, actual, tables) for one in expected), key=lambda one: one.size)


def difference(expected: Changes, actual: Changes, tables: dict[str, TableShape]) -> Difference:
    """What differs. Rows that differ only in the names of made ids count as equal unless nothing else differs."""
    wanted, done = nameless(expected, tables), nameless(actual, tables)
    missing, extra = _without(wanted, done), _without(done, wanted)
    if missing or extra:
        return Difference(missing, extra)
    return Difference(tuple(c for c in expected if c not in actual), tuple(c for c in actual if c not in expected))


def _without(changes: Named, others: Named) -> Changes:
    left = Counter(text for text, _ in others)
    kept = []
    for text, change in changes:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(change)
    return tuple(kept)


def row_text(change: RowChange) -> str:
    """A row change in one line: "orders W204: status = 'cancelled'"."""
    values = ", ".join(f"{name} = {value!r}" for name, value in change.values.items() if value not in change.key)
    what = {"insert": "new row", "delete": "row deleted", "update": ""}[change.op]
    return f"{_name(change)}: {', '.join(part for part in (what, values) if part)}"


def first_sentence(change: RowChange, pair: RowChange | None, *, wanted: bool) -> str:
    """What is wrong with one row."""
    name = _name(change)
    if pair is not None:
        keys = [key for key in {**change.values, **pair.values} if change.values.get(key) != pair.values.get(key)]
        told = ", ".join(f"{key} should be {_value(change, key)} and is {_value(pair, key)}" for key in keys[:3])
        return f"{name} was not changed as wanted: {told}."
    if wanted:
        return {
            "insert": f"A row of {change.table} that was wanted was not made.",
            "update": f"{name} was not changed as wanted: it was left as it was.",
            "delete": f"{name} should have been deleted and was not.",
        }[change.op]
    return {
        "insert": f"A row of {change.table} was made that nobody asked for.",
        "update": f"{name} was changed, which nobody asked for.",
        "delete": f"{name} was deleted, which nobody asked for.",
    }[change.op]


def _value(change: RowChange, column: str) -> str:
    return repr(change.values[column]) if column in change.values else "unchanged"


def _name(change: RowChange) -> str:
    return f"{change.table} {'/'.join(map(str, change.key))}"
