"""What a mutant is: the reference with one thing made wrong, and the stage on which it is played and judged.

World + seed -> Case (a task and the reference's passing episode); Case + Kind -> Mutant -> Result

A mutant is an agent, never an edited record: it talks to the real scripted user in a real rollout, so whatever the
user records and the environment sees is what it would have been. It does what the reference does but for the one
thing that its kind makes wrong, and goes on reacting as the reference would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import JsonValue

from pytest_t2t.agents.following import Following
from pytest_t2t.agents.protocol import Conversation, Reply
from pytest_t2t.agents.reference import Reference
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import explore
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.message import Message
from pytest_t2t.records.task import INTENTS, Plan, Planned, Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify

Start = Callable[[Plan, str], Conversation]
Tamper = Callable[[Reply], Sequence[Reply]]
"""What is done instead of one move of the reference: nothing (then its next move is asked for), the same, or more."""

Status = Literal["caught", "beside", "equivalent", "survived", "void", "fault"]
"""caught: by a check that its kind names; beside: failed, but by none of these; void: what the reference does."""


# -------------------------------------------------------------------------------------------------------- the cases
@dataclass(frozen=True)
class Case:
    """A task, the reference's passing episode of it, and the other cases of the run."""

    task: Task
    world: World
    episode: Episode
    others: Sequence[Case] = field(repr=False, compare=False)
    explored: dict[JsonValue, Exploration] = field(repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """What the reference does."""
        return self.task.reference

    @property
    def customer(self) -> JsonValue:
        """Key of the customer's row."""
        return self.task.user.customer

    @cached_property
    def writes(self) -> tuple[Planned, ...]:
        """The writes of the final goal that the reference made, in its order."""
        made = [(one.tool, one.arguments) for one in self.episode.executed if one.ok]
        return tuple(p for p in (*self.plan.writes, *self.plan.later) if (p.call.tool, p.call.arguments) in made)

    @property
    def exploration(self) -> Exploration:
        """What can be written for the customer."""
        if self.customer not in self.explored:
            self.explored[self.customer] = explore(self.world, self.customer, self.world.ref.seed)
        return self.explored[self.customer]

    def draw(self, *name: object) -> Draw:
        """A stream of its own."""
        return Draw("mutants", self.task.id, *name)

    def is_write(self, tool: str) -> bool:
        """Whether a tool is a write that customers could wish for, as against reads, authentication and escalation."""
        found = self.world.domain.tools.get(tool)
        return found is not None and found.effect == "writes" and not found.role

    def strangers(self) -> Iterator[Case]:
        """Cases of other customers, nearest first."""
        here = next(n for n, other in enumerate(self.others) if other is self)
        turned = [*self.others[here + 1 :], *self.others[:here]]
        return (other for other in turned if other.customer != self.customer)


def cases(world: World, seed: int, families: int) -> list[Case]:
    """The tasks of fresh families with the reference's episodes. Raises AssertionError where one does not pass."""
    made = synthesize(world, seed, families)
    found: list[Case] = []
    explored: dict[JsonValue, Exploration] = {}
    for intent in INTENTS:
        for task in made.tasks[intent]:
            episode = run(task, Reference(), Scripted(), world)
            verdict = verify(task, episode, world)
            assert verdict.outcome == "passed", f"the reference fails {task.id}: {verdict.failure}"
            found.append(Case(task, world, episode, found, explored))
    return found


# ------------------------------------------------------------------------------------------------------ the mutants
@dataclass(frozen=True)
class Mutant:
    """One wrong agent."""

    note: str
    """What it does wrong, in a few words."""
    start: Start
    must: Call | None = None
    """A call without which it did not come to the wrong: the customer did not fall for it."""


@dataclass(frozen=True)
class Kind:
    """One way to be wrong."""

    name: str
    about: str
    """The wrong, in one line."""
    make: Callable[[Case], Iterator[Mutant]]
    by: tuple[str, ...]
    """The checks of which at least one must fail: being caught for another reason proves nothing about them."""
    equivalent: Callable[[Case, Episode], str] | None = None
    """Why an episode is as right as the reference's, proven by code from the episode; "" where it isn't."""
    undetermined: bool = False
    """Whether "neither refused nor claimed" is a right answer of the check `declined` to it."""


@dataclass(frozen=True)
class Result:
    """What became of a mutant."""

    kind: Kind
    case: Case
    note: str
    status: Status
    episode: Episode
    verdict: Verdict
    why: str = ""

    @property
    def failing(self) -> tuple[str, ...]:
        """The checks that failed."""
        return _failing(self.kind, self.verdict)


@dataclass
class Wrong:
    """The agent that plays a mutant."""

    name: str
    start: Start

    def follow(self, plan: Plan, intent: str) -> Conversation:
        """Start the episode."""
        return self.start(plan, intent)


def play(case: Case, kind: Kind, mutant: Mutant) -> Result:
    """Roll a mutant out, verify it and say what became of it."""
    episode = run(case.task, Wrong(f"mutant:{kind.name}", mutant.start), Scripted(), case.world)
    verdict = verify(case.task, episode, case.world)
    status, why = _status(case, kind, episode, verdict)
    if mutant.must and not any(
        (one.tool, one.arguments) == (mutant.must.tool, mutant.must.arguments) for one in episode.executed
    ):
        status = "void"
    return Result(kind, case, mutant.note, status, episode, verdict, why)


def _status(case: Case, kind: Kind, episode: Episode, verdict: Verdict) -> tuple[Status, str]:
    if verdict.outcome == "error":
        return "fault", episode.fault.message if episode.fault else ""
    if same_moves(case.episode, episode):
        return "void", ""
    proof = kind.equivalent(case, episode) if kind.equivalent and verdict.outcome == "passed" else ""
    if proof:
        return "equivalent", proof
    if verdict.outcome == "passed" or (verdict.outcome == "undetermined" and not kind.undetermined):
        return "survived", verdict.outcome
    failing = _failing(kind, verdict)
    return ("caught", "") if {*kind.by} & {*failing, episode.stop} else ("beside", ", ".join(failing))


def _failing(kind: Kind, verdict: Verdict) -> tuple[str, ...]:
    return tuple(one.check for one in verdict.checks if not one.passed and (kind.undetermined or not one.undetermined))


def same_moves(one: Episode, other: Episode) -> bool:
    """Whether two agents said and called the same."""
    return [(m.role, m.text, m.calls) for m in one.messages] == [(m.role, m.text, m.calls) for m in other.messages]


# ----------------------------------------------------------------------------------------------- how to make them
class Likewise(Following):
    """The reference to a word: a subclass of it differs from the reference in what it overrides alone."""

    def __init__(self, plan: Plan, intent: str) -> None:
        super().__init__(plan, intent)
        self.voice = Following(plan, intent).voice


class Tampered:
    """The reference with a hand on its moves."""

    def __init__(self, inner: Conversation, tamper: Tamper) -> None:
        self._inner = inner
        self._tamper = tamper
        self._queue: list[Reply] = []

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """The next move that is left of the reference's."""
        while not self._queue:
            self._queue.extend(self._tamper(await self._inner.reply(messages)))
        return self._queue.pop(0)


def tampered(make: Callable[[], Tamper], follow: Callable[[Plan, str], Conversation] = Following) -> Start:
    """The reference whose moves go through a fresh tamper in each episode."""
    return lambda plan, intent: Tampered(follow(plan, intent), make())


def edited(follow: Callable[[Plan, str], Conversation] = Following, **changes: object) -> Start:
    """The reference with another plan."""
    return lambda plan, intent: follow(plan.model_copy(update=changes), intent)


def calls_edited(
    edit: Callable[[Call], Iterable[Call]], follow: Callable[[Plan, str], Conversation] = Following
) -> Start:
    """The reference with each of its calls replaced by none, one or several; its words stay as they are."""

    def tamper(reply: Reply) -> Sequence[Reply]:
        if not reply.calls:
            return [reply]
        calls = [
            one.model_copy(update={"id": f"{one.id}-{number}", "tool": new.tool, "arguments": new.arguments})
            for one in reply.calls
            for number, new in enumerate(edit(Call(tool=one.tool, arguments=one.arguments)))
        ]
        return [Reply(text=reply.text, calls=tuple(calls))] if calls or reply.text else []

    return tampered(lambda: tamper, follow)


def replaced(old: Call, *new: Call) -> Callable[[Call], Iterable[Call]]:
    """Put other calls in the place of one."""
    return lambda call: new if (call.tool, call.arguments) == (old.tool, old.arguments) else (call,)


def short(call: Call, arguments: Mapping[str, JsonValue] | None = None) -> str:
    """A call in a few words, for notes."""
    return f"{call.tool}({', '.join(f'{name}={value!r}' for name, value in (arguments or call.arguments).items())})"
