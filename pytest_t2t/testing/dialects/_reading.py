"""What a client sent, read back strictly: a request that no real server would take is an error of the test.

texts of calls and results -> arguments and results; a call of the model -> its arguments as text
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.testing.script import Made

_ERROR = "Error: "


def read_call(call_id: str, name: str, arguments: dict[str, Any]) -> ToolCall:
    """A call of the conversation."""
    if list(arguments) == ["malformed"]:
        return ToolCall(id=call_id, tool=name, malformed=arguments["malformed"])
    return ToolCall(id=call_id, tool=name, arguments=arguments)


def read_result(call_id: str, content: str) -> ToolResult:
    """A result, as JSON where it is some."""
    if content.startswith(_ERROR):
        return ToolResult(call_id=call_id, error=content.removeprefix(_ERROR))
    try:
        return ToolResult(call_id=call_id, content=json.loads(content))
    except ValueError:
        return ToolResult(call_id=call_id, content=content)


def as_text(made: Made) -> str:
    """A call's arguments as the model writes them."""
    return made.arguments if isinstance(made.arguments, str) else json.dumps(made.arguments)


def complaint(messages: Sequence[Message]) -> str:
    """Why a real server would refuse the conversation, if it would: each call is answered once, and at once."""
    open_calls: set[str] = set()
    for number, message in enumerate(messages):
        if message.result is not None:
            if message.result.call_id not in open_calls:
                return f"messages.{number}: a result for {message.result.call_id!r}, which is no open call"
            open_calls.remove(message.result.call_id)
        elif open_calls:
            return f"messages.{number}: no result for {', '.join(sorted(open_calls))}"
        open_calls |= {call.id for call in message.calls}
    return f"no result for {', '.join(sorted(open_calls))}" if open_calls else ""
