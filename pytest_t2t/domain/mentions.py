"""A mention: words of a text that name something, and which words that stand near each other name one thing together.

two mentions of one kind + what stands between them -> one mention, or none
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import JsonValue

_APART = re.compile(r"[\n;?!]|\.\s|\b(?:and|or|to|into|for|instead|not|but)\b")
_APART_FROM_ID = re.compile(r"[\n;?!]|\.\s|\b(?:and|or|to|into|for|instead|not|but|from|in|on|of|with)\b")
_FARTHEST = 28
"""Characters between two words that describe one row."""


class Mention(NamedTuple):
    """Words that name something."""

    kind: str
    """A table, "tool.param" (a label), a generator (a free value), or "money", "date", "count", "email"."""
    values: frozenset[JsonValue]
    """The rows' keys, or the values, that the words may mean; none where they name nothing of this customer's."""
    exact: bool
    """By key or complete form, rather than by description."""
    span: tuple[int, int]


def joint(text: str, last: Mention, mention: Mention) -> Mention | None:
    """Both as one mention, if they can describe one row together."""
    gap = text[last.span[1] : mention.span[0]]
    if len(gap) > _FARTHEST or (_APART_FROM_ID if mention.exact or last.exact else _APART).search(gap):
        return None
    both = last.values & mention.values
    return Mention(last.kind, both, last.exact or mention.exact, (last.span[0], mention.span[1])) if both else None


def overlap(one: Mention, other: Mention) -> bool:
    """Whether they share words."""
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]
