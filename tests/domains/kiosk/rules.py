"""The kiosk's policy as predicates.

(db before the call, arguments, talk) -> forbidden?
"""

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.records.task import Cell

_OWNER = {
    "order_id": "select customer_id from orders where order_id = ?",
    "payment_id": "select customer_id from payment_methods where payment_id = ?",
    "customer_id": "select customer_id from customers where customer_id = ?",
}


def _status(_db: Db, args: dict[str, Any]) -> tuple[Cell, ...]:
    return (Cell(table="orders", key=(args["order_id"],), column="status"),)


def _pickup(_db: Db, args: dict[str, Any]) -> tuple[Cell, ...]:
    return (Cell(table="orders", key=(args["order_id"],), column="pickup"),)


def _stock(_db: Db, args: dict[str, Any]) -> tuple[Cell, ...]:
    return tuple(Cell(table="products", key=(product,), column="stock") for product in args["product_ids"])


@rule("ask-first", tools=("cancel_order", "change_payment", "place_order", "set_postcode"), consent=True)
def ask_first(_db: Db, args: dict[str, Any], talk: Talk) -> bool:
    """No yes, no write."""
    name = (
        "cancel_order"
        if "reason" in args
        else "place_order"
        if "product_ids" in args
        else "set_postcode"
        if "postcode" in args
        else ""
    )
    return not talk.consented(name or "change_payment", args)


@rule(
    "own-things",
    tools=("get_customer", "get_order", "cancel_order", "change_payment", "place_order", "set_postcode"),
    about="ownership",
)
def own_things(db: Db, args: dict[str, Any], talk: Talk) -> bool:
    """Whose is it?"""
    owners = {db.value(sql, args[name]) for name, sql in _OWNER.items() if name in args}
    return talk.customer is None or bool(owners - {talk.customer, None})


@rule("open-only", tools=("cancel_order", "change_payment"), hard=True, evidence=_status)
def open_only(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """The tools refuse it."""
    return db.value("select status from orders where order_id = ?", args["order_id"]) not in ("open", None)


@rule("not-today", tools=("cancel_order",), evidence=_pickup, remedies=("decline", "escalate"))
def not_today(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """The goods are packed."""
    return bool(db.value("select pickup from orders where order_id = ?", args["order_id"]) == db.today.isoformat())


@rule("in-stock", tools=("place_order",), hard=True, evidence=_stock, about="stock")
def in_stock(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """The tool refuses it."""
    return any(
        db.value("select stock from products where product_id = ?", product) == 0 for product in args["product_ids"]
    )


@rule("manager-for-today", tools=("call_manager",))
def manager_for_today(db: Db, args: dict[str, Any], talk: Talk) -> bool:
    """The manager is called about orders of today alone."""
    today = "select 1 from orders where customer_id = ? and pickup = ? and status = 'open'"
    return talk.customer != args["customer_id"] or not db.value(today, args["customer_id"], db.today.isoformat())
