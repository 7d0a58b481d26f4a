"""Rows that tools need, and how money is converted and moves: the part that all writing tools share.

(database, id) -> row or ToolError; (database, account, minor units) -> debited
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError

from .values import AmountFields, converted

Row = dict[str, Any]
Call = tuple[str, dict[str, Any]]


def find(db: Db, table: str, key: str, value: str) -> Row:
    """The row of a table by its key, or a refusal that names what was looked for."""
    row = db.row(f"select * from {table} where {key} = ?", value)
    if row is None:
        raise ToolError(f"There is no {key.removesuffix('_id').replace('_', ' ')} {value!r}.")
    return row


def find_payee(db: Db, payee_id: str) -> Row:
    """The payee, which must not have been removed."""
    payee = find(db, "payees", "payee_id", payee_id)
    if payee["status"] != "active":
        raise ToolError(f"Payee {payee_id} was removed.")
    return payee


def find_card(db: Db, card_id: str) -> Row:
    """The card, which must not have been replaced."""
    card = find(db, "cards", "card_id", card_id)
    if card["status"] == "replaced":
        raise ToolError(f"Card {card_id} was replaced and can't be used or changed any more.")
    return card


def holds_account(db: Db, account_id: str, customer_id: str) -> bool:
    """Whether the customer is one of the account's holders."""
    found = db.value("select 1 from account_holders where account_id = ? and customer_id = ?", account_id, customer_id)
    return found is not None


def held(db: Db, account_id: str) -> int:
    """What merchants have reserved on an account, in minor units."""
    total: int = db.value(
        "select coalesce(sum(amount_minor), 0) from holds where account_id = ? and expires_on >= ?",
        account_id, db.today.isoformat(),
    )  # fmt: skip
    return total


def available(db: Db, account: Row) -> int:
    """What can be spent: the balance without what is on hold."""
    spendable: int = account["balance_minor"] - held(db, account["account_id"])
    return spendable


def exchanged(db: Db, minor: int, source: str, target: str) -> int:
    """Minor units of one currency in another's, at the bank's rate."""
    if source == target:
        return minor
    rates = dict(db.tuples("select currency, usd_micros from rates"))
    return converted(minor, rates[source], rates[target])


def debit(db: Db, account: Row, minor: int) -> None:
    """Take an amount from an account, or refuse where that much is not available."""
    left = available(db, account)
    if minor > left:
        raise ToolError(
            f"Account {account['account_id']} has {left} {account['currency']} minor units available,"
            f" which does not cover {minor}."
        )
    db.run("update accounts set balance_minor = balance_minor - ? where account_id = ?", minor, account["account_id"])


def in_currency(amount: AmountFields, currency: str, what: str) -> int:
    """The amount in minor units, which must be in this currency."""
    if amount["currency"] != currency:
        raise ToolError(f"{what} is in {currency}, not in {amount['currency']}.")
    return amount["minor"]
