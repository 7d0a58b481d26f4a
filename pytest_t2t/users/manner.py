"""What a manner of speaking is, and how the scripted user takes it on.

Said in plain words -> the same Said, worded by the task's manner
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar
from zlib import crc32

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.quoting import unquoted
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import UserSide
from pytest_t2t.shelf import Shelf
from pytest_t2t.users.protocol import Said, ScriptSession

MANNERS = Shelf("pytest_t2t.users.manners", "MANNER", "manner of a user")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_ANSWERS = re.compile(r"\W*(?:yes|no|none|correct|exactly|sure|of course)\b", re.IGNORECASE)


class Manner:
    """A manner of speaking, for one customer. The class itself changes nothing."""

    about: ClassVar[str] = ""
    """For a model in the user's seat: how this customer writes."""
    adds: ClassVar[bool] = False
    """Whether it is more than wording, so that a model has to be told what else is said."""

    def __init__(self, side: UserSide, lexicon: Lexicon) -> None:
        self.side = side
        self.lexicon = lexicon

    def seated(self, session: ScriptSession) -> ScriptSession:
        """The session with this manner."""
        return Mannered(session, self)

    def hears(self, text: str) -> str:
        """What is heard of an agent's message."""
        return text

    def says(self, said: Said, place: int) -> Said:
        """What is said as the message number `place`, from 0."""
        return replace(said, text=self.around(self.worded(said.text), said, place))

    def worded(self, text: str) -> str:
        """The text in this manner; a sentence is worded the same way each time it is said."""
        kept, rest = self._kept_apart(text)
        worded = " ".join(self.sentence(one) for one in _SENTENCES.split(rest) if one)
        return " ".join(part for part in (worded, kept) if part)

    def sentence(self, text: str) -> str:
        """One sentence in this manner."""
        return text

    def around(self, text: str, said: Said, place: int) -> str:
        """The message with what is said beside the matter."""
        del said, place
        return text

    def _kept_apart(self, text: str) -> tuple[str, str]:
        """Wishes that only start later are known by their words, and keep them."""
        later = [wish.text for wish in self.side.wishes if wish.starts == "refusal" and wish.text in text]
        start = min((text.index(one) for one in later), default=len(text))
        return text[start:], text[:start].rstrip()

    # ------------------------------------------------------------------------------------------------- for the files
    def pick(self, bank: Sequence[str], turn: int) -> str:
        """One of several, by the task's seed; another one each turn."""
        return bank[(crc32(f"{self.side.seed}:{bank[0]}".encode()) + turn) % len(bank)]

    def chance(self, share: float, occasion: object) -> bool:
        """Whether something happens on this occasion, in a share of the tasks."""
        return crc32(f"{self.side.seed}:{type(self).__name__}:?{occasion}".encode()) % 1000 < 1000 * share

    @staticmethod
    def answers(text: str) -> bool:
        """Whether a yes or no stands first, and has to stay there."""
        return _ANSWERS.match(text) is not None

    @cached_property
    def weighty(self) -> frozenset[str]:
        """The words in which facts are told, in lower case."""
        side = self.side
        texts = [text for fact in side.facts for text in (fact.value, fact.text)]
        texts += [slot.text for wish in side.wishes for slot in wish.slots.values()]
        return frozenset(word.lower() for text in texts for word in re.findall(r"[\w'@.-]+", text))


class Mannered:
    """A scripted session that speaks in a manner."""

    def __init__(self, session: ScriptSession, manner: Manner) -> None:
        self._session, self._manner = session, manner
        self._place = 0
        self._last = ""

    def opening(self) -> Said:
        """The first message."""
        return self._said(self._session.opening())

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said."""
        heard = self._manner.hears(unquoted(text, self._last))
        return self._said(await self._session.reply(heard, executed))

    def _said(self, said: Said) -> Said:
        worded = self._manner.says(said, self._place)
        self._place += 1
        self._last = worded.text.rstrip(" .?!")
        return worded


def manner_of(side: UserSide) -> type[Manner]:
    """The manner of a task. Raises UsageError with the nearest name where there is none of that name."""
    if not side.manner:
        return Manner
    found: Any = MANNERS.get(side.manner)
    manner: type[Manner] = found
    return manner
