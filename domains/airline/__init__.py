"""Harborline Airways: changes, disruptions, cancellations, bags, insurance, seats, compensation.

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

_OF = "select customer_id from reservations where reservation_id ="

OWNERS = {
    "customers": "select customer_id from customers where customer_id = :key",
    "payment_methods": "select customer_id from payment_methods where payment_method_id = :key",
    "reservations": f"{_OF} :key",
    "passengers": f"{_OF} (select reservation_id from passengers where passenger_id = :key)",
    "segments": f"{_OF} (select reservation_id from segments where segment_id = :key)",
    "tickets": f"{_OF} (select reservation_id from tickets where ticket_id = :key)",
    "bags": f"{_OF} (select reservation_id from bags join passengers using (passenger_id) where bag_id = :key)",
    "payments": f"{_OF} (select reservation_id from payments where payment_id = :key)",
    "claims": f"{_OF} (select reservation_id from claims join segments using (segment_id) where claim_id = :key)",
    "escalations": f"{_OF} (select reservation_id from escalations where escalation_id = :key)",
}

COLUMNS = {
    "customers.customer_id": Column("exact", "internal"),
    "customers.name": Column("exact", "volunteered"),
    "customers.email": Column("exact", "known"),
    "customers.street": Column("exact", "known"),
    "customers.city": Column("exact", "known"),
    "customers.state": Column("exact", "known"),
    "customers.postcode": Column("exact", "known"),
    "customers.tier": Column("exact", "known"),
    "payment_methods.payment_method_id": Column("generated id", "internal"),
    "payment_methods.kind": Column("exact", "volunteered"),
    "payment_methods.brand": Column("exact", "volunteered"),
    "payment_methods.last4": Column("exact", "known"),
    "payment_methods.balance_cents": Column("exact", "recognised"),
    "payment_methods.expires_on": Column("exact", "known"),
    "airports.city": Column("exact", "volunteered"),
    "airports.airport_code": Column("exact", "recognised"),
    "flights.flight_id": Column("exact", "recognised"),
    "flights.number": Column("exact", "recognised"),
    "flights.departs_on": Column("exact", "known"),
    "flights.departs_at": Column("exact", "recognised"),
    "flights.arrives_at": Column("exact", "recognised"),
    "flights.status": Column("exact", "recognised"),
    "flights.delay_minutes": Column("exact", "recognised"),
    "flight_cabins.price_cents": Column("exact", "recognised"),
    "flight_cabins.seats_left": Column("running value"),
    "flight_seats.seats_left": Column("running value"),
    "reservations.reservation_id": Column("exact", "recognised"),
    "reservations.fare_class": Column("reference", "known"),
    "reservations.booked_class": Column("reference", "known"),
    "reservations.booked_on": Column("exact", "known"),
    "reservations.insured_on": Column("exact", "known"),
    "reservations.contact_phone": Column("exact", "known"),
    "passengers.passenger_id": Column("exact", "recognised"),
    "passengers.name": Column("exact", "volunteered"),
    "passengers.kind": Column("exact", "known"),
    "passengers.meal": Column("exact", "known"),
    "segments.segment_id": Column("exact", "recognised"),
    "tickets.ticket_id": Column("exact", "recognised"),
    "tickets.fare_cents": Column("exact", "recognised"),
    "tickets.seat": Column("exact", "known"),
    "bags.bag_id": Column("generated id"),
    "bags.fee_cents": Column("exact", "recognised"),
    "payments.payment_id": Column("generated id"),
    "payments.amount_cents": Column("exact", "recognised"),
    "claims.claim_id": Column("generated id", "recognised"),
    "claims.amount_cents": Column("exact", "recognised"),
    "escalations.escalation_id": Column("generated id"),
    "escalations.summary": Column("free text"),
    "escalations.created_at": Column("clock"),
    "counters.value": Column("counter"),
}

DOMAIN = Domain(
    name="airline",
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
