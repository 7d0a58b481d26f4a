"""The digits that a text says, however it says them: 9412, "9 4 1 2", "ninety-four twelve", "nine thousand".

plain text -> Run, Run, ... (its digits, where it stands)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UNITS = {
    word: digit
    for digit, words in enumerate(
        (("zero", "oh", "nought", "naught", "nil"), ("one",), ("two",), ("three",), ("four",), ("five",), ("six",),
         ("seven",), ("eight",), ("nine", "niner"))
    )
    for word in words
}  # fmt: skip
_TEENS = {
    word: 10 + number
    for number, word in enumerate(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
} | {"fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1000}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_WORDS = sorted((*_UNITS, *_TEENS, *_TENS, *_SCALES, *_TIMES), key=len, reverse=True)
_NUMBER = re.compile(
    rf"\d+|(?<![^\W\d_])(?:{'|'.join(_WORDS)})(?![^\W\d_])|(?<![^\W_])(?:{'|'.join(_WORDS)}){{2,}}", re.IGNORECASE
)
_ONE_WORD = re.compile("|".join(_WORDS), re.IGNORECASE)
_LETTER_O = re.compile(r"(?<=\d)[oO](?=\d)|(?<=\d[ -])[oO](?=[ -]\d)")
_BETWEEN = re.compile(
    r"[\s.,/_*:;#|'\"()+~\u2013\u2014-]*"
    r"(?:(?:and|then|dash|hyphen|space|point|dot|comma|slash|followed by|next|after that|again)[\s.,:\u2013-]*){0,3}",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:the|that|this|which|each|every|new|other) one (?:i\b|you|we|that|wh|with|for|in\b|of\b|to\b|on\b)"
    r"|\bone (?:more|of m|thing)",
    re.IGNORECASE,
)
"""A "one" that is no digit."""
_SENTENCE_END = re.compile(r"[.:;]\s")
_LOOSEST = 48
"""Characters between digits that are strewn over a sentence."""


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that are said one after the other."""

    forms: frozenset[str]
    """Its digits: as they stand in a row, and as the number that the words come to."""
    parts: tuple[str, ...]
    """The numbers that it is put together from."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    word: str
    start: int
    end: int


def runs(text: str) -> list[Run]:
    """The runs of digits of a plain text."""
    text = _LETTER_O.sub("0", text)
    return [
        Run(
            frozenset((_in_a_row(group), _as_a_number(group))) - {""},
            tuple(_value(one.word) for one in group),
            group[0].start,
            group[-1].end,
        )
        for group in _groups(list(_numbers(text)), text)
    ]


def strewn(text: str) -> str:
    """The longest row of digits of a plain text that no more than a few words stand between."""
    rows: list[list[_Number]] = [[]]
    for number in _numbers(_LETTER_O.sub("0", text)):
        if rows[-1] and number.start - rows[-1][-1].end > _LOOSEST:
            rows.append([])
        rows[-1].append(number)
    return max(map(_in_a_row, rows), key=len)


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        if match[0].lower() == "one" and _PRONOUN.search(text[max(0, match.start() - 8) : match.end() + 6]):
            continue
        if match[0].isdigit():
            yield _Number(match[0], match.start(), match.end())
        else:  # "fourone": words run together
            for word in _ONE_WORD.finditer(match[0]):
                yield _Number(word[0].lower(), match.start() + word.start(), match.start() + word.end())


def _groups(numbers: Sequence[_Number], text: str) -> list[list[_Number]]:
    groups: list[list[_Number]] = []
    for number in numbers:
        if groups and _follows(groups[-1][-1], number, text):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _follows(last: _Number, number: _Number, text: str) -> bool:
    """Whether two numbers are said in one breath: not over the end of a line, nor of a sentence before "One more"."""
    gap = text[last.end : number.start]
    if "\n" in gap or (_SENTENCE_END.search(gap) and not (last.word.isdigit() and number.word.isdigit())):
        return False
    return _BETWEEN.fullmatch(gap) is not None


def _in_a_row(group: Sequence[_Number]) -> str:
    """Digit after digit: "ninety-four twelve" is 9412, "double five" 55."""
    digits = ""
    times, tens = 1, False
    for one in group:
        if one.word in _TIMES:
            times, tens = _TIMES[one.word], False
            continue
        if tens and one.word in _UNITS and _UNITS[one.word]:
            digits = digits[:-1] + str(_UNITS[one.word])
            tens = False
            continue
        value = _value(one.word)
        digits += value * times
        times, tens = 1, one.word in _TENS
    return digits


def _value(word: str) -> str:
    if word.isdigit():
        return word
    if word in _SCALES:
        return ""
    return str(_UNITS.get(word, _TEENS.get(word, _TENS.get(word, ""))))


def _as_a_number(group: Sequence[_Number]) -> str:
    """The number that cardinal words come to; empty where no hundred or thousand is among them."""
    if not any(one.word in _SCALES for one in group):
        return ""
    total, part = 0, 0
    for one in group:
        if one.word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif one.word == "hundred":
            part = (part or 1) * 100
        else:
            part += int(_value(one.word) or 0)
    return str(total + part)
