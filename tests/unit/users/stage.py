"""The kiosk, one customer, and hand-made user sides for the tests of the scripted user.

kiosk world -> LEXICON; wishes, facts -> UserSide; agent's messages -> what the user says
"""

from __future__ import annotations

import asyncio
from typing import Any

from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.records.episode import Event, Executed
from pytest_t2t.records.task import Change, Fact, Question, Slot, UserSide, Wish
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.scripted import Scripted
from tests import kiosk

CUSTOMER = kiosk.ADA
CHARGER, CROSSWORD = kiosk.FIRST, kiosk.SECOND
"""Orders of the customer: flat white and phone charger; flat white and crossword book."""
VOUCHER, CARD, ACCOUNT = "PM0001a", "PM0001b", "PM0001c"


WORLD = kiosk.world()
LEXICON: Lexicon = lexicon(WORLD, CUSTOMER)

EMAIL = Fact(topic="email", text="My e-mail is ada@mail.example.", value="ada@mail.example")
POSTCODE = Fact(topic="postcode", text="My postcode is 60601.", value="60601")
NAME = Fact(topic="name", text="I'm Ada Cole.", value="Ada Cole")
REASON = Slot(values=("changed plans",), text="my plans have changed", topic="reason")
ORDERS = {
    CHARGER: Slot(values=(CHARGER,), text="the order with the phone charger", topic="order"),
    CROSSWORD: Slot(values=(CROSSWORD,), text="the order with the crossword book", topic="order"),
}


def reason_of(wish: str) -> Fact:
    return Fact(
        topic="reason",
        text="My plans have changed.",
        value="plans have changed",
        wish=wish,
        param="reason",
        means=("changed plans",),
    )


def order_of(wish: str, text: str, *means: str, **more: Any) -> Fact:
    return Fact(topic="order", text=text, wish=wish, param="order_id", means=means, **more)


def cancel(name: str, order: str, text: str = "", **more: Any) -> Wish:
    slots = {"order_id": ORDERS[order], "reason": REASON}
    return Wish(id=name, tool="cancel_order", text=text or f"Please cancel {ORDERS[order].text}.", slots=slots, **more)


def pay(name: str, order: str, **more: Any) -> Wish:
    slots = {"order_id": ORDERS[order], "payment_id": Slot(values=(CARD,), text="my card", topic="payment")}
    return Wish(
        id=name, tool="change_payment", text=f"Please put {ORDERS[order].text} on my card.", slots=slots, **more
    )


def move(name: str, postcode: str = "54321", **more: Any) -> Wish:
    slots = {"postcode": Slot(values=(postcode,), text=postcode, topic="new postcode")}
    return Wish(
        id=name, tool="set_postcode", text=f"Then please change my postcode to {postcode}.", slots=slots, **more
    )


def side(*wishes: Wish, facts: tuple[Fact, ...] = (), opening: str = "", **more: Any) -> UserSide:
    said = opening or " ".join(wish.text for wish in wishes if wish.starts == "opening")
    return UserSide(customer=CUSTOMER, opening=said, facts=(EMAIL, POSTCODE, NAME, *facts), wishes=wishes, **more)


PLAIN = side(cancel("w", CROSSWORD), facts=(reason_of("w"),))
AMBIGUOUS = side(
    cancel("w", CROSSWORD, text="I'd like to cancel my order with the flat white."),
    facts=(
        order_of("w", "It's about an order with a flat white.", CHARGER, CROSSWORD, when="opening"),
        order_of("w", "I mean the one with the crossword book.", CROSSWORD, value="crossword book"),
        reason_of("w"),
    ),
)
CONFLICT = side(
    cancel("w", CROSSWORD, text="I'd like to cancel my order with the umbrella."),
    facts=(
        order_of("w", "It's the order with the umbrella.", when="opening"),
        order_of(
            "w", "Oh, then it is the one with the crossword book.", CROSSWORD, value="crossword book", when="conflict"
        ),
        reason_of("w"),
    ),
)
REFUND = Question(id="refund", text="How much will I get back?", kind="money", subject=("refund", "back"))
MIND = (
    "Actually, keep the order with the phone charger. Please cancel the one with the crossword book instead."
    " How much will I get back?"
)
CHANGING = side(
    cancel("first", CHARGER, ends="change"),
    cancel("final", CROSSWORD, starts="change"),
    facts=(
        reason_of("first"),
        order_of("final", "The one with the crossword book.", CROSSWORD, value="crossword book", when="change"),
        reason_of("final"),
    ),
    questions=(REFUND.model_copy(update={"when": "change"}),),
    change=Change(text=MIND),
)
REVERSAL = CHANGING.model_copy(update={"change": Change(text=MIND, trigger="after-write")})
PARTLY = side(cancel("no", CHARGER, insists=1), pay("yes", CROSSWORD), move("instead", starts="refusal"))
ALL = (PLAIN, AMBIGUOUS, CONFLICT, CHANGING, REVERSAL, PARTLY)


class Talk:
    """One conversation with the scripted user."""

    def __init__(self, user: UserSide, words: Lexicon = LEXICON) -> None:
        self.session = Scripted().play(user, words)
        self.said: list[Said] = [self.session.opening()]

    def say(self, text: str, *executed: Executed) -> Said:
        self.said.append(asyncio.run(self.session.reply(text, executed)))
        return self.said[-1]

    def events(self, kind: str) -> list[Event]:
        return [event for one in self.said for event in one.events if event.kind == kind]


def kinds(said: Said) -> list[str]:
    return [event.kind for event in said.events]
