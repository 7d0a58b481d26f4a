"""Wrong arguments: one argument of a write is another valid value of its own type.

Case -> Mutants that propose and report the right thing and write another
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pytest_t2t.records.trajectory import Call
from tests.mutants.proofs import same_deeds
from tests.mutants.stage import Case, Kind, Mutant, calls_edited, replaced
from tests.mutants.valid_calls import Sort, nearly, with_another

MOST = 2


def _another(sort: Sort) -> Callable[[Case], Iterator[Mutant]]:
    def make(case: Case) -> Iterator[Mutant]:
        for planned in case.writes:
            for name, other in with_another(case, planned.call, sort, MOST):
                yield _instead(planned.call, other, name)

    return make


def _instead(right: Call, other: Call, name: str) -> Mutant:
    note = f"{right.tool}: {name} = {other.arguments[name]!r}, not {right.arguments[name]!r}"
    return Mutant(note, calls_edited(replaced(right, other)))


def _off(case: Case) -> Iterator[Mutant]:
    for planned in case.writes:
        for name, other in nearly(case, planned.call):
            yield _instead(planned.call, other, name)


def _missing(case: Case) -> Iterator[Mutant]:
    for call, names in _lists(case):
        length = len(call.arguments[names[0]])  # type: ignore[arg-type]
        for gone in range(length if length > 1 else 0):
            cut = {name: [v for at, v in enumerate(call.arguments[name]) if at != gone] for name in names}  # type: ignore[arg-type]
            yield _instead(call, Call(tool=call.tool, arguments=call.arguments | cut), names[0])


def _more(case: Case) -> Iterator[Mutant]:
    for call, names in _lists(case):
        if len(names) == 1:
            for name, other in with_another(case, call, "list", 20):
                value, right = other.arguments[name], call.arguments[name]
                extra = [one for one in value if one not in right]  # type: ignore[union-attr, operator]
                if len(extra) == 1 and len(value) == len(right) + 1:  # type: ignore[arg-type]
                    yield _instead(call, other, name)


def _swapped_list(case: Case) -> Iterator[Mutant]:
    """Another list of the same length."""
    for call, names in _lists(case):
        if len(names) == 1:
            for name, other in with_another(case, call, "list", 20):
                value, right = other.arguments[name], call.arguments[name]
                if len(value) == len(right) and any(one not in right for one in value):  # type: ignore[arg-type, operator, union-attr]
                    yield _instead(call, other, name)
                    break


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
            if one.accepted and one.call.tool == tool.name and one.call.arguments[first] != planned.call.arguments[first]
        ]
        for other in case.draw("retarget", tool.name).sample(pool, MOST):
            yield _instead(planned.call, other, first)


KINDS = (
    Kind("another own row", "an argument names another row of the customer's", _another("own row"), ("state",), same_deeds),
    Kind("another target", "the write is done to another thing of the customer's", _retargeted, ("state",)),
    Kind("another variant", "an argument names another choice of the catalogue", _another("variant"), ("state",), same_deeds),
    Kind("another label", "an argument is another of the closed set", _another("label"), ("state",), same_deeds),
    Kind("another free value", "an argument is another new value", _another("free value"), ("state",), same_deeds),
    Kind("free value off by a digit", "an address or amount is nearly right", _off, ("state",)),
    Kind("list with one missing", "a list argument lacks an element", _missing, ("state",)),
    Kind("list with one more", "a list argument has an element more", _more, ("state",)),
    Kind("list of others", "a list argument has another element", _swapped_list, ("state",)),
)
