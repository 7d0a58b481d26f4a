"""Rows that tools need, and how money and seats move: the part that all writing tools share.

(database, id) -> row or ToolError; (database, method, cents) -> held or given back
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError

from .values import CABINS

Row = dict[str, Any]
_SEGMENTS = (
    "select s.segment_id, s.reservation_id, s.status as state, f.* from segments s join flights f using (flight_id)"
)
"""The segment's own status is its `state`, the flight's its `status`."""


def find(db: Db, table: str, key: str, value: str) -> Row:
    """The row of a table by its key, or a refusal that names what was looked for."""
    row = db.row(f"select * from {table} where {key} = ?", value)
    if row is None:
        raise ToolError(f"There is no {key.removesuffix('_id').replace('_', ' ')} {value!r}.")
    return row


def find_open(db: Db, reservation_id: str) -> Row:
    """The reservation, which must be confirmed."""
    reservation = find(db, "reservations", "reservation_id", reservation_id)
    if reservation["status"] != "confirmed":
        raise ToolError(f"Reservation {reservation['reservation_id']} is {reservation['status']}.")
    return reservation


def find_segment(db: Db, reservation: Row, segment_id: str) -> Row:
    """The segment with its flight's columns; it must be part of the reservation and still to be flown."""
    segment = db.row(_SEGMENTS + " where segment_id = ?", segment_id)
    if segment is None or segment["reservation_id"] != reservation["reservation_id"]:
        raise ToolError(f"Segment {segment_id} is not part of reservation {reservation['reservation_id']}.")
    if segment["state"] != "booked":
        raise ToolError(f"Segment {segment_id} is {segment['state']}.")
    return segment


def find_passenger(db: Db, reservation: Row, passenger_id: str) -> Row:
    """The passenger, who must be part of the reservation."""
    passenger = find(db, "passengers", "passenger_id", passenger_id)
    if passenger["reservation_id"] != reservation["reservation_id"]:
        raise ToolError(f"Passenger {passenger_id} is not part of reservation {reservation['reservation_id']}.")
    return passenger


def find_method(db: Db, payment_method_id: str, customer_id: str) -> Row:
    """The payment method, which must be on file for the account."""
    method = find(db, "payment_methods", "payment_method_id", payment_method_id)
    if method["customer_id"] != customer_id:
        raise ToolError(f"Payment method {payment_method_id} is not on file for this account.")
    return method


def departure(flight: Row) -> datetime:
    """When a flight leaves by its schedule."""
    return datetime.fromisoformat(f"{flight['departs_on']}T{flight['departs_at']}")


def disordered(other: Row, segment: Row, new: Row) -> bool:
    """Whether a segment's new flight would change its place before or after another segment, or share its day."""
    if other["segment_id"] == segment["segment_id"]:
        return False
    before = departure(other) < departure(segment)
    return before != (departure(other) < departure(new)) or other["departs_on"] == new["departs_on"]


def open_segments(db: Db, reservation_id: str) -> list[Row]:
    """The booked segments of a reservation with their flights' columns, in the order in which they leave."""
    return db.rows(
        _SEGMENTS + " where reservation_id = ? and s.status = 'booked' order by departs_on, departs_at",
        reservation_id,
    )


def tickets(db: Db, segment_id: str) -> list[Row]:
    """The tickets of a segment, each with the kind of its passenger."""
    return db.rows(
        "select t.*, kind from tickets t join passengers using (passenger_id) where segment_id = ? order by ticket_id",
        segment_id,
    )


def pay(db: Db, reservation_id: str, method: Row, cents: int, purpose: str) -> None:
    """Take an amount from a payment method, or give it back where negative; only certificates keep a balance."""
    if cents == 0:
        return
    key = method["payment_method_id"]
    if method["kind"] == "certificate":
        balance = db.value("select balance_cents from payment_methods where payment_method_id = ?", key)
        if balance < cents:
            raise ToolError(f"Certificate {key} holds {balance} cents, which does not cover {cents} cents.")
        db.run("update payment_methods set balance_cents = balance_cents - ? where payment_method_id = ?", cents, key)
    payment_id = f"Y{db.next_id('payments')}"
    db.run("insert into payments values (?, ?, ?, ?, ?)", payment_id, reservation_id, key, purpose, cents)


def take_seats(db: Db, flight_id: str, cabin: str, n: int) -> None:
    """Take seats in a cabin, or give them back where negative."""
    left = db.value("select seats_left from flight_cabins where flight_id = ? and cabin = ?", flight_id, cabin)
    if left < n:
        raise ToolError(f"Flight {flight_id} has {left} {cabin} seats left, {n} are needed.")
    db.run(
        "update flight_cabins set seats_left = seats_left - ? where flight_id = ? and cabin = ?", n, flight_id, cabin
    )


def take_chosen_seat(db: Db, flight_id: str, seat: str, n: int) -> None:
    """Take a seat of a kind that passengers choose, or give it back where negative; "any" is no choice."""
    db.run("update flight_seats set seats_left = seats_left - ? where flight_id = ? and seat = ?", n, flight_id, seat)


def release(db: Db, segment: Row, fare_class: str) -> None:
    """Give back all seats that a segment's passengers hold."""
    held = tickets(db, segment["segment_id"])
    take_seats(db, segment["flight_id"], CABINS[fare_class], -len(held))
    for ticket in held:
        take_chosen_seat(db, segment["flight_id"], ticket["seat"], -1)


def refuse_flown(db: Db, reservation_id: str) -> None:
    """Refuse where a flight of the reservation has been flown."""
    if db.value("select 1 from segments where reservation_id = ? and status = 'flown'", reservation_id):
        raise ToolError(f"A flight of reservation {reservation_id} has been flown.")
