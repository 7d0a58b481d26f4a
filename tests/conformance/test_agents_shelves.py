"""Every manner and every control: has a name and a docstring, never waits, and does a bounded number of things."""

from __future__ import annotations

import inspect
import sys
import time

import pytest

from pytest_t2t.agents.following import Following
from pytest_t2t.agents.protocol import PlannedAgent
from pytest_t2t.agents.reference import CONTROLS, MANNERS
from pytest_t2t.agents.resolve import agent_for, known_specs
from pytest_t2t.records.task import Plan
from tests.unit.agents.plans import PLANS, calls, run, texts


def planned_agent(spec: str) -> PlannedAgent:
    agent = agent_for(spec)
    assert isinstance(agent, PlannedAgent)
    return agent


_ANSWERS = ("Hm", "Yes", "No.", "", "What do you need to know?", "Yes.\n" * 50)


@pytest.mark.parametrize("shelf", [MANNERS, CONTROLS], ids=["manners", "controls"])
def test_every_item_is_documented_and_has_a_class_of_its_own(shelf: object) -> None:
    assert shelf in (MANNERS, CONTROLS)
    items = MANNERS.all() if shelf is MANNERS else CONTROLS.all()
    assert len(set(items.values())) == len(items) >= 7
    for name, item in items.items():
        assert issubclass(item, Following)
        assert item is not Following
        assert item.__name__ == "".join(part.capitalize() for part in name.split("-"))
        assert inspect.getdoc(item) != inspect.getdoc(Following)
        first = (sys.modules[item.__module__].__doc__ or "").splitlines()[0]
        assert first.startswith(("The manner", "The control"))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("spec", known_specs())
def test_whatever_the_user_answers_the_calls_are_bounded(spec: str, plan: Plan) -> None:
    agent = planned_agent(spec)
    for answer in _ANSWERS:
        short = run(agent, plan, ["Hi", *[answer] * 20])
        long = run(agent, plan, ["Hi", *[answer] * 40])
        assert calls(short) == calls(long)
        assert len(calls(long)) <= 10
        assert all(text.strip() for text in texts(long))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("spec", known_specs())
def test_it_is_deterministic(spec: str, plan: Plan) -> None:
    user = ["Hi", "me", *["Yes"] * 6]
    assert run(planned_agent(spec), plan, user) == run(planned_agent(spec), plan, user)


def test_replies_are_cheap() -> None:
    user = ["Hi", "me", *["Yes"] * 6]
    best = 1.0
    for _ in range(20):
        start = time.process_time()
        moves = [move for plan in PLANS.values() for move in run(planned_agent("reference"), plan, user)]
        best = min(best, (time.process_time() - start) / len(moves))
    assert best < 100e-6, f"{best * 1e6:.0f} us a move, the records of the counterpart included"
