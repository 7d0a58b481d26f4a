"""What rules ask of the database: rows by ids that may not exist, each one query.

(database, arguments) -> row or {}; arguments -> cells
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.records.task import Cell

from .ledger import available, exchanged, holds_account
from .values import TWIN_DAYS

Args = dict[str, Any]
Row = dict[str, Any]
Evidence = Callable[[Db, Args], Sequence[Cell]]

_KEYS = {
    "customers": ("customer_id", ("customer_id",)),
    "accounts": ("account_id", ("account_id", "from_account_id")),
    "payees": ("payee_id", ("payee_id",)),
    "transfers": ("transfer_id", ("transfer_id",)),
    "standing_orders": ("standing_order_id", ("standing_order_id",)),
    "cards": ("card_id", ("card_id",)),
    "card_payments": ("card_payment_id", ("card_payment_id",)),
    "card_designs": ("design_id", ("design_id",)),
    "alerts": ("alert_id", ("alert_id",)),
}
"""Table -> its key, and the arguments that name a row of it."""


def named(db: Db, args: Args, table: str) -> Row:
    """The row of a table that the call names, {} where there is none."""
    key, params = _KEYS[table]
    value = next((args[param] for param in params if param in args), None)
    return db.row(f"select * from {table} where {key} = ?", value) or {}


def account_of(db: Db, args: Args) -> Row:
    """The account that a call is about: named, or by its standing order, scheduled payment or alert."""
    if account := named(db, args, "accounts"):
        return account
    for table in ("standing_orders", "transfers", "alerts"):
        if row := named(db, args, table):
            return db.row("select * from accounts where account_id = ?", row["account_id"]) or {}
    return {}


def outgoing(db: Db, args: Args) -> int:
    """What the account is debited by a payment or a move in its own currency; 0 where it would not be."""
    account, amount = named(db, args, "accounts"), args.get("amount")
    if not account or not amount:
        return 0
    return exchanged(db, amount["minor"], amount["currency"], account["currency"])


def in_place(db: Db, args: Args) -> bool:
    """Whether the payment is one that the tools take for one: known parties, the right currency."""
    account, amount = named(db, args, "accounts"), args.get("amount")
    if not account or not amount:
        return False
    if "payee_id" in args:
        payee = named(db, args, "payees")
        return bool(payee and payee["status"] == "active" and payee["currency"] == amount["currency"])
    other = args.get("to_account_id")
    return bool(account["currency"] == amount["currency"] and other != account["account_id"])


def spendable(db: Db, args: Args) -> int:
    """What is available on the account that the call names."""
    account = named(db, args, "accounts")
    return available(db, account) if account else 0


def role(db: Db, account: Row, customer: Any) -> str:
    """What the customer is to an account; "" where nothing."""
    if not account:
        return ""
    found = db.value(
        "select role from account_holders where account_id = ? and customer_id = ?", account["account_id"], customer
    )
    return found or ""


def mandate(db: Db, account: Row, customer: Any) -> int | None:
    """Up to how much a signatory may pay from an account; None for everybody else."""
    if not account:
        return None
    found: int | None = db.value(
        "select mandate_minor from account_holders where account_id = ? and customer_id = ?",
        account["account_id"], customer,
    )  # fmt: skip
    return found


_OWNERS = (
    ("customer_id", "select customer_id from customers where customer_id = ?"),
    ("account_id", "select customer_id from account_holders where account_id = ?"),
    ("from_account_id", "select customer_id from account_holders where account_id = ?"),
    ("to_account_id", "select customer_id from account_holders where account_id = ?"),
    ("payee_id", "select customer_id from payees where payee_id = ?"),
    ("transfer_id", "select customer_id from transfers join account_holders using (account_id) where transfer_id = ?"),
    (
        "standing_order_id",
        "select customer_id from standing_orders join account_holders using (account_id) where standing_order_id = ?",
    ),
    ("alert_id", "select customer_id from alerts join account_holders using (account_id) where alert_id = ?"),
    ("card_id", "select customer_id from cards where card_id = ?"),
    ("card_payment_id", "select customer_id from card_payments join cards using (card_id) where card_payment_id = ?"),
)


def strangers(db: Db, args: Args, customer: Any) -> list[str]:
    """The arguments that name rows of others and not of this customer."""
    found = []
    for param, sql in _OWNERS:
        if param in args:
            owners = [owner for (owner,) in db.tuples(sql, args[param])]
            if param == "payee_id" and any(holds_account(db, args.get("account_id", ""), owner) for owner in owners):
                continue  # on the list of another holder of the account that pays
            if owners and customer not in owners:
                found.append(param)
    return found


def moved_in_today(db: Db, account_id: str) -> int:
    """What was moved into an account today, in its own currency."""
    total: int = db.value(
        "select coalesce(sum(credit_minor), 0) from transfers where to_account_id = ? and execute_on = ?",
        account_id, db.today.isoformat(),
    )  # fmt: skip
    return total


def payment_day(db: Db, args: Args) -> date:
    """The day on which money leaves the account: today but for scheduled payments."""
    try:
        return date.fromisoformat(args.get("payment_day", ""))
    except ValueError:
        return db.today


_TWINS = {
    "card_payments": "select * from card_payments where card_id = :card_id and merchant = :merchant"
    " and amount_minor = :amount_minor and card_payment_id <> :card_payment_id"
    " and abs(julianday(paid_on) - julianday(:paid_on)) <= :days",
    "transfers": "select * from transfers where account_id = :account_id and payee_id = :payee_id"
    " and amount_minor = :amount_minor and transfer_id <> :transfer_id and status = 'sent'"
    " and abs(julianday(execute_on) - julianday(:execute_on)) <= :days",
}


def has_twin(db: Db, table: str, row: Row) -> bool:
    """Whether a payment was made twice: the same amount to the same receiver, a few days apart at most."""
    return db.row(_TWINS[table], days=TWIN_DAYS, **row) is not None


def days_since(db: Db, day: str | None) -> int:
    """Days from an ISO date until today, negative for one to come; -1 where there is none."""
    return (db.today - date.fromisoformat(day)).days if day else -1


# ----------------------------------------------------------------------------------------------------- evidence
def cells(row: Row, table: str, *columns: str) -> list[Cell]:
    """Cells of a row; none of an empty one."""
    key = _KEYS[table][0]
    return [Cell(table=table, key=(row[key],), column=column) for column in columns] if row else []


def named_cells(table: str, *columns: str) -> Evidence:
    """Columns of the row that the call names."""
    return lambda db, args: cells(named(db, args, table), table, *columns)


def account_cells(*columns: str) -> Evidence:
    """Columns of the account that the call is about."""
    return lambda db, args: cells(account_of(db, args), "accounts", *columns)


def holder_cells(column: str) -> Evidence:
    """A column of the account's holders."""

    def evidence(db: Db, args: Args) -> list[Cell]:
        account = account_of(db, args)
        found = db.tuples(
            "select holder_id from account_holders where account_id = ? order by 1", account.get("account_id")
        )
        return [Cell(table="account_holders", key=(key,), column=column) for (key,) in found]

    return evidence
