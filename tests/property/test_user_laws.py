"""What holds of the scripted user whatever an agent says: it never raises, never gives away, always ends.

tasks of the shop and the kiosk x messages put together from their own words -> what the user says
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.records.task import Task
from pytest_t2t.users.protocol import Said, Session
from pytest_t2t.users.scripted import Scripted
from tests import made

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MOST_TURNS = 60
PHRASES = (
    "Shall I proceed?", "Which one do you mean?", "Anything else?", "I can't do that.", "It has been done.", "your email",
    "May I have your name and zip code?", "I could pass you on to a human agent.", "What is the order number?", "yes", "No.",
    "\n1. ", "\n- ", "Is that correct?", "One moment, please.", "What is the reason?", "instead", "not", "and", "or", ": ", "$20",
    "\x00", "\x1b[1m", "<b>", "✅", "|", "**", "#", "by phone or by email?", "original payment method", "the other one",
)  # fmt: skip


@cache
def tasks() -> tuple[tuple[str, Task], ...]:
    return tuple((domain, task) for domain in ("kiosk", "retail") for task in made.tasks(domain, 4))


def words(task: Task) -> list[str]:
    """What the agents that know the plan would say."""
    plan = task.reference
    said = [text for one in (*plan.first, *plan.writes, *plan.later) for text in (one.propose, one.done)]
    said += [*plan.answers, plan.ask_identity, plan.unknown_id]
    if plan.doubt:
        said += [plan.doubt.question, *plan.doubt.options, plan.doubt.propose]
    if plan.refusal:
        said += [f"I can't {plan.refusal.about}.", plan.refusal.reason, plan.refusal.done]
    return [text for text in said if text]


@st.composite
def talks(draw: st.DrawFn) -> tuple[str, Task, list[str]]:
    domain, task = draw(st.sampled_from(tasks()))
    piece = st.one_of(st.sampled_from(words(task)), st.sampled_from(PHRASES), st.text(max_size=20))
    message = st.lists(piece, max_size=5).map(" ".join)
    return domain, task, draw(st.lists(message, min_size=1, max_size=6))


def start(domain: str, task: Task) -> tuple[Session, Said]:
    session = Scripted().play(task.user, lexicon(made.world(domain), task.user.customer))
    return session, session.opening()


def play(domain: str, task: Task, messages: Sequence[str]) -> list[Said]:
    session, opening = start(domain, task)
    said = [opening]
    for message in messages:
        said.append(asyncio.run(session.reply(message, ())))
        if said[-1].stop:
            break
    return said


@QUICK
@given(talks())
def test_it_always_answers_and_the_same(talk: tuple[str, Task, list[str]]) -> None:
    first = play(*talk)
    assert first == play(*talk)
    assert all(one.text for one in first)


@QUICK
@given(talks())
def test_it_always_ends(talk: tuple[str, Task, list[str]]) -> None:
    domain, task, messages = talk
    said = play(domain, task, [messages[turn % len(messages)] for turn in range(MOST_TURNS)])
    assert said[-1].stop, [one.text for one in said[-6:]]


@QUICK
@given(talks())
def test_ids_are_said_only_once_they_were_shown(talk: tuple[str, Task, list[str]]) -> None:
    domain, task, messages = talk
    known = lexicon(made.world(domain), task.user.customer)
    ids = {str(key) for table in known.domain.things for key in known.own(table) if re.search(r"\d{3}", str(key))}
    shown = ""
    for said, message in zip(play(domain, task, messages), ["", *messages], strict=False):
        shown += message.upper()
        assert not [one for one in ids if one in said.text and one.upper() not in shown]


@QUICK
@given(talks())
def test_withheld_values_wait_for_their_time(talk: tuple[str, Task, list[str]]) -> None:
    domain, task, messages = talk
    said = play(domain, task, messages)
    late = [
        fact
        for fact in task.user.facts
        if fact.when in ("asked", "conflict") and fact.value and fact.value not in said[0].text
    ]
    for fact in late:
        texts = [one for one in said if re.search(rf"(?<!\w){re.escape(fact.value)}(?!\w)", one.text)]
        if texts:
            events = {event.kind for event in texts[0].events}
            assert events & {"told", "narrowed", "affirmed", "denied", "changed", "later-wish"}, (fact, texts[0])


@pytest.mark.parametrize(
    "text", ["", "Hm.", "Is there anything else?", "Could you tell me your email?", "Shall I proceed?"]
)
def test_an_agent_that_gets_nowhere_is_left(text: str) -> None:
    for domain, task in tasks():
        said = play(domain, task, [text] * 20)
        assert said[-1].stop == "user-gave-up"
        assert len(said) <= 10, [one.text for one in said]
