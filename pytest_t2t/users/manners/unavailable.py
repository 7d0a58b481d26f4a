"""The customer who asks, beside its wishes, for what this business does not do (unavailable service, arXiv 2509.23124).

"My name is Ada Cole." -> "My name is Ada Cole. Oh, and could you also gift-wrap it?"
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from pytest_t2t.domain.language import Unserved
from pytest_t2t.users.actions import names
from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said

_LEADS = ("Oh, and while we're at it: {}", "By the way: {}", "And a small thing: {}")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?]*\s*")
_MOMENTS = (1, 3)
"""The messages with which it asks, the second time where it was not refused outright."""


class Unavailable(Manner):
    """Asks for something that no tool serves, and takes a no for an answer; what is said of it decides nothing."""

    about = "asking beside the matter for a service that the company may not have"
    adds = True

    def hears(self, text: str) -> str:
        """The message without what is said of the request beside the matter: that is no answer to a wish."""
        if self._beside is None:
            return text
        words = self._beside.words
        return "".join(one for one in _SENTENCE.findall(text) if not names(words, one.lower()))

    def says(self, said: Said, place: int) -> Said:
        """The message, with the request in some."""
        decides = said.stop or any(event.kind in ("affirmed", "denied", "changed") for event in said.events)
        if self._beside is None or decides or place not in _MOMENTS:
            return said
        return replace(said, text=f"{said.text} {self.pick(_LEADS, place).format(self.pick(self._beside.text, place))}")

    @cached_property
    def _beside(self) -> Unserved | None:
        """What it asks for; none where all that the business lacks is spoken of in the task."""
        side = self.side
        said = " ".join(
            [side.opening, *(fact.text for fact in side.facts), *(wish.text for wish in side.wishes)]
        ).lower()
        wished = {wish.tool for wish in side.wishes}
        free = [one for one in self.lexicon.language.unserved if one.name not in wished and not names(one.words, said)]
        return free[int(self.side.seed) % len(free)] if free else None


MANNER = Unavailable
