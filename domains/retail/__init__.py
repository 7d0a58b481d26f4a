"""Larkfield, an online shop: changes before shipping, returns and exchanges, gift cards.

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

_OF_ORDER = "select user_id from orders where order_id = "
_OF_ITEM = "select user_id from orders join order_items using (order_id) where item_id = "

OWNERS = {
    "users": "select user_id from users where user_id = :key",
    "payment_methods": "select user_id from payment_methods where payment_method_id = :key",
    "orders": f"{_OF_ORDER}:key",
    "order_items": f"{_OF_ITEM}:key",
    "shipments": f"{_OF_ORDER}(select order_id from shipments where shipment_id = :key)",
    "payments": f"{_OF_ORDER}(select order_id from payments where payment_id = :key)",
    "returns": f"{_OF_ITEM}(select item_id from returns where return_id = :key)",
    "exchanges": f"{_OF_ITEM}(select item_id from exchanges where exchange_id = :key)",
    "refunds": "select user_id from payment_methods"
    " where payment_method_id = (select payment_method_id from refunds where refund_id = :key)",
    "escalations": "select user_id from escalations where escalation_id = :key",
}

COLUMNS = {
    "users.user_id": Column("exact", "internal"),
    "users.name": Column("exact", "volunteered"),
    "users.email": Column("exact", "known"),
    "users.street": Column("exact", "known"),
    "users.city": Column("exact", "known"),
    "users.state": Column("exact", "known"),
    "users.postcode": Column("exact", "known"),
    "users.tier": Column("exact", "known"),
    "users.contact_preference": Column("exact", "known"),
    "payment_methods.kind": Column("exact", "volunteered"),
    "payment_methods.brand": Column("exact", "volunteered"),
    "payment_methods.last4": Column("exact", "known"),
    "payment_methods.balance_cents": Column("exact", "recognised"),
    "products.name": Column("exact", "volunteered"),
    "variants.price_cents": Column("exact", "recognised"),
    "variant_options.value": Column("exact", "volunteered"),
    "orders.order_id": Column("exact", "recognised"),
    "orders.placed_on": Column("exact", "known"),
    "orders.expected_on": Column("exact", "recognised"),
    "orders.delivered_on": Column("exact", "known"),
    "orders.street": Column("exact", "known"),
    "orders.city": Column("exact", "known"),
    "orders.state": Column("exact", "known"),
    "orders.postcode": Column("exact", "known"),
    "orders.shipping_speed": Column("exact", "known"),
    "orders.shipping_cents": Column("exact", "recognised"),
    "order_items.item_id": Column("exact", "recognised"),
    "order_items.price_cents": Column("exact", "recognised"),
    "shipments.tracking_number": Column("exact", "recognised"),
    "payments.payment_id": Column("generated id"),
    "payments.amount_cents": Column("exact", "recognised"),
    "returns.return_id": Column("generated id", "recognised"),
    "returns.requested_at": Column("clock"),
    "exchanges.exchange_id": Column("generated id", "recognised"),
    "exchanges.difference_cents": Column("exact", "recognised"),
    "exchanges.requested_at": Column("clock"),
    "refunds.refund_id": Column("generated id"),
    "refunds.amount_cents": Column("exact", "recognised"),
    "escalations.escalation_id": Column("generated id"),
    "escalations.summary": Column("free text"),
    "escalations.created_at": Column("clock"),
    "counters.value": Column("counter"),
}

DOMAIN = Domain(
    name="retail",
    version="1",
    folder=Path(__file__).parent,
    clock=CLOCK,
    customers="users",
    owners=OWNERS,
    seed=seed,
    tool_module=tools,
    rule_module=rules,
    language=LANGUAGE,
    columns=COLUMNS,
    generators=GENERATORS,
)
