"""The tools as the user's code gets them: their JSON Schema, and a call that the rollout makes on its own thread.

tool(**arguments), on any thread or loop -> ToolCall -> rollout -> ToolResult -> the text that a model would see
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Lock, get_ident
from typing import Any

from pydantic import ValidationError

from pytest_t2t.models.providers._writing import result_text
from pytest_t2t.records.message import Message, ToolCall, ToolResult

_Asked = tuple[str, dict[str, Any], "Future[str]"]


class EpisodeOver(BaseException):
    """Raised where a tool is called after the end of the episode.

    No Exception: frameworks show those to their model and go on.
    """


class CallableTool:
    """A tool: `tool.schema` for a model, `tool(order_id="W1")` or `await tool.acall(order_id="W1")` to call it."""

    def __init__(self, schema: dict[str, Any], relay: Relay) -> None:
        self.schema = schema
        """`{"name", "description", "parameters": JSON Schema}`."""
        self.name: str = schema["name"]
        self.description: str = schema["description"]
        self.parameters: dict[str, Any] = schema["parameters"]
        self._relay = relay

    def __call__(self, /, **arguments: Any) -> str:
        """Call it."""
        return self.call(**arguments)

    def call(self, /, **arguments: Any) -> str:
        """The result as a model sees it: JSON, or "Error: ..." where the tool refused. Waits, so not in async code."""
        if self._relay.is_here():
            raise RuntimeError(
                f"{self.name}(...) waits for the rollout: in async code write `await {self.name}.acall(...)`."
            )
        return self._relay.ask(self.name, arguments).result()

    async def acall(self, /, **arguments: Any) -> str:
        """The same, in async code on whichever event loop."""
        return await asyncio.wrap_future(self._relay.ask(self.name, arguments))

    def __repr__(self) -> str:
        return f"<tool {self.name}>"


class Relay:
    """Carries tool calls from the user's code to the rollout, one at a time in the order of their coming, and back."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._here = get_ident()
        self._stirred = asyncio.Event()
        self._lock = Lock()
        self._waiting: deque[_Asked] = deque()
        self._current: Future[str] | None = None
        self._over = False

    # ------------------------------------------------------------------------------------------ on the user's side
    def is_here(self) -> bool:
        """Whether this is the thread of the rollouts, on which nothing may wait."""
        return get_ident() == self._here

    def ask(self, tool: str, arguments: dict[str, Any]) -> Future[str]:
        """Have a tool called. From any thread."""
        future: Future[str] = Future()
        with self._lock:
            if self._over:
                raise EpisodeOver
            self._waiting.append((tool, arguments, future))
        self._loop.call_soon_threadsafe(self._stirred.set)
        return future

    # ------------------------------------------------------------------------------------------ on the loop's thread
    async def next_call(self, turn: asyncio.Future[Any], messages: Sequence[Message]) -> ToolCall | None:
        """The next tool call; None once the turn is over and has asked for no more."""
        while True:
            self._stirred.clear()
            while self._waiting:
                tool, arguments, future = self._waiting.popleft()
                call = _call(tool, arguments, future, messages)
                if call is not None:
                    self._current = future
                    return call
            if turn.done():
                return None
            await self._stirred.wait()

    def stir(self) -> None:
        """Look again: the turn is over."""
        self._stirred.set()

    def answer(self, result: ToolResult) -> None:
        """Give the result of the last call to whoever waits for it."""
        future, self._current = self._current, None
        if future is not None:
            future.set_result(result_text(result))

    def close(self) -> None:
        """Turn away who waits and who comes."""
        with self._lock:
            self._over = True
            left = [future for _, _, future in self._waiting if future.set_running_or_notify_cancel()]
        for future in [*left, *([self._current] if self._current else [])]:
            future.set_exception(EpisodeOver())
        self._waiting.clear()
        self._current = None


def _call(tool: str, arguments: dict[str, Any], future: Future[str], messages: Sequence[Message]) -> ToolCall | None:
    """The call; None where nobody waits for it any more, or where its arguments are no JSON."""
    if not future.set_running_or_notify_cancel():
        return None
    taken = {call.id for message in messages for call in message.calls}
    number = len(taken) + 1
    while f"call_{number}" in taken:
        number += 1
    try:
        return ToolCall(id=f"call_{number}", tool=tool, arguments=arguments)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"][1:2]))
        future.set_exception(TypeError(f"{tool}({where}=...): arguments must be plain JSON values: {first['msg']}"))
        return None
