"""What all customers of a world have in common: the catalogue, labels, the shapes of ids and of free values.

(world, an open database) -> Commons, built once; customer -> OwnRows, by foreign keys
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic import JsonValue

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.language import Attribute, Thing
from pytest_t2t.domain.lexicon_shapes import free_shapes
from pytest_t2t.domain.lexicon_words import NUMBER_WORDS, Forms, FormsInWork, Words, shape
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Free, Money, Ref

Node = tuple[str, JsonValue]  # table, key
Links = dict[Node, set[Node]]
Days = dict[str, dict[str, set[JsonValue]]]  # ISO date -> table -> rows

_SAMPLED_CUSTOMERS = 150
_TOO_COMMON = {"yes", "no", "none", "true", "false", "other", "standard", "a", "the"}
_LEADING = re.compile(r"^(?:(?:with|of|in|for|from|the|on|at|by|ending|to be|an?)\s+)+")


@dataclass(slots=True)
class Commons:
    """What is known of a world before a customer is named."""

    domain: Domain
    tables: dict[str, TableShape]
    catalogue: frozenset[str]
    """Tables of things that belong to nobody."""
    rows: dict[str, frozenset[JsonValue]]
    """Catalogue table -> all its keys."""
    forms: Forms
    """Of the catalogue and of closed labels."""
    elsewhere: Forms
    """Of other customers' things: readings without values."""
    id_shapes: dict[tuple[str, ...], frozenset[str]]
    """Shape of an id -> the tables whose ids look so."""
    id_starts: frozenset[str]
    free: re.Pattern[str] | None
    """What looks like a free value; groups name generators."""
    generators: tuple[str, ...]
    parents: Links
    """Of the catalogue's rows."""
    dated: tuple[str, ...]
    """Tables whose rows are described by dates."""
    days: dict[str, dict[str, frozenset[JsonValue]]]
    """ISO date -> catalogue table -> rows with this date."""


@dataclass(slots=True)
class OwnRows:
    """A customer's rows, and how they hang together."""

    keys: dict[str, set[JsonValue]] = field(default_factory=dict)
    parents: Links = field(default_factory=dict)
    children: Links = field(default_factory=dict)
    words: str = ""
    """All texts in these rows, in lower case."""


def kind_of(tool: str, parameter: Parameter) -> str:
    """The kind of mention that speaks of this parameter: a table, a generator, "tool.param", "money" or "count"."""
    if isinstance(parameter.meaning, Ref):
        return parameter.meaning.table
    if isinstance(parameter.meaning, Free):
        return parameter.meaning.generator
    if parameter.choices:
        return f"{tool}.{parameter.name}"
    return "money" if isinstance(parameter.meaning, Money) else "count"


def value_of(value: JsonValue) -> JsonValue:
    """The hashable form of a value: objects and lists as canonical JSON."""
    return json.dumps(value, sort_keys=True) if isinstance(value, (dict, list)) else value


def commons(domain: Domain, tables: dict[str, TableShape], db: Db) -> Commons:
    """Read what all customers have in common."""
    catalogue = frozenset(
        name
        for name in tables
        if name not in domain.owners and name not in domain.bookkeeping and name in domain.things
    )
    forms = FormsInWork()
    days: Days = {}
    for name in sorted(catalogue):
        thing = domain.things[name]
        for key in _keys(db, tables[name]):
            add_ids(forms, thing, key)
        said = described(db, thing, None)
        add_descriptions(forms, name, said)
        add_days(days, name, said)
    _add_labels(forms, domain)
    shapes = _id_shapes(domain, tables, db)
    free = free_shapes(domain, db, _customers(domain, tables, db, 3))
    return Commons(
        domain, tables, catalogue, {name: frozenset(_keys(db, tables[name])) for name in catalogue}, forms.done(),
        _elsewhere(domain, tables, db, catalogue), shapes, frozenset(looks[0] for looks in shapes), *free,
        _parents(tables, db, catalogue),
        tuple(name for name, thing in domain.things.items() if any(one.kind == "date" for one in thing.attributes)),
        {iso: {table: frozenset(keys) for table, keys in of_day.items()} for iso, of_day in days.items()},
    )  # fmt: skip


def add_ids(forms: FormsInWork, thing: Thing, key: JsonValue) -> None:
    """Add the ways to write a key."""
    for form in thing.id_forms:
        forms.add(form.format(key), thing.table, (key,), exact=True)


def described(db: Db, thing: Thing, customer: JsonValue) -> list[tuple[Attribute, JsonValue, JsonValue]]:
    """What is true of the rows of a thing: (attribute, key, value); in one statement, since there may be dozens."""
    sql = " union all ".join(f"select {number}, * from ({one.sql})" for number, one in enumerate(thing.attributes))
    found = db.tuples(sql, customer=customer) if thing.attributes else []
    return [(thing.attributes[number], key, value) for number, key, value in found if value is not None]


def add_descriptions(forms: FormsInWork, table: str, said: Iterable[tuple[Attribute, JsonValue, JsonValue]]) -> None:
    """Add what attributes say of rows; dates are read apart."""
    for attribute, key, value in said:
        if attribute.kind != "date":
            for form in value_forms(attribute, str(value)):
                forms.add(form, table, (key,))
            if attribute.kind != "count" and _is_short(str(value)):
                forms.add_bare(str(value), table, key)


def add_days(days: Days, table: str, said: Iterable[tuple[Attribute, JsonValue, JsonValue]]) -> None:
    """Add the rows that dates describe."""
    for attribute, key, value in said:
        if attribute.kind == "date":
            days.setdefault(str(value)[:10], {}).setdefault(table, set()).add(key)


def value_forms(attribute: Attribute, value: str) -> Iterator[str]:
    """The words that count as saying that an attribute has this value."""
    if attribute.kind == "count" and value.isdecimal():
        for number in {value, NUMBER_WORDS.get(int(value), value)}:
            yield _LEADING.sub("", attribute.phrase.format(number))
    elif _is_short(value) or value.lower() in _TOO_COMMON:
        yield f"{attribute.name} {value}".replace("_", " ")  # "size 9", "Size: 9"; a bare 9 says nothing
        if attribute.phrase != "{}":
            yield _LEADING.sub("", attribute.phrase.format(value))
    else:
        yield from (form.format(value) for form in attribute.forms)
    yield from (form.format(other) for other in attribute.synonyms.get(value, ()) for form in attribute.forms)


def _is_short(value: str) -> bool:
    return len(value) < 3 or (value.isdecimal() and len(value) < 4)


def own_rows(shared: Commons, db: Db, customer: JsonValue, known: dict[str, set[JsonValue]]) -> OwnRows:
    """The customer's rows: those `known`, and all that refer to rows of the customer."""
    own = OwnRows(keys={name: set(keys) for name, keys in known.items()})
    own.keys.setdefault(shared.domain.customers, set()).add(customer)
    texts: list[str] = []
    waiting = list(own.keys)
    while waiting:
        home = waiting.pop()
        for name, table in shared.tables.items():
            columns = [column for column, target in table.refers.items() if target == home]
            if columns and name not in shared.catalogue and name not in shared.domain.bookkeeping:
                found = _referring(db, name, table, columns, own.keys[home])
                if not found <= own.keys.get(name, set()):
                    own.keys.setdefault(name, set()).update(found)
                    waiting.append(name)
    for name in own.keys:
        texts += _link(own, shared, db, name)
    own.words = "\n".join(texts)
    return own


def _referring(db: Db, name: str, table: TableShape, columns: list[str], homes: set[JsonValue]) -> set[JsonValue]:
    among = "in (select value from json_each(:homes))"
    sql = f'select {_key_sql(table)} from "{name}" where ' + " or ".join(f'"{column}" {among}' for column in columns)
    return {key for (key,) in db.tuples(sql, homes=json.dumps(sorted(homes, key=str)))}


def _key_sql(table: TableShape) -> str:
    return (
        f'"{table.key[0]}"' if len(table.key) == 1 else "json_array(" + ", ".join(f'"{one}"' for one in table.key) + ")"
    )


def _link(own: OwnRows, shared: Commons, db: Db, name: str) -> list[str]:
    """Note what the customer's rows of a table refer to; return their texts."""
    table, texts = shared.tables[name], []
    refers = [(column, target) for column, target in table.refers.items() if target != shared.domain.customers]
    key = _key_sql(table)
    sql = f'select {key} as "@key", * from "{name}" where {key} in (select value from json_each(:keys))'
    for row in db.rows(sql, keys=json.dumps(sorted(own.keys[name], key=str))):
        node = (name, row.pop("@key"))
        texts += [value.lower() for value in row.values() if isinstance(value, str)]
        for column, target in refers:
            if row[column] is not None:
                own.parents.setdefault(node, set()).add((target, row[column]))
                own.children.setdefault((target, row[column]), set()).add(node)
    return texts


def _keys(db: Db, table: TableShape) -> list[JsonValue]:
    sql = f'select {_key_sql(table)} from "{table.name}" order by 1'
    return [key for (key,) in db.tuples(sql)]


def _customers(domain: Domain, tables: dict[str, TableShape], db: Db, count: int) -> list[JsonValue]:
    key = tables[domain.customers].key[0]
    return [one for (one,) in db.tuples(f'select "{key}" from "{domain.customers}" order by 1 limit {count}')]


def _add_labels(forms: FormsInWork, domain: Domain) -> None:
    for phrases in domain.language.phrases:
        for parameter in domain.tools[phrases.tool].parameters:
            if parameter.choices and parameter.name in phrases.params:
                said = phrases.params[parameter.name]
                for value in parameter.choices:
                    named = [str(value)] if isinstance(value, str) else []
                    labels = [said.labels[value]] if value in said.labels else []
                    for form in (*named, *labels, *said.forms.get(value, ())):
                        forms.add(form.replace("_", " "), f"{phrases.tool}.{parameter.name}", (value,), exact=True)


def _elsewhere(domain: Domain, tables: dict[str, TableShape], db: Db, catalogue: frozenset[str]) -> Forms:
    """Values that only other customers' things have: naming one names nothing of this customer's."""
    forms = FormsInWork()
    on_offer: dict[str, set[str]] = {}
    for name in catalogue:
        for attribute, _, value in described(db, domain.things[name], None):
            on_offer.setdefault(attribute.name, set()).add(str(value))
    customers = _customers(domain, tables, db, _SAMPLED_CUSTOMERS)
    for name, thing in domain.things.items():
        for attribute in thing.attributes if name not in catalogue else ():
            if attribute.kind == "text":
                values = on_offer.get(attribute.name) or _sampled(db, attribute, customers)
                for form in {form for value in values for form in value_forms(attribute, value)}:
                    forms.add(form, name, ())
    return forms.done()


def _sampled(db: Db, attribute: Attribute, customers: list[JsonValue]) -> set[str]:
    return {str(value) for one in customers for _, value in db.tuples(attribute.sql, customer=one) if value is not None}


def _id_shapes(domain: Domain, tables: dict[str, TableShape], db: Db) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for name, thing in domain.things.items():
        if len(tables[name].key) == 1:
            for (key,) in db.tuples(f'select "{tables[name].key[0]}" from "{name}" order by 1 limit 300'):
                for form in thing.id_forms:
                    stems = shape(Words(form.format(key)).stems)
                    if sum(map(len, stems)) > 3 and any(one[0] == "0" for one in stems if one):
                        found.setdefault(stems, set()).add(name)
    return {stems: frozenset(names) for stems, names in found.items()}


def _parents(tables: dict[str, TableShape], db: Db, catalogue: frozenset[str]) -> Links:
    found: Links = {}
    for name in sorted(catalogue):
        for column, target in tables[name].refers.items():
            for key, parent in db.tuples(
                f'select {_key_sql(tables[name])}, "{column}" from "{name}" where "{column}" is not null'
            ):
                found.setdefault((name, key), set()).add((target, parent))
    return found
