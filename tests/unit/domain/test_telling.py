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


DUE = Question(id="due", text="When is it due next?", kind="date", subject=("due",), labels=())


@pytest.mark.parametrize(
    "day",
    [
        "Jun. 1", "Jun. 1, 2026", "JUN. 1st", "the 1st of June", "June 1", "1 Jun 2026", "1-Jun-2026", "06/01/2026",
        "2026-06-01", "2026\u201106\u201101", "June\u00a01", "1\u202fJune",
    ],
)  # fmt: skip
def test_days_are_read_however_they_are_typed(day: str) -> None:
    assert told(f"It is next due on {day}.", DUE, currencies("$"), "2026-06-01") == {"2026-06-01"}
    assert told(f"It is next due on {day}.", DUE, currencies("$")) == {"06-01"}


def test_a_dot_after_an_abbreviation_ends_no_sentence() -> None:
    left = Question(id="left", text="How much is left?", kind="money", subject=("left",), labels=())
    assert told("What is left is approx. $1,250.50.", left, currencies("$")) == {125050}
    assert told("What is left: on Jun. 1 it is $5. The fee is $7.", left, currencies("$")) == {500}


def test_the_head_of_a_column_stands_before_its_cells() -> None:
    left = Question(id="left", text="How much is left?", kind="money", subject=("left",), labels=())
    table = "| Account | Balance left | Limit |\n|:---|---:|---|\n| Checking (5499) | **$10,570.89** | $3,000 |\n\n"
    assert told(table, left, currencies("$")) == {1057089}
    assert told(f"{table}The fee was $5.", left, currencies("$")) == {1057089}
    assert told("| What | How much |\n| --- | --- |\n| Left | $7 |\n| Fee | $5 |", left, currencies("$")) == {700}
