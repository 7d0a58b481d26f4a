"""The lexicon: what a text names, what a noun phrase denotes, what hangs together.

kiosk and retail worlds -> Lexicon -> mentions, denotations, relations
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.domain.mentions import Mention
from tests.unit.users.stage import CARD, CHARGER, CROSSWORD, CUSTOMER, LEXICON, VOUCHER, WORLD


def of(kind: str, text: str) -> list[Mention]:
    return [one for one in LEXICON.mentions(text) if one.kind == kind]


def test_it_is_built_once() -> None:
    assert lexicon(WORLD, CUSTOMER) is LEXICON
    with WORLD.open() as environment:
        assert lexicon(environment, CUSTOMER) is LEXICON


@pytest.mark.parametrize("text", [f"order #{CHARGER}", f"**{CHARGER}**", f"({CHARGER})", f"order {CHARGER.lower()}."])
def test_a_key_names_its_row(text: str) -> None:
    (one,) = of("orders", text)
    assert one.exact
    assert one.values == {CHARGER}


def test_an_id_of_somebody_else_names_none_of_the_customers_rows() -> None:
    (one,) = of("orders", "order #K00991")
    assert one.exact
    assert not one.values & LEXICON.own("orders")


def test_a_description_means_all_rows_that_it_fits() -> None:
    (one,) = of("orders", "the order with the flat whites")
    assert not one.exact
    assert one.values == {CHARGER, CROSSWORD}


def test_words_that_describe_one_row_are_one_mention() -> None:
    text = f"order #{CHARGER} (phone charger, flat white)"
    (one,) = of("orders", text)
    assert one.exact
    assert one.values == {CHARGER}
    assert text[slice(*one.span)].endswith("flat white")
    assert [one.values for one in of("orders", "the phone charger and the crossword book")] == [{CHARGER}, {CROSSWORD}]


def test_what_only_others_have_names_nothing() -> None:
    assert [one.values for one in of("orders", "the order with the umbrella")] == [frozenset()]


@pytest.mark.parametrize(
    "text",
    [
        "8 May",
        "May 8",
        "May 8th",
        "8th of May",
        "8 May 2026",
        "May 8, 2026",
        "May the 8th",
        "2026-05-08",
        "5/8/2026",
        "08 May",
    ],
)
def test_dates_in_the_usual_notations(text: str) -> None:
    assert [one.values for one in of("date", f"collected on {text}.")] == [{"2026-05-08"}]
    assert [one.values for one in of("orders", f"collected on {text}.")] == [{CHARGER}]


@pytest.mark.parametrize(
    ("text", "cents"), [("$5.47", 547), ("$1,234.50", 123450), ("$7", 700), ("**$7.00**", 700), ("12 dollars", 1200)]
)
def test_amounts(text: str, cents: int) -> None:
    assert [one.values for one in of("money", f"It is {text}.")] == [{cents}]


def test_numbers_do_not_match_inside_numbers() -> None:
    assert [one.values for one in of("money", "$15.47")] == [{1547}]
    assert not of("orders", f"1{CHARGER}9")
    assert not of("payment_methods", "13869")
    assert of("payment_methods", "ending in 3869")


def test_counts_and_list_markers() -> None:
    assert [one.values for one in of("count", "1. two items\n2. 3 items, which one?")] == [{2}, {3}]


def test_labels_are_named_by_value_and_forms() -> None:
    assert [one.values for one in of("cancel_order.reason", "Reason: change of plans")] == [{"changed plans"}]


def test_free_values_of_the_task_and_strange_ones() -> None:
    words = LEXICON.knowing({"postcode": ["54321"]})
    found = [(one.values, one.exact) for one in words.mentions("to 54321, not 99999") if one.kind == "postcode"]
    assert found == [(frozenset({"54321"}), True), (frozenset({"99999"}), False)]


def test_email_addresses() -> None:
    assert [one.values for one in of("email", "Is it Ada@Mail.example?")] == [{"ada@mail.example"}]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("the order with the phone charger", {CHARGER}),
        ("the order with the flat white", {CHARGER, CROSSWORD}),
        ("the order with the flat white to be collected on May 8", {CHARGER}),
        ("the order with the crossword book to be collected on May 8", set()),
        ("the order with the umbrella", set()),
        ("the order to be collected on 1 January", set()),
        ("the order", {CHARGER, CROSSWORD}),
        (f"order #{CROSSWORD}", {CROSSWORD}),
    ],
)
def test_denotations(text: str, rows: set[str]) -> None:
    assert LEXICON.denotes("orders", text) == rows


def test_denotations_in_a_catalogue() -> None:
    assert LEXICON.denotes("products", "a bagel") == {"P03"}
    assert len(LEXICON.denotes("products", "anything")) == 10


def test_related_rows_are_parts_and_what_is_referred_to() -> None:
    related = LEXICON.related("orders", CHARGER)
    assert ("payment_methods", VOUCHER) in related
    assert ("products", "P08") in related
    assert ("orders", CROSSWORD) not in related
    assert not any(table == "customers" for table, _ in related)


def test_own_rows() -> None:
    assert LEXICON.own("orders") == {CHARGER, CROSSWORD}
    assert CARD in LEXICON.own("payment_methods")
    assert not LEXICON.own("products")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for one in LEXICON.mentions(text):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
    assert LEXICON.denotes("orders", text) <= LEXICON.own("orders")


def test_parts_hang_below_a_row_and_not_above_it() -> None:
    below = LEXICON.parts("orders", CHARGER)
    lines = [key for table, key in below if table == "order_lines"]
    assert lines
    assert {table for table, _ in below}.isdisjoint({"payment_methods", "products", "orders"})
    assert ("orders", CHARGER) in LEXICON.related("order_lines", lines[0])
    assert ("orders", CHARGER) not in LEXICON.parts("order_lines", lines[0])
