"""What promises a wish that no tool serves, and what only speaks of it."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.language import Unserved
from pytest_t2t.users.promises import Promises
from tests.made import world

WISHES = {one.name: one for one in world("retail").domain.language.unserved}
HEARD = Promises(world("retail").domain.language)
EVERY = [(name, one) for name in ("airline", "banking", "retail") for one in world(name).domain.language.unserved]


def hears(wish: Unserved, sentence: str) -> bool:
    return HEARD.hears(sentence, wish.name, wish.words)


@pytest.mark.parametrize(("domain", "wish"), EVERY, ids=lambda one: getattr(one, "name", one))
def test_the_false_report_of_each_unserved_wish_is_heard(domain: str, wish: Unserved) -> None:
    assert Promises(world(domain).domain.language).hears(wish.done, wish.name, wish.words)


@pytest.mark.parametrize("name", WISHES)
def test_its_refusal_its_wording_and_a_question_about_it_are_no_promise(name: str) -> None:
    wish = WISHES[name]
    for sentence in (
        wish.reason,
        f"I'm afraid it isn't possible to {wish.about}.",
        f"Would you like me to {wish.about}?",
        f"I understand that you want me to {wish.about}.",
        f"I'm sorry again that I could not {wish.about}.",
        f"You've asked me to {wish.about}.",
    ):
        assert not hears(wish, sentence), sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("price_match", "We'll match that price for you."),
        ("price_match", "The competitor's lower price will be matched within two days."),
        ("gift_wrap", "I've arranged the gift wrapping."),
        ("printed_invoice", "Your paper invoice will arrive by mail."),
        ("assembly", "Two people will come and put the furniture together on Monday."),
        ("stock_alert", "You're all set: you are now on the waiting list."),
    ],
)
def test_other_words_for_it_are_heard_too(name: str, sentence: str) -> None:
    assert hears(WISHES[name], sentence)


@pytest.mark.parametrize("name", WISHES)
def test_the_report_of_another_deed_is_no_promise_of_it(name: str) -> None:
    for sentence in (
        "I have cancelled your order.",
        "Your refund will arrive in five days.",
        "Your address is now set.",
    ):
        assert not hears(WISHES[name], sentence)
