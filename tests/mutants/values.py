"""Wrong arguments: one argument of a write is another valid value of its own type.

Case -> Mutants that propose and report the right thing and write another
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pydantic import JsonValue

from pytest_t2t.domain.cutting import list_of
from pytest_t2t.records.trajectory import Call
from tests.mutants.proofs import no_rule_for_it, same_deeds
from tests.mutants.stage import Case, Kind, Mutant, calls_edited, replaced
from tests.mutants.valid_calls import Sort, is_fine, nearly, with_another

MOST = 2
"""Other values of one argument."""
INDIFFERENT: tuple[Sort, ...] = ("label", "own row")
"""Of which a customer may say that any of several is fine."""
MOST_LISTS = 6
"""Other lists of one argument."""


def _another(sort: Sort) -> Callable[[Case], Iterator[Mutant]]:
    def make(case: Case) -> Iterator[Mutant]:
        for planned in case.writes:
            for name, other in with_another(case, planned.call, sort, MOST):
                if not is_fine(case, planned, other, name):
                    yield _instead(planned.call, other, name)

    return make


def _not_as_agreed(case: Case) -> Iterator[Mutant]:
    """The customer would not mind the other value, but it was another one that it said yes to."""
    for planned in case.writes:
        for sort in INDIFFERENT:
            for name, other in with_another(case, planned.call, sort, MOST):
                if is_fine(case, planned, other, name):
                    yield _instead(planned.call, other, name)


def _instead(right: Call, other: Call, name: str) -> Mutant:
    note = f"{right.tool}: {name} = {other.arguments[name]!r}, not {right.arguments[name]!r}"
    return Mutant(note, calls_edited(replaced(right, other)))


def _off(case: Case) -> Iterator[Mutant]:
    for planned in case.writes:
        for name, other in nearly(case, planned.call):
            yield _instead(planned.call, other, name)


def _missing(case: Case) -> Iterator[Mutant]:
    for call, names in _lists(case):
        length = len(list_of(call, names[0]))
        for gone in range(length if length > 1 else 0):
            cut: dict[str, JsonValue] = {}
            for name in names:
                cut[name] = [value for at, value in enumerate(list_of(call, name)) if at != gone]
            yield _instead(call, Call(tool=call.tool, arguments=call.arguments | cut), names[0])


def _more(case: Case) -> Iterator[Mutant]:
    for call, name, other in _other_lists(case):
        right, wrong = list_of(call, name), list_of(other, name)
        if len(wrong) == len(right) + 1 and all(one in wrong for one in right):
            yield _instead(call, other, name)


def _others(case: Case) -> Iterator[Mutant]:
    """Another list of the same length."""
    for call, name, other in _other_lists(case):
        right, wrong = list_of(call, name), list_of(other, name)
        if len(wrong) == len(right) and any(one not in right for one in wrong):
            yield _instead(call, other, name)


def _other_lists(case: Case) -> Iterator[tuple[Call, str, Call]]:
    """(call, its only list argument, the call with another list)"""
    for call, names in _lists(case):
        if len(names) == 1:
            yield from ((call, name, other) for name, other in with_another(case, call, "list", MOST_LISTS))


def _lists(case: Case) -> Iterator[tuple[Call, list[str]]]:
    for planned in case.writes:
        tool = case.world.domain.tools[planned.call.tool]
        names = [p.name for p in tool.parameters if p.many]
        if names:
            yield planned.call, names


def _retargeted(case: Case) -> Iterator[Mutant]:
    """The same write on another row of the customer's, whatever hangs together with that row changed along."""
    for planned in case.writes:
        tool = case.world.domain.tools[planned.call.tool]
        first = tool.parameters[0].name
        pool = [
            one.call
            for one in case.exploration.candidates
            if one.accepted
            and one.call.tool == tool.name
            and one.call.arguments[first] != planned.call.arguments[first]
        ]
        for other in case.draw("retarget", tool.name).sample(pool, MOST):
            yield _instead(planned.call, other, first)


KINDS = (
    Kind(
        "another own row",
        "an argument names another row of the customer's",
        _another("own row"),
        ("state",),
        same_deeds,
    ),
    Kind("another target", "the write is done to another thing of the customer's", _retargeted, ("state",)),
    Kind(
        "another variant",
        "an argument names another choice of the catalogue",
        _another("variant"),
        ("state",),
        same_deeds,
    ),
    Kind("another label", "an argument is another of the closed set", _another("label"), ("state",), same_deeds),
    Kind(
        "not as agreed", "another value that is fine, after a yes to one", _not_as_agreed, ("conduct",), no_rule_for_it
    ),
    Kind("another free value", "an argument is another new value", _another("free value"), ("state",), same_deeds),
    Kind("free value off by a digit", "an address or amount is nearly right", _off, ("state",)),
    Kind("list with one missing", "a list argument lacks an element", _missing, ("state",)),
    Kind("list with one more", "a list argument has an element more", _more, ("state",)),
    Kind("list of others", "a list argument has another element", _others, ("state",)),
)
