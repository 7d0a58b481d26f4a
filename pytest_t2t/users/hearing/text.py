# ruff: noqa: RUF001 - typographic characters are what is looked for
"""Cuts an agent's message into sentences and list blocks, and writes each in the one plain form that patterns expect.

message -> Piece (sentence | list block) -> plain lower-case text without markup and contractions
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST_MESSAGE = 12_000
LONGEST_SENTENCE = 700

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,12}[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LIST_LINE = re.compile(
    r"[ \t]*(?:[-*+•·–—▪◦●‣]|\(?[0-9]{1,2}[.)]|[0-9]\ufe0f?\u20e3|\(?[A-Za-z]\)|\|)(?:[ \t]+(?=\S)|(?<=\u20e3))"
    r"|\*\*(?=[Oo]ption [A-Za-z0-9]{1,2}\b)"
)
_RULE_LINE = re.compile(r"[ \t]*[-*_|:=\s]{3,}$")
# always consumes the whole run of marks, so that "?????" costs no more than its length
_END = re.compile(r"[.!?…]++[\"')\]*_”’]*+(\s|$)?|[。！？]()")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(:,*])(?:e\.g|i\.e|mr|mrs|ms|dr|st|nr|vs|approx|incl|[ap]\.m|u\.s|\(?[0-9]{1,2}"
    r"|(?P<before_number>no|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))$",
    re.IGNORECASE,
)

_NUMBER = re.compile(r"\.\s+\S*\d")
"""What makes a "no." a number, and a "Jun." a month."""

# the customer's own words: 'You said: "please don't cancel it"'
_WHOSE_WORDS = (
    r"\b(?:you(?: have|['’]ve|['’]d)? (?:\w+ )?(?:said|wrote|asked|told|mentioned|stated|typed|requested|put"
    r"|described)|your (?:\w+ )?(?:words|message|request|question|wish)|(?:customer|user) (?:said|wrote"
    r"|asked))\b[^\"“„«‘'.!?]{0,40}"
)
_QUOTED = re.compile(
    rf"({_WHOSE_WORDS})(?:[\"“„«]([^\"“”„«»]{{1,600}})[\"”“»]|(?<=[\s:(])['‘](.{{1,600}}?)['’](?!\w))",
    re.IGNORECASE | re.DOTALL,
)
_QUOTE_MARKS = frozenset("\"“„«‘'")
_WORDS_THAT_ARE_NO_QUOTE = 3
_QUOTE_LINE = re.compile(r"[ \t]{0,3}>[ \t]?")
_INTRODUCES = re.compile(r":[*_]*$")
_THEIRS = re.compile(rf"{_WHOSE_WORDS}$", re.IGNORECASE)
_UNDER_WAY = re.compile(r"(?!.*\|)(?!\s*(?:#|\*\*|[\w' -]{1,30}:))(?:\S+\s+){3}")
"""A line that starts a sentence, and no field, heading or row of a table."""
_NAME = r"[A-Z][\w'\u2019-]*"
_REST_OF_A_VALUE = re.compile(rf"(?:{_NAME}\.? )*{_NAME}, (?:{_NAME}\.? )*\d[\w-]*(?=[.,;?)*_]|$)")
"""The second line of an address in the middle of a sentence: "Reno, NV 89501. Is that OK?".

Whatever else stands on a line of its own may be a report, which must not disappear in a refusal before it.
"""

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u200b": None, "\ufe0f": None, "*": None, "`": None,
        "？": "?", "！": "!", "。": ".",
    }
)  # fmt: skip

_CONTRACTION = re.compile(
    r"(?:ca|wo|sha)n't\b|n't\b|'(?:m|ll|re|ve|d)\b|\b(?:it|that|here|there|what|who|let|everything|which)'s\b(?!"
    r" been\b)|'s(?= (?:now |all |already |just )?(?:been|done|confirmed|sorted|complete)\b)"
)
_LONG_FORM = {
    "can't": "cannot", "won't": "will not", "shan't": "shall not", "n't": " not", "let's": "let us",
    "'m": " am", "'ll": " will", "'re": " are", "'ve": " have", "'d": " would",
}  # fmt: skip


class Item(NamedTuple):
    """One line of a list block."""

    plain: str
    top: bool
    """Whether it stands on the outermost level of its list."""


class Piece(NamedTuple):
    """A sentence, or a whole list block."""

    text: str
    """As written."""
    plain: str
    """The sentence in plain form; empty for a list."""
    items: tuple[Item, ...] = ()

    @property
    def heading(self) -> bool:
        """Whether it is a Markdown heading, or a line in bold that serves as one."""
        bare = self.text.rstrip(":")
        bold = bare.startswith("**") and bare.endswith("**")
        return bold or (bare.startswith("#") and bare.lstrip("#").startswith(" "))


def pieces_of(text: str) -> list[Piece]:
    """Return the sentences and list blocks of `text`, in order, without what it quotes of the customer.

    The middle of an enormous message is left out.
    """
    pieces: list[Piece] = []
    block: list[str] = []
    for line in _lines(text):
        if _LIST_LINE.match(line) or (block and line.startswith(("  ", "\t"))):
            block.append(line)
            continue
        if block:
            pieces.append(_list_piece(block))
            block = []
        pieces.extend(Piece(sentence, plain(sentence)) for sentence in _sentences(line))
    if block:
        pieces.append(_list_piece(block))
    return pieces


def plain(text: str) -> str:
    """Return `text` in lower case without markup, with straight quotes and with contractions written out."""
    if len(text) > LONGEST_SENTENCE:
        text = f"{text[: LONGEST_SENTENCE // 2]} {text[-LONGEST_SENTENCE // 2 :]}"
    low = text.lower().translate(_PLAIN)
    if "'" in low:
        low = _CONTRACTION.sub(_written_out, low).replace("can not ", "cannot ")
    return " ".join(low.split()).lstrip("# ")


def _written_out(match: re.Match[str]) -> str:
    found = match.group()
    if found == "'s":
        return " has" if "been" in match.string[match.end() : match.end() + 14] else " is"
    return _LONG_FORM.get(found) or f"{found[:-2]} is"


def _lines(text: str) -> Iterator[str]:
    if len(text) > LONGEST_MESSAGE:
        text = f"{text[: LONGEST_MESSAGE // 2]}\n{text[-LONGEST_MESSAGE // 2 :]}"
    if not _QUOTE_MARKS.isdisjoint(text):
        text = _QUOTED.sub(_without_words, text)
    yield from _whole(_own(text.splitlines()))


def _own(lines: Iterable[str]) -> Iterator[str]:
    """The lines without control characters and without block quotes of the customer; "" between paragraphs.

    A block quote that a colon introduces, as in "change the address to:", is a value.
    """
    before, own, quoting = "", False, False
    for line in lines:
        shown = (line if line.isprintable() else _CONTROL.sub("", _ANSI.sub("", line))).rstrip()
        quote = _QUOTE_LINE.match(shown)
        if quote and not quoting:
            own = _INTRODUCES.search(before) is not None and not _THEIRS.search(before)
        quoting = quote is not None
        if quote:
            shown = shown[quote.end() :] if own else ""
        yield "" if _RULE_LINE.match(shown) else shown
        before = shown or before


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are not empty, each with the next ones of its paragraph that can only be its rest."""
    whole = ""
    for line in lines:
        broken_off = whole[-1:].isalnum() or whole[-1:] == ","
        if broken_off and _UNDER_WAY.match(whole) and _REST_OF_A_VALUE.match(line) and not _LIST_LINE.match(line):
            whole = f"{whole} {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _without_words(match: re.Match[str]) -> str:
    """What the customer said is nothing that the agent does; a few words in quotes are a value."""
    intro, *quotes = match.groups()
    quoted = next(filter(None, quotes), "")
    if len(quoted.split()) <= _WORDS_THAT_ARE_NO_QUOTE:
        return match.group()
    return f'{intro}""{"." if quoted.endswith((".", "!", "?")) else ""}'


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        if end.lastindex is None or (end.group() == ". " and _abbreviates(line, start, end.start())):
            continue
        yield line[start : end.end()].strip()
        start = end.end()
    if rest := line[start:].strip():
        yield rest


def _abbreviates(line: str, start: int, end: int) -> bool:
    found = _ABBREVIATION.search(line, max(start, end - 8), end)
    return found is not None and (found["before_number"] is None or _NUMBER.match(line, end) is not None)


def _list_piece(lines: list[str]) -> Piece:
    first = _shape(lines[0])
    items = tuple(Item(plain(_without_marker(line)), _shape(line) == first) for line in lines)
    return Piece("\n".join(lines), "", items)


def _without_marker(line: str) -> str:
    marker = _LIST_LINE.match(line)
    return line[marker.end() :] if marker else line


def _shape(line: str) -> tuple[int, str]:
    """Return indent and sort of marker: lines of one level agree in both."""
    bare = line.lstrip()
    sort = "0" if bare[0].isdigit() or bare[0] == "(" else bare[0] if not bare[0].isalpha() else "a"
    return len(line) - len(bare), sort if _LIST_LINE.match(line) else ""
