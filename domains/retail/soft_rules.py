"""Rules that only the policy states: the tools would accept what they forbid.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.domain.tool import Tool
from pytest_t2t.records.task import Cell

from . import tools as shop
from .facts import Args, cells, days_since, in_time, items, method, order, order_cells, owner, payment, status
from .values import (
    ACCEPTED_REASONS,
    ADDRESS_DAYS,
    LATE_RETURN_CENTS,
    LATE_RETURN_DAYS,
    MISSING_DAYS,
    RETURN_DAYS,
    REWARD,
)

_TOOLS = [tool for tool in vars(shop).values() if isinstance(tool, Tool)]
WRITES = [tool.name for tool in _TOOLS if tool.effect == "writes"]
WISHED = [tool.name for tool in _TOOLS if tool.wished]
PERSONAL = ["get_user", "list_orders", "get_order"]
BY_PARAMETERS = {frozenset(part.name for part in tool.parameters): tool.name for tool in _TOOLS if tool.wished}
"""The names of its parameters tell which wished write a call is of."""


@rule("authenticated-first", tools=[*PERSONAL, *WRITES])
def authenticated_first(_db: Db, _args: Args, talk: Talk) -> bool:
    """Nothing of a customer is read or changed before authentication."""
    return talk.customer is None


@rule("explicit-consent", tools=WISHED, consent=True)
def explicit_consent(_db: Db, args: Args, talk: Talk) -> bool:
    """Every change needs the customer's explicit yes to it."""
    return not talk.consented(BY_PARAMETERS.get(frozenset(args), ""), args)


@rule("own-data-only", tools=WRITES, about="ownership")
def own_data_only(db: Db, args: Args, talk: Talk) -> bool:
    """Only the authenticated customer's own account and orders are changed."""
    return talk.customer is not None and owner(db, args) not in {None, talk.customer}


@rule(
    "return-window",
    tools=["return_items", "exchange_item"],
    evidence=order_cells("delivered_on"),
    remedies=["decline", "escalate"],
)
def return_window(db: Db, args: Args, _talk: Talk) -> bool:
    """Returns and exchanges within 30 days of delivery."""
    return days_since(db, order(db, args).get("delivered_on")) > RETURN_DAYS


def _final_sale_cells(db: Db, args: Args) -> list[Cell]:
    final = [one for one in items(db, args) if one["final_sale"]]
    return [cell for one in final for cell in cells(one, "products", "product_id", "final_sale")]


@rule("final-sale", tools=["return_items", "exchange_item"], evidence=_final_sale_cells)
def final_sale(db: Db, args: Args, _talk: Talk) -> bool:
    """Final-sale products are not taken back."""
    return status(db, args) == "delivered" and any(one["final_sale"] for one in items(db, args))


def _refund_cells(db: Db, args: Args) -> list[Cell]:
    return [
        *cells(payment(db, args), "payments", "payment_id", "payment_method_id"),
        *cells(method(db, args.get("refund_to")), "payment_methods", "payment_method_id", "kind"),
    ]


@rule("refund-target", tools=["return_items"], evidence=_refund_cells, remedies=["decline", "alternative"])
def refund_target(db: Db, args: Args, _talk: Talk) -> bool:
    """Refunds go to the original payment method or to a gift card."""
    target, original = method(db, args.get("refund_to")), payment(db, args)
    if not target or not original:
        return False
    other = target["payment_method_id"] != original["payment_method_id"]
    return bool(other and target["kind"] != "gift card" and in_time(db, args))


def _made_to_order(db: Db, args: Args) -> list[str]:
    """Products made to order: of the item that the call names, else of the whole order."""
    if "item_id" in args:
        return [one["product_id"] for one in items(db, args) if one["made_to_order"]]
    found = db.tuples(
        "select distinct product_id from order_items join variants using (variant_id) join products using (product_id)"
        " where order_id = ? and made_to_order order by product_id",
        args.get("order_id"),
    )
    return [product_id for (product_id,) in found]


def _made_to_order_cells(db: Db, args: Args) -> list[Cell]:
    return [Cell(table="products", key=(key,), column="made_to_order") for key in _made_to_order(db, args)]


@rule("made-to-order", tools=["cancel_order", "change_item"], evidence=_made_to_order_cells)
def made_to_order(db: Db, args: Args, _talk: Talk) -> bool:
    """Orders with made-to-order products are not cancelled, nor these products changed."""
    return status(db, args) == "pending" and bool(_made_to_order(db, args))


@rule("cancel-reason", tools=["cancel_order"])
def cancel_reason(db: Db, args: Args, _talk: Talk) -> bool:
    """Orders are cancelled for three reasons only."""
    return args.get("reason") not in ACCEPTED_REASONS and in_time(db, args)


@rule("address-window", tools=["change_shipping_address"], evidence=order_cells("placed_on"))
def address_window(db: Db, args: Args, _talk: Talk) -> bool:
    """The address is changed within three days of placing the order."""
    found = order(db, args)
    return found.get("status") in {"pending", "processing"} and days_since(db, found["placed_on"]) > ADDRESS_DAYS


def _bulky(db: Db, args: Args) -> list[str]:
    found = db.tuples(
        "select distinct product_id from order_items join variants using (variant_id) join products using (product_id)"
        " where order_id = ? and bulky order by product_id",
        args.get("order_id"),
    )
    return [product_id for (product_id,) in found]


def _bulky_cells(db: Db, args: Args) -> list[Cell]:
    return [Cell(table="products", key=(key,), column="bulky") for key in _bulky(db, args)]


@rule(
    "bulky-not-express",
    tools=["change_shipping_speed"],
    evidence=_bulky_cells,
    remedies=["decline", "alternative"],
)
def bulky_not_express(db: Db, args: Args, _talk: Talk) -> bool:
    """Bulky products don't go by express."""
    return args.get("speed") == "express" and status(db, args) == "pending" and bool(_bulky(db, args))


def _rewards(db: Db, args: Args) -> list[dict[str, Any]]:
    both = (method(db, args.get(name)) for name in ("from_gift_card_id", "to_gift_card_id"))
    return [one for one in both if one.get("brand") == REWARD]


def _reward_cells(db: Db, args: Args) -> list[Cell]:
    return [c for one in _rewards(db, args) for c in cells(one, "payment_methods", "payment_method_id", "brand")]


@rule("reward-cards", tools=["transfer_balance"], evidence=_reward_cells)
def reward_cards(db: Db, args: Args, _talk: Talk) -> bool:
    """Nothing is transferred from or to a reward card."""
    return in_time(db, args) and bool(_rewards(db, args))


def _escalation_cells(db: Db, args: Args) -> list[Cell]:
    if args.get("topic") == "late return":
        paid = cells(payment(db, args), "payments", "payment_id", "amount_cents")
        return [*cells(order(db, args), "orders", "order_id", "delivered_on"), *paid]
    return cells(order(db, args), "orders", "order_id", "status")


@rule("escalation-only-when", tools=["escalate_to_person"], evidence=_escalation_cells)
def escalation_only_when(db: Db, args: Args, _talk: Talk) -> bool:
    """A person takes over late returns of larger orders, and parcels that have been under way for long."""
    found = order(db, args)
    if not found:
        return False
    if args.get("topic") == "late return":
        late = RETURN_DAYS < days_since(db, found["delivered_on"]) <= LATE_RETURN_DAYS
        return not (late and payment(db, args).get("amount_cents", 0) >= LATE_RETURN_CENTS)
    shipped = db.value("select max(shipped_on) from shipments where order_id = ?", args.get("order_id"))
    return not (found["status"] == "shipped" and days_since(db, shipped) > MISSING_DAYS)
