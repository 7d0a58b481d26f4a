"""A task as a person reads it: what the customer says and wants, what is right in the end, and why that is certain.

Task -> titled lists of lines
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pytest_t2t.records.task import Completion, Fact, Slot, Task, UserSide, Wish
from pytest_t2t.records.trajectory import Call, Changes, RowChange

Section = tuple[str, list[str]]


def card(task: Task) -> list[Section]:
    """All sections that have something to say."""
    user, checker, plan = task.user, task.checker, task.reference
    world = task.world
    where = f"{world.domain}, seed {world.seed}, scale {world.scale}, digest {world.digest}"
    sections: list[Section] = [
        ("what it is", [f"{task.intent}, {task.kind}; family {task.family}; {where}"]),
        ("opening", [user.opening]),
        ("what the customer tells, and when", [_fact(fact) for fact in user.facts]),
        ("what the customer wishes", [line for wish in user.wishes for line in _wish(wish)]),
        ("the change of mind", _change(user)),
        ("what the customer asks", [f"{question.text}  ({question.kind})" for question in user.questions]),
        ("readings of what was said", [_completion(completion) for completion in checker.completions]),
        ("what is forbidden", _forbidden(task)),
        ("what the reference does", [_call(planned.call) for planned in (*plan.undo, *plan.writes, *plan.later)]),
        *(
            (_numbered("expected rows", number, len(checker.expected)), list(rows(outcome.changes)))
            for number, outcome in enumerate(checker.expected, 1)
        ),
        *(
            (
                f"expected if written before the change: {_short(prefix.committed)}",
                list(rows(prefix.expected[0].changes)),
            )
            for prefix in checker.prefixes
            if prefix.committed and prefix.expected
        ),
        ("what has to be told", [f"{telling.question}: {telling.value}" for telling in checker.tellings]),
        ("certificate", list(_certificate(task))),
    ]
    return [(title, lines) for title, lines in sections if lines]


def rows(changes: Changes) -> Iterator[str]:
    """Row changes, one a line; "nothing changes" where there are none."""
    for change in changes:
        yield _row(change)
    if not changes:
        yield "nothing changes"


def _row(change: RowChange) -> str:
    sign = {"insert": "+", "update": "~", "delete": "-"}[change.op]
    values = ", ".join(f"{name} = {_value(value)}" for name, value in change.values.items())
    return f"{sign} {change.table} {', '.join(map(str, change.key))}{f': {values}' if values else ''}"


def _numbered(title: str, number: int, many: int) -> str:
    return f"{title}, {number} of {many} that are right" if many > 1 else title


def _fact(fact: Fact) -> str:
    means = f"  -> {fact.param} = {_values(fact.means)}" if fact.means else ""
    return f"[{fact.when}] {fact.topic}: {fact.text}{means}"


def _wish(wish: Wish) -> Iterator[str]:
    from_to = f"from the {wish.starts}" + (f", dropped by the {wish.ends}" if wish.ends else "")
    insists = f", insists {wish.insists} times" if wish.insists else ""
    yield f"{wish.id} ({wish.tool}, {from_to}{insists}): {wish.text}"
    yield from (f"    {name} = {_slot(slot)}" for name, slot in wish.slots.items())


def _slot(slot: Slot) -> str:
    return f"{_values(slot.values)}  ({slot.text})"


def _change(user: UserSide) -> list[str]:
    return [user.change.text, f"said: {user.change.trigger}"] if user.change else []


def _completion(completion: Completion) -> str:
    values = ", ".join(f"{name} = {_value(value)}" for name, value in completion.values.items())
    return f"{values}: {'; '.join(map(_call, completion.calls))}"


def _forbidden(task: Task) -> list[str]:
    forbidden = task.checker.forbidden
    if forbidden is None:
        return []
    rules = f"by {', '.join(forbidden.rules)}" if forbidden.rules else "no tool serves it"
    escalation = "; escalating is permitted" if forbidden.escalation else ""
    evidence = [f"evidence: {cell.table} {', '.join(map(str, cell.key))}: {cell.column}" for cell in forbidden.evidence]
    return [f"wish {forbidden.wish}, {rules}{escalation}", *map(_call, forbidden.calls), *evidence]


def _certificate(task: Task) -> Iterator[str]:
    proof = task.certificate
    yield from (f"state {name}: {digest}" for name, digest in proof.states.items())
    yield from (f"{count} of the customer's rows fit {text!r}" for text, count in proof.denotations.items())
    if proof.rules:
        yield f"forbidden by {', '.join(proof.rules)}; {proof.searched} states searched for a detour"
    if proof.passes or proof.fails:
        yield f"passed by {', '.join(proof.passes) or 'nobody'}; failed by {', '.join(proof.fails) or 'nobody'}"
    if proof.episode:
        yield f"the reference's episode: {proof.episode}"


def _call(call: Call) -> str:
    return f"{call.tool}({', '.join(f'{name}={_value(value)}' for name, value in call.arguments.items())})"


def _short(changes: Changes) -> str:
    return "; ".join(f"{change.op} {change.table} {', '.join(map(str, change.key))}" for change in changes)


def _values(values: tuple[object, ...]) -> str:
    return " or ".join(map(_value, values))


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
