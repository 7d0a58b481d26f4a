"""The user's code, run so that it can hang nothing: async code on the rollout's loop, the rest in a daemon thread.

function + arguments -> Outcome (what it returned, or what it raised)
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any

_LOOP_NEEDS = (asyncio.CancelledError,)
"""What must go on; a KeyboardInterrupt on the loop's thread is the code's own, and would end the loop."""


@dataclass(slots=True)
class Outcome:
    """What came of the user's code. An error is carried as a value: `SystemExit` raised in a task ends the loop."""

    value: Any = None
    error: BaseException | None = None


class Running:
    """Runs the code of one episode. Its thread starts with the first plain function, and is the same for all."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Outcome]] | None] = SimpleQueue()
        self._thread: Thread | None = None

    async def run(self, function: Callable[[], Any], *, on_loop: bool) -> Outcome:
        """Call it, and await on the loop what it gives where that can be awaited."""
        if on_loop:
            with _Into(outcome := Outcome(), passing=_LOOP_NEEDS):
                outcome.value = function()
        else:
            outcome = await asyncio.wrap_future(self._in_thread(function))
        if outcome.error is None and inspect.isawaitable(outcome.value):
            return await _awaited(outcome.value)
        return outcome

    def end(self) -> None:
        """Let the thread end when it is done; nobody waits for it."""
        self._jobs.put(None)

    def _in_thread(self, function: Callable[[], Any]) -> Future[Outcome]:
        if self._thread is None:
            self._thread = Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        future: Future[Outcome] = Future()
        self._jobs.put((function, future))
        return future

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            function, future = job
            if future.set_running_or_notify_cancel():
                with _Into(outcome := Outcome()):
                    outcome.value = function()
                future.set_result(outcome)


def belongs_on_loop(function: object) -> bool:
    """Whether code is async: an async function or object, or a class whose objects answer asynchronously."""
    answers = getattr(function, "reply", None) if inspect.isclass(function) else None
    inner = answers or getattr(function, "__call__", None)  # noqa: B004  not whether it can be called, but how
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(inner)


async def _awaited(value: Awaitable[Any]) -> Outcome:
    with _Into(outcome := Outcome(), passing=_LOOP_NEEDS):
        outcome.value = await value
    return outcome


class _Into:
    """Puts whatever escapes the block into an outcome: what foreign code raises must not end a thread or the loop."""

    def __init__(self, outcome: Outcome, passing: tuple[type[BaseException], ...] = ()) -> None:
        self._outcome = outcome
        self._passing = passing

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if error is None or isinstance(error, self._passing):
            return False
        self._outcome.error = error
        return True
