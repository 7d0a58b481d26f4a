"""The writing tools for accounts: limits and alerts; and the two ways to a specialist.

(database, account, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Call, Row, find, in_currency
from .values import AccountId, AlertId, AlertKind, CardId, CardPaymentId, CustomerId, DailyLimit, Summary, Threshold


def _limit_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "set_transfer_limit", args | {"daily_limit": result["previous_limit"]}


@tool(writes, inverse=_limit_back)
def set_transfer_limit(db: Db, account_id: AccountId, daily_limit: DailyLimit) -> Row:
    """Set how much can be sent to payees from an account in a day. The new limit holds from tomorrow.

    Args:
      account_id: The account, a checking or business account.
      daily_limit: The new limit, in the account's currency.
    """
    account = find(db, "accounts", "account_id", account_id)
    if account["kind"] == "savings":
        raise ToolError("The transfer limit of a savings account is fixed.")
    minor = in_currency(daily_limit, account["currency"], f"Account {account_id}")
    if minor == account["tomorrows_limit_minor"]:
        raise ToolError("This is the limit from tomorrow already.")
    db.run("update accounts set tomorrows_limit_minor = ? where account_id = ?", minor, account_id)
    previous = {"currency": account["currency"], "minor": account["tomorrows_limit_minor"]}
    return {"account_id": account_id, "daily_limit": daily_limit, "previous_limit": previous}


def _alert_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    if result["previous_threshold"] is None:
        return "turn_off_alert", {"alert_id": result["alert_id"]}
    return "set_alert", args | {"threshold": result["previous_threshold"]}


@tool(writes, inverse=_alert_back)
def set_alert(db: Db, account_id: AccountId, kind: AlertKind, threshold: Threshold) -> Row:
    """Set an alert on an account, or change its threshold: holders get a message in the app when it is passed.

    Args:
      account_id: The account.
      kind: A balance below the threshold, or a payment above it.
      threshold: The amount, in the account's currency.
    """
    account = find(db, "accounts", "account_id", account_id)
    minor = in_currency(threshold, account["currency"], f"Account {account_id}")
    known = db.row("select * from alerts where account_id = ? and kind = ?", account_id, kind)
    if known and known["status"] == "on" and known["threshold_minor"] == minor:
        raise ToolError("This alert is set already.")
    if known:
        alert_id = known["alert_id"]
        db.run("update alerts set threshold_minor = ?, status = 'on' where alert_id = ?", minor, alert_id)
    else:
        alert_id = f"AL{db.next_id('alerts')}"
        db.run("insert into alerts values (?, ?, ?, ?, 'on')", alert_id, account_id, kind, minor)
    was_on = known is not None and known["status"] == "on"
    previous = {"currency": account["currency"], "minor": known["threshold_minor"]} if known and was_on else None
    return {"alert_id": alert_id, "kind": kind, "threshold": threshold, "previous_threshold": previous}


def _alert_again(db: Db, args: dict[str, Any], _result: Any) -> Call:
    alert = find(db, "alerts", "alert_id", args["alert_id"])
    currency = find(db, "accounts", "account_id", alert["account_id"])["currency"]
    threshold = {"currency": currency, "minor": alert["threshold_minor"]}
    return "set_alert", {"account_id": alert["account_id"], "kind": alert["kind"], "threshold": threshold}


@tool(writes, inverse=_alert_again)
def turn_off_alert(db: Db, alert_id: AlertId) -> Row:
    """Turn an alert off.

    Args:
      alert_id: The alert.
    """
    alert = find(db, "alerts", "alert_id", alert_id)
    if alert["status"] == "off":
        raise ToolError(f"Alert {alert_id} is off already.")
    db.run("update alerts set status = 'off' where alert_id = ?", alert_id)
    return {"alert_id": alert_id, "status": "off"}


def _refer(db: Db, customer_id: str, topic: str, about: tuple[str | None, str | None], summary: str) -> Row:
    find(db, "customers", "customer_id", customer_id)
    escalation_id = f"ES{db.next_id('escalations')}"
    db.run("insert into escalations values (?, ?, ?, ?, ?, ?, ?)",
           escalation_id, customer_id, topic, *about, summary, db.now.isoformat())  # fmt: skip
    return {"escalation_id": escalation_id, "topic": topic}


@tool(writes, role="escalate")
def refer_frozen_card(db: Db, customer_id: CustomerId, card_id: CardId, summary: Summary) -> Row:
    """Hand a card that the bank has frozen over to a fraud specialist, who answers within two days.

    Args:
      customer_id: The customer.
      card_id: The card.
      summary: The case in one or two sentences.
    """
    find(db, "cards", "card_id", card_id)
    return _refer(db, customer_id, "card frozen by the bank", (card_id, None), summary)


@tool(writes, role="escalate")
def refer_late_dispute(db: Db, customer_id: CustomerId, card_payment_id: CardPaymentId, summary: Summary) -> Row:
    """Hand a card payment that is too old for a dispute over to a specialist, who answers within two days.

    Args:
      customer_id: The customer.
      card_payment_id: The card payment.
      summary: The case in one or two sentences.
    """
    find(db, "card_payments", "card_payment_id", card_payment_id)
    return _refer(db, customer_id, "late dispute", (None, card_payment_id), summary)
