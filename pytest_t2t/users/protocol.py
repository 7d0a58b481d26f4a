"""What a user simulator is: it plays the user's side of one task and records the facts of the talk.

UserSide + Lexicon -> Session; what the agent said and did -> Said (text, events, whether the talk ends)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.episode import Event, Executed, Stop
from pytest_t2t.records.task import UserSide


@dataclass(frozen=True, slots=True)
class Said:
    """The user's next message, with what it means."""

    text: str
    events: tuple[Event, ...] = ()
    """With `at` left 0: the rollout fills it in."""
    stop: Stop | None = None
    """Set where the talk ends with this message ("user-done", "user-gave-up")."""


class Session(Protocol):
    """A user in one episode."""

    def opening(self) -> Said:
        """The first message."""
        ...

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said since the user's last message: its texts, joined by blank lines.

        `executed`: the calls since then; a customer notices by e-mail that something was done.
        """
        ...


@runtime_checkable
class User(Protocol):
    """A user simulator."""

    name: str

    def play(self, side: UserSide, lexicon: Lexicon) -> Session:
        """Start one episode."""
        ...
