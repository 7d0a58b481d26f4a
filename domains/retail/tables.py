"""The committed tables of names, streets, places and products.

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
class Product:
    """A product as the catalogue is made from it."""

    product_id: str
    name: str
    price_cents: int
    flags: frozenset[str]
    options: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """(option, ((value, cents on top), ...)) in the order in which they are said."""


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table."""
    return tuple((_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines())


@cache
def places() -> tuple[Place, ...]:
    """All places."""
    return tuple(Place(*line.split("\t")) for line in lines("places")[1:])


@cache
def products() -> tuple[Product, ...]:
    """All products."""
    return tuple(_product(*line.split("\t")) for line in lines("products")[1:])


def _product(product_id: str, name: str, cents: str, options: str, flags: str) -> Product:
    parsed = tuple(
        (option, tuple(_priced(value) for value in values.split(",")))
        for option, _, values in (part.partition("=") for part in options.split(";"))
    )
    return Product(product_id, name, int(cents), frozenset(flags.split(",")) - {"-"}, parsed)


def _priced(text: str) -> tuple[str, int]:
    value, _, extra = text.partition("+")
    return value, int(extra or 0)
