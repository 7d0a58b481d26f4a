"""What a scripted model says and how its server fails, in no wire format's words.

say, call, refuse, fail, drop ... -> Step; steps in order, or a function of what was asked -> Script
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pytest_t2t.models.protocol import Finish
from pytest_t2t.records.message import Message, Usage

USAGE = Usage(input_tokens=100, output_tokens=7, cached_tokens=64)
"""What an answer says it took, where a script says nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked, read back from whatever format it came in."""

    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[Mapping[str, Any], ...] = ()
    """`{"name", "description", "parameters"}` each."""

    @property
    def opening(self) -> str:
        """The user's first words, by which a script can tell conversations apart."""
        return next((message.text for message in self.messages if message.role == "user"), "")


@dataclass(frozen=True, slots=True)
class Made:
    """A call that the model makes."""

    tool: str
    arguments: object
    """A string is sent as it is, whether or not it is JSON."""
    id: str | None = None
    """None: left out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a model."""

    text: str = ""
    calls: tuple[Made, ...] = ()
    refusal: str = ""
    thoughts: str = ""
    """Reasoning that the client must hand back with its next request."""
    finish: Finish = "stop"
    stopped: object = ...
    """The reason as it is written in the wire format, any JSON; `...`: the format's word for `finish`."""
    usage: Usage | None = USAGE


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in the wire format's form."""

    message: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of a server, good or bad."""

    content: Answer | Failure | bytes = b""
    """bytes are sent as they are."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds to wait before it."""
    drips: float = 0.0
    """Seconds over which the body is sent, byte by byte."""
    lost: bool = False
    """The connection is closed in the middle of the body."""


Script = Callable[[Asked], Step]


# ----------------------------------------------------------------------------------------------------- good answers
def say(text: str, **more: Any) -> Step:
    """Plain text; `more` are further fields of Answer (`finish="length"`)."""
    return Step(Answer(text, **more))


def call(*calls: tuple[str, object], text: str = "", ids: Iterable[str | None] | None = None, **more: Any) -> Step:
    """Tool calls, each (name, arguments); an id None is left out."""
    names = list(ids) if ids is not None else [f"call_{number}" for number in range(1, len(calls) + 1)]
    made = tuple(Made(tool, arguments, name) for name, (tool, arguments) in zip(names, calls, strict=True))
    return Step(Answer(text, made, **{"finish": "calls", **more}))


def refuse(text: str) -> Step:
    """A refusal as the format marks it."""
    return Step(Answer(refusal=text, finish="filter"))


# ------------------------------------------------------------------------------------------------------ bad answers
def fail(status: int, message: str = "scripted failure", *, code: str = "", retry_after: float | None = None) -> Step:
    """An error in the format's form."""
    headers = {}
    if retry_after is not None:
        headers = {"retry-after": f"{retry_after:g}", "retry-after-ms": f"{retry_after * 1000:g}"}
    return Step(Failure(message, code), status, headers)


def raw(body: bytes, status: int = 200, content_type: str = "application/json") -> Step:
    """Whatever bytes."""
    return Step(body, status, {"content-type": content_type})


def as_json(value: object, status: int = 200) -> Step:
    """Whatever JSON."""
    return raw(json.dumps(value).encode(), status)


def drop() -> Step:
    """The connection is lost in the middle of an answer."""
    return replace(say("never read to its end"), lost=True)


def late(step: Step, seconds: float) -> Step:
    """The same step, so much later."""
    return replace(step, after=seconds)


def drip(step: Step, seconds: float) -> Step:
    """The same step, its body sent byte by byte over so many seconds."""
    return replace(step, drips=seconds)


def in_order(steps: Sequence[Step]) -> Script:
    """The steps one after the other; a request too many gets a status that no SDK retries."""
    left: Iterator[Step] = iter(steps)
    return lambda _: next(left, fail(400, "the script has no further step"))
