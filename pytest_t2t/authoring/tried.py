"""What is wrong with a domain's behaviour: tools called, states compared, rules asked, customers authenticated.

(World, Source, explorations) -> Findings
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from pydantic import JsonValue

from pytest_t2t.authoring.finding import Finding, Place
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.cells import rows_at
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.rule import Talk
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Free, Ref, Secret
from pytest_t2t.domain.world import World, content_digest
from pytest_t2t.errors import EnvironmentFault
from pytest_t2t.exploration.arguments import NOTE
from pytest_t2t.exploration.walk import trusted
from pytest_t2t.records.episode import Executed

MOST_CALLS = 6
"""Argument sets with which each tool is called."""
_UNKNOWN = "no-such-key"


def tried(world: World, source: Source, customers: Sequence[JsonValue]) -> Iterator[Finding]:
    """All findings about single tools and rules, called with keys that are there and keys that are not."""
    domain = world.domain
    for tool in domain.tools.values():
        place = source.function(tool.function)
        if tool.role == "authenticate":
            yield from _authenticates(world, source, tool, customers)
        elif tool.effect == "reads":
            yield from _reads(world, source, tool, customers)
        for arguments in islice(_arguments(world, tool, customers[0], known=False), MOST_CALLS):
            executed, crash = called(world, source, tool, arguments, customers[0])
            if crash:
                yield crash
                break
            if executed and executed.ok and tool.effect == "writes" and _refers(tool):
                what = f"{tool.name} does as asked with a key that is not there: {arguments}."
                yield Finding(place, what, "refuse it: `db.one(...)` gives the row or says that it is not there.")


def called(
    world: World, source: Source, tool: Tool, arguments: dict[str, Any], customer: JsonValue
) -> tuple[Executed | None, Finding | None]:
    """One call on the untouched world, every rule asked before it; or the crash of a tool or rule."""
    with world.open() as env:
        for talk in (Talk(), Talk(customer=customer)):
            env.talk = talk
            try:
                env.forbidden_by(tool.name, arguments)
            except EnvironmentFault as fault:
                return None, _crash(fault, source, source.function(tool.function))
        trusted(env, customer)
        try:
            return env.call(tool.name, arguments), None
        except EnvironmentFault as fault:
            return None, _crash(fault, source, source.function(tool.function))


def _crash(fault: EnvironmentFault, source: Source, otherwise: Place) -> Finding:
    crash = fault.__cause__
    place = (source.crash(crash.__traceback__) if crash else None) or otherwise
    if "declared `reads`" in str(fault):
        return Finding(place, str(fault), "the state was compared before and after it was called.")
    return Finding(
        place, str(fault), "agents call with anything: raise ToolError; a rule says False of what is not there."
    )


def _refers(tool: Tool) -> bool:
    return any(isinstance(parameter.meaning, Ref) for parameter in tool.parameters)


# ----------------------------------------------------------------------------------------------------------- reads
def _reads(world: World, source: Source, tool: Tool, customers: Sequence[JsonValue]) -> Iterator[Finding]:
    """A read must leave every table as it is, bookkeeping too, and say the same when it is asked again."""
    place = source.function(tool.function)
    keyed: dict[str, bool] = {}
    """Path -> whether an object there had its key; without the paths at which no object was seen."""
    for arguments in islice(_arguments(world, tool, customers[0], known=True), MOST_CALLS):
        try:
            results = [_asked(world, tool, arguments, customers[0]) for _ in range(2)]
        except EnvironmentFault as fault:
            yield _crash(fault, source, place)
            return
        if results[0] != results[1]:
            what = f"{tool.name} does not say the same when it is asked again."
            yield Finding(place, what, "take time from `db.now`, ids from `db.next_id`, and nothing from chance.")
            return
        for path, table in tool.shows.items() if results[0].ok else ():
            for row in rows_at(results[0].result, path):
                has = isinstance(row, dict) and all(key in row for key in world.tables[table].key)
                keyed[path] = keyed.get(path, False) or has
    for path, table in tool.shows.items():
        if not keyed.get(path, True):
            keys = ", ".join(world.tables[table].key)
            what = f"{tool.name} shows {table!r} at {path!r}, but no object there had its key ({keys})."
            yield Finding(place, what, f"return {keys} with each object, or correct the path.")


def _asked(world: World, tool: Tool, arguments: dict[str, Any], customer: JsonValue) -> Executed:
    """What a read says, with nothing remembered. Raises EnvironmentFault where any table is another one afterwards."""
    world.answers = {}
    with world.open() as env:
        trusted(env, customer)
        before = content_digest(env.connection, world.tables)
        executed = env.call(tool.name, arguments)
        if content_digest(env.connection, world.tables) != before:
            raise EnvironmentFault(f"tool {tool.name} is declared `reads` but changed the database.")
        return executed


# -------------------------------------------------------------------------------------------------- authentication
def _authenticates(world: World, source: Source, tool: Tool, customers: Sequence[JsonValue]) -> Iterator[Finding]:
    """What a customer knows must find that customer."""
    secrets = {p.name: p.meaning.topic for p in tool.parameters if isinstance(p.meaning, Secret)}
    identity, place = world.domain.language.identity, source.function(tool.function)
    if len(secrets) < len([p for p in tool.parameters if p.required]):
        what = f"{tool.name} authenticates by something that no customer is said to know."
        yield Finding(place, what, 'make each of its parameters Annotated[str, Secret("topic")].')
        return
    if not set(secrets.values()) <= identity.keys():
        return  # said with the declarations
    for customer in customers:
        with world.open() as env:
            known = {name: env.db.value(identity[topic], customer=customer) for name, topic in secrets.items()}
            if None in known.values():
                continue  # a customer without it authenticates in another way
            try:
                executed = env.call(tool.name, {name: str(value) for name, value in known.items()})
            except EnvironmentFault as fault:
                yield _crash(fault, source, place)
                return
            if env.talk.customer != customer:
                got = executed.error or f"{executed.result}"
                what = f"{tool.name} does not find the customer {customer!r} by {', '.join(secrets.values())}: {got}"
                key = world.tables[world.domain.customers].key[0]
                yield Finding(place, what, f"return an object with the customer's {key!r}.")
                return


# ------------------------------------------------------------------------------------------------------- arguments
def _arguments(world: World, tool: Tool, customer: JsonValue, *, known: bool) -> Iterator[dict[str, Any]]:
    """Argument sets with keys of seeded rows, or with keys that no row has."""
    with world.open() as env:
        values = [_values(env, p, customer, known=known) for p in tool.parameters]
    names = [p.name for p in tool.parameters]
    for chosen in product(*values):
        yield dict(zip(names, chosen, strict=True))


def _values(env: Environment, parameter: Parameter, customer: JsonValue, *, known: bool) -> list[Any]:
    if not parameter.required and not isinstance(parameter.meaning, Ref):
        return [parameter.default]
    single = _singles(env, parameter, customer, known=known)
    return [[one] for one in single] if parameter.many else single


def _singles(env: Environment, parameter: Parameter, customer: JsonValue, *, known: bool) -> list[Any]:
    meaning, domain = parameter.meaning, env.domain
    if isinstance(meaning, Ref) and meaning.table in domain.tables:
        key = domain.tables[meaning.table].key[0]
        sql = f'select "{key}" from "{meaning.table}" order by 1 limit {MOST_CALLS // 2}'
        keys = [value for (value,) in env.db.tuples(sql)]
        return keys if known else [_UNKNOWN if not keys or isinstance(keys[0], str) else -1]
    if parameter.choices:
        return list(parameter.choices[:1])
    if isinstance(meaning, Free) and meaning.generator in domain.generators:
        return [domain.generators[meaning.generator](env.db, Draw("check", parameter.name), customer)]
    return [{bool: False, int: 1, float: 1.0}.get(parameter.bare, NOTE)]
