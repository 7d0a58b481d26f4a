"""What can be written and read again: texts without lone surrogates and without end, JSON that is not too deep.

text -> text; JSON value -> whether it is deep
"""

from __future__ import annotations

from typing import Any

_DEEPEST = 100
"""Levels: parsers stop at about 200, and a call stands eight deep in the file of a run."""


def sound(text: str, most: int = 0) -> str:
    """The text with question marks for lone surrogates, cut after `most` characters (0: never)."""
    if most and len(text) > most:
        text = f"{text[:most]} [... {len(text) - most:,} more characters]"
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def is_deep(value: Any, levels: int = _DEEPEST) -> bool:
    """Whether lists and objects stand in each other so deep that they can't be read again."""
    if not isinstance(value, dict | list | tuple):
        return False
    members = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_deep(member, levels - 1) for member in members)
