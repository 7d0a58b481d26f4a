"""Time that a rollout is not to be blamed for: waiting in line, a server's pauses, attempts that failed.

request to a model -> the watch of the rollout in whose task it is made: stopped while it waits, then set back
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol


class Watch(Protocol):
    """What somebody's deadline is measured by."""

    def stop(self) -> None:
        """Time doesn't count from here on; nothing happens if it does not already."""
        ...

    def go(self, lost: float) -> None:
        """Time counts, again or still; so many of the seconds past are given back, those since `stop` included."""
        ...


WATCH: ContextVar[Watch | None] = ContextVar("t2t_watch", default=None)
"""Set by whoever has a deadline, in the task in which models are asked."""


def excuse(seconds: float) -> None:
    """Give back seconds that are past, where somebody has a deadline."""
    watch = WATCH.get()
    if watch is not None and seconds > 0:
        watch.go(seconds)
