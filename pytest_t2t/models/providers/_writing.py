"""Parts of a request that all formats share, in a form that servers take.

ToolCall, ToolResult, options -> values for the body
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_t2t.records.message import ToolCall, ToolResult


def tool_name(call: ToolCall) -> str:
    """The name in a form that is allowed: a wrong one in it gets a whole conversation refused."""
    return re.sub(r"[^a-zA-Z0-9_-]", "_", call.tool)[:64] or "unnamed"


def call_arguments(call: ToolCall) -> Mapping[str, Any]:
    """An object of arguments in any case, for the same reason."""
    return {"malformed": call.malformed} if call.malformed else call.arguments


def result_text(result: ToolResult) -> str:
    """What a tool answered, as text."""
    if result.error:
        return f"Error: {result.error}"
    return result.content if isinstance(result.content, str) else json.dumps(result.content, ensure_ascii=False)


def chosen(options: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those of the options that go into the body as they are."""
    return {name: options[name] for name in names if name in options}
