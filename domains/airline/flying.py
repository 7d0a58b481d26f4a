"""The writing tools for flights: another one, a free one after a disruption, a higher fare class, a cancellation.

(database, ids, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import (
    Row,
    departure,
    disordered,
    find,
    find_method,
    find_open,
    find_segment,
    open_segments,
    pay,
    refuse_flown,
    release,
    take_seats,
    tickets,
)
from .prices import Fares, change_fee, changed_fares, difference, upgraded_fares
from .values import (
    CABINS,
    FARE_CLASSES,
    REBOOKING_DELAY,
    NewFlightId,
    PaymentMethodId,
    Reason,
    ReservationId,
    SegmentId,
    Upgrade,
)

Call = tuple[str, dict[str, Any]]


def _find_new_flight(db: Db, segment: Row, flight_id: str) -> Row:
    """The flight that is to replace a segment's: same route, still to leave, in order with the other segments."""
    new = find(db, "flights", "flight_id", flight_id)
    if new["route_id"] != segment["route_id"]:
        raise ToolError(f"Flight {flight_id} flies {new['route_id']}, the segment {segment['route_id']}.")
    if new["flight_id"] == segment["flight_id"]:
        raise ToolError(f"Segment {segment['segment_id']} already is on flight {flight_id}.")
    if new["status"] == "cancelled" or departure(new) <= db.now:
        raise ToolError(f"Flight {flight_id} has left or is cancelled.")
    for other in open_segments(db, segment["reservation_id"]):
        if disordered(other, segment, new):
            raise ToolError(
                f"Flight {flight_id} leaves on {new['departs_on']}, out of order with segment {other['segment_id']}"
                f" of the same reservation, which leaves on {other['departs_on']}."
            )
    return new


def _move(db: Db, segment: Row, new: Row, fare_class: str) -> None:
    """Put a segment's passengers on another flight; chosen seats are lost."""
    release(db, segment, fare_class)
    n = db.value("select count(*) from tickets where segment_id = ?", segment["segment_id"])
    take_seats(db, new["flight_id"], CABINS[fare_class], n)
    db.run("update segments set flight_id = ? where segment_id = ?", new["flight_id"], segment["segment_id"])
    db.run("update tickets set seat = 'any' where segment_id = ? and seat <> 'any'", segment["segment_id"])


def _set_fares(db: Db, fares: Fares) -> None:
    for ticket, cents in fares:
        db.run("update tickets set fare_cents = ? where ticket_id = ?", cents, ticket["ticket_id"])


def _flight_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_flight", args | {"new_flight_id": result["previous_flight_id"]}


@tool(writes, inverse=_flight_back)
def change_flight(
    db: Db,
    reservation_id: ReservationId,
    segment_id: SegmentId,
    new_flight_id: NewFlightId,
    payment_method_id: PaymentMethodId,
) -> Row:
    """Move all passengers of one segment to another flight of the same route, for the difference in fare and the fee.

    Each passenger's new fare is worked out by fare class and age; the sum is charged, or given back where negative.

    Args:
      reservation_id: The booking reference.
      segment_id: The segment of the reservation to change.
      new_flight_id: The flight to take instead.
      payment_method_id: Pays the difference, or gets it where the new flight costs less.
    """
    reservation = find_open(db, reservation_id)
    segment = find_segment(db, reservation, segment_id)
    new = _find_new_flight(db, segment, new_flight_id)
    method = find_method(db, payment_method_id, reservation["customer_id"])
    fares, fee = changed_fares(db, reservation, segment_id, new_flight_id), change_fee(db, reservation)
    total = difference(fares) + fee * len(fares)
    _move(db, segment, new, reservation["fare_class"])
    _set_fares(db, fares)
    pay(db, reservation["reservation_id"], method, total, "flight change")
    return {
        "reservation_id": reservation["reservation_id"],
        "segment_id": segment_id,
        "flight_id": new_flight_id,
        "previous_flight_id": segment["flight_id"],
        "fee_cents_per_passenger": fee,
        "charged_cents": total,
        "payment_method_id": payment_method_id,
    }


@tool(writes)
def rebook_flight(db: Db, reservation_id: ReservationId, segment_id: SegmentId, new_flight_id: NewFlightId) -> Row:
    """Move all passengers of a segment whose flight is cancelled or long delayed to another flight, free of charge.

    Args:
      reservation_id: The booking reference.
      segment_id: The segment whose flight is disrupted.
      new_flight_id: The flight to take instead, on the same route.
    """
    reservation = find_open(db, reservation_id)
    segment = find_segment(db, reservation, segment_id)
    new = _find_new_flight(db, segment, new_flight_id)
    if segment["status"] != "cancelled" and segment["delay_minutes"] < REBOOKING_DELAY:
        raise ToolError(f"Flight {segment['flight_id']} is neither cancelled nor delayed by {REBOOKING_DELAY} minutes.")
    _move(db, segment, new, reservation["fare_class"])
    return {
        "reservation_id": reservation["reservation_id"],
        "segment_id": segment_id,
        "flight_id": new_flight_id,
        "previous_flight_id": segment["flight_id"],
        "departs_on": new["departs_on"],
        "departs_at": new["departs_at"],
    }


@tool(writes)
def upgrade_fare(db: Db, reservation_id: ReservationId, fare_class: Upgrade, payment_method_id: PaymentMethodId) -> Row:
    """Upgrade a whole reservation to a higher fare class, for the difference in fare on all flights. No way back.

    Args:
      reservation_id: The booking reference.
      fare_class: The higher fare class.
      payment_method_id: Pays the difference.
    """
    reservation = find_open(db, reservation_id)
    old = reservation["fare_class"]
    if FARE_CLASSES.index(fare_class) <= FARE_CLASSES.index(old):
        raise ToolError(f"Reservation {reservation['reservation_id']} already is {old}.")
    key = reservation["reservation_id"]
    refuse_flown(db, key)
    method = find_method(db, payment_method_id, reservation["customer_id"])
    fares = upgraded_fares(db, reservation, fare_class)
    for segment in open_segments(db, key) if CABINS[old] != CABINS[fare_class] else ():
        n = len(tickets(db, segment["segment_id"]))
        take_seats(db, segment["flight_id"], CABINS[fare_class], n)
        take_seats(db, segment["flight_id"], CABINS[old], -n)
    _set_fares(db, fares)
    db.run("update reservations set fare_class = ? where reservation_id = ?", fare_class, key)
    pay(db, key, method, difference(fares), "upgrade")
    return {
        "reservation_id": key,
        "fare_class": fare_class,
        "previous_fare_class": old,
        "charged_cents": difference(fares),
        "payment_method_id": payment_method_id,
    }


@tool(writes)
def cancel_reservation(db: Db, reservation_id: ReservationId, reason: Reason) -> Row:
    """Cancel a whole reservation; the fares of flights still to come go back to its payment method. It can't be undone.

    Args:
      reservation_id: The booking reference.
      reason: Why the customer cancels.
    """
    reservation = find_open(db, reservation_id)
    key, total = reservation["reservation_id"], 0
    for segment in open_segments(db, key):
        release(db, segment, reservation["fare_class"])
        total += sum(ticket["fare_cents"] for ticket in tickets(db, segment["segment_id"]))
        db.run("update segments set status = 'cancelled' where segment_id = ?", segment["segment_id"])
    db.run("update reservations set status = 'cancelled', cancel_reason = ? where reservation_id = ?", reason, key)
    method = find(db, "payment_methods", "payment_method_id", reservation["payment_method_id"])
    pay(db, key, method, -total, "cancellation")
    return {
        "reservation_id": key,
        "status": "cancelled",
        "refunded_cents": total,
        "payment_method_id": reservation["payment_method_id"],
    }
