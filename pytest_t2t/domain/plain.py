"""Values that are JSON and nobody else's: what tools return, before it goes into a record.

Any -> JsonValue, a copy; what is no JSON raises
"""

from __future__ import annotations

from typing import Any

from pydantic import JsonValue, TypeAdapter

_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)
_NAMES = TypeAdapter(dict[str, None])
_SCALARS = {int, float, bool, type(None)}


def plain(value: Any) -> Any:
    """A copy of a value that is JSON. Raises ValueError (pydantic's ValidationError, for one) where it is none.

    Written out for the builtin types: pydantic takes five times as long for them. It decides on all others.
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else value.encode().decode()  # lone surrogates can't be stored
    if kind in _SCALARS:
        return value
    if kind is dict:  # most of it are names and values that need no call
        return {
            name if type(name) is str and name.isascii() else _name(name): inner
            if type(inner) in _SCALARS or (type(inner) is str and inner.isascii())
            else plain(inner)
            for name, inner in value.items()
        }
    if kind is list:
        return [plain(inner) for inner in value]
    return _JSON.validate_python(value)


def _name(name: Any) -> Any:
    if type(name) is str:
        return plain(name)
    (text,) = _NAMES.validate_python({name: None})
    return text
