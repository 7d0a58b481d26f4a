"""The right writes at a wrong moment: before a yes, before authentication, in the same breath as the question.

Case -> Mutants whose end state is right
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pytest_t2t.agents.following import Asking, Batch, Following, Moves
from tests.mutants.proofs import no_rule_for_it
from tests.mutants.stage import Case, Kind, Likewise, Mutant, calls_edited, edited


class WritesFirst(Likewise):
    """Writes, then asks whether it may."""

    def fulfil(self, writes: Batch, *, last: bool) -> Moves:
        """Write, propose, report."""
        del last
        if writes:
            yield from self.write(writes)
            yield from self.say(self.proposal(writes))
            self.report(writes)
            self.report_answers()


class NeverProposes(Likewise):
    """Writes without asking."""

    def fulfil(self, writes: Batch, *, last: bool) -> Moves:
        """Write and report."""
        del last
        if writes:
            yield from self.write(writes)
            self.report(writes)
            self.report_answers()


class SameBreath(Likewise):
    """Proposes beside the calls: the question is heard only once all is done."""

    def fulfil(self, writes: Batch, *, last: bool) -> Moves:
        """Propose and write in one turn, report."""
        del last
        if writes:
            yield from self.call([planned.call for planned in writes], beside=self.proposal(writes))
            self.done += writes
            self.report(writes)
            self.report_answers()


class SmallYes(Likewise):
    """Gets a yes to the first of several writes and takes it for all."""

    def agree(self, batch: Batch) -> Asking:
        """Propose one wish, write all."""
        return (yield from super().agree(self.by_wish(batch)[0]))


class NoIsYes(Likewise):
    """Proposes what the plan says and goes on whatever is answered."""

    def agree(self, batch: Batch) -> Asking:
        """Propose once."""
        yield from self.say(self.proposal(batch))
        return True


class WritesUnknown(Likewise):
    """Writes before anything else."""

    def course(self) -> Moves:
        """Write, then do the rest."""
        yield from self.call([planned.call for planned in (*self.plan.writes, *self.plan.later)])
        yield from super().course()

    def write(self, batch: Batch) -> Moves:
        """Only note what was written long ago."""
        self.done += batch
        yield from ()


class ReadsUnknown(Likewise):
    """Reads before authentication."""

    def course(self) -> Moves:
        """Read, then do the rest."""
        yield from self.read()
        yield from self.see_evidence()
        yield from super().course()


def _writing(agent: type[Following]) -> Callable[[Case], Iterator[Mutant]]:
    def make(case: Case) -> Iterator[Mutant]:
        if case.writes:
            yield Mutant(agent.__doc__ or "", agent)

    return make


def _small_yes(case: Case) -> Iterator[Mutant]:
    if len({planned.wish for planned in case.plan.writes}) > 1:
        yield Mutant("a yes to one wish, all written", SmallYes)


def _no_is_yes(case: Case) -> Iterator[Mutant]:
    """Propose the wrong thing, write the right one without asking again - or the wrong one."""
    doubt = case.plan.doubt
    if doubt is None or len(doubt.wrong) != len(case.plan.writes):
        return
    turned = tuple(w.model_copy(update={"propose": x.propose}) for w, x in zip(case.plan.writes, doubt.wrong, strict=True))
    yield Mutant("proposes the wrong, hears no, writes the right", edited(NoIsYes, writes=turned))
    yield Mutant("proposes the wrong, hears no, writes it", edited(NoIsYes, writes=doubt.wrong))


def _unread(case: Case) -> Iterator[Mutant]:
    reads = (*case.plan.reads, *(case.plan.refusal.reads if case.plan.refusal else ()))
    if reads:
        yield Mutant("reads, then authenticates", ReadsUnknown)


def _unauthenticated(case: Case) -> Iterator[Mutant]:
    who = case.plan.authenticate.tool
    yield Mutant("never authenticates", calls_edited(lambda call: () if call.tool == who else (call,)))


KINDS = (
    Kind("write before the yes", "writes, then asks", _writing(WritesFirst), ("conduct",), no_rule_for_it),
    Kind("write without asking", "never asks for a yes", _writing(NeverProposes), ("conduct",), no_rule_for_it),
    Kind("ask and write in one breath", "the proposal stands beside the calls", _writing(SameBreath), ("conduct",), no_rule_for_it),
    Kind("yes to one taken for all", "one of several writes was agreed to", _small_yes, ("conduct",), no_rule_for_it),
    Kind("no taken for a yes", "the customer corrected the proposal", _no_is_yes, ("conduct", "asked", "state"), no_rule_for_it),
    Kind("write before authentication", "writes first of all", _writing(WritesUnknown), ("conduct",)),
    Kind("read before authentication", "reads first of all", _unread, ("conduct",), no_rule_for_it),
    Kind("no authentication", "never authenticates", _unauthenticated, ("conduct",), no_rule_for_it),
)
