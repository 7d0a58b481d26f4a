"""An agent's move, made sure of: fields of the right type, nothing that can't be stored and read again, no book.

what reply() gave -> Reply, or AgentError
"""

from __future__ import annotations

import json
from dataclasses import replace
from reprlib import repr as short

from pytest_t2t.agents.protocol import Reply
from pytest_t2t.errors import AgentError
from pytest_t2t.records.message import ToolCall, Usage
from pytest_t2t.storable import is_deep, sound

_WRITER = json.JSONEncoder(ensure_ascii=False)
_DEAREST = 1e9
"""USD for one answer that are no slip of a program."""


def understood(reply: object, who: str) -> Reply:
    """The reply, if it is one and its fields are. Raises AgentError."""
    if not isinstance(reply, Reply):
        raise AgentError(f"{who}: reply() gave {type(reply).__name__}, not a Reply(text, calls).")
    calls, cost = reply.calls, reply.cost_usd
    if not isinstance(reply.text, str):
        raise _wrong(who, "text", reply.text, "a text")
    if not (isinstance(calls, tuple | list) and all(isinstance(call, ToolCall) for call in calls)):
        raise _wrong(who, "calls", calls, "a tuple of ToolCalls")
    if not isinstance(reply.usage, Usage):
        raise _wrong(who, "usage", reply.usage, "a Usage")
    if cost is not None and not (isinstance(cost, float | int) and 0 <= cost < _DEAREST):
        raise _wrong(who, "cost_usd", cost, "a number of USD, or None")
    return reply


def storable(reply: Reply, most: int) -> tuple[Reply, bool]:
    """The reply without what nobody can store, texts and arguments cut after `most` characters; whether they were."""
    if len(reply.text) <= most and reply.text.isascii() and not reply.calls:
        return reply, False
    long = len(reply.text) > most
    calls = []
    for call in reply.calls:
        written = _WRITER.encode([call.id, call.tool, call.arguments, call.malformed])
        long |= len(written) > most
        calls.append(call if len(written) <= most and _is_storable(call, written) else _malformed(call, most))
    return replace(reply, text=sound(reply.text, most), calls=tuple(calls)), long


def _is_storable(call: ToolCall, written: str) -> bool:
    return (written.isascii() or sound(written) == written) and not is_deep(call.arguments)


def _malformed(call: ToolCall, most: int) -> ToolCall:
    written = call.malformed or ascii(call.arguments)
    return ToolCall(id=sound(call.id, most), tool=sound(call.tool, most), malformed=sound(written, most))


def _wrong(who: str, field: str, value: object, wanted: str) -> AgentError:
    return AgentError(f"{who}: {field} of its Reply is {short(value)}: it must be {wanted}.")
