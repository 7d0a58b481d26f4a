"""Pieces become sentences that a customer would type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.domain.draw import Draw
from pytest_t2t.synthesis.phrasing import change, contains, join, opening, sentence, small


def test_join() -> None:
    assert join(["a"]) == "a"
    assert join(["a", "b"]) == "a and b"
    assert join(["a", "b", "c"]) == "a, b and c"


def test_sentence_ends_and_begins_properly() -> None:
    assert sentence("please  send it .") == "Please send it."
    assert sentence("is it?") == "Is it?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'd like it.", "I'd like it."),
        ("What's left?", "what's left?"),
        ("PayPal is fine.", "PayPal is fine."),
        ("Please go.", "please go."),
        ("It is.", "it is."),
    ],
)
def test_small_keeps_names_and_i(text: str, expected: str) -> None:
    assert small(text) == expected


def test_a_number_inside_another_does_not_stand_there() -> None:
    assert contains("it costs $5.47.", "5.47")
    assert not contains("it costs $15.47.", "5.47")
    assert not contains("it costs $5.471", "5.47")
    assert not contains("it costs 5.47.1", "5.47")


def test_the_change_names_what_is_dropped_and_kept() -> None:
    text = change("Please don't cancel it.", ["I'd like to return it."], kept=True, questions=[], draw=Draw(1))
    assert "Please don't cancel it." in text
    assert "I'd like to return it." in text
    assert not text.lower().startswith(("yes", "sure", "ok"))


@given(
    st.lists(st.sampled_from(["I'd like a.", "Please b.", "Can you c?"]), min_size=1, max_size=3), st.integers(0, 500)
)
def test_an_opening_holds_every_request(requests: list[str], seed: int) -> None:
    text = opening([[request, "How much?"] for request in requests], Draw(seed)).lower()
    assert all(request.lower() in text for request in requests)
    assert text.count("how much?") == len(requests)


def test_a_question_follows_the_request_that_it_is_about() -> None:
    text = opening([["I'd like a.", "How much?"], ["Please b."]], Draw(3)).lower()
    assert text.index("how much?") < text.index("please b.")


def test_each_sentence_begins_large() -> None:
    assert sentence("could you cancel it? plans have changed") == "Could you cancel it? Plans have changed."
    assert sentence("the 9 a.m. flight") == "The 9 a.m. flight."
