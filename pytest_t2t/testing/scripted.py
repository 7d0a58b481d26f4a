"""A model that needs no server: it says what a script tells it to, in this process.

ModelRequest -> Asked --script--> Step -> ModelReply, or ModelError where the script fails
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from pytest_t2t.errors import ModelError
from pytest_t2t.models.protocol import ModelReply, ModelRequest
from pytest_t2t.models.providers._reading import CallReader
from pytest_t2t.records.message import Usage
from pytest_t2t.testing.script import Answer, Asked, Failure, Script, Step, in_order


class ScriptedModel:
    """A Model: steps in order, or a function of what is asked. What it was asked is kept in `asked`."""

    provider = "scripted"

    def __init__(self, script: Script | Sequence[Step], name: str = "scripted") -> None:
        self.name = name
        self.options: Mapping[str, JsonValue] = {}
        self.asked: list[ModelRequest] = []
        self._script = script if callable(script) else in_order(script)

    def preflight(self) -> None:
        """It can always be asked."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The next step's answer. Raises ModelError for a step that fails."""
        self.asked.append(request)
        step = self._script(Asked(tuple(request.messages), request.system, tuple(request.tools)))
        if step.after:
            await asyncio.sleep(step.after)
        if isinstance(step.content, Answer) and not step.lost:
            return _reply(step.content, request)
        said = step.content.message if isinstance(step.content, Failure) else "an answer that is none"
        raise ModelError(f"model {self.name!r} failed with status {step.status}: {said}.")

    async def close(self) -> None:
        """There is nothing to close."""


def _reply(answer: Answer, request: ModelRequest) -> ModelReply:
    reader = CallReader(request)
    return ModelReply(
        text=answer.text,
        calls=tuple(reader.read(made.id, made.tool, _written(made.arguments)) for made in answer.calls),
        refusal=answer.refusal,
        finish=answer.finish,
        usage=answer.usage or Usage(),
        echo=({"thoughts": answer.thoughts},) if answer.thoughts else (),
    )


def _written(arguments: object) -> object:
    return arguments if isinstance(arguments, str) else json.dumps(arguments)
