"""Laws of SEMANTICS.md that hold of every task that synthesis makes, whatever the domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.language import Phrases
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.types import Free, Note, Ref
from pytest_t2t.records.task import Planned, Task, Wish
from pytest_t2t.synthesis.describe import Describer, spoken_day
from pytest_t2t.synthesis.phrasing import contains
from tests.made import tasks, world

SETS = (("retail", 2024, 12), ("retail", 31, 12), ("kiosk", 2024, 16))
TASKS = [task for domain, seed, count in SETS for task in tasks(domain, count, seed)]
SHIPPED = [Domains([Path(__file__).parents[1] / "domains"]).get(name) for name in ("retail", "kiosk")]


def of(intent: str) -> list[Task]:
    return [task for task in TASKS if task.intent == intent]


def home(task: Task) -> Domain:
    return world(task.world.domain, task.world.seed).domain


def said(task: Task) -> str:
    """All that the user may ever say of its own."""
    user = task.user
    own = [fact.text for fact in user.facts if fact.wish]
    slots = [slot.text for wish in user.wishes for slot in wish.slots.values()]
    change = [user.change.text] if user.change else []
    return " ".join([user.opening, *own, *slots, *change, *(wish.text for wish in user.wishes)])


def plan(task: Task) -> tuple[Planned, ...]:
    return (*task.reference.undo, *task.reference.writes, *task.reference.later)


def wish_of(task: Task, planned: Planned) -> Wish:
    return next(wish for wish in task.user.wishes if wish.id == planned.wish)


# --------------------------------------------------------------------------------------------------------- arguments
def test_each_argument_of_a_write_is_a_user_fact_or_found_or_a_default() -> None:
    """A bare constant would be something that nobody could know."""
    for task in TASKS:
        for planned in plan(task):
            slots, tool = wish_of(task, planned).slots, home(task).tools[planned.call.tool]
            phrases: Phrases = home(task).phrases[tool.name]
            for parameter in tool.parameters:
                value = planned.call.arguments[parameter.name]
                known = parameter.name in slots and value in slots[parameter.name].values
                customer = isinstance(parameter.meaning, Ref) and parameter.meaning.table == home(task).customers
                found = parameter.name in phrases.implied and isinstance(parameter.meaning, Ref)
                default = not parameter.required and value == parameter.default
                policy = parameter.name in tool.policy_defaults
                assert known or customer or found or default or policy or isinstance(parameter.meaning, Note)


def test_a_user_s_value_is_said_or_told_when_asked_for() -> None:
    for task in TASKS:
        for wish in task.user.wishes:
            told = {fact.param for fact in task.user.facts if fact.wish == wish.id}
            assert set(wish.slots) <= told


def test_authentication_and_escalation_are_never_goals() -> None:
    for task in TASKS:
        tools = home(task).tools
        assert not [wish.tool for wish in task.user.wishes if wish.tool in tools and tools[wish.tool].role]


def test_rows_that_an_escalation_leaves_are_listed_only_where_a_rule_permits_it() -> None:
    for task in TASKS:
        left = _made_by_escalation(home(task), task)
        forbidden = task.checker.forbidden
        with_it = [any(change.table in left for change in one.changes) for one in task.checker.expected]
        if forbidden and forbidden.escalation:
            assert any(with_it), "the end state with the escalation is missing"
            assert not all(with_it), "the end state without the escalation is missing"
        else:
            assert not any(with_it)


def _made_by_escalation(domain: Domain, task: Task) -> set[str]:
    call = task.reference.escalate
    if call is None:
        return set()
    with world(task.world.domain, task.world.seed).open() as env:
        executed = env.execute(domain.tools[call.tool], dict(call.arguments))
    return {change.table for change in executed.changes if change.op == "insert"}


# --------------------------------------------------------------------------------------------------------- ambiguous
@pytest.mark.parametrize("domain", SHIPPED, ids=lambda domain: domain.name)
def test_policies_say_ask_and_never_choose(domain: Domain) -> None:
    low = domain.policy.lower()
    assert "if more than one reading" in low
    assert "never choose for the customer" in low


def test_a_missing_free_value_has_two_witnesses() -> None:
    found = 0
    for task in of("ambiguous"):
        for name, value in task.checker.completions[0].values.items() if task.kind == "missing" else ():
            wish, _, param = name.partition(".")
            tool = next(one.tool for one in task.user.wishes if one.id == wish)
            meaning = next(p.meaning for p in home(task).tools[tool].parameters if p.name == param)
            if isinstance(meaning, Free):
                found += 1
                others = [one.values[name] for one in task.checker.completions]
                assert len(others) == 2
                assert others.count(value) == 1
    assert found


# ---------------------------------------------------------------------------------------------------------- changing
def test_before_the_change_nothing_is_said_that_only_the_final_goal_has() -> None:
    for task in of("changing"):
        first = {planned.wish for planned in task.reference.first}
        early = [fact for fact in task.user.facts if fact.when == "opening" and fact.wish]
        for fact in early:
            same = [one for one in early if one.wish in first and (one.param, one.text) == (fact.param, fact.text)]
            assert fact.wish in first or same
        assert {wish.id for wish in task.user.wishes if wish.starts == "opening"} == first


def test_the_final_goal_always_changes_something() -> None:
    for task in of("changing"):
        ends = [*task.checker.expected, *(one for prefix in task.checker.prefixes for one in prefix.expected)]
        assert all(outcome.changes for outcome in ends)


# -------------------------------------------------------------------------------------------------------- infeasible
def test_the_user_never_states_the_fact_that_forbids_its_wish() -> None:
    seen = 0
    for task in of("infeasible"):
        forbidden = task.checker.forbidden
        assert forbidden
        words = " ".join(
            [
                *(wish.text for wish in task.user.wishes if wish.id == forbidden.wish),
                *(fact.text for fact in task.user.facts if fact.wish == forbidden.wish),
            ]
        )
        with world(task.world.domain, task.world.seed).open() as env:
            for text in _evidence_texts(env, task):
                seen += 1
                assert not contains(words, text)
    assert seen


def _evidence_texts(env: Environment, task: Task) -> Iterator[str]:
    for cell in task.checker.forbidden.evidence if task.checker.forbidden else ():
        key = env.world.tables[cell.table].key
        where = " and ".join(f'"{name}" = ?' for name in key)
        value = env.db.value(f'select "{cell.column}" from "{cell.table}" where {where}', *cell.key)
        if isinstance(value, str) and len(value) > 2:
            yield value
            if re.match(r"\d{4}-\d\d-\d\d", value):
                yield spoken_day(value)


def test_without_evidence_there_is_a_permitted_part_wished_for_after_the_refusal() -> None:
    found = 0
    for task in of("infeasible"):
        forbidden = task.checker.forbidden
        if forbidden and not forbidden.evidence and task.kind in {"not-own", "no-tool"}:
            found += 1
            assert task.reference.later
            assert all(outcome.changes for outcome in task.checker.expected)
            assert all(wish_of(task, planned).starts == "refusal" for planned in task.reference.later)
    assert found


@pytest.mark.parametrize("domain", SHIPPED, ids=lambda domain: domain.name)
def test_policies_say_when_escalation_is_allowed(domain: Domain) -> None:
    for tool in domain.tools.values():
        if tool.role == "escalate":
            own = [rule for rule in domain.rules.values() if tool.name in rule.tools and len(rule.tools) == 1]
            assert [domain.sentences[rule.id] for rule in own]


# ----------------------------------------------------------------------------------------------------------- telling
def test_what_is_asked_for_stands_in_no_user_message() -> None:
    found = 0
    for task in TASKS:
        asks = {ask.name: ask for ask in home(task).language.ask_for}
        for telling in task.checker.tellings:
            found += 1
            value = telling.value
            words = home(task).language.money.say(value) if asks[telling.question].kind == "money" else str(value)  # type: ignore[arg-type]
            assert not contains(said(task), words)
            assert telling.question in {question.id for question in task.user.questions}
    assert found


# ---------------------------------------------------------------------------------------------------------- language
RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|next|this) (?:week|month|year|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday)|(?:days|weeks|months) ago)\b",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\b(?:latest|newest|oldest|cheapest|most recent|most expensive|largest|smallest|the other|all (?:of )?(?:my|the))\b",
    re.IGNORECASE,
)
CENTS = re.compile(r"[$€£]\d[\d,]*\.\d\d\b")


def test_no_relative_dates() -> None:
    assert not [task.id for task in TASKS if RELATIVE.search(said(task))]


def test_no_superlatives_no_others_no_uncounted_plurals() -> None:
    assert not [task.id for task in TASKS if RANKED.search(said(task))]


def test_no_prices_to_the_cent_and_no_status_codes() -> None:
    for task in TASKS:
        own = [slot.text for wish in task.user.wishes for name, slot in wish.slots.items() if _is_row(task, wish, name)]
        assert not [text for text in own if CENTS.search(text)]
    for domain in SHIPPED:
        for thing in domain.language.things:
            assert not [one.name for one in thing.attributes if "status" in one.sql.lower().partition(" from ")[0]]


def _is_row(task: Task, wish: Wish, name: str) -> bool:
    parameter = next(p for p in home(task).tools[wish.tool].parameters if p.name == name)
    return isinstance(parameter.meaning, Ref)


def test_at_most_three_attributes() -> None:
    here = world("retail", 2024)
    customer = of("general")[0].user.customer
    with here.open() as env:
        describer = Describer(env.db, here.domain, lexicon(here, customer), customer, frozenset(), {})
        for table in here.domain.things:
            for key in list(describer.parts(table))[:40]:
                assert all(1 <= len(one.parts) <= 3 for one in describer.descriptions(table, key))


def test_a_row_is_called_the_same_throughout_a_task() -> None:
    here = world("retail", 2024)
    customer = of("general")[0].user.customer
    with here.open() as env:
        describer = Describer(env.db, here.domain, lexicon(here, customer), customer, frozenset(), {})
        named = 0
        for table in here.domain.things:
            for key in list(describer.parts(table))[:20]:
                said = {one.text for seed in range(5) if (one := describer.unique(table, key, Draw(seed, "name")))}
                assert len(said) <= 1
                named += len(said)
        assert named > 20
