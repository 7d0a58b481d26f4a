"""What an agent is: something that is briefed once an episode and then replies, message after message.

Briefing (policy, tools) + messages so far -> Reply (text, tool calls)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from pytest_t2t.records.message import Message, ToolCall, Usage
from pytest_t2t.records.task import Plan


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that an agent is told about its job; nothing of the task."""

    policy: str
    tools: tuple[dict[str, Any], ...]
    """`{"name", "description", "parameters": JSON Schema}` each."""
    trial: int = 0
    """Which trial of its task this is: equal requests of different trials are different requests."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One move of an agent. Without calls it yields: the text goes to the user."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    usage: Usage = Usage()  # noqa: RUF009  frozen: one for all will do
    cost_usd: float | None = None


class Conversation(Protocol):
    """An agent in one episode. A method `end()`, where there is one, is called when the episode is over."""

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """The next move. Raises ModelError where a model can't answer, AgentError where the user's code raised."""
        ...


@runtime_checkable
class Agent(Protocol):
    """What is under test. It never sees a task."""

    name: str

    def converse(self, briefing: Briefing) -> Conversation:
        """Start one episode."""
        ...


@runtime_checkable
class PlannedAgent(Protocol):
    """The reference, its manners and the controls: the only agents that are handed (the reference side of) a task."""

    name: str

    def follow(self, plan: Plan, intent: str) -> Conversation:
        """Start one episode of a task with this plan."""
        ...
