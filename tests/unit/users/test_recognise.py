# ruff: noqa: RUF001 - typographic characters are part of what is tested
"""The recogniser by itself: sentences, act by act."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pytest_t2t.domain.language import Topic
from pytest_t2t.users.recognise import acts_of, hear

TOPICS: Mapping[str, Topic] = {
    name: Topic(name, words)
    for name, words in {
        "email": ("email", "email address"),
        "name": ("name", "first name", "last name"),
        "postcode": ("zip code", "postcode"),
        "order": ("order id", "order number", "which order"),
        "item": ("which item", "item id"),
        "reason": ("reason", "why"),
        "address": ("address", "shipping address"),
        "payment_method": ("payment method", "refund method", "paypal", "gift card"),
    }.items()
}


def acts(text: str) -> frozenset[str]:
    return acts_of(hear(text, TOPICS))


def asked(text: str) -> frozenset[str]:
    return frozenset(topic for part in hear(text, TOPICS) for topic in part.topics)


ASKS = [
    ("May I have your email address, please?", {"email"}),
    ("What's the order number?", {"order"}),
    ("I'll need your zip code.", {"postcode"}),
    ("To get started, can you tell me your full name?", {"name"}),
    ("And the reason for the cancellation?", {"reason"}),
    ("Please reply with your order number.", {"order"}),
    ("For security, please verify your name and zip code.", {"name", "postcode"}),
    ("Could you tell me which item it is and why you're returning it?", {"item", "reason"}),
    ("Which of your two orders is this about?", {"order"}),
    ("Kindly share your e-mail or email address.", {"email"}),
    ("Tell me the order number and I'll look it up.", {"order"}),
    ("To look up your order number, could you share your email so that I can verify your name?", {"email"}),
    ("Please provide the order IDs for the items you want to return, and the reason.", {"order", "reason"}),
    ("I need two things from you: the order number and the new shipping address.", {"order", "address"}),
    ("If you don't have it, your name and zip code will work as well.", {"name", "postcode"}),
    ("Once you have your order number, please send it to me.", {"order"}),
    ("We can use your first name, last name, and zip code. Could you provide those details?", {"name", "postcode"}),
    ("Could you please provide the following?\n\n1. **Email**\n2. **Reason** for the return", {"email", "reason"}),
    ("Please provide: 1. Order number 2. Payment method", {"order", "payment_method"}),
    ("I'd like to confirm a few details:\n- Which order is it?\n- What is the reason?", {"order", "reason"}),
    ("Please confirm the order ID (#W123) and the reason for cancellation.", {"reason"}),
    ("How would you like to be refunded?", set()),
]


@pytest.mark.parametrize(("text", "topics"), ASKS)
def test_questions_and_the_facts_they_ask_for(text: str, topics: set[str]) -> None:
    assert "ask" in acts(text)
    assert asked(text) == topics


CONFIRMS = [
    "Just to double-check: you want me to cancel order #W123, is that right?",
    "Does that sound right?",
    "Once you give me the green light, I'll submit the return.",
    "Shall I go ahead and cancel it?",
    'Reply "yes" to continue.',
    "Is that correct?",
    "Please confirm (yes/no).",
    "Would you like me to cancel this order?",
    "Before I proceed, I need your explicit confirmation.",
    "If everything looks good, just say “yes” and I’ll get it done.",
    "Are you sure you'd like to continue?",
    "Can you confirm you'd like me to place this exchange?",
    "Let me know if that works for you and I'll process it.",
    "Ready for me to submit this?",
    "Please confirm if you would like to proceed with the exchange.",
    "Please confirm the order ID #W123.",
    "Please confirm the following:\n- Cancel order #W123\n- Refund to PayPal",
]


@pytest.mark.parametrize("text", CONFIRMS)
def test_requests_for_consent(text: str) -> None:
    assert "confirm" in acts(text)
    assert "ask" not in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "What would you like to change?",
        "Which items would you like to return?",
        "How would you like to proceed?",
        "Could you confirm whether you still have the box?",
        "Please confirm your email.",
        "Feel free to come back whenever you're ready to proceed.",
        "Would you like me to proceed with the transfer?",
    ],
)
def test_what_is_no_request_for_consent(text: str) -> None:
    assert "confirm" not in acts(text)


REFUSALS = [
    "I'm afraid I can't do that.",
    "Unfortunately, that isn't something I'm able to do.",
    "I'm sorry, but this order is no longer eligible for cancellation.",
    "Only pending orders can be cancelled.",
    "I can only cancel the entire order, not individual items.",
    "We don't offer price matching.",
    "I must respectfully decline.",
    "Since it has been delivered, it can no longer be cancelled.",
    "This item is out of stock.",
    "That falls outside our return window.",
    "Per our policy, swapping a mug for a lamp isn't allowed.",
    "Once shipped, orders can't be cancelled, I'm sorry.",
    "Our policy only allows refunds to the original payment method.",
    "The insurance is non-refundable.",
    "There are no red lamps available.",
    "Unfortunately the return period for this order ended: it was delivered over 30 days ago.",
    "The deadline for this passed last week.",
    "One of the products is classified as bulky, which rules out express delivery.",
    "The balance on that gift card is too low for this, I'm afraid.",
    "Unfortunately finding a better price elsewhere isn't an accepted cancellation reason.",
    "A lower price somewhere else isn't grounds for cancellation under our policy, sorry.",
    "I can refund this to the original payment method or to a gift card, but not to the account you named.",
    "It's already on that card, so there is nothing to change.",
    "That would exceed our limit.",
    "This doesn't fall within the conditions for a change.",
    "I'm sorry, but that's a no.",
    "Gift cards fall outside the services I can provide.",
    "As for the invoice, I have no tool for that.",
    "Sorry, catalogues: that's not something I have tools for.",
    "However, arranging deliveries is not a service I can offer in this chat.",
    "I'm not set up to do that.",
    "I'm afraid mailing catalogues isn't part of what I can do.",
    "Catalogues? Sadly, that one's not in my toolkit.",
    "I have no access to the warehouse.",
    "I don't have a function for that.",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_refusals(text: str) -> None:
    assert "refusal" in acts(text)
    assert "completion" not in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "I couldn't find a user with this email.",
        "I'm unable to locate the order.",
        "I can't proceed without your order number.",
        "If you can't find the number, your email is fine.",
        "Please note that it can't be changed afterwards. Would you like to proceed?",
        "Your exchange has been placed. Once confirmed it can't be undone.",
        "There's nothing more you need to do; the change is in place.",
        "If the balance is too low for this, you can top it up.",
        "The return window closes in five days, so you're in time.",
        "Your trial period ended and the subscription started.",
        "Your address isn't among the ones on file. Which one do you mean?",
        "That isn't part of your order.",
        "Your account isn't set up for alerts yet.",
        "I don't have a record of it.",
    ],
)
def test_what_is_no_refusal(text: str) -> None:
    assert "refusal" not in acts(text)


OFFERS = [
    "Would you like me to transfer you to a human agent?",
    "You are being transferred to a human agent.",
    "I can connect you with a specialist.",
    "If you'd like, I can return it instead.",
    "Alternatively, you could exchange it.",
    "However, I can cancel the entire order.",
    "Would you like me to look up the order for you?",
    "I'd suggest returning it once it arrives.",
    "I'd be happy to cancel the rest, if you want.",
    "I can transfer you to a colleague. Would you like me to do that?",
]


@pytest.mark.parametrize("text", OFFERS)
def test_offers(text: str) -> None:
    assert "offer" in acts(text)
    assert not acts(text) & {"ask", "completion"}


COMPLETIONS = [
    "Done! Your order has been cancelled.",
    "I've updated your address.",
    "All set — the exchange is complete.",
    "Your return request was submitted successfully.",
    "Your order is now cancelled.",
    "I went ahead and cancelled the order.",
    "The cancellation went through.",
    "Everything's been taken care of.",
    "✅ Cancelled: order W1.",
    "You will receive a refund of $20.",
]


@pytest.mark.parametrize("text", COMPLETIONS)
def test_reports_of_what_was_done(text: str) -> None:
    assert "completion" in acts(text)
    assert not acts(text) & {"ask", "confirm"}


@pytest.mark.parametrize(
    "text",
    [
        "I found your account.",
        "Your identity has been verified.",
        "I have successfully located your order.",
        "Your order has been delivered.",
        "Once the return has been processed, you will get an email.",
        "It appears that this order has been cancelled.",
        "You will receive a refund of $20. Shall I proceed?",
        "You have been transferred to a human agent.",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert "completion" not in acts(text)


CLOSINGS = [
    "Is there anything else I can help you with today?",
    "Have a great day!",
    "Let me know if there's anything else you need.",
    "Feel free to reach out if you have any other questions.",
    "You’re welcome!",
    "Anything else, such as address or payment method?",
    "Let me know if you need anything else, such as your order number or email.",
    "Would you like help with anything else, for instance the reason for a return?",
]


@pytest.mark.parametrize("text", CLOSINGS)
def test_closings_ask_for_nothing(text: str) -> None:
    assert acts(text) == {"closing"}
    assert not asked(text)


@pytest.mark.parametrize(
    "text",
    ["I'll now cancel the order.", "I'm going to process the return.", "Let me go ahead and cancel that for you."],
)
def test_announcements(text: str) -> None:
    assert acts(text) == {"announce"}


def test_an_announcement_that_waits_for_a_yes_is_none() -> None:
    assert acts("Once you confirm, I'll cancel the order.") == {"confirm"}


def test_a_month_cut_short_ends_no_sentence() -> None:
    said = hear("Shall I schedule the payment for Jun. 4, 2026? It would be made in Dec. I see no fee.", {})
    assert [part.text for part in said] == [
        "Shall I schedule the payment for Jun. 4, 2026?",
        "It would be made in Dec.",
        "I see no fee.",
    ]
