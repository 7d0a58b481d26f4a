"""Whether SQLite takes the SQL of a domain's words and owners, and whether its sentences can be filled in.

Domain -> Wrong (what is wrong, where, what to do); statements are prepared on the empty schema, none is executed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any

import apsw

from pytest_t2t.domain.database import COUNTERS, open_connection
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import nearest


@dataclass(frozen=True, slots=True)
class Wrong:
    """One statement or sentence that can't be used."""

    sort: str
    """The class of the declaration that holds it."""
    name: str
    text: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class _Asked:
    sort: str
    name: str
    what: str
    sql: str
    bound: tuple[str, ...]
    columns: int = 1


def refused_sql(domain: Domain) -> Iterator[Wrong]:
    """Every statement that can't be asked as it is written."""
    connection = open_connection()
    connection.execute(domain.schema)
    connection.execute(COUNTERS)
    for one in _asked(domain):
        wrong = _refusal(connection, one)
        if wrong:
            yield Wrong(one.sort, one.name, one.sql, f"{one.what}: {wrong[0]}", wrong[1])


def _asked(domain: Domain) -> Iterator[_Asked]:
    language, customer = domain.language, ("customer",)
    for table, sql in domain.owners.items():
        yield _Asked("Domain", table, f"the SQL for the owners of {table!r}", sql, ("key",))
    for thing in domain.things.values():
        if thing.label:
            yield _Asked("Thing", thing.table, f"the label of {thing.table!r}", thing.label, ("key",))
        for one in thing.attributes:
            if one.sql:
                what = f"the SQL of the attribute {one.name!r} of {thing.table!r}"
                yield _Asked("Attribute", one.name, what, one.sql, customer, columns=2)
    for topic, sql in (*language.identity.items(), *language.known.items()):
        yield _Asked("Language", topic, f"the SQL for the customer's {topic!r}", sql, customer)
    for ask in language.ask_for:
        tool = domain.tools.get(ask.tool)
        if tool:
            bound = (*(p.name for p in tool.parameters), *customer)
            yield _Asked("AskFor", ask.name, f"the SQL of the question {ask.name!r}", ask.sql, bound)


def _refusal(connection: apsw.Connection, asked: _Asked) -> tuple[str, str] | None:
    """What SQLite says of a statement, and what to do; None where it can be asked."""
    seen: list[int] = []

    def prepared(cursor: apsw.Cursor, _sql: str, _bound: Any) -> bool:
        seen.append(len(cursor.get_description()))
        return False  # prepared is enough

    cursor = connection.cursor()
    cursor.exec_trace = prepared
    try:
        cursor.execute(asked.sql, dict.fromkeys(asked.bound))
    except apsw.ExecTraceAbort:
        pass
    except KeyError as unbound:
        return f"nothing gives `:{unbound.args[0]}`", nearest(str(unbound.args[0]), asked.bound)
    except apsw.Error as error:
        return f"SQLite refuses it: {error}", "correct it."
    if seen[:1] != [asked.columns]:
        wanted = "(key, value)" if asked.columns == 2 else "one value"
        return f"columns selected: {seen[0] if seen else 0}", f"select {wanted}."
    return None


def unfillable(domain: Domain) -> Iterator[Wrong]:
    """Every sentence with braces that don't pair, or with a name where nothing but "{}" is filled in."""
    for sort, name, sentence, named in _sentences(domain):
        try:
            places = [place for _, place, _, _ in Formatter().parse(sentence) if place is not None]
        except ValueError as error:
            yield Wrong(sort, name, sentence, f"{sentence!r} can't be filled in: {error}", "write {name} or {}.")
            continue
        if not named and any(places):
            what = f"{sentence!r} names a value that nothing fills in"
            yield Wrong(sort, name, sentence, what, 'write "{}" where the value goes.')


def _sentences(domain: Domain) -> Iterator[tuple[str, str, str, bool]]:
    language = domain.language
    for one in language.phrases:
        yield from (("Phrases", one.tool, text, True) for text in (*one.wish, *one.drop, one.propose, one.done))
        yield from (("Phrases", one.tool, text, False) for param in one.params.values() for text in param.say)
    for thing in language.things:
        yield from (("Attribute", part.name, part.phrase, False) for part in thing.attributes)
    for topic, texts in language.identity_text.items():
        yield from (("Language", topic, text, False) for text in texts)
    yield from (("AskFor", ask.name, ask.answer, False) for ask in language.ask_for)
