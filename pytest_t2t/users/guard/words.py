"""The words of a text that say something, and how much of one text another one says.

text -> stems of its content words; two texts -> share of the first's that the second has
"""

from __future__ import annotations

import re

from pytest_t2t.domain.lexicon_words import stem

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_EMPTY = frozenset(
    """a about after again all also am an and any are as at back be because been before being but by can can't
    could did didn't do does don't for from get give go going good got had has have haven't he hello help
    her here hey hi his how i i'd i'll i'm i've if in instead into is isn't it it's its just kindly like ll
    look looking lot make may me mean might mind mine much must my myself need needed no not now of
    off oh ok okay on one ones or order orders ordered our out over please possible really s say see she should
    simple simply so some something sorry sure t take talking tell thank thanks that that's the their them
    then there these they thing things this those to too try up us very want wanted was we well were what
    what's when where which while who will wish with won't would you you'd your yes""".split()  # noqa: SIM905
)


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [found.lower().replace("\u2019", "'") for found in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one.strip() for one in _SENTENCE_END.split(text) if one.strip()]


def content(text: str) -> frozenset[str]:
    """Stems of the words that say something."""
    return frozenset(stem(word)[:_LONG] for word in words(text) if word not in _EMPTY)


def overlap(of: str, within: str) -> float:
    """The share of the content of one text that another one has too; 1 where there is none."""
    wanted = content(of)
    return len(wanted & content(within)) / len(wanted) if wanted else 1.0


_LONG = 7
"""Letters by which a word is told from others: "cancelled", "cancelling"."""
