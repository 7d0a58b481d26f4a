"""All kinds of mutants, and a run of them.

Cases -> Results -> counts per kind
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tests.mutants import changes, doubts, moments, people, refusals, telling, values, writes
from tests.mutants.stage import Case, Kind, Result, play

KINDS: tuple[Kind, ...] = (
    *writes.KINDS,
    *values.KINDS,
    *moments.KINDS,
    *doubts.KINDS,
    *changes.KINDS,
    *telling.KINDS,
    *refusals.KINDS,
    *people.KINDS,
)


def results(cases: Iterable[Case], kinds: Sequence[Kind] = KINDS) -> Iterator[Result]:
    """Play every mutant of every case."""
    for case in cases:
        for kind in kinds:
            for mutant in kind.make(case):
                yield play(case, kind, mutant)


def counted(found: Iterable[Result]) -> dict[str, Counter[str]]:
    """Kind -> status -> how many; failing checks under "by <check>"."""
    counts = {kind.name: Counter[str]() for kind in KINDS}
    for result in found:
        counts[result.kind.name][result.status] += 1
        counts[result.kind.name].update(f"by {check}" for check in result.failing)
    return counts
