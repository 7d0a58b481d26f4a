"""What a suite says of an ambiguous task is made again from the opening and the domain; whoever alters it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pytest_t2t.cli import app
from pytest_t2t.errors import CertificateError
from pytest_t2t.records.task import Fact, Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.suite.files import Header, write_suite
from pytest_t2t.synthesis.certify import check, identify
from pytest_t2t.synthesis.pipeline import adaptations
from pytest_t2t.synthesis.wording import told_as
from tests.made import tasks, world

SETS = (("retail", 2024, 12), ("retail", 31, 12), ("kiosk", 2024, 8))
UNCLEAR = [task for domain, seed, n in SETS for task in tasks(domain, n, seed) if task.intent == "ambiguous"]
LATE = {"asked", "conflict"}
Tampering = Callable[[Task], Iterator[Task]]


def _checker(task: Task, **parts: Any) -> Task:
    return task.model_copy(update={"checker": task.checker.model_copy(update=parts)})


def _facts(task: Task, change: Callable[[Fact], Fact]) -> Task:
    return task.model_copy(update={"user": task.user.model_copy(update={"facts": tuple(map(change, task.user.facts))})})


def _spot(task: Task) -> tuple[str, str]:
    """Wish and parameter that the opening leaves open."""
    phrases = world(task.world.domain, task.world.seed).domain.phrases
    tools = {wish.id: wish.tool for wish in task.user.wishes}
    names = [name.partition(".") for name in task.checker.completions[0].values]
    return next((wish, param) for wish, _, param in names if param not in phrases[tools[wish]].implied)


def removed(task: Task) -> Iterator[Task]:
    """One completion less: the wrong ones one by one, and the right one."""
    every = task.checker.completions
    for at in range(len(every)):
        yield _checker(task, completions=every[:at] + every[at + 1 :])


def added(task: Task) -> Iterator[Task]:
    """One more: a reading that is there already, with another value for its open parameter."""
    every = task.checker.completions
    made_up = every[0].model_copy(update={"values": dict.fromkeys(every[0].values, "made up")})
    yield _checker(task, completions=(*every, made_up))
    yield _checker(task, completions=(*every, every[0]))


def altered(task: Task) -> Iterator[Task]:
    """Another call, another value, another order."""
    first, *others = task.checker.completions
    call = first.calls[0]
    other = Call(tool=call.tool, arguments={**call.arguments, next(iter(call.arguments)): "elsewhere"})
    yield _checker(task, completions=(first.model_copy(update={"calls": (other, *first.calls[1:])}), *others))
    yield _checker(task, completions=(first.model_copy(update={"calls": others[0].calls}), *others))
    yield _checker(task, completions=(*others, first))


def withheld(task: Task) -> Iterator[Task]:
    """The answer that was kept back means, or says, another completion's value."""
    plan = [planned.call for planned in task.reference.writes]
    for other in task.checker.completions:
        wish, param = _spot(task)
        if list(other.calls) == plan:
            continue
        yield _facts(
            task,
            lambda f, w=wish, p=param, v=other: (
                f.model_copy(update={"means": (v.values[f"{w}.{p}"],)})  # type: ignore[misc]
                if (f.wish, f.param) == (w, p) and f.when in LATE
                else f
            ),
        )
    yield _facts(task, lambda f: f.model_copy(update={"text": "It is the one."}) if _late(task, f) else f)


def _late(task: Task, fact: Fact) -> bool:
    return (fact.wish, fact.param) == _spot(task) and fact.when in LATE


def opened(task: Task) -> Iterator[Task]:
    """The opening means less, or more, than it says."""
    wish, param = _spot(task)
    said = [f for f in task.user.facts if (f.wish, f.param, f.when) == (wish, param, "opening")]
    for fact in said:
        for means in (fact.means[:1], (*fact.means, "nowhere")):
            yield _facts(task, lambda f, one=fact, m=means: f.model_copy(update={"means": m}) if f is one else f)  # type: ignore[misc]
    if not said:
        yield _facts(
            task, lambda f: f.model_copy(update={"when": "opening"}) if (f.wish, f.param) == (wish, param) else f
        )


@pytest.mark.parametrize("tampering", [removed, added, altered, withheld, opened], ids=lambda one: one.__name__)
def test_a_tampered_ambiguous_task_is_refused(tampering: Tampering) -> None:
    assert {task.kind for task in UNCLEAR} == set(adaptations()["ambiguous"].kinds)
    for task in UNCLEAR:
        for forged in tampering(task):
            with pytest.raises(CertificateError):
                check(forged.model_copy(update={"id": identify(forged)}), world(task.world.domain, task.world.seed))


def test_an_untouched_one_holds() -> None:
    for task in UNCLEAR:
        check(task, world(task.world.domain, task.world.seed))


@pytest.mark.parametrize("part", ["slot", "label", "identity"])
def test_words_that_say_something_else_than_the_wish_are_refused(part: str) -> None:
    """A user that asks for one thing while the checks expect another would fail every good agent."""
    found = 0
    for task in UNCLEAR:
        for forged in _misspoken(task, part):
            found += 1
            with pytest.raises(CertificateError):
                check(forged.model_copy(update={"id": identify(forged)}), world(task.world.domain, task.world.seed))
    assert found


def _misspoken(task: Task, part: str) -> Iterator[Task]:
    if part == "slot":
        for wish in task.user.wishes:
            for name, slot in wish.slots.items():
                slots = wish.slots | {name: slot.model_copy(update={"text": f"{slot.text} of my aunt's, on 1 January"})}
                wishes = tuple(
                    one.model_copy(update={"slots": slots}) if one is wish else one for one in task.user.wishes
                )
                yield task.model_copy(update={"user": task.user.model_copy(update={"wishes": wishes})})
        return
    for fact in task.user.facts:
        if fact.value and bool(fact.wish) == (part == "label"):
            other = fact.model_copy(update={"value": "other", "text": fact.text.replace(fact.value, "other")})
            if other.text != fact.text:
                yield _facts(task, lambda f, one=fact, o=other: o if f is one else f)  # type: ignore[misc]


def test_verify_says_so_for_a_file(tmp_path: Path) -> None:
    task = next(task for task in UNCLEAR if task.world.domain == "kiosk")
    forged = next(removed(task))
    forged = forged.model_copy(update={"id": identify(forged)})
    file = tmp_path / "forged.t2t.jsonl"
    write_suite(file, Header(command="", domain="kiosk", seed=task.world.seed, world=task.world), [forged])
    done = CliRunner().invoke(app, ["verify", str(file), "--domains", str(Path(__file__).parents[1] / "domains")])
    assert done.exit_code == 1
    assert "the completions of what was said are not those that are listed" in done.output


def test_a_user_that_says_what_it_asks_for_is_refused() -> None:
    every = [task for domain, seed, n in SETS for task in tasks(domain, n, seed)]
    task = next(task for task in every if task.intent == "general" and task.checker.tellings)
    here = world(task.world.domain, task.world.seed)
    telling = task.checker.tellings[0]
    ask = next(one for one in here.domain.language.ask_for if one.name == telling.question)
    opening = f"{task.user.opening} It should be {told_as(here.domain, ask, telling.value)}."
    forged = task.model_copy(update={"user": task.user.model_copy(update={"opening": opening})})
    with pytest.raises(CertificateError, match="itself, which it asks for"):
        check(forged.model_copy(update={"id": identify(forged)}), here)
