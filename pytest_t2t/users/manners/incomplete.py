"""The customer who sends too early: the first message breaks off, later ones are started twice (arXiv 2509.23124).

"Hello, can you cancel my order?" -> "Hello, can you ca", and after the agent's answer the whole of it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pytest_t2t.domain.quoting import unquoted
from pytest_t2t.records.episode import Executed
from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said, ScriptSession

_SORRY = ("Sorry, sent that too early: {}", "Oops, that went off too soon. {}", "Sorry, my finger slipped. {}")
_LEAST, _MOST = 7, 14
"""Characters of the message that breaks off."""


class Incomplete(Manner):
    """Breaks off. Nothing counts as said before it is said in full."""

    about = "in a hurry to press send: a message may stop short and start again, in the end all is said"
    adds = True

    def seated(self, session: ScriptSession) -> ScriptSession:
        """The session that breaks off."""
        return _BreaksOff(session, self)

    def broken(self, text: str) -> str:
        """The beginning of a message, before anything of weight is said."""
        length = _LEAST + 1 + self.side.seed % (_MOST - _LEAST)
        short = text[:length]
        heavy = re.search(r"\b(?:my|the|\d)\b", short)
        return (short[: heavy.start()] if heavy and heavy.start() >= _LEAST - 2 else short).rstrip(" ,.?!")

    def around(self, text: str, said: Said, place: int) -> str:
        """A message that was begun twice, now and then."""
        if said.stop or self.answers(text) or not self.chance(0.4, place):
            return text
        first = text.split(" ", 3)
        return f"{' '.join(first[:2])}- {text}" if len(first) > 3 else text


class _BreaksOff:
    """The opening is said in two messages; what comes after it is the script's."""

    def __init__(self, session: ScriptSession, manner: Incomplete) -> None:
        self._session, self._manner = session, manner
        self._opening: Said | None = None
        self._executed: list[Executed] = []
        self._place = 0
        self._last = ""

    def opening(self) -> Said:
        """The beginning of the first message."""
        self._opening = self._session.opening()
        return Said(self._manner.broken(self._opening.text))

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """The whole opening first; with the answer to what the agent asked meanwhile, if it asked."""
        heard = unquoted(text, self._last)
        if self._opening is None:
            executed, self._executed = [*self._executed, *executed], []
            return self._said(await self._session.reply(heard, executed))
        opening, self._opening = self._opening, None
        whole = self._manner.pick(_SORRY, 0).format(opening.text)
        if "?" not in heard:
            self._executed.extend(executed)
            return self._noted(replace(opening, text=whole))
        said = await self._session.reply(heard, executed)
        return self._noted(replace(said, text=f"{whole} {said.text}", events=(*opening.events, *said.events)))

    def _said(self, said: Said) -> Said:
        self._place += 1
        return self._noted(self._manner.says(said, self._place))

    def _noted(self, said: Said) -> Said:
        self._last = said.text.rstrip(" .?!")
        return said


MANNER = Incomplete
