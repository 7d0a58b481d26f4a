"""The writing tools for cards and card payments: freeze, replace, limits, disputes.

(database, card or card payment, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Call, Row, find, find_card, in_currency
from .values import CardId, CardLimit, CardPaymentId, CardReason, DesignId, DisputeReason


def _frozen_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "unfreeze_card", args


@tool(writes, inverse=_frozen_back)
def freeze_card(db: Db, card_id: CardId) -> Row:
    """Freeze a card: every payment with it is declined until it is unfrozen.

    Args:
      card_id: The card.
    """
    card = find_card(db, card_id)
    if card["status"] == "frozen":
        raise ToolError(f"Card {card_id} is frozen already.")
    db.run("update cards set status = 'frozen', frozen_by = 'customer' where card_id = ?", card_id)
    return {"card_id": card_id, "status": "frozen"}


def _unfrozen_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "freeze_card", args


@tool(writes, inverse=_unfrozen_back)
def unfreeze_card(db: Db, card_id: CardId) -> Row:
    """Unfreeze a card, so that it can be used again at once.

    Args:
      card_id: The card.
    """
    card = find_card(db, card_id)
    if card["status"] != "frozen":
        raise ToolError(f"Card {card_id} is not frozen.")
    db.run("update cards set status = 'active', frozen_by = null where card_id = ?", card_id)
    return {"card_id": card_id, "status": "active"}


@tool(writes)
def replace_card(db: Db, card_id: CardId, design_id: DesignId, reason: CardReason) -> Row:
    """Stop a card for good and mail a new one of the same range to the cardholder's address. It can't be undone.

    Args:
      card_id: The card.
      design_id: The design of the new card, one of the card's own range.
      reason: Why it is replaced.
    """
    card = find_card(db, card_id)
    new = find(db, "card_designs", "design_id", design_id)
    if new["range_id"] != find(db, "card_designs", "design_id", card["design_id"])["range_id"]:
        raise ToolError(f"Design {design_id} is not one of the range of card {card_id}.")
    card_order_id = f"CO{db.next_id('card_orders')}"
    db.run("update cards set status = 'replaced', frozen_by = null where card_id = ?", card_id)
    db.run("insert into card_orders values (?, ?, ?, ?, ?)",
           card_order_id, card_id, design_id, reason, db.now.isoformat())  # fmt: skip
    return {"card_order_id": card_order_id, "card_id": card_id, "design_id": design_id, "status": "replaced"}


def _limit_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "set_card_limit", args | {"card_limit": result["previous_limit"]}


@tool(writes, inverse=_limit_back)
def set_card_limit(db: Db, card_id: CardId, card_limit: CardLimit) -> Row:
    """Set how much can be paid with a card in a day; it holds at once.

    Args:
      card_id: The card.
      card_limit: The new daily limit, in the currency of the card's account.
    """
    card = find_card(db, card_id)
    currency = find(db, "accounts", "account_id", card["account_id"])["currency"]
    minor = in_currency(card_limit, currency, f"Card {card_id}'s account")
    if minor == card["daily_limit_minor"]:
        raise ToolError("This is the daily limit of the card already.")
    db.run("update cards set daily_limit_minor = ? where card_id = ?", minor, card_id)
    previous = {"currency": currency, "minor": card["daily_limit_minor"]}
    return {"card_id": card_id, "card_limit": card_limit, "previous_limit": previous}


def _disputed_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "withdraw_dispute", {"card_payment_id": args["card_payment_id"]}


def open_dispute_of(db: Db, card_payment_id: str) -> str | None:
    """The open dispute about a card payment, if there is one."""
    found: str | None = db.value(
        "select dispute_id from disputes where card_payment_id = ? and status = 'open'", card_payment_id
    )
    return found


@tool(writes, inverse=_disputed_back)
def open_dispute(db: Db, card_payment_id: CardPaymentId, reason: DisputeReason) -> Row:
    """Dispute a card payment: the merchant is asked for proof, and the money comes back if there is none.

    Args:
      card_payment_id: The card payment.
      reason: What is wrong with it.
    """
    payment = find(db, "card_payments", "card_payment_id", card_payment_id)
    if payment["status"] != "booked":
        raise ToolError(f"Card payment {card_payment_id} is still pending; it can be disputed once it is booked.")
    if open_dispute_of(db, card_payment_id):
        raise ToolError(f"Card payment {card_payment_id} is in dispute already.")
    dispute_id = f"DI{db.next_id('disputes')}"
    db.run("insert into disputes values (?, ?, ?, 'open', ?)",
           dispute_id, card_payment_id, reason, db.now.isoformat())  # fmt: skip
    return {"dispute_id": dispute_id, "card_payment_id": card_payment_id, "disputed_minor": payment["amount_minor"]}


def _disputed_again(db: Db, args: dict[str, Any], result: Any) -> Call:
    return "open_dispute", args | {"reason": find(db, "disputes", "dispute_id", result["dispute_id"])["reason"]}


@tool(writes, inverse=_disputed_again)
def withdraw_dispute(db: Db, card_payment_id: CardPaymentId) -> Row:
    """Withdraw the open dispute about a card payment.

    Args:
      card_payment_id: The card payment.
    """
    find(db, "card_payments", "card_payment_id", card_payment_id)
    dispute_id = open_dispute_of(db, card_payment_id)
    if dispute_id is None:
        raise ToolError(f"Card payment {card_payment_id} is not in dispute.")
    db.run("update disputes set status = 'withdrawn' where dispute_id = ?", dispute_id)
    return {"dispute_id": dispute_id, "card_payment_id": card_payment_id, "status": "withdrawn"}
