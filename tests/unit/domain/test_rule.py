"""Rules: sentences of the policy, predicates, and what of the talk they may ask for."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.domain.rule import Talk, sentences, without_anchors
from pytest_t2t.errors import EnvironmentFault
from pytest_t2t.records.episode import Event
from tests.kiosk import FIRST, SECOND, cancel, domain, event, world, yes

POLICY = """# Rules

<!-- rule: one --> The **first** rule
goes on here.

- <!-- rule: two --> The second.
- <!-- rule: three --> The third.
1. <!-- rule: four --> The fourth.
2. Not a rule.
"""


def test_sentences_end_with_their_paragraph_or_bullet() -> None:
    assert sentences(POLICY) == {
        "one": "The first rule goes on here.",
        "two": "The second.",
        "three": "The third.",
        "four": "The fourth.",
    }


def test_agents_see_no_anchors() -> None:
    assert "<!--" not in without_anchors(POLICY)
    assert "- The second." in without_anchors(POLICY)
    assert "<!--" not in domain().policy
    assert domain().sentences["in-stock"] == "What is out of stock can't be ordered."


def test_a_rule_without_tools_holds_for_every_write() -> None:
    assert [rule.id for rule in domain().rules_of["cancel_order"]] == [
        "ask-first",
        "own-things",
        "open-only",
        "not-today",
    ]
    assert domain().rules_of["list_products"] == ()


def _affirmed(**named: Any) -> Event:
    return Event(at=1, kind="affirmed", tool="cancel_order", named=named)


@pytest.mark.parametrize(
    ("named", "covers"),
    [
        ({}, True),
        ({"order_id": FIRST}, True),
        ({"order_id": FIRST, "reason": "changed plans"}, True),
        ({"order_id": SECOND}, False),
        ({"order_id": FIRST, "reason": "found elsewhere"}, False),
    ],
)
def test_a_yes_covers_what_its_proposal_named(named: dict[str, Any], covers: bool) -> None:
    talk = Talk()
    talk.hear(_affirmed(**named))
    assert talk.consented("cancel_order", cancel(FIRST).arguments) is covers
    assert not talk.consented("change_payment", cancel(FIRST).arguments)


def test_a_part_of_an_agreed_list_is_agreed() -> None:
    talk = Talk()
    talk.hear(Event(at=1, kind="affirmed", tool="place_order", named={"product_ids": ["P01", "P02"]}))
    assert talk.consented("place_order", {"product_ids": ["P02"]})
    assert not talk.consented("place_order", {"product_ids": ["P02", "P03"]})


def test_a_change_of_mind_takes_consent_back() -> None:
    talk = Talk()
    talk.hear(yes(cancel(FIRST)))
    talk.hear(event("changed"))
    assert not talk.consented("cancel_order", cancel(FIRST).arguments)


def test_in_synthesis_consent_is_given() -> None:
    assert Talk(trusting=True).consented("cancel_order", {})


def test_a_rule_that_crashes_is_a_fault_of_the_environment() -> None:
    with world().open() as environment, pytest.raises(EnvironmentFault, match="rule open-only: KeyError"):
        environment.forbidden_by("cancel_order", {"reason": "changed plans"})


def test_whoever_is_identified_anew_has_to_pass_the_second_step_again() -> None:
    talk = Talk(customer="ann", verified=True)
    talk.identify("ann")
    assert (talk.customer, talk.verified) == ("ann", False)
