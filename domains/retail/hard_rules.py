"""Rules that the tools enforce themselves; a test holds predicate and refusal together.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.records.task import Cell

from .facts import (
    Args,
    asked_of_card,
    cells,
    in_time,
    item_cells,
    items,
    method,
    order,
    order_cells,
    owner,
    payment,
    replacement,
    status,
)
from .ledger import address_of

METHODS = ("payment_method_id", "refund_to", "from_gift_card_id", "to_gift_card_id")


UNDER_WAY = {"processing", "shipped"}
_ITEM_CHANGES = {"new_variant_id", "refund_to"}
"""Parameters of writes that are about items."""


@rule("cancel-pending-only", tools=["cancel_order"], hard=True, evidence=order_cells("status"))
def cancel_pending_only(db: Db, args: Args, _talk: Talk) -> bool:
    """Orders that are under way are not cancelled; what has arrived or is cancelled leaves nothing to cancel."""
    return status(db, args) in UNDER_WAY


@rule(
    "pending-only", tools=["change_shipping_speed", "change_payment_method"], hard=True, evidence=order_cells("status")
)
def pending_only(db: Db, args: Args, _talk: Talk) -> bool:
    """Speed and payment method of an order that is under way stay as they are."""
    return status(db, args) in UNDER_WAY


@rule("address-before-shipping", tools=["change_shipping_address"], hard=True, evidence=order_cells("status"))
def address_before_shipping(db: Db, args: Args, _talk: Talk) -> bool:
    """What has shipped is not redirected."""
    return status(db, args) == "shipped"


@rule(
    "items-under-way",
    tools=["change_item", "exchange_item", "return_items"],
    hard=True,
    evidence=order_cells("status"),
)
def items_under_way(db: Db, args: Args, _talk: Talk) -> bool:
    """Items are not changed, exchanged or returned between packing and arrival."""
    return status(db, args) in UNDER_WAY


@rule("no-open-return", tools=["return_items", "exchange_item"], hard=True, evidence=item_cells("status"))
def no_open_return(db: Db, args: Args, _talk: Talk) -> bool:
    """An item with an open exchange is neither returned nor exchanged, one with an open return is not exchanged."""
    planned = {"exchange requested"} if "refund_to" in args else {"return requested", "exchange requested"}
    return any(one["status"] in planned for one in items(db, args))


def _both_products(db: Db, args: Args) -> list[Cell]:
    if not (both := replacement(db, args)):
        return []
    return [
        Cell(table="order_items", key=(args["item_id"],), column="variant_id"),
        Cell(table="variants", key=(both["new"],), column="product_id"),
    ]


@rule("same-product", tools=["change_item", "exchange_item"], hard=True, evidence=_both_products)
def same_product(db: Db, args: Args, _talk: Talk) -> bool:
    """An item is changed to a variant of the same product only."""
    both = replacement(db, args)
    return bool(both and both["old_product"] != both["new_product"] and in_time(db, args))


def _present(db: Db, args: Args) -> list[Cell]:
    if _ITEM_CHANGES & args.keys():
        return list(item_cells("status" if "refund_to" in args else "variant_id")(db, args))
    if "channel" in args:
        return [Cell(table="users", key=(args["user_id"],), column="contact_preference")] if owner(db, args) else []
    if "speed" in args:
        return cells(order(db, args), "orders", "order_id", "shipping_speed")
    if "payment_method_id" in args:
        return cells(payment(db, args), "payments", "payment_id", "payment_method_id")
    if "user_id" in args:
        return [Cell(table="users", key=(args["user_id"],), column="street")] if owner(db, args) else []
    return cells(order(db, args), "orders", "order_id", "street")


def _item_is_so(db: Db, args: Args) -> bool:
    """Whether an item is the wanted variant, or is on its way back."""
    if "refund_to" in args:
        return any(one["status"] == "return requested" for one in items(db, args))
    both = replacement(db, args)
    return bool(both and both["old"] == both["new"])


@rule(
    "real-change",
    tools=[
        "change_item",
        "exchange_item",
        "return_items",
        "change_shipping_speed",
        "change_payment_method",
        "change_shipping_address",
        "change_default_address",
        "set_contact_preference",
    ],
    hard=True,
    evidence=_present,
    wished_against=False,
)
def real_change(db: Db, args: Args, _talk: Talk) -> bool:
    """A change must change something."""
    if not in_time(db, args):
        return False
    if _ITEM_CHANGES & args.keys():
        return _item_is_so(db, args)
    if "channel" in args:
        now = db.value("select contact_preference from users where user_id = ?", args.get("user_id"))
        return bool(now == args["channel"])
    if "speed" in args:
        return bool(order(db, args).get("shipping_speed") == args["speed"])
    if "payment_method_id" in args:
        return bool(payment(db, args).get("payment_method_id") == args["payment_method_id"])
    user = db.row("select * from users where user_id = ?", args["user_id"]) if "user_id" in args else order(db, args)
    return bool(user and address_of(user) == args.get("address"))


def _stock(db: Db, args: Args) -> list[Cell]:
    both = replacement(db, args)
    return cells(both, "variants", "new", "stock")


@rule("in-stock", tools=["change_item", "exchange_item"], hard=True, about="stock", evidence=_stock)
def in_stock(db: Db, args: Args, _talk: Talk) -> bool:
    """The new variant must be in stock."""
    out = db.value("select stock = 0 from variants where variant_id = ?", args.get("new_variant_id"))
    return bool(out and in_time(db, args))


@rule(
    "payment-method-own",
    tools=["change_payment_method", "return_items", "exchange_item", "transfer_balance"],
    hard=True,
    about="ownership",
)
def payment_method_own(db: Db, args: Args, _talk: Talk) -> bool:
    """Payment methods must be on file for the account that the call is about."""
    whose = owner(db, args)
    holders = (method(db, args[name]).get("user_id") for name in METHODS if name in args)
    return whose is not None and any(holder not in {None, whose} for holder in holders)


def _balance(db: Db, args: Args) -> list[Cell]:
    card, _ = asked_of_card(db, args)
    return cells(card, "payment_methods", "payment_method_id", "balance_cents")


@rule(
    "gift-card-covers",
    tools=["change_payment_method", "change_item", "change_shipping_speed", "exchange_item", "transfer_balance"],
    hard=True,
    evidence=_balance,
)
def gift_card_covers(db: Db, args: Args, _talk: Talk) -> bool:
    """A gift card must cover the whole amount or difference."""
    card, cents = asked_of_card(db, args)
    return bool(card.get("kind") == "gift card" and card["balance_cents"] < cents and in_time(db, args))


def _kinds(db: Db, args: Args) -> list[Cell]:
    both = (method(db, args.get("from_gift_card_id")), method(db, args.get("to_gift_card_id")))
    return [cell for one in both for cell in cells(one, "payment_methods", "payment_method_id", "kind")]


@rule("gift-cards-only", tools=["transfer_balance"], hard=True, evidence=_kinds)
def gift_cards_only(db: Db, args: Args, _talk: Talk) -> bool:
    """A gift card is neither paid out to a card or wallet nor topped up from one."""
    giver, taker = method(db, args.get("from_gift_card_id")), method(db, args.get("to_gift_card_id"))
    return bool(giver and taker) and (giver["kind"] == "gift card") != (taker["kind"] == "gift card")
