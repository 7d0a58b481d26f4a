"""Looks the turns of phrase of all tables up in a sentence.

plain sentence -> acts and hints, each with the place where it starts
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from pytest_t2t.users.hearing import announcing, asking, closing, consent, offering, refusing, reporting, ruling
from pytest_t2t.users.hearing.cue import NOTE, WARNING, Cue

CUES: tuple[Cue, ...] = sum(
    (table.CUES for table in (asking, consent, refusing, ruling, offering, announcing, reporting, closing)), start=()
)

_STARTS = re.compile(r"\b[a-z]{1,4}")
# a pattern that starts with an assertion is searched many times slower than one that starts with a letter
_ASSERTIONS = re.compile(r"(?:\\b|\(\?<![^)]*\))+")


class _Entry(NamedTuple):
    number: int
    cue: Cue
    asks: bool
    questions: bool
    """Only a question can match."""
    rough: re.Pattern[str]
    """Matches wherever `exact` does, and elsewhere."""
    exact: re.Pattern[str]


@cache
def _index() -> dict[str, list[_Entry]]:
    """Return the compiled cues by the starts of words."""
    index: dict[str, list[_Entry]] = {}
    for number, cue in enumerate(CUES):
        rough = re.compile(cue.pattern[found.end() :] if (found := _ASSERTIONS.match(cue.pattern)) else cue.pattern)
        asks, questions = cue.act.startswith("ask"), cue.pattern.endswith((r"*\?", r"}\?"))
        entry = _Entry(number, cue, asks, questions, rough, re.compile(cue.pattern))
        for start in cue.on.split():
            index.setdefault(start, []).append(entry)
    return index


@lru_cache(maxsize=1024)
def cues_in(sentence: str) -> Mapping[str, int]:
    """Return the acts and hints found in a plain `sentence`, each with the place where its first cue starts."""
    index = _index()
    found: dict[str, int] = {}
    tried: set[int] = set()
    question = "?" in sentence
    starts = set(_STARTS.findall(sentence))
    if question:
        starts.add("?")
    for start in starts & index.keys():
        for number, cue, asks, questions, rough, exact in index[start]:
            if number in tried or (questions and not question) or (not asks and cue.act in found):
                continue
            tried.add(number)
            if rough.search(sentence) and (match := exact.search(sentence)):
                act = _act(cue, sentence, match.start())
                found[act] = min(match.start(), found.get(act, match.start()))
    found.pop("", None)
    return found


def _act(cue: Cue, sentence: str, start: int) -> str:
    """Return the act or hint that a match of `cue` at `start` shows, "" for none."""
    if cue.not_in is not None and cue.not_in.search(sentence):
        return "refusal?" if cue.not_in is NOTE else ""
    if cue.not_after is not None and cue.not_after.search(sentence, max(0, start - 90), start):
        return "refusal?" if cue.not_after is WARNING else ""
    return cue.act
