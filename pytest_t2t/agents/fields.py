"""A write as a title with fields, the way a summary in Markdown shows it.

Planned (the call, and the phrase that proposes it) -> Sheet ("Change item", ("Current item", "..."), ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.records.task import Planned

_KEY = re.compile(r"_(?:ids?|cents|minor)$")
_AMOUNT = re.compile(r"[^\w\s(]?\d[\d,]*(?:\.\d\d)?\b")
_ARTICLE = re.compile(r"^.*\b(?:the|an?)\s", re.IGNORECASE)
_SMALL = re.compile(r"^(?:(?:to|of|for|from|by|on|in)\s)+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one write comes to."""

    title: str
    fields: tuple[tuple[str, str], ...]


def sheet(planned: Planned) -> Sheet:
    """The write, each argument in the words that propose it; what something new takes the place of is "current"."""
    names = [_KEY.sub("", name) for name in planned.call.arguments]
    values = [_in_words(value, planned.propose) for value in planned.call.arguments.values()]
    for place, name in enumerate(names):
        if name.startswith("new_") and place and values[place - 1] in planned.propose:
            names[place - 1] = f"current_{names[place - 1]}"
    title = planned.call.tool.replace("_", " ")
    return Sheet(
        _capital(title),
        tuple((_capital(name.replace("_", " ")), value) for name, value in zip(names, values, strict=True)),
    )


def _in_words(value: JsonValue, phrase: str) -> str:
    if isinstance(value, dict):
        return ", ".join(_in_words(part, phrase) for part in value.values())
    if isinstance(value, list):
        return "; ".join(_in_words(part, phrase) for part in value)
    return next(_spoken(str(value), phrase), str(value).replace("_", " ") if " " in str(value) else str(value))


def _spoken(value: str, phrase: str) -> Iterator[str]:
    """The words that hold the value: an amount, a name with the key in brackets, a key with its details."""
    if value.isdecimal():
        yield from (one for one in _AMOUNT.findall(phrase) if _digits(one) in (value, value.removesuffix("00")))
    key = re.escape(value)
    is_key = any(sign.isdigit() for sign in value)
    if is_key and (found := re.search(rf"((?:[\w':.-]+ ){{1,9}})(\([^()]*\b{key}\b[^()]*\))", phrase)):
        name = found[1].removeprefix(phrase.partition(" ")[0]).lstrip()
        yield f"{_SMALL.sub('', _ARTICLE.sub('', name))}{found[2]}"
    if found := re.search(rf"#?\b{key}\b(?: \([^()]*\))?", phrase):
        yield found[0]


def _digits(amount: str) -> str:
    return re.sub(r"\D", "", amount)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
