"""The guard, reason by reason, on customers of the kiosk: what it catches, and what it lets pass."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_t2t.records.task import UserSide
from pytest_t2t.users.guard.guard import Guard, Rejected
from pytest_t2t.users.protocol import Said
from tests.unit.users.stage import AMBIGUOUS, CHANGING, LEXICON, PLAIN, Talk

ASKS_WHO = "Happy to help! What are your e-mail and postcode?"
PROPOSES = "I would cancel order #K00011 (flat white, crossword book), reason: changed plans. Shall I go ahead?"


def judged(side: UserSide, agent: list[str], text: str) -> Rejected | None:
    """What the guard says of a message in answer to the agent's last one."""
    talk, guard = Talk(side), Guard(side, LEXICON)
    for heard in agent:
        guard.has_said(talk.said[-1])
        guard.hears(heard)
        talk.say(heard)
    return guard.rejects(text, talk.said[-1])


def reason(side: UserSide, agent: list[str], text: str) -> str:
    found = judged(side, agent, text)
    return found.reason if found else "passes"


@pytest.mark.parametrize(
    "text",
    [
        "My e-mail is ada@mail.example. My postcode is 60601.",
        "Sure! You'll find me under ada@mail.example, and the postcode is 60601. Thanks for the quick answer!",
        "60601 is the postcode\nada@mail.example",
        "postcode six oh six oh one, mail ada at mail dot example",
    ],
)
def test_the_same_in_other_words_passes(text: str) -> None:
    assert judged(PLAIN, [ASKS_WHO], text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("ada@mail.example, 60601. " + "Bla bla. " * 200, "length"),
        ('{"name": "find_customer", "arguments": {"email": "ada@mail.example"}} 60601', "tool-syntax"),
        ("ada@mail.example, 60601. <tool_call>find_customer</tool_call>", "tool-syntax"),
        ("ada@mail.example and 60601. How can I help you today?", "role"),
        ("ada@mail.example, 60601. As an AI language model I have no orders.", "role"),
        ("Customer: ada@mail.example, 60601", "role"),
        ("ada@mail.example, 60601. My plans have changed, that's why.", "leak"),
        ("ada@mail.example, 60601, yours, Ada Cole", "leak"),
        ("ada@mail.example, 60601, C-O-L-E", "leak"),
        ("bob@mail.example, 60601", "leak missing contradiction"),
        ("ada@mail.example, 60602", "contradiction missing"),
        ("ada@mail.example, 60601. My phone number is 555 0142.", "invention contradiction"),
        ("ada@mail.example, 60601. And I want to talk to a manager.", "invention"),
        ("ada@mail.example", "missing"),
        ("ada@mail.example, 60601. Go ahead.", "yes"),
        ("ada@mail.example, 60601. That's all, goodbye.", "ending"),
        ("ada@mail.example, 60601. Actually, never mind, I've changed my mind.", "leak"),
    ],
)
def test_what_does_not_pass_and_why(text: str, why: str) -> None:
    assert reason(PLAIN, [ASKS_WHO], text) in why.split()


def test_a_yes_has_to_be_one() -> None:
    talk = [ASKS_WHO, PROPOSES]
    assert reason(PLAIN, talk, "Yes please, that's the one with the crossword book.") == "passes"
    assert reason(PLAIN, talk, "No, that's wrong.") in ("no", "missing")
    assert reason(PLAIN, talk, "Let me think about it.") == "missing"


def test_a_choice_is_not_given_away() -> None:
    assert reason(AMBIGUOUS, [], "I'd like to cancel my order with the flat white.") == "passes"
    assert (
        reason(AMBIGUOUS, [], "I'd like to cancel my order with the flat white, the one with the crossword book.")
        == "leak"
    )
    assert reason(AMBIGUOUS, ["Which order do you mean?"], "The crossword book is in it.") == "passes"
    assert reason(AMBIGUOUS, ["Which order do you mean?"], "The phone charger is in it.") in (
        "contradiction",
        "invention",
    )


def test_after_the_change_the_dropped_things_are_wrong() -> None:
    first = "I would cancel order #K00010 (flat white, phone charger), reason: changed plans. OK?"
    change = Talk(CHANGING)
    change.say(ASKS_WHO)
    assert "changed" in {event.kind for event in change.say(first).events}
    talk = [ASKS_WHO, first]
    assert reason(CHANGING, talk, change.said[-1].text) == "passes"
    assert reason(CHANGING, [*talk, PROPOSES], "Yes, go ahead.") == "passes"
    assert reason(CHANGING, [*talk, PROPOSES], "Yes, cancel the one with the phone charger.") in (
        "contradiction",
        "leak",
    )


def test_the_reason_can_be_acted_on() -> None:
    found = judged(PLAIN, [ASKS_WHO], "ada@mail.example")
    assert found is not None
    assert found.why == "it leaves out '60601'"


def test_what_the_guard_is_not_told_was_said_it_does_not_allow() -> None:
    guard = Guard(PLAIN, LEXICON)
    assert guard.rejects("60601", Said("Hello.")) is not None


@pytest.mark.parametrize("side", [PLAIN, AMBIGUOUS, CHANGING], ids=["plain", "ambiguous", "changing"])
def test_the_scripted_sentences_pass(side: UserSide) -> None:
    for talk in ([], [ASKS_WHO], [ASKS_WHO, PROPOSES], [ASKS_WHO, "Which order do you mean?"], ["Anything else?"] * 4):
        script = Talk(side)
        for heard in talk:
            script.say(heard)
        assert judged(side, list(talk), script.said[-1].text) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from([[], [ASKS_WHO], [ASKS_WHO, PROPOSES]]))
def test_any_text_is_judged_and_none_of_it_is_good(text: str, talk: list[str]) -> None:
    assert judged(PLAIN, talk, text) is not None
