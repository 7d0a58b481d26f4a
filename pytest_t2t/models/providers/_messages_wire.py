"""The wire format of Anthropic's messages, written strictly and read leniently.

ModelRequest -> body of the request; body of the answer -> ModelReply, or ModelError where it is no answer
"""

from __future__ import annotations

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
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "filter",
}
_AS_THEY_ARE = ("temperature", "top_p", "top_k", "service_tier")
_ANSWER = 8_192
"""Tokens of an answer, beside its thoughts, where nobody says how long it may be: this API has no default."""
_THOUGHTS = ("thinking", "redacted_thinking")
_CACHED = {"type": "ephemeral"}
_NOTHING = "(nothing)"
"""Stands for an empty message, which this API refuses."""


# ------------------------------------------------------------------------------------------------------- the request
def write_body(request: ModelRequest) -> dict[str, Any]:
    """What the request says beside the model's name."""
    options, cached = request.options, request.options.get("cache", True)
    thinking = _thinking(options)
    body: dict[str, Any] = {
        "max_tokens": options.get("max_tokens", _ANSWER + thinking.get("budget_tokens", 0)),
        "messages": _turns(request, cached=bool(cached)),
        **chosen(options, _AS_THEY_ARE),
    }
    if request.system:
        body["system"] = [{"type": "text", "text": request.system, **({"cache_control": _CACHED} if cached else {})}]
    if thinking:
        body["thinking"] = thinking
    if "effort" in options:
        body["output_config"] = {"effort": options["effort"]}
    if request.tools:
        body["tools"] = [_tool(tool) for tool in described(request.tools, options)]
        body |= _tool_choice(options)
    return body | an_object(options.get("extra_body"))


def _thinking(options: Mapping[str, Any]) -> dict[str, Any]:
    if "thinking_budget" in options:
        return {"type": "enabled", "budget_tokens": options["thinking_budget"]}
    return {"type": options["thinking"]} if "thinking" in options else {}


def _tool(tool: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in tool.items() if name != "parameters"}
    return {**rest, "input_schema": tool["parameters"]}


def _tool_choice(options: Mapping[str, Any]) -> dict[str, Any]:
    choice: dict[str, Any] = {"type": options.get("tool_choice", "auto")}
    if options.get("parallel_tool_calls") is False and choice["type"] != "none":
        choice["disable_parallel_tool_use"] = True
    return {"tool_choice": choice} if choice != {"type": "auto"} else {}


def _turns(request: ModelRequest, *, cached: bool) -> list[dict[str, Any]]:
    """The messages with neighbours of one side put together: a result must follow its call in one message with all."""
    turns: list[dict[str, Any]] = []
    for index, message in enumerate(request.messages):
        role = "assistant" if message.role == "agent" else "user"
        blocks = list(_blocks(message, request.echoes.get(index, ())))
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += blocks
        else:
            turns.append({"role": role, "content": blocks})
    for turn in turns:
        turn["content"] = turn["content"] or [_text_block(_NOTHING)]
    if cached and turns:
        last = turns[-1]["content"]
        last[-1] = {**last[-1], "cache_control": _CACHED}
    return turns


def _blocks(message: Message, echo: Echo) -> Iterator[dict[str, Any]]:
    if message.result is not None:
        result = message.result
        failed = {"is_error": True} if result.error else {}
        yield {"type": "tool_result", "tool_use_id": result.call_id, "content": result_text(result), **failed}
    elif echo:
        yield from _echoed(message, echo)
    else:
        if message.text.strip():
            yield _text_block(message.text)
        yield from map(_call, message.calls)


def _echoed(message: Message, echo: Echo) -> Iterator[dict[str, Any]]:
    """The blocks as they came, thoughts with their signatures in their places; calls as the conversation has them."""
    calls = iter(message.calls)
    for block in echo:
        if block.get("type") == "tool_use":
            yield from map(_call, [call for call in [next(calls, None)] if call is not None])
        else:
            yield dict(block)
    yield from map(_call, calls)


def _text_block(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def _call(call: ToolCall) -> dict[str, Any]:
    return {"type": "tool_use", "id": call.id, "name": tool_name(call), "input": call_arguments(call)}


# -------------------------------------------------------------------------------------------------------- the answer
def read_reply(content: bytes, request: ModelRequest) -> ModelReply:
    """The answer. Raises ModelError, whose message lacks the "who", where it holds none."""
    payload = parsed(content)
    if not isinstance(payload.get("content"), list):
        raise why_no_answer(payload, "content")
    blocks = objects(payload["content"])
    calls = restored(_read_calls(blocks, request), request)
    said = "\n\n".join(text(block.get("text")) for block in blocks if block.get("type") == "text")
    stopped = word(payload.get("stop_reason"))
    refused = stopped == "refusal"
    return ModelReply(
        text="" if refused else said,
        calls=calls,
        refusal=said if refused else "",
        finish=_FINISHES.get(stopped, "calls" if calls else "other"),
        usage=_usage(an_object(payload.get("usage"))),
        echo=sendable(_echo(blocks)),
    )


def _read_calls(blocks: Sequence[Mapping[str, Any]], request: ModelRequest) -> tuple[ToolCall, ...]:
    reader = CallReader(request)
    uses = (block for block in blocks if block.get("type") == "tool_use")
    return tuple(reader.read(use.get("id"), use.get("name"), use.get("input")) for use in uses)


def _echo(blocks: Sequence[Mapping[str, Any]]) -> Echo:
    """All blocks where there are thoughts among them, else nothing; what holds nothing is refused when sent back."""
    if not any(block.get("type") in _THOUGHTS for block in blocks):
        return ()
    filled = (block for block in blocks if block)
    return tuple(block for block in filled if block.get("type") != "text" or text(block.get("text")).strip())


def _usage(raw: Mapping[str, Any]) -> Usage:
    """This API counts what is read from the cache, and what is written to it, apart from the other input."""
    cached, written = count(raw.get("cache_read_input_tokens")), count(raw.get("cache_creation_input_tokens"))
    return Usage(
        input_tokens=count(raw.get("input_tokens")) + cached + written,
        output_tokens=count(raw.get("output_tokens")),
        cached_tokens=cached,
        cache_write_tokens=written,
    )
