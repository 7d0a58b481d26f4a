"""The conversation in the form that every SDK takes, chat completions', and back: for agents that are users' code.

Message, ... -> dicts; text, dict or Reply -> Reply, or AgentError where it is none of them
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pytest_t2t.agents.model import move
from pytest_t2t.agents.protocol import Reply
from pytest_t2t.errors import AgentError
from pytest_t2t.models import ModelRequest
from pytest_t2t.models.providers._chat_wire import read_reply, write_body
from pytest_t2t.records.message import Message

_TAKEN = "a text, a message in the form of chat completions ({'content': ..., 'tool_calls': [...]}), or a Reply"

_CALL = "{'id': ..., 'type': 'function', 'function': {'name': ..., 'arguments': '...'}}"


def given(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """The conversation: `{"role": "user" | "assistant" | "tool", "content": ...}` each; no system message."""
    written: list[dict[str, Any]] = write_body(ModelRequest(messages=messages))["messages"]
    return written


def understood(value: object, messages: Sequence[Message], name: str) -> Reply:
    """What the user's code returned. Raises AgentError where it can't be a reply."""
    if isinstance(value, Reply):
        return value
    if isinstance(value, str):
        return Reply(value)
    if isinstance(value, Mapping) and (value.keys() & {"content", "tool_calls"}):
        return _read(value, messages, name)
    what = f"a dict with the keys {sorted(map(str, value))}" if isinstance(value, Mapping) else type(value).__name__
    raise AgentError(f"agent {name} returned {what}: it must return {_TAKEN}.")


def _read(value: Mapping[Any, Any], messages: Sequence[Message], name: str) -> Reply:
    for call in value.get("tool_calls") or ():
        if not _names_its_tool(call):
            raise AgentError(f"agent {name} returned the tool call {call!r}: it must be {_CALL}.")
    try:
        body = json.dumps({"choices": [{"message": {"role": "assistant", **value}}]})
    except (TypeError, ValueError) as wrong:
        raise AgentError(f"agent {name} returned a message that is no JSON: {wrong}.") from None
    return move(read_reply(body.encode(), ModelRequest(messages=messages)))


def _names_its_tool(call: object) -> bool:
    function = call.get("function") if isinstance(call, Mapping) else None
    return isinstance(function, Mapping) and isinstance(function.get("name"), str)
