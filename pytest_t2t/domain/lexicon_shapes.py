"""What free values look like (addresses, postcodes), learnt from some that the domain's generators make.

generators -> one pattern whose groups name them
"""

from __future__ import annotations

import re

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.spec import Domain

_SAMPLED_VALUES = 40


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
    if len(key) < 4 or not any(one.isdecimal() for one in parts):
        return  # "$25" is read as money; words without a number look like any other words
    looks = tuple("0" * len(one) if one.isdecimal() else "A" for one in parts[:-1])
    last = parts[-1]
    if last.isdecimal():
        shapes.setdefault((*looks, "0" * len(last)), set())
    else:
        shapes.setdefault(looks, set()).add(last)


def _shape_pattern(looks: tuple[str, ...], lasts: set[str]) -> str:
    parts = [
        rf"[0-9]{{{max(1, len(one) - 2) if lasts else len(one)},{len(one) + 1 if lasts else len(one)}}}"
        if one[0] == "0"
        else r"[A-Z][\w'-]*"
        for one in looks
    ]
    if lasts:
        parts.append(f"(?:{'|'.join(re.escape(one) for one in sorted(lasts))})")
    return r"\s+".join(parts)
