"""Refusals where the wish itself is a look-up, and failures to find what the record should hold."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.records.task import UserSide, Wish
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.role import role_of
from pytest_t2t.users.searches import Searches
from tests.made import world

LANGUAGE = world("airline").domain.language
LOST = Searches(LANGUAGE, ["lost_suitcase"])
OTHERS = Searches(LANGUAGE, [one.name for one in LANGUAGE.unserved if one.name != "lost_suitcase"])
REFUSALS = (
    "I'm not able to track down lost luggage.",
    "Unfortunately, I can't track it down.",
    "I'm sorry, but I can't find out where your suitcase is.",
    "I'm unable to locate lost suitcases through this chat.",
    "I cannot retrieve your lost suitcase.",
    "We don't trace lost luggage here.",
    "The tools I have don't let me find lost luggage.",
    "I can't track your suitcase down; may I cancel the reservation instead?",
)
NOT_FOUND = (
    "I can't find your reservation.",
    "I'm unable to find a reservation with a lost suitcase on it.",
    "I can't find it.",
    "I couldn't find it in our system.",
    "I can't see any record of a lost suitcase.",
    "I can't track it down without your e-mail address.",
    "I can't look into your suitcase until you tell me your name.",
    "I don't know which suitcase you mean.",
    "I've tracked down your suitcase.",
    "You can't find your suitcase.",
)


@pytest.mark.parametrize("text", REFUSALS)
def test_who_cannot_look_for_it_refuses(text: str) -> None:
    assert LOST.refuses(plain(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_who_finds_nothing_or_needs_more_refuses_nothing(text: str) -> None:
    assert not LOST.refuses(plain(text))


@pytest.mark.parametrize("text", REFUSALS)
def test_where_something_else_is_wished_for_it_is_a_failure_to_find(text: str) -> None:
    assert not OTHERS.refuses(plain(text))


@pytest.mark.parametrize(
    ("wish", "acts"), [("lost_suitcase", {"refusal"}), ("change_flight", set())], ids=["wished", "not wished"]
)
def test_the_customer_who_wishes_for_it_hears_the_refusal(wish: str, acts: set[str]) -> None:
    place = world("airline")
    with place.reading() as db:
        customer = db.value(f"select min({place.tables[place.domain.customers].key[0]}) from {place.domain.customers}")
    side = UserSide(customer=customer, opening="Hello.", facts=(), wishes=(Wish(id="w", tool=wish, text="Please."),))
    words = role_of(side, lexicon(place, customer)).words
    assert words.message("Unfortunately, I can't track it down.").acts == acts
