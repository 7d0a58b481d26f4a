"""Time that a rollout is not to be blamed for: waiting in line, a server's pauses, attempts that failed.

seconds lost -> the deadline of the rollout in whose task they were lost
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

EXCUSE: ContextVar[Callable[[float], None] | None] = ContextVar("t2t_excuse", default=None)
"""Set by whoever has a deadline: it is moved by so many seconds."""


def excuse(seconds: float) -> None:
    """Move the deadline, if there is one, by the seconds that were lost."""
    moved = EXCUSE.get()
    if moved is not None and seconds > 0:
        moved(seconds)
