# ruff: noqa: RUF001 - typographic characters are part of what is tested
"""The recogniser on any text: lists, markup, other languages, hostile and enormous messages, speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_t2t.users.recognise import Heard, hear
from tests.unit.users.test_recognise import (
    ASKS,
    CLOSINGS,
    COMPLETIONS,
    CONFIRMS,
    OFFERS,
    REFUSALS,
    TOPICS,
    acts,
    asked,
)

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
    assert len(hear("It was moved from Aug. 31 to Sept. 3, 2026. Shall I go on?", TOPICS)) == 2


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
    "has been ", "Is it a or b ", "cannot be ", 'you said "', "you said 'a ", "You asked “a b c d” ", "> a\n",
    "shall i ", "okay, ", "is it the ", "so you want to ", "i would get the ", "no refund ", "transfer a ", "we never ",
    "to recap: i ", "i am a b c ", "all a ", "what i will do ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_enormous_hostile_text_takes_no_time(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    hear("Hello?", TOPICS)
    best = 1.0
    for _ in range(3):
        started = time.process_time()
        hear(text, TOPICS)
        best = min(best, time.process_time() - started)
    # twice the limit: the machine may be slow and busy
    assert best < 2 * 0.05


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
        started = time.process_time()
        for text in texts:
            hear(text, TOPICS)
        best = min(best, (time.process_time() - started) / len(texts))
    assert best < 5 * limit
