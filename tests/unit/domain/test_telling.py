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
    ],
)
def test_last_digits_are_no_count(text: str) -> None:
    assert 5719 not in told(text, BAGS, currencies("$"))
    assert 3 in told(text, BAGS, currencies("$"))
