"""The recogniser on what agents of many styles say: short tag questions, refusals, plans, reports, quotations.

tests/data/agent_styles.txt (a section an act, one message a line) -> hear -> acts
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_t2t.users.hearing.text import pieces_of
from pytest_t2t.users.recognise import hear
from tests.unit.users.test_recognise import TOPICS, acts

STYLES = Path(__file__).parents[2] / "data" / "agent_styles.txt"
# acts that would make the customer answer something else than what was said
CLASHES = {
    "confirm": {"ask", "refusal", "completion"},
    "refusal": {"confirm", "announce", "completion"},
    "offer": {"completion"},
    "completion": {"ask", "confirm", "refusal", "offer", "announce"},
    "announce": {"ask", "refusal", "completion", "offer"},
    "closing": {"ask", "confirm", "refusal", "offer", "completion"},
}


def _styles() -> Iterator[tuple[str, str]]:
    section = ""
    for line in STYLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith(";"):
            yield section, line


@pytest.mark.parametrize(("section", "message"), list(_styles()))
def test_styles(section: str, message: str) -> None:
    heard = acts(message)
    if section == "nothing":
        assert not heard
    elif section.startswith("not "):
        assert section.removeprefix("not ") not in heard
    else:
        assert section in heard
        assert not heard & CLASHES[section]


def test_there_are_many_of_each() -> None:
    sections = [section for section, _ in _styles()]
    assert len(sections) > 600
    assert min(map(sections.count, CLASHES)) >= 30


def test_a_plan_is_an_announcement_unless_consent_is_asked_for() -> None:
    plan = "Here's what I'd do:\n- Cancel order #W1\n- Refund the Visa"
    assert acts(plan) == {"announce"}
    assert acts(f"{plan}\n\nOkay for you?") == {"confirm"}


def test_a_proposal_beside_a_refusal_is_an_alternative() -> None:
    assert acts("I can't cancel a single item, but shall I cancel the whole order?") == {"refusal", "offer"}


@pytest.mark.parametrize("at", ["once it is shipped", "afterwards", "later on"])
def test_a_side_condition_of_a_proposal_is_no_refusal(at: str) -> None:
    assert acts(f"I'd cancel it. Please note that it can't be undone {at}. Sound good?") == {"confirm"}


@pytest.mark.parametrize(
    "quotation",
    [
        "You said: \"Please don't cancel it. I can't wait!\"",
        "You wrote “would you like me to cancel it?” earlier.",
        "You told me 'please transfer me to a human agent' before.",
        "In your message, „could you give me the order number?“, I see no number.",
        "> I've cancelled it. Is there anything else?\n> Shall I proceed?",
        'You asked:\n\n"what is the reason for that?"',
    ],
)
def test_the_customers_own_words_are_not_the_agents(quotation: str) -> None:
    assert acts(quotation) == frozenset()
    assert acts(f"{quotation}\n\nIs that right?") == {"confirm"}


def test_a_block_quote_behind_a_colon_is_a_value() -> None:
    pieces = [piece.text for piece in pieces_of("I'd send it to:\n\n> 5 Elm Street\n> Reno, NV\n\nShall I?")]
    assert pieces == ["I'd send it to:", "5 Elm Street", "Reno, NV", "Shall I?"]
    assert [piece.text for piece in pieces_of("You wrote:\n> Please cancel it.\nShall I?")] == [
        "You wrote:",
        "Shall I?",
    ]


@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        ("I'd send it to 5 Elm Street\nReno, NV 89501. Is that OK?", 2),
        ("I'd send it to 5 Elm Street\nNorth Reno, Nevada 89501\nIs that OK?", 2),
        ("I can't cancel the order for you\nCancelled it anyway.", 2),
        ("I can't cancel the order for you\nCancelled, Sir, at 10.", 2),
        ("I can't cancel the order for you\nit has been cancelled all the same.", 2),
        ("I can't cancel the order for you\nDone.", 2),
        ("I have found your account\nShall I go on?", 2),
        ("I have found your account\n\nReno, NV 89501. Is that OK?", 3),
        ("Your order: W1 with a lamp\nStatus: pending", 2),
        ("| order | W1 with a lamp |\n| item | desk lamp |", 1),
        ("Here is your order with a lamp\n- W1\nShall I go on?", 3),
    ],
)
def test_a_line_that_can_only_be_the_rest_of_the_one_before_ends_its_sentence(lines: str, sentences: int) -> None:
    assert len(pieces_of(lines)) == sentences


def test_a_line_with_one_space_before_it_belongs_to_no_list() -> None:
    assert len(pieces_of("- 5 Elm Street\n- Reno\n\n Shall I go on?")) == 2
    assert len(pieces_of("- 5 Elm Street\n  Reno\n- NV")) == 1


def test_a_few_words_in_quotes_are_a_value() -> None:
    assert "confirm" in acts('Your request needs a "yes" from you.')
    assert acts('Our policy says "used items cannot be returned".') == {"refusal"}


@pytest.mark.parametrize("tag", ["okay?", "right?", "shall I?", "is that all right with you?", "yes?", "may I?"])
def test_a_tag_makes_a_statement_a_question_for_consent(tag: str) -> None:
    assert "confirm" in acts(f"The lamp goes back and $20 goes to your Visa, {tag}")


@pytest.mark.parametrize("thing", ["$20", "the balance of $20", "50 points", "the remaining amount"])
def test_money_is_moved_and_customers_are_handed_over(thing: str) -> None:
    assert acts(f"Shall I transfer {thing} to your Visa?") == {"confirm"}
    assert acts(f"I'll transfer {thing} to your Visa.") == {"announce"}
    assert acts(f"I've transferred {thing} to your Visa.") == {"completion"}
    assert acts("Shall I transfer you to a colleague of mine?") == {"offer"}
    assert acts("I'll transfer your case to a human.") == {"offer"}


def test_each_sentence_has_its_own_acts() -> None:
    heard = hear("I can't match that price. I'd return the lamp and refund the Visa. What's the reason?", TOPICS)
    assert [set(part.acts) for part in heard] == [{"refusal"}, {"announce"}, {"ask"}]
