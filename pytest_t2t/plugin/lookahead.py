"""Rollouts ahead of pytest: those whose turn comes soon are in flight while pytest waits for one after the other.

jobs in pytest's order -> futures; `result(job)` waits for one, the others go on
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from threading import RLock
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_FINISHED = 8
"""Results kept for pytest, as a multiple of the concurrency: a slow rollout must not let all others pile up."""


class Lookahead(Generic[Job, Result]):
    """Keeps up to `concurrency` jobs in flight. `submit` may be called from any thread, one call at a time."""

    def __init__(self, submit: Callable[[Job], Future[Result]], concurrency: int) -> None:
        self.concurrency = concurrency
        self._submit = submit
        self._waiting: deque[Job] = deque()
        self._futures: dict[Job, Future[Result]] = {}
        self._flying = 0
        self._lock = RLock()
        self.dropped: list[tuple[Job, Future[Result]]] = []
        """Those that nobody waits for any more, cancelled where they had not ended."""

    def expect(self, jobs: Iterable[Job]) -> None:
        """Jobs that will be asked for, in this order; one in flight that is not among them any more is cancelled."""
        wanted = list(dict.fromkeys(jobs))
        with self._lock:
            gone = self._futures.keys() - set(wanted)
            dropped = [(job, self._futures.pop(job)) for job in gone]
            self._waiting = deque(job for job in wanted if job not in self._futures)
        for _, future in dropped:
            future.cancel()
        self.dropped += dropped
        self._fill()

    def result(self, job: Job) -> Result:
        """Wait for the job, which is started now if it is not in flight. Raises what the job raised."""
        with self._lock:
            if job not in self._futures:
                if job in self._waiting:
                    self._waiting.remove(job)
                self._start(job)
            future = self._futures[job]
        self._fill()
        try:
            return future.result()
        finally:
            with self._lock:
                self._futures.pop(job, None)
            self._fill()

    def stop(self) -> None:
        """Cancel what is in flight and start nothing more."""
        self.expect(())

    def _fill(self) -> None:
        with self._lock:
            while (
                self._waiting and self._flying < self.concurrency and len(self._futures) < _FINISHED * self.concurrency
            ):
                self._start(self._waiting.popleft())

    def _start(self, job: Job) -> None:
        self._futures[job] = future = self._submit(job)
        self._flying += 1
        future.add_done_callback(self._landed)

    def _landed(self, _: Future[Result]) -> None:
        with self._lock:
            self._flying -= 1
        self._fill()
