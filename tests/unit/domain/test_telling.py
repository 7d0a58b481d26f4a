"""Values that a text tells about a subject."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.money import currencies
from pytest_t2t.domain.telling import told
from pytest_t2t.records.task import Question

BAGS = Question(id="bags", text="How many bags are there now?", kind="count", subject=("bag",), labels=())


@pytest.mark.parametrize(
    "text",
    [
        "I have added a bag, paid by the card ending in 5719. The number of bags is now 3.",
        "The bag was charged to the card that ends in 5719: you have 3 bags.",
        "You have 3 bags (card, last four digits 5719).",
        "You have 3 bags, paid by the Visa (ending 5719).",
        "You have 3 bags, paid by your Visa card (5719).",
        "You have 3 bags, paid by the card **** 5719.",
        "You have **3** bags, paid by the card ****5719.",
        "You have 3 bags, paid by the card \u2022\u2022\u2022\u2022 5719.",
        "You have 3 bags, paid by the Visa \u2026 5719.",
        "You have 3 bags, paid by the Visa \u20135719.",
        "You have 3 bags, paid by the Visa ending in\u00a05719.",
    ],
)
def test_last_digits_are_no_count(text: str) -> None:
    assert 3 in told(text, BAGS, currencies("$"))
    assert told(text, BAGS, currencies("$")).isdisjoint({4, 5719})


@pytest.mark.parametrize(
    "text", [
        "1. Remove one checked bag", "I've just removed one bag.", "I have taken off one bag.", "Added 1 bag.",
        "One more thing: the bag was paid.", "You need one checked bag fewer.",
        "The number for bags is 404-555-0122.", "Bags are taken from 08:15 to 10:30.",
    ],
)  # fmt: skip
def test_how_many_are_taken_or_added_is_not_how_many_there_are(text: str) -> None:
    assert told(text, BAGS, currencies("$")) == frozenset()


@pytest.mark.parametrize(
    "text", ["I removed it: there is one bag left.", "You've booked one bag in total.", "One bag."]
)
def test_how_many_there_are(text: str) -> None:
    assert told(text, BAGS, currencies("$")) == {1}
