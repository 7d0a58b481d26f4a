"""The writing tools for what goes with a reservation: bags, insurance, seats, meals, the contact phone.

(database, ids, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Row, find, find_method, find_open, find_passenger, find_segment, pay, refuse_flown, take_chosen_seat
from .prices import insurance_price, next_bag_fee
from .values import (
    Meal,
    PassengerId,
    PaymentMethodId,
    Phone,
    ReservationId,
    Seat,
    TicketId,
)

Call = tuple[str, dict[str, Any]]


def _bag_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "remove_bag", {name: args[name] for name in ("reservation_id", "passenger_id")}


@tool(writes, inverse=_bag_back)
def add_bag(
    db: Db, reservation_id: ReservationId, passenger_id: PassengerId, payment_method_id: PaymentMethodId
) -> Row:
    """Add one checked bag for a passenger, on all flights of the reservation; charges the fee where there is one.

    Args:
      reservation_id: The booking reference.
      passenger_id: The passenger who gets the bag.
      payment_method_id: Pays the fee; to be named even if the bag is free.
    """
    reservation = find_open(db, reservation_id)
    find_passenger(db, reservation, passenger_id)
    method = find_method(db, payment_method_id, reservation["customer_id"])
    fee = next_bag_fee(db, reservation, passenger_id)
    bag_id = f"B{db.next_id('bags')}"
    db.run("insert into bags values (?, ?, ?, ?)", bag_id, passenger_id, payment_method_id, fee)
    pay(db, reservation["reservation_id"], method, fee, "bag")
    return {
        "reservation_id": reservation["reservation_id"],
        "passenger_id": passenger_id,
        "bag_id": bag_id,
        "bags": db.value("select count(*) from bags where passenger_id = ?", passenger_id),
        "fee_cents": fee,
        "payment_method_id": payment_method_id,
    }


def _bag_again(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "add_bag", args | {"payment_method_id": result["payment_method_id"]}


@tool(writes, inverse=_bag_again)
def remove_bag(db: Db, reservation_id: ReservationId, passenger_id: PassengerId) -> Row:
    """Take back the checked bag that was added last for a passenger; its fee goes back to what paid it.

    Args:
      reservation_id: The booking reference.
      passenger_id: The passenger whose bag is taken back.
    """
    reservation = find_open(db, reservation_id)
    find_passenger(db, reservation, passenger_id)
    bag = db.row("select * from bags where passenger_id = ? order by bag_id desc limit 1", passenger_id)
    if bag is None:
        raise ToolError(f"Passenger {passenger_id} has no checked bag.")
    method = find(db, "payment_methods", "payment_method_id", bag["payment_method_id"])
    db.run("delete from bags where bag_id = ?", bag["bag_id"])
    pay(db, reservation["reservation_id"], method, -bag["fee_cents"], "bag")
    return {
        "reservation_id": reservation["reservation_id"],
        "passenger_id": passenger_id,
        "refunded_cents": bag["fee_cents"],
        "payment_method_id": bag["payment_method_id"],
    }


def _insurance_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    return "remove_insurance", {"reservation_id": args["reservation_id"]}


@tool(writes, inverse=_insurance_back)
def add_insurance(db: Db, reservation_id: ReservationId, payment_method_id: PaymentMethodId) -> Row:
    """Add travel insurance to a reservation, for all its passengers; it covers them from the next day on.

    Args:
      reservation_id: The booking reference.
      payment_method_id: Pays the insurance.
    """
    reservation = find_open(db, reservation_id)
    key = reservation["reservation_id"]
    method = find_method(db, payment_method_id, reservation["customer_id"])
    if reservation["insured_on"]:
        raise ToolError(f"Reservation {key} is insured already.")
    refuse_flown(db, key)
    cents = insurance_price(db, key)
    db.run("update reservations set insured_on = ? where reservation_id = ?", db.today.isoformat(), key)
    pay(db, key, method, cents, "insurance")
    return {"reservation_id": key, "charged_cents": cents, "payment_method_id": payment_method_id}


def _insurance_again(db: Db, args: dict[str, Any], result: Any) -> Call | None:
    again = result["insured_on"] == db.today.isoformat()
    return ("add_insurance", args | {"payment_method_id": result["payment_method_id"]}) if again else None


@tool(writes, inverse=_insurance_again)
def remove_insurance(db: Db, reservation_id: ReservationId) -> Row:
    """Take the travel insurance off a reservation; its price goes back to the reservation's payment method.

    Args:
      reservation_id: The booking reference.
    """
    reservation = find_open(db, reservation_id)
    key = reservation["reservation_id"]
    if not reservation["insured_on"]:
        raise ToolError(f"Reservation {key} is not insured.")
    refuse_flown(db, key)
    cents = insurance_price(db, key)
    method = find(db, "payment_methods", "payment_method_id", reservation["payment_method_id"])
    db.run("update reservations set insured_on = null where reservation_id = ?", key)
    pay(db, key, method, -cents, "insurance")
    return {
        "reservation_id": key,
        "refunded_cents": cents,
        "payment_method_id": method["payment_method_id"],
        "insured_on": reservation["insured_on"],
    }


def _seat_back(_db: Db, args: dict[str, Any], result: Any) -> Call | None:
    previous = result["previous_seat"]
    return ("choose_seat", args | {"seat": previous}) if previous != "any" else None


@tool(writes, inverse=_seat_back)
def choose_seat(db: Db, reservation_id: ReservationId, ticket_id: TicketId, seat: Seat) -> Row:
    """Give one passenger a seat of a certain kind on one flight, free of charge.

    Args:
      reservation_id: The booking reference.
      ticket_id: The ticket: one passenger on one segment.
      seat: The kind of seat.
    """
    reservation = find_open(db, reservation_id)
    ticket = find(db, "tickets", "ticket_id", ticket_id)
    segment = find_segment(db, reservation, ticket["segment_id"])
    if ticket["seat"] == seat:
        raise ToolError(f"Ticket {ticket_id} already has a seat of this kind: {seat}.")
    left = db.value("select seats_left from flight_seats where flight_id = ? and seat = ?", segment["flight_id"], seat)
    if not left:
        raise ToolError(f"Flight {segment['flight_id']} has no seat of this kind left: {seat}.")
    take_chosen_seat(db, segment["flight_id"], ticket["seat"], -1)
    take_chosen_seat(db, segment["flight_id"], seat, 1)
    db.run("update tickets set seat = ? where ticket_id = ?", seat, ticket_id)
    return {
        "reservation_id": reservation["reservation_id"],
        "ticket_id": ticket_id,
        "seat": seat,
        "previous_seat": ticket["seat"],
    }


def _meal_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "order_meal", args | {"meal": result["previous_meal"]}


@tool(writes, inverse=_meal_back)
def order_meal(db: Db, reservation_id: ReservationId, passenger_id: PassengerId, meal: Meal) -> Row:
    """Set the meal that a passenger gets on all flights of the reservation, free of charge.

    Args:
      reservation_id: The booking reference.
      passenger_id: The passenger.
      meal: The meal.
    """
    reservation = find_open(db, reservation_id)
    passenger = find_passenger(db, reservation, passenger_id)
    if passenger["meal"] == meal:
        raise ToolError(f"The meal of passenger {passenger_id} already is {meal}.")
    db.run("update passengers set meal = ? where passenger_id = ?", meal, passenger_id)
    return {
        "reservation_id": reservation["reservation_id"],
        "passenger_id": passenger_id,
        "meal": meal,
        "previous_meal": passenger["meal"],
    }


def _phone_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "set_contact_phone", args | {"phone": result["previous_phone"]}


@tool(writes, inverse=_phone_back)
def set_contact_phone(db: Db, reservation_id: ReservationId, phone: Phone) -> Row:
    """Set the phone number that gets text messages about a reservation's flights.

    Args:
      reservation_id: The booking reference.
      phone: The number, "512-555-0142".
    """
    reservation = find_open(db, reservation_id)
    previous = reservation["contact_phone"]
    if previous == phone:
        raise ToolError("This already is the contact phone of the reservation.")
    db.run("update reservations set contact_phone = ? where reservation_id = ?", phone, reservation["reservation_id"])
    return {"reservation_id": reservation["reservation_id"], "phone": phone, "previous_phone": previous}
