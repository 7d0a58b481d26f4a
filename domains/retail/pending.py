"""The writing tools for orders that have not arrived: cancel, address, speed, payment method, items.

(database, ids, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import (
    Row,
    address_of,
    charge_more,
    find,
    find_item,
    find_method,
    find_new_variant,
    find_order,
    find_payment,
    move_stock,
    set_address,
    take,
)
from .values import Address, ItemId, NewVariantId, OrderId, PaymentMethodId, Reason, Speed, arrival, shipping_fee

Call = tuple[str, dict[str, Any]]


@tool(writes)
def cancel_order(db: Db, order_id: OrderId, reason: Reason) -> Row:
    """Cancel a whole pending order and release its payment. It can't be undone.

    Args:
      order_id: The order id.
      reason: Why the customer cancels.
    """
    order = find_order(db, order_id, "pending")
    key = order["order_id"]
    payment = find_payment(db, key)
    take(db, find(db, "payment_methods", "payment_method_id", payment["payment_method_id"]), -payment["amount_cents"])
    db.run("update payments set status = 'released' where payment_id = ?", payment["payment_id"])
    for (variant_id,) in db.tuples("select variant_id from order_items where order_id = ?", key):
        move_stock(db, variant_id, 1)
    db.run("update order_items set status = 'cancelled' where order_id = ?", key)
    db.run("update orders set status = 'cancelled', cancel_reason = ? where order_id = ?", reason, key)
    return {
        "order_id": key,
        "status": "cancelled",
        "released_cents": payment["amount_cents"],
        "payment_method_id": payment["payment_method_id"],
    }


def _address_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_shipping_address", {"order_id": args["order_id"], "address": result["previous_address"]}


@tool(writes, inverse=_address_back)
def change_shipping_address(db: Db, order_id: OrderId, address: Address) -> Row:
    """Send an order that has not shipped yet to another address.

    Args:
      order_id: The order id.
      address: The new address.
    """
    order = find_order(db, order_id, "pending", "processing")
    previous = address_of(order)
    if previous == address:
        raise ToolError(f"Order {order['order_id']} already goes to this address.")
    set_address(db, "orders", "order_id", order["order_id"], dict(address))
    return {"order_id": order["order_id"], "address": address, "previous_address": previous}


def _speed_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_shipping_speed", {"order_id": args["order_id"], "speed": result["previous_speed"]}


@tool(writes, inverse=_speed_back)
def change_shipping_speed(db: Db, order_id: OrderId, speed: Speed) -> Row:
    """Change the shipping speed of a pending order; the difference in fees goes to the order's payment method.

    Args:
      order_id: The order id.
      speed: The new speed.
    """
    order = find_order(db, order_id, "pending")
    if order["shipping_speed"] == speed:
        raise ToolError(f"Order {order['order_id']} already ships {speed}.")
    fee = shipping_fee(speed, find(db, "users", "user_id", order["user_id"])["tier"])
    total = charge_more(db, order["order_id"], fee - order["shipping_cents"])
    expected = arrival(date.fromisoformat(order["placed_on"]), speed, db.today).isoformat()
    db.run(
        "update orders set shipping_speed = ?, shipping_cents = ?, expected_on = ? where order_id = ?",
        speed, fee, expected, order["order_id"],
    )  # fmt: skip
    return {
        "order_id": order["order_id"],
        "speed": speed,
        "previous_speed": order["shipping_speed"],
        "expected_on": expected,
        "shipping_cents": fee,
        "total_cents": total,
    }


def _method_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    previous = result["previous_payment_method_id"]
    return "change_payment_method", {"order_id": args["order_id"], "payment_method_id": previous}


@tool(writes, inverse=_method_back)
def change_payment_method(db: Db, order_id: OrderId, payment_method_id: PaymentMethodId) -> Row:
    """Have a pending order paid by another payment method of the same customer.

    Args:
      order_id: The order id.
      payment_method_id: The new payment method; a gift card must cover the whole amount.
    """
    order = find_order(db, order_id, "pending")
    method = find_method(db, payment_method_id, order["user_id"])
    payment = find_payment(db, order["order_id"])
    previous = payment["payment_method_id"]
    if previous == payment_method_id:
        raise ToolError(f"Order {order['order_id']} is already paid by {payment_method_id}.")
    take(db, method, payment["amount_cents"])
    take(db, find(db, "payment_methods", "payment_method_id", previous), -payment["amount_cents"])
    db.run("update payments set payment_method_id = ? where payment_id = ?", payment_method_id, payment["payment_id"])
    return {
        "order_id": order["order_id"],
        "payment_method_id": payment_method_id,
        "previous_payment_method_id": previous,
        "amount_cents": payment["amount_cents"],
    }


def _item_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_item", args | {"new_variant_id": result["previous_variant_id"]}


@tool(writes, inverse=_item_back)
def change_item(db: Db, order_id: OrderId, item_id: ItemId, new_variant_id: NewVariantId) -> Row:
    """Change an item of a pending order to another variant of the same product.

    The price difference is charged or given back to the order's payment method.

    Args:
      order_id: The order id.
      item_id: The item to change.
      new_variant_id: The variant that the customer wants instead.
    """
    order = find_order(db, order_id, "pending")
    item = find_item(db, order, item_id)
    new = find_new_variant(db, item, new_variant_id)
    difference = new["price_cents"] - item["price_cents"]
    total = charge_more(db, order["order_id"], difference)
    move_stock(db, item["variant_id"], 1)
    move_stock(db, new_variant_id, -1)
    db.run(
        "update order_items set variant_id = ?, price_cents = ? where item_id = ?",
        new_variant_id, new["price_cents"], item_id,
    )  # fmt: skip
    return {
        "order_id": order["order_id"],
        "item_id": item_id,
        "variant_id": new_variant_id,
        "previous_variant_id": item["variant_id"],
        "difference_cents": difference,
        "total_cents": total,
    }
