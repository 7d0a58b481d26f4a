"""Every manner of a customer: other words, the same facts, the same end."""

from __future__ import annotations

import pytest

from pytest_t2t.agents.resolve import agent_for, known_specs
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.errors import UsageError
from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Task
from pytest_t2t.reporting.agents_table import rates
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.certify import MUST_FAIL, check
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.users.guard.guard import Guard
from pytest_t2t.users.manner import MANNERS, Manner, manner_of
from pytest_t2t.users.scripted import Scripted
from tests import made
from tests.unit.users.stage import PLAIN

NAMES = MANNERS.names()
DOMAINS = ("retail", "kiosk")


def mannered(name: str, domain: str, count: int = 3) -> list[Task]:
    """Tasks whose customers talk so."""
    return [
        task.model_copy(update={"user": task.user.model_copy(update={"manner": name})})
        for task in made.tasks(domain, count)
    ]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("name", NAMES)
def test_the_reference_passes_and_the_controls_fail_as_ever(name: str, domain: str) -> None:
    found = rates(mannered(name, domain), known_specs(), lambda _: made.world(domain))
    for spec, row in found.items():
        kind, _, vice = spec.partition(":")
        for intent, (passed, n) in row.items():
            must_fail = kind == "control" and vice in MUST_FAIL[intent]  # type: ignore[index]
            assert passed == (0 if must_fail else n), (spec, intent)


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_the_same_ones(name: str) -> None:
    for plain, task in zip(made.tasks("retail", 3), mannered(name, "retail"), strict=True):
        world = made.world("retail")
        before, after = (run(one, agent_for("reference"), Scripted(), world) for one in (plain, task))
        assert facts(after.events) == facts(before.events), task.id
        assert [event.values for event in after.events] == [event.values for event in before.events]
        said = "\n".join(message.text for message in after.messages if message.role == "user")
        told = [fact for fact in task.user.facts if fact.value and fact.value in user_text(before.messages)]
        assert [fact.value for fact in told if fact.value.lower() not in said.lower()] == []


@pytest.mark.parametrize("name", NAMES)
def test_something_is_worded_differently(name: str) -> None:
    different = 0
    for plain, task in zip(made.tasks("retail", 3), mannered(name, "retail"), strict=True):
        texts = [
            user_text(run(one, agent_for("reference"), Scripted(), made.world("retail")).messages)
            for one in (plain, task)
        ]
        different += texts[0] != texts[1]
    assert different > 3


@pytest.mark.parametrize("name", [name for name in NAMES if not MANNERS.get(name).adds])
def test_the_guard_finds_nothing_in_a_manner_of_speaking(name: str) -> None:
    """Nothing is leaked, contradicted, made up, agreed to or left out by words alone."""
    rejected = []
    for task in mannered(name, "retail"):
        words = lexicon(made.world("retail"), task.user.customer)
        plain = Scripted().play(task.user.model_copy(update={"manner": ""}), words).opening()
        found = Guard(task.user, words).rejects(Scripted().play(task.user, words).opening().text, plain)
        if found and found.reason != "ending":
            rejected.append((task.id, found))
    assert len(rejected) <= 1, rejected


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_told_of_the_manner(name: str) -> None:
    assert manner_of(PLAIN.model_copy(update={"manner": name})).about


def test_plain_talk_has_no_manner() -> None:
    assert manner_of(PLAIN) is Manner


def test_an_unknown_manner_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="chatty"):
        manner_of(PLAIN.model_copy(update={"manner": "chaty"}))


def test_synthesis_gives_each_family_one_manner_by_the_seed() -> None:
    world = made.world("kiosk")
    some = synthesize(world, 5, 6, NAMES)
    again = synthesize(world, 5, 6, NAMES)
    tasks = [task for found in some.tasks.values() for task in found]
    assert tasks == [task for found in again.tasks.values() for task in found]
    by_family: dict[str, set[str]] = {}
    for task in tasks:
        by_family.setdefault(task.family, set()).add(task.user.manner)
        check(task, world)
    assert all(len(manners) == 1 for manners in by_family.values())
    assert len(set.union(*by_family.values())) > 1


def facts(events: tuple[Event, ...]) -> list[tuple[str, str, str, str]]:
    return [(event.kind, event.wish, event.param, event.topic) for event in events]


def user_text(messages: tuple[object, ...]) -> str:
    return "\n".join(message.text for message in messages if message.role == "user")  # type: ignore[attr-defined]
