"""Alderbrook Bank: accounts alone and with others, payments and payees, standing orders, cards and disputes.

schema.sql, seed, tools, rules, policy.md, language -> DOMAIN
"""

from __future__ import annotations

from pathlib import Path

from pytest_t2t.domain.spec import Column, Domain

from . import rules, tools
from .generators import GENERATORS
from .language import LANGUAGE
from .seed import seed
from .values import CLOCK

_HOLDERS = "select customer_id from account_holders where account_id = "
_CARDHOLDER = "select customer_id from cards where card_id = "

OWNERS = {
    "customers": "select customer_id from customers where customer_id = :key",
    "accounts": f"{_HOLDERS}:key",
    "account_holders": f"{_HOLDERS}(select account_id from account_holders where holder_id = :key)",
    "holds": f"{_HOLDERS}(select account_id from holds where hold_id = :key)",
    "alerts": f"{_HOLDERS}(select account_id from alerts where alert_id = :key)",
    "standing_orders": f"{_HOLDERS}(select account_id from standing_orders where standing_order_id = :key)",
    "transfers": f"{_HOLDERS}(select account_id from transfers where transfer_id = :key)",
    "recalls": f"{_HOLDERS}(select account_id from transfers join recalls using (transfer_id) where recall_id = :key)",
    "payees": "select customer_id from payees where payee_id = :key",
    "cards": f"{_CARDHOLDER}:key",
    "card_orders": f"{_CARDHOLDER}(select card_id from card_orders where card_order_id = :key)",
    "card_payments": f"{_CARDHOLDER}(select card_id from card_payments where card_payment_id = :key)",
    "disputes": f"{_CARDHOLDER}(select card_id from card_payments join disputes using (card_payment_id)"
    " where dispute_id = :key)",
    "escalations": "select customer_id from escalations where escalation_id = :key",
}

COLUMNS = {
    "customers.customer_id": Column("exact", "internal"),
    "customers.customer_number": Column("exact", "known"),
    "customers.name": Column("exact", "volunteered"),
    "customers.email": Column("exact", "known"),
    "customers.street": Column("exact", "known"),
    "customers.city": Column("exact", "known"),
    "customers.state": Column("exact", "known"),
    "customers.postcode": Column("exact", "known"),
    "customers.address_since": Column("exact", "internal"),
    "customers.membership": Column("exact", "known"),
    "customers.app_code": Column("exact", "known"),
    "accounts.account_id": Column("exact", "recognised"),
    "accounts.kind": Column("exact", "volunteered"),
    "accounts.currency": Column("exact", "volunteered"),
    "accounts.last4": Column("exact", "known"),
    "accounts.purpose": Column("exact", "volunteered"),
    "accounts.balance_minor": Column("exact", "recognised"),
    "accounts.daily_limit_minor": Column("exact", "recognised"),
    "accounts.tomorrows_limit_minor": Column("exact", "recognised"),
    "accounts.sent_today_minor": Column("exact", "recognised"),
    "holds.amount_minor": Column("exact", "recognised"),
    "alerts.alert_id": Column("generated id", "recognised"),
    "alerts.kind": Column("exact", "volunteered"),
    "alerts.threshold_minor": Column("exact", "recognised"),
    "card_designs.color": Column("exact", "volunteered"),
    "card_designs.material": Column("exact", "volunteered"),
    "card_designs.motif": Column("exact", "volunteered"),
    "cards.card_id": Column("exact", "recognised"),
    "cards.kind": Column("exact", "volunteered"),
    "cards.last4": Column("exact", "known"),
    "cards.daily_limit_minor": Column("exact", "recognised"),
    "card_orders.card_order_id": Column("generated id", "recognised"),
    "card_orders.ordered_at": Column("clock"),
    "card_payments.card_payment_id": Column("exact", "recognised"),
    "card_payments.merchant": Column("exact", "volunteered"),
    "card_payments.amount_minor": Column("exact", "recognised"),
    "card_payments.paid_on": Column("exact", "known"),
    "disputes.dispute_id": Column("generated id", "recognised"),
    "disputes.opened_at": Column("clock"),
    "payees.payee_id": Column("generated id", "recognised"),
    "payees.name": Column("exact", "volunteered"),
    "payees.bank": Column("exact", "known"),
    "payees.account_number": Column("exact", "recognised"),
    "transfers.transfer_id": Column("generated id", "recognised"),
    "transfers.amount_minor": Column("exact", "recognised"),
    "transfers.debit_minor": Column("exact", "recognised"),
    "transfers.execute_on": Column("exact", "known"),
    "transfers.created_at": Column("clock"),
    "recalls.recall_id": Column("generated id", "recognised"),
    "recalls.requested_at": Column("clock"),
    "standing_orders.standing_order_id": Column("exact", "recognised"),
    "standing_orders.purpose": Column("exact", "volunteered"),
    "standing_orders.amount_minor": Column("exact", "recognised"),
    "standing_orders.next_on": Column("exact", "known"),
    "escalations.escalation_id": Column("generated id"),
    "escalations.summary": Column("free text"),
    "escalations.created_at": Column("clock"),
    "counters.value": Column("counter"),
}

DOMAIN = Domain(
    name="banking",
    version="1",
    folder=Path(__file__).parent,
    clock=CLOCK,
    customers="customers",
    owners=OWNERS,
    seed=seed,
    tool_module=tools,
    rule_module=rules,
    language=LANGUAGE,
    columns=COLUMNS,
    generators=GENERATORS,
)
