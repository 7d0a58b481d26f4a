"""The attempts of one request: each waits for the limiter, has a deadline of its own, and tells what it was answered.

complete() -> turn -> SDK's attempts (two hooks of its HTTP client each) -> limiter, deadline, excuse
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any, ClassVar

from pytest_t2t.models.limiter import Limiter
from pytest_t2t.models.watch import WATCH

PATIENCE = 120.0
"""Seconds that a server may ask to wait; where it wants more, the request is given up at once."""
LARGEST = 8 * 2**20
"""Bytes of an answer; a longer one is given up at once, since reading it would hold up all other rollouts."""
_SLACK = 20.0
"""Seconds beyond the time-out at which a dripping answer is cut off: the SDK counts from the last byte, and pauses."""
_LONGEST_PAUSE = 8.0
"""Seconds that an SDK pauses at most where the server asks for nothing."""
_DIGITS = 20
"""In a number of bytes that is one."""
_RUNNING: ContextVar[Attempts | None] = ContextVar("t2t_attempts", default=None)


class Attempts:
    """Made for one request, with its retries."""

    HOOKS: ClassVar[dict[str, list[Any]]]

    def __init__(self, limiter: Limiter, timeout: float) -> None:
        self._limiter = limiter
        self._timeout = timeout
        self._deadline: asyncio.Timeout | None = None
        self._watch = WATCH.get()
        self._since = time.monotonic()
        self.made = 0
        """Attempts so far, failed ones included."""
        self.asked_to_wait = 0.0
        """Seconds, where that was more than `PATIENCE`."""
        self.too_large = 0
        """Bytes, where those of an answer were more than `LARGEST`."""

    @property
    def hopeless(self) -> bool:
        """Whether a further attempt is of no use."""
        return bool(self.asked_to_wait or self.too_large)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A place among the requests in flight."""
        self._stop()
        async with self._limiter.turn():
            token = _RUNNING.set(self)
            try:
                yield
            finally:
                _RUNNING.reset(token)

    @asynccontextmanager
    async def deadline(self) -> AsyncIterator[None]:
        """Raises TimeoutError where an attempt hangs, although bytes may drip in."""
        async with asyncio.timeout(None) as self._deadline:
            yield

    async def pause(self, number: int) -> None:
        """Before the request is put once more."""
        self._stop()
        await asyncio.sleep(min(0.25 * 2**number, _LONGEST_PAUSE))

    async def begins(self) -> None:
        """An attempt: it waits for its turn. All time before it is no fault of whoever has a deadline."""
        self.made += 1
        self._due(None)
        self._stop()
        await self._limiter.pace()
        now = time.monotonic()
        if self._watch is not None:
            self._watch.go(now - self._since)
        self._since = now
        self._due(self._timeout + _SLACK)

    def weigh(self, size: int) -> None:
        """How many bytes an answer has, as soon as that is known."""
        if size > LARGEST:
            self.too_large = size
            self._due(0.0)

    def heard(self, status: int, retry_after: float | None) -> None:
        """The head of an answer."""
        self._limiter.heard(status, retry_after)
        if status >= 400:
            self._stop()
        if status < 400 or retry_after is None:
            return
        if retry_after > PATIENCE:
            self.asked_to_wait = retry_after
            self._due(0.0)
        else:
            self._due(self._timeout + _SLACK + retry_after)

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    def _due(self, seconds: float | None) -> None:
        if self._deadline is not None and not self._deadline.expired():
            self._deadline.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)


async def _begins(_: Any) -> None:
    if (attempts := _RUNNING.get()) is not None:
        await attempts.begins()


async def _heard(response: Any) -> None:
    if (attempts := _RUNNING.get()) is not None:
        attempts.heard(response.status_code, _retry_after(response.headers))
        size = response.headers.get("content-length", "")
        attempts.weigh(int(size) if size.isdecimal() and len(size) < _DIGITS else 0)


def _retry_after(headers: Any) -> float | None:
    """Seconds that the server asks to wait, in whichever of three ways; None where it asks for nothing."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            asked = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        return asked if isfinite(asked) else None
    try:
        return parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time()
    except (KeyError, ValueError):
        return None


Attempts.HOOKS = {"request": [_begins], "response": [_heard]}
