"""Rows that tools need, and how money and stock move: the part that all writing tools share.

(database, id) -> row or ToolError; (database, method, cents) -> held or given back
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError

from .values import ADDRESS_COLUMNS

Row = dict[str, Any]


def find(db: Db, table: str, key: str, value: str) -> Row:
    """The row of a table by its key, or a refusal that names what was looked for."""
    row = db.row(f"select * from {table} where {key} = ?", value)
    if row is None:
        raise ToolError(f"There is no {key.removesuffix('_id').replace('_', ' ')} {value!r}.")
    return row


def find_order(db: Db, order_id: str, *statuses: str) -> Row:
    """The order, which must have one of the statuses."""
    order = find(db, "orders", "order_id", order_id)
    if statuses and order["status"] not in statuses:
        wanted = " or ".join(statuses)
        raise ToolError(f"Order {order['order_id']} is {order['status']}; this needs an order that is {wanted}.")
    return order


def find_item(db: Db, order: Row, item_id: str, status: str = "") -> Row:
    """The item, which must be in the order and have the status."""
    item = find(db, "order_items", "item_id", item_id)
    if item["order_id"] != order["order_id"]:
        raise ToolError(f"Item {item_id} is not part of order {order['order_id']}.")
    if status and item["status"] != status:
        raise ToolError(f"Item {item_id} has status {item['status']!r}; this needs one that is {status!r}.")
    return item


def find_new_variant(db: Db, item: Row, variant_id: str) -> Row:
    """The variant that is to replace an item's: same product, another variant, in stock."""
    new = find(db, "variants", "variant_id", variant_id)
    old = find(db, "variants", "variant_id", item["variant_id"])
    if new["product_id"] != old["product_id"]:
        raise ToolError(f"Variant {variant_id} belongs to another product than item {item['item_id']}.")
    if new["variant_id"] == old["variant_id"]:
        raise ToolError(f"Item {item['item_id']} already is variant {variant_id}.")
    if new["stock"] == 0:
        raise ToolError(f"Variant {variant_id} is out of stock.")
    return new


def find_method(db: Db, payment_method_id: str, user_id: str) -> Row:
    """The payment method, which must be on file for the account."""
    method = find(db, "payment_methods", "payment_method_id", payment_method_id)
    if method["user_id"] != user_id:
        raise ToolError(f"Payment method {payment_method_id} is not on file for this account.")
    return method


def find_payment(db: Db, order_id: str) -> Row:
    """The payment of the order itself."""
    payment = db.row("select * from payments where order_id = ? and exchange_id is null", order_id)
    if payment is None:
        raise ToolError(f"Order {order_id} has no payment.")
    return payment


def take(db: Db, method: Row, cents: int) -> None:
    """Take an amount from a payment method, give it back where negative; only gift cards keep a balance."""
    if method["kind"] != "gift card" or cents == 0:
        return
    key = method["payment_method_id"]
    balance = db.value("select balance_cents from payment_methods where payment_method_id = ?", key)
    if balance < cents:
        raise ToolError(f"Gift card {key} holds {balance} cents, which does not cover {cents} cents.")
    db.run("update payment_methods set balance_cents = balance_cents - ? where payment_method_id = ?", cents, key)


def charge_more(db: Db, order_id: str, cents: int) -> int:
    """Raise the payment of an order that has not been captured yet (lower it where negative); the new total."""
    payment = find_payment(db, order_id)
    take(db, find(db, "payment_methods", "payment_method_id", payment["payment_method_id"]), cents)
    db.run("update payments set amount_cents = amount_cents + ? where payment_id = ?", cents, payment["payment_id"])
    total: int = payment["amount_cents"] + cents
    return total


def move_stock(db: Db, variant_id: str, by: int) -> None:
    """Add to a variant's stock."""
    db.run("update variants set stock = stock + ? where variant_id = ?", by, variant_id)


def address_of(row: Row) -> Row:
    """The address columns of an order or a user."""
    return {name: row[name] for name in ADDRESS_COLUMNS}


def set_address(db: Db, table: str, key: str, value: str, address: Row) -> None:
    """Write the address columns of one row."""
    columns = ", ".join(f"{name} = ?" for name in ADDRESS_COLUMNS)
    db.run(f"update {table} set {columns} where {key} = ?", *(address[name] for name in ADDRESS_COLUMNS), value)
