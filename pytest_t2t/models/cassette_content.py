"""What a request consists of, as far as the answer depends on it: canonical texts, digests, the key of its recording.

Model + ModelRequest -> Content (texts of its parts, their digests, key); address, key and ids of calls don't count
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from pytest_t2t.models.protocol import Model, ModelRequest
from pytest_t2t.records.message import Message

BEFORE_MESSAGES = ("model", "system prompt", "tools")
"""What the first parts are; then comes one for each message."""
WIDTH = 32
"""Hex digits of a part's digest."""


@dataclass(frozen=True, slots=True)
class Content:
    """A request in parts."""

    texts: tuple[str, ...]
    """Canonical JSON of each part."""
    digests: tuple[str, ...]
    trial: int
    who: str
    """The model, for messages."""

    @property
    def parts(self) -> str:
        """All digests in a row: equal beginnings of conversations are equal beginnings of this."""
        return "".join(self.digests)

    @property
    def key(self) -> str:
        """What the recording is found by."""
        return sha256(f"{self.trial}:{self.parts}".encode()).hexdigest()


def content(model: Model, request: ModelRequest) -> Content:
    """The content of a request to this model."""
    options = {**model.options, **request.options}
    parts = [
        {"provider": model.provider, "name": model.name, "options": options},
        request.system,
        list(request.tools),
        *_messages(request.messages),
    ]
    texts = tuple(map(canonical, parts))
    digests = tuple(sha256(text.encode()).hexdigest()[:WIDTH] for text in texts)
    return Content(texts, digests, request.trial, f"{model.provider}:{model.name}")


def canonical(value: object) -> str:
    """JSON, the same for equal values: sorted keys, no spaces, 1 for 1.0."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _messages(messages: Iterable[Message]) -> Iterable[dict[str, Any]]:
    """The messages with calls numbered as they come: servers make up another id each time."""
    numbers: dict[str, str] = {}
    fresh = count(1)
    for message in messages:
        written = message.model_dump(mode="json", exclude_defaults=True)
        for call in written.get("calls", ()):
            numbers[call["id"]] = call["id"] = f"#{next(fresh)}"
        if "result" in written:
            written["result"]["call_id"] = numbers.get(written["result"]["call_id"], "#?")
        yield written


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
