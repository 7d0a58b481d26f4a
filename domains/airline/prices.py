"""What a change costs, passenger by passenger: tools charge it, rules ask for it.

(database, ids) -> new fare of each ticket; cents in all
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db

from .ledger import Row, open_segments, tickets
from .values import CABINS, CHANGEABLE_CENTS, INSURANCE_CENTS, bag_fee, fare

Fares = list[tuple[Row, int]]
"""Tickets, each with what it costs from now on."""


def cabin_price(db: Db, flight_id: str, fare_class: str) -> int:
    """What an adult's seat costs now in the cabin of a fare class."""
    cents: int = db.value(
        "select price_cents from flight_cabins where flight_id = ? and cabin = ?", flight_id, CABINS[fare_class]
    )
    return cents


def tier_of(db: Db, reservation: Row) -> str:
    """The loyalty tier of the customer that the reservation belongs to."""
    tier: str = db.value("select tier from customers where customer_id = ?", reservation["customer_id"])
    return tier


def change_fee(db: Db, reservation: Row) -> int:
    """The fee for changing a flight, per passenger."""
    return 0 if tier_of(db, reservation) == "gold" else CHANGEABLE_CENTS[reservation["fare_class"]]


def changed_fares(db: Db, reservation: Row, segment_id: str, flight_id: str) -> Fares:
    """The fares of a segment's tickets on another flight."""
    price = cabin_price(db, flight_id, reservation["fare_class"])
    return [(one, fare(price, reservation["fare_class"], one["kind"])) for one in tickets(db, segment_id)]


def upgraded_fares(db: Db, reservation: Row, fare_class: str) -> Fares:
    """The fares of a reservation's open tickets in a higher class; no ticket gets cheaper."""
    found: Fares = []
    for segment in open_segments(db, reservation["reservation_id"]):
        price = cabin_price(db, segment["flight_id"], fare_class)
        for ticket in tickets(db, segment["segment_id"]):
            found.append((ticket, max(fare(price, fare_class, ticket["kind"]), ticket["fare_cents"])))
    return found


def difference(fares: Fares) -> int:
    """What the new fares cost more than those that were paid."""
    return sum(cents - ticket["fare_cents"] for ticket, cents in fares)


def next_bag_fee(db: Db, reservation: Row, passenger_id: str) -> int:
    """What one more bag of a passenger costs."""
    number = db.value("select count(*) from bags where passenger_id = ?", passenger_id) + 1
    return bag_fee(number, reservation["fare_class"], tier_of(db, reservation))


def insurance_price(db: Db, reservation_id: str) -> int:
    """What insuring all passengers of a reservation costs."""
    n: int = db.value("select count(*) from passengers where reservation_id = ?", reservation_id)
    return n * INSURANCE_CENTS
