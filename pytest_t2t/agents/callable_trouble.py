"""What the user's code raised, in words: the exception and the user's part of the traceback.

exception -> text
"""

from __future__ import annotations

import traceback
from pathlib import Path

from pytest_t2t.storable import sound

_OURS = str(Path(__file__).parent / "callable")
_FIRST, _LAST = 4, 8
"""Frames shown of a long traceback, at its beginning and at its end."""
_LONGEST = 10_000
"""Characters of an exception's text."""


def told(who: str, error: BaseException) -> str:
    """One sentence, then the frames of everyone but us."""
    said = sound("".join(traceback.format_exception_only(error)).strip(), _LONGEST)
    return "\n".join([f"{who} raised {said}", *map(sound, _frames(error))])


def _frames(error: BaseException) -> list[str]:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if not _is_machinery(one.filename)]
    shown = [text.rstrip("\n") for text in traceback.format_list(frames)]
    hidden = len(shown) - _FIRST - _LAST
    return shown if hidden <= 0 else [*shown[:_FIRST], f"  ... {hidden} frames ...", *shown[-_LAST:]]


def _is_machinery(filename: str) -> bool:
    return filename.startswith((_OURS, "<frozen importlib"))
