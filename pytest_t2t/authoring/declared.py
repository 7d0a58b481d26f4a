"""What is wrong with declarations taken together: schema, columns, owners, tools and their types.

(Domain, Source) -> Findings; nothing is executed
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import get_type_hints

from pytest_t2t.authoring.finding import Finding, Place
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.changes import unseen
from pytest_t2t.domain.database import open_connection
from pytest_t2t.domain.joins import way
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Free, Ref, Secret
from pytest_t2t.domain.world import loose_keys
from pytest_t2t.errors import nearest

_TODAY = re.compile(
    r"\b(?:[Tt]oday is|It is(?: now)?)\s+(?:[A-Za-z]+day,?\s+)?(?:the\s+)?"
    r"(\d{4}-\d\d-\d\d|\d{1,2} [A-Za-z]+ \d{4}|[A-Za-z]+ \d{1,2}, \d{4})\b",
)
"""A full date that is called today's; "if it is ..." is a rule's."""
_INEXACT = ("REAL", "FLOAT", "DOUBLE", "NUMERIC", "DECIMAL")


def declared(domain: Domain, source: Source) -> Iterator[Finding]:
    """All findings about declarations."""
    first = Place(source.folder / "__init__.py")
    try:
        datetime.fromisoformat(domain.clock)
    except ValueError:
        yield Finding(source.text(domain.clock), f"the clock {domain.clock!r} is no ISO time.", '"2026-03-14T10:00:00"')
    else:
        yield from _today(domain, source)
    if domain.customers not in domain.tables:
        hint = nearest(domain.customers, tuple(domain.tables))
        yield Finding(source.text(domain.customers), f"the customers' table {domain.customers!r} is not there.", hint)
        return
    yield from _schema(domain, source)
    yield from _columns(domain, source)
    for tool in domain.tools.values():
        yield from (Finding(source.function(tool.function), what, advice) for what, advice in _tool(domain, tool))
    if not any(tool.role == "authenticate" for tool in domain.tools.values()):
        yield Finding(first, "no tool authenticates.", 'give one the role: @tool(reads, role="authenticate").')


def _today(domain: Domain, source: Source) -> Iterator[Finding]:
    """The day that the policy calls today, where it is exactly one, is the clock's."""
    told = {day for words in _TODAY.findall(domain.policy) if (day := _day(words))}
    now = datetime.fromisoformat(domain.clock).date()
    if len(told) == 1 and now not in told:
        what = f"the clock says {now}, but policy.md says that today is {told.pop()}."
        yield Finding(source.text(domain.clock), what, "let both be the same day.")


def _day(words: str) -> date | None:
    for pattern in ("%d %B %Y", "%B %d %Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(words.replace(",", ""), pattern).date()
    return None


def _schema(domain: Domain, source: Source) -> Iterator[Finding]:
    connection = open_connection()
    connection.execute(domain.schema)
    for name in domain.bookkeeping:
        if name not in domain.tables:
            what = f"`bookkeeping` names the table {name!r}, which is not there."
            yield Finding(source.text(name), what, nearest(name, tuple(domain.tables)))
    for name in domain.tables:
        loose = list(loose_keys(connection, name))
        if loose and name not in domain.bookkeeping:
            yield Finding(source.table(name), unseen(name, *loose[:1]), "write `... text primary key not null`.")
        for column, kind in connection.execute("select name, type from pragma_table_info(?)", (name,)):
            if str(kind).upper().startswith(_INEXACT):
                what = f"{name}.{column} is {kind}: sums of it are not exact."
                yield Finding(source.table(name, str(column)), what, "use integer minor units (cents).")
        for column, home in connection.execute('select "from", "table" from pragma_foreign_key_list(?)', (name,)):
            if home not in domain.tables:
                hint = nearest(str(home), tuple(domain.tables))
                what = f"{name}.{column} refers to the table {home!r}, which is not there."
                yield Finding(source.table(name, str(column)), what, hint)
        hangs = way(domain.tables, name, domain.customers)
        if hangs and name not in domain.owners and name not in domain.bookkeeping:
            what = f"rows of {name!r} hang from a customer, but `owners` does not say whose they are."
            yield Finding(source.table(name), what, "add it to `owners`, or leave `owners` out: foreign keys say it.")


def _columns(domain: Domain, source: Source) -> Iterator[Finding]:
    known = [f"{name}.{column}" for name, shape in domain.tables.items() for column in shape.columns]
    for column in domain.columns:
        if column not in known:
            yield Finding(source.text(column), f"the schema has no column {column!r}.", nearest(column, known))
    for table in domain.owners:
        if table not in domain.tables:
            hint = nearest(table, tuple(domain.tables))
            yield Finding(source.text(table), f"`owners` names the table {table!r}, which is not there.", hint)
    for rule in domain.rules.values():
        if "escalate" in rule.remedies and not any(t.role == "escalate" for t in domain.tools.values()):
            what = f"rule {rule.id!r} lets an agent escalate, but no tool does."
            yield Finding(source.rule(rule.id), what, 'give one the role: @tool(writes, role="escalate").')


def _tool(domain: Domain, tool: Tool) -> Iterator[tuple[str, str]]:
    untyped = _untyped(tool)
    for name in untyped:
        yield (
            f"{tool.name}: parameter {name!r} has no type.",
            "say what it means: Annotated[str, Ref(...)], Literal[...].",
        )
    if untyped:
        return
    for table in tool.shows.values():
        if table not in domain.tables:
            yield f"{tool.name} shows the table {table!r}, which is not there.", nearest(table, tuple(domain.tables))
    names = [p.name for p in tool.parameters]
    for name in {*tool.texts, *tool.together, *tool.policy_defaults} - {*names}:
        yield f"{tool.name} speaks of a parameter {name!r} that it does not have.", nearest(name, names)
    for name, rule in tool.policy_defaults.items():
        if rule not in domain.rules:
            yield f"{tool.name}.{name}: there is no rule {rule!r} that fixes it.", nearest(rule, tuple(domain.rules))
    for parameter in tool.parameters:
        if parameter.name not in tool.texts:
            advice = 'add a line under `Args:`, or a text to its type: Annotated[..., "..."].'
            yield f"{tool.name}: parameter {parameter.name!r} is not explained.", advice
        yield from _meaning(domain, tool, parameter)


def _untyped(tool: Tool) -> list[str]:
    hints = get_type_hints(tool.function)
    return [name for name in list(inspect.signature(tool.function).parameters)[1:] if name not in hints]


def _meaning(domain: Domain, tool: Tool, parameter: Parameter) -> Iterator[tuple[str, str]]:
    where, meaning = f"{tool.name}.{parameter.name}", parameter.meaning
    if isinstance(meaning, Ref):
        shape = domain.tables.get(meaning.table)
        keys = [f"{name}.{one.key[0]}" for name, one in domain.tables.items() if len(one.key) == 1]
        if shape is None or shape.key != (meaning.column.rpartition(".")[2],):
            yield (
                f"{where} refers to {meaning.column!r}, which is no table's primary key.",
                nearest(meaning.column, keys),
            )
        if meaning.like and meaning.like not in [p.name for p in tool.parameters]:
            hint = nearest(meaning.like, [p.name for p in tool.parameters])
            yield f"{where} is `like` {meaning.like!r}, which is no parameter of {tool.name}.", hint
    elif isinstance(meaning, Free):
        if meaning.generator not in domain.generators:
            yield f"{where}: there is no generator {meaning.generator!r}.", "add it to DOMAIN's `generators`."
        if meaning.generator not in domain.language.free:
            yield f"{where}: nothing says how a {meaning.generator} is spoken of.", "add it to LANGUAGE's `free`."
    elif isinstance(meaning, Secret) and meaning.topic not in domain.language.identity:
        advice = "add it to LANGUAGE's `identity`, or name it like a column of the customers' table."
        yield f"{where}: no customer knows a {meaning.topic!r}.", advice
