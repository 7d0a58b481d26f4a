"""No more requests than a provider takes: in flight, a minute, tokens a minute; slower after a 429, then faster again.

request -> `turn` (waits for its place) -> attempts (`pace` each) -> `heard` (status, Retry-After) -> tokens used
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from threading import Lock

_BUSY = frozenset({429, 503, 529})
"""What providers answer when there are too many requests."""
_WIDEST = 1_000.0
"""Requests in flight where nobody set a limit."""
_REMEMBERED = 20
_TOO_MANY = 5
"""So many refusals among the last attempts halve the window; fewer are noise, which the retries deal with."""
_OPENING = 0.2
"""How much a good answer opens the window."""


_Place = tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]
"""Of one who waits: the loop it waits on, and what it waits for."""


class Pace:
    """So many units a minute, evenly: a claim is served when those before it have been paid for by time."""

    def __init__(self, per_minute: float | None) -> None:
        self._seconds = 60.0 / per_minute if per_minute else 0.0
        self._free_at = 0.0

    def claim(self, units: float, now: float) -> float:
        """Take units and return how many seconds to wait first."""
        start = max(now, self._free_at)
        self._free_at = start + units * self._seconds
        return start - now

    def correct(self, units: float) -> None:
        """So many units more (less, below 0) than claimed."""
        self._free_at += units * self._seconds


class Limiter:
    """One provider's limits, shared by all models, threads and event loops of this process that use it."""

    def __init__(
        self,
        in_flight: int | None = None,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._widest = float(in_flight) if in_flight else _WIDEST
        self._window = self._widest
        self._requests = Pace(requests_per_minute)
        self._tokens = Pace(tokens_per_minute)
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._flying = 0
        self._waiting: deque[_Place] = deque()
        self._not_before = 0.0
        self._refusals: deque[bool] = deque(maxlen=_REMEMBERED)
        self._mean_tokens = 0.0
        self._measured = False
        self._tokens_limited = bool(tokens_per_minute)

    @property
    def window(self) -> int:
        """How many requests may be in flight now. Where tokens are limited, the first one shows what one takes."""
        return 1 if self._tokens_limited and not self._measured else int(self._window)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A place among the requests in flight, kept over all attempts."""
        await self._enter()
        try:
            yield
        finally:
            self._leave()

    async def pace(self) -> None:
        """Wait until one more attempt may be sent."""
        with self._lock:
            now = self._clock()
            wait = max(self._requests.claim(1, now), self._tokens.claim(self._mean_tokens, now))
            ready = now + wait
        while (left := max(ready, self._not_before) - self._clock()) > 0:
            await self._sleep(left)  # and look again: a refusal heard meanwhile moves the moment

    def heard(self, status: int, retry_after: float | None = None) -> None:
        """An attempt was answered: slow down where there were too many, else speed up a little."""
        with self._lock:
            refused = status in _BUSY
            self._refusals.append(refused)
            if not refused:
                self._window = min(self._widest, self._window + _OPENING)
            elif sum(self._refusals) >= _TOO_MANY:
                self._refusals.clear()
                self._window = max(1.0, min(self._window, float(self._flying)) / 2)
            if refused:
                self._not_before = max(self._not_before, self._clock() + (retry_after or 0.0))
            woken = self._called()
        self._wake(woken)

    def used(self, tokens: int) -> None:
        """What an answered request took: its attempt had claimed what requests take on average."""
        with self._lock:
            self._measured = True
            self._tokens.correct(tokens - self._mean_tokens)
            self._mean_tokens += 0.2 * (tokens - self._mean_tokens) if self._mean_tokens else tokens
            woken = self._called()
        self._wake(woken)

    async def _enter(self) -> None:
        with self._lock:
            if self._flying < self.window and not self._waiting:
                self._flying += 1
                return
            loop = asyncio.get_running_loop()
            place: asyncio.Future[None] = loop.create_future()
            self._waiting.append((loop, place))
        try:
            await place
        except asyncio.CancelledError:
            with self._lock:
                waiting = (loop, place) in self._waiting
                if waiting:
                    self._waiting.remove((loop, place))
            if not waiting:  # called in the moment in which it was cancelled
                self._leave()
            raise

    def _leave(self) -> None:
        with self._lock:
            self._flying -= 1
            woken = self._called()
        self._wake(woken)

    def _called(self) -> list[_Place]:
        """Those whose turn it is now; they count as in flight from here on. The lock is held."""
        called = []
        while self._waiting and self._flying < self.window:
            called.append(self._waiting.popleft())
            self._flying += 1
        return called

    def _wake(self, called: list[_Place]) -> None:
        for loop, place in called:
            try:
                loop.call_soon_threadsafe(_serve, place)
            except RuntimeError:  # its loop is closed: nobody waits there any more
                self._leave()


def _serve(place: asyncio.Future[None]) -> None:
    if not place.done():
        place.set_result(None)


class Limiters:
    """A limiter for each server, made when first asked for; of `share` processes each gets its part of the limits."""

    def __init__(
        self,
        in_flight: int | None = None,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        *,
        share: int = 1,
    ) -> None:
        self._in_flight = max(1, in_flight // share) if in_flight else None
        self._requests = requests_per_minute / share if requests_per_minute else None
        self._tokens = tokens_per_minute / share if tokens_per_minute else None
        self._by_server: dict[tuple[str, str], Limiter] = {}
        self._lock = Lock()

    def of(self, provider: str, address: str) -> Limiter:
        """The limiter of the server at this address."""
        with self._lock:
            key = (provider, address)
            if key not in self._by_server:
                self._by_server[key] = Limiter(self._in_flight, self._requests, self._tokens)
            return self._by_server[key]
