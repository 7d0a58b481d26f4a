"""Names generated ids so that changes which are equal up to those ids get the same names.

compared row changes + the ids made in them -> {id: "@1", ...}, the same for every order and every counter

A small canonical labelling: ids are coloured by what the rows that mention them say, colours are refined until they
stand still, and only ids that still look alike are tried in every order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

Id = tuple[str, JsonValue]
"""(table whose rows bear the id, id)."""
_PATIENCE = 720


class Entry(NamedTuple):
    """One row change, apart from the ids in it."""

    text: str
    """All of it, with a blank for every made id."""
    ids: tuple[Id, ...]
    """The made ids, in the order of their places."""


def names(entries: Sequence[Entry]) -> dict[Id, str]:
    """A name for each id in the entries; equal for entries that are equal up to a renaming of ids."""
    ids = sorted({one for entry in entries for one in entry.ids}, key=repr)
    orders = list(_orders([entry for entry in entries if entry.ids], ids))
    best = orders[0] if len(orders) == 1 else min(orders, key=lambda order: _look(entries, order))
    return {one: f"@{number}" for number, one in enumerate(best, 1)}


def _orders(entries: Sequence[Entry], ids: list[Id]) -> Iterator[list[Id]]:
    """The orders worth comparing: one where colours tell all ids apart, else one for each way to break ties."""
    pending, tried = [dict.fromkeys(ids, 0)], 0
    while pending and tried < _PATIENCE:  # beyond it rows are alike in all that is compared: any order will do
        colours = _refined(entries, pending.pop())
        tied = _first_tie(colours)
        if not tied:
            tried += 1
            yield sorted(colours, key=colours.__getitem__)
            continue
        pending.extend(_singled(colours, one) for one in _different(entries, tied))


def _refined(entries: Sequence[Entry], colours: dict[Id, int]) -> dict[Id, int]:
    """Colours that no longer change when each id takes in the colours of the ids beside it."""
    while True:
        seen: dict[Id, list[tuple[str, int, tuple[int, ...]]]] = defaultdict(list)
        for entry in entries:
            beside = tuple(colours[one] for one in entry.ids)
            for place, one in enumerate(entry.ids):
                seen[one].append((entry.text, place, beside))
        looks = {one: (colour, tuple(sorted(seen[one]))) for one, colour in colours.items()}
        order = {look: rank for rank, look in enumerate(sorted(set(looks.values())))}
        finer = {one: order[look] for one, look in looks.items()}
        if len(order) in (len(colours), len(set(colours.values()))):
            return finer
        colours = finer


def _singled(colours: Mapping[Id, int], one: Id) -> dict[Id, int]:
    """The colours with one id before the others of its colour."""
    return {other: 2 * colour + (colour == colours[one] and other != one) for other, colour in colours.items()}


def _first_tie(colours: Mapping[Id, int]) -> list[Id]:
    groups: dict[int, list[Id]] = defaultdict(list)
    for one, colour in colours.items():
        groups[colour].append(one)
    return next((groups[colour] for colour in sorted(groups) if len(groups[colour]) > 1), [])


def _different(entries: Sequence[Entry], tied: list[Id]) -> list[Id]:
    """Of ids that look alike those that can't simply be swapped with the first: the others lead to the same result."""
    first, *others = tied
    rows = sorted(entries)
    return [first, *(one for one in others if sorted(_swapped(entries, first, one)) != rows)]


def _swapped(entries: Sequence[Entry], one: Id, other: Id) -> Iterator[Entry]:
    swap = {one: other, other: one}
    for entry in entries:
        yield Entry(entry.text, tuple(swap.get(spot, spot) for spot in entry.ids))


def _look(entries: Sequence[Entry], order: list[Id]) -> list[tuple[str, tuple[int, ...]]]:
    number = {one: place for place, one in enumerate(order)}
    return sorted((entry.text, tuple(number[one] for one in entry.ids)) for entry in entries)
