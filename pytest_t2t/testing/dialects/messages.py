"""Anthropic's messages, as a server speaks them.

body of a request -> Asked; Answer, Failure -> body of an answer
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from pytest_t2t.records.message import Message, Usage
from pytest_t2t.testing.dialects import Dialect
from pytest_t2t.testing.dialects._reading import read_call, read_result
from pytest_t2t.testing.script import Answer, Asked, Failure, Made


class Messages:
    """The format of `/messages`."""

    path = "/messages"
    provider = "anthropic"
    _STOPPED: ClassVar[dict[str, str]] = {
        "stop": "end_turn", "calls": "tool_use", "length": "max_tokens", "filter": "refusal", "other": "pause_turn",
    }  # fmt: skip

    def asked(self, body: dict[str, Any]) -> Asked:
        """What a request asks."""
        system = "".join(block["text"] for block in body.get("system", ()))
        talk = tuple(message for turn in body["messages"] for message in _messages(turn))
        tools = tuple(
            {"name": tool["name"], "description": tool.get("description", ""), "parameters": tool["input_schema"]}
            for tool in body.get("tools", ())
        )
        return Asked(talk, system, tools)

    def answer(self, answer: Answer) -> dict[str, Any]:
        """The body of an answer."""
        stopped = self._STOPPED[answer.finish] if answer.stopped is ... else answer.stopped
        whole = {"id": "msg_1", "type": "message", "role": "assistant", "model": "scripted"}
        content = list(_blocks(answer))
        return {**whole, "content": content, "stop_reason": stopped, "stop_sequence": None, **_usage(answer.usage)}

    def failure(self, failure: Failure) -> dict[str, Any]:
        """The body of an error."""
        return {"type": "error", "error": {"type": failure.code or "api_error", "message": failure.message}}


def _messages(turn: dict[str, Any]) -> Iterator[Message]:
    """A turn of the user's side holds results and texts, each a message; one of the agent's is one message."""
    content = turn["content"]
    blocks: list[dict[str, Any]] = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if turn["role"] == "assistant":
        uses = (block for block in blocks if block["type"] == "tool_use")
        calls = tuple(read_call(use["id"], use["name"], dict(use["input"])) for use in uses)
        text = "\n\n".join(block["text"] for block in blocks if block["type"] == "text")
        yield Message(role="agent", text=text, calls=calls)
        return
    for block in blocks:
        if block["type"] == "tool_result":
            result = read_result(block["tool_use_id"], block["content"])
            yield Message(role="tool", result=result)
        else:
            yield Message(role="user", text=block["text"])


def _blocks(answer: Answer) -> Iterator[dict[str, Any]]:
    if answer.thoughts:
        yield {"type": "thinking", "thinking": "...", "signature": answer.thoughts}
    if answer.text or answer.refusal:
        yield {"type": "text", "text": answer.text or answer.refusal}
    yield from map(_use, answer.calls)


def _use(made: Made) -> dict[str, Any]:
    """Here arguments are an object; a text that is no JSON is sent as it is, as gateways do."""
    named = {} if made.id is None else {"id": made.id}
    return {"type": "tool_use", **named, "name": made.tool, "input": _object(made.arguments)}


def _object(arguments: object) -> object:
    try:
        return json.loads(arguments) if isinstance(arguments, str) and arguments.startswith("{") else arguments
    except ValueError:
        return arguments


def _usage(usage: Usage | None) -> dict[str, Any]:
    if usage is None:
        return {}
    counted = {
        "input_tokens": usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens,
        "cache_read_input_tokens": usage.cached_tokens,
        "cache_creation_input_tokens": usage.cache_write_tokens,
        "output_tokens": usage.output_tokens,
    }
    return {"usage": counted}


DIALECT: Dialect = Messages()
