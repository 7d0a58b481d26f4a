"""All words of the bank: topics, descriptions, wishes, questions, and wishes that no tool serves.

things, phrases, topics -> LANGUAGE
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_t2t.domain.language import AskFor, Language, Spoken, Unserved
from pytest_t2t.domain.money import currencies

from .phrases_cards import CARDS
from .phrases_money import MONEY
from .things import THINGS
from .topics import TOPICS

_SIGNS = ("$", "€", "£")
_PURSE = currencies(*_SIGNS)
_IN_DOLLARS = "case currency when 'USD' then {0} else currency || ' ' || {0} end"

ASK_FOR = (
    AskFor(
        name="left_after_payment",
        tool="send_payment",
        sql="select " + _IN_DOLLARS.format("balance_minor") + " from accounts where account_id = :account_id",
        kind="money",
        text=(
            "What will the balance of the account I'm paying from be, once everything is done?",
            "How much will be left in the account I'm sending the money from, once everything is done?",
        ),
        subject=("balance", "left", "leaves", "remains", "remaining"),
        answer="The balance of the account is now {}.",
    ),
    AskFor(
        name="debited",
        tool="schedule_payment",
        sql="select "
        + _IN_DOLLARS.format("debit_minor").replace("currency", "a.currency")
        + " from transfers t join accounts a using (account_id) where t.account_id = :account_id"
        " and payee_id = :payee_id and execute_on = :payment_day and status = 'scheduled' and a.currency <> t.currency",
        kind="money",
        text=(
            "How much will be debited from my account for the scheduled payment?",
            "What will the scheduled payment cost me in my own currency?",
        ),
        subject=("debited", "debit", "charged", "cost"),
        answer="Your account will be debited {}.",
    ),
    AskFor(
        name="left_after_move",
        tool="move_between_accounts",
        sql="select " + _IN_DOLLARS.format("balance_minor") + " from accounts where account_id = :from_account_id",
        kind="money",
        text=(
            "How much will be left in the account I'm moving the money from, once everything is done?",
            "What will the balance of the account I'm moving the money from be, once everything is done?",
        ),
        subject=("left", "remaining", "remains", "balance"),
        answer="There is {} left in the account that the money came from.",
    ),
    AskFor(
        name="recall_number",
        tool="request_recall",
        sql="select recall_id from recalls where transfer_id = :transfer_id",
        kind="id",
        text=("What is the reference number of the recall?", "Could you give me the number of the recall?"),
        subject=("reference number", "recall number", "number of the recall", "reference"),
        answer="The reference number is {}.",
    ),
    AskFor(
        name="dispute_number",
        tool="open_dispute",
        sql="select dispute_id from disputes where card_payment_id = :card_payment_id and status = 'open'",
        kind="id",
        text=("What is the number of the new dispute, please?", "Could you give me the number of the new dispute?"),
        subject=("dispute number", "number of the dispute", "dispute"),
        answer="The dispute number is {}.",
    ),
    AskFor(
        name="disputed_amount",
        tool="open_dispute",
        sql="select amount_minor from card_payments where card_payment_id = :card_payment_id",
        kind="money",
        text=(
            "How much exactly was the payment that I'm disputing now?",
            "What was the exact amount of the payment that I'm disputing now?",
        ),
        subject=("payment", "amount"),
        answer="The exact amount of the payment was {}.",
    ),
    AskFor(
        name="next_due",
        tool="change_standing_order",
        sql="select next_on from standing_orders where standing_order_id = :standing_order_id",
        kind="date",
        text=("When is that standing order paid next?", "On what day will the new amount be paid first?"),
        subject=("next", "due", "paid", "first"),
        answer="It is due next on {}.",
    ),
    AskFor(
        name="alerts_on",
        tool="set_alert",
        sql="select count(*) from alerts where account_id = :account_id and status = 'on'",
        kind="count",
        text=(
            "How many alerts will be on for that account in total, once everything is done?",
            "Counting all kinds, how many alerts will then be on for that account?",
        ),
        subject=("in total", "altogether", "in all", "alerts"),
        answer="In total, {} alerts are on for this account.",
    ),
)

UNSERVED = (
    Unserved(
        name="loan",
        text=("Could you increase my car loan?", "I'd like to take out a bigger car loan."),
        words=("car loan", "loan", "lend"),
        about="change your car loan",
        reason="Loans can't be changed in this chat.",
        done="I have increased your car loan.",
    ),
    Unserved(
        name="joint_holder",
        text=("Please make my son a joint owner of one of my accounts.", "I'd like my son to become a joint owner."),
        words=("joint owner", "joint holder", "your son", "co-owner"),
        about="make your son a joint owner",
        reason="New owners of accounts can't be added in this chat.",
        done="Your son is now a joint owner.",
    ),
    Unserved(
        name="checkbook",
        text=("Could you mail me a new checkbook?", "I'd like a new checkbook, please."),
        words=("checkbook", "check book", "paper checks"),
        about="mail you a checkbook",
        reason="Checkbooks can't be ordered in this chat.",
        done="A new checkbook is on its way to you.",
    ),
    Unserved(
        name="interest",
        text=(
            "Can you give me a better interest rate on my savings?",
            "I'd like a higher interest rate on my savings.",
        ),
        words=("interest rate", "interest", "better rate"),
        about="give you a better interest rate",
        reason="Interest rates can't be changed in this chat.",
        done="I have raised the interest rate on your savings.",
    ),
    Unserved(
        name="overdraft",
        text=("Please set up an overdraft for me.", "Could I get an overdraft?"),
        words=("overdraft", "overdrawn"),
        about="set up an overdraft",
        reason="Overdrafts can't be set up in this chat.",
        done="Your overdraft is set up.",
    ),
    Unserved(
        name="deposit_box",
        text=("I'd like to rent a safe deposit box.", "Could you book a safe deposit box for me?"),
        words=("safe deposit box", "deposit box", "safe deposit"),
        about="rent out a safe deposit box",
        reason="Safe deposit boxes can't be rented in this chat.",
        done="I have booked a safe deposit box for you.",
    ),
    Unserved(
        name="crypto",
        text=("I'd like to buy some bitcoin.", "Could you buy bitcoin for me?"),
        words=("bitcoin", "crypto", "cryptocurrency"),
        about="buy bitcoin for you",
        reason="Bitcoin can't be bought in this chat.",
        done="I have bought the bitcoin for you.",
    ),
)

_NAMES = {"USD": "dollars", "EUR": "euros", "GBP": "pounds"}


def _reading(amount: Any) -> Any:
    return _PURSE.of(amount["minor"], amount["currency"])


def _said(amount: Any) -> str:
    return _PURSE.say(_reading(amount))


def _keys(amount: Any) -> tuple[str, ...]:
    plain = f"{amount['minor'] / 100:,.2f}".removesuffix(".00")
    return (_said(amount), _PURSE.say(_reading(amount), cents=True), f"{plain} {_NAMES[amount['currency']]}")


def _payee(payee: Any) -> str:
    number = f"account number {payee['account_number']}"
    return f"{payee['name']} at {payee['bank']}, {number}, in {_NAMES[payee['currency']]}"


def _day(iso: Any) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B}"


_AMOUNT = Spoken(_said, _keys, read_as="money", reading=_reading)

LANGUAGE = Language(
    topics=TOPICS,
    identity={
        "customer_number": "select customer_number from customers where customer_id = :customer",
        "name": "select name from customers where customer_id = :customer",
        "postcode": "select postcode from customers where customer_id = :customer",
        "app_code": "select app_code from customers where customer_id = :customer",
    },
    identity_text={
        "customer_number": ("My customer number is {}.", "The customer number is {}.", "The number is {}."),
        "name": ("My name is {}.", "I'm {}.", "The name is {}."),
        "postcode": ("My zip code is {}.", "The zip code is {}.", "My zip is {}."),
        "app_code": ("The app shows {}.", "The code in my app is {}.", "The code is {}."),
    },
    things=THINGS,
    phrases=(*MONEY, *CARDS),
    free={
        "amount": _AMOUNT,
        "instalment": _AMOUNT,
        "daily_limit": _AMOUNT,
        "card_limit": _AMOUNT,
        "threshold": _AMOUNT,
        "new_payee": Spoken(_payee, lambda payee: (payee["name"], payee["account_number"])),
        "payment_day": Spoken(_day, lambda iso: (_day(iso), iso), read_as="date"),
    },
    ask_for=ASK_FOR,
    unserved=UNSERVED,
    currency=_SIGNS[0],
    currencies=_SIGNS[1:],
    known={
        "email": "select 'My email is ' || email from customers where customer_id = :customer",
        "address": "select 'My address is ' || street || ', ' || city || ', ' || state || ' ' || postcode"
        " from customers where customer_id = :customer",
        "membership": "select case membership when 'premium' then 'I''m a premium member' else 'I''m a standard member'"
        " end from customers where customer_id = :customer",
    },
)
