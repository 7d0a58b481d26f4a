"""What synthesis promises: certified families, the same bytes for a seed, nothing withheld said before its time."""

from __future__ import annotations

from collections import Counter

import pytest

from pytest_t2t.errors import CertificateError
from pytest_t2t.records.task import INTENTS, Task
from pytest_t2t.synthesis.certify import MUST_FAIL, check, identify
from pytest_t2t.synthesis.phrasing import contains
from pytest_t2t.synthesis.pipeline import adaptations, synthesize
from tests.made import SEED, families, tasks, world

SIZES = {"retail": 12, "airline": 5}
"""Domain -> families."""
TASKS = [task for domain, count in SIZES.items() for task in tasks(domain, count)]
DOMAINS = pytest.mark.parametrize("domain", SIZES)


def of(domain: str) -> list[Task]:
    return [task for task in TASKS if task.world.domain == domain]


@DOMAINS
def test_every_family_has_every_intent(domain: str) -> None:
    made = families(domain, SIZES[domain])
    assert made.families == SIZES[domain]
    assert sum(made.lacking.values()) <= 1
    assert {task.family for task in of(domain)} == {f"{domain}-{SEED}-{n:05}" for n in range(1, SIZES[domain] + 1)}


def test_twins_share_the_customer_and_the_final_goal() -> None:
    for family in {task.family for task in TASKS}:
        twins = [task for task in TASKS if task.family == family and task.intent != "infeasible"]
        assert len({str(task.user.customer) for task in twins}) == 1
        assert len({str([p.call for p in task.reference.writes]) for task in twins}) == 1
        assert len({str(task.checker.expected) for task in twins}) == 1


@DOMAINS
def test_same_seed_same_bytes_and_another_seed_other_tasks(domain: str) -> None:
    again = [t.to_json() for made in synthesize(world(domain), SEED, 3).tasks.values() for t in made]
    assert set(again) <= {task.to_json() for task in of(domain)}
    other = [t.to_json() for made in synthesize(world(domain), SEED + 1, 3).tasks.values() for t in made]
    assert not set(other) & set(again)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_a_certificate_is_recomputed_from_the_task_and_the_domain_alone(task: Task) -> None:
    restored = Task.model_validate_json(task.to_json())
    assert restored == task
    check(restored, world(task.world.domain))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_nothing_withheld_is_said_before_its_time(task: Task) -> None:
    before = " ".join([task.user.opening, *(f.text for f in task.user.facts if f.when == "opening")])
    wished_later = {w.id for w in task.user.wishes if w.starts == "refusal"}
    for fact in task.user.facts:
        if fact.value and fact.when != "opening" and fact.wish not in wished_later:
            assert not contains(before, fact.value), fact


@DOMAINS
def test_openings_read_like_a_customer(domain: str) -> None:
    tools = set(world(domain).domain.tools)
    keys = _keys(domain)
    for task in of(domain):
        said = " ".join(
            [task.user.opening, *(f.text for f in task.user.facts), task.user.change.text if task.user.change else ""]
        )
        assert not [tool for tool in tools if tool in said]
        assert "{" not in said
        assert "None" not in said
        if task.kind != "not-own":
            assert not [key for key in keys if key in said]


def _keys(domain: str) -> list[str]:
    """The ids of everything that customers have."""
    tables = [table for table in world(domain).domain.things if table in world(domain).domain.owners]
    with world(domain).open() as env:
        return [row[0] for table in tables for row in env.db.tuples(f"select * from {table}")]


def test_each_control_is_certified_to_fail() -> None:
    for task in TASKS:
        assert set(task.certificate.fails) == set(MUST_FAIL[task.intent])
        assert task.certificate.passes == ("reference",)


def test_kinds_vary() -> None:
    kinds = Counter((task.intent, task.kind) for task in TASKS)
    for intent in INTENTS:
        assert len([k for k in kinds if k[0] == intent]) >= min(3, len(adaptations()[intent].kinds))


def _broken(task: Task) -> list[Task]:
    """The task with other end states, customer, world, writes, facts."""
    checker, plan, user = task.checker, task.reference, task.user
    return [
        task.model_copy(update={"checker": checker.model_copy(update={"expected": ()})}),
        task.model_copy(update={"user": user.model_copy(update={"customer": "nobody"})}),
        task.model_copy(update={"world": task.world.model_copy(update={"digest": "0" * 16})}),
        task.model_copy(update={"reference": plan.model_copy(update={"writes": plan.writes[1:], "later": ()})}),
        task.model_copy(update={"user": user.model_copy(update={"facts": ()})}),
    ]


@pytest.mark.parametrize("intent", INTENTS)
def test_a_forged_task_is_refused(intent: str) -> None:
    task = next(task for task in TASKS if task.intent == intent and task.reference.writes)
    for forged in _broken(task):
        with pytest.raises(CertificateError):
            check(forged.model_copy(update={"id": identify(forged)}), world())


def test_an_ambiguous_task_is_refused_where_the_opening_settles_it() -> None:
    task = next(task for task in TASKS if task.intent == "ambiguous")
    one = task.checker.model_copy(update={"completions": task.checker.completions[:1]})
    with pytest.raises(CertificateError):
        check(task.model_copy(update={"checker": one}), world())


def test_the_kiosk_is_explored_by_the_same_code() -> None:
    made = families("kiosk", 8)
    assert made.families == 8
    assert {intent for intent in INTENTS if made.tasks[intent]} == set(INTENTS)
