"""The change of mind after the write: said once the write is committed, taken back by what its tool declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pytest_t2t.agents.reference import Reference
from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.errors import CertificateError
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import Task
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.certify import check, identify
from pytest_t2t.synthesis.first_goal import way_back
from pytest_t2t.synthesis.goals import play
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify
from tests.made import tasks, world

SETS = (("retail", 2024, 12), ("retail", 31, 12), ("kiosk", 2024, 16))
TASKS = [task for domain, seed, count in SETS for task in tasks(domain, count, seed) if task.kind == "reversal"]
each = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)


def home(task: Task) -> Any:
    return world(task.world.domain, task.world.seed)


def test_both_domains_have_some() -> None:
    assert {task.world.domain for task in TASKS} == {"retail", "kiosk"}
    assert len({planned.call.tool for task in TASKS for planned in task.reference.undo}) >= 3


@each
def test_it_is_said_when_the_write_is_committed_and_not_before(task: Task) -> None:
    episode = run(task, Reference(), Scripted(), home(task))
    (changed,) = (event.at for event in episode.events if event.kind == "changed")
    written = [one for one in episode.executed if one.ok and one.changes]
    assert [one.tool for one in written if one.at < changed] == [task.reference.first[0].call.tool]
    assert canonical(episode.changes_at_change or (), home(task).tables) == task.checker.prefixes[0].committed


@each
def test_the_way_back_is_the_declared_inverse_and_the_end_states_follow_it(task: Task) -> None:
    here, plan = home(task), task.reference
    write, back, goal = plan.first[0].call, plan.undo[0].call, [planned.call for planned in plan.writes]
    assert way_back(here, task.user.customer, write) == back
    (prefix,) = task.checker.prefixes
    listed = [outcome.changes for outcome in prefix.expected]
    for calls in ([write, back, *goal], [write, *goal, back]):
        assert play(here, task.user.customer, calls).changes in listed
    assert play(here, task.user.customer, [write, *goal]).changes not in listed


@each
def test_who_leaves_the_write_in_place_fails(task: Task) -> None:
    lazy = task.model_copy(update={"reference": task.reference.model_copy(update={"undo": ()})})
    verdict = verify(task, run(lazy, Reference(), Scripted(), home(task)), home(task))
    assert verdict.outcome == "failed"
    assert "state" in [one.check for one in verdict.checks if not one.passed]


@each
def test_who_never_writes_never_gets_as_far(task: Task) -> None:
    """Proposing, announcing or answering brings no reversal."""
    session = Scripted().play(task.user, lexicon(home(task), task.user.customer))
    session.opening()
    for text in (f"Shall I {task.reference.first[0].propose}?", task.reference.first[0].done, "All right then."):
        said = heard(session, text)
        assert "changed" not in [event.kind for event in said.events]


def heard(session: Any, text: str, *executed: Executed) -> Said:
    coroutine = session.reply(text, executed)
    try:
        coroutine.send(None)
    except StopIteration as done:
        said: Said = done.value
        return said
    raise AssertionError("a scripted user waits for nothing")


@each
def test_the_message_says_what_is_taken_back_and_gives_no_yes(task: Task) -> None:
    undo = next(wish for wish in task.user.wishes if wish.id == "undo")
    change = task.user.change
    assert change
    assert undo.text in change.text
    assert change.trigger == "after-write"
    write = task.reference.first[0].call
    session = Scripted().play(task.user, lexicon(home(task), task.user.customer))
    session.opening()
    done = Executed(at=1, tool=write.tool, arguments=write.arguments, ok=True, writes=True)
    said = heard(session, f"{task.reference.first[0].done} Is there anything else?", done)
    assert said.text == change.text
    assert "affirmed" not in [event.kind for event in said.events]
    agreed = heard(session, f"Shall I {task.reference.undo[0].propose}?")
    assert [event.tool for event in agreed.events if event.kind == "affirmed"] == [undo.tool]


def forged(task: Task) -> Iterator[Task]:
    """No way back, another one, another trigger, other end states."""
    plan, checker, change = task.reference, task.checker, task.user.change
    assert change
    yield task.model_copy(update={"reference": plan.model_copy(update={"undo": ()})})
    yield task.model_copy(update={"reference": plan.model_copy(update={"undo": plan.first})})
    earlier = change.model_copy(update={"trigger": "first-goal"})
    yield task.model_copy(update={"user": task.user.model_copy(update={"change": earlier})})
    yield task.model_copy(update={"checker": checker.model_copy(update={"prefixes": ()})})
    left = checker.prefixes[0].model_copy(update={"expected": ()})
    yield task.model_copy(update={"checker": checker.model_copy(update={"prefixes": (left,)})})


@each
def test_a_certificate_refuses_what_is_forged(task: Task) -> None:
    check(task, home(task))
    for other in forged(task):
        with pytest.raises(CertificateError):
            check(other.model_copy(update={"id": identify(other)}), home(task))
