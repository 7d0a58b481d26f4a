"""The business's own verbs: a report is heard in them though no recogniser knows them."""

from __future__ import annotations

import pytest

from pytest_t2t.users.business import TaskWords
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.recognise import Heard
from tests.unit.users.stage import LEXICON, WORLD

WORDS = TaskWords(LEXICON, [])
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize("text", ["I have now paid it with your voucher.", "We've just paid order #12."])
def test_what_the_business_does_is_reported_in_the_first_person(text: str) -> None:
    assert WORDS.heard(Heard(text, NOTHING, NOTHING)).acts == {"completion"}
    assert grammar_of(WORLD.domain).reports.tools_in(text.lower()) == {"change_payment"}


@pytest.mark.parametrize(
    "text", ["Once I have paid it, you'll get a note.", "You have paid it already.", "I have paid attention?"]
)
def test_what_is_not_said_to_be_done_is_no_report(text: str) -> None:
    assert WORDS.heard(Heard(text, NOTHING, NOTHING)).acts == NOTHING


@pytest.mark.parametrize("joined", ["and", "and then", "plus", "as well as"])
def test_a_second_action_is_opened_by_any_joint(joined: str) -> None:
    low = f"i can cancel order #12, {joined} cancel order #13."
    assert len(grammar_of(WORLD.domain).actions.openings(low)) == 2
