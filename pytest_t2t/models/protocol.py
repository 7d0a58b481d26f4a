"""What a model is: something that completes a conversation, described in no provider's words.

ModelRequest (system, messages, tools) -> ModelReply (text, calls, usage, why it stopped)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from pytest_t2t.records.message import Message, ToolCall, Usage

Finish = Literal["stop", "calls", "length", "filter", "other"]
"""Why a model stopped: it was done; it waits for tools; cut off; blocked by the provider; something we don't know."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model."""

    messages: Sequence[Message]
    system: str = ""
    tools: Sequence[dict[str, Any]] = ()
    """`{"name", "description", "parameters": JSON Schema}` each."""
    temperature: float | None = None
    """None: the parameter is not sent, which is what reasoning models ask for."""
    trial: int = 0
    """Never sent; it keeps equal requests of different trials apart."""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """One answer of a model."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    """Each id occurs once in the conversation; arguments that are no JSON object stand in `malformed`."""
    refusal: str = ""
    """What the model said where the provider marks it as a refusal; not repeated in `text`."""
    finish: Finish = "stop"
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Connection:
    """How a model is reached."""

    base_url: str | None = None
    """None: the provider's own."""
    api_key_env: str | None = None
    """The environment variable that holds the key; None: the provider's usual one."""
    max_retries: int = 4
    """Further attempts after 408, 409, 429, 5xx and lost connections, with the SDK's waiting times."""
    timeout: float = 120.0
    """Seconds for one attempt."""


@runtime_checkable
class Model(Protocol):
    """A model behind a provider. One object serves any number of conversations and event loops."""

    def preflight(self) -> None:
        """Raise ModelError where it is plain without a request that none can succeed: a key is missing."""
        ...

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Ask once, retries included. Raises ModelError."""
        ...

    async def close(self) -> None:
        """Give back the running event loop's connections; a later request opens new ones."""
        ...


@runtime_checkable
class Provider(Protocol):
    """A way to reach models: one file of the shelf `providers/`, exporting PROVIDER."""

    prefix: str
    """`openai` in `openai:gpt-4o`."""
    families: tuple[str, ...]
    """Patterns (fnmatch) of the names that mean this provider without its prefix: `gpt-*`."""

    def model(self, name: str, connection: Connection) -> Model:
        """The model of that name; connects to nothing. Raises UsageError where `connection` can't be right."""
        ...
