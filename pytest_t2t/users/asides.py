"""What a proposal tells of the present state beside what it proposes: "Current address: ...", "(balance $170.00)".

text + a field's name + the domain's nouns -> Aside (a stretch whose values are not proposed)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_t2t.domain.mentions import Mention
from pytest_t2t.domain.spec import Domain

_PRESENT = r"current|original|existing|old|previous|present|before"
_PRESENT_KEY = re.compile(
    rf"\b(?:{_PRESENT}|total|status|date|placed|ordered|items? in|contents?|includes?|contains?|note|price|cost"
    r"|balance)",
    re.IGNORECASE,
)
_NOW = re.compile(rf"\b(?:{_PRESENT})(?:ly)?\b", re.IGNORECASE)
_BARE_NOW = re.compile(rf"\W*(?:{_PRESENT}|now)(?:ly)?\W*", re.IGNORECASE)
_BRACKET = re.compile(r"\((?=[^()\n]*\b(?:current(?:ly)?|balance|now|available|remaining)\b)[^()\n]*\)", re.IGNORECASE)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of text that tells how things are at present."""

    start: int
    end: int
    kinds: frozenset[str] = _NOTHING
    """Tables of which it names the row as it is: the item in "Current item: ...". It may be what is to be changed."""

    def hides(self, mention: Mention, targets: frozenset[str]) -> bool:
        """Whether this mention is no part of what is proposed; `targets`: tables of what the wishes are done to."""
        return self.start <= mention.span[0] < self.end and mention.kind not in self.kinds & targets


class Asides:
    """Finds asides in the words of one domain."""

    def __init__(self, domain: Domain) -> None:
        self._tables = frozenset(domain.things)
        self._nouns = {
            table: re.compile(
                rf"\b{re.escape(thing.noun)}s?\b|\b{re.escape(thing.topic or thing.noun)}s?\b", re.IGNORECASE
            )
            for table, thing in domain.things.items()
        }

    def field(self, key: str, start: int, end: int) -> Aside | None:
        """The aside that a field with this name is, if it tells of the present state."""
        if not _PRESENT_KEY.search(key):
            return None
        if _BARE_NOW.fullmatch(key):
            return Aside(start, end, self._tables)
        named = (table for table, noun in self._nouns.items() if noun.search(key))
        return Aside(start, end, frozenset(named) if _NOW.search(key) else _NOTHING)

    @staticmethod
    def in_brackets(text: str) -> Iterator[Aside]:
        """Parentheses about the present state."""
        return (Aside(*match.span()) for match in _BRACKET.finditer(text))
