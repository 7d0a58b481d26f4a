"""What is said and called in a conversation, in no provider's dialect.

agent, user, environment -> Message
"""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from pytest_t2t.records.base import Record

Role = Literal["user", "agent", "tool"]


class ToolCall(Record):
    """One call as an agent made it."""

    id: str
    """Names the call within its conversation; the result carries it back."""
    tool: str
    """The tool's name as the agent wrote it, known or not."""
    arguments: dict[str, JsonValue] = {}
    malformed: str = ""
    """The arguments' text where it was no JSON object; the call is then answered with an error."""


class ToolResult(Record):
    """What a tool answered."""

    call_id: str
    content: JsonValue = None
    """The result, plain JSON; None when the tool refused."""
    error: str = ""
    """Why the tool refused, in the words that the agent sees; empty when it did not."""


class Message(Record):
    """One message: the user's text, the agent's text and calls, or one tool's result."""

    role: Role
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    result: ToolResult | None = None


class Usage(Record):
    """Tokens of a rollout as the provider counts them."""

    input_tokens: int = 0
    """All of them, those from a cache and those written to one included."""
    output_tokens: int = 0
    cached_tokens: int = 0
    """Input tokens read from a cache, which are cheaper."""
    cache_write_tokens: int = 0
    """Input tokens written to a cache, which cost more with some providers."""

    def __add__(self, other: Usage) -> Usage:
        """Both together."""
        mine, more = vars(self), vars(other)
        return Usage(**{name: mine[name] + more[name] for name in mine})
