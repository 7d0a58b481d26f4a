"""`communicated`: told after the request, beside its subject, and only the right value."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.records.task import Question, Telling
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.checks.communicated import CHECK
from tests.kiosk import Play, event, task, who, world


def question(
    kind: Any = "money", subject: tuple[str, ...] = ("refund", "back"), labels: tuple[str, ...] = ()
) -> Question:
    return Question(id="q", text="How much will I get back?", kind=kind, subject=subject, labels=labels)


def asks(value: Any, one: Question) -> Any:
    return task(user={"questions": (one,)}, tellings=(Telling(question="q", value=value),))


def verdict(value: Any, *texts: str, one: Question | None = None, again_after: int = -1) -> CheckResult:
    play = Play(greet=False).user("How much will I get back?", event("asked", topic="q"))
    for number, text in enumerate(texts):
        play.agent(text)
        play.user(
            "So what is it exactly?" if number == again_after else "OK.",
            *([event("asked", topic="q")] if number == again_after else []),
        )
    return CHECK(asks(value, one or question()), play.end(), world())


@pytest.mark.parametrize(
    "text",
    [
        "Your refund is $25.00.",
        "Your refund is **$25**.",
        "You will get 25 dollars back.",
        "You get 25.00 back, to your card.",
        "All done!\n\n- Order: #K1\n- Refund: $25.00",
        "Your refund:\n$25.00",
        "The refund of USD 25.00 is on its way. Your new order costs $12.40.",
        "| Refund | $25.00 |",
    ],
)
def test_told(text: str) -> None:
    assert verdict(2500, text).passed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("All done.", "was never told: $25.00"),
        ("Your order of $25.00 was cancelled.", "was never told"),
        ("Your refund is $15.25.", "was told $15.25; it is $25.00"),
        ("Your refund is $1,325.00.", "was told $1,325.00"),
        ("Your refund is $125.00.", "was told $125.00"),
        ("The refund is 25.", "was never told"),
        ("The refund is $25.00 or $30.00.", "was told several values, $25.00, $30.00"),
        ("The refund:\n- $22.00\n- $23.00\n- $24.00\n- $25.00", "was told several values"),
        ("Order #25.00 gets its refund.", "was never told"),
    ],
)
def test_not_told(text: str, why: str) -> None:
    result = verdict(2500, text)
    assert not result.passed
    assert why in result.why


@pytest.mark.parametrize(
    "text",
    [
        "Your refund is $25.00... sorry, $26.00.",
        "Your refund is $25.00. Sorry, I misread that: $26.00.",
        "Your refund is $25.00. Correction: it is $26.00.",
        "Your refund is $25.00. Wait, make that $26.00.",
        "Your refund is $25.00. (Typo, I meant $26.00.)",
        "Your refund is $25.00.\n\n*Edit: $26.00*",
        "Your refund is $25.00. This is without the fee, so the final figure is $26.00.",
        "Before the change, your refund was $25.00. Now it is $26.00.",
        "Your refund is not $25.00.",
        "Your refund is less than $25.00.",
    ],
)
def test_a_correction_is_about_what_it_corrects(text: str) -> None:
    assert not verdict(2500, text).passed


@pytest.mark.parametrize(
    "text",
    [
        "Your refund is $25.00, not $26.00.",
        "Your refund is $25.00. The delivery of $26.00 stays as it is.",
        "Your refund is $25.00. Sorry about the $26.00 that you had to pay.",
        "Your refund is $25.00. Actually, your card was charged $26.00 in all.",
        "Your refund is $25.00. It goes to the card that paid $26.00.",
        "Your refund is $25.00. 2 items of $26.00 stay.",
        "Sorry, I misspoke. Your refund is $25.00.",
    ],
)
def test_what_corrects_nothing(text: str) -> None:
    assert verdict(2500, text).passed


def test_a_later_message_may_correct_it() -> None:
    right = "Your refund is $25.00."
    assert not verdict(2500, right, "I apologise, I misspoke. The correct amount is $26.00.").passed
    assert not verdict(2500, right, "Sorry, it's $26.00.").passed
    assert verdict(2500, right, "Your other order costs $26.00. Sorry for the delay.").passed
    assert verdict(2500, "Your refund is $26.00.", "Sorry, I meant $25.00.").passed


def test_dollars_and_cents() -> None:
    assert verdict(2450, "Your refund is 24 dollars and 50 cents.").passed
    assert not verdict(50, "Your refund is 24 dollars and 50 cents.").passed
    assert verdict(50, "Your refund is 50 cents.").passed


def test_large_amounts() -> None:
    assert verdict(131050, "Your refund is $1,310.50.").passed
    assert verdict(131050, "Your refund is 1310.50.").passed
    assert not verdict(1000, "Your refund is $1,310.50.").passed
    assert not verdict(547, "Your refund is $15.47.").passed


def test_told_before_the_question_does_not_count() -> None:
    play = Play(greet=False).user("Hi.").agent("Your refund is $25.00.").user("How much?", event("asked", topic="q"))
    result = CHECK(asks(2500, question()), play.agent("As I said.").end(), world())
    assert "never told" in result.why


def test_told_before_the_last_change_does_not_count() -> None:
    def changed(last: str) -> bool:
        play = Play(greet=False).user("How much?", event("asked", topic="q")).agent("Your refund is $25.00.")
        play.user("Actually, the other one.", event("changed")).agent(last)
        return CHECK(asks(2500, question()), play.end(), world()).passed

    assert not changed("Done.")
    assert changed("The refund is $25.00.")


def test_the_question_was_never_reached() -> None:
    play = Play(greet=False).user("Hi.").agent("Your refund is $25.00.")
    assert "never got as far as the question" in CHECK(asks(2500, question()), play.end(), world()).why


def test_the_answer_to_the_second_asking_decides() -> None:
    both = "The refund is $25.00 or $30.00."
    assert verdict(2500, both, "It is $25.00.", again_after=0).passed
    assert not verdict(2500, both, "It is $30.00.", "Sorry: the refund is $25.00.", again_after=0).passed
    assert not verdict(2500, both, both, again_after=0).passed
    assert not verdict(2500, "The refund is $25.00.", "Let me see.", again_after=0).passed


def test_a_correction_and_other_refunds_are_no_guessing() -> None:
    assert verdict(2500, "The refund would be $30.00.", "It is done: the refund is $25.00.").passed
    both = "The refund of the lamp is $40.00. The refund of the mug is $25.00."
    assert not verdict(2500, both).passed
    assert verdict(2500, both, "It is $25.00.", again_after=0).passed
    result = verdict(2500, *(f"The refund is ${guess}." for guess in (22, 23, 24, 25)))
    assert "after several other answers" in result.why


def test_text_beside_calls_counts() -> None:
    play = Play(greet=False).user("How much?", event("asked", topic="q"))
    play.agent("The refund is $25.00.", who())
    assert CHECK(asks(2500, question()), play.end(), world()).passed


COUNT = question("count", ("orders",))
DATE = question("date", ("collected", "pickup"))
ID = question("id", ("reference", "number"))
LABEL = question("label", ("status",), labels=("out for delivery", "delivered", "on_hold"))


@pytest.mark.parametrize(
    ("value", "one", "text"),
    [
        (3, COUNT, "You have 3 open orders."),
        (3, COUNT, "You have three orders."),
        (21, COUNT, "There are twenty-one orders in all."),
        (13, COUNT, "That makes thirteen orders."),
        (0, COUNT, "There are no orders left."),
        (3, COUNT, "1. You have 3 orders since March 4, 2026, order #K1234 among them."),
        ("2026-05-08", DATE, "It can be collected on 8 May."),
        ("2026-05-08", DATE, "Pickup: May 8th, 2026"),
        ("2026-05-08", DATE, "Pickup: 2026-05-08"),
        ("2026-05-08", DATE, "Pickup: 05/08/2026"),
        ("2026-05-08", DATE, "Pickup: 08/05/2026"),
        ("2026-05-08", DATE, "Pickup: May\u00a08,\u00a02026"),
        ("2026-05-08", DATE, "Pickup: 8\u202fMay"),
        ("2026-05-08", DATE, "Pickup: 2026\u201105\u201108"),
        ("2026-08-03", DATE, "It can be collected from Aug. 3, 2026, on."),
        ("2026-09-03", DATE, "Your pickup is on Sept. 3. Anything else?"),
        ("RF1001", ID, "The reference is RF1001."),
        ("#W204", ID, "Your number is W204."),
        ("delivered", LABEL, "Its status is *delivered*."),
        ("on_hold", LABEL, "Its status is on hold."),
        ("out for delivery", LABEL, "Status: Out for Delivery"),
    ],
)
def test_other_kinds_told(value: Any, one: Question, text: str) -> None:
    assert verdict(value, text, one=one).passed


@pytest.mark.parametrize(
    ("value", "one", "text"),
    [
        (3, COUNT, "You have 13 orders."),
        (3, COUNT, "You have orders from 3 March."),
        (3, COUNT, "The orders cost $3."),
        (3, COUNT, "Your orders are K3 and #3x."),
        (3, COUNT, "You have two or three orders."),
        ("2026-05-08", DATE, "It can be collected on 9 May."),
        ("2026-05-08", DATE, "Pickup: 2025-05-08"),
        ("2026-05-08", DATE, "Pickup on 8 May or 9 May."),
        ("RF1001", ID, "The reference is RF10010."),
        ("RF1001", ID, "The reference is RF1002."),
        ("RF1001", ID, "Your reference is RF1001 or RF1002."),
        ("delivered", LABEL, "Its status is undelivered."),
        ("delivered", LABEL, "The status is out for delivery."),
        ("delivered", LABEL, "The status is delivered or on hold."),
    ],
)
def test_other_kinds_not_told(value: Any, one: Question, text: str) -> None:
    assert not verdict(value, text, one=one).passed


ASKED = "Please cancel it. My refund was $12.00 the last time, and one more thing: how much is it now?"


@pytest.mark.parametrize("quoted", [ASKED[:-1], f"{ASKED[:70]} \u2026", f"{ASKED[:60]}..."])
def test_the_users_own_words_repeated_are_no_answer(quoted: str) -> None:
    play = Play(greet=False).user(ASKED, event("asked", topic="q"))
    play.agent(f'You said: "{quoted}".').user("Yes.").agent("The refund is $20.00.").user("Oh?")
    assert CHECK(asks(2500, question()), play.agent("Sorry, the refund is $25.00.").end(), world()).passed
