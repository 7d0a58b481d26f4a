"""The conversation between an agent, a user simulator and an environment.

Task + agent + user + world -> Episode
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pytest_t2t.agents.protocol import Agent, Briefing, Conversation, PlannedAgent, Reply
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import AgentError, EnvironmentFault, ModelError, SimulatorError, UsageError, boundary
from pytest_t2t.models.watch import WATCH, excuse
from pytest_t2t.records.episode import Episode, Event, Executed, Fault, Rejection, Stop
from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.records.task import Task
from pytest_t2t.records.trajectory import Changes
from pytest_t2t.rollout.bill import Bill
from pytest_t2t.rollout.limits import Limits, limits_for
from pytest_t2t.rollout.move import storable, understood
from pytest_t2t.storable import sound
from pytest_t2t.users.protocol import Said, Session, User

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from pytest_t2t.domain.world import World

_LONGEST_FAULT = 20_000
"""Characters of an error's text."""
_FAULTS = (ModelError, AgentError, SimulatorError, EnvironmentFault)


async def rollout(
    task: Task, agent: Agent | PlannedAgent, user: User, world: World, *, trial: int = 0, limits: Limits | None = None
) -> Episode:
    """Run a task once. Everything in the episode but `seconds` follows from the arguments.

    Whatever is not the agent's wrong answer becomes the episode's `fault`. Raises UsageError for an agent that is none.
    """
    if not (_converses(agent) or callable(getattr(agent, "follow", None))):
        raise UsageError(
            f"{agent!r} is no agent: it has neither converse(briefing) nor follow(plan, intent), and a name."
        )
    limits = limits or limits_for(task)
    start = perf_counter()
    with world.open() as environment:
        talk = _Talk(environment, limits, start, agent.name, user.name)
        stop, fault = await _played(talk, task, agent, user, trial)
        return Episode(
            task=task.id, trial=trial, agent=agent.name, user=user.name, messages=tuple(talk.messages),
            events=tuple(talk.events), executed=tuple(talk.executed), changes=environment.changes(),
            changes_at_change=talk.changes_at_change, stop=stop, fault=fault, usage=talk.bill.usage,
            cost_usd=talk.bill.cost, user_usage=talk.user_bill.usage, user_cost_usd=talk.user_bill.cost,
            rejected=tuple(talk.rejected), seconds=perf_counter() - start,
        )  # fmt: skip


def run(
    task: Task, agent: Agent | PlannedAgent, user: User, world: World, trial: int = 0, *, limits: Limits | None = None
) -> Episode:
    """Run a task once and wait. Without an event loop where nothing has to be waited for (reference, controls)."""
    if not _converses(agent):
        episode = _at_once(rollout(task, agent, user, world, trial=trial, limits=limits))
        if episode is not None:
            return episode
    return asyncio.run(rollout(task, agent, user, world, trial=trial, limits=limits))


def digest(episode: Episode) -> str:
    """16 hex digits of everything but the wall time."""
    return sha256(episode.model_dump_json(exclude={"seconds"}, exclude_defaults=True).encode()).hexdigest()[:16]


def _at_once(started: Coroutine[Any, Any, Episode]) -> Episode | None:
    """The episode, or None where something suspended or missed an event loop."""
    try:
        started.send(None)
    except StopIteration as done:
        episode: Episode = done.value
        return episode if episode.fault is None else None
    started.close()
    return None


async def _played(
    talk: _Talk, task: Task, agent: Agent | PlannedAgent, user: User, trial: int
) -> tuple[Stop, Fault | None]:
    try:
        conversation = _begin(agent, task, talk.environment.domain, trial)
        try:
            async with _deadline(talk.limits.seconds) as deadline:
                WATCH.set(_Watch(talk, deadline) if deadline is not None else None)
                return await talk.go(conversation, _seated(user, task, talk.environment.world, trial)), None
        finally:
            if end := getattr(conversation, "end", None):
                end()
    except TimeoutError:
        if deadline is None or not deadline.expired():
            raise
        if talk.users_turn:
            return "error", Fault(
                origin=SimulatorError.origin, message=f"user {user.name}: no answer within the timeout."
            )
        return "seconds", None
    except _FAULTS as error:
        return "error", Fault(origin=error.origin, message=sound(str(error), _LONGEST_FAULT))


def _begin(agent: Agent | PlannedAgent, task: Task, domain: Domain, trial: int) -> Conversation:
    """Brief the agent. Whoever can `converse` is under test and never sees the plan, whatever else it can do."""
    if _converses(agent):
        with boundary(AgentError, f"agent {agent.name}"):
            return agent.converse(Briefing(domain.policy, tuple(tool.schema for tool in domain.tools.values()), trial))
    return agent.follow(task.reference, task.intent)


def _converses(agent: Agent | PlannedAgent) -> TypeIs[Agent]:
    return callable(getattr(agent, "converse", None))  # isinstance() of a protocol takes longer than a turn


def _seated(user: User, task: Task, world: World, trial: int) -> Session:
    with boundary(SimulatorError, f"user {user.name}"):
        return user.play(task.user, lexicon(world, task.user.customer), trial)


def _deadline(seconds: float | None) -> AbstractAsyncContextManager[asyncio.Timeout | None]:
    """Interrupts what hangs; where no event loop runs, nothing can hang, and the time is looked at between moves."""
    if seconds is None or asyncio._get_running_loop() is None:  # noqa: SLF001  the public one raises: too slow to catch
        return nullcontext()
    return asyncio.timeout(seconds)


class _Talk:
    """One conversation as it grows."""

    def __init__(self, environment: Environment, limits: Limits, start: float, agent: str, user: str) -> None:
        self.environment = environment
        self.agent = agent
        self.user = user
        self.limits = limits
        self.end = start + limits.seconds if limits.seconds is not None else None
        self.messages: list[Message] = []
        self.events: list[Event] = []
        self.executed: list[Executed] = []
        self.changes_at_change: Changes | None = None
        self.bill = Bill()
        self.user_bill = Bill()
        self.rejected: list[Rejection] = []
        self.users_turn = False
        self._turns = 0
        self._errors = 0
        self._too_long = False

    async def go(self, agent: Conversation, user: Session) -> Stop:
        """Let the two talk until the user or a limit ends it."""
        with self._users_turn():
            opening = user.opening()
            said = opening if isinstance(opening, Said) else await opening
        stop = self._hear(said)
        while stop is None:
            before = len(self.executed)
            held: list[str] = []
            while True:
                reply = await self._ask(agent)
                if self._too_long:
                    return "length"
                if reply.text:
                    held.append(reply.text)
                if not reply.calls:
                    break
                if limit := self._execute(reply.calls):
                    return limit
            with self._users_turn():
                said = await user.reply("\n\n".join(held), self.executed[before:])
            stop = self._hear(said) or self._counted()
        return stop

    @contextmanager
    def _users_turn(self) -> Iterator[None]:
        """What goes wrong here is the user's fault, and the time that it takes is not the agent's."""
        self.users_turn, start, end = True, perf_counter(), self.end or 0.0
        with boundary(SimulatorError, f"user {self.user}"):
            yield
        excuse(perf_counter() - start - ((self.end or 0.0) - end))
        self.users_turn = False

    async def _ask(self, agent: Conversation) -> Reply:
        with boundary(AgentError, f"agent {self.agent}"):
            reply = await agent.reply(self.messages)
            reply, self._too_long = storable(understood(reply, f"agent {self.agent}"), self.limits.length)
            self.messages.append(Message.of(role="agent", text=reply.text, calls=reply.calls, result=None))
            self.bill.add(reply.usage, reply.cost_usd)
        return reply

    def _execute(self, calls: tuple[ToolCall, ...]) -> Stop | None:
        at = len(self.messages) - 1
        for call in calls:
            executed = self.environment.answer(call, at)
            self.executed.append(executed)
            result = ToolResult.of(call_id=call.id, content=executed.result, error=executed.error)
            self.messages.append(Message.of(role="tool", text="", calls=(), result=result))
            self._errors = 0 if executed.ok else self._errors + 1
            if self._errors >= self.limits.tool_errors:
                return "tool-errors"
            if len(self.executed) >= self.limits.calls:
                return "calls"
        return "seconds" if self.end is not None and perf_counter() > self.end else None

    def _hear(self, said: Said) -> Stop | None:
        self._note(said)
        if said.text or said.stop is None:
            self.messages.append(Message(role="user", text=said.text))
        for heard in said.events:
            event = Event.of(**(vars(heard) | {"at": len(self.messages)}))
            if event.kind == "changed":
                self.changes_at_change = self.environment.changes()
            self.environment.talk.hear(event)
            self.events.append(event)
        return said.stop

    def _note(self, said: Said) -> None:
        """What the user's model cost, and what the guard kept back; where it kept back everything, there is no user."""
        self.user_bill.add(said.usage, said.cost_usd)
        self.rejected += (one.model_copy(update={"at": len(self.messages)}) for one in said.rejected)
        if said.fault:
            raise SimulatorError(said.fault)

    def _counted(self) -> Stop | None:
        self._turns += 1
        if self._turns >= self.limits.turns:
            return "turns"
        return "seconds" if self.end is not None and perf_counter() > self.end else None


class _Watch:
    """The deadline of one rollout, which stands still while a model's server lets it wait."""

    def __init__(self, talk: _Talk, deadline: asyncio.Timeout) -> None:
        self._talk = talk
        self._deadline = deadline
        self._due: float | None = None

    def stop(self) -> None:
        if self._due is None and not self._deadline.expired():
            self._due = self._deadline.when()
            self._deadline.reschedule(None)

    def go(self, lost: float) -> None:
        due = self._due if self._due is not None else self._deadline.when()
        self._due = None
        if due is not None and not self._deadline.expired():
            self._deadline.reschedule(due + lost)
        if self._talk.end is not None:
            self._talk.end += lost
