"""All words of the airline: topics, descriptions, wishes, questions, and wishes that no tool serves.

things, phrases, topics -> LANGUAGE
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.language import AskFor, Language, Spoken, Unserved

from .phrases import PHRASES
from .things import THINGS
from .topics import TOPICS

_LAST_PAYMENT = (
    "select amount_cents from payments where reservation_id = :reservation_id and purpose = '{}'"
    " order by payment_id desc limit 1"
)
_LAST_CHANGE = _LAST_PAYMENT.format("flight change")

ASK_FOR = (
    AskFor(
        name="refund",
        tool="cancel_reservation",
        sql=_LAST_PAYMENT.format("cancellation"),
        kind="money",
        text=("How much do I get back for the cancellation?", "What amount do I get back for the canceled trip?"),
        subject=("back", "refund", "refunded"),
        answer="For the cancellation, you get {} back.",
    ),
    AskFor(
        name="upgrade_price",
        tool="upgrade_fare",
        sql=_LAST_PAYMENT.format("upgrade"),
        kind="money",
        text=("How much is the upgrade in all?", "What does the upgrade cost in total?"),
        subject=("upgrade", "cost", "costs", "charged", "total"),
        answer="The upgrade costs {} in total.",
    ),
    AskFor(
        name="change_price",
        tool="change_flight",
        sql=f"select case when amount_cents > 0 then amount_cents end from ({_LAST_CHANGE})",
        kind="money",
        text=("How much do I have to pay for the flight change?", "What does the flight change cost me in total?"),
        subject=("pay", "cost", "costs", "charged", "charge", "total", "difference", "change"),
        answer="In total, the flight change costs {}.",
    ),
    AskFor(
        name="change_refund",
        tool="change_flight",
        sql=f"select case when amount_cents < 0 then amount_cents end from ({_LAST_CHANGE})",
        kind="money",
        text=("How much do I get back for the flight change?", "What amount do I get back for the new flight?"),
        subject=("back", "refund", "refunded", "returned", "credited", "total", "difference"),
        answer="For the flight change, you get {} back.",
    ),
    AskFor(
        name="bags",
        tool="add_bag",
        sql="select count(*) from bags where passenger_id = :passenger_id",
        kind="count",
        text=("With the new bag, how many checked bags will there be on that ticket?",),
        subject=("in total", "altogether", "in all", "bags", "bag"),
        answer="For this passenger, the number of checked bags is now {}.",
    ),
    AskFor(
        name="bags_left",
        tool="remove_bag",
        sql="select count(*) from bags where passenger_id = :passenger_id",
        kind="count",
        text=("How many checked bags will be left on that ticket without it?",),
        subject=("left", "remain", "remaining", "bags", "bag"),
        answer="For this passenger, the number of checked bags left is {}.",
    ),
    AskFor(
        name="insurance_price",
        tool="add_insurance",
        sql=_LAST_PAYMENT.format("insurance"),
        kind="money",
        text=("How much is the insurance in all?", "What does the insurance cost in total?"),
        subject=("insurance", "cost", "costs", "charged", "total"),
        answer="The insurance costs {} in total.",
    ),
    AskFor(
        name="certificate",
        tool="claim_compensation",
        sql="select amount_cents from claims where segment_id = :segment_id",
        kind="money",
        text=("What is the certificate worth?", "How much is the certificate?"),
        subject=("certificate", "worth", "compensation"),
        answer="The certificate is worth {}.",
    ),
    AskFor(
        name="valid_until",
        tool="claim_compensation",
        sql="select expires_on from claims join payment_methods on certificate_id = payment_method_id"
        " where segment_id = :segment_id",
        kind="date",
        text=("Until when is the certificate valid?", "On which date does the certificate expire?"),
        subject=("valid", "expire", "expiry", "expiration", "until"),
        answer="The certificate is valid until {}.",
    ),
    AskFor(
        name="claim_number",
        tool="claim_compensation",
        sql="select claim_id from claims where segment_id = :segment_id",
        kind="id",
        text=("What is the claim number, please?",),
        subject=("claim number", "claim id", "claim"),
        answer="The claim number is {}.",
    ),
)

UNSERVED = (
    Unserved(
        name="pet",
        text=("Could I take my cat into the cabin with me?", "I'd like to bring my cat along in the cabin."),
        words=("cat", "pet", "animal"),
        about="register a pet for the cabin",
        reason="We can't register pets in this chat.",
        done="Your cat is registered for the cabin.",
    ),
    Unserved(
        name="lounge",
        text=("Could you get me a pass for the airport lounge?", "I'd like lounge access before my next flight."),
        words=("lounge",),
        about="give you a lounge pass",
        reason="I can't give out lounge passes.",
        done="I have sent you a lounge pass.",
    ),
    Unserved(
        name="rental_car",
        text=("Could you book a rental car for me?", "I'd like a rental car at the airport."),
        words=("rental car", "rent a car", "car rental"),
        about="book a rental car",
        reason="We don't book rental cars.",
        done="A rental car is booked for you.",
    ),
    Unserved(
        name="lost_suitcase",
        text=(
            "One of my suitcases got lost last year - can you find out where it is?",
            "I'd like you to track down a suitcase that got lost last year.",
        ),
        words=("suitcase", "lost baggage", "lost luggage"),
        about="track down your lost suitcase",
        reason="Lost suitcases can't be tracked in this chat.",
        done="I have found your lost suitcase.",
    ),
    Unserved(
        name="miles",
        text=(
            "Could you credit miles to me for a flight with another airline?",
            "I'd like missing miles credited.",
        ),
        words=("miles", "mileage"),
        about="credit miles",
        reason="I can't credit miles.",
        done="I have credited the miles.",
    ),
    Unserved(
        name="minor",
        text=(
            "My nephew will travel by himself - can you register him as an unaccompanied minor?",
            "I'd like somebody to look after my nephew, who flies by himself.",
        ),
        words=("unaccompanied minor", "unaccompanied", "nephew"),
        about="register an unaccompanied minor",
        reason="Unaccompanied minors can't be registered in this chat.",
        done="Your nephew is registered as an unaccompanied minor.",
    ),
    Unserved(
        name="delete_account",
        text=("Please delete my account for good.", "I'd like my customer account to be deleted."),
        words=("delete your account", "account deletion", "delete the account", "deleted", "close your account"),
        about="delete your account",
        reason="Accounts can't be deleted in this chat.",
        done="I have deleted your account.",
    ),
)


def _plain(phone: Any) -> str:
    return str(phone)


def _phone_keys(phone: Any) -> tuple[str, ...]:
    area, group, line = str(phone).split("-")
    return (f"{area}-{group}-{line}", f"({area}) {group}-{line}")


LANGUAGE = Language(
    topics=TOPICS,
    identity={
        "email": "select email from customers where customer_id = :customer",
        "name": "select name from customers where customer_id = :customer",
        "postcode": "select postcode from customers where customer_id = :customer",
    },
    identity_text={
        "email": ("My email is {}.", "Sure, it's {}.", "The email address is {}."),
        "name": ("My name is {}.", "I'm {}.", "The name is {}."),
        "postcode": ("My zip code is {}.", "The zip code is {}.", "My zip is {}."),
    },
    things=THINGS,
    phrases=PHRASES,
    free={"phone": Spoken(_plain, _phone_keys)},
    ask_for=ASK_FOR,
    unserved=UNSERVED,
    known={
        "address": "select 'My address is ' || street || ', ' || city || ', ' || state || ' ' || postcode"
        " from customers where customer_id = :customer",
        "membership": "select case tier when 'member' then 'I''m just a regular member' when 'silver' then"
        " 'I''m a Silver member' else 'I''m a Gold member' end from customers where customer_id = :customer",
    },
)
