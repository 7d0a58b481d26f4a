"""The values of one kind that a text tells about a subject.

text + question -> the sentences that name its subject -> values (money in minor units, counts, dates, ids, labels);
the user listens with it for an answer, the check `communicated` for the right one
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pydantic import JsonValue

from pytest_t2t.domain.lexicon_words import Day, Words, count_at, day_at, words_of
from pytest_t2t.domain.money import Amount, Currencies, cents_after
from pytest_t2t.records.task import Question

_LIST = re.compile(r"\s*(?:[-*+•]|\(?\d{1,2}[.)]|\|)\s")
_RULE = re.compile(r"\|?[\s:]*-[\s:|-]*\|[\s:|-]*")
"""The line below the heads of a table's columns."""
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?!(?<=\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.)\s+\d)(?!(?<=\bsept\.)\s+\d)"
    r"(?!(?<=\bapprox\.)\s)[\"')*_]*\s+",
    re.IGNORECASE,
)
"""Not between "Jun." and "12"."""
# not "30-liter" and "2026-03-05"
_ANY_ID = re.compile(
    r"(?<![\w.-])#?(?!\d+-[A-Z]+\b|\d{4}-\d\d-\d\d\b)((?=[A-Z0-9_-]*[0-9])[A-Z0-9][A-Z0-9_-]{4,})(?!\w)", re.IGNORECASE
)
_ENDING = re.compile(
    r"(?:\b(?:end(?:s|ing)?(?: (?:in|with|on))?|last (?:four|4)(?: (?:digits|numbers))?(?: (?:is|are|of))?):?"
    r"|[\u2022\u00b7x]{2,}-?|\u2026|\.{2,}) *[-\"'(#]*$",
    re.IGNORECASE,
)
_ALONE_IN_BRACKETS = re.compile(r"\((?=\d{4}\))")
_OF_DIGITS = re.compile(r" (?:digits|numbers)\b", re.IGNORECASE)
_MASKED = re.compile(r"\*{4,}(?=[ -]?\d)")
"""The hidden digits of a card, rather than Markdown: "**** 5719"."""
_LOOK_BACK = 24
_DEED = re.compile(
    r"\b(?:add|remov|tak|took|drop|delet|book|cancel)\w*(?: (?:off|out|on|the|that|this|your|these|another|just))* *$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r" (?:(?:more|last|other|second) )?(?:thing|moment|second|minute|question)\b| (?:[\w-]+ ){1,3}fewer\b"
)
"""What follows a number that does not say how many there are: "one more thing", "one checked bag fewer"."""
_SUM = re.compile(r"\b(?:total|altogether|in all)\b", re.IGNORECASE)
_IT_IS = r"(?:(?:it|that)(?: is|'s|\u2019s| should be| comes to| will be)|make (?:it|that)|i meant?)(?: \w+){0,2}?"
_CORRECTS = re.compile(
    r"\b(?:i (?:misread|misspoke|mistyped|miscalculated|misstated|meant)|make that|scratch that|stand corrected"
    r"|my mistake|typo"
    r"|the (?:correct|right|actual|final|real) (?:\w+ )?(?:amount|figure|number|value|date|total|sum|one))\b"
    r"|^\W*(?:correction|edit|update|rather|or rather)\b"
    r"|^\W*(?:(?:(?:oh|no|and|but|so|now|oops|sorry|apologies|wait|hold on|actually|well)\b[\s,:.!\u2014-]*)+"
    rf"(?:{_IT_IS} )?"
    rf"|{_IT_IS} )[^\w\s]?\d(?!\d* (?:more|fewer|less)\b)",
    re.IGNORECASE,
)
"""Says of what was told right before that it is another value: "Sorry, $54.20", "I meant 3", "Now it is $20"."""
_EXCEPT = re.compile(
    r"\b(?:not|rather than|instead of|(?:less|more|fewer) than) (?:[A-Z]{2,3} ?)?[^\w\s]*$", re.IGNORECASE
)
"""Before a value that it is not: "$45, not $54"."""
_MARKS = re.compile(r"[*`_]")
_TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_TEENS = {
    f"{word}teen": number for number, word in enumerate(("thir", "four", "fif", "six", "seven", "eigh", "nine"), 13)
}
_ZERO = {"no", "none", "zero"}


def told(
    text: str,
    question: Question,
    money: Currencies,
    like: JsonValue = None,
    *,
    anywhere: bool = False,
    follows: bool = False,
) -> frozenset[JsonValue]:
    """The values of the question's kind in the sentences and list lines of a text that name its subject.

    like: the right value, where it is known: what ids look like, the year of a date. anywhere: where no such sentence
    has a value, those in all sentences. follows: whether the subject was named right before, and may be corrected.
    """
    every = tuple(sentences(text))
    about = _subject(question.subject)
    near = list(_near(every, about, follows=follows))
    for some in (near, every) if anywhere else (near,):
        if found := frozenset(value for sentence in some for value in values(sentence, question, money, like)):
            return found
    return frozenset()


def _near(every: Iterable[str], about: re.Pattern[str], *, follows: bool) -> Iterator[str]:
    """The sentences that name the subject, each with those that correct it."""
    for sentence in every:
        named = about.search(sentence) is not None
        follows = named or (follows and _CORRECTS.search(sentence) is not None)
        if follows:
            yield sentence


@cache
def _subject(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w{{0,3}}\b", re.IGNORECASE)


def values(sentence: str, question: Question, money: Currencies, like: JsonValue = None) -> Iterator[JsonValue]:
    """The values of the question's kind in one sentence; a date that fits the right one is given as that."""
    if question.kind == "id":
        yield from _ids(sentence, str(like)) if like is not None else (one.lower() for one in _ANY_ID.findall(sentence))
    elif question.kind == "label":
        yield from _labels(sentence, question.labels or ((str(like),) if like is not None else ()))
    elif question.kind == "date":
        yield from _dates(sentence, None if like is None else str(like))
    elif question.kind == "money":
        yield from _amounts(sentence, money, like)
    else:
        yield from _counts(sentence, money)


def sentences(text: str) -> Iterator[str]:
    """Sentences and list lines; a line that ends with a colon stands before each of the lines that it introduces.

    A table's rows, and each cell of them by itself after its column's head.
    """
    lead = before = ""
    heads: list[str] = []
    for line in text.splitlines():
        bare = _MARKS.sub("", _MASKED.sub("\u2026", line)).strip()
        if not bare:
            continue
        if _RULE.fullmatch(bare):
            heads = _cells(before)
            continue
        before = bare
        if not bare.startswith("|"):
            heads = []
        for head, cell in zip(heads, _cells(bare), strict=False):
            yield f"{head}: {cell}"
        if bare.endswith(":"):
            lead = bare
        elif _LIST.match(line) or lead:
            yield f"{lead} {bare}".strip()
            lead = lead if _LIST.match(line) else ""
        else:
            yield from _SENTENCE_END.split(bare)
    if lead:
        yield lead


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _amounts(sentence: str, money: Currencies, like: JsonValue) -> Iterator[Amount]:
    words = words_of(sentence)
    for place, word in enumerate(words.stems):
        if _before(_EXCEPT, words, place):
            continue
        amount = money.at(words, place)
        if amount is not None:
            yield amount
        elif re.fullmatch(r"\d[\d,]*\.\d\d", word) and words.gap(place)[:1] != "%" and not _glued(words, place):
            yield money.bare(word, like)
        elif word.isdigit() and words.gap(place) == " " and words.stems[place + 1 : place + 2] == ["cent"]:
            yield from () if _told_with_whole(words, place, money) else (int(word),)


def _told_with_whole(words: Words, place: int, money: Currencies) -> bool:
    """Whether these cents belong to an amount that stands before them."""
    return any(cents_after(words, at) and money.at(words, at) is not None for at in (place - 2, place - 3))


def _glued(words: Words, place: int) -> bool:
    """Whether a number is part of something longer: an id, a phone number, a time of day."""
    before, after = words.text[: words.starts[place]][-2:], words.text[words.ends[place] :][:2]
    longer = after[:1] in ("-", ":") and after[1:].isdigit()
    time = before[-1:] == ":" and before[:1].isdigit()
    return before[-1:].isalnum() or after[:1].isalnum() or before[-1:] in ("#", "-", "\u2013") or longer or time


def _counts(sentence: str, money: Currencies) -> Iterator[int]:
    words = words_of(sentence)
    until = 0
    for place, word in enumerate(words.stems):
        day = day_at(words, place)
        if day and (day.month and day.last > place):
            until = max(until, day.last + 1)
        if place < until or money.at(words, place) is not None or _glued(words, place) or _last_digits(words, place):
            continue
        if _before(_EXCEPT, words, place) or (_before(_DEED, words, place) and not _SUM.search(sentence)):
            continue  # "I've removed one bag" does not say how many there are
        if _NO_COUNT.match(words.text, words.ends[place]):
            continue
        count = _count(words, place, word)
        if count is not None:
            yield count


def _last_digits(words: Words, place: int) -> bool:
    """Whether a number is the last digits of something, or their number: "the card ending in 5719", "Visa (5719)"."""
    if _ALONE_IN_BRACKETS.match(words.text, max(0, words.starts[place] - 1)) or _before(_ENDING, words, place):
        return True
    return words.stems[place - 1 : place] == ["last"] and _OF_DIGITS.match(words.text, words.ends[place]) is not None


def _before(pattern: re.Pattern[str], words: Words, place: int) -> bool:
    """Whether a pattern ends right before a word."""
    return pattern.search(words.text, max(0, words.starts[place] - _LOOK_BACK), words.starts[place]) is not None


def _count(words: Words, place: int, word: str) -> int | None:
    if word in _ZERO:
        return 0
    if word in _TENS:
        ones = count_at(words, place + 1) if words.gap(place) == "-" else None
        return _TENS[word] + (ones or 0)
    if word.isdigit() and len(word) > 3 and not words.opens_line(place):
        return int(word)
    if place and words.stems[place - 1] in _TENS and words.gap(place - 1) == "-":
        return None
    return _TEENS.get(word, count_at(words, place))


def _dates(sentence: str, right: str | None) -> Iterator[str]:
    """ISO dates; with nothing to compare them with without their year, which is not always said."""
    words = words_of(sentence)
    until = 0
    for place in range(len(words.stems)):
        day = day_at(words, place) if place >= until else None
        if day:
            until = day.last + 1
            if _before(_EXCEPT, words, place):
                continue
            if right is None:
                yield f"{day.month:02}-{day.day:02}"
                continue
            either_way = words.gap(place) == "/" and len(words.stems[place]) <= 2
            fits = _fits(day, right, either_way=either_way)
            yield right[:10] if fits else f"{day.year:04}-{day.month:02}-{day.day:02}"


def _fits(day: Day, right: str, *, either_way: bool) -> bool:
    year, month, of_month = (int(part) for part in right[:10].split("-"))
    if day.year not in (0, year):
        return False
    return (day.month, day.day) == (month, of_month) or (either_way and (day.day, day.month) == (month, of_month))


def _ids(sentence: str, right: str) -> Iterator[str]:
    """Tokens that look like the right id: letters for letters, digits for digits."""
    bare = right.lstrip("#")
    looks = "".join(r"\d" if one.isdigit() else "[A-Za-z]" if one.isalpha() else re.escape(one) for one in bare)
    for match in re.finditer(rf"(?<![\w-])#?({looks})(?![\w-])", sentence):
        found = match[1]
        if bare.isalpha() and found.lower() != bare.lower():
            continue  # any word of this length would look like it
        yield right if found.lower() == bare.lower() else found


def _labels(sentence: str, labels: Sequence[str]) -> Iterator[str]:
    low = _spaced(sentence)
    for label in sorted(labels, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(_spaced(label))}(?!\w)")
        if pattern.search(low):
            low = pattern.sub(" ", low)
            yield label


def _spaced(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.lower())
