"""Changes of mind that were missed, half heard, or followed too early.

Case of intent `changing` -> Mutants
"""

from __future__ import annotations

from collections.abc import Iterator

from pytest_t2t.agents.controls.ignores_changes import IgnoresChanges
from pytest_t2t.agents.following import Following, Moves
from pytest_t2t.records.task import Plan, Planned
from pytest_t2t.records.trajectory import Call
from tests.mutants.moments import NeverProposes
from tests.mutants.proofs import same_deeds
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Start, calls_edited, edited, short
from tests.mutants.valid_calls import way_back

MOST = 2


class WritesFirstGoal(Likewise):
    """Writes the first goal before it asks, then does what is wanted in the end as well."""

    def start_first(self) -> Moves:
        """Write, report, hear the change."""
        yield from self.write(self.plan.first)
        self.report(self.plan.first)
        yield from self.say(self.voice("closing"))


class BothGoals(Likewise):
    """Hears the change, does the first goal too."""

    def start_first(self) -> Moves:
        """Propose the first goal, hear the change, write the first goal."""
        yield from super().start_first()
        final = [planned.call for planned in self.plan.writes]
        yield from self.write(tuple(p for p in self.plan.first if p.call not in final))


class Stale(Likewise):
    """Hears the change, does something of the first goal and undoes it, then or at the end."""

    detour: tuple[Call, ...] = ()
    late = False

    def start_first(self) -> Moves:
        """Propose the first goal, hear the change, take the detour."""
        yield from super().start_first()
        if not self.late:
            yield from self._take()

    def before_report(self) -> Moves:
        """Take the detour once all is written."""
        if self.late:
            yield from self._take()

    def _take(self) -> Moves:
        for call in self.detour:
            yield from self.call([call])


class Foresees(Likewise):
    """Writes the final goal before the change is said, then hears the change and reports."""

    def start_first(self) -> Moves:
        """Write all, propose the first goal."""
        yield from self.write(self.plan.writes)
        yield from super().start_first()
        self.report(self.plan.writes)
        self.report_answers()
        yield from self.close()


class ForgetsRest(Likewise):
    """Hears the change and does only what is new."""

    def start_first(self) -> Moves:
        """Drop the kept writes."""
        yield from super().start_first()
        kept = [planned.call for planned in self.plan.first]
        self.plan = self.plan.model_copy(update={"writes": tuple(p for p in self.plan.writes if p.call not in kept)})


def _superseded(case: Case) -> tuple[Planned, ...]:
    """Writes of the first goal alone; none where it is a part of the final one (an item more in a list)."""
    if not case.task.checker.superseded:
        return ()
    final = [planned.call for planned in case.plan.writes]
    return tuple(planned for planned in case.plan.first if planned.call not in final)


def _ignores(case: Case) -> Iterator[Mutant]:
    if case.plan.first:
        yield Mutant("the first goal, whatever was said", IgnoresChanges)


def _early(case: Case) -> Iterator[Mutant]:
    if case.plan.first:
        yield Mutant("the first goal at once, the final one too", WritesFirstGoal)
    if _superseded(case):
        yield Mutant("the first goal at once, then nothing", edited(WritesFirstGoal, writes=()))


def _both(case: Case) -> Iterator[Mutant]:
    if _superseded(case) and not case.plan.undo:
        yield Mutant("the first goal after the change, then the final one", BothGoals)


def _once_more(case: Case) -> Iterator[Mutant]:
    """Where the first goal stands already: a tool that takes it again changes nothing, but was not told to."""
    if _superseded(case) and case.plan.undo:
        yield Mutant("the first goal once more, then back and the final one", BothGoals)


def _stale(case: Case) -> Iterator[Mutant]:
    for planned in _superseded(case)[:MOST]:
        if back := way_back(case, planned.call):
            yield Mutant(f"{short(planned.call)} and back", _detour(planned.call, back, late=False))


def _stale_late(case: Case) -> Iterator[Mutant]:
    for planned in _superseded(case)[:MOST]:
        if back := way_back(case, planned.call, [p.call for p in case.writes]):
            yield Mutant(f"at the end {short(planned.call)} and back", _detour(planned.call, back, late=True))


def _detour(*calls: Call, late: bool) -> Start:
    def start(plan: Plan, intent: str) -> Following:
        made = Stale(plan, intent)
        made.detour, made.late = calls, late
        return made

    return start


def _foresees(case: Case) -> Iterator[Mutant]:
    if case.plan.first:
        yield Mutant("the final goal before it was wished", Foresees)


def _no_new_yes(case: Case) -> Iterator[Mutant]:
    if case.plan.first:
        yield Mutant("no new yes after the change", NeverProposes)


def _half(case: Case) -> Iterator[Mutant]:
    first = [planned.call for planned in case.plan.first]
    if 0 < len([p for p in case.plan.writes if p.call in first]) < len(case.plan.writes):
        yield Mutant("only what is new", ForgetsRest)
    gone = _superseded(case)
    new = [planned for planned in case.plan.writes if planned.call not in first]
    if gone and new:
        old = {n.call.to_json(): g.call for n, g in zip(new, gone, strict=False)}
        yield Mutant(
            "speaks of the new, writes the old",
            calls_edited(lambda call: (old.get(Call(tool=call.tool, arguments=call.arguments).to_json(), call),)),
        )


KINDS = (
    Kind("change ignored", "does the first goal instead", _ignores, ("stale", "state")),
    Kind(
        "first goal before the change",
        "written unasked, so it needs no change to be wrong",
        _early,
        ("conduct", "state"),
    ),
    Kind(
        "both goals", "the superseded goal after the change, and the final one", _both, ("stale", "state"), same_deeds
    ),
    Kind(
        "first goal once more",
        "what is to be taken back is done again before",
        _once_more,
        ("stale", "state", "conduct"),
        same_deeds,
    ),
    Kind(
        "superseded and undone",
        "the superseded write after the change, undone; the end state is right",
        _stale,
        ("stale", "conduct"),  # where it stands already and is refused, only the undoing is left: without a yes
        same_deeds,
    ),
    Kind("superseded and undone late", "the same once all is done", _stale_late, ("stale", "conduct"), same_deeds),
    Kind("final goal before the change", "right in the end, wished by nobody then", _foresees, ("state", "conduct")),
    Kind("no new yes", "a change takes back what was agreed to", _no_new_yes, ("conduct",)),
    Kind(
        "change half heard",
        "what is kept is forgotten, or the old is written under the new name",
        _half,
        ("state", "stale"),
    ),
)
