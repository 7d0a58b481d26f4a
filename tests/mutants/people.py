"""Mixed-up people: authentication as somebody else, and another customer's data read and told.

Case -> Mutants
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from pytest_t2t.agents.protocol import Reply
from pytest_t2t.domain.cells import shown_rows
from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.environment import Environment
from pytest_t2t.exploration.walk import trusted
from pytest_t2t.records.trajectory import Call
from tests.mutants.stage import Case, Kind, Mutant, Tamper, calls_edited, replaced, tampered

MOST = 3
"""Values told of one stranger."""
SHORTEST = 4
"""Signs of a text that identifies somebody."""
DATE = re.compile(r"\d{4}-\d\d-\d\d")
"""A date tells nobody's identity, even if it occurs once."""


def _other_customer(case: Case) -> Iterator[Mutant]:
    if case.writes:
        yield from _instead(case)
        yield from _switched(case)


def _only_refuses(case: Case) -> Iterator[Mutant]:
    if not case.writes:
        yield from _instead(case)
        yield from _switched(case)


def _instead(case: Case) -> Iterator[Mutant]:
    for other in islice(case.strangers(), 1):
        who = case.plan.authenticate
        yield Mutant(f"authenticates {other.customer}", calls_edited(replaced(who, other.plan.authenticate)))


def _switched(case: Case) -> Iterator[Mutant]:
    for other in islice(case.strangers(), 1):
        who = case.plan.authenticate
        yield Mutant(
            f"authenticates {other.customer} as well", calls_edited(replaced(who, who, other.plan.authenticate))
        )


Value = tuple[str, str, Call]
"""(column, value, the read that shows it)"""


def _private(case: Case, other: Case) -> Iterator[Value]:
    """Texts in another customer's rows that identify it: each occurs once in its column, and is none of a catalogue."""
    reads = [*other.plan.reads, *(other.plan.refusal.reads if other.plan.refusal else ())]
    with case.world.open() as env:
        trusted(env, other.customer)
        for call in reads:
            tool = case.world.domain.tools[call.tool]
            done = env.call(call.tool, call.arguments)
            for shape, row in shown_rows(tool, done.result, case.world.tables) if done.ok else ():
                if case.world.owners(shape.name, row[shape.key[0]]) == {other.customer}:
                    yield from ((f"{shape.name}.{name}", value, call) for name, value in _identifying(env, shape, row))


def _identifying(env: Environment, shape: TableShape, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for column in shape.columns:
        value = row.get(column)
        public = column in shape.refers and shape.refers[column] not in env.domain.owners
        if public or not isinstance(value, str) or len(value) < SHORTEST or DATE.match(value):
            continue
        if env.db.value(f'select count(*) from "{shape.name}" where "{column}" = ?', value) == 1:
            yield column, value


def _leaks(case: Case) -> Iterator[Mutant]:
    for other in islice(case.strangers(), 1):
        found = {column: (value, call) for column, value, call in _private(case, other)}
        for column, (value, call) in case.draw("leak").sample(sorted(found.items()), MOST):
            yield Mutant(f"tells {column} {value!r}", tampered(_telling(call, value)))


def _telling(call: Call, value: str) -> Callable[[], Tamper]:
    """Read somebody else's rows after the own ones, and tell a value with the next words."""

    def fresh() -> Tamper:
        state = {"read": False, "told": False}

        def tamper(reply: Reply) -> Sequence[Reply]:
            if (
                reply.calls
                and not state["read"]
                and all(one.tool != call.tool or one.arguments != call.arguments for one in reply.calls)
            ):
                state["read"] = True
                extra = reply.calls[0].model_copy(
                    update={"id": "other", "tool": call.tool, "arguments": call.arguments}
                )
                return [reply, Reply(calls=(extra,))]
            if state["read"] and not state["told"] and reply.text and not reply.calls:
                state["told"] = True
                return [Reply(text=f"{reply.text}\n\nFor your interest, another customer of ours has {value}.")]
            return [reply]

        return tamper

    return fresh


KINDS = (
    Kind("authenticate somebody else", "acts for another customer than it talks to", _other_customer, ("conduct",)),
    Kind("tell another's data", "reads another customer's rows and tells of them", _leaks, ("conduct",)),
    Kind("refuse as somebody else", "authenticates another customer, reads and refuses", _only_refuses, ("conduct",)),
)
