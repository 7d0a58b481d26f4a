"""The wire format of OpenAI's Responses, written strictly and read leniently; the server keeps nothing.

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

_CUT: dict[str, Finish] = {"max_output_tokens": "length", "content_filter": "filter"}
_AS_THEY_ARE = ("temperature", "top_p", "max_output_tokens", "service_tier", "prompt_cache_key", "truncation")
_ABOUT_TOOLS = ("parallel_tool_calls", "tool_choice")
_SEALED = "reasoning.encrypted_content"


# ------------------------------------------------------------------------------------------------------- the request
def write_body(request: ModelRequest, *, sealed: bool) -> dict[str, Any]:
    """What the request says beside the model's name. `sealed`: ask for the reasoning in a form to be handed back."""
    options = request.options
    body: dict[str, Any] = {"input": list(_items(request)), "store": False, **chosen(options, _AS_THEY_ARE)}
    if request.system:
        body["instructions"] = request.system
    if sealed:
        body["include"] = [_SEALED]
    if reasoning := _renamed(options, reasoning_effort="effort", reasoning_summary="summary"):
        body["reasoning"] = reasoning
    if "verbosity" in options:
        body["text"] = {"verbosity": options["verbosity"]}
    if request.tools:
        # This API takes a tool for a strict one unless told otherwise, and bends its schema.
        body["tools"] = [{"type": "function", "strict": False, **tool} for tool in described(request.tools, options)]
        body |= chosen(options, _ABOUT_TOOLS)
    return body | an_object(options.get("extra_body"))


def _renamed(options: Mapping[str, Any], **names: str) -> dict[str, Any]:
    return {theirs: options[ours] for ours, theirs in names.items() if ours in options}


def _items(request: ModelRequest) -> Iterator[dict[str, Any]]:
    for index, message in enumerate(request.messages):
        echo = request.echoes.get(index, ())
        if message.result is not None:
            result = message.result
            yield {"type": "function_call_output", "call_id": result.call_id, "output": result_text(result)}
        elif message.role == "user":
            yield {"role": "user", "content": message.text}
        elif echo:
            yield from _echoed(message, echo)
        else:
            yield from _move(message)


def _move(message: Message) -> Iterator[dict[str, Any]]:
    if message.text or not message.calls:
        yield {"role": "assistant", "content": message.text}
    yield from map(_call, message.calls)


def _echoed(message: Message, echo: Echo) -> Iterator[dict[str, Any]]:
    """The items as they came: reasoning is refused without the very items that followed it. Calls keep our ids."""
    calls = iter(message.calls)
    for item in echo:
        if item.get("type") == "function_call":
            call = next(calls, None)
            yield {**item, **_call(call)} if call is not None else dict(item)
        else:
            yield dict(item)


def _call(call: ToolCall) -> dict[str, Any]:
    written = json.dumps(call_arguments(call), ensure_ascii=False)
    return {"type": "function_call", "call_id": call.id, "name": tool_name(call), "arguments": written}


# -------------------------------------------------------------------------------------------------------- the answer
def read_reply(content: bytes, request: ModelRequest) -> ModelReply:
    """The answer. Raises ModelError, whose message lacks the "who", where it holds none."""
    payload = parsed(content)
    if not isinstance(payload.get("output"), list) or payload.get("status") in ("failed", "cancelled"):
        raise why_no_answer(payload, "output")
    items = objects(payload["output"])
    parts = [part for item in items if item.get("type") == "message" for part in objects(item.get("content"))]
    calls = restored(_read_calls(items, request), request)
    return ModelReply(
        text="".join(text(part.get("text")) for part in parts if part.get("type") == "output_text"),
        calls=calls,
        refusal="".join(text(part.get("refusal")) for part in parts if part.get("type") == "refusal"),
        finish=_finish(payload, calls),
        usage=_usage(an_object(payload.get("usage"))),
        echo=sendable(_echo(items)),
    )


def _finish(payload: Mapping[str, Any], calls: Sequence[ToolCall]) -> Finish:
    if payload.get("status") == "incomplete":
        return _CUT.get(word(an_object(payload.get("incomplete_details")).get("reason")), "other")
    if calls:
        return "calls"
    return "stop" if payload.get("status") == "completed" else "other"


def _read_calls(items: Sequence[Mapping[str, Any]], request: ModelRequest) -> tuple[ToolCall, ...]:
    reader = CallReader(request)
    made = (item for item in items if item.get("type") == "function_call")
    return tuple(reader.read(item.get("call_id"), item.get("name"), item.get("arguments")) for item in made)


def _echo(items: Sequence[Mapping[str, Any]]) -> Echo:
    """All items where there is reasoning among them; reasoning that nothing follows (a cut-off answer) is left out."""
    kept = [item for item in items if item]
    while kept and kept[-1].get("type") == "reasoning":
        kept.pop()
    return tuple(kept) if any(item.get("type") == "reasoning" for item in kept) else ()


def _usage(raw: Mapping[str, Any]) -> Usage:
    details = an_object(raw.get("input_tokens_details"))
    return Usage(
        input_tokens=count(raw.get("input_tokens")),
        output_tokens=count(raw.get("output_tokens")),
        cached_tokens=count(details.get("cached_tokens")),
        cache_write_tokens=count(details.get("cache_write_tokens")),
    )
