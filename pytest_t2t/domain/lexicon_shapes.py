"""What free values look like (addresses, postcodes, phone numbers), learnt from some that the domain's generators make.

generators -> one pattern whose groups name them
"""

from __future__ import annotations

import re

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.spec import Domain

_SAMPLED_VALUES = 40
_WORD = "A"
_DIGIT = re.compile(r"[0-9]")


def free_shapes(domain: Domain, db: Db, customers: list[JsonValue]) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    """What values of a generator look like, learnt from some: "742 Maple Avenue" -> number, capitals, a last word."""
    groups, names = [], []
    for name, spoken in sorted(domain.language.free.items()):
        made = domain.generators.get(name)
        shapes: dict[tuple[str, ...], set[str]] = {}
        for turn in range(_SAMPLED_VALUES if made and customers else 0):
            value = made(db, Draw("lexicon", name, turn), customers[turn % len(customers)])  # type: ignore[misc]
            for key in spoken.keys(value):
                _learn(key, shapes)
        if shapes:
            names.append(name)
            either = "|".join(
                _shape_pattern(key, lasts)
                for key, lasts in sorted(shapes.items(), key=lambda one: (-len(one[0]), one[0]))
            )
            groups.append(f"(?P<g{len(names)}>{either})")
    pattern = re.compile(rf"(?<![\w#$.,-])(?:{'|'.join(groups)})(?![\w]|[.,][0-9])") if groups else None
    return pattern, tuple(names)


def _learn(key: str, shapes: dict[tuple[str, ...], set[str]]) -> None:
    parts = key.split()
    if len(key) < 4 or all(_look(one) == _WORD for one in parts):
        return  # "$25" is read as money; words without a number look like any other words
    looks = tuple(map(_look, parts))
    if looks[-1] == _WORD:
        shapes.setdefault(looks[:-1], set()).add(parts[-1])
    else:
        shapes.setdefault(looks, set())


def _look(part: str) -> str:
    """Digits made equal: "512-555-0142" looks like "000-000-0000"; whatever has letters looks like a word."""
    return _WORD if any(one.isalpha() for one in part) or not _DIGIT.search(part) else _DIGIT.sub("0", part)


def _shape_pattern(looks: tuple[str, ...], lasts: set[str]) -> str:
    parts = [_look_pattern(one, exact=not lasts) for one in looks]
    if lasts:
        parts.append(f"(?:{'|'.join(re.escape(one) for one in sorted(lasts))})")
    return r"\s+".join(parts)


def _look_pattern(look: str, *, exact: bool) -> str:
    if look == _WORD:
        return r"[A-Z][\w'-]*"
    if exact or not look.isdecimal():
        return re.escape(look).replace("0", "[0-9]")
    return rf"[0-9]{{{max(1, len(look) - 2)},{len(look) + 1}}}"
