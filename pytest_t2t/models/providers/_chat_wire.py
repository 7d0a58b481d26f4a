"""The wire format of chat completions, written strictly and read leniently.

ModelRequest -> body of the request; body of the answer -> ModelReply, or ModelError where it is no answer
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytest_t2t.models.protocol import Echo, Finish, ModelReply, ModelRequest
from pytest_t2t.models.providers._reading import (
    CallReader,
    an_object,
    count,
    objects,
    parsed,
    sendable,
    text,
    why_no_answer,
    word,
)
from pytest_t2t.models.providers._writing import call_arguments, chosen, result_text, tool_name
from pytest_t2t.models.schemas import described, restored
from pytest_t2t.records.message import Message, ToolCall, Usage

_FINISHES: dict[str, Finish] = {
    "stop": "stop",
    "tool_calls": "calls",
    "function_call": "calls",
    "length": "length",
    "content_filter": "filter",
}
_AS_THEY_ARE = (
    "temperature", "top_p", "reasoning_effort", "verbosity", "parallel_tool_calls", "tool_choice", "service_tier",
    "prompt_cache_key", "seed", "frequency_penalty", "presence_penalty", "max_tokens", "max_completion_tokens",
)  # fmt: skip
_ABOUT_TOOLS = ("parallel_tool_calls", "tool_choice")
"""Refused where there are no tools."""
_THOUGHTS = ("reasoning_content", "reasoning_details")
"""Where other servers than OpenAI's put a model's reasoning; some refuse the next request if its calls lack it."""


# ------------------------------------------------------------------------------------------------------- the request
def write_body(request: ModelRequest) -> dict[str, Any]:
    """What the request says beside the model's name."""
    options = request.options
    body = {"messages": list(_messages(request)), **chosen(options, _AS_THEY_ARE)}
    if request.tools:
        body["tools"] = [{"type": "function", "function": tool} for tool in described(request.tools, options)]
    else:
        body = {name: value for name, value in body.items() if name not in _ABOUT_TOOLS}
    return body | an_object(options.get("extra_body"))


def _messages(request: ModelRequest) -> Iterator[dict[str, Any]]:
    if request.system:
        yield {"role": "system", "content": request.system}
    for index, message in enumerate(request.messages):
        yield _message(message, request.echoes.get(index, ()))


def _message(message: Message, echo: Echo) -> dict[str, Any]:
    if message.result is not None:
        return {"role": "tool", "tool_call_id": message.result.call_id, "content": result_text(message.result)}
    if message.role == "user":
        return {"role": "user", "content": message.text}
    kept: Mapping[str, Any] = echo[0] if echo else {}
    said = {"role": "assistant", **{name: kept[name] for name in _THOUGHTS if name in kept}}
    if not message.calls:
        return {**said, "content": message.text}
    extras = kept.get("calls", {})
    calls = [{**_call(call), **extras.get(call.id, {})} for call in message.calls]
    return {**said, "content": message.text or None, "tool_calls": calls}


def _call(call: ToolCall) -> dict[str, Any]:
    written = json.dumps(call_arguments(call), ensure_ascii=False)
    return {"id": call.id, "type": "function", "function": {"name": tool_name(call), "arguments": written}}


# -------------------------------------------------------------------------------------------------------- the answer
def read_reply(content: bytes, request: ModelRequest) -> ModelReply:
    """The first choice of an answer. Raises ModelError, whose message lacks the "who", where it holds none."""
    payload = parsed(content)
    choice = next(iter(objects(payload.get("choices"))), {})
    message = an_object(choice.get("message"))
    if not message:
        raise why_no_answer(payload, "choices")
    raw = objects(message.get("tool_calls"))
    calls = restored(_read_calls(raw, request), request)
    return ModelReply(
        text=text(message.get("content")),
        calls=calls,
        refusal=text(message.get("refusal")),
        finish=_FINISHES.get(word(choice.get("finish_reason")), "calls" if calls else "other"),
        usage=_usage(an_object(payload.get("usage"))),
        echo=sendable(_echo(message, raw, calls)),
    )


def _read_calls(raw: Sequence[dict[str, Any]], request: ModelRequest) -> tuple[ToolCall, ...]:
    reader = CallReader(request)
    functions = ((item.get("id"), an_object(item.get("function"))) for item in raw)
    return tuple(
        reader.read(call_id, function.get("name"), function.get("arguments")) for call_id, function in functions
    )


def _echo(message: Mapping[str, Any], raw: Sequence[Mapping[str, Any]], calls: Sequence[ToolCall]) -> Echo:
    """Thoughts, and what a call carries beside the usual (Gemini's signatures, without which it refuses to go on)."""
    kept = {name: message[name] for name in _THOUGHTS if message.get(name)}
    if not calls:
        kept.pop("reasoning_content", None)  # no use without calls, and refused by some
    extras = {
        call.id: {"extra_content": item["extra_content"]}
        for call, item in zip(calls, raw, strict=True)
        if item.get("extra_content")
    }
    whole = {**kept, **({"calls": extras} if extras else {})}
    return (whole,) if whole else ()


def _usage(raw: Mapping[str, Any]) -> Usage:
    details = an_object(raw.get("prompt_tokens_details"))
    return Usage(
        input_tokens=count(raw.get("prompt_tokens")),
        output_tokens=count(raw.get("completion_tokens")),
        cached_tokens=count(details.get("cached_tokens")),
        cache_write_tokens=count(details.get("cache_write_tokens")),
    )
