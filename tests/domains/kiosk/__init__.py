"""A station kiosk: the smallest domain that has everything; the package's own tests run on it.

schema.sql, seed.py, tools.py, rules.py, policy.md, language.py -> DOMAIN
"""

from pathlib import Path

from pytest_t2t.domain.spec import Column, Domain

from . import rules, tools
from .language import LANGUAGE, new_postcode
from .seed import seed

_OWN = "select customer_id from {} where {} = :key"

DOMAIN = Domain(
    name="kiosk",
    version="1",
    folder=Path(__file__).parent,
    clock="2026-05-04T09:00:00",
    customers="customers",
    owners={
        "customers": _OWN.format("customers", "customer_id"),
        "payment_methods": _OWN.format("payment_methods", "payment_id"),
        "orders": _OWN.format("orders", "order_id"),
        "order_lines": _OWN.format("orders", "order_id"),
        "refunds": "select customer_id from orders join refunds using (order_id) where refund_id = :key",
        "tickets": _OWN.format("tickets", "ticket_id"),
    },
    seed=seed,
    tool_module=tools,
    rule_module=rules,
    language=LANGUAGE,
    columns={
        "customers.customer_id": Column(level="recognised"),
        "customers.name": Column(level="known"),
        "customers.email": Column(level="known"),
        "customers.postcode": Column(level="known"),
        "customers.visits": Column("counter"),
        "payment_methods.payment_id": Column(level="recognised"),
        "payment_methods.kind": Column(level="known"),
        "payment_methods.last4": Column(level="known"),
        "orders.order_id": Column("generated id", level="recognised"),
        "orders.pickup": Column(level="known"),
        "orders.total": Column(level="recognised"),
        "products.name": Column(level="known"),
        "products.price": Column(level="recognised"),
        "products.stock": Column("running value"),
        "refunds.refund_id": Column("generated id"),
        "refunds.made_at": Column("clock"),
        "tickets.ticket_id": Column("generated id"),
        "tickets.note": Column("free text"),
    },
    generators={"postcode": new_postcode},
)
