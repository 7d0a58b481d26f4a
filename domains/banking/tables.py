"""The committed tables of names, streets, places, merchants, companies, banks and card designs.

data/*.tsv -> tuples, read once when first asked for
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """A city with one of its zip codes."""

    city: str
    state: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Design:
    """A design that cards of a range can have."""

    range: str
    color: str
    material: str
    motif: str


@dataclass(frozen=True, slots=True)
class Company:
    """A company, what it is paid for month by month, and by whom: at home, at work, or both."""

    name: str
    purpose: str
    other: str
    clients: str


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table."""
    return tuple((_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines())


@cache
def places() -> tuple[Place, ...]:
    """All places."""
    return tuple(Place(*line.split("\t")) for line in lines("places")[1:])


@cache
def designs() -> tuple[Design, ...]:
    """All card designs."""
    return tuple(Design(*line.split("\t")) for line in lines("designs")[1:])


@cache
def companies() -> tuple[Company, ...]:
    """All companies."""
    return tuple(Company(*line.split("\t")) for line in lines("companies")[1:])
