"""The wire format of chat completions, written strictly and read leniently.

ModelRequest -> body of the request; body of the answer -> ModelReply, or ModelError where it is no answer
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pytest_t2t.errors import ModelError
from pytest_t2t.models.protocol import Finish, ModelReply, ModelRequest
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage

_FINISHES: dict[object, Finish] = {
    "stop": "stop",
    "tool_calls": "calls",
    "function_call": "calls",
    "length": "length",
    "content_filter": "filter",
}


# ------------------------------------------------------------------------------------------------------- the request
def write_body(request: ModelRequest) -> dict[str, Any]:
    """What the request says beside the model's name."""
    body: dict[str, Any] = {"messages": list(_messages(request))}
    if request.tools:
        body["tools"] = [{"type": "function", "function": tool} for tool in request.tools]
    if request.temperature is not None:
        body["temperature"] = request.temperature
    return body


def _messages(request: ModelRequest) -> Iterator[dict[str, Any]]:
    if request.system:
        yield {"role": "system", "content": request.system}
    for message in request.messages:
        yield _message(message)


def _message(message: Message) -> dict[str, Any]:
    if message.result is not None:
        return {"role": "tool", "tool_call_id": message.result.call_id, "content": _result_text(message.result)}
    if message.role == "user":
        return {"role": "user", "content": message.text}
    if not message.calls:
        return {"role": "assistant", "content": message.text}
    return {"role": "assistant", "content": message.text or None, "tool_calls": [_call(call) for call in message.calls]}


def _result_text(result: ToolResult) -> str:
    if result.error:
        return f"Error: {result.error}"
    return result.content if isinstance(result.content, str) else json.dumps(result.content, ensure_ascii=False)


def _call(call: ToolCall) -> dict[str, Any]:
    # Servers refuse a whole conversation for a name or an argument text in it that is out of form, and the wrong
    # call of a model would become an error of ours.
    name = re.sub(r"[^a-zA-Z0-9_-]", "_", call.tool)[:64] or "unnamed"
    arguments = {"malformed": call.malformed} if call.malformed else call.arguments
    written = json.dumps(arguments, ensure_ascii=False)
    return {"id": call.id, "type": "function", "function": {"name": name, "arguments": written}}


# -------------------------------------------------------------------------------------------------------- the answer
def read_reply(content: bytes, request: ModelRequest) -> ModelReply:
    """The first choice of an answer. Raises ModelError, whose message lacks the "who", where it holds none."""
    payload = _object(_json(content))
    choice = _object(next(iter(_list(payload.get("choices"))), None))
    message = _object(choice.get("message"))
    if not message:
        raise ModelError(_why_no_answer(payload))
    calls = tuple(_read_calls(message.get("tool_calls"), request))
    return ModelReply(
        text=_text(message.get("content")),
        calls=calls,
        refusal=_text(message.get("refusal")),
        finish=_FINISHES.get(_hashable(choice.get("finish_reason")), "calls" if calls else "other"),
        usage=_usage(_object(payload.get("usage"))),
    )


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        start = content[:80].decode("utf-8", "replace")
        raise ModelError(f"answered with something that is no JSON: {start!r}") from None


def _why_no_answer(payload: Mapping[str, Any]) -> str:
    error = payload.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    return f"answered with an error: {_text(said)}" if said else "gave an answer without choices"


def _read_calls(raw: object, request: ModelRequest) -> Iterator[ToolCall]:
    taken = {call.id for message in request.messages for call in message.calls}
    for item in map(_object, _list(raw)):
        function = _object(item.get("function"))
        call_id = _new_id(item.get("id"), taken)
        taken.add(call_id)
        yield _read_call(call_id, _text(function.get("name")), function.get("arguments"))


def _new_id(raw: object, taken: set[str]) -> str:
    """The server's id, or one made from the number of calls so far where there is none or it was used before."""
    given = _text(raw)
    if given and given not in taken:
        return given
    number = len(taken) + 1
    while f"call_{number}" in taken:
        number += 1
    return f"call_{number}"


def _read_call(call_id: str, tool: str, raw: object) -> ToolCall:
    try:
        arguments = _read_arguments(raw)
        return ToolCall(id=call_id, tool=tool, arguments=arguments)
    except (ValueError, RecursionError):  # pydantic's too: JSON can be deeper than a record takes
        return ToolCall(id=call_id, tool=tool, malformed=_text(raw) or repr(raw))


def _read_arguments(raw: object) -> dict[str, Any]:
    """The arguments; some servers send the object itself, and nothing at all for a call without arguments."""
    if raw is None or raw == "":
        return {}
    value = json.loads(raw) if isinstance(raw, str) else raw
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one class for all that is malformed
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # raises for NaN and lone surrogates: no JSON
    return value


def _usage(raw: Mapping[str, Any]) -> Usage:
    details = _object(raw.get("prompt_tokens_details"))
    return Usage(
        input_tokens=_count(raw.get("prompt_tokens")),
        output_tokens=_count(raw.get("completion_tokens")),
        cached_tokens=_count(details.get("cached_tokens")),
    )


# ------------------------------------------------------------------------------------------- whatever a server sends
def _text(raw: object) -> str:
    """A string, or the texts of a list of parts; lone surrogates, which no record takes, become question marks."""
    if isinstance(raw, list):
        return "".join(_text(part.get("text")) for part in raw if isinstance(part, dict))
    return raw.encode("utf-8", "replace").decode() if isinstance(raw, str) else ""


def _object(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _hashable(raw: object) -> str:
    return raw if isinstance(raw, str) else ""


def _count(raw: object) -> int:
    return raw if isinstance(raw, int) and raw >= 0 else 0
