"""Days and sizes told in short: "the 7th", "on 3/7", "in the first week of March", "in M".

plain text + what may be said -> the words that tell a day or size of which nothing was said
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import JsonValue

from pytest_t2t.domain.lexicon_words import MONTHS
from pytest_t2t.users.guard.digits import runs
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.patterns import any_of

_NAMES = "|".join(sorted((name for name in MONTHS if len(name) > 3 or name == "may"), key=len, reverse=True))
_MONTH = re.compile(
    rf"(?:\b(?i:in|of|until|till|since|by|from|early|late|mid|this|last|next|around|during)[ -]+(?:{_NAMES.title()})\b)"
    rf"|\b(?:{'|'.join(one.title() for one in _NAMES.split('|') if one not in ('may', 'march'))})\b"
)
_SLASHED = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])")
_NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = (
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
    "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh",
    "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_ORDINAL = any_of(rf"\b(?:the|on|of) ({'|'.join(one.replace('-', '[- ]') for one in reversed(_ORDINALS))})\b")
_SIZES = {
    "XS": "extra small",
    "S": "small",
    "M": "medium",
    "L": "large",
    "XL": "extra large",
    "XXL": "double extra large",
}
_SIZE = re.compile(r"(?:\b(?i:in|size|an?|it's|is|the)\s+|^\W*)(XS|S|M|L|XL|XXL)\b(?!['\u2019.]\w)", re.MULTILINE)
_RELATIVE_SIZE = any_of(r"\b(?:one|a|two|the next) sizes? (?:up|down|bigger|larger|smaller)\b")


def days_told(text: str, to: Permitted) -> Iterator[str]:
    """Words by which a day is told, or a part of a date, that may not be said."""
    known = _days(to)
    yield from _dates(text, to, known)
    yield from _nths(text, known)


def _dates(text: str, to: Permitted, known: _Days) -> Iterator[str]:
    for one in to.known.lexicon.mentions(text):
        if one.kind == "date" and not one.values & known.dates:
            yield text[slice(*one.span)]
    for found in _SLASHED.finditer(text):
        if not {int(found[1]), int(found[2])} <= known.days | known.months:
            yield found[0]
    for found in _MONTH.finditer(text):
        if MONTHS[re.split(r"[ -]", found[0])[-1].lower()] not in known.months:
            yield found[0]


def _nths(text: str, known: _Days) -> Iterator[str]:
    for found in _NTH.finditer(text):
        if int(found[1]) not in known.days:
            yield found[0]
    for found in _ORDINAL.finditer(text):
        if _ORDINALS.index(found[1].lower().replace(" ", "-")) + 3 not in known.days:
            yield found[0]


def sizes_told(text: str, to: Permitted) -> Iterator[str]:
    """Sizes in short that may not be said."""
    for found in _SIZE.finditer(text):
        if _SIZES[found[1]] not in to.low and not re.search(rf"\b{found[1].lower()}\b", to.low):
            yield found[0].strip()
    for found in _RELATIVE_SIZE.finditer(text):
        if found[0].lower() not in to.low:
            yield found[0]


class _Days:
    """The days and months of which something was said or shown."""

    def __init__(self) -> None:
        self.dates: set[JsonValue] = set()
        self.days: set[int] = set()
        self.months: set[int] = set()


def _days(to: Permitted) -> _Days:
    known = _Days()
    for text in (*to.texts, *to.shown_rightly):
        for one in to.known.lexicon.mentions(text):
            for value in one.values if one.kind == "date" else ():
                known.dates.add(value)
                _, month, day = str(value).split("-")
                known.days.add(int(day))
                known.months.add(int(month))
        known.days.update(int(form) for run in runs(text) for form in run.forms if len(form) < 3)
    return known
