"""The writing tools that move money: between a holder's accounts, to payees now or later, and what can be taken back.

(database, account, where to, amount) -> what was done, or ToolError
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Call, Row, debit, exchanged, find, find_payee, holds_account, in_currency
from .values import AccountId, Amount, AmountFields, PayeeId, PaymentDay, RecallReason, TransferId


def _moved_back(_db: Db, args: dict[str, Any], result: Any) -> Call | None:
    if result["debit_minor"] != result["credit_minor"]:
        return None  # two conversions seldom lead back to where they started
    swapped = {"from_account_id": args["to_account_id"], "to_account_id": args["from_account_id"]}
    return "move_between_accounts", args | swapped


@tool(writes, inverse=_moved_back)
def move_between_accounts(db: Db, from_account_id: AccountId, to_account_id: AccountId, amount: Amount) -> Row:
    """Move money at once from one account of the customer to another one, converted where the currencies differ.

    Args:
      from_account_id: The account that the money is taken from.
      to_account_id: The account that gets it.
      amount: The amount, in the currency of the account that it is taken from.
    """
    giver = find(db, "accounts", "account_id", from_account_id)
    taker = find(db, "accounts", "account_id", to_account_id)
    if giver["account_id"] == taker["account_id"]:
        raise ToolError("Money is moved from one account to another one.")
    minor = in_currency(amount, giver["currency"], f"Account {from_account_id}")
    credit = exchanged(db, minor, giver["currency"], taker["currency"])
    debit(db, giver, minor)
    db.run("update accounts set balance_minor = balance_minor + ? where account_id = ?", credit, to_account_id)
    sent = _Sending(giver, amount, minor, db.today.isoformat())
    transfer_id = sent.write(db, "sent", to_account_id=to_account_id, credit_minor=credit)
    return {
        "transfer_id": transfer_id,
        "debit_minor": minor,
        "credit_minor": credit,
        "from_balance_minor": giver["balance_minor"] - minor,
        "to_balance_minor": taker["balance_minor"] + credit,
    }


def _asked_back(_db: Db, _args: dict[str, Any], result: Any) -> Call:
    """Nothing takes a sent payment back; what compensates for it is asking for it, which `Phrases.undo` says too."""
    return "request_recall", {"transfer_id": result["transfer_id"], "reason": "wrong payee"}


@tool(writes, inverse=_asked_back)
def send_payment(db: Db, account_id: AccountId, payee_id: PayeeId, amount: Amount) -> Row:
    """Send money to a payee at once. A sent payment can't be taken back.

    Args:
      account_id: The account that pays.
      payee_id: Who gets the money.
      amount: The amount, in the payee's currency; the account is debited at the bank's rate where its own differs.
    """
    account, payee = _parties(db, account_id, payee_id)
    minor = _owed(db, account, payee, amount)
    if account["sent_today_minor"] + minor > account["daily_limit_minor"]:
        left = max(0, account["daily_limit_minor"] - account["sent_today_minor"])
        raise ToolError(f"The daily limit of account {account_id} leaves {left} minor units for today.")
    debit(db, account, minor)
    db.run("update accounts set sent_today_minor = sent_today_minor + ? where account_id = ?", minor, account_id)
    transfer_id = _Sending(account, amount, minor, db.today.isoformat()).write(db, "sent", payee_id=payee_id)
    return {
        "transfer_id": transfer_id,
        "status": "sent",
        "debit_minor": minor,
        "balance_minor": account["balance_minor"] - minor,
    }


def _schedule_back(_db: Db, _args: dict[str, Any], result: Any) -> Call:
    return "cancel_scheduled_payment", {"transfer_id": result["transfer_id"]}


@tool(writes, inverse=_schedule_back)
def schedule_payment(db: Db, account_id: AccountId, payee_id: PayeeId, amount: Amount, payment_day: PaymentDay) -> Row:
    """Plan a payment to a payee for a later day; the money leaves the account on that day.

    Args:
      account_id: The account that pays.
      payee_id: Who gets the money.
      amount: The amount, in the payee's currency.
      payment_day: The day, "2026-05-04"; tomorrow at the earliest.
    """
    account, payee = _parties(db, account_id, payee_id)
    minor = _owed(db, account, payee, amount)
    try:
        day = date.fromisoformat(payment_day)
    except ValueError:
        raise ToolError(f"{payment_day!r} is no day; give it like 2026-05-04.") from None
    if day <= db.today:
        raise ToolError("A payment is scheduled for tomorrow at the earliest.")
    transfer_id = _Sending(account, amount, minor, payment_day).write(db, "scheduled", payee_id=payee_id)
    return {"transfer_id": transfer_id, "status": "scheduled", "execute_on": payment_day, "debit_minor": minor}


@tool(writes)
def cancel_scheduled_payment(db: Db, transfer_id: TransferId) -> Row:
    """Cancel a payment that was scheduled and has not been sent yet.

    Args:
      transfer_id: The scheduled payment.
    """
    transfer = find(db, "transfers", "transfer_id", transfer_id)
    if transfer["status"] != "scheduled":
        raise ToolError(f"Payment {transfer_id} is {transfer['status']}; only a scheduled one can be cancelled.")
    db.run("update transfers set status = 'cancelled' where transfer_id = ?", transfer_id)
    return {"transfer_id": transfer_id, "status": "cancelled"}


@tool(writes)
def request_recall(db: Db, transfer_id: TransferId, reason: RecallReason) -> Row:
    """Ask the payee's bank to send a payment back. Whether it does is up to the payee; the request can't be withdrawn.

    Args:
      transfer_id: The sent payment.
      reason: Why it should come back.
    """
    transfer = find(db, "transfers", "transfer_id", transfer_id)
    if transfer["status"] != "sent" or transfer["payee_id"] is None:
        raise ToolError(f"Only a payment that was sent to a payee can be recalled; {transfer_id} is none.")
    if db.value("select 1 from recalls where transfer_id = ?", transfer_id) is not None:
        raise ToolError(f"A recall of payment {transfer_id} was requested before.")
    recall_id = f"RC{db.next_id('recalls')}"
    db.run("insert into recalls values (?, ?, ?, ?)", recall_id, transfer_id, reason, db.now.isoformat())
    return {"recall_id": recall_id, "transfer_id": transfer_id, "reason": reason}


def _parties(db: Db, account_id: str, payee_id: str) -> tuple[Row, Row]:
    """The account and the payee, who must be on the list of one of its holders."""
    account, payee = find(db, "accounts", "account_id", account_id), find_payee(db, payee_id)
    if not holds_account(db, account_id, payee["customer_id"]):
        raise ToolError(f"Payee {payee_id} is not on the list of a holder of account {account_id}.")
    return account, payee


def _owed(db: Db, account: Row, payee: Row, amount: AmountFields) -> int:
    """What the account is debited for an amount in the payee's currency."""
    minor = in_currency(amount, payee["currency"], f"Payee {payee['payee_id']}'s account")
    return exchanged(db, minor, payee["currency"], account["currency"])


class _Sending:
    """A transfer in the making."""

    def __init__(self, account: Row, amount: AmountFields, debit_minor: int, execute_on: str) -> None:
        self.values = (amount["currency"], amount["minor"], debit_minor)
        self.account_id = account["account_id"]
        self.execute_on = execute_on

    def write(
        self, db: Db, status: str, *, payee_id: str | None = None, to_account_id: str | None = None,
        credit_minor: int | None = None,
    ) -> str:  # fmt: skip
        """Insert it; its id."""
        transfer_id = f"T{db.next_id('transfers')}"
        db.run(
            "insert into transfers values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            transfer_id, self.account_id, payee_id, to_account_id, *self.values, credit_minor, self.execute_on, status,
            db.now.isoformat(),
        )  # fmt: skip
        return transfer_id
