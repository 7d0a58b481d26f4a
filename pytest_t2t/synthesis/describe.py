"""Referring expressions with their denotation: what is said of a row, and which rows it fits.

(customer, row) -> Descriptions, each a conjunction of attributes, counted over the customer's own rows
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations, groupby, takewhile

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import Attribute, Thing
from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.spec import Domain
from pytest_t2t.synthesis.phrasing import contains

MOST_ATTRIBUTES = 3
"""What a customer would remember (SEMANTICS.md, Language)."""


@dataclass(frozen=True)
class Part:
    """One attribute with a value: a predicate over rows, and its words."""

    name: str
    value: JsonValue
    attribute: Attribute = field(compare=False)

    @property
    def words(self) -> str:
        """The phrase: "with the desk lamp", "black"."""
        return self.attribute.phrase.format(said(self.attribute, self.value))


@dataclass(frozen=True)
class Description:
    """A noun phrase and the rows that it fits."""

    thing: Thing
    parts: tuple[Part, ...]
    fits: frozenset[JsonValue]
    article: str = "the"
    """Before it: "my" for what belongs to the customer directly, "a" for an open choice from a catalogue."""

    @property
    def text(self) -> str:
        """The noun phrase: "the black desk lamp", "the order with the mug"."""
        before = [p.words for p in self.parts if p.attribute.position == "before"]
        head = [p.words for p in self.parts if p.attribute.position == "head"] or [self.thing.noun]
        after = [p.words for p in self.parts if p.attribute.position == "after"]
        words = " ".join([", ".join(before), *head, *after]).strip()
        return f"{self._article(words, head[0])} {words}".strip()

    def _article(self, words: str, noun: str) -> str:
        if self.article != "a":
            return self.article
        if noun.endswith("s") and not noun.endswith("ss"):
            return ""  # "black hiking boots"
        return "an" if re.match(r"[aeiou]|8|11\b|18\b", words, re.IGNORECASE) else "a"


def said(attribute: Attribute, value: JsonValue) -> str:
    """A value as a customer says it: dates as "3 March"."""
    return spoken_day(str(value)) if attribute.kind == "date" else str(value)


def spoken_day(iso: str) -> str:
    """A day as it is said: "2026-03-03" -> "3 March"."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day} {day:%B}"


@dataclass(frozen=True)
class Told:
    """What could be said of a table's rows."""

    parts: dict[JsonValue, list[Part]]
    """Row key -> its parts, in the order of the thing's attributes."""

    @cached_property
    def rows(self) -> dict[Part, frozenset[JsonValue]]:
        """Part -> the keys of the rows of which it is true."""
        found: dict[Part, set[JsonValue]] = {}
        for key, parts in self.parts.items():
            for part in parts:
                found.setdefault(part, set()).add(key)
        return {part: frozenset(keys) for part, keys in found.items()}


Catalogue = dict[str, Told]
"""Table that is nobody's -> what could be said of its rows: the same for all customers of a world."""


class Describer:
    """Describes rows for one customer."""

    def __init__(
        self, db: Db, domain: Domain, lexicon: Lexicon, customer: JsonValue, direct: frozenset[str],
        catalogue: Catalogue,
    ) -> None:  # fmt: skip
        self._db = db
        self._domain = domain
        self._lexicon = lexicon
        self._direct = direct
        self._customer = customer
        self._catalogue = catalogue
        self._own: dict[str, Told] = {}
        self._chosen: dict[tuple[str, JsonValue], Description] = {}

    def parts(self, table: str) -> dict[JsonValue, list[Part]]:
        """Row key -> everything that could be said of it, in the order of the thing's attributes."""
        return self._told(table).parts

    def _told(self, table: str) -> Told:
        store = self._own if table in self._domain.owners else self._catalogue
        if table not in store:
            store[table] = Told(self._read(self._domain.things[table]))
        return store[table]

    def _read(self, thing: Thing) -> dict[JsonValue, list[Part]]:
        rows: dict[JsonValue, list[Part]] = {}
        for attribute in thing.attributes:
            if attribute.level in {"volunteered", "known"}:
                for key, value in self._db.tuples(attribute.sql, customer=self._customer):
                    part = Part(attribute.name, value, attribute)
                    if value is not None and part not in rows.setdefault(key, []):
                        rows[key].append(part)
        return rows

    def fits(self, table: str, parts: Iterable[Part], among: Iterable[JsonValue]) -> frozenset[JsonValue]:
        """The rows of `among` of which all the parts are true."""
        rows = self._told(table).rows
        return frozenset(among).intersection(*(rows.get(part, frozenset()) for part in parts))

    def descriptions(
        self, table: str, key: JsonValue, among: Iterable[JsonValue] | None = None
    ) -> Iterator[Description]:
        """All true descriptions of a row, shortest first; what they fit is counted over `among` (default: all rows)."""
        known, own = self.parts(table).get(key, []), self._domain.things[table].article
        article = own if own is not None else "my" if table in self._direct else "the"
        pool = frozenset(self.parts(table) if among is None else among)
        for size in range(1, MOST_ATTRIBUTES + 1):
            for chosen in combinations(known, size):
                if _speakable(self._domain.things[table], chosen, known):
                    yield Description(self._domain.things[table], chosen, self.fits(table, chosen, pool), article)

    def unique(
        self,
        table: str,
        key: JsonValue,
        draw: Draw,
        among: Iterable[JsonValue] | None = None,
        unsaid: Iterable[str] = (),
    ) -> Description | None:
        """A description that fits this row alone and says none of `unsaid`: the one used before, else a shortest."""
        known = self._chosen.get((table, key))
        if known and self._is_right(known, key, among, unsaid):
            return known
        for _, same_length in groupby(self.descriptions(table, key, among), lambda d: len(d.parts)):
            found = [d for d in same_length if d.fits == {key}]
            for description in sorted(draw.shuffled(found), key=_effort):
                if self._is_right(description, key, among, unsaid):
                    self._chosen[table, key] = description
                    return description
        return None

    def _is_right(
        self, description: Description, key: JsonValue, among: Iterable[JsonValue] | None, unsaid: Iterable[str]
    ) -> bool:
        """Whether it fits this row alone of `among`, says nothing that is not to be said, and is understood so."""
        table = description.thing.table
        pool = frozenset(self.parts(table) if among is None else among)
        alone = self.fits(table, description.parts, pool) == {key}
        silent = not any(contains(description.text, words) for words in unsaid)
        return alone and silent and self._understood(replace(description, fits=frozenset({key})), among)

    def loose(self, table: str, key: JsonValue, among: Iterable[JsonValue] | None = None) -> list[Description]:
        """Descriptions of one or two attributes that fit this row and others."""
        short = takewhile(lambda d: len(d.parts) < MOST_ATTRIBUTES, self.descriptions(table, key, among))
        found = [d for d in short if len(d.fits) > 1]
        if table not in self._domain.owners:  # a choice from a catalogue: "a black mug", never just "a mug"
            found = [replace(d, article="a") for d in found if any(p.attribute.position != "head" for p in d.parts)]
        return [d for d in found if self._understood(d, among)]

    def _understood(self, description: Description, among: Iterable[JsonValue] | None) -> bool:
        """Whether the parser that knows no template reads it as it is meant (SEMANTICS.md, Language)."""
        table = description.thing.table
        read = self._lexicon.denotes(table, description.text)
        return read & frozenset(self.parts(table) if among is None else among) == description.fits


def _effort(description: Description) -> int:
    """How much of it customers know but would not say of their own accord."""
    return sum(part.attribute.level != "volunteered" for part in description.parts)


def _speakable(thing: Thing, parts: tuple[Part, ...], known: list[Part]) -> bool:
    """No attribute twice unless it is an adjective; one head at most, and one wherever the row has one."""
    names = [p.attribute.name for p in parts if p.attribute.position != "before"]
    heads = [p for p in parts if p.attribute.position == "head"]
    has_head = any(p.attribute.position == "head" for p in known)
    return len(names) == len(set(names)) and len(heads) <= 1 and bool(heads or not has_head or thing.noun == "one")
