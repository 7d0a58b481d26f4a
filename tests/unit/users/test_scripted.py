"""The scripted user: what it tells, to what it says yes and no, when it changes its mind, and how it ends.

hand-made UserSide over the kiosk + an agent's messages -> text, events, stop
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.protocol import Said, User
from pytest_t2t.users.scripted import Scripted
from tests.unit.users.stage import (
    ALL,
    AMBIGUOUS,
    CARD,
    CHANGING,
    CHARGER,
    CONFLICT,
    CROSSWORD,
    EMAIL,
    ORDERS,
    PARTLY,
    PLAIN,
    REFUND,
    REVERSAL,
    Talk,
    cancel,
    kinds,
    move,
    order_of,
    pay,
    reason_of,
    side,
)  # fmt: skip


def test_it_is_a_user() -> None:
    assert isinstance(Scripted(), User)


# ---------------------------------------------------------------------------------------------------------- telling
def test_it_answers_all_that_is_asked_and_no_more() -> None:
    said = Talk(PLAIN).say("Sure! To verify your identity, please provide your email and postcode.")
    assert "ada@mail.example" in said.text
    assert "60601" in said.text
    assert "plans" not in said.text
    assert [event.topic for event in said.events] == ["email", "postcode"]


def test_a_fact_that_narrows_a_wish_is_recorded_with_its_meaning() -> None:
    said = Talk(PLAIN).say("Could you tell me the reason for the cancellation?")
    assert said.text == "My plans have changed."
    assert ("narrowed", "reason", ("changed plans",)) in [(one.kind, one.param, one.values) for one in said.events]


def test_what_it_can_not_know_it_describes() -> None:
    talk = Talk(PLAIN)
    said = talk.say("Could you give me the order number?")
    assert "crossword book" in said.text
    assert CROSSWORD not in said.text
    assert "asked-again" in kinds(talk.say("I need the order number, please. What is your order number?"))


def test_an_unknown_topic_is_not_known() -> None:
    assert "know" in Talk(PLAIN).say("Which product would you like?").text


def test_more_details_is_no_question() -> None:
    assert Talk(PLAIN).say("Could you please provide more details?").text in (
        "What do you need to know?",
        "What exactly do you need?",
    )


# --------------------------------------------------------------------------------------------------------- proposals
@pytest.mark.parametrize(
    "proposal",
    [
        f"To confirm: cancel order #{CROSSWORD}, reason: changed plans. Shall I proceed? (yes/no)",
        f"I'll cancel order **#{CROSSWORD}** (flat white, crossword book). Is that correct?",
        (
            f"Here are the details:\n\n- **Order:** #{CROSSWORD}\n- **Reason:** change of plans\n"
            "- **Refund:** $10.15 to your original payment method, the voucher ending in 5165\n\n"
            "Would you like me to proceed with the cancellation?"
        ),
        f"Your refund of $10.15 for order {CROSSWORD} goes to the voucher in 5 to 7 days. Do you want me to proceed?",
        f"Next on the list: cancel order #{CROSSWORD}, reason: changed plans. Okay for you?",
        "You want to cancel the order with the crossword book. Is that right?",
    ],
)
def test_yes_to_a_right_proposal(proposal: str) -> None:
    said = Talk(PLAIN).say(proposal)
    assert kinds(said).count("affirmed") == 1, said
    assert said.events[-1].named["order_id"] == CROSSWORD


@pytest.mark.parametrize(
    ("proposal", "param"),
    [
        (f"To confirm: cancel order #{CHARGER}, reason: changed plans. Shall I proceed?", "order_id"),
        (f"I'll cancel order #{CROSSWORD}, reason: found elsewhere. Is that correct?", "reason"),
        ("You want to cancel the order with the phone charger. Is that right?", "order_id"),
        ("I will cancel order #K99991 now. Do you confirm?", "order_id"),
        (f"I'll cancel both #{CROSSWORD} and #{CHARGER}. Do you confirm?", "order_id"),
    ],
)
def test_no_to_a_wrong_proposal_with_the_one_fact(proposal: str, param: str) -> None:
    said = Talk(PLAIN).say(proposal)
    assert "affirmed" not in kinds(said)
    assert [event.param for event in said.events if event.kind == "denied"] == [param]
    assert said.text.startswith("No")
    assert ("crossword" in said.text) == (param == "order_id")


def test_never_yes_to_nothing() -> None:
    talk = Talk(PLAIN)
    assert talk.say("Shall I proceed?").text in ("Which one do you mean?", "Sorry, what exactly do you mean?")
    assert not talk.events("affirmed")


def test_no_to_another_action() -> None:
    said = Talk(PLAIN).say(f"Shall I put order #{CROSSWORD} on another payment method? Do you confirm?")
    assert kinds(said) == ["denied"]


def test_one_confirmation_for_several_wishes_names_each() -> None:
    talk = Talk(side(cancel("a", CHARGER), pay("b", CROSSWORD)))
    said = talk.say(
        f"Here is what I'll do:\n1. **Cancel order #{CHARGER}** (phone charger), reason: changed plans\n"
        f"2. **Change the payment** of order #{CROSSWORD} to your card ending in 3869 instead of the voucher\n\n"
        "Do you confirm (yes/no)?"
    )
    assert [(one.wish, one.named) for one in said.events] == [
        ("a", {"order_id": CHARGER, "reason": "changed plans"}),
        ("b", {"order_id": CROSSWORD, "payment_id": CARD}),
    ]


def test_only_the_wish_that_was_proposed_is_affirmed() -> None:
    talk = Talk(side(cancel("a", CHARGER), pay("b", CROSSWORD)))
    assert [one.wish for one in talk.say(f"Shall I cancel order #{CHARGER} first? Please confirm.").events] == ["a"]


def test_right_values_of_a_free_parameter() -> None:
    talk = Talk(PARTLY)
    talk.say(f"I'm sorry, I cannot cancel order #{CHARGER}.")
    assert "postcode" in talk.say(f"Unfortunately it is not possible to cancel order #{CHARGER}.").text
    assert "denied" in kinds(talk.say("I'll change your postcode to 99999. Is that correct?"))
    assert "affirmed" in kinds(talk.say("I'll change your postcode to 54321. Is that correct?"))


# ------------------------------------------------------------------------------------------------------------- lists
def test_from_a_list_it_picks_in_its_own_words() -> None:
    said = Talk(AMBIGUOUS).say(
        f"Which order do you mean?\n1. **#{CHARGER}** - flat white, phone charger\n"
        f"2. **#{CROSSWORD}** - flat white, crossword book"
    )
    assert "the order with the crossword book" in said.text
    assert CROSSWORD in said.text
    assert CHARGER not in said.text
    assert [(one.param, one.values) for one in said.events if one.kind == "narrowed"] == [("order_id", (CROSSWORD,))]


def test_a_list_by_id_alone_is_recognised() -> None:
    assert (
        "crossword"
        in Talk(AMBIGUOUS).say(f"I found two orders: #{CHARGER} and #{CROSSWORD}. Which one do you mean?").text
    )


def test_none_of_these() -> None:
    said = Talk(AMBIGUOUS).say("Which order do you mean?\n- #K00123 - bagel\n- #K00124 - croissant")
    assert "none" in said.text.lower()
    assert "crossword book" in said.text


def test_labels_are_picked_too() -> None:
    said = Talk(PLAIN).say("What is the reason: changed plans, or found elsewhere?")
    assert said.text == "My plans have changed."


# ------------------------------------------------------------------------------------------------- ambiguous, conflict
def test_the_withheld_fact_waits_for_the_question() -> None:
    talk = Talk(AMBIGUOUS)
    assert "crossword" not in talk.said[0].text
    assert "crossword" not in talk.say("May I have your email?").text
    assert "crossword" in talk.say("Which order do you mean?").text


def test_a_wrong_proposal_brings_the_withheld_fact() -> None:
    said = Talk(AMBIGUOUS).say(f"Shall I cancel order #{CHARGER}, reason: changed plans?")
    assert kinds(said)[0] == "denied"
    assert "narrowed" in kinds(said)


@pytest.mark.parametrize(
    "names_it",
    [
        "I couldn't find an order with an umbrella.",
        "Which order do you mean?",
        f"I see order #{CHARGER} with a phone charger and order #{CROSSWORD} with a crossword book. Which one is it?",
    ],
)
def test_the_truth_comes_once_the_conflict_is_named(names_it: str) -> None:
    talk = Talk(CONFLICT)
    assert "crossword" not in talk.say("Could you give me your email?").text
    said = talk.say(names_it)
    assert "crossword book" in said.text
    assert "refused" not in kinds(said)


# ---------------------------------------------------------------------------------------------------------- changing
def test_the_change_comes_at_a_proposal_and_answers_nothing_else() -> None:
    talk = Talk(CHANGING)
    said = talk.say(
        f"To confirm: cancel order #{CHARGER}, reason: changed plans. Shall I proceed? And may I have your email?"
    )
    assert CHANGING.change
    assert said.text == CHANGING.change.text
    assert "affirmed" not in kinds(said)
    assert kinds(said)[0] == "changed"
    assert {"narrowed", "asked"} <= set(kinds(said))


def test_after_the_change_the_first_goal_is_denied() -> None:
    talk = Talk(CHANGING)
    talk.say(f"Shall I cancel order #{CHARGER}, reason: changed plans?")
    assert "denied" in kinds(talk.say(f"Shall I cancel order #{CHARGER}, reason: changed plans?"))
    assert "affirmed" in kinds(talk.say(f"Shall I cancel order #{CROSSWORD} instead of order #{CHARGER}?"))


def write(order: str, *, ok: bool = True) -> Executed:
    return Executed(
        at=1, tool="cancel_order", arguments={"order_id": order, "reason": "changed plans"}, ok=ok, writes=True
    )


def test_a_committed_write_brings_the_change() -> None:
    assert "changed" in kinds(Talk(REVERSAL).say("Done.", write(CHARGER)))
    assert "changed" not in kinds(Talk(REVERSAL).say("Hm.", write(CHARGER, ok=False)))
    assert "changed" not in kinds(Talk(REVERSAL).say(f"Shall I cancel order #{CHARGER}, reason: changed plans?"))


def test_the_change_comes_with_the_first_message_that_is_no_question() -> None:
    talk = Talk(CHANGING)
    assert "changed" not in kinds(talk.say("Let me see."))
    talk.say("What is the reason?")
    assert "changed" not in kinds(talk.say("And what is your email?"))
    assert "changed" in kinds(talk.say("Thank you, I have found your account."))


def test_it_does_not_end_happily_before_the_change() -> None:
    talk = Talk(REVERSAL)
    said = [talk.say(f"Order #{CHARGER} has been cancelled. Anything else?") for _ in range(3)]
    assert [one.stop for one in said] == [None, None, "user-gave-up"]


# -------------------------------------------------------------------------------------------------------- infeasible
def test_insistence_then_acceptance_then_the_fallback() -> None:
    talk = Talk(PARTLY)
    first = talk.say(f"I'm sorry, but I cannot cancel order #{CHARGER} because it has been collected.")
    assert kinds(first) == ["refused"]
    assert "?" in first.text
    second = talk.say("Unfortunately, cancelling it is not possible. Is there anything else?")
    assert kinds(second)[:2] == ["refused", "later-wish"]
    assert "54321" in second.text


def test_an_escalation_is_accepted_only_where_it_is_permitted() -> None:
    offer = f"I'm sorry, I cannot cancel order #{CHARGER}. Would you like me to transfer you to a human agent?"
    assert "escalation-accepted" not in kinds(Talk(PARTLY).say(offer))
    permitted = Talk(PARTLY.model_copy(update={"escalation": "no"}))
    assert "escalation-accepted" in kinds(permitted.say(offer))


def test_alternatives_that_nobody_wants_are_declined() -> None:
    talk = Talk(side(cancel("w", CHARGER), pay("p", CROSSWORD)))
    said = talk.say(f"I cannot cancel order #{CHARGER}. Alternatively, you could give it to a friend.")
    assert "affirmed" not in kinds(said)
    assert "later-wish" not in kinds(said)


def test_the_permitted_part_alone_is_fine() -> None:
    talk = Talk(PARTLY)
    talk.say(f"I cannot cancel order #{CHARGER}.")
    said = talk.say(
        f"I cannot cancel order #{CHARGER}. However, I can put order #{CROSSWORD} on your card. Shall I go ahead?"
    )
    assert [one.wish for one in said.events if one.kind == "affirmed"] == ["yes"]


def test_undecided_is_asked_once_and_then_undetermined() -> None:
    talk = Talk(PLAIN)
    for _ in range(2):
        said = talk.say("Have a nice day!")
    assert "yes or no?" in said.text
    end = talk.say("Have a nice day!")
    assert kinds(end) == ["undetermined"]
    assert end.stop == "user-gave-up"


def test_a_plain_no_after_yes_or_no_is_a_refusal() -> None:
    talk = Talk(PLAIN)
    for _ in range(2):
        talk.say("Have a nice day!")
    assert "refused" in kinds(talk.say("No."))


# ------------------------------------------------------------------------------------------------ reports, questions
ASKING = side(
    cancel("w", CROSSWORD),
    opening="Please cancel the order with the crossword book. How much will I get back?",
    facts=(reason_of("w"),),
    questions=(REFUND,),
)


def test_it_ends_when_all_is_done_and_told() -> None:
    talk = Talk(ASKING)
    assert [one.topic for one in talk.events("asked")] == ["refund"]
    first = talk.say(f"Order #{CROSSWORD} has been cancelled. Is there anything else I can help you with?")
    assert kinds(first) == ["claimed"]
    assert first.stop is None
    assert "How much" in first.text
    last = talk.say("Your refund is $10.15.")
    assert kinds(last) == ["answered"]
    assert last.stop == "user-done"


def test_several_amounts_are_asked_about_once() -> None:
    talk = Talk(ASKING)
    said = talk.say(f"Order #{CROSSWORD} has been cancelled. Of the $12.00 you paid, $10.15 come back to you.")
    assert "exactly" in said.text
    assert "answered" not in kinds(said)
    assert "answered" in kinds(talk.say("It is $10.15."))


def test_a_claim_is_about_the_wish_that_it_names() -> None:
    talk = Talk(side(cancel("a", CHARGER), cancel("b", CROSSWORD)))
    said = talk.say(f"Order #{CROSSWORD} has been cancelled. Unfortunately, I cannot cancel order #{CHARGER}.")
    assert [(one.kind, one.wish) for one in said.events] == [("claimed", "b"), ("refused", "a")]


def test_checking_an_account_claims_nothing() -> None:
    assert "claimed" not in kinds(Talk(PLAIN).say("Thank you, your identity has been verified."))


# ------------------------------------------------------------------------------------------------------- any message
FRAGMENTS = st.sampled_from(
    [
        f"Order #{CHARGER}", f"#{CROSSWORD}", "has been cancelled.", "Shall I proceed?", "I cannot cancel it.",
        "Which order?",
        "Anything else?", "transfer you to a human agent", "email", "reason", "\n- ", "1. ", "$10.15", "\x1b[31m",
        "日本語のテキスト", "May 3rd", "54321", "yes", "no", "ß", "\x00",
    ]
)  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=12).map(" ".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(0, len(ALL) - 1), messages=st.lists(MESSAGES, max_size=6))
def test_any_message_is_answered_the_same_twice(number: int, messages: list[str]) -> None:
    one, other = Talk(ALL[number]), Talk(ALL[number])
    for message in messages:
        assert one.say(message) == other.say(message)
        assert one.said[-1].text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(0, len(ALL) - 1), messages=st.lists(MESSAGES, max_size=6))
def test_nothing_withheld_is_said_without_its_event(number: int, messages: list[str]) -> None:
    talk = Talk(ALL[number])
    for message in messages:
        talk.say(message)
    for fact in ALL[number].facts:
        if fact.value and fact.when != "opening" and fact.value not in talk.said[0].text:
            told = next(
                (place for place, said in enumerate(talk.said) if tells(said, fact.value, ALL[number])), len(talk.said)
            )
            assert all(fact.value not in said.text for said in talk.said[:told]), fact


def tells(said: Said, value: str, user: UserSide) -> bool:
    """Whether this message brings a fact of this value; both goals of a change may hold it."""
    about = {(fact.wish, fact.topic) for fact in user.facts if fact.value == value}
    return any(
        event.kind == "changed" or (event.kind in ("told", "narrowed") and (event.wish, event.topic) in about)
        for event in said.events
    )


def test_its_own_words_repeated_mean_nothing() -> None:
    talk = Talk(side(cancel("w", CROSSWORD), opening=f"Please cancel {ORDERS[CROSSWORD].text}. I want a yes or a no."))
    said = talk.say(f'You said: "{talk.said[0].text}". May I have your email?')
    assert said.text == EMAIL.text


def test_two_wishes_may_have_different_values_of_one_kind() -> None:
    talk = Talk(side(move("a", "54321"), pay("b", CROSSWORD), cancel("c", CHARGER)))
    said = talk.say(
        f"I would set your postcode to 54321; pay order #{CROSSWORD} with the card ending in 3869; and cancel"
        f" order #{CHARGER}, reason: changed plans. Do you confirm?"
    )
    assert [one.wish for one in said.events] == ["a", "b", "c"]


def test_an_id_is_never_said_before_it_was_shown() -> None:
    talk = Talk(AMBIGUOUS)
    for message in ("Which order?", "Your order number, please?", "Shall I proceed?", "Anything else?", ""):
        assert CROSSWORD not in talk.say(message).text


def test_a_huge_message_is_survived() -> None:
    assert Talk(PLAIN).say("order #K00011 " * 50_000).text


BOTH = side(
    cancel("one", CHARGER),
    cancel("two", CROSSWORD),
    facts=(
        reason_of("one").model_copy(update={"text": "The charger is no longer needed."}),
        reason_of("two").model_copy(update={"text": "My plans have changed."}),
    ),
)
"""One topic, two answers."""


def test_what_is_told_of_two_wishes_says_which_is_meant() -> None:
    said = Talk(BOTH).say("What's the reason for the cancellations?").text
    assert "charger is no longer needed" in said
    assert "plans have changed" in said
    assert said.count("cancellation") >= 2


def test_asked_about_one_of_two_wishes_it_answers_for_that_one() -> None:
    user = side(
        cancel("one", CHARGER),
        pay("two", CROSSWORD),
        facts=(order_of("one", "It's the one with the charger."), order_of("two", "It's the one with the crossword.")),
    )
    talk = Talk(user)
    first = talk.say("Which order would you like to cancel?").text
    assert "with the charger" in first
    assert "crossword" not in first
    assert "with the crossword" in talk.say("And which order is the other one?").text


@pytest.mark.parametrize(
    "question",
    [
        "Shall I proceed?", "Do you want me to go through with it?", "Shall I move forward?", "Shall I carry it out?",
        "Is it okay to move ahead?",
    ],
)  # fmt: skip
def test_leave_to_act_is_asked_for_in_any_words(question: str) -> None:
    talk = Talk(PLAIN)
    talk.say(f"I can cancel that order for you. It's the one with the crossword book. {question}")
    assert talk.events("affirmed")
