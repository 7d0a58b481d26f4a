"""The writing tools for payees and standing orders.

(database, payee or standing order, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Call, Row, find, find_payee, in_currency
from .values import CustomerId, Instalment, NewPayee, PayeeId, StandingOrderId


def _added_back(_db: Db, _args: dict[str, Any], result: Any) -> Call:
    return "remove_payee", {"payee_id": result["payee_id"]}


@tool(writes, inverse=_added_back)
def add_payee(db: Db, customer_id: CustomerId, new_payee: NewPayee) -> Row:
    """Put somebody on the customer's list of payees.

    Args:
      customer_id: The customer.
      new_payee: Name, bank, account number and currency of the payee.
    """
    find(db, "customers", "customer_id", customer_id)
    known = db.value(
        "select payee_id from payees where customer_id = ? and bank = ? and account_number = ? and status = 'active'",
        customer_id, new_payee["bank"], new_payee["account_number"],
    )  # fmt: skip
    if known is not None:
        raise ToolError(f"This account is on the list already, as payee {known}.")
    payee_id = f"PY{db.next_id('payees')}"
    db.run(
        "insert into payees values (?, ?, ?, ?, ?, ?, ?, 'active')",
        payee_id, customer_id, new_payee["name"], new_payee["bank"], new_payee["account_number"],
        new_payee["currency"], db.today.isoformat(),
    )  # fmt: skip
    return {"payee_id": payee_id, **new_payee}


@tool(writes)
def remove_payee(db: Db, payee_id: PayeeId) -> Row:
    """Take a payee off the customer's list. To be paid again it has to be added anew, and counts as new.

    Args:
      payee_id: The payee.
    """
    payee = find_payee(db, payee_id)
    if waiting(db, payee_id):
        raise ToolError(f"Payee {payee_id} still gets a standing order or a scheduled payment.")
    if payee["added_on"] == db.today.isoformat() and not _paid(db, payee_id):
        db.run("delete from payees where payee_id = ?", payee_id)
    else:
        db.run("update payees set status = 'removed' where payee_id = ?", payee_id)
    return {"payee_id": payee_id, "status": "removed"}


def waiting(db: Db, payee_id: str) -> bool:
    """Whether a standing order or a scheduled payment is still to go to the payee."""
    found = db.value(
        "select 1 from standing_orders where payee_id = :key and status = 'active'"
        " union select 1 from transfers where payee_id = :key and status = 'scheduled'",
        key=payee_id,
    )
    return found is not None


def _paid(db: Db, payee_id: str) -> bool:
    found = db.value(
        "select 1 from standing_orders where payee_id = :key union select 1 from transfers where payee_id = :key",
        key=payee_id,
    )
    return found is not None


def _active(db: Db, standing_order_id: str) -> Row:
    order = find(db, "standing_orders", "standing_order_id", standing_order_id)
    if order["status"] != "active":
        raise ToolError(f"Standing order {standing_order_id} has ended.")
    return order


def _amount_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_standing_order", args | {"new_amount": result["previous_amount"]}


@tool(writes, inverse=_amount_back)
def change_standing_order(db: Db, standing_order_id: StandingOrderId, new_amount: Instalment) -> Row:
    """Change the monthly amount of a standing order from its next payment on.

    Args:
      standing_order_id: The standing order.
      new_amount: The new amount, in the currency of the standing order.
    """
    order = _active(db, standing_order_id)
    minor = in_currency(new_amount, order["currency"], f"Standing order {standing_order_id}")
    if minor == order["amount_minor"]:
        raise ToolError("This is the amount of the standing order already.")
    db.run("update standing_orders set amount_minor = ? where standing_order_id = ?", minor, standing_order_id)
    previous = {"currency": order["currency"], "minor": order["amount_minor"]}
    return {"standing_order_id": standing_order_id, "new_amount": new_amount, "previous_amount": previous}


@tool(writes)
def end_standing_order(db: Db, standing_order_id: StandingOrderId) -> Row:
    """End a standing order for good: nothing is paid by it any more. It can't be resumed.

    Args:
      standing_order_id: The standing order.
    """
    order = _active(db, standing_order_id)
    db.run("update standing_orders set status = 'ended' where standing_order_id = ?", standing_order_id)
    return {"standing_order_id": standing_order_id, "status": "ended", "last_due_on": order["next_on"]}
