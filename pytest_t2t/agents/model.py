"""A language model as the agent under test.

spec (`openai:gpt-4o`) -> Agent; Briefing + messages -> ModelRequest -> ModelReply -> Reply
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from pytest_t2t.agents.protocol import Briefing, Reply
from pytest_t2t.models import Connection, Echo, Model, ModelReply, ModelRequest, open_model
from pytest_t2t.records.message import Message

INSTRUCTION = """\
You are a customer service agent. Help the customer according to the policy below, by talking to the customer and by
calling tools. What you write is sent to the customer; when you need a tool, call it, and its result comes back to you
before the customer sees your next message. Never invent what you can look up or ask for."""


def model_agent(spec: str, connection: Connection | None = None) -> ModelAgent:
    """The agent that `openai:<model>`, `gpt-*` or `claude-*` means, not connected; its `preflight` looks for the key.

    Raises UsageError for an unknown name or option, or an address that can't be one.
    """
    return ModelAgent(spec, open_model(spec, connection or Connection()))


class ModelAgent:
    """An agent that is a model with a prompt; one object serves all episodes."""

    def __init__(self, name: str, model: Model, options: Mapping[str, JsonValue] | None = None) -> None:
        self.name = name
        self._model = model
        self._options = options or {}

    def preflight(self) -> None:
        """Raise ModelError where no episode can succeed: the key is missing. Every reply would raise the same."""
        self._model.preflight()

    def converse(self, briefing: Briefing) -> ModelConversation:
        """Start one episode."""
        return ModelConversation(self._model, briefing, self._options)

    async def close(self) -> None:
        """Give back the running event loop's connections."""
        await self._model.close()


class ModelConversation:
    """A model in one episode."""

    def __init__(self, model: Model, briefing: Briefing, options: Mapping[str, JsonValue]) -> None:
        self._model = model
        self._briefing = briefing
        self._options = options
        self._system = f"{INSTRUCTION}\n\n{briefing.policy}"
        self._echoes: dict[int, Echo] = {}

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """The model's next move. Raises ModelError."""
        request = ModelRequest(
            messages=messages,
            system=self._system,
            tools=self._briefing.tools,
            options=self._options,
            echoes=dict(self._echoes),
            trial=self._briefing.trial,
        )
        reply = await self._model.complete(request)
        if reply.echo:
            self._echoes[len(messages)] = reply.echo  # the place that the move will have in the conversation
        return move(reply)


def move(reply: ModelReply) -> Reply:
    """A refusal is something that the agent says; an answer cut off or blocked stays what is there of it."""
    text = "\n\n".join(part for part in (reply.text.strip(), reply.refusal.strip()) if part)
    return Reply(text, reply.calls, reply.usage, reply.cost_usd)
