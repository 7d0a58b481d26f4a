"""The committed tables of names, streets, airports and routes.

data/*.tsv -> tuples, read once when first asked for
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport with its city and some of the city's zip codes."""

    code: str
    city: str
    state: str
    postcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A nonstop connection, in one direction."""

    origin: str
    destination: str
    minutes: int
    price_cents: int
    """What an economy seat costs on an ordinary day."""

    @property
    def key(self) -> str:
        """The route's id."""
        return f"{self.origin}-{self.destination}"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table."""
    return tuple((_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines())


@cache
def airports() -> tuple[Airport, ...]:
    """All airports."""
    rows = (line.split("\t") for line in lines("airports")[1:])
    return tuple(Airport(code, city, state, tuple(codes.split())) for code, city, state, codes in rows)


@cache
def routes() -> tuple[Route, ...]:
    """All routes, there and back."""
    found = []
    for one, other, minutes, cents in (line.split("\t") for line in lines("routes")[1:]):
        found += [Route(a, b, int(minutes), int(cents)) for a, b in ((one, other), (other, one))]
    return tuple(found)
