"""What a customer doesn't care about is declared so, all its values are executed and listed, and either is fine."""

from __future__ import annotations

from itertools import product

import pytest

from pytest_t2t.agents.reference import Reference
from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.errors import CertificateError
from pytest_t2t.records.task import INTENTS, Planned, Task, UserSide, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.certify import check, identify
from pytest_t2t.users.phrasing import BANK
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify
from tests.made import tasks, world

SETS = (("retail", 31, 12), ("kiosk", 2024, 16))


def _several(wish: Wish) -> list[str]:
    return [name for name, slot in wish.slots.items() if len(slot.values) > 1]


def _open(task: Task) -> list[tuple[Wish, str]]:
    return [(wish, name) for wish in task.user.wishes for name in _several(wish)]


SOFT = [(domain, seed, task) for domain, seed, count in SETS for task in tasks(domain, count, seed) if _open(task)]
each = pytest.mark.parametrize(("domain", "seed", "task"), SOFT, ids=lambda one: getattr(one, "id", None))


def test_synthesis_makes_such_tasks_of_every_intent() -> None:
    assert {task.intent for _, _, task in SOFT} == set(INTENTS)
    assert {domain for domain, _, _ in SOFT} == {domain for domain, _, _ in SETS}


@each
def test_all_values_of_a_declared_parameter_are_executed_and_listed(domain: str, seed: int, task: Task) -> None:
    declared = world(domain, seed).domain.phrases
    values = [wish.slots[name].values for wish, name in _open(task)]
    assert all(declared[wish.tool].params[name].indifferent for wish, name in _open(task))
    assert len(task.checker.expected) >= len(list(product(*values)))


@each
def test_the_customer_says_so_in_its_first_words_for_it(domain: str, seed: int, task: Task) -> None:
    for wish, name in _open(task):
        assert " or " in wish.slots[name].text
        assert any(word in wish.text.lower() for word in ("either", "any of"))


@each
def test_an_agent_passes_with_any_of_the_values(domain: str, seed: int, task: Task) -> None:
    for wish, name in _open(task):
        for value in wish.slots[name].values:
            other = task.model_copy(update={"reference": _with(task, wish.id, name, value)})
            episode = run(other, Reference(), Scripted(), world(domain, seed))
            verdict = verify(task, episode, world(domain, seed))
            assert verdict.outcome == "passed", [one.why for one in verdict.checks if not one.passed]


def _with(task: Task, wish: str, name: str, value: object) -> object:
    """The plan with another of the right values, in the call and in the words."""
    phrases = next(one for one in world(*_home(task)).domain.language.phrases if one.tool == _tool(task, wish))

    def put(planned: Planned) -> Planned:
        if planned.wish != wish:
            return planned
        arguments = planned.call.arguments | {name: value}
        words = {key: _label(task, key, one) for key, one in arguments.items()}
        call = Call(tool=planned.call.tool, arguments=arguments)
        return planned.model_copy(
            update={"call": call, "propose": phrases.propose.format(**words), "done": phrases.done.format(**words)}
        )

    plan = task.reference
    return plan.model_copy(update={part: tuple(map(put, getattr(plan, part))) for part in ("first", "writes", "later")})


def _home(task: Task) -> tuple[str, int]:
    return task.world.domain, task.world.seed


def _tool(task: Task, wish: str) -> str:
    return next(one.tool for one in task.user.wishes if one.id == wish)


def _label(task: Task, name: str, value: object) -> str:
    things = {"payment_id": "payment_methods", "order_id": "orders"}
    thing = world(*_home(task)).domain.things.get(things.get(name, ""))
    with world(*_home(task)).open() as env:
        return str(env.db.value(thing.label, key=value)) if thing else str(value)


@each
def test_the_user_asked_for_it_says_that_either_is_fine_and_says_yes_to_each(
    domain: str, seed: int, task: Task
) -> None:
    if task.intent == "changing":
        return  # the message after all first facts were told brings the change
    for wish, name in _open(task):
        if wish.starts != "opening":
            continue
        side = task.user.model_copy(update={"wishes": (wish,), "facts": _facts(task.user, wish.id)})
        here = world(domain, seed)
        ask = here.domain.phrases[wish.tool].params[name].ask
        session = Scripted().play(side, lexicon(here, side.customer))
        session.opening()
        said = _reply(session, ask)
        assert any(one in said for one in (*BANK["either"], *BANK["any"])), said


def _facts(user: UserSide, wish: str) -> tuple[object, ...]:
    return tuple(fact for fact in user.facts if fact.wish == wish)


def _reply(session: object, text: str) -> str:
    coroutine = session.reply(text, ())  # type: ignore[attr-defined]
    try:
        coroutine.send(None)
    except StopIteration as done:
        return str(done.value.text)
    raise AssertionError("a scripted user waits for nothing")


@each
def test_no_completion_counts_it(domain: str, seed: int, task: Task) -> None:
    settled = {f"{wish.id}.{name}" for wish, name in _open(task)}
    assert not any(settled & completion.values.keys() for completion in task.checker.completions)


@each
def test_a_certificate_refuses_a_value_less_and_a_value_more(domain: str, seed: int, task: Task) -> None:
    for wish, name in _open(task):
        slot = wish.slots[name]
        for values in (slot.values[:1], (*slot.values, "nowhere")):
            forged = wish.model_copy(update={"slots": wish.slots | {name: slot.model_copy(update={"values": values})}})
            wishes = tuple(forged if one is wish else one for one in task.user.wishes)
            other = task.model_copy(update={"user": task.user.model_copy(update={"wishes": wishes})})
            with pytest.raises(CertificateError):
                check(other.model_copy(update={"id": identify(other)}), world(domain, seed))


@each
def test_a_certificate_refuses_a_missing_end_state(domain: str, seed: int, task: Task) -> None:
    checker = task.checker.model_copy(update={"expected": task.checker.expected[:1]})
    other = task.model_copy(update={"checker": checker})
    with pytest.raises(CertificateError):
        check(other.model_copy(update={"id": identify(other)}), world(domain, seed))
