"""Amounts in several currencies, as texts say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.domain.lexicon_words import Words
from pytest_t2t.domain.money import Amount, currencies

MONEY = currencies("$", "€", "£")


def amounts(text: str) -> list[Amount]:
    words = Words(text)
    return [one for place in range(len(words.stems)) if (one := MONEY.at(words, place)) is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("send €1,250.50 today", ["EUR 125050"]),
        ("send 200 euros or EUR 300", ["EUR 20000", "EUR 30000"]),
        ("£20 is 20 pounds is 20 GBP", ["GBP 2000"] * 3),
        ("$30.05 and USD 30 and **$12**", [3005, 3000, 1200]),
        (
            "220 € or 220\u00a0€, 5 $3, 1.250,50 € or €220,00",
            ["EUR 22000", "EUR 22000", 300, "EUR 125050", "EUR 22000"],
        ),
        ("1,250 US dollars, 500 British pounds, 300EUR", [125000, "GBP 50000", "EUR 30000"]),
        ("30 days, €167.905, account 4417", []),
        ("24 dollars and 50 cents, 3 euros and 5 cents", [2450, "EUR 305"]),
        ("$24 and 50 cents; 20 dollars and 3 items of 50 cents", [2450, 2000]),
        ("24\u202fUSD", [2400]),
    ],
)
def test_amounts_are_read_with_their_currency(text: str, found: list[Amount]) -> None:
    assert amounts(text) == found


@given(st.integers(0, 10**9), st.sampled_from(["USD", "EUR", "GBP"]), st.booleans())
def test_what_is_said_is_read_again(minor: int, code: str, cents: bool) -> None:
    amount = MONEY.of(minor, code)
    assert amounts(f"It is {MONEY.say(amount, cents=cents)}.") == [amount]


def test_a_number_without_a_sign_is_in_the_currency_of_the_right_value() -> None:
    assert MONEY.bare("1,234.50") == 123450
    assert MONEY.bare("1,234.50", "EUR 99") == "EUR 123450"


def test_a_currency_that_is_asked_for_by_its_sign_alone() -> None:
    assert currencies("kr").say(2550) == "kr25.50"
