"""SEMANTICS, sentence by sentence, as far as the scripted user has to keep it; each docstring quotes one.

hand-made UserSide over the kiosk + an agent's messages -> text, events, stop
"""

from __future__ import annotations

import pytest

from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import Fact, UserSide, Wish
from pytest_t2t.users.phrasing import BANK
from tests.unit.users.stage import (
    ACCOUNT,
    AMBIGUOUS,
    CARD,
    CHANGING,
    CHARGER,
    CONFLICT,
    CROSSWORD,
    EMAIL,
    MIND,
    ORDERS,
    PARTLY,
    PLAIN,
    REFUND,
    REVERSAL,
    VOUCHER,
    Talk,
    cancel,
    kinds,
    move,
    pay,
    reason_of,
    side,
)  # fmt: skip

PROPOSAL = "To confirm: cancel order #{}, reason: changed plans. Shall I proceed?"
DONE = f"Order #{CROSSWORD} has been cancelled."


# ------------------------------------------------------------------------------------------------- the scripted user
def test_right_if_nothing_contradicts_and_the_target_is_named() -> None:
    """Right if no value contradicts the current goal and at least one identifies the target."""
    said = Talk(PLAIN).say(f"Shall I cancel order #{CROSSWORD}?")
    assert [event.named for event in said.events if event.kind == "affirmed"] == [{"order_id": CROSSWORD}]


def test_wrong_gets_no_and_the_one_contradicted_fact() -> None:
    """Wrong -> "no" and the one contradicted fact."""
    said = Talk(PLAIN).say(f"I'll cancel order #{CROSSWORD}, reason: found elsewhere. Is that correct?")
    assert said.text.startswith("No")
    assert "plans have changed" in said.text.lower()
    assert "crossword" not in said.text


@pytest.mark.parametrize("text", ["Shall I proceed?", "Do you confirm (yes/no)?", "Is that correct?"])
def test_nothing_grounded_is_never_affirmed(text: str) -> None:
    """Nothing grounded -> "Which one do you mean?", never yes."""
    said = Talk(PLAIN).say(text)
    assert said.text in BANK["which"]
    assert "affirmed" not in kinds(said)


def test_a_list_without_the_right_entry() -> None:
    """A list without the right entry -> "none of these" and a description."""
    said = Talk(PLAIN).say("Which order do you mean?\n1. #K00123 - bagel\n2. #K00124 - croissant")
    assert said.text.startswith(BANK["none"])
    assert "crossword book" in said.text


def test_from_a_list_in_its_own_words() -> None:
    """From a list it answers in its own distinguishing words."""
    said = Talk(AMBIGUOUS).say(f"Which one?\n1. #{CHARGER} - May 3\n2. #{CROSSWORD} - May 4")
    assert ORDERS[CROSSWORD].text in said.text


def test_labels_in_a_question_are_a_choice() -> None:
    """From a list it answers in its own distinguishing words."""
    said = Talk(PLAIN).say("Is it because of changed plans, or found elsewhere?")
    assert said.text == "My plans have changed."
    assert "affirmed" not in kinds(said)


ASKING = side(
    cancel("w", CROSSWORD),
    opening="Please cancel it. How much do I get back?",
    facts=(reason_of("w"),),
    questions=(REFUND,),
)


def test_it_ends_when_all_is_reported_and_told() -> None:
    """It ends only when each current wish was reported done or refused and each value that it asked for was told."""
    talk = Talk(ASKING)
    assert talk.say(DONE).stop is None
    assert talk.say("Your refund is $10.15.").stop == "user-done"
    refused = Talk(ASKING)
    assert (
        refused.say(f"I'm sorry, I cannot cancel order #{CROSSWORD}. There is no refund: $0.00 go back.").stop
        == "user-done"
    )


def test_open_things_are_named_at_most_twice() -> None:
    """Otherwise at a closing it names what is open (each at most twice), then ends."""
    talk = Talk(side(cancel("a", CHARGER), pay("b", CROSSWORD), questions=(REFUND,), opening="Hello!"))
    said = [talk.say("Is there anything else I can help you with?") for _ in range(3)]
    assert [one.stop for one in said] == [None, None, "user-gave-up"]
    for text in (*(wish.text for wish in talk_wishes()), REFUND.text):
        assert sum(text in one.text for one in said) == 2


def talk_wishes() -> tuple[Wish, ...]:
    return (cancel("a", CHARGER), pay("b", CROSSWORD))


def test_what_it_can_not_know_it_describes() -> None:
    """Asked for what it can't know, it says so and describes."""
    said = Talk(PLAIN).say("What is the order number?")
    assert said.text.startswith(BANK["no number"])
    assert "crossword book" in said.text
    assert CROSSWORD not in said.text


def test_known_columns_are_told_needed_or_not() -> None:
    """Asked for any column that customers know, it answers, needed or not."""
    talk = Talk(PLAIN)
    assert talk.say("May I have your full name?").text == "I'm Ada Cole."
    assert talk.say("And your email?").text == EMAIL.text
    assert talk.say("Sorry, what was your email again?").text == EMAIL.text


def test_tell_me_more() -> None:
    """ "Tell me more" gets "What do you need to know?"."""
    for text in ("Could you tell me more?", "Could you please provide more details?"):
        assert Talk(PLAIN).say(text).text in BANK["need to know"]


def test_closing_lists_are_no_questions() -> None:
    """Closing lists ("anything else, such as address or payment?") are no questions."""
    said = Talk(PLAIN).say(f"{DONE} Is there anything else I can help you with, such as your email or payment method?")
    assert said.stop == "user-done"
    assert EMAIL.value not in said.text


def test_text_beside_calls_is_one_message() -> None:
    """Text beside tool calls is delivered when the agent yields, joined in order; it counts for all checks."""
    talk = Talk(ASKING)
    assert talk.say(f"I'm on it.\n\n{DONE}\n\nYour refund is $10.15.").stop == "user-done"
    assert {"claimed", "answered"} <= set(kinds(talk.said[-1]))


def test_messages_that_it_did_not_understand_are_counted() -> None:
    """Each episode counts the messages that it did not understand."""
    talk = Talk(PLAIN)
    for _ in range(2):
        talk.say("The weather is fine.")
    assert len(talk.events("not-understood")) == 2


def test_a_fact_asked_twice_and_not_given_is_noted() -> None:
    """A fact asked for twice and not given."""
    talk = Talk(PLAIN)
    for _ in range(3):
        talk.say("What is the order number?")
    assert len(talk.events("asked-again")) == 1


# -------------------------------------------------------------------------------------------------------- infeasible
def test_yes_or_no_is_asked_once() -> None:
    """It asks once: "So can you do that for me - yes or no?"; still undecided = *undetermined*."""
    talk = Talk(PLAIN)
    said = [talk.say("Have a nice day!") for _ in range(3)]
    assert sum("yes or no?" in one.text for one in said) == 1
    assert kinds(said[-1]) == ["undetermined"]
    assert said[-1].stop == "user-gave-up"


OFFER = f"I'm sorry, but I cannot cancel order #{CHARGER}. Would you like me to transfer you to a human agent?"


@pytest.mark.parametrize("permitted", [True, False])
def test_escalation_only_where_permitted(permitted: bool) -> None:
    """Every offer has an answer on the user side: escalation - yes only where the rule permits it."""
    said = Talk(PARTLY.model_copy(update={"escalation": "no" if permitted else ""})).say(OFFER)
    assert ("escalation-accepted" in kinds(said)) == permitted
    assert said.text


FALLBACK = side(cancel("no", CHARGER), move("instead", starts="refusal"))


def test_an_alternative_only_if_it_is_the_fallback() -> None:
    """An alternative - yes only if it is the task's fallback."""
    refusal = f"I'm afraid I cannot cancel order #{CHARGER}."
    fallback = Talk(FALLBACK).say(f"{refusal} Alternatively, I could change your postcode. Would you like that?")
    assert "later-wish" in kinds(fallback)
    other = Talk(side(cancel("no", CHARGER), pay("p", CROSSWORD))).say(
        f"{refusal} Alternatively, I could offer you a bagel. Would you like that?"
    )
    assert not {"affirmed", "later-wish"} & set(kinds(other))


def test_the_permitted_part_alone() -> None:
    """The permitted part alone - yes."""
    talk = Talk(side(cancel("no", CHARGER), pay("yes", CROSSWORD)))
    said = talk.say(
        f"I cannot cancel order #{CHARGER}, but I can pay order #{CROSSWORD} with your card. Shall I go ahead?"
    )
    assert [event.wish for event in said.events if event.kind == "affirmed"] == ["yes"]


def test_a_fallback_that_nobody_offers() -> None:
    """A fallback nobody offers is asked for after the refusal."""
    said = Talk(FALLBACK).say(f"I'm sorry, order #{CHARGER} cannot be cancelled.")
    assert "later-wish" in kinds(said)
    assert "54321" in said.text


@pytest.mark.parametrize("insists", [0, 1, 2])
def test_insistence_then_acceptance(insists: int) -> None:
    """Insistence: at most twice, then it accepts."""
    talk = Talk(side(cancel("no", CHARGER, insists=insists), move("instead", starts="refusal")))
    said = [talk.say(f"I'm sorry, I cannot cancel order #{CHARGER}.") for _ in range(insists + 1)]
    assert [one.text in BANK["insist"] for one in said] == [True] * insists + [False]
    assert "later-wish" in kinds(said[-1])


# ---------------------------------------------------------------------------------------------------------- changing
def write(order: str) -> Executed:
    arguments = {"order_id": order, "reason": "changed plans"}
    return Executed(at=1, tool="cancel_order", arguments=arguments, ok=True, writes=True)


@pytest.mark.parametrize("text", [PROPOSAL.format(CHARGER), f"I will now cancel order #{CHARGER} for you."])
def test_a_proposal_or_an_announcement_of_the_first_goal(text: str) -> None:
    """(a) the agent asks to confirm, or announces, a write of the first goal."""
    assert "changed" in kinds(Talk(CHANGING).say(text))


def test_a_proposal_of_something_else_brings_no_change() -> None:
    """(a) the agent asks to confirm, or announces, a write of the first goal."""
    assert "changed" not in kinds(Talk(CHANGING).say(PROPOSAL.format("K99991")))


def test_a_committed_write_of_the_first_goal() -> None:
    """(b) a write of the first goal is committed."""
    assert "changed" in kinds(Talk(CHANGING).say("What is your email?", write(CHARGER)))
    assert "changed" not in kinds(Talk(CHANGING).say("What is your email?", write(CROSSWORD)))


def test_the_first_message_that_is_no_question() -> None:
    """(c) after all first-goal facts were told, the first agent message that is no question."""
    talk = Talk(CHANGING)
    assert "changed" not in kinds(talk.say("Let me have a look."))
    talk.say("What is the reason?")
    assert "changed" not in kinds(talk.say("And your postcode?"))
    assert "changed" in kinds(talk.say("Thank you."))


def test_a_reversal_waits_for_the_write() -> None:
    """*Reversal* uses (b) alone."""
    talk = Talk(REVERSAL)
    assert "affirmed" in kinds(talk.say(PROPOSAL.format(CHARGER)))
    assert "changed" not in kinds(talk.say("Thank you."))
    assert "changed" in kinds(talk.say(f"Order #{CHARGER} has been cancelled.", write(CHARGER)))


def test_the_change_answers_nothing_else() -> None:
    """The message that brings the change answers nothing else and contains no yes."""
    said = Talk(CHANGING).say(f"{PROPOSAL.format(CHARGER)} Also, what is your email?")
    assert said.text == MIND
    assert not {"affirmed", "denied"} & set(kinds(said))


def test_what_was_dropped_is_denied() -> None:
    """What counts is what they want last."""
    talk = Talk(CHANGING)
    talk.say(PROPOSAL.format(CHARGER))
    said = talk.say(PROPOSAL.format(CHARGER))
    assert "denied" in kinds(said)
    assert "affirmed" not in kinds(said)


# --------------------------------------------------------------------------------------------------------- ambiguous
@pytest.mark.parametrize(
    "named",
    [
        "There is no order with an umbrella.",
        "Your records show a crossword book.",
        f"I can see order #{CHARGER} and order #{CROSSWORD}. Which one is it?",
    ],
)
def test_it_believes_what_it_said_until_the_conflict_is_named(named: str) -> None:
    """The user believes its statement until the agent names the conflict, the recorded value or the candidates."""
    talk = Talk(CONFLICT)
    assert "umbrella" in talk.say("What would you like to do?").text
    assert "crossword" not in talk.say("What is your postcode?").text
    assert "crossword book" in talk.say(named).text


def test_a_yes_counts_only_for_what_was_named() -> None:
    """A yes counts only for values that the proposal named; "shall I proceed?" - "yes" rules out nothing."""
    (event,) = (one for one in Talk(PLAIN).say(f"Shall I cancel order #{CROSSWORD}?").events if one.kind == "affirmed")
    assert "reason" not in event.named


def test_either_is_fine() -> None:
    """What the user doesn't care about is declared so, and the user says "either is fine"."""
    wish = pay("p", CROSSWORD)
    either = wish.slots["payment_id"].model_copy(update={"values": (CARD, ACCOUNT), "text": "either is fine"})
    user = side(wish.model_copy(update={"slots": {**wish.slots, "payment_id": either}}))
    assert (
        "either is fine" in Talk(user).say("Which payment method would you like: the card or the account?").text.lower()
    )
    for name, kind in ((CARD, "card"), (ACCOUNT, "account")):
        said = Talk(user).say(f"Shall I pay order #{CROSSWORD} with your {kind}?")
        assert [event.named["payment_id"] for event in said.events if event.kind == "affirmed"] == [name]
    assert "denied" in kinds(Talk(user).say(f"Shall I pay order #{CROSSWORD} with your voucher?"))
    assert VOUCHER


# ------------------------------------------------------------------------------------------------------ communicated
def test_several_values_are_asked_about_once() -> None:
    """If it comes with others of its type, the user asks once "So what is it exactly?", and that answer decides."""
    talk = Talk(ASKING)
    said = talk.say(f"{DONE} Of the $12.00 you paid, $10.15 come back to you.")
    assert "exactly" in said.text
    assert kinds(said).count("asked") == 1
    again = talk.say("You paid $12.00 and get $10.15 back.")
    assert "exactly" not in again.text
    assert "answered" in kinds(again)


def test_ids_of_the_things_spoken_of_are_no_answer() -> None:
    """Told in the sentence or line that names its subject."""
    question = REFUND.model_copy(
        update={"id": "number", "kind": "id", "subject": ("cancellation",), "text": "What is its number?"}
    )
    talk = Talk(side(cancel("w", CROSSWORD), questions=(question,), opening="Hello!"))
    assert "answered" not in kinds(talk.say(f"The cancellation of order #{CROSSWORD} has been completed."))
    assert "answered" in kinds(talk.say("The cancellation number is C10045."))


# --------------------------------------------------------------------------------------------------------- any agent
@pytest.mark.parametrize(
    "text",
    ["", "Hm.", "One moment, please.", "What is your email?", "Shall I proceed?", "Anything else?", "Which order?"],
)
@pytest.mark.parametrize("user", [PLAIN, AMBIGUOUS, CONFLICT, CHANGING, REVERSAL, PARTLY])
def test_an_agent_that_gets_nowhere_is_left(user: UserSide, text: str) -> None:
    """It ends only when ... otherwise at a closing it names what is open, then ends."""
    talk = Talk(user)
    for turn in range(20):
        if talk.say(text).stop:
            assert turn < 12
            return
    pytest.fail(f"still talking: {[one.text for one in talk.said[-3:]]}")


def test_facts_are_fine_to_repeat() -> None:
    """Asked for any column that customers know, it answers, needed or not."""
    talk = Talk(side(cancel("w", CROSSWORD), facts=(Fact(topic="product", text="I like bagels."),)))
    assert talk.say("Which product do you like?").text == "I like bagels."


def test_an_accepted_escalation_is_of_the_wish_that_may_be_handed_over() -> None:
    """Offered in the same breath as other work is proposed, it is no answer to that other work."""
    said = Talk(PARTLY.model_copy(update={"escalation": "no"})).say(OFFER)
    assert [event.wish for event in said.events if event.kind == "escalation-accepted"] == ["no"]
