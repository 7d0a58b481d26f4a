"""A language model in the user's seat: the scripted user decides what is said and when, the model how it is said.

UserSide -> scripted session -> Said (what is to be said) -> model -> guard -> the same Said in other words
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.quoting import unquoted
from pytest_t2t.errors import ModelError, SimulatorError
from pytest_t2t.models import Connection, Model, ModelReply, ModelRequest, open_model
from pytest_t2t.records.episode import Executed, Rejection
from pytest_t2t.records.message import Message, Usage
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.guard.guard import Guard
from pytest_t2t.users.manner import manner_of
from pytest_t2t.users.model_prompt import again, cleaned, instruction, question
from pytest_t2t.users.protocol import Said, Session
from pytest_t2t.users.resolve import RETRIES
from pytest_t2t.users.scripted import Scripted


def model_user(
    spec: str, connection: Connection | None = None, *, retries: int = RETRIES, guarded: bool = True
) -> ModelUser:
    """The user that a model's spec means, not connected. `guarded`: False sends whatever the model writes.

    Raises UsageError for an unknown name or option.
    """
    return ModelUser(spec, open_model(spec, connection or Connection()), retries=retries, guarded=guarded)


class ModelUser:
    """A user simulator that is a model; one object serves all episodes."""

    def __init__(self, name: str, model: Model, *, retries: int = RETRIES, guarded: bool = True) -> None:
        self.name = name
        self._model = model
        self._retries = retries
        self._guarded = guarded

    def preflight(self) -> None:
        """Raise SimulatorError where no episode can succeed: the key is missing."""
        with self.blamed():
            self._model.preflight()

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """What goes wrong with the model is the user's fault."""
        try:
            yield
        except ModelError as error:
            raise SimulatorError(f"the model in the user's seat, {self.name}: {error}") from error

    def play(self, side: UserSide, lexicon: Lexicon, trial: int = 0) -> Session:
        """Start one episode."""
        guard = Guard(side, lexicon) if self._guarded else None
        return ModelSession(self, self._model, side, lexicon, trial, guard, self._retries)

    async def close(self) -> None:
        """Give back the running event loop's connections."""
        await self._model.close()


class ModelSession:
    """One episode."""

    def __init__(
        self,
        user: ModelUser,
        model: Model,
        side: UserSide,
        lexicon: Lexicon,
        trial: int,
        guard: Guard | None,
        retries: int,
    ) -> None:
        self._user, self._model, self._trial, self._retries = user, model, trial, retries
        self._script = Scripted().play(_in_plain_words(side), lexicon)
        self._instruction = instruction(manner_of(side).about)
        self._guard = guard
        self._talk: list[Message] = []
        self._last = ""

    async def opening(self) -> Said:
        """The first message."""
        opening = self._script.opening()
        return await self._voiced(opening)

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said."""
        self._talk.append(Message(role="agent", text=text))
        if self._guard:
            self._guard.hears(text)
        return await self._voiced(await self._script.reply(unquoted(text, self._last), executed))

    async def _voiced(self, said: Said) -> Said:
        """What is to be said, in the model's words; a fault where the guard lets none of them pass."""
        asked = question(self._talk, said)
        rejected: list[Rejection] = []
        usage, costs = Usage(), list[float | None]()
        for _ in range(1 + self._retries):
            reply = await self._complete(asked)
            usage, costs = usage + reply.usage, [*costs, reply.cost_usd]
            voiced = replace(said, usage=usage, cost_usd=_sum(costs), rejected=tuple(rejected))
            text = cleaned(reply.text or reply.refusal)
            found = self._guard.rejects(text, said) if self._guard else None
            if found is None:
                return self._sent(text, voiced, said)
            rejected.append(Rejection(at=0, reason=found.reason, why=found.why, text=text))
            asked += again(text, found.why, said)
        return replace(voiced, text="", events=(), stop=None, rejected=tuple(rejected), fault=self._fault(rejected))

    def _sent(self, text: str, voiced: Said, said: Said) -> Said:
        self._last = text.rstrip(" .?!")
        self._talk.append(Message(role="user", text=text))
        if self._guard:
            self._guard.has_said(said)
        return replace(voiced, text=text)

    async def _complete(self, messages: Sequence[Message]) -> ModelReply:
        request = ModelRequest(messages=tuple(messages), system=self._instruction, trial=self._trial)
        with self._user.blamed():
            return await self._model.complete(request)

    def _fault(self, rejected: Sequence[Rejection]) -> str:
        reasons = ", ".join(one.reason for one in rejected)
        return (
            f"the model in the user's seat, {self._user.name}, wrote no message that the guard lets pass"
            f" in {len(rejected)} attempts ({reasons}; the last: {rejected[-1].why}). The agent is not to blame;"
            " a larger model, or more attempts (--t2t-user-retries), may help."
        )


def _in_plain_words(side: UserSide) -> UserSide:
    """The side without a manner that is a matter of words alone: these are the model's."""
    return side if manner_of(side).adds else side.model_copy(update={"manner": ""})


def _sum(costs: Sequence[float | None]) -> float | None:
    """Of all attempts; None where the cost of one is unknown."""
    known = [one for one in costs if one is not None]
    return sum(known) if len(known) == len(costs) else None
