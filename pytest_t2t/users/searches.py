"""Refusals of wishes that are look-ups themselves: "I can't track it down" refuses where that is what is wished for.

plain sentence + wishes that no tool serves -> whether it refuses one
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.domain.language import Language, Unserved
from pytest_t2t.users.actions import names
from pytest_t2t.users.hearing.cue import LOOK_UP

_LOOKS = rf"(?:{LOOK_UP}|trac(?:e|ing)|look(?:ing)? (?:for|into|up)|check(?:ing)?\b|investigat|pinpoint)"
_SEARCH = r"(?:trac|search|locat|look(?:ing)? (?:for|into)|retriev|investigat)"
_CANNOT = (
    r"\b(?:(?:i|we) (?:cannot|(?:am|are) (?:not (?:\w+ )?able to|unable to)|will not be able to|(?:have|see) no way to"
    rf"|do not have (?:a|any) way to|do not(?= (?:\w+ly )?{_SEARCH})) (?:\w+ly |also |just )*"
    r"|(?:does|do|will) not (?:let|allow|permit|enable) (?:me|us) (?:to )?)"
)
_REFUSES = re.compile(
    rf"{_CANNOT}(?P<looks>{_LOOKS})\w*(?P<what>(?: (?!(?:and|but|so|because)\b)[\w'/-]+){{0,9}})(?P<rest>.*)", re.DOTALL
)
_WISHED = re.compile(rf"\b(?:{_LOOKS})")
_RECORDED = re.compile(
    r"\b(?:records?|files?|profiles?|details|information|mention|match\w*|entry|entries|names?|e-?mails?|ids?)\b"
)
"""What is not found rather than not looked for."""
_WAITS = re.compile(r"\b(?:without|until|unless|before|yet|once|if)\b")
_IT = re.compile(
    r" (?:it|that|this|them|these|those)(?: down| out| back| up)?(?: (?:for you|myself|here|from here|in this chat))?$"
)
_WHERE = re.compile(r" (?:in|under|with|on|by|among) ")
_STEM = 4


class Searches:
    """The wishes of one task that are look-ups and that no tool serves."""

    def __init__(self, language: Language, wished: Iterable[str]) -> None:
        some = set(wished)
        self._wishes = [(one, verbs) for one in language.unserved if one.name in some and (verbs := _verbs(one))]
        self._nouns = tuple(thing.noun.lower() for thing in language.things)

    def __bool__(self) -> bool:
        """Whether there is one: few tasks have any."""
        return bool(self._wishes)

    def refuses(self, said: str) -> bool:
        """Whether a plain sentence says that what is wished for can't be looked up."""
        return any(self._refused(match) for match in _REFUSES.finditer(said))

    def _refused(self, match: re.Match[str]) -> bool:
        what, looks = match["what"], match["looks"]
        if _WAITS.search(match["rest"]) or _WAITS.search(what) or _RECORDED.search(what):
            return False
        if _IT.search(what) and not _WHERE.match(match["rest"]):
            return any(looks[:_STEM] in verbs for _, verbs in self._wishes)
        return any(
            (place := _place(wish.words, what)) >= 0 and not names(self._nouns, what[:place])
            for wish, _ in self._wishes
        )


def _verbs(wish: Unserved) -> frozenset[str]:
    return frozenset(match[0][:_STEM] for match in _WISHED.finditer(wish.about.lower()))


def _place(stems: Iterable[str], low: str) -> int:
    return min((place for stem in stems if (place := low.find(f" {stem.lower()}")) >= 0), default=-1)
