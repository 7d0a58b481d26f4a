"""Noun phrases: where the parts of a description stand, and its article."""

from __future__ import annotations

from typing import Literal

import pytest

from pytest_t2t.domain.language import Attribute, Thing
from pytest_t2t.synthesis.describe import Description, Part

Position = Literal["before", "head", "after"]


def part(value: str, phrase: str, position: Position) -> Part:
    return Part(value, value, Attribute(value, "", phrase, position))


THING = Thing("rows", "flight", "row", (), "")
MORNING, DAY = part("morning", "{}", "before"), part("3 May", "on {}", "after")
NAME, TRIP = part("Mia Santos", "{}", "head"), part("Denver", "on the trip to {}", "after")


@pytest.mark.parametrize(
    ("parts", "article", "text"),
    [
        ((MORNING, DAY), "the", "the morning flight on 3 May"),
        ((DAY,), "a", "a flight on 3 May"),
        ((part("evening", "{}", "before"),), "a", "an evening flight"),
        ((part("Visa card", "{}", "head"),), "my", "my Visa card"),
        ((NAME, TRIP), "", "Mia Santos on the trip to Denver"),
        ((NAME,), "", "Mia Santos"),
    ],
)
def test_the_noun_phrase(parts: tuple[Part, ...], article: str, text: str) -> None:
    assert Description(THING, parts, frozenset(), article).text == text
