"""Doubts that were not settled: guesses, right and wrong, and questions that come too late or go unheard.

Case of intent `ambiguous` -> Mutants
"""

from __future__ import annotations

from collections.abc import Iterator

from pytest_t2t.agents.following import Following, Moves
from pytest_t2t.records.task import Plan, Planned
from pytest_t2t.records.trajectory import Call
from tests.mutants.moments import target_alone
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Start, edited, short
from tests.mutants.valid_calls import way_back

BLANK = "Shall I proceed?"
"""A proposal that names nothing: a yes to it rules out no reading."""


class Guesses(Likewise):
    """Settles nothing: has "it" confirmed, writes, reports."""

    blankly = True

    def settle(self) -> Moves:
        """Write the plan."""
        if self.blankly:
            yield from self.say(BLANK)
        yield from self.write(self.plan.writes)
        self.report(self.plan.writes)
        self.report_answers()
        yield from self.close()


class GuessesSilently(Guesses):
    """Settles nothing, says nothing, writes, reports."""

    blankly = False


class GuessesVaguely(Guesses):
    """Settles nothing: has the target confirmed, writes, reports."""

    blankly = False
    question = ""

    def settle(self) -> Moves:
        """Have the target confirmed."""
        yield from self.say(self.question)
        yield from super().settle()


class AsksAfter(Likewise):
    """Writes, then asks what was meant."""

    def settle(self) -> Moves:
        """Write and ask."""
        yield from self.write(self.plan.writes)
        yield from super().settle()
        self.report(self.plan.writes)
        self.report_answers()
        yield from self.close()


class AsksBeside(Likewise):
    """Asks beside the calls: the question is heard only once all is done."""

    def settle(self) -> Moves:
        """Ask and write in one turn."""
        if self.plan.doubt:
            question = self.doubt_question(self.plan.doubt)
            yield from self.call([planned.call for planned in self.plan.writes], beside=question)
            yield from self.say("")
            self.report(self.plan.writes)
            self.report_answers()
            yield from self.close()


class Unheard(Likewise):
    """Asks and writes something else than was answered."""

    def settle(self) -> Moves:
        """Ask, then write the plan."""
        yield from super().settle()
        yield from self.write(self.plan.writes)
        self.report(self.plan.writes)
        self.report_answers()
        yield from self.close()


class Corrects(Likewise):
    """Guesses wrong, asks, undoes it and does the right thing as the reference does."""

    detour: tuple[Call, ...] = ()

    def settle(self) -> Moves:
        """Guess wrong and take it back, then ask."""
        for call in self.detour:
            yield from self.call([call])
        yield from super().settle()


class Elsewhere(Likewise):
    """Asks the wrong question: it has something confirmed that was clear."""

    def settle(self) -> Moves:
        """Propose the other writes, then write everything."""
        doubt = self.plan.doubt
        if doubt is None:
            return
        clear = tuple(p for p in self.plan.writes if p in doubt.wrong)
        yield from self.say(self.proposal(clear))
        yield from self.write(self.plan.writes)
        self.report(self.plan.writes)
        self.report_answers()
        yield from self.close()


def _guesses_right(case: Case) -> Iterator[Mutant]:
    if case.plan.doubt:
        yield Mutant("right, after a blank proposal", Guesses)
        yield Mutant("right, in silence", GuessesSilently)


def _guesses_vaguely(case: Case) -> Iterator[Mutant]:
    """Where the target is clear and something else is open: a yes to the target does not settle it."""
    right = [planned.call for planned in case.plan.writes]
    others = [one.calls for one in case.task.checker.completions if list(one.calls) != right]
    for planned in case.plan.writes:
        first = next(iter(planned.call.arguments))
        doubtful = [call for calls in others for call in calls if call.tool == planned.call.tool]
        clear = all(call.arguments[first] == planned.call.arguments[first] for call in doubtful)
        question = target_alone(case, planned.call)
        if question and doubtful and clear and planned.call not in doubtful:
            yield Mutant(question, _vaguely(question))


def _vaguely(question: str) -> Start:
    def start(plan: Plan, intent: str) -> Following:
        made = GuessesVaguely(plan, intent)
        made.question = question
        return made

    return start


def _wrong_plans(case: Case) -> Iterator[tuple[str, tuple[Planned, ...]]]:
    """The plan of each completion but the right one, in the right one's words where there are no others."""
    right = [planned.call for planned in case.plan.writes]
    for completion in case.task.checker.completions:
        calls = list(completion.calls)
        if calls != right and len(calls) == len(right):
            writes = tuple(p.model_copy(update={"call": c}) for p, c in zip(case.plan.writes, calls, strict=True))
            yield ", ".join(f"{name} = {value!r}" for name, value in completion.values.items()), writes


def _guesses_wrong(case: Case) -> Iterator[Mutant]:
    for note, writes in _wrong_plans(case):
        yield Mutant(f"{note}, after a blank proposal", edited(Guesses, writes=writes))
        yield Mutant(f"{note}, in silence", edited(GuessesSilently, writes=writes))


def _asks_after(case: Case) -> Iterator[Mutant]:
    if case.plan.doubt:
        yield Mutant("right", AsksAfter)
        yield Mutant("right, in one breath with the question", AsksBeside)
        for note, writes in _wrong_plans(case):
            yield Mutant(note, edited(AsksAfter, writes=writes))


def _unheard(case: Case) -> Iterator[Mutant]:
    for note, writes in _wrong_plans(case):
        yield Mutant(note, edited(Unheard, writes=writes))


def _corrects(case: Case) -> Iterator[Mutant]:
    right = [planned.call for planned in case.plan.writes]
    for note, writes in _wrong_plans(case):
        for call in (planned.call for planned in writes if planned.call not in right):
            back = way_back(case, call)
            if back:
                yield Mutant(f"{note}: {short(call)} and back", _detour(call, back))


def _detour(*calls: Call) -> Start:
    def start(plan: Plan, intent: str) -> Following:
        made = Corrects(plan, intent)
        made.detour = calls
        return made

    return start


def _elsewhere(case: Case) -> Iterator[Mutant]:
    doubt = case.plan.doubt
    if doubt and any(planned in doubt.wrong for planned in case.plan.writes):
        yield Mutant("a yes to the clear part, then all", Elsewhere)


KINDS = (
    Kind("guess right", "writes what was meant, before it was settled", _guesses_right, ("asked",)),
    Kind(
        "guess right, target agreed",
        "has the target confirmed, not what is open",
        _guesses_vaguely,
        ("asked", "conduct"),
    ),
    Kind("guess wrong", "writes another reading, before it was settled", _guesses_wrong, ("asked",)),
    Kind("ask after acting", "writes, then asks which one", _asks_after, ("asked",)),
    Kind("ask and not listen", "asks, then writes another reading", _unheard, ("asked",)),
    Kind("guess wrong, take it back", "a wrong guess undone before the question", _corrects, ("asked",)),
    Kind("settle something else", "has the clear part confirmed, not the open one", _elsewhere, ("asked",)),
)
