"""What rules ask of the database: small totals over ids that may not exist, each one query.

(database, arguments) -> row, number or None; arguments -> cells
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.records.task import Cell

from .values import shipping_fee

Args = dict[str, Any]
Evidence = Callable[[Db, Args], Sequence[Cell]]


def order(db: Db, args: Args) -> dict[str, Any]:
    """The order, {} where there is none."""
    return db.row("select * from orders where order_id = ?", args.get("order_id")) or {}


def status(db: Db, args: Args) -> str:
    """The order's status, "" where there is none."""
    return db.value("select status from orders where order_id = ?", args.get("order_id")) or ""


def in_time(db: Db, args: Args) -> bool:
    """Whether the write is meant for orders in this state, or such cards; where not, rules of content say nothing."""
    if "amount_cents" in args:
        both = [method(db, args.get(name)).get("kind") for name in ("from_gift_card_id", "to_gift_card_id")]
        return both == ["gift card", "gift card"] and args["from_gift_card_id"] != args["to_gift_card_id"]
    if "order_id" not in args:
        return True
    if "refund_to" in args or {"new_variant_id", "payment_method_id"} <= args.keys():
        return status(db, args) == "delivered"
    return status(db, args) in ({"pending", "processing"} if "address" in args else {"pending"})


def item_ids(args: Args) -> list[str]:
    """The items of a call, one or several."""
    return list(args["item_ids"]) if "item_ids" in args else [args.get("item_id", "")]


def items(db: Db, args: Args) -> list[dict[str, Any]]:
    """The items of a call with their product's flags; unknown ones are left out."""
    keys = item_ids(args)
    return db.rows(
        "select i.*, p.product_id, p.final_sale, p.made_to_order from order_items i"
        " join variants using (variant_id) join products p using (product_id)"
        f" where item_id in ({', '.join('?' for _ in keys)})",
        *keys,
    )


def days_since(db: Db, day: str | None) -> int:
    """Days from an ISO date until today; -1 where there is none."""
    return (db.today - date.fromisoformat(day)).days if day else -1


def replacement(db: Db, args: Args) -> dict[str, Any]:
    """The item and the variant that is to replace it: price, stock and product of both; {} where one is missing."""
    found = db.row(
        "select i.price_cents as paid_cents, i.variant_id as old, o.product_id as old_product,"
        " n.variant_id as new, n.product_id as new_product, n.price_cents as new_cents, n.stock"
        " from order_items i join variants o using (variant_id), variants n where i.item_id = ? and n.variant_id = ?",
        args.get("item_id"), args.get("new_variant_id"),
    )  # fmt: skip
    return found or {}


def payment(db: Db, args: Args) -> dict[str, Any]:
    """The payment of the order itself with its method's kind and balance; {} where there is none."""
    found = db.row(
        "select * from payments join payment_methods using (payment_method_id)"
        " where order_id = ? and exchange_id is null",
        args.get("order_id"),
    )
    return found or {}


def method(db: Db, payment_method_id: Any) -> dict[str, Any]:
    """The payment method, {} where there is none."""
    return db.row("select * from payment_methods where payment_method_id = ?", payment_method_id) or {}


def owner(db: Db, args: Args) -> str | None:
    """Whose account a call is about: the user named, or the order's; None where there is none."""
    if "user_id" in args:
        named: str | None = db.value("select user_id from users where user_id = ?", args["user_id"])
        return named
    owns: str | None = db.value("select user_id from orders where order_id = ?", args.get("order_id"))
    return owns


def asked_of_card(db: Db, args: Args) -> tuple[dict[str, Any], int]:
    """The payment method that a write would take money from, and how many cents: 0 where none."""
    if "amount_cents" in args:
        return method(db, args.get("from_gift_card_id")), args["amount_cents"]
    if "new_variant_id" in args:
        both = replacement(db, args)
        payer = method(db, args["payment_method_id"]) if "payment_method_id" in args else payment(db, args)
        return payer, both["new_cents"] - both["paid_cents"] if both else 0
    if "speed" in args:
        now = db.row(
            "select shipping_cents, tier from orders join users using (user_id) where order_id = ?",
            args.get("order_id"),
        )
        return payment(db, args), shipping_fee(args["speed"], now["tier"]) - now["shipping_cents"] if now else 0
    return method(db, args.get("payment_method_id")), payment(db, args).get("amount_cents", 0)


# ----------------------------------------------------------------------------------------------------- evidence
def order_cells(*columns: str) -> Evidence:
    """Columns of the order that the call names."""
    return lambda db, args: cells(order(db, args), "orders", "order_id", *columns)


def item_cells(column: str) -> Evidence:
    """A column of each item that the call names."""
    return lambda db, args: [Cell(table="order_items", key=(one["item_id"],), column=column) for one in items(db, args)]


def cells(row: dict[str, Any], table: str, key: str, *columns: str) -> list[Cell]:
    """Cells of a row; none of an empty one."""
    return [Cell(table=table, key=(row[key],), column=column) for column in columns] if row else []
