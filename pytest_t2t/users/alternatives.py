"""Sentences that put forward values to choose from: "by email, by text message or by phone?".

text + mentions of a wish's kinds -> the words of the alternatives; they are neither proposals nor names of topics
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from pytest_t2t.domain.language import Topic
from pytest_t2t.domain.mentions import Mention

_BETWEEN = re.compile(r"(?:[\s\W_]|\b(?:or|and|by|via|through|with|in|on|to|the|a|an|your|my|either|it|rather)\b)*")
_OR = re.compile(r"\bor\b|[;/\n,]")
_LONGEST = 40


def alternatives(text: str, mentions: Iterable[Mention], kinds: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where two or more different values of one kind stand as alternatives."""
    by_kind: dict[str, list[Mention]] = {}
    for one in mentions:
        if one.kind in kinds and one.values:
            by_kind.setdefault(one.kind, []).append(one)
    return tuple(span for some in by_kind.values() if len(some) > 1 for span in _row(text.lower(), some))


def _row(low: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    row: list[Mention] = []
    last_or = False
    for one in mentions:
        gap = low[row[-1].span[1] : one.span[0]] if row else ""
        if row and (not (_BETWEEN.fullmatch(gap) and _OR.search(gap)) or len(gap) > _LONGEST):
            if last_or and _differ(row):
                break
            row, last_or = [], False
        last_or = last_or or bool(row and re.search(r"\bor\b|;", gap))
        row.append(one)
    return [one.span for one in row] if last_or and _differ(row) else []


def _differ(row: Sequence[Mention]) -> bool:
    return len({one.values for one in row}) > 1


def asked_besides(
    text: str, asked: frozenset[str], spans: Sequence[tuple[int, int]], topics: Mapping[str, Topic]
) -> frozenset[str]:
    """The topics that are named outside the alternatives: "email" stands there as one of them."""
    rest = text.lower()
    for start, end in spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return frozenset(
        name for name in asked if name not in topics or any(word.lower() in rest for word in topics[name].words)
    )
