# ruff: noqa: RUF001 - typographic characters are part of what is tested
"""The recogniser by itself: sentences of several assistants' styles, lists, hostile text, speed."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_t2t.domain.language import Topic
from pytest_t2t.users.recognise import Heard, acts_of, hear

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


OPTIONS = [
    "I found two orders:\n\n1. Order #W1: a lamp\n2. Order #W2: a mug\n\nWhich one is it?",
    "There are a few lamps available:\n\n* Black, USB – $150\n* White, battery – $140\n\nWhich would you like?",
    "Your orders:\n\n| Order | Item |\n|---|---|\n| #W1 | Lamp |\n| #W2 | Mug |\n\nWhich order do you mean?",
    "Would you like it back on your Visa or on your gift card?",
    "The reason can be either 'no longer needed' or 'ordered by mistake'.",
    "Please give the reason (no longer needed, or ordered by mistake).",
    "You have two orders: #W12345 and #W67890. Which order is it?",
    "I see a black lamp and a white one: which do you mean, the black or the white?",
]


@pytest.mark.parametrize("text", OPTIONS)
def test_alternatives(text: str) -> None:
    assert "options" in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Could you give me your email, or your name and zip code?",
        "Here are the details:\n- Order ID: #W1\n- Item: lamp\n- Status: delivered",
        "The following have been cancelled:\n1. Order #W1\n2. Order #W2",
        "Here's the plan:\n1. Cancel the order\n2. Refund the amount\n\nShall I proceed?",
        "Please provide:\n1. Order number\n2. Reason",
        "Please check the number or contact us.",
    ],
)
def test_what_shows_no_alternatives(text: str) -> None:
    assert "options" not in acts(text)


@pytest.mark.parametrize(
    "text",
    ["", "   \n\t", "Thank you, Mia.", "One moment, please.", "Order W1 is pending.", "It costs $20.", "🙂", "---"],
)
def test_nothing_to_hear(text: str) -> None:
    assert acts(text) == frozenset()


def test_a_list_is_one_part_as_written() -> None:
    text = "I found these:\n\n1. **Order #W1**\n   - Lamp\n\n2. **Order #W2**\n\nWhich order do you mean? Tell me."
    parts = [part.text for part in hear(text, TOPICS)]
    assert parts == [
        "I found these:",
        "1. **Order #W1**\n   - Lamp\n2. **Order #W2**",
        "Which order do you mean?",
        "Tell me.",
    ]


def test_markup_quotes_and_colours_make_no_difference() -> None:
    plain = "I can't find it. Could you please provide your order number?"
    dressed = "\x1b[1mI can’t find it.\x1b[0m Could you **please** provide your _`order number`_?".replace("_", "")
    meant = [[(part.acts, part.topics) for part in hear(text, TOPICS)] for text in (plain, dressed)]
    assert meant[0] == meant[1]


def test_abbreviations_end_no_sentence() -> None:
    assert len(hear("Please share a name, e.g. Mia, at St. Louis by 5 p.m. today.", TOPICS)) == 1


def test_other_languages_are_heard_as_far_as_they_go() -> None:
    assert acts("您好！请问有什么可以帮您？") == frozenset()
    assert asked("Bonjour ! Pourriez-vous me donner votre adresse email ?") == {"email"}


def test_without_topics_a_question_is_still_one() -> None:
    heard = hear("Could you please provide your order number?", {})
    assert heard == (Heard("Could you please provide your order number?", frozenset({"ask"}), frozenset()),)


PHRASES = [text for text, _ in ASKS] + CONFIRMS + REFUSALS + OFFERS + COMPLETIONS + CLOSINGS + OPTIONS
MARKUP = ["\n", "\n\n", "- ", "1. ", "| a |", "**", "# ", "\x1b[31m", "’", "…", "?", "\0", "\ufe0f", ": ", "or", "("]


@given(st.text(max_size=400))
def test_any_text_is_heard(text: str) -> None:
    for part in hear(text, TOPICS):
        assert part.acts <= {"ask", "confirm", "options", "refusal", "offer", "completion", "closing", "announce"}
        assert part.topics <= TOPICS.keys()
        assert "ask" in part.acts or not part.topics


@settings(deadline=None)
@given(st.lists(st.sampled_from(PHRASES + MARKUP), max_size=30).map("".join))
def test_pieces_in_any_order_are_heard_the_same_twice(text: str) -> None:
    assert hear(text, TOPICS) == hear(text, TOPICS)


@given(st.sampled_from(PHRASES), st.sampled_from(["Thank you, Mia.", "I found your order.", "Let me see."]))
def test_a_neutral_sentence_before_changes_nothing(phrase: str, neutral: str) -> None:
    assert acts(f"{neutral}\n\n{phrase}") == acts(phrase)


HOSTILE = [
    "a", "?", "(", '"', "'", ".", "#", "*", "- ", "1. x\n", " \n", "| ", "or ", "not ", "been ", '" or " ',
    "\x1b[", "I'd ", "e.g. ", "please ", "confirm ", "would you like to ", "if you would like ", "please provide the ",
    "to verify ", "W12345, ", "your, please", "**Option A", "order updated ", "the window has ",
    "provide your order number and ", "for the new item you ", "which of these ", "could you please also just kindly ",
    "has been ", "Is it a or b ", "cannot be ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_enormous_hostile_text_takes_no_time(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    hear("Hello?", TOPICS)
    started = time.perf_counter()
    hear(text, TOPICS)
    assert time.perf_counter() - started < 0.5


def test_the_end_of_an_enormous_message_is_heard() -> None:
    assert "confirm" in acts("All sorts of things. " * 10_000 + "Shall I proceed?")


THREE_SENTENCES = (
    "I couldn't find the user {}. I can help with that. "
    "Could you please provide your first name, last name, and zip code?"
)
ORDERS = "\n".join(f"{n}. **Order #W{n}**\n   - Lamp: $1{n}" for n in range(1, 8))
FIFTEEN_LINES = "I found these, {}:\n\n" + ORDERS + "\n\nWhich order is it?"


@pytest.mark.parametrize(("template", "limit"), [(THREE_SENTENCES, 100e-6), (FIFTEEN_LINES, 400e-6)])
def test_speed(template: str, limit: float) -> None:
    # five times the limit: the machine may be slow and busy; each text is new, so that no cache answers
    best = 1.0
    for round_ in range(20):
        texts = [template.format(f"n{round_}x{n}") for n in range(20)]
        started = time.perf_counter()
        for text in texts:
            hear(text, TOPICS)
        best = min(best, (time.perf_counter() - started) / len(texts))
    assert best < 5 * limit
