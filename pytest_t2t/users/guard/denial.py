"""What a message denies of what was to be said: "the zip code isn't 48201", "anything but my PayPal account".

plain text + what is to be said -> the told words that it denies
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pytest_t2t.users.guard.digits import runs
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.plain import plain
from pytest_t2t.users.guard.words import content

_NOT = any_of(
    r"(?:\bnot|n't|\bnever|\bany(?:thing|one|where)? (?:but|except)|\bother than|\bexcept(?: for)?|\brather than"
    r"|\binstead of|\bwithout)\W+(?:(?:a|an|the|my|your|have|want|need|like|be|being|use|using|to|on|onto|from|by|with"
    r"|in|into|it|for|take|choose|called|named|really|at)\W+){0,4}$",
)
_STILL = re.compile(r"^\W*(?:any ?more|any ?longer|fit|work|good|right)\b", re.IGNORECASE)
_BACK = 48
_LEAST = 3


def denied_now(text: str, to: Permitted, kinds: Collection[str]) -> Iterator[str]:
    """Numbers, things and facts with a "not" before them that have none in what is to be said."""
    gist = plain(to.gist)
    denied = {key for key, _ in _denials(gist, to, kinds)}
    told = set(_told(gist, to, kinds))
    if to.changes:  # what was told before may be what is not wanted any more
        told -= {key for before in to.texts[1:] for key in _told(plain(before), to, kinds)}
    for key, words in _denials(text, to, kinds):
        if key in told and key not in denied:
            yield words


def _denials(text: str, to: Permitted, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    for key, (start, end) in _keys(text, to, kinds):
        found = _NOT.search(text[max(0, start - _BACK) : start])
        if found and not _STILL.search(text[end:]):
            yield key, f"{found[0]}{text[start:end]}"


def _told(text: str, to: Permitted, kinds: Collection[str]) -> Iterator[str]:
    return (key for key, _ in _keys(text, to, kinds))


def _keys(text: str, to: Permitted, kinds: Collection[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """All that is told, by what it comes to, and where it stands."""
    for run in runs(text):
        for form in run.forms:
            if len(form) >= _LEAST:
                yield form, (run.start, run.end)
    for one in to.known.lexicon.mentions(text):
        if one.kind in kinds and content(text[slice(*one.span)]):
            for value in one.values:
                yield f"{one.kind} {value}", one.span
    low = text.lower()
    for fact in to.known.side.facts:
        value = plain(fact.value).lower()
        if not fact.wish and value and (place := low.find(value)) >= 0:
            yield value, (place, place + len(value))
