"""What a model is: something that completes a conversation, described in no provider's words.

ModelRequest (system, messages, tools, options) -> ModelReply (text, calls, usage, cost, why it stopped)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from pydantic import JsonValue

from pytest_t2t.models.limiter import Limiters
from pytest_t2t.models.options import ModelOption
from pytest_t2t.records.message import Message, ToolCall, Usage

Finish = Literal["stop", "calls", "length", "filter", "other"]
"""Why a model stopped: it was done; it waits for tools; cut off; blocked by the provider; something we don't know."""

Echo = tuple[Mapping[str, Any], ...]
"""What a provider wants to be sent back unchanged with the move that it came with: sealed reasoning, signatures."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model."""

    messages: Sequence[Message]
    system: str = ""
    tools: Sequence[dict[str, Any]] = ()
    """`{"name", "description", "parameters": JSON Schema}` each."""
    options: Mapping[str, JsonValue] = field(default_factory=dict)
    """As in a spec (`temperature`, `reasoning_effort`); they come before the model's own, see `Model.options`."""
    echoes: Mapping[int, Echo] = field(default_factory=dict)
    """Index of a message of the agent's -> the `echo` of the reply that became it."""
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
    cost_usd: float | None = None
    """None: unknown, which is not 0."""
    echo: Echo = ()
    """To be handed back in `ModelRequest.echoes`; empty for most."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How a model is reached. A spec's options `base_url`, `api_key_env`, `timeout` and `max_retries` come first."""

    base_url: str | None = field(default=None, repr=False)
    """None: the provider's own. It may hold a password."""
    api_key_env: str | None = None
    """The environment variable that holds the key; None: the provider's usual one."""
    max_retries: int = 4
    """Further attempts after 408, 409, 429, 5xx and lost connections, with the SDK's waiting times."""
    timeout: float = 120.0
    """Seconds for one attempt."""
    limiters: Limiters = field(default_factory=Limiters, compare=False, repr=False)
    """Shared by all models that are opened with this connection or a changed copy of it."""
    wrap: Callable[[Model], Model] | None = field(default=None, compare=False, repr=False)
    """Put around every model that is opened, the agent's and the user's: record and replay."""


@runtime_checkable
class Model(Protocol):
    """A model behind a provider. One object serves any number of conversations and event loops."""

    provider: str
    """The provider's prefix: `openai`."""
    name: str
    """As the provider knows it, options left out."""
    options: Mapping[str, JsonValue]
    """What its spec sets. Sent is `{**model.options, **request.options}`: a cassette's key is made of that."""

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
    options: tuple[ModelOption, ...]
    """What can be set in a spec."""

    def model(self, name: str, connection: Connection, options: Mapping[str, JsonValue]) -> Model:
        """The model of that name; connects to nothing. Raises UsageError where the arguments can't be right."""
        ...
