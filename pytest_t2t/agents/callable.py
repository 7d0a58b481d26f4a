"""Any program of the user's as the agent under test: a function, a class or a factory, plain or async.

`python:package.module:factory` -> Agent; Briefing + messages -> the user's code -> text, a message with calls -> Reply
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pytest_t2t.agents.callable_form import given, understood
from pytest_t2t.agents.callable_lookup import Target, found, target_of
from pytest_t2t.agents.callable_running import Outcome, Running, belongs_on_loop
from pytest_t2t.agents.callable_tools import CallableTool, Relay
from pytest_t2t.agents.callable_trouble import told
from pytest_t2t.agents.protocol import Briefing, Reply
from pytest_t2t.errors import AgentError
from pytest_t2t.records.message import Message

PREFIX = "python:"


def callable_agent(spec: str, folders: Sequence[Path] = ()) -> CallableAgent:
    """The agent that `python:package.module:name` means; its module is imported now.

    folders: where a module is looked for that is not on `sys.path`, which stays as it is.
    Raises UsageError for a name that is none, a signature that can't be served, a module that raises.
    """
    return CallableAgent(spec, found(spec, spec.removeprefix(PREFIX), folders))


def agent_of(function: Callable[..., Any]) -> CallableAgent:
    """The agent that a function, class or factory is, under its own name. Raises UsageError."""
    name = getattr(function, "__name__", type(function).__name__)
    return CallableAgent(name, target_of(function, name))


class CallableAgent:
    """The user's code; one object serves all episodes, each of which gets a conversation of its own."""

    def __init__(self, name: str, target: Target) -> None:
        self.name = name
        self._target = target

    def converse(self, briefing: Briefing) -> CallableConversation:
        """Start one episode; the user's code runs when the first reply is wanted."""
        return CallableConversation(self.name, self._target, briefing)


class CallableConversation:
    """The user's code in one episode. A turn of it may last over several replies: one for each tool that it calls."""

    def __init__(self, name: str, target: Target, briefing: Briefing) -> None:
        self._name = name
        self._target = target
        self._briefing = briefing
        self._answering: Callable[[list[dict[str, Any]]], Any] | None = None
        """What takes `messages`, once it is known."""
        self._running = Running(f"agent {name}")
        self._relay: Relay | None = None
        self._turn: asyncio.Future[Outcome] | None = None

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """What the user's code says, or the next tool that it calls. Raises AgentError where it raised."""
        relay = self._relay = self._relay or Relay(asyncio.get_running_loop())
        if self._turn is None:
            self._turn = asyncio.ensure_future(self._started(messages, relay))
            self._turn.add_done_callback(lambda _: relay.stir())
        elif messages[-1].result is not None:
            relay.answer(messages[-1].result)
        call = await relay.next_call(self._turn, messages)
        if call is not None:
            return Reply(calls=(call,))
        turn, self._turn = self._turn, None
        if turn.cancelled():
            raise AgentError(f"agent {self._name} was cancelled by its own code.")
        outcome = turn.result()
        if outcome.error is not None:
            raise AgentError(told(f"agent {self._name}", outcome.error))
        return understood(outcome.value, messages, self._name)

    def end(self) -> None:
        """The episode is over: whatever of the user's code still runs gets no tool any more, and is not waited for."""
        if self._turn is not None:
            self._turn.cancel()
        if self._relay is not None:
            self._relay.close()
        self._running.end()

    async def _started(self, messages: Sequence[Message], relay: Relay) -> Outcome:
        target, told_of = self._target, _told(self._briefing, messages, relay)
        if target.replies:
            return await self._running.run(target.with_all(told_of), on_loop=target.on_loop)
        if self._answering is None:
            made = await self._running.run(target.with_all(told_of), on_loop=target.on_loop)
            if made.error is not None:
                return made
            self._answering = _answering(made.value, self._name)
        answering = self._answering
        return await self._running.run(lambda: answering(told_of["messages"]), on_loop=belongs_on_loop(answering))


def _told(briefing: Briefing, messages: Sequence[Message], relay: Relay) -> dict[str, Any]:
    """All that the user's code can be given."""
    return {
        "policy": briefing.policy,
        "tools": [CallableTool(schema, relay) for schema in briefing.tools],
        "messages": given(messages),
        "trial": briefing.trial,
    }


def _answering(made: Any, name: str) -> Callable[[list[dict[str, Any]]], Any]:
    """What of an episode's own object takes `messages`: its method `reply`, or the object itself."""
    answering: Callable[[list[dict[str, Any]]], Any] = getattr(made, "reply", made)
    if callable(answering):
        return answering
    raise AgentError(
        f"agent {name}: the factory gave {type(made).__name__}: it must give something that is called with "
        "`messages`, or has a method `reply(messages)`. A function that answers itself takes a parameter `messages`."
    )
