"""OpenAI's Responses, as a server speaks them.

body of a request -> Asked; Answer, Failure -> body of an answer
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pytest_t2t.records.message import Message, ToolCall, Usage
from pytest_t2t.testing.dialects import Dialect
from pytest_t2t.testing.dialects._reading import as_text, read_call, read_result
from pytest_t2t.testing.script import Answer, Asked, Failure, Made


class Responses:
    """The format of `/responses`."""

    path = "/responses"
    provider = "openai-responses"

    def asked(self, body: dict[str, Any]) -> Asked:
        """What a request asks."""
        tools = tuple(
            {name: tool[name] for name in tool if name not in ("type", "strict")} for tool in body.get("tools", ())
        )
        return Asked(tuple(_messages(body["input"])), body.get("instructions", ""), tools)

    def answer(self, answer: Answer) -> dict[str, Any]:
        """The body of an answer."""
        whole = {"id": "resp_1", "object": "response", "created_at": 1, "model": "scripted"}
        return {**whole, **_status(answer), "output": list(_items(answer)), **_usage(answer.usage)}

    def failure(self, failure: Failure) -> dict[str, Any]:
        """The body of an error."""
        return {"error": {"message": failure.message, "type": "error", "param": None, "code": failure.code or None}}


def _messages(items: list[dict[str, Any]]) -> Iterator[Message]:
    """The conversation: what the model put out in one go is one message."""
    text: list[str] = []
    calls: list[ToolCall] = []
    open_move = False
    for item in items:
        kind = item.get("type", "message")
        theirs = kind in ("reasoning", "function_call") or item.get("role") == "assistant"
        if open_move and (not theirs or (kind != "function_call" and calls)):
            yield Message(role="agent", text="".join(text), calls=tuple(calls))
            text, calls, open_move = [], [], False
        open_move = open_move or theirs
        if kind == "function_call":
            calls.append(read_call(item["call_id"], item["name"], json.loads(item["arguments"])))
        elif kind == "function_call_output":
            yield Message(role="tool", result=read_result(item["call_id"], item["output"]))
        elif item.get("role") == "user":
            yield Message(role="user", text=item["content"])
        elif item.get("role") == "assistant":
            text.append(_said(item["content"]))
    if open_move:
        yield Message(role="agent", text="".join(text), calls=tuple(calls))


def _said(content: str | list[dict[str, Any]]) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _items(answer: Answer) -> Iterator[dict[str, Any]]:
    if answer.thoughts:
        yield {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": answer.thoughts}
    if answer.text or answer.refusal:
        said = [{"type": "output_text", "text": answer.text, "annotations": []}] if answer.text else []
        refused = [{"type": "refusal", "refusal": answer.refusal}] if answer.refusal else []
        whole = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed"}
        yield {**whole, "content": [*said, *refused]}
    yield from (_call(number, made) for number, made in enumerate(answer.calls, 1))


def _call(number: int, made: Made) -> dict[str, Any]:
    named = {} if made.id is None else {"call_id": made.id}
    return {"type": "function_call", "id": f"fc_{number}", **named, "name": made.tool, "arguments": as_text(made)}


def _status(answer: Answer) -> dict[str, Any]:
    """The reason stands in two places; one that was scripted goes into the second."""
    if answer.stopped is not ...:
        return {"status": "incomplete", "incomplete_details": {"reason": answer.stopped}}
    cut = {"length": "max_output_tokens", "filter": "content_filter", "other": "steered"}
    if answer.finish in cut and not answer.refusal:
        return {"status": "incomplete", "incomplete_details": {"reason": cut[answer.finish]}}
    return {"status": "completed", "incomplete_details": None}


def _usage(usage: Usage | None) -> dict[str, Any]:
    if usage is None:
        return {}
    details = {"cached_tokens": usage.cached_tokens, "cache_write_tokens": usage.cache_write_tokens}
    counted = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
    return {"usage": {**counted, "input_tokens_details": details}}


DIALECT: Dialect = Responses()
