# ruff: noqa: RUF001 - digits of other scripts are the point
"""Digits are read however they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.guard_bad import in_words
from pytest_t2t.domain.draw import Draw
from pytest_t2t.users.guard.digits import runs, strewn
from pytest_t2t.users.guard.plain import plain


def said(text: str) -> set[str]:
    return {form for run in runs(plain(text)) for form in run.forms}


@pytest.mark.parametrize(
    "text",
    [
        "9412", "9 4 1 2", "9-4-1-2", "nine four one two", "ninety-four twelve", "nine thousand four hundred and twelve", "nine, four, one, two",
        "９４１２", "٩٤١٢", "९४१२", "九四一二", "⑨④①②", "𝟗𝟒𝟏𝟐", "9\u200b41\u200b2", "9.4.1.2", "94 12", "nine, then four, then one, then two",
    ],
)  # fmt: skip
def test_one_number_in_many_disguises(text: str) -> None:
    assert "9412" in said(f"It ends in {text}, I think.")


def test_oh_and_double() -> None:
    assert said("nine five double one oh") == {"95110"}
    assert said("9 4 o 2") == {"9402"}


def test_words_between_digits_hide_them_from_nobody() -> None:
    assert strewn("first a nine, after that a four, finally one and then the last is 2") == "9412"


def test_ordinary_sentences_have_short_runs_alone() -> None:
    assert max(len(one) for one in said("I have two kids, one dog and 3 cats; the 10-inch one please.")) <= 2


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=10**6))
def test_every_way_to_say_a_number_is_read(number: int, seed: int) -> None:
    digits = f"{number:05}"
    assert digits in said(in_words(digits, Draw(seed)))
    assert f"{number % 10_000:04}" in said(in_words(f"{number % 10_000:04}", Draw(seed)))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for run in runs(plain(text)):
        assert all(form.isdigit() and form.isascii() for form in run.forms)
