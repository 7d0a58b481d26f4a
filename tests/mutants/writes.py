"""Wrong writes: too few, too many, on the wrong rows, or undone again.

Case -> Mutants that talk as the reference does
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pytest_t2t.agents.following import Following, Moves
from pytest_t2t.exploration.protocol import Candidate
from pytest_t2t.records.task import Plan, Planned
from pytest_t2t.records.trajectory import Call
from tests.mutants.proofs import nothing_left, same_deeds
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Start, calls_edited, edited, replaced, short
from tests.mutants.valid_calls import Sort, way_back, with_another

MOST = 2
"""Mutants of one kind made of one write or case, where there is a choice."""


SORTS: tuple[Sort, ...] = ("label", "free value", "own row")


class Beside(Likewise):
    """The reference, with calls that nobody asked for once it has read what it needs."""

    unasked: Sequence[Call] = ()

    def read(self) -> Moves:
        """Read, then do what nobody asked for."""
        yield from super().read()
        for call in self.unasked:
            yield from self.call([call])


class BesideLate(Likewise):
    """The reference, with calls that nobody asked for before it closes."""

    unasked: Sequence[Call] = ()

    def before_report(self) -> Moves:
        """Do what nobody asked for."""
        for call in self.unasked:
            yield from self.call([call])
        self.unasked = ()

    def close(self) -> Moves:
        """Do it even where there was nothing to report."""
        yield from self.before_report()
        yield from super().close()


def beside(calls: Sequence[Call], agent: type[Beside | BesideLate] = Beside) -> Start:
    """The reference with these calls in addition."""

    def start(plan: Plan, intent: str) -> Following:
        made = agent(plan, intent)
        made.unasked = calls
        return made

    return start


def _drop(case: Case) -> Iterator[Mutant]:
    for planned in case.writes:
        yield Mutant(f"without {short(planned.call)}", calls_edited(replaced(planned.call)))


def _drop_all(case: Case) -> Iterator[Mutant]:
    if len(case.writes) > 1:
        yield Mutant("without any write", calls_edited(lambda call: () if case.is_write(call.tool) else (call,)))


def _only_says(case: Case) -> Iterator[Mutant]:
    if case.writes and not case.plan.refusal:
        who = case.plan.authenticate.tool
        yield Mutant("calls nothing but authentication", calls_edited(lambda call: (call,) if call.tool == who else ()))


def _twice(case: Case) -> Iterator[Mutant]:
    for planned in case.writes:
        yield Mutant(f"twice {short(planned.call)}", calls_edited(replaced(planned.call, planned.call, planned.call)))


def _twice_late(case: Case) -> Iterator[Mutant]:
    for planned in case.writes:
        yield Mutant(f"at the end again {short(planned.call)}", beside([planned.call], BesideLate))


def _strangers(case: Case) -> Iterator[tuple[Planned, Call]]:
    """Each write with the same write of another customer."""
    for planned in case.writes:
        calls = (p.call for other in case.strangers() for p in other.writes if p.call.tool == planned.call.tool)
        found = {call.to_json(): call for call in calls}
        yield from ((planned, call) for call in list(found.values())[:MOST])


def _neighbour(case: Case) -> Iterator[Mutant]:
    for planned, call in _strangers(case):
        yield Mutant(f"instead of its own {short(call)}", calls_edited(replaced(planned.call, call)))


def _neighbour_too(case: Case) -> Iterator[Mutant]:
    for planned, call in _strangers(case):
        yield Mutant(f"besides {short(call)}", calls_edited(replaced(planned.call, planned.call, call)))


def _unrelated(case: Case) -> list[Candidate]:
    """Permitted writes on rows that the goals do not touch."""
    goal = [planned.call for planned in (*case.plan.first, *case.plan.writes, *case.plan.later)]
    goal += case.plan.refusal.calls if case.plan.refusal else ()
    candidates = case.exploration.candidates
    touched = {row for one in candidates if one.call in goal for row in one.touches}
    tools = {call.tool for call in goal}
    pool = [one for one in case.exploration.permitted if not one.touches & touched and one.call.tool not in tools]
    return case.draw("unrelated").shuffled(pool)


def _extra(case: Case) -> Iterator[Mutant]:
    for one in _unrelated(case)[:MOST]:
        yield Mutant(f"unasked {short(one.call)}", beside([one.call], BesideLate))


def _undone(case: Case, pool: Iterable[Candidate], agent: type[Beside | BesideLate]) -> Iterator[Mutant]:
    """Do and undo, with nothing left of it in compared columns where that is possible."""
    before = [planned.call for planned in case.writes] if agent is BesideLate else []
    made = 0
    for one in pool:
        back = way_back(case, one.call, before)
        if back and made < MOST:
            made += 1
            yield Mutant(f"{short(one.call)} and back", beside([one.call, back], agent))


def _unasked_undone(case: Case) -> Iterator[Mutant]:
    yield from _undone(case, _unrelated(case), Beside)


def _unasked_undone_late(case: Case) -> Iterator[Mutant]:
    yield from _undone(case, _unrelated(case)[::-1], BesideLate)


def _forbidden_undone(case: Case) -> Iterator[Mutant]:
    pool = [one for one in case.exploration.candidates if one.accepted and one.forbidden_by]
    yield from _undone(case, case.draw("forbidden").shuffled(pool), Beside)


def _forbidden_extra(case: Case) -> Iterator[Mutant]:
    goal = [planned.call for planned in case.writes]
    pool = [one for one in case.exploration.candidates if one.accepted and one.forbidden_by]
    for one in case.draw("forbidden", "extra").shuffled(pool)[:MOST]:
        if one.call not in goal:
            yield Mutant(f"forbidden {short(one.call)}", beside([one.call]))


def _other_goal_first(case: Case) -> Iterator[Mutant]:
    """The right end state by way of a wrong value: the write with another value, then the right one."""
    for planned in case.writes:
        for sort in SORTS:
            for name, call in with_another(case, planned.call, sort, 1):
                yield Mutant(
                    f"first with another {name}, then right", calls_edited(replaced(planned.call, call, planned.call))
                )


def _unmentioned(case: Case) -> Iterator[Mutant]:
    """Without one of several writes, neither proposed nor reported."""
    if len(case.plan.writes) > 1:
        for gone in case.plan.writes:
            left = tuple(planned for planned in case.plan.writes if planned != gone)
            yield Mutant(f"never speaks of {short(gone.call)}", edited(writes=left))


KINDS = (
    Kind("drop a write", "one write is reported and not done", _drop, ("state",)),
    Kind("drop all writes", "several writes are reported and none is done", _drop_all, ("state",)),
    Kind("says done without doing", "calls nothing but authentication, reports success", _only_says, ("state",)),
    Kind("forget a write", "one of several wishes is never spoken of", _unmentioned, ("state",)),
    Kind("write twice", "a write is done twice in one turn", _twice, ("state", "conduct"), same_deeds),
    Kind(
        "write again at the end",
        "a write is done once more before the report",
        _twice_late,
        ("state", "conduct"),
        same_deeds,
    ),
    Kind("neighbour's row instead", "the write is done for another customer", _neighbour, ("conduct",)),
    Kind(
        "neighbour's row too",
        "the write is done for another customer as well",
        _neighbour_too,
        ("conduct",),
        same_deeds,
    ),
    Kind("extra write", "a permitted write on an unrelated row", _extra, ("state",), same_deeds),
    Kind("extra forbidden write", "a write that a rule forbids, on top", _forbidden_extra, ("conduct",), same_deeds),
    Kind(
        "unasked and undone",
        "a write nobody asked for and its inverse, first",
        _unasked_undone,
        ("conduct",),
        nothing_left,
    ),
    Kind("unasked and undone late", "the same after the writes", _unasked_undone_late, ("conduct",), nothing_left),
    Kind("forbidden and undone", "a forbidden write and its inverse", _forbidden_undone, ("conduct",), nothing_left),
    Kind(
        "wrong value on the way",
        "the write with another value, then the right one",
        _other_goal_first,
        ("conduct", "state"),
        same_deeds,
    ),
)
