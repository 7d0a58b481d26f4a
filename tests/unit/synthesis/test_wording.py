"""Requests: what is said in the first sentence, and what may follow it."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import Param, Phrases
from pytest_t2t.synthesis.protocol import NotApplicable
from pytest_t2t.synthesis.wording import Wording

PHRASES = Phrases(
    tool="cancel",
    words=("cancel",),
    wish=("I'd like to cancel one of my trips.", "Please cancel {trip}.", "Please cancel {trip}: {reason}."),
    noun="the cancellation",
    propose="cancel {trip}",
    done="Done.",
    params={"trip": Param("trip", say=("I mean {}.",)), "reason": Param("reason", say=("The reason: {}.",))},
)
NOUNS = {"trip": "my friend's trip H1", "reason": "an illness"}


def wording() -> Wording:
    return object.__new__(Wording)  # needs no scene to put nouns into templates


def requests(first: tuple[str, ...]) -> set[str]:
    return {wording().request(PHRASES, NOUNS, Draw(seed), first=first) for seed in range(40)}


def test_what_a_template_leaves_out_follows() -> None:
    assert "Please cancel my friend's trip H1. The reason: an illness." in requests(())


def test_what_is_named_is_named_in_the_request() -> None:
    assert all("one of my trips" not in request for request in requests(()))
    assert "I'd like to cancel one of my trips. The reason: an illness." in {
        wording().request(PHRASES, {"reason": NOUNS["reason"]}, Draw(seed)) for seed in range(40)
    }


def test_what_is_nobodys_own_is_never_one_of_mine() -> None:
    assert requests(("trip",)) == {
        "Please cancel my friend's trip H1. The reason: an illness.",
        "Please cancel my friend's trip H1: an illness.",
    }


def test_there_has_to_be_a_template() -> None:
    with pytest.raises(NotApplicable):
        requests(("trip", "reason", "another"))
