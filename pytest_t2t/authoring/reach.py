"""How much of a domain exploration and synthesis reach: tools, rules, argument classes, intents, kinds.

(World, explorations, Synthesis) -> Reaches
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle

from pydantic import JsonValue

from pytest_t2t.authoring.finding import Reach
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.rule import Talk
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.coverage import Coverage
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import binder, trusted
from pytest_t2t.records.task import INTENTS, Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.pipeline import Synthesis, adaptations
from pytest_t2t.synthesis.refused import Refused
from pytest_t2t.synthesis.scene import Scene

_MOST_ASKED = 60
"""Calls of one tool of which rules are asked once more, in the name of others."""
_STRANGERS = 20
LEAST = 95
"""Percent of tools, rules and argument classes that exploration has to reach."""


def reach(world: World, found: Sequence[Exploration], made: Synthesis) -> tuple[Reach, ...]:
    """What was reached of everything."""
    tasks = [task for some in made.tasks.values() for task in some]
    calls, coverage = list(_done(world, found)), Coverage(world.domain)
    planned = [call for task in tasks for call in _calls(task)]
    writes = [tool for tool in world.domain.tools.values() if tool.effect == "writes"]
    classes = tuple(name for tool in writes for name in coverage.possible(tool)[1:])
    kinds = [f"{intent}/{kind}" for intent, one in adaptations().items() for kind in one.kinds]
    return (
        Reach("tools", tuple(world.domain.tools), _tools(calls), _tools(planned), LEAST),
        Reach("rules", tuple(world.domain.rules), frozenset(_rules(world, found, calls)), _refused(tasks), LEAST),
        Reach("argument classes", classes, _classes(coverage, calls), _classes(coverage, planned), LEAST),
        Reach("intents", INTENTS, None, frozenset(task.intent for task in tasks), 100),
        Reach("kinds", tuple(kinds), None, frozenset(f"{t.intent}/{t.kind}" for t in tasks), why=_why(made, kinds)),
    )


def _tools(calls: Iterable[Call]) -> frozenset[str]:
    return frozenset(call.tool for call in calls)


def _classes(coverage: Coverage, calls: Iterable[Call]) -> frozenset[str]:
    return frozenset(name for call in calls for name in coverage.classes(call))


def _done(world: World, found: Sequence[Exploration]) -> Iterator[Call]:
    """Every call that a tool has done: authentication, reads, writes that were tried, ways to escalate."""
    for exploration in found:
        yield from (candidate.call for candidate in exploration.candidates if candidate.accepted)
        yield from (step.call for step in exploration.reads)
        scene = Scene(world, exploration, "reach", {}, Refused())
        try:
            who = scene.identity([c.call for c in exploration.candidates])
            yield from (call for call in (who.call, who.verify) if call)
        finally:
            scene.close()
        yield from _by_the_way(world, exploration)


def _by_the_way(world: World, exploration: Exploration) -> Iterator[Call]:
    """What no customer wishes for: handing over to a person, reads that name nothing of the customer's."""
    with world.open(tries_only=True) as env:
        trusted(env, exploration.customer)
        bind = binder(env, exploration.customer, world.ref.seed)
        for tool in world.domain.tools.values():
            if tool.role == "escalate":
                some = (Call(tool=tool.name, arguments=tool.validate(one)) for one in bind.bindings(tool))
                yield from (call for call in some if env.tried(tool, dict(call.arguments)) is not None)


def _rules(world: World, found: Sequence[Exploration], calls: Sequence[Call]) -> Iterator[str]:
    """Rules that forbid some call to somebody and permit one: to nobody known, to another customer, without a yes.

    Beside the calls that were tried those count that an agent makes by mistake, with one row taken for another.
    """
    permits = set[str]()
    forbids = {rule for one in found for candidate in one.candidates for rule in candidate.forbidden_by}
    customers = [exploration.customer for exploration in found]
    tried = [*calls, *(c.call for one in found for c in one.candidates if not c.accepted)]
    several: dict[str, list[Call]] = {}
    for call in tried:
        several.setdefault(call.tool, []).append(call)
    with world.open(tries_only=True) as env:
        for tool, some in several.items():
            few = some[:: max(1, len(some) // _MOST_ASKED)]
            for call in (*few, *_mistaken(env, tool, few)):
                for talk in _talks(customers):
                    env.talk = talk
                    against = set(env.forbidden_by(call.tool, dict(call.arguments)))
                    forbids |= against
                    permits |= {rule.id for rule in world.domain.rules_of[tool]} - against
    yield from forbids & permits


def _mistaken(env: Environment, tool: str, calls: Sequence[Call]) -> Iterator[Call]:
    """Calls in which one argument names a row that is anybody's."""
    parameters = [p for p in env.domain.tools[tool].parameters if isinstance(p.meaning, Ref)]
    for parameter in parameters if len(parameters) > 1 else ():
        table = parameter.meaning.table if isinstance(parameter.meaning, Ref) else ""
        key = env.world.tables[table].key[0]
        rows = env.db.tuples(f'select "{key}" from "{table}" order by 1 limit {_STRANGERS}')
        for call, (row,) in zip(calls, cycle(rows), strict=False):
            value: JsonValue = [row] if parameter.many else row
            yield Call(tool=tool, arguments=call.arguments | {parameter.name: value})


def _talks(customers: Sequence[object]) -> Iterator[Talk]:
    yield Talk()
    for customer in customers[:2]:
        yield Talk(customer=customer)  # type: ignore[arg-type]
        yield Talk(customer=customer, trusting=True, verified=True)  # type: ignore[arg-type]


def _calls(task: Task) -> Iterator[Call]:
    """Every call that the plan of a task speaks of."""
    plan, doubt, refusal = task.reference, task.reference.doubt, task.reference.refusal
    planned = (*plan.first, *plan.writes, *plan.later, *(doubt.wrong if doubt else ()))
    yield from (one.call for one in planned)
    yield from (plan.authenticate, *plan.reads)
    yield from (one for one in (plan.verify, plan.escalate, plan.meddle) if one)
    yield from (*refusal.calls, *refusal.reads) if refusal else ()


def _refused(tasks: Iterable[Task]) -> frozenset[str]:
    """The rules for which a task's wish is refused."""
    return frozenset(rule for t in tasks if t.checker.forbidden for rule in t.checker.forbidden.rules)


def _why(made: Synthesis, kinds: Iterable[str]) -> dict[str, str]:
    """Kind -> the reason for which it was dropped most often."""
    found: dict[str, str] = {}
    for text, _ in made.dropped.most_common():
        kind, _, why = text.partition(": ")
        if kind in kinds:
            found.setdefault(kind, why)
    return found
