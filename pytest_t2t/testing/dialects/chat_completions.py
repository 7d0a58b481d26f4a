"""OpenAI's chat completions, as a server speaks them.

body of a request -> Asked; Answer, Failure -> body of an answer
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from pytest_t2t.records.message import Message, Usage
from pytest_t2t.testing.dialects import Dialect
from pytest_t2t.testing.dialects._reading import as_text, read_call, read_result
from pytest_t2t.testing.script import Answer, Asked, Failure, Made


class ChatCompletions:
    """The format of `/chat/completions`."""

    path = "/chat/completions"
    provider = "openai"
    _STOPPED: ClassVar[dict[str, str]] = {"calls": "tool_calls", "filter": "content_filter", "other": "eos"}

    def asked(self, body: dict[str, Any]) -> Asked:
        """What a request asks."""
        messages = body["messages"]
        system = "".join(message["content"] for message in messages if message["role"] == "system")
        talk = tuple(_message(message) for message in messages if message["role"] != "system")
        return Asked(talk, system, tuple(tool["function"] for tool in body.get("tools", ())))

    def answer(self, answer: Answer) -> dict[str, Any]:
        """The body of an answer."""
        message: dict[str, Any] = {"role": "assistant", "content": answer.text or None}
        if answer.refusal:
            message["refusal"] = answer.refusal
        if answer.thoughts:
            message["reasoning_content"] = answer.thoughts
        if answer.calls:
            message["tool_calls"] = [_call(made) for made in answer.calls]
        default = "stop" if answer.refusal else self._STOPPED.get(answer.finish, answer.finish)
        stopped = default if answer.stopped is ... else answer.stopped
        whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "scripted"}
        choices = [{"index": 0, "finish_reason": stopped, "message": message}]
        return {**whole, "choices": choices, **_usage(answer.usage)}

    def failure(self, failure: Failure) -> dict[str, Any]:
        """The body of an error."""
        return {"error": {"message": failure.message, "type": "error", "param": None, "code": failure.code or None}}


def _message(message: dict[str, Any]) -> Message:
    if message["role"] == "tool":
        return Message(role="tool", result=read_result(message["tool_call_id"], message["content"]))
    if message["role"] == "user":
        return Message(role="user", text=message["content"])
    calls = tuple(
        read_call(made["id"], made["function"]["name"], json.loads(made["function"]["arguments"]))
        for made in message.get("tool_calls", ())
    )
    return Message(role="agent", text=message["content"] or "", calls=calls)


def _call(made: Made) -> dict[str, Any]:
    named = {} if made.id is None else {"id": made.id}
    return {**named, "type": "function", "function": {"name": made.tool, "arguments": as_text(made)}}


def _usage(usage: Usage | None) -> dict[str, Any]:
    if usage is None:
        return {}
    details = {"cached_tokens": usage.cached_tokens, "cache_write_tokens": usage.cache_write_tokens}
    counted = {"prompt_tokens": usage.input_tokens, "completion_tokens": usage.output_tokens}
    counted["total_tokens"] = usage.input_tokens + usage.output_tokens
    return {"usage": {**counted, "prompt_tokens_details": details}}


DIALECT: Dialect = ChatCompletions()
