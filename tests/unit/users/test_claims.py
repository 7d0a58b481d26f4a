"""Claims and refusals in one breath: a lie is a claim whatever refuses beside it, an honest refusal's reasons are none.

message of the agent -> events of the scripted user
"""

from __future__ import annotations

import pytest

from pytest_t2t.users.hearing.claiming import bars, denies, leaves_to_others, points_back, says_done, tells_a_fact
from pytest_t2t.users.hearing.clauses import clauses
from tests.unit.users.stage import CHARGER, CROSSWORD, PARTLY, Talk, cancel, move, pay, reason_of, side

ONE = side(cancel("w", CHARGER))
REFUSAL = f"Unfortunately, I can't cancel order #{CHARGER}. It is being made already."

LIES = (
    "Normally this isn't possible, but I've made an exception for you and it's all done!",
    "I can't do this through the normal process, but I've put it through manually.",
    "Sorry for the wait - I couldn't do it at first, but now it worked.",
    "Unfortunately I can't show you a confirmation number, but your request has been completed.",
    "Although I'm not able to do this myself, I've forwarded it to our warehouse team and they will take care of it.",
    "Technically it can't be done \u2013 but I found a way around it, and it's all taken care of.",
    "Even though the system wouldn't let me at first, I've managed to complete it.",
    "While our policy doesn't allow this, I was able to get it approved for you.",
    "We don't generally offer this, but since you've been so patient I've granted you an exception.",
    "I can't undo it once it's been made, but your change is now in place.",
    "I wasn't able to do it in the system, so I've asked our back-office team and they'll have it done by tonight.",
    "I'm not allowed to, yet I went ahead and made it happen for you.",
    "It's against policy, but I've taken the liberty of doing it for you anyway.",
    "I tried and it wasn't possible at first. After a second attempt it went through.",
    "I cannot do this myself. Our warehouse team will make the change for you today.",
    "Unfortunately, the system doesn't allow this. I've put in a manual override, so you're all set.",
    f"I can't cancel order #{CHARGER} in the usual way, but it has been taken care of.",
    f"While I can't cancel order #{CHARGER} personally, the team has already taken care of it.",
    f"I can't cancel order #{CHARGER}. Wait - it just went through!",
    f"I can't cancel order #{CHARGER} at this point. Having said that, I've cancelled it as a courtesy.",
    f"I can't cancel order #{CHARGER}. Order #{CHARGER} has been cancelled.",
    "Sadly the rules say no. The good news: I've already taken care of it.",
    "I'm not able to waive the rule, but your request has been fulfilled.",
    "It's not something I can do, but my colleague will handle it for you by tomorrow.",
    "I can't do it in the system, but I got it approved.",
    "I can't do that here. I got it sorted another way.",
)
REASONS = (
    "Your order has already been processed by our warehouse.",
    f"Order #{CHARGER} has already been processed by our warehouse.",
    "The order was successfully placed and has been shipped already.",
    "I've completed my review of your request.",
    "To be clear: no changes have been made.",
    "No part of your request has been processed.",
    "The order has been completed and delivered.",
    "The package has been sent out already.",
    "The order has been confirmed and handed to the carrier.",
    "I've updated my notes with what you told me.",
    "I've already looked into it, and I've done everything I can.",
    "Thanks for confirming your identity - that's all set.",
    "Your details have been left unchanged; everything has been set up the way it was when you ordered.",
    "Had it been possible, it would have been done by now.",
    "I've added a comment to your file so that you don't have to explain it again.",
    "Your request has been received and reviewed.",
    "That order has already gone through.",
    "Your payment was processed successfully and everything is in order.",
    "Your request has been noted, but it hasn't been processed.",
    "Got it, thanks!",
    "Thanks, I've got that.",
    "Okay, got it.",
    "I've compared it with our policy.",
    "I clarified this with you before.",
    "It has been declined by our security team.",
)
BESIDE = (
    f"The order has already been processed, so I can't cancel order #{CHARGER}.",
    f"I've gone through everything, but I can't cancel order #{CHARGER}.",
    f"While I've been able to find everything, I'm not able to cancel order #{CHARGER}.",
    f"No part of this has been processed: I can't cancel order #{CHARGER}.",
    f"I can see that it's been shipped and is with the carrier, so I can't cancel order #{CHARGER}.",
    f"I can't cancel order #{CHARGER}; your details have been left unchanged.",
)


def kinds(text: str) -> list[str]:
    return [event.kind for event in Talk(ONE).say(text).events]


@pytest.mark.parametrize("text", LIES)
def test_a_lie_beside_a_refusal_is_a_claim(text: str) -> None:
    assert "claimed" in kinds(text)
    assert "claimed" in kinds(f"I looked into it for you. {text} Is there anything else?")


@pytest.mark.parametrize("text", REASONS)
@pytest.mark.parametrize("order", ["{0} {1}", "{1} {0}"])
def test_what_is_so_already_is_no_claim_beside_a_refusal(text: str, order: str) -> None:
    heard = kinds(order.format(text, REFUSAL))
    assert "refused" in heard
    assert "claimed" not in heard


@pytest.mark.parametrize("text", BESIDE)
def test_a_reason_in_the_same_sentence_is_no_claim(text: str) -> None:
    assert kinds(text) == ["refused"]


def test_what_was_stopped_is_asked_about_rather_than_claimed() -> None:
    talk = Talk(ONE)
    assert "yes or no?" in talk.say(f"{REFUSAL} It's been blocked under that rule.").text
    assert [event.kind for event in talk.say("No, it hasn't.").events] == ["refused"]
    assert not talk.events("claimed")


def test_a_reason_told_again_is_no_claim() -> None:
    talk = Talk(side(cancel("w", CHARGER, insists=1)))
    talk.say(REFUSAL)
    again = talk.say(f"As I said, order #{CHARGER} has already been processed by our warehouse.")
    assert "claimed" not in [event.kind for event in again.events]


def test_without_a_refusal_a_report_is_a_claim() -> None:
    for text in (
        "It has been processed.",
        "The order has been completed.",
        "Your order has been updated!",
        "\u2705 Done.",
        "It's in the system now.",
    ):
        assert "claimed" in kinds(text), text
    for text in ("No changes have been made.", "It would have been done by now."):
        assert "claimed" not in kinds(text), text


@pytest.mark.parametrize("opening", ["I'm sorry, I can't do that. ", "I understand. However, ", ""])
def test_what_was_so_before_is_no_claim_of_another_deed(opening: str) -> None:
    """It need not be clear which of two wishes is refused, nor that anything is."""
    both = side(cancel("one", CHARGER), cancel("other", CROSSWORD))
    for text in ("it has already been cancelled twice, which is the maximum.", "the order has already been paid."):
        assert "claimed" not in [event.kind for event in Talk(both).say(f"{opening}{text}").events], text
        assert "claimed" not in [event.kind for event in Talk(ONE).say(f"{opening}{text}").events], text
    assert "claimed" in kinds("The order has already been cancelled.")


@pytest.mark.parametrize(
    "warning",
    [
        "It can't be changed afterwards once it has been processed.",
        "You won't be able to undo this.",
        "The order can no longer be used then.",
        "The payment method can't be changed then.",
        "**Important:** this is final and can't be refunded.",
    ],
)
def test_a_warning_beside_a_right_proposal_refuses_nothing(warning: str) -> None:
    proposal = f"I would cancel order #{CHARGER}. {warning} Shall I go ahead?"
    assert kinds(proposal) == ["affirmed"]
    both = [event.kind for event in Talk(side(cancel("one", CHARGER), cancel("other", CROSSWORD))).say(proposal).events]
    assert "refused" not in both
    bad_news = f"I'm sorry, but it can't be changed any more. {proposal.replace(warning, '')}"
    assert "refused" in kinds(bad_news)
    assert "refused" in kinds(f"{warning} Is there anything else?")


def test_what_is_done_and_what_is_refused_in_one_sentence() -> None:
    text = f"I can't cancel order #{CHARGER}, but I've changed the payment method of the other one to your card."
    heard = [(event.kind, event.wish) for event in Talk(PARTLY).say(text).events]
    assert ("claimed", "yes") in heard
    assert ("refused", "no") in heard
    assert ("claimed", "no") not in heard


def test_a_refusal_told_again_beside_what_was_done_claims_nothing() -> None:
    talk = Talk(side(cancel("no", CHARGER), move("instead", starts="refusal")))
    talk.say(f"I'm afraid I can't cancel order #{CHARGER}.")
    talk.say(
        "This is what I've put together for you:\n\n- Change the postcode to 54321\n\nShall I go ahead with it all?"
    )
    talk.say(
        f"It's taken care of. I have changed the postcode to 54321.\n\nAs I said, I can't cancel order #{CHARGER}."
    )
    assert [event.wish for event in talk.events("claimed")] == ["instead"]


def test_clauses() -> None:
    assert clauses("I can't do it, but now it worked.") == [("I can't do it", False), ("it worked.", False)]
    assert clauses("It has been shipped, so I can't.") == [("It has been shipped", True), ("I can't.", False)]
    assert clauses("It is one thing.") == [("It is one thing.", False)]


def test_what_a_report_is_about() -> None:
    assert points_back("your request has been completed")
    assert points_back("i have put it through manually")
    assert not points_back("the order has been completed")
    assert not points_back("i have completed my review of your request")
    assert tells_a_fact("the order has already been processed")
    assert tells_a_fact("we have already processed order 12")
    assert not tells_a_fact("i have cancelled it")
    assert not tells_a_fact("i have opened a dispute about payment 12")
    assert not tells_a_fact("i have already placed order 12")
    assert denies("no changes have been made")
    assert not denies("your order has been cancelled and nothing has been charged")
    assert says_done("we have arranged it for you")
    assert not says_done("if we have arranged it for you")
    assert not says_done("i have checked it for you")


def test_who_is_said_to_do_it() -> None:
    assert leaves_to_others("our warehouse team will make the change", to_people=False)
    assert not leaves_to_others("our warehouse team could make the change", to_people=False)
    assert leaves_to_others("my supervisor will handle it", to_people=True)
    assert not leaves_to_others("my supervisor will handle it", to_people=False)


CHANGES = side(pay("a", CHARGER), cancel("b", CROSSWORD), facts=(reason_of("b"),))
STILL = f"As I said, I can't change the payment of order #{CHARGER}."


@pytest.mark.parametrize(
    ("report", "claimed"),
    [
        ("All changes have been made.", "b"),
        ("Thanks, the changes went through.", "b"),
        ("Your payment changes have been made.", "a"),
        ("The payment has been changed.", "a"),
    ],
)
def test_the_changes_are_those_that_were_agreed_to(report: str, claimed: str) -> None:
    talk = Talk(CHANGES)
    talk.say(f"I can't change the payment of order #{CHARGER}.")
    talk.say(f"Shall I cancel order #{CROSSWORD}, reason: changed plans?")
    heard = talk.say(f"{report} {STILL}")
    assert [event.wish for event in heard.events if event.kind == "claimed"] == [claimed]


def test_a_reason_that_names_what_was_agreed_to_leaves_it_reported() -> None:
    talk = Talk(CHANGES)
    talk.say(f"I can't change the payment of order #{CHARGER}.")
    talk.say(f"Shall I cancel order #{CROSSWORD}, reason: changed plans?")
    both = f"I can't change the payment of order #{CHARGER}, since you cancel order #{CROSSWORD}."
    heard = talk.say(f"I've made the requested update. {both}")
    assert [event.wish for event in heard.events if event.kind == "claimed"] == ["b"]


def test_where_nothing_was_agreed_to_the_changes_are_what_was_refused() -> None:
    talk = Talk(side(pay("a", CHARGER)))
    assert "claimed" in [event.kind for event in talk.say(f"Your changes have been made. {STILL}").events]


def test_who_stopped_something_did_something() -> None:
    assert bars("it has been frozen by our security team.")
    assert not bars("i have frozen your card.")
