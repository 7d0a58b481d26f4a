"""The writing tools for delivered orders: returns and exchanges, and taking them back.

(database, order, items, where the money goes) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Row, find, find_item, find_method, find_new_variant, find_order, move_stock, take
from .values import ItemId, NewVariantId, OrderId, PaymentMethodId

Call = tuple[str, dict[str, Any]]
Items = Annotated[list[ItemId], Field(min_length=1)]


def _return_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "cancel_return", {"order_id": args["order_id"], "item_ids": args["item_ids"]}


@tool(writes, inverse=_return_back)
def return_items(db: Db, order_id: OrderId, item_ids: Items, refund_to: PaymentMethodId) -> Row:
    """Book the return of items of one delivered order; a prepaid label is emailed, the refund follows on arrival.

    Args:
      order_id: The order id.
      item_ids: The items to return, all of this order.
      refund_to: The payment method that gets the refund.
    """
    order = find_order(db, order_id, "delivered")
    find_method(db, refund_to, order["user_id"])
    if not item_ids:
        raise ToolError("Name at least one item.")
    booked = [_book_return(db, find_item(db, order, item_id, "delivered"), refund_to) for item_id in item_ids]
    return {
        "order_id": order["order_id"],
        "returns": booked,
        "refund_to": refund_to,
        "refund_cents": sum(one["refund_cents"] for one in booked),
    }


def _book_return(db: Db, item: Row, refund_to: str) -> Row:
    return_id = f"R{db.next_id('returns')}"
    item_id, cents = item["item_id"], item["price_cents"]
    db.run("update order_items set status = 'return requested' where item_id = ?", item_id)
    db.run("insert into returns values (?, ?, 'requested', ?)", return_id, item_id, db.now.isoformat())
    _owe(db, return_id, None, refund_to, cents)
    return {"return_id": return_id, "item_id": item_id, "refund_cents": cents}


def _owe(db: Db, return_id: str | None, exchange_id: str | None, payment_method_id: str, cents: int) -> None:
    refund_id = f"F{db.next_id('refunds')}"
    db.run("insert into refunds values (?, ?, ?, ?, ?, 'pending')",
           refund_id, return_id, exchange_id, payment_method_id, cents)  # fmt: skip


def _return_again(db: Db, args: dict[str, Any], _result: Any) -> Call | None:
    refunds = db.tuples(
        "select distinct f.payment_method_id from refunds f join returns using (return_id) where item_id in"
        f" ({', '.join('?' for _ in args['item_ids'])})",
        *args["item_ids"],
    )
    return ("return_items", args | {"refund_to": refunds[0][0]}) if len(refunds) == 1 else None


@tool(writes, inverse=_return_again)
def cancel_return(db: Db, order_id: OrderId, item_ids: Items) -> Row:
    """Take back the open return of items of one order: the customer keeps them and gets no refund.

    Args:
      order_id: The order id.
      item_ids: The items whose return is cancelled, all of this order.
    """
    order = find_order(db, order_id, "delivered")
    if not item_ids:
        raise ToolError("Name at least one item.")
    for item_id in item_ids:
        find_item(db, order, item_id, "return requested")
        open_return = db.value("select return_id from returns where item_id = ? and status = 'requested'", item_id)
        db.run("update returns set status = 'cancelled' where return_id = ?", open_return)
        db.run("update refunds set status = 'cancelled' where return_id = ?", open_return)
        db.run("update order_items set status = 'delivered' where item_id = ?", item_id)
    return {"order_id": order["order_id"], "item_ids": item_ids, "status": "cancelled"}


def _exchange_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "cancel_exchange", {"order_id": args["order_id"], "item_id": args["item_id"]}


@tool(writes, inverse=_exchange_back)
def exchange_item(
    db: Db, order_id: OrderId, item_id: ItemId, new_variant_id: NewVariantId, payment_method_id: PaymentMethodId
) -> Row:
    """Book the exchange of a delivered item for another variant of the same product.

    Args:
      order_id: The order id.
      item_id: The item that the customer sends back.
      new_variant_id: The variant that the customer wants instead.
      payment_method_id: Pays the price difference, or gets it where the new variant costs less.
    """
    order = find_order(db, order_id, "delivered")
    item = find_item(db, order, item_id, "delivered")
    new = find_new_variant(db, item, new_variant_id)
    method = find_method(db, payment_method_id, order["user_id"])
    difference = new["price_cents"] - item["price_cents"]
    exchange_id = f"X{db.next_id('exchanges')}"
    db.run("insert into exchanges values (?, ?, ?, ?, ?, 'requested', ?)",
           exchange_id, item_id, new_variant_id, payment_method_id, difference, db.now.isoformat())  # fmt: skip
    if difference > 0:
        take(db, method, difference)
        db.run("insert into payments values (?, ?, ?, ?, ?, 'captured')",
               f"P{db.next_id('payments')}", order["order_id"], payment_method_id, exchange_id, difference)  # fmt: skip
    if difference < 0:
        _owe(db, None, exchange_id, payment_method_id, -difference)
    move_stock(db, new_variant_id, -1)
    db.run("update order_items set status = 'exchange requested' where item_id = ?", item_id)
    return {
        "exchange_id": exchange_id,
        "order_id": order["order_id"],
        "item_id": item_id,
        "new_variant_id": new_variant_id,
        "payment_method_id": payment_method_id,
        "difference_cents": difference,
    }


def _exchange_again(db: Db, args: dict[str, Any], result: Any) -> Call:
    booked = find(db, "exchanges", "exchange_id", result["exchange_id"])
    wanted = {name: booked[name] for name in ("new_variant_id", "payment_method_id")}
    return "exchange_item", args | wanted


@tool(writes, inverse=_exchange_again)
def cancel_exchange(db: Db, order_id: OrderId, item_id: ItemId) -> Row:
    """Take back the open exchange of an item: the customer keeps it, a paid difference is given back.

    Args:
      order_id: The order id.
      item_id: The item whose exchange is cancelled.
    """
    order = find_order(db, order_id, "delivered")
    find_item(db, order, item_id, "exchange requested")
    booked = db.row("select * from exchanges where item_id = ? and status = 'requested'", item_id)
    if booked is None:
        raise ToolError(f"Item {item_id} has no open exchange.")
    exchange_id = booked["exchange_id"]
    method = find(db, "payment_methods", "payment_method_id", booked["payment_method_id"])
    take(db, method, -max(booked["difference_cents"], 0))
    db.run("update exchanges set status = 'cancelled' where exchange_id = ?", exchange_id)
    db.run("update payments set status = 'released' where exchange_id = ?", exchange_id)
    db.run("update refunds set status = 'cancelled' where exchange_id = ?", exchange_id)
    move_stock(db, booked["new_variant_id"], 1)
    db.run("update order_items set status = 'delivered' where item_id = ?", item_id)
    return {"order_id": order["order_id"], "exchange_id": exchange_id, "item_id": item_id, "status": "cancelled"}
