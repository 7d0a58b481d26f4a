"""Reading whatever a server sends: the wrong type is an empty value, never an exception.

bytes, parsed JSON -> objects, lists, texts, counts, tool calls with ids and arguments that a record takes
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import inf
from typing import Any

from pytest_t2t.errors import ModelError
from pytest_t2t.models.protocol import Echo, ModelRequest
from pytest_t2t.records.message import ToolCall
from pytest_t2t.storable import is_deep

_MOST_TOKENS = 1_000_000_000
"""In one answer: a hundred times the largest context there is."""


def parsed(content: bytes) -> dict[str, Any]:
    """The answer's JSON object, empty where it is another value. Raises ModelError where it is no JSON."""
    try:
        return an_object(json.loads(content))
    except (ValueError, RecursionError):
        start = content[:80].decode("utf-8", "replace")
        raise ModelError(f"answered with something that is no JSON: {start!r}") from None


def why_no_answer(payload: Mapping[str, Any], lacks: str) -> ModelError:
    """The error that stands in an answer with status 200, or that it lacks what makes it one."""
    error = payload.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    return ModelError(f"answered with an error: {text(said)}" if said else f"gave an answer without {lacks}")


def text(raw: object) -> str:
    """A string, or the texts of a list of parts; lone surrogates, which no record takes, become question marks."""
    if isinstance(raw, list):
        return "".join(text(part.get("text")) for part in raw if isinstance(part, dict))
    return raw.encode("utf-8", "replace").decode() if isinstance(raw, str) else ""


def an_object(raw: object) -> dict[str, Any]:
    """The object, or an empty one."""
    return raw if isinstance(raw, dict) else {}


def objects(raw: object) -> list[dict[str, Any]]:
    """The members of a list; one that is no object becomes an empty one."""
    return [an_object(member) for member in raw] if isinstance(raw, list) else []


def word(raw: object) -> str:
    """A string, to look up."""
    return raw if isinstance(raw, str) else ""


def count(raw: object) -> int:
    """A number of tokens. Raises ModelError for one that can't be: costs and limits would follow from it."""
    tokens = raw if isinstance(raw, int) and raw >= 0 else 0
    if tokens > _MOST_TOKENS:
        raise ModelError(f"counted {float(tokens) if tokens < 1e300 else inf:.0e} tokens in one answer")
    return tokens


def sendable(echo: Echo) -> Echo:
    """What is to be handed back, if it can be sent and recorded: no NaN, no lone surrogates, not too deep."""
    try:
        json.dumps(echo, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return ()
    return () if is_deep(echo) else echo


class CallReader:
    """Reads the calls of one answer: each id occurs once in the conversation."""

    def __init__(self, request: ModelRequest) -> None:
        self._taken = {call.id for message in request.messages for call in message.calls}

    def read(self, call_id: object, tool: object, arguments: object) -> ToolCall:
        """A call; what is no object of arguments stands in `malformed`."""
        named = self._new_id(text(call_id))
        self._taken.add(named)
        try:
            return ToolCall(id=named, tool=text(tool), arguments=_arguments(arguments))
        except (ValueError, RecursionError):  # pydantic's too: JSON can be deeper than a record takes
            return ToolCall(id=named, tool=text(tool), malformed=text(arguments) or repr(arguments))

    def _new_id(self, given: str) -> str:
        """The server's id, or one made from the number of calls so far where there is none or it was used before."""
        if given and given not in self._taken:
            return given
        number = len(self._taken) + 1
        while f"call_{number}" in self._taken:
            number += 1
        return f"call_{number}"


def _arguments(raw: object) -> dict[str, Any]:
    """The arguments; some servers send the object itself, and nothing at all for a call without arguments."""
    if raw is None or raw == "":
        return {}
    value = json.loads(raw) if isinstance(raw, str) else raw
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one class for all that is malformed
    if is_deep(value):
        raise ValueError("too deep to be read again")
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # raises for NaN and lone surrogates: no JSON
    return value
