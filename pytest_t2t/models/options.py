"""What can be set of a model in its spec: declared once per provider, typed, misspellings named.

`openai:gpt-4o?temperature=0&reasoning_effort=low` -> ("openai:gpt-4o", {"temperature": 0.0, "reasoning_effort": "low"})
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal
from urllib.parse import parse_qsl

from pydantic import JsonValue

from pytest_t2t.errors import UsageError, nearest

Kind = Literal["number", "integer", "yes-no", "word", "object"]


@dataclass(frozen=True, slots=True)
class ModelOption:
    """One thing that can be set, under its wire name where there is one."""

    name: str
    kind: Kind
    help: str
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] = ()
    """The values that are known; none: any word."""


_NEEDED: dict[Kind, str] = {
    "number": "a number",
    "integer": "a whole number",
    "yes-no": "true or false",
    "word": "a word",
    "object": "a JSON object",
}


def split_spec(spec: str) -> tuple[str, dict[str, str]]:
    """The part before `?` and the options as they were written. Raises UsageError where they are no `name=value`."""
    model, _, query = spec.strip().partition("?")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    except ValueError:
        raise UsageError(
            f"{spec!r}: options are written 'name=value' and joined by '&', as in '{model}?temperature=0&seed=1'."
        ) from None
    written = dict(pairs)
    if len(written) < len(pairs):
        twice = next(name for name, _ in pairs if [other for other, _ in pairs].count(name) > 1)
        raise UsageError(f"{spec!r}: the option {twice!r} is there twice.")
    return model.strip(), written


def typed(written: Mapping[str, str], known: Sequence[ModelOption], spec: str) -> dict[str, JsonValue]:
    """The options as values. Raises UsageError for one that is unknown (with the nearest name) or can't be read."""
    by_name = {option.name: option for option in known}
    for name in written:
        if name not in by_name:
            raise UsageError(f"{spec!r}: unknown option {name!r}: {nearest(name, list(by_name))}")
    return {name: _value(by_name[name], text.strip(), spec) for name, text in written.items()}


def _value(option: ModelOption, text: str, spec: str) -> JsonValue:
    try:
        value = _READERS[option.kind](text)
    except (ValueError, RecursionError):
        raise _wrong(option, text, spec) from None
    if isinstance(value, float | int) and not isinstance(value, bool) and not _within(option, value):
        raise _wrong(option, text, spec)
    if option.words and value not in option.words:
        raise UsageError(f"{spec!r}: {option.name} is {text!r}: {nearest(text, option.words)}")
    return value


def _within(option: ModelOption, value: float) -> bool:
    least = option.least if option.least is not None else float("-inf")
    most = option.most if option.most is not None else float("inf")
    return least <= value <= most


def _wrong(option: ModelOption, text: str, spec: str) -> UsageError:
    bounds = ""
    if option.least is not None:
        bounds = (
            f" from {option.least:g} to {option.most:g}" if option.most is not None else f" from {option.least:g} on"
        )
    return UsageError(f"{spec!r}: {option.name} is {text!r}; it must be {_NEEDED[option.kind]}{bounds}.")


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(text)
    return value


def _yes_no(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ValueError(text)
    return text.lower() == "true"


def _word(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _object(text: str) -> dict[str, JsonValue]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)  # noqa: TRY004 - one class for all that can't be read
    return value


_READERS: dict[Kind, Callable[[str], JsonValue]] = {
    "number": _number,
    "integer": int,
    "yes-no": _yes_no,
    "word": _word,
    "object": _object,
}
