"""Cuts a text into words that can be looked up, and reads dates and counts among them.

text -> Words (stems with their places) -> forms found in tables of forms; dates, counts
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import JsonValue

LONGEST = 12_000
"""Characters of a text that are looked at."""

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_BETWEEN = " -\u2013_/'\u2019*`\"&,:#"
"""What may stand between the words of one form: "stainless-steel", "Size: 9"."""
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_TYPOGRAPHIC = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
"""Sign for sign, so that spans stay: "31\u202fMay", "2026\u201105\u201131"."""
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {form: number for number, name in enumerate(_MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ORDINALS = {"st", "nd", "rd", "th"}
_SMALL = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
NUMBER_WORDS = {number: word for word, number in _SMALL.items()} | {1: "one"}
NUMBERS = frozenset(NUMBER_WORDS.values())
_BEFORE_PRONOUN = {
    "which",
    "thi",
    "this",
    "that",
    "the",
    "another",
    "new",
    "old",
    "right",
    "wrong",
    "each",
    "either",
    "other",
    "correct",
    "no",
    "any",
}


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return the word in lower case without the ending of a simple plural or possessive."""
    low = word.lower().replace("\u2019", "'").removesuffix("'s")
    if len(low) < 4 or low[-1] != "s" or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return f"{low[:-3]}y"
    return low[:-2] if low.endswith(("sses", "xes", "ches", "shes")) else low[:-1]


class Words:
    """The words of one text: stems, and where each starts and ends."""

    __slots__ = ("ends", "starts", "stems", "text")

    def __init__(self, text: str) -> None:
        self.text = text = text[:LONGEST].translate(_TYPOGRAPHIC)
        found = list(_TOKEN.finditer(text))
        self.stems = [stem(match[0]) for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]

    def gap(self, place: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.ends[place] : self.starts[place + 1]] if place + 1 < len(self.starts) else "\n"

    def joined(self, first: int, count: int) -> bool:
        """Whether these words stand together and are no part of a longer word."""
        text, start, end = self.text, self.starts[first], self.ends[first + count - 1]
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            return False
        for place in range(first, first + count - 1):
            gap = text[self.ends[place] : self.starts[place + 1]]
            if place == first and text[max(0, start - 1) : start] == "(":
                gap = gap.replace(")", "", 1)  # "(312) 555-0199"
            if gap.strip(_BETWEEN):
                return False
        return True

    def led_by(self, first: int, lead: str) -> bool:
        """Whether `lead` ("#", "$") stands directly before this word, Markdown left out."""
        before = self.text[max(0, self.starts[first] - 4) : self.starts[first]].rstrip("*_` ")
        return before.endswith(lead)

    def goes_on_in_brackets(self, end: int, place: int) -> bool:
        """Whether this word is a further one in the brackets in which, or before which, a name ended."""
        start = self.starts[place]
        gap = self.text[end:start]
        if len(gap) > 3 or gap.strip(" (,/|"):
            return False
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return line.rfind("(") > line.rfind(")")

    def opens_line(self, place: int) -> bool:
        """Whether this number is the marker of a list's line: "1. "."""
        start, end = self.starts[place], self.ends[place]
        return self.text[end : end + 1] in (".", ")") and not self.text[
            self.text.rfind("\n", 0, start) + 1 : start
        ].strip(" (")


@lru_cache(maxsize=512)
def words_of(text: str) -> Words:
    """The words of a text, for reading only: lexicons and questions read the same sentences."""
    return Words(text)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a form may mean."""

    kind: str
    values: frozenset[JsonValue]
    exact: bool = False
    lead: str = ""
    """What must stand before it: "#" where the key alone would be a bare number."""


@dataclass(slots=True)
class Forms:
    """A table of forms (runs of stems), each with its readings."""

    readings: dict[tuple[str, ...], tuple[Reading, ...]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """First stem -> the lengths of the forms that start with it, longest first."""
    bare: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    """Short values, which mean something only in brackets after a name: the 9 in "boots (black, 9)"."""

    def at(self, words: Words, place: int) -> list[tuple[int, Reading]]:
        """The forms that stand at this word, longest first, each with its number of words."""
        found: list[tuple[int, Reading]] = []
        for count in self.lengths.get(words.stems[place], ()):
            stems = tuple(words.stems[place : place + count])
            if len(stems) == count and (readings := self.readings.get(stems)) and words.joined(place, count):
                found += [(count, one) for one in readings if not one.lead or words.led_by(place, one.lead)]
        return found


@lru_cache(maxsize=1 << 14)
def _stems(form: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _TOKEN.findall(form))


class FormsInWork:
    """Collects forms; rows that share a form share its reading."""

    def __init__(self) -> None:
        self._sets: dict[tuple[str, ...], dict[tuple[str, bool, str], set[JsonValue]]] = {}
        self._bare: dict[str, dict[str, set[JsonValue]]] = {}

    def add(self, form: str, kind: str, values: Iterable[JsonValue], *, exact: bool = False) -> None:
        """Let `form` mean `values` of `kind`, beside what it means already."""
        stems = _stems(form)
        if not stems:
            return
        lead = form.strip()[0] if stems[0].isdecimal() and len(stems) == 1 and not form.strip()[0].isalnum() else ""
        self._sets.setdefault(stems, {}).setdefault((kind, exact, lead), set()).update(values)

    def add_bare(self, value: str, kind: str, key: JsonValue) -> None:
        """Let a short value in brackets mean `key`."""
        stems = _stems(value)
        if len(stems) == 1:
            self._bare.setdefault(stems[0], {}).setdefault(kind, set()).add(key)

    def done(self) -> Forms:
        """The finished table."""
        lengths: dict[str, set[int]] = {}
        for stems in self._sets:
            lengths.setdefault(stems[0], set()).add(len(stems))
        return Forms(
            {
                stems: tuple(
                    Reading(kind, frozenset(values), exact, lead) for (kind, exact, lead), values in kinds.items()
                )
                for stems, kinds in self._sets.items()
            },
            {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()},
            {
                stem: tuple(Reading(kind, frozenset(keys)) for kind, keys in kinds.items())
                for stem, kinds in self._bare.items()
            },
        )


def shape(stems: Iterable[str]) -> tuple[str, ...]:
    """Stems with their digits made equal: all order numbers of a shop have one shape."""
    return tuple("0" * len(one) if one.isdecimal() else one for one in stems)


@dataclass(frozen=True, slots=True)
class Day:
    """A date found in a text."""

    first: int
    """Place of its first word."""
    last: int
    year: int
    """0 where the text names none."""
    month: int
    day: int


def day_at(words: Words, place: int) -> Day | None:
    """The date whose first word this is."""
    word = words.stems[place]
    if word in MONTHS:
        return _before_day(words, place, MONTHS[word])
    if dotted := _DOTTED.fullmatch(word):
        day, month, year = map(int, dotted.groups())
        return Day(place, place, year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if not word.isdecimal() or len(word) > 4:
        return None
    return _in_numbers(words, place) or (_after_day(words, place) if _is_day(word) else None)


def _after_day(words: Words, place: int) -> Day | None:
    """Like "3 March", "3rd of March 2026"."""
    month = place + 1
    for small in (_ORDINALS, {"of"}):
        if month < len(words.stems) and words.stems[month] in small:
            month += 1
    if month >= len(words.stems) or words.stems[month] not in MONTHS or words.opens_line(place):
        return None
    if words.text[words.ends[place] : words.starts[month]].strip(" of.stndrh-"):
        return None
    year = _year(words, month + 1)
    return Day(place, month + (year > 0), year, MONTHS[words.stems[month]], int(words.stems[place]))


def _before_day(words: Words, place: int, month: int) -> Day | None:
    """Like "March 3", "Mar 3rd, 2026", "March the 3rd"."""
    last = place + 1
    if words.stems[last : last + 1] == ["the"] and not _ORDINALS.isdisjoint(words.stems[last + 2 : last + 3]):
        last += 1
    if last >= len(words.stems) or not _is_day(words.stems[last]) or words.gap(place).strip(" .-"):
        return None
    day = int(words.stems[last])
    if last + 1 < len(words.stems) and words.stems[last + 1] in _ORDINALS and not words.gap(last):
        last += 1
    year = _year(words, last + 1)
    return Day(place, last + (year > 0), year, month, day)


def _in_numbers(words: Words, place: int) -> Day | None:
    """Like "2026-03-14", "3/14/2026"."""
    stems = words.stems[place : place + 3]
    if len(stems) < 3 or not all(one.isdecimal() and len(one) <= 4 for one in stems):
        return None
    marks = words.gap(place), words.gap(place + 1)
    if marks in (("-", "-"), ("/", "/")) and len(stems[0]) == 4:
        year, month, day = map(int, stems)
    elif marks == ("/", "/") and len(stems[2]) == 4:
        month, day, year = map(int, stems)
        month, day = (day, month) if month > 12 else (month, day)
    else:
        return None
    return Day(place, place + 2, year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _is_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31


def _year(words: Words, place: int) -> int:
    if place >= len(words.stems) or len(words.stems[place]) != 4 or not words.stems[place].isdecimal():
        return 0
    near = not words.gap(place - 1).strip(" ,") and words.gap(place)[:1] != "-"
    return int(words.stems[place]) if words.stems[place][:2] in ("19", "20") and near else 0


def count_at(words: Words, place: int) -> int | None:
    """The small number that is this word: "3", "three"; no minutes: "08:05"."""
    word = words.stems[place]
    if word.isdecimal():
        if len(word) > 1 and word[0] == "0":
            return None
        start, end = words.starts[place], words.ends[place]
        inside = words.text[start - 1 : start].isalnum() or words.text[end : end + 1].isalnum()
        return None if len(word) > 3 or inside or words.opens_line(place) else int(word)
    if word == "one":
        return None if place and words.stems[place - 1] in _BEFORE_PRONOUN else 1
    return _SMALL.get(word)
