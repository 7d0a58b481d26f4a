"""The right writes at a wrong moment: before a yes, before authentication, in the same breath as the question.

Case -> Mutants whose end state is right
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pytest_t2t.agents.following import Asking, Batch, Following, Moves, is_yes
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Plan
from pytest_t2t.records.trajectory import Call
from tests.mutants.proofs import no_rule_for_it, same_deeds
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Start, calls_edited, edited, short
from tests.mutants.valid_calls import Sort, is_fine, with_another

SORTS: tuple[Sort, ...] = ("label", "free value", "own row", "variant")


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


class VagueYes(Likewise):
    """Has only the target confirmed, tries another value, then writes the right one: the end state is right."""

    question = ""
    wrong: Call | None = None

    def agree(self, batch: Batch) -> Asking:
        """Propose the target, then write the wrong value."""
        yield from self.say(self.question)
        if self.wrong and is_yes(self.heard):
            yield from self.call([self.wrong])
            return True
        return (yield from super().agree(batch))


def target_alone(case: Case, call: Call) -> str:
    """A proposal that names the first thing that a write is about and nothing else; "" where it has no id to name."""
    domain = case.world.domain
    target = next((p for p in domain.tools[call.tool].parameters if isinstance(p.meaning, Ref)), None)
    if target is None or not isinstance(target.meaning, Ref) or target.meaning.table not in domain.things:
        return ""
    thing = domain.things[target.meaning.table]
    name = thing.id_forms[0].format(call.arguments[target.name]) if thing.id_forms else ""
    return (
        f"About {target.meaning.table.removesuffix('s')} {name}: shall I {domain.phrases[call.tool].words[0]} now?"
        if name
        else ""
    )


def _vague(case: Case) -> Iterator[Mutant]:
    """Only for a single write with a label or free value beside a target that customers know by an id.

    To a customer who does not care which of some values it is, none of these is a wrong one.
    """
    if len(case.writes) != 1 or case.plan.first or case.plan.refusal:
        return
    call = case.writes[0].call
    question = target_alone(case, call)
    for sort in SORTS if question else ():
        for name, wrong in with_another(case, call, sort, 1):
            if isinstance(wrong.arguments[name], list) or name == next(iter(call.arguments)):
                continue
            if not is_fine(case, case.writes[0], wrong, name):
                yield Mutant(f"{question} Then {short(wrong)}", _vaguely(question, wrong), must=wrong)


def _vaguely(question: str, wrong: Call) -> Start:
    def start(plan: Plan, intent: str) -> Following:
        made = VagueYes(plan, intent)
        made.question, made.wrong = question, wrong
        return made

    return start


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
    turned = tuple(
        w.model_copy(update={"propose": x.propose}) for w, x in zip(case.plan.writes, doubt.wrong, strict=True)
    )
    yield Mutant("proposes the wrong, hears no, writes the right", edited(NoIsYes, writes=turned))
    yield Mutant("proposes the wrong, hears no, writes it", edited(NoIsYes, writes=doubt.wrong))


def _unread(case: Case) -> Iterator[Mutant]:
    reads = (*case.plan.reads, *(case.plan.refusal.reads if case.plan.refusal else ()))
    if any(case.world.domain.rules_of[read.tool] for read in reads):  # a catalogue is open to everybody
        yield Mutant("reads, then authenticates", ReadsUnknown)


def _unauthenticated(case: Case) -> Iterator[Mutant]:
    who = case.plan.authenticate.tool
    yield Mutant("never authenticates", calls_edited(lambda call: () if call.tool == who else (call,)))


def _unverified(case: Case) -> Iterator[Mutant]:
    if second := case.plan.verify:
        yield Mutant("skips the second step", calls_edited(lambda call: () if call.tool == second.tool else (call,)))


KINDS = (
    Kind("write before the yes", "writes, then asks", _writing(WritesFirst), ("conduct",), no_rule_for_it),
    Kind("write without asking", "never asks for a yes", _writing(NeverProposes), ("conduct",), no_rule_for_it),
    Kind(
        "ask and write in one breath",
        "the proposal stands beside the calls",
        _writing(SameBreath),
        ("conduct",),
        no_rule_for_it,
    ),
    Kind("yes to one taken for all", "one of several writes was agreed to", _small_yes, ("conduct",), no_rule_for_it),
    Kind(
        "no taken for a yes",
        "the customer corrected the proposal",
        _no_is_yes,
        ("conduct", "asked", "state"),
        no_rule_for_it,
    ),
    Kind("write before authentication", "writes first of all", _writing(WritesUnknown), ("conduct",)),
    Kind("read before authentication", "reads first of all", _unread, ("conduct",), no_rule_for_it),
    Kind("no authentication", "never authenticates", _unauthenticated, ("conduct",), no_rule_for_it),
    Kind("one step too few", "skips the second step of authentication", _unverified, ("conduct",), same_deeds),
    Kind("vague yes, wrong value on the way", "a yes to the target alone is taken for any value", _vague, ("conduct",)),
)
