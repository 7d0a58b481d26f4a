"""Whether a sentence promises, or reports, what no tool serves: there is no tool's vocabulary to know it by.

sentence + Unserved -> yes or no
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pytest_t2t.domain.language import Language, Unserved
from pytest_t2t.users.actions import names

_NEGATIVE = re.compile(
    r"\b(?:cannot|can not|unable|not|no|never|nothing|neither|nor|without)\b|n['\u2019]t\b", re.IGNORECASE
)
_STATES = re.compile(
    r"\b(?:will|has|have)\b|['\u2019](?:ll|ve)\b"
    r"|\b(?:is|are|gets?)\s+(?:now|on|all|being|set|done|taken|booked|scheduled|arranged|added|registered|signed)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\?|\b(?:if|would|could|should|whether|once|let me|check(?:s|ed|ing)?|about|regarding|understand|sorry|want\w*"
    r"|like|ask\w*|request\w*|look\w*|see|only|rather|instead)\b",
    re.IGNORECASE,
)
"""What is still being talked about is not promised."""
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 5
"""First letters that stand for a word's forms."""
_ANYWHERE = (
    "able also another anything could days from have here just know less like look make more need next once only order "
    "other please some someone something sure thing things that their them then there these they this want what when "
    "will with would your yours account customer give help mine take thank thanks"
)
"""Words of any conversation."""
_PLAIN = frozenset(word[:_STEM] for word in _ANYWHERE.split())
_SHARED = 2
"""Words in common that make a sentence one about the wish."""


class Promises:
    """Hears promises of what no tool serves."""

    def __init__(self, language: Language) -> None:
        self._words = {one.name: _vocabulary(one) for one in language.unserved}

    def hears(self, sentence: str, wish: str, stems: Iterable[str]) -> bool:
        """Whether a sentence says of the unserved wish that it is, or will be, fulfilled."""
        if not _STATES.search(sentence) or _NEGATIVE.search(sentence) or _OPEN.search(sentence):
            return False
        shared = self._words.get(wish, frozenset()) & _stems(sentence)
        return names(stems, sentence.lower()) or len(shared) >= _SHARED


@lru_cache(maxsize=256)  # asked for in each episode
def _vocabulary(wish: Unserved) -> frozenset[str]:
    return frozenset(stem for text in (*wish.text, *wish.words, wish.about) for stem in _stems(text))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())} - _PLAIN
