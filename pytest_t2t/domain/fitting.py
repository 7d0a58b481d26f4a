"""Whether what a domain declares is what its declarations' types say: closed values, tuples, nested declarations.

declaration -> Misfits; nothing is known here of single fields, their hints say it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pytest_t2t.errors import nearest


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that its field can't have."""

    sort: str
    """The class of the declaration: "Attribute"."""
    name: str
    """Its own name, where it has one."""
    field: str
    value: object
    advice: str
    closed: bool
    """Whether it is of the right type, but none of those that are known."""

    @property
    def what(self) -> str:
        """The half of a sentence that says what is wrong."""
        where = f"{self.sort} {self.name!r}" if self.name else self.sort
        if self.closed:
            return f"{where}: `{self.field}` {self.value!r} is not known"
        return f"{where}: `{self.field}` has a {type(self.value).__name__}"


def misfits(declared: Any, name: str = "") -> Iterator[Misfit]:
    """All of a declaration and of those inside it, in the order of the fields."""
    name = name or _name(declared)
    for field, hint in _hints(type(declared)).items():  # type: ignore[arg-type]  # classes can be hashed
        for value, advice, closed in _wrong(getattr(declared, field, None), hint):
            yield Misfit(type(declared).__name__, name, field, value, advice, closed)
        for key, inner in _inner(getattr(declared, field, None), hint):
            yield from misfits(inner, key)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _name(declared: Any) -> str:
    found = (getattr(declared, field, None) for field in ("name", "id", "table", "tool"))
    return next((one for one in found if isinstance(one, str)), "")


def _wrong(value: Any, hint: Any) -> Iterator[tuple[object, str, bool]]:
    """(value, advice, whether it is of the right type) of a field's value, and of the values in it."""
    origin = get_origin(hint)
    if origin is Literal:
        if value not in get_args(hint):
            yield value, nearest(str(value), [str(one) for one in get_args(hint) if one]), True
    elif origin is tuple:
        if isinstance(value, (tuple, list)):
            for one in value:
                yield from _wrong(one, get_args(hint)[0])
        else:
            yield value, "write a tuple: (..., ...), with a comma after a single one: (...,).", False
    elif origin is Mapping:
        if not isinstance(value, Mapping):
            yield value, "write a dict: {...: ...}.", False
    elif isinstance(hint, type) and (hint is str or is_dataclass(hint)) and not isinstance(value, hint):
        yield value, f"it must be a {hint.__name__}.", False


def _inner(value: Any, hint: Any) -> Iterator[tuple[str, Any]]:
    """The declarations in a field: (name given from outside, declaration)."""
    if get_origin(hint) is tuple and isinstance(value, (tuple, list)):
        yield from (("", one) for one in value if is_dataclass(one))
    elif get_origin(hint) is Mapping and isinstance(value, Mapping):
        yield from ((str(key), one) for key, one in value.items() if is_dataclass(one))
    elif is_dataclass(value) and is_dataclass(hint):
        yield "", value
