"""What a customer recognises in a text: the mentions of its own things, of values and of labels.

(domain, database, customer) -> Lexicon; text -> mentions, each with the rows that it may mean
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakKeyDictionary

from pydantic import JsonValue

from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.language import Language
from pytest_t2t.domain.lexicon_words import (
    MONTHS,
    NUMBERS,
    Day,
    Forms,
    FormsInWork,
    Words,
    count_at,
    day_at,
    shape,
    words_of,
)
from pytest_t2t.domain.lexicon_world import (
    Commons,
    Days,
    Node,
    OwnRows,
    add_days,
    add_descriptions,
    add_ids,
    commons,
    described,
    own_rows,
    value_of,
)
from pytest_t2t.domain.mentions import Mention, joint, overlap
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.world import World

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_Hit = tuple[int, str, frozenset[JsonValue], bool]  # words, kind, values, exact
_REMEMBERED = 64
"""Texts whose mentions are kept: a message is looked at several times, and by each agent that says it."""
_MOST_KNOWING = 16
"""Lexicons with free values that are kept for one customer."""
_NONE: frozenset[JsonValue] = frozenset()


class Lexicon:
    """What one customer knows of the world at its start."""

    def __init__(
        self, shared: Commons, forms: Forms, days: Mapping[str, Mapping[str, frozenset[JsonValue]]], rows: OwnRows
    ) -> None:
        self.domain: Domain = shared.domain
        self.language: Language = shared.domain.language
        self._shared = shared
        self._money = self.language.money
        self._layers: tuple[Forms, ...] = (forms, shared.forms)
        self._starts = frozenset(MONTHS).union(
            NUMBERS,
            forms.lengths,
            shared.forms.lengths,
            shared.elsewhere.lengths,
            shared.id_starts,
            forms.bare,
            shared.forms.bare,
        )
        self._days = days
        """ISO date -> table -> rows with this date."""
        self._rows = rows
        self._related: dict[Node, frozenset[Node]] = {}
        self._read: dict[str, tuple[Mention, ...]] = {}
        self._knowing: dict[str, Lexicon] = {}

    def knowing(self, values: Mapping[str, Iterable[JsonValue]]) -> Lexicon:
        """This lexicon and some free values, by generator: a task's new addresses and amounts.

        Kept for the task's other episodes: a lexicon does not change, but remembers what it read.
        """
        values = {generator: list(some) for generator, some in values.items()}
        key = repr(values)
        if key not in self._knowing:
            if len(self._knowing) >= _MOST_KNOWING:
                self._knowing.clear()
            self._knowing[key] = self._with(values)
        return self._knowing[key]

    def _with(self, values: Mapping[str, Iterable[JsonValue]]) -> Lexicon:
        forms = FormsInWork()
        for generator, some in values.items():
            for value in some:
                for key in self.language.free[generator].keys(value):
                    forms.add(key, generator, (value_of(value),), exact=True)
        more = Lexicon(self._shared, self._layers[0], self._days, self._rows)
        more._layers, more._related = (forms.done(), *self._layers), self._related
        more._starts = self._starts.union(more._layers[0].lengths)
        return more

    def own(self, table: str) -> frozenset[JsonValue]:
        """The customer's rows of a table; of a catalogue none."""
        return frozenset(self._rows.keys.get(table, ()))

    def has_words(self, text: str) -> bool:
        """Whether a row of the customer's holds this text: its present address, for one."""
        return text.lower() in self._rows.words

    def related(self, table: str, key: JsonValue) -> frozenset[Node]:
        """Rows that hang together with this one by foreign keys: its parts, what they belong to and refer to.

        Down to all children, then up from each; never through the customer's row and never down again, so that
        neither other orders nor the other items of an order are among them.
        """
        node = (table, key)
        if node not in self._related:
            down = _closure({node}, self._rows.children)
            self._related[node] = frozenset(_closure(down, self._rows.parents, self._shared.parents) - {node})
        return self._related[node]

    def parts(self, table: str, key: JsonValue) -> frozenset[Node]:
        """Rows that are parts of this one by foreign keys: an order's items, not the account that a card is for."""
        return frozenset(_closure({(table, key)}, self._rows.children) - {(table, key)})

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """All that is named in `text`, in its order; words that describe one row together are one mention."""
        if (known := self._read.get(text)) is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            known = self._read[text] = self._mentions(text)
        return known

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        words = words_of(text)
        found: list[Mention] = []
        groups: dict[str, Mention] = {}
        covered: dict[str, int] = {}
        ids_end = 0
        tables = self._shared.tables
        starts = self._starts
        for place, stem in enumerate(words.stems):
            if stem not in starts and not stem[0].isdecimal():
                continue
            for count, kind, values, exact in self._at(words, place):
                if covered.get(kind, 0) > place:
                    continue
                covered[kind] = place + count
                mention = Mention(kind, values, exact, (words.starts[place], words.ends[place + count - 1]))
                last = groups.get(kind)
                together = joint(words.text, last, mention) if last and kind in tables else None
                if last and not together:
                    found.append(last)
                groups[kind] = together or mention
                ids_end = max(ids_end, place + count) if exact and kind in tables else ids_end
            self._add_bare(words, place, groups, covered)
            if place >= ids_end and (number := self._number(words, place, covered)):
                found.append(number)
        found.extend(groups.values())
        found.extend(
            one
            for one in self._loose(words)
            if not any(overlap(one, other) for other in found if other.exact and other.kind != "count")
        )
        found.sort(key=lambda one: one.span)
        return tuple(found)

    def _add_bare(self, words: Words, place: int, groups: dict[str, Mention], covered: dict[str, int]) -> None:
        """Let a short value in brackets belong to the name before it: "boots (black, 9)"."""
        for layer in self._layers:
            for reading in layer.bare.get(words.stems[place], ()):
                last = groups.get(reading.kind)
                if not last or covered.get(reading.kind, 0) > place or not last.values & reading.values:
                    continue
                if words.goes_on_in_brackets(last.span[1], place):
                    covered[reading.kind] = place + 1
                    span = (last.span[0], words.ends[place])
                    groups[reading.kind] = Mention(last.kind, last.values & reading.values, last.exact, span)

    def denotes(self, table: str, text: str) -> frozenset[JsonValue]:
        """Rows of `table` that fit everything this noun phrase says of such a row; all where it says nothing."""
        return self._rows_of(table).intersection(*self._said_of(table, text))

    def relaxed(self, table: str, text: str) -> frozenset[JsonValue]:
        """Rows of `table` that fit all but one of the things that this noun phrase says of such a row."""
        said = self._said_of(table, text)
        every = self._rows_of(table)
        return _NONE.union(*(every.intersection(*said[:left], *said[left + 1 :]) for left in range(len(said))))

    def _rows_of(self, table: str) -> frozenset[JsonValue]:
        return self._shared.rows.get(table) or self.own(table)

    def _said_of(self, table: str, text: str) -> list[frozenset[JsonValue]]:
        """What a noun phrase says of a row, one thing after the other: the rows that each fits."""
        words = words_of(text)
        found: list[frozenset[JsonValue]] = []
        until = 0
        for place in range(len(words.stems)):
            for count, kind, values, _ in self._at(words, place, strict=True):
                if kind == table and place >= until:
                    until = place + count
                    found.append(values)
        return found

    def _at(self, words: Words, place: int, *, strict: bool = False) -> list[_Hit]:
        """What stands at this word, longest first. `strict`: a date that fits no row describes none."""
        first = words.stems[place]
        hits: list[_Hit] = []
        for layer in self._layers:
            if first in layer.lengths:
                hits += [(count, one.kind, one.values, one.exact) for count, one in layer.at(words, place)]
        if (first in MONTHS or first[0].isdecimal()) and (day := day_at(words, place)):
            hits.extend(self._dated(day, place, strict))
        if first in self._shared.elsewhere.lengths:
            hits += [(count, one.kind, _NONE, False) for count, one in self._shared.elsewhere.at(words, place)]
        if not hits and self._shared.id_shapes:
            hits.extend(self._foreign_ids(words, place))
        if len(hits) > 1:
            hits.sort(key=_longest)
        return hits

    def _dated(self, day: Day, place: int, strict: bool) -> Iterator[_Hit]:
        ending = f"-{day.month:02}-{day.day:02}"
        years = [f"{day.year:04}"] if day.year else sorted({iso[:4] for iso in self._days if iso.endswith(ending)})
        dates = [f"{year}{ending}" for year in years] or [f"{self.domain.clock[:4]}{ending}"]
        count = day.last - place + 1
        for table in self._shared.dated:
            rows = _NONE.union(*(self._days.get(iso, {}).get(table, _NONE) for iso in dates))
            if rows or strict:
                yield count, table, rows, False
        yield count, "date", frozenset(dates), True

    def _foreign_ids(self, words: Words, place: int) -> Iterator[_Hit]:
        """What looks like an id of the customer's but is none."""
        first = words.stems[place]
        if ("0" * len(first) if first[0].isdecimal() else first) not in self._shared.id_starts:
            return
        for count in range(min(4, len(words.stems) - place), 0, -1):
            looks = shape(words.stems[place : place + count])
            if looks in self._shared.id_shapes and words.joined(place, count):
                text = words.text[words.starts[place] : words.ends[place + count - 1]]
                for table in sorted(self._shared.id_shapes[looks]):
                    yield count, table, frozenset((text,)), True
                return

    def _number(self, words: Words, place: int, covered: dict[str, int]) -> Mention | None:
        span = (words.starts[place], words.ends[place])
        if (money := self._money.at(words, place)) is not None:
            return Mention("money", frozenset((money,)), True, span)
        if covered.get("date", 0) <= place and (count := count_at(words, place)) is not None:
            return Mention("count", frozenset((count,)), True, span)
        return None

    def _loose(self, words: Words) -> Iterator[Mention]:
        """What is found by its look: e-mail addresses, free values that the task does not know."""
        if "@" in words.text:
            for match in _EMAIL.finditer(words.text):
                yield Mention("email", frozenset((match.group().lower(),)), True, match.span())
        if self._shared.free is not None:
            for match in self._shared.free.finditer(words.text):
                name = self._shared.generators[int((match.lastgroup or "g1")[1:]) - 1]
                yield Mention(name, frozenset((match.group(),)), False, match.span())


def _longest(hit: _Hit) -> int:
    return -hit[0]


def _closure(start: set[Node], *links: Mapping[Node, set[Node]]) -> set[Node]:
    reached, waiting = set(start), list(start)
    while waiting:
        node = waiting.pop()
        for link in links:
            new = link.get(node, set()) - reached
            reached |= new
            waiting.extend(new)
    return reached


_COMMONS: WeakKeyDictionary[World, Commons] = WeakKeyDictionary()
_LEXICONS: WeakKeyDictionary[World, dict[JsonValue, Lexicon]] = WeakKeyDictionary()


def lexicon(place: Environment | World, customer: JsonValue) -> Lexicon:
    """The lexicon of a customer at the start of a world; each is built once."""
    world = place.world if isinstance(place, Environment) else place
    built = _LEXICONS.setdefault(world, {})
    if customer not in built:
        built[customer] = _build(world, customer)
    return built[customer]


def _build(world: World, customer: JsonValue) -> Lexicon:
    with world.open() as environment:
        db = environment.db
        if world not in _COMMONS:
            _COMMONS[world] = commons(world.domain, world.tables, db)
        shared = _COMMONS[world]
        forms = FormsInWork()
        known: dict[str, set[JsonValue]] = {}
        days: Days = {}
        for thing in world.domain.things.values():
            if thing.table in shared.catalogue:
                continue
            said = described(db, thing, customer)
            known[thing.table] = {key for _, key, _ in said}
            add_descriptions(forms, thing.table, said)
            add_days(days, thing.table, said)
        rows = own_rows(shared, db, customer, known)
        for thing in world.domain.things.values():
            for key in rows.keys.get(thing.table, ()):
                add_ids(forms, thing, key)
    kept = dict(shared.days)
    for iso, tables in days.items():
        kept[iso] = kept.get(iso, {}) | {table: frozenset(keys) for table, keys in tables.items()}
    return Lexicon(shared, forms.done(), kept, rows)
