"""A yes and a report count for the wishes that they are about: several wishes on the same order of the retail shop.

a customer's pending order with one item -> wishes about both -> proposals and reports
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.records.task import Slot, UserSide, Wish
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.scripted import Scripted
from tests import made


@dataclass(frozen=True)
class Shop:
    """A customer with a pending order of one item."""

    customer: str
    order: str
    item: str
    product: str
    old: str
    """Options of the item's variant, and of another one."""
    variant: str
    new: str
    method: str
    ending: str


@cache
def shop() -> Shop:
    with made.world().open() as environment:
        db = environment.db
        row = db.tuples(
            "select o.user_id, o.order_id, i.item_id, lower(p.name), i.variant_id, p.product_id, m.payment_method_id, m.last4"
            " from orders o join order_items i using (order_id) join variants v using (variant_id) join products p using (product_id)"
            " join payment_methods m using (user_id) join payments y using (order_id)"
            " where o.status = 'pending' and m.kind = 'card' and m.payment_method_id <> y.payment_method_id"
            " and o.shipping_speed = 'standard' group by o.order_id"
            " having count(distinct i.item_id) = 1 and count(distinct m.brand) = 1 order by o.order_id limit 1"
        )[0]
        customer, order, item, product, old, parent, method, ending = row
        (variant,) = db.tuples(
            "select variant_id from variants where product_id = ? and variant_id <> ? order by 1 limit 1", parent, old
        )[0]
        options = "select group_concat(value, ', ') from variant_options where variant_id = ?"
        return Shop(
            customer, order, item, product, str(db.value(options, old)), variant, str(db.value(options, variant)),
            method, str(ending),
        )  # fmt: skip


def slot(value: Any, text: str = "that", topic: str = "") -> Slot:
    return Slot(values=(value,), text=text, topic=topic)


def speed(name: str = "speed") -> Wish:
    slots = {"order_id": slot(shop().order, topic="order"), "speed": slot("expedited", topic="speed")}
    return Wish(id=name, tool="change_shipping_speed", text="Please make it expedited.", slots=slots)


def change(name: str = "change") -> Wish:
    slots = {
        "order_id": slot(shop().order),
        "item_id": slot(shop().item, f"the {shop().product}", "item"),
        "new_variant_id": slot(shop().variant, topic="new_item"),
    }
    return Wish(id=name, tool="change_item", text=f"Please change the {shop().product}.", slots=slots)


def pay(name: str = "pay") -> Wish:
    slots = {"order_id": slot(shop().order), "payment_method_id": slot(shop().method, topic="payment_method")}
    return Wish(id=name, tool="change_payment_method", text="Please charge my card.", slots=slots)


def say(text: str, *wishes: Wish) -> Said:
    side = UserSide(customer=shop().customer, opening="Hi, I need help.", facts=(), wishes=wishes)
    session = Scripted().play(side, lexicon(made.world(), shop().customer))
    session.opening()
    return asyncio.run(session.reply(text, ()))


def about(said: Said, kind: str) -> set[str]:
    return {event.wish for event in said.events if event.kind == kind}


def order() -> str:
    return f"order #{shop().order} ({shop().product})"


def item() -> str:
    return f"the {shop().product} ({shop().old}, item {shop().item})"


def version() -> str:
    return f"the {shop().product} ({shop().new}, variant {shop().variant})"


PROPOSALS = {
    "I'd change {order} to expedited shipping. May I?": {"speed"},
    "Shall I upgrade {order} to expedited shipping?": {"speed"},
    "I can switch the shipping speed of {order} to expedited. Would you like me to proceed?": {"speed"},
    "I'll change {item} to {version}. Is that correct?": {"change"},
    "For {order}, I would change {item} to {version}. Shall I go ahead?": {"change"},
    "To confirm: I'll change {item} to {version} and change {order} to expedited shipping. Shall I proceed?": {
        "change",
        "speed",
    },
    "To confirm, for {order}:\n\n1. Change the shipping speed to expedited\n2. Change {item} to {version}\n\nProceed?": {
        "change",
        "speed",
    },
    "I'll change the payment method of {order} to your card ending in {ending}. Do you confirm?": {"pay"},
    "**Payment**\n- **Order:** {order}\n- **New payment method:** card ending in {ending}\n\nShall I proceed?": {"pay"},
    "I'd change the payment method of {order} to the card ending in {ending}, and the speed to expedited. OK?": {
        "pay",
        "speed",
    },
}


def filled(text: str) -> str:
    return text.format(order=order(), item=item(), version=version(), ending=shop().ending)


@pytest.mark.parametrize("text", PROPOSALS)
def test_a_yes_is_for_what_is_proposed(text: str) -> None:
    said = say(filled(text), speed(), change(), pay())
    assert about(said, "affirmed") == PROPOSALS[text], (filled(text), said)
    assert not about(said, "denied")


REPORTS = {
    "I have changed {order} to expedited shipping.": {"speed"},
    "The shipping speed of {order} has been upgraded to expedited.": {"speed"},
    "I have changed {item} to {version}.": {"change"},
    "The payment method of {order} has been changed to the card ending in {ending}.": {"pay"},
}


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_claims_the_wish_that_it_names(text: str) -> None:
    assert about(say(filled(text), speed(), change(), pay()), "claimed") == REPORTS[text]


def test_another_action_on_the_same_order_is_no_wish() -> None:
    said = say(filled("I'd change {order} to expedited shipping. May I?"), change())
    assert about(said, "denied") == {"change"}
    assert not about(said, "affirmed")


def test_a_choice_confirmed_is_no_yes_to_an_action() -> None:
    said = say(f"So you're talking about order #{shop().order}, is that right?", speed(), change())
    assert not about(said, "affirmed")
    assert about(said, "narrowed") == {"speed", "change"}  # the order has only one item
    assert said.text.startswith(("Yes", "Exactly"))
