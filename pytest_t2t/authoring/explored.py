"""What is wrong with what exploration finds: writes that can't be bound, rules that tools contradict, ids left unsaid.

(World, Source, explorations) -> Findings
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pytest_t2t.authoring.finding import Finding
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.rule import Rule
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World
from pytest_t2t.errors import EnvironmentFault
from pytest_t2t.exploration.protocol import Candidate, Exploration
from pytest_t2t.exploration.reading import reads_for
from pytest_t2t.exploration.walk import binder, trusted

_FEW = 3


def explored(world: World, source: Source, found: Sequence[Exploration]) -> Iterator[Finding]:
    """All findings about writes."""
    every = [(one, candidate) for one in found for candidate in one.candidates]
    for tool in world.domain.tools.values():
        if tool.wished or tool.role == "escalate":
            mine = [candidate for _, candidate in every if candidate.call.tool == tool.name]
            yield from _writes(world, source, tool, mine, found)
    yield from _made_ids(world, source, [candidate for _, candidate in every])
    for rule in world.domain.rules.values():
        yield from _rule(world, source, rule, every)


def _writes(
    world: World, source: Source, tool: Tool, tried: Sequence[Candidate], found: Sequence[Exploration]
) -> Iterator[Finding]:
    place = source.function(tool.function)
    accepted = [candidate for candidate in tried if candidate.accepted]
    if tool.wished and not tried:
        unbound = _unbound(world, tool, found)
        for parameter in unbound:
            yield Finding(
                place, f"{tool.name}.{parameter.name} can't be bound by the explorer.", _how(world, parameter)
            )
        if not unbound:
            yield Finding(
                place, f"{tool.name}: no arguments fit each other.", "look at the foreign keys between its rows."
            )
    elif tool.wished and not accepted:
        what = f"{tool.name} refuses each of the {len(tried)} argument sets that were tried."
        yield Finding(place, what, "seed rows for which it can be done.")
    elif tool.wished and not any(candidate.permitted for candidate in accepted):
        rules = ", ".join(sorted({rule for candidate in accepted for rule in candidate.forbidden_by}))
        what = f"{tool.name} is never permitted: forbidden by {rules} in each of {len(accepted)} calls."
        yield Finding(place, what, "seed rows for which it may be done, or mend the rule.")
    if any(candidate.accepted and not candidate.changes for candidate in tried):
        what = f"{tool.name} accepts a call and changes nothing."
        yield Finding(place, what, "refuse it with a ToolError: there is nothing to do.")
    if tool.inverse:
        yield from _inverse(world, source, tool, [c for c in accepted if c.permitted][:_FEW], found)


def _unbound(world: World, tool: Tool, found: Sequence[Exploration]) -> list[Parameter]:
    """The parameters that get no value for any customer."""
    open_ = {p.name: p for p in tool.parameters if p.required}
    for exploration in found:
        with world.open() as env:
            bind = binder(env, exploration.customer, world.ref.seed)
            likes = {p.meaning.like for p in tool.parameters if isinstance(p.meaning, Ref) and p.meaning.like}
            bound = {name: next(iter(bind.choices(tool, name, {})), None) for name in likes}
            open_ = {name: p for name, p in open_.items() if not bind.choices(tool, name, bound)}
    return list(open_.values())


def _how(world: World, parameter: Parameter) -> str:
    if isinstance(parameter.meaning, Ref):
        owned = parameter.meaning.table in world.domain.owners
        return f"no customer has a row of {parameter.meaning.table!r}: seed some." if owned else "seed some rows of it."
    return 'say where it comes from: Ref("table.column"), Literal[...], Free("generator") or Note().'


def _inverse(
    world: World, source: Source, tool: Tool, done: Sequence[Candidate], found: Sequence[Exploration]
) -> Iterator[Finding]:
    """A write that can be taken back at all must be so for one of the few that are tried."""
    owners = {id(candidate): one.customer for one in found for candidate in one.candidates}
    refused = ""
    for candidate in done:
        with world.open() as env:
            trusted(env, owners[id(candidate)])
            executed = env.call(tool.name, candidate.call.arguments)
            back = tool.inverse(env.db, dict(candidate.call.arguments), executed.result) if tool.inverse else None
            undone = env.call(*back) if back else None
            if undone and undone.ok:
                return
            refused = f"{undone.tool}({undone.arguments}) is refused: {undone.error}" if undone else refused
    if refused:
        what = f"the inverse of {tool.name}, {refused}"
        yield Finding(source.function(tool.function), what, "return the call that undoes it, or None.")


def _made_ids(world: World, source: Source, tried: Sequence[Candidate]) -> Iterator[Finding]:
    """Keys of new rows that come from no argument are made by the tool: equal up to a renaming."""
    said = set[str]()
    for candidate in tried:
        given = set(map(str, _flat(candidate.call.arguments)))
        for change in candidate.changes:
            shape = world.tables[change.table]
            if change.op != "insert" or len(shape.key) > 1 or change.table in said:
                continue
            key = shape.key[0]
            if shape.kinds[key] == "exact" and str(change.key[0]) not in given:
                said.add(change.table)
                what = f"{candidate.call.tool} makes the key {change.key[0]!r}, but {change.table}.{key} is compared."
                advice = f'declare it: columns={{"{change.table}.{key}": Column("generated id")}}.'
                yield Finding(source.table(change.table, key), what, advice)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _flat(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner)
    else:
        yield value


def _rule(
    world: World, source: Source, rule: Rule, every: Sequence[tuple[Exploration, Candidate]]
) -> Iterator[Finding]:
    """Hard rules are kept by the tools, soft ones are not; what decides a rule can be seen."""
    place = source.rule(rule.id)
    mine = [(one, c) for one, c in every if not rule.tools or c.call.tool in rule.tools]
    broken = next((c for _, c in mine if c.accepted and rule.id in c.forbidden_by), None)
    if rule.hard and broken:
        what = f"rule {rule.id!r} is hard, but {broken.call.tool}({broken.call.arguments}) is done all the same."
        yield Finding(place, what, "let the tool raise ToolError, or make the rule soft.")
    forbidden = [(one, c) for one, c in mine if rule.id in c.forbidden_by]
    if not rule.hard and not forbidden:
        refused = _refused(world, rule, mine)
        if refused:
            what = f"rule {rule.id!r} is soft, but {refused.call.tool} refuses by itself what it forbids."
            yield Finding(place, what, "declare it hard=True, or let the tool do it.")
    yield from _evidence(world, source, rule, forbidden)


def _refused(world: World, rule: Rule, mine: Sequence[tuple[Exploration, Candidate]]) -> Candidate | None:
    for exploration, candidate in mine:
        if not candidate.accepted:
            with world.open() as env:
                trusted(env, exploration.customer)
                if env.forbidden_by(candidate.call.tool, dict(candidate.call.arguments)) == (rule.id,):
                    return candidate
    return None


def _evidence(
    world: World, source: Source, rule: Rule, forbidden: Sequence[tuple[Exploration, Candidate]]
) -> Iterator[Finding]:
    if not rule.evidence or rule.hard or not forbidden:
        return
    for exploration, candidate in forbidden[:20]:
        with world.open() as env:
            trusted(env, exploration.customer)
            try:
                cells = [(c.table, c.key, c.column) for c in rule.evidence(env.db, dict(candidate.call.arguments))]
            except (KeyError, TypeError, IndexError, EnvironmentFault) as error:
                what = f"the evidence of rule {rule.id!r} crashes: {type(error).__name__}: {error}"
                yield Finding(source.rule(rule.id), what, f"it was asked of {candidate.call.arguments}.")
                return
        if reads_for(exploration.reads, (world.domain.customers, exploration.customer), (), cells) is not None:
            return
    what = f"what decides rule {rule.id!r} can be seen by no read: {cells}."
    yield Finding(
        source.rule(rule.id), what, "let a read return these columns with their row's key, and declare `shows`."
    )
