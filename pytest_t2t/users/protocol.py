"""What a user simulator is: it plays the user's side of one task and records the facts of the talk.

UserSide + Lexicon -> Session; what the agent said and did -> Said (text, events, whether the talk ends)
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.episode import Event, Executed, Rejection, Stop
from pytest_t2t.records.message import Usage
from pytest_t2t.records.task import UserSide


@dataclass(frozen=True, slots=True)
class Said:
    """The user's next message, with what it means."""

    text: str
    events: tuple[Event, ...] = ()
    """With `at` left 0: the rollout fills it in."""
    stop: Stop | None = None
    """Set where the talk ends with this message ("user-done", "user-gave-up")."""
    rejected: tuple[Rejection, ...] = ()
    """What the guard rejected before it; `at` is filled in by the rollout."""
    usage: Usage = Usage()  # noqa: RUF009  frozen: one for all will do
    """Of the model that wrote it."""
    cost_usd: float | None = None
    fault: str = ""
    """Why there is no message: the user broke its role. The episode is an error then, never a failure of the agent."""


class Session(Protocol):
    """A user in one episode."""

    def opening(self) -> Said | Awaitable[Said]:
        """The first message; a model needs time for it."""
        ...

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said since the user's last message: its texts, joined by blank lines.

        `executed`: the calls since then; a customer notices by e-mail that something was done.
        """
        ...


class ScriptSession(Session, Protocol):
    """A user that never has to wait."""

    def opening(self) -> Said:
        """The first message."""
        ...


@runtime_checkable
class User(Protocol):
    """A user simulator."""

    name: str

    def play(self, side: UserSide, lexicon: Lexicon, trial: int = 0) -> Session:
        """Start one episode. `trial`: which one of its task, so that a model's equal requests can be told apart."""
        ...
