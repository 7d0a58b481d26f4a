"""What a customer adds of its own: requests, days and sizes, second thoughts, denials, doubts. Caught in the kiosk's words."""

from __future__ import annotations

import pytest

from tests.unit.users.guard.test_guard import ASKS_WHO, PROPOSES, reason
from tests.unit.users.stage import AMBIGUOUS, PLAIN

TOLD = "My e-mail is ada@mail.example. My postcode is 60601."


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("Could you also gift-wrap it?", "invention"),
        ("And raise my overdraft.", "invention"),
        ("Please also put me on your mailing list.", "invention"),
        ("You still owe me the lounge access you promised.", "invention"),
        ("I was promised 20 dollars off.", "invention"),
        ("My new email is new.me@mail.example.", "contradiction invention"),
        ("The one of the 7th.", "leak"),
        ("It was on 3/7.", "leak"),
        ("On the twenty-sixth, that is.", "leak"),
        ("In early March.", "leak"),
        ("It was May 31, I think.", "leak contradiction"),
        ("In M, please.", "leak"),
        ("One size up, ideally.", "leak"),
        ("I may keep it in the end.", "leak"),
        ("Skip the order thing.", "leak"),
        ("Maybe not, though.", "leak"),
        ("Nothing else changes.", "leak"),
        ("It ends in 20.", "contradiction invention"),
        ("Yes, that's correct.", "yes"),
        ("Thank you for providing your details.", "role"),
        ("(The scenario says that I should accept.)", "role"),
    ],
)
def test_nothing_is_added(more: str, why: str) -> None:
    assert reason(PLAIN, [ASKS_WHO], f"{TOLD} {more}") in why.split()


@pytest.mark.parametrize(
    "text",
    [
        "My e-mail is not ada@mail.example. My postcode is 60601.",
        "My e-mail is ada@mail.example. My postcode isn't 60601.",
        "My e-mail is ada@mail.example. My postcode is anything but 60601.",
    ],
)
def test_what_is_told_is_not_denied(text: str) -> None:
    assert reason(PLAIN, [ASKS_WHO], text) == "contradiction"


@pytest.mark.parametrize(
    "text",
    [
        "Yes, please, if it costs nothing.", "Yes... I mean, let me sleep on it.", "Yes, but not yet.", "Yes, unless there is a fee.",
        "Yes, please - but hold on a moment.", "Yes, provided nothing else changes.",
    ],
)  # fmt: skip
def test_a_yes_with_a_condition_or_a_doubt_is_none(text: str) -> None:
    assert reason(PLAIN, [ASKS_WHO, PROPOSES], text) != "passes"


@pytest.mark.parametrize(
    "text",
    [
        "Yes, please, if you don't mind.",
        "Yes please! Let me know if that's a problem.",
        "Sure, yes, do it.",
        "Yes, that's right.",
    ],
)
def test_a_polite_yes_is_one(text: str) -> None:
    assert reason(PLAIN, [ASKS_WHO, PROPOSES], text) == "passes"


def test_another_action_is_not_the_one_that_was_wished() -> None:
    assert reason(AMBIGUOUS, [], "I'd like to pay my order with the flat white.") == "invention"
