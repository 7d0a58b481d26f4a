"""The reference and its manners do what the plan says, in its order, and react only to the place they are at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_t2t.agents.following import is_puzzled, is_yes
from pytest_t2t.agents.reference import MANNERS, Reference
from pytest_t2t.agents.sentences import SENTENCES, Voice
from tests.unit.agents.plans import AMBIGUOUS, CHANGING, FALLBACK, GENERAL, INFEASIBLE, PARTLY, PLANS, calls, run, texts

AUTH = "find_customer ada@example.com"
READS = ["get_order W1", "get_order W2"]
WHO = "ada@example.com, 12345"


def test_general_in_lockstep() -> None:
    moves = run(Reference(), GENERAL, ["Hi, cancel my orders.", WHO, "Yes, please."])
    assert calls(moves) == [AUTH, *READS, "cancel_order W1", "cancel_order W2"]
    who, proposal, report = texts(moves)
    assert GENERAL.ask_identity in who
    assert all(planned.propose in proposal for planned in GENERAL.writes)
    assert all(planned.done in report for planned in GENERAL.writes)
    assert "Your refund is $12.50." in report


def test_ids_of_calls_count_up() -> None:
    moves = run(Reference(), GENERAL, ["Hi", WHO, "Yes"])
    assert [call.id for move in moves for call in move.calls] == [f"call-{n}" for n in range(1, 6)]


def test_nothing_is_asked_where_the_opening_said_who_it_is() -> None:
    plan = GENERAL.model_copy(update={"identity": ()})
    assert calls(run(Reference(), plan, ["Hi, I'm ada@example.com."]))[0] == AUTH


def test_nothing_is_written_without_a_yes_and_the_proposal_is_made_twice_in_other_words() -> None:
    moves = run(Reference(), GENERAL, ["Hi", WHO, "Which one?", "No.", "Hm", "Hm"])
    assert calls(moves) == [AUTH, *READS]
    _, first, second, after, *_ = texts(moves)
    assert first != second
    assert GENERAL.writes[0].propose in second
    assert GENERAL.writes[0].propose not in after


def test_what_is_open_is_told_again() -> None:
    moves = run(Reference(), GENERAL, ["Hi", WHO, "Yes", "So what is it exactly?", "And what about the lamp?"])
    *_, exact, again = texts(moves)
    assert "$12.50" in exact
    assert GENERAL.writes[0].done not in exact
    assert GENERAL.writes[0].done in again


def test_ambiguous_asks_with_options_before_it_proposes() -> None:
    moves = run(Reference(), AMBIGUOUS, ["Cancel my order.", WHO, "The lamp one.", "Yes."])
    _, question, proposal, _ = texts(moves)
    assert AMBIGUOUS.doubt
    assert AMBIGUOUS.doubt.question in question
    assert all(option in question for option in AMBIGUOUS.doubt.options)
    assert "W1" in proposal
    assert calls(moves)[-1] == "cancel_order W1"


def test_changing_takes_the_answer_to_the_first_proposal_for_the_change() -> None:
    moves = run(Reference(), CHANGING, ["Cancel W1", WHO, "Actually, leave it. Cancel the desk.", "Yes."])
    _, first, second, _ = texts(moves)
    assert "W1" in first
    assert "W2" in second
    assert calls(moves)[-1] == "cancel_order W2"
    assert "cancel_order W1" not in calls(moves)


def test_changing_writes_first_where_the_user_lets_it() -> None:
    moves = run(Reference(), CHANGING, ["Cancel W1", WHO, "Yes.", "Oh no, please undo that.", "Yes."])
    assert calls(moves)[-2:] == ["cancel_order W1", "cancel_order W2"]
    assert CHANGING.first[0].done not in texts(moves)[-1]


def test_what_both_goals_share_is_not_written_twice() -> None:
    plan = CHANGING.model_copy(update={"first": GENERAL.writes})
    moves = run(Reference(), plan, ["Hi", WHO, "Yes.", "Please undo W1.", "Hm"])
    assert calls(moves)[-2:] == ["cancel_order W1", "cancel_order W2"]
    assert GENERAL.writes[0].done not in texts(moves)[-1]
    assert GENERAL.writes[1].done in texts(moves)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Which one do you mean?", "I'm not sure I follow. Please cancel my order.", "What exactly do you need?",
        "No, that's wrong. I'm talking about my lamp.", "What about this? I would like to cancel the lamp.", "No.",
    ],
)  # fmt: skip
def test_puzzled(text: str) -> None:
    assert is_puzzled(text, "Hello, I would like to cancel the lamp. Thanks!")
    moves = run(Reference(), CHANGING, ["I would like to cancel the lamp", WHO, text, "Actually, the desk.", "Yes."])
    assert CHANGING.first[0].propose in texts(moves)[2]
    assert calls(moves)[-1] == "cancel_order W2"


@pytest.mark.parametrize(
    "text",
    [
        "Actually, wait. Cancel the desk.", "Not the lamp but the desk. The rest is as before.",
        "Hmm, no, forget the lamp.",
        "Before you do that, there's one more thing. I would like to cancel the lamp, and the desk.",
        "Hang on. I would like to cancel the lamp. And the desk. What I said before still stands.",
    ],
)  # fmt: skip
def test_not_puzzled(text: str) -> None:
    assert not is_puzzled(text, "Hello, I would like to cancel the lamp. Thanks!")


def test_infeasible_sees_the_evidence_and_keeps_refusing() -> None:
    moves = run(
        Reference(), INFEASIBLE, ["Return W3", WHO, "Come on!", "Please!", "So can you do that for me - yes or no?"]
    )
    assert calls(moves) == [AUTH, *READS, "get_order W3"]
    assert all("return order #W3" in text for text in texts(moves)[1:])
    assert INFEASIBLE.refusal
    assert INFEASIBLE.refusal.reason in texts(moves)[1]


def test_partly_infeasible_refuses_and_proposes_in_one_message() -> None:
    moves = run(Reference(), PARTLY, ["Return W3, cancel W1", WHO, "Can't you make an exception?", "Yes."])
    _, refusal, again, report = texts(moves)
    for text in (refusal, again):
        assert "return order #W3" in text
        assert PARTLY.writes[0].propose in text
    assert PARTLY.writes[0].done in report
    assert calls(moves)[-1] == "cancel_order W1"


@pytest.mark.parametrize("insistence", [0, 1, 2])
def test_a_fallback_is_proposed_once_it_is_named(insistence: int) -> None:
    user = ["Return W3", WHO, *["But I really need that."] * insistence, "Then exchange it, please.", "Yes."]
    moves = run(Reference(), FALLBACK, user)
    assert calls(moves)[-1] == "exchange_order W4"
    said = texts(moves)
    assert all("exchange" not in text for text in said[: 2 + insistence])
    assert FALLBACK.later[0].done in said[-1]


def test_a_fallback_that_is_not_understood_is_proposed_in_the_end() -> None:
    moves = run(Reference(), FALLBACK, ["Return W3", WHO, "Hm", "Hm", "Hm", "Yes"])
    assert calls(moves)[-1] == "exchange_order W4"


@pytest.mark.parametrize(
    "text", ["Yes.", "yes, please do", "OK, thanks", "Sure!", "That's right.", "Go ahead.", "“Yes”"]
)
def test_a_yes(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize(
    "text", ["No.", "Which one do you mean?", "Actually, wait.", "Yesterday I bought it", "", "Hm"]
)
def test_no_yes(text: str) -> None:
    assert not is_yes(text)


# ------------------------------------------------------------------------------------------------------------ manners
def manner(name: str, plan: str, *user: str) -> tuple[list[str], list[str]]:
    moves = run(Reference(name), PLANS[plan], ["Hi", WHO, *user])
    return calls(moves), texts(moves)


def test_confirms_every_step() -> None:
    done, said = manner("confirms-every-step", "general", "Yes", "Yes", "Yes")
    assert done == [AUTH, *READS, "cancel_order W1", "cancel_order W2"]
    assert "#W2" not in said[2]
    assert GENERAL.writes[0].done in said[3]
    assert GENERAL.writes[1].propose in said[3]


def test_confirms_the_choice() -> None:
    _, said = manner("confirms-every-step", "ambiguous", "Yes", "The lamp", "Yes", "Yes")
    assert "order #W1 (lamp), 3 March" in said[3]
    assert "W2" not in said[3]


def test_one_confirmation() -> None:
    done, said = manner("one-confirmation", "general", "Yes")
    assert "- Cancel order #W1, reason: changed plans\n- Cancel order #W2" in said[1]
    assert done[-2:] == ["cancel_order W1", "cancel_order W2"]


def test_asks_all_at_once() -> None:
    _, said = manner("asks-all-at-once", "ambiguous", "Yes")
    assert AMBIGUOUS.ask_identity in said[0]
    assert "Which order do you mean?" in said[0]
    assert AMBIGUOUS.writes[0].propose in said[1]


def test_one_question() -> None:
    moves = run(Reference("one-question"), GENERAL, ["Hi", "ada@example.com", "12345", "Yes", "Yes"])
    email, postcode, *_ = texts(moves)
    assert "email" in email
    assert "postcode" not in email
    assert "postcode" in postcode
    assert calls(moves)[-2:] == ["cancel_order W1", "cancel_order W2"]


def test_lists_options() -> None:
    _, said = manner("lists-options", "ambiguous")
    assert "\n1. **order #W1 (lamp), 3 March**\n2. **order #W2 (desk), 4 March**\n" in said[1]


def test_lists_ids() -> None:
    _, said = manner("lists-ids", "ambiguous")
    assert "\n- order #W1, 3 March\n- order #W2, 4 March\n" in said[1]


def test_proposes() -> None:
    done, said = manner("proposes", "ambiguous", "Yes")
    assert "Which order" not in said[1]
    assert "cancel order #W1 (lamp)" in said[1]
    assert AMBIGUOUS.writes[0].done in said[2]
    assert done[-1] == "cancel_order W1"
    done, said = manner("proposes", "ambiguous", "Hm")
    assert "Which order" in said[2]
    assert done[-1] != "cancel_order W1"


def test_reads_first() -> None:
    moves = run(Reference("reads-first"), INFEASIBLE, ["Hi", WHO])
    (reading,) = [move for move in moves if len(move.calls) > 1]
    assert calls([reading]) == [*READS, "get_order W3"]


def test_reads_first_tries_no_forbidden_call_with_the_reads() -> None:
    assert INFEASIBLE.refusal
    tries = INFEASIBLE.refusal.model_copy(update={"reads": (*INFEASIBLE.refusal.reads, *INFEASIBLE.refusal.calls)})
    moves = run(Reference("reads-first"), INFEASIBLE.model_copy(update={"refusal": tries}), ["Hi", WHO])
    assert [calls([move]) for move in moves if move.calls][1:] == [[*READS, "get_order W3"], ["return_order W3"]]


def test_reversed() -> None:
    done, _ = manner("reversed", "general", "Yes")
    assert done[-2:] == ["cancel_order W2", "cancel_order W1"]


def test_reversed_keeps_an_order_that_matters() -> None:
    first, _ = GENERAL.writes
    second = first.model_copy(update={"wish": "other", "call": first.call.model_copy(update={"tool": "pay_order"})})
    moves = run(
        Reference("reversed"),
        GENERAL.model_copy(update={"writes": (first, second), "any_order": False}),
        ["Hi", WHO, "Yes"],
    )
    assert calls(moves)[-2:] == ["cancel_order W1", "pay_order W1"]


def test_one_turn() -> None:
    moves = run(Reference("one-turn"), GENERAL, ["Hi", WHO, "Yes"])
    assert [len(move.calls) for move in moves if move.calls] == [1, 2, 2]


def test_one_wish() -> None:
    done, said = manner("one-wish", "general", "Yes", "And the other one?", "Yes")
    assert GENERAL.writes[0].done in said[2]
    assert "#W2" not in said[2]
    assert GENERAL.writes[1].propose in said[3]
    assert done[-2:] == ["cancel_order W1", "cancel_order W2"]


@pytest.mark.parametrize(
    ("answer", "escalated"),
    [
        ("No, thanks.", False),
        ("Yes, a human, please.", True),
        ("Yes, please transfer me.", True),
        ("Yes, please pass it on to a colleague.", True),
        ("No human, please.", False),
        ("Hm", False),
        ("Then at least this. Could you change the transfer limit of my account?", False),
        ("I still want an alert on my colleague's account.", False),
        ("Please change the four-person tent instead.", False),
    ],
)
def test_offers(answer: str, escalated: bool) -> None:
    done, said = manner("offers", "infeasible", answer)
    assert ("escalate help" in done) is escalated
    assert len(said[1]) > len(said[2]) / 2


def test_offers_the_fallback() -> None:
    done, said = manner("offers", "infeasible, fallback", "Then exchange it.", "Yes, exchange it.", "Yes.")
    assert FALLBACK.later[0].propose in said[1]
    assert done[-1] == "exchange_order W4"


def test_asks_ids() -> None:
    done, said = manner("asks-ids", "general", "I don't have it.", "Yes")
    assert "Could you give me the order number?" in said[1]
    assert done[-2:] == ["cancel_order W1", "cancel_order W2"]


def test_repeats() -> None:
    _, said = manner("repeats", "general", "Yes, do that")
    assert all(f'"{words}"' in text for words, text in zip(["Hi", WHO, "Yes, do that"], said, strict=True))


def test_talks_and_calls() -> None:
    moves = run(Reference("talks-and-calls"), GENERAL, ["Hi", WHO, "Yes"])
    assert all(move.text for move in moves if move.calls)
    assert all(len(move.calls) <= 1 for move in moves)


# ---------------------------------------------------------------------------------------------------------- sentences
def test_the_same_plan_says_the_same_and_repetitions_use_other_words() -> None:
    assert [Voice("x")("propose", what="y")] == [Voice("x")("propose", what="y")]
    voice = Voice("x")
    assert len({voice("propose", what="y") for _ in range(6)}) == len(SENTENCES["propose"])
    assert len({Voice(str(seed))("propose", what="y") for seed in range(50)}) == len(SENTENCES["propose"])


def test_every_manner_says_its_own_variants() -> None:
    openings = {texts(run(Reference(name), GENERAL, ["Hi"]))[0] for name in MANNERS.names()}
    assert len(openings) > 3


def test_no_sentence_is_in_the_data_that_the_recogniser_was_tuned_on() -> None:
    data = Path(__file__).parents[2] / "data"
    labelled = " ".join(path.read_text("utf-8") for path in sorted(data.glob("*.json*"))).replace('\\"', '"')
    assert labelled
    for variants in SENTENCES.values():
        for sentence in variants:
            for part in re.split(r"\{\w+\}|\n+", sentence):
                assert len(part.split()) < 6 or part.strip() not in labelled, part
