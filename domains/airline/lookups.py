"""The reading tools: who is it, what is booked, what flies.

(database, ids) -> rows as plain JSON, column names as keys
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pytest_t2t.domain.arithmetic import calculated
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool

from .ledger import Row, find
from .values import CustomerId, Email, FareClassName, FlightId, FullName, Postcode, ReservationId, RouteId

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


@tool(reads, role="authenticate")
def find_customer_by_email(db: Db, email: Email) -> Row:
    """Find a customer's account by email address. Returns the customer id and the name.

    Args:
      email: The email address of the account.
    """
    found = db.row("select customer_id, name from customers where email = lower(?)", email.strip())
    if found is None:
        raise ToolError("No account has this email address.")
    return found


@tool(reads, role="authenticate")
def find_customer_by_name_and_postcode(db: Db, name: FullName, postcode: Postcode) -> Row:
    """Find a customer's account by full name and the zip code of the address on file.

    Args:
      name: First and last name, "Mia Santos".
      postcode: The five-digit zip code, "78704".
    """
    plain = " ".join(name.split())
    found = db.row(
        "select customer_id, name from customers where postcode = ? and lower(name) = lower(?)", postcode.strip(), plain
    )
    if found is None:
        raise ToolError("No account has this name and zip code.")
    return found


@tool(reads, shows={"": "customers", "payment_methods[]": "payment_methods"})
def get_customer(db: Db, customer_id: CustomerId) -> Row:
    """Get a customer's profile: address, loyalty tier, payment methods and travel certificates, reservation ids.

    Args:
      customer_id: The customer id, as found by authentication.
    """
    customer = find(db, "customers", "customer_id", customer_id)
    methods = db.rows("select * from payment_methods where customer_id = ? order by payment_method_id", customer_id)
    customer["payment_methods"] = [{key: value for key, value in row.items() if value is not None} for row in methods]
    keys = db.tuples("select reservation_id from reservations where customer_id = ? order by 1", customer_id)
    customer["reservation_ids"] = [key for (key,) in keys]
    return customer


_SEGMENTS = (
    "select reservation_id, segment_id, s.status, flight_id, number, route_id, o.city as origin, d.city as destination,"
    " departs_on, departs_at from segments s join flights f using (flight_id) join routes r using (route_id)"
    " join airports o on r.origin = o.airport_code join airports d on r.destination = d.airport_code"
)


@tool(
    reads,
    shows={
        "reservations[]": "reservations",
        "reservations[].segments[]": "segments",
        "reservations[].segments[].flight": "flights",
    },
)
def list_reservations(db: Db, customer_id: CustomerId) -> Row:
    """List a customer's reservations, each with its status, fare class and flights.

    Args:
      customer_id: The customer id, as found by authentication.
    """
    find(db, "customers", "customer_id", customer_id)
    found = db.rows(
        "select reservation_id, status, fare_class, booked_on from reservations where customer_id = ?"
        " order by booked_on desc, reservation_id",
        customer_id,
    )
    segments = db.rows(
        f"{_SEGMENTS} where reservation_id in (select reservation_id from reservations where customer_id = ?)"
        " order by departs_on, departs_at",
        customer_id,
    )
    for reservation in found:
        key = reservation["reservation_id"]
        reservation["segments"] = [_with_flight(one) for one in segments if one["reservation_id"] == key]
    return {"customer_id": customer_id, "reservations": found}


def _with_flight(row: Row) -> Row:
    """A row of segment and flight as a segment that has a flight."""
    segment = {key: row[key] for key in ("segment_id", "status", "flight_id")}
    return segment | {"flight": {key: row[key] for key in row if key not in {"reservation_id", "segment_id", "status"}}}


@tool(
    reads,
    shows={
        "": "reservations",
        "segments[]": "segments",
        "segments[].flight": "flights",
        "segments[].tickets[]": "tickets",
        "passengers[]": "passengers",
        "passengers[].bags[]": "bags",
        "payments[]": "payments",
        "claims[]": "claims",
    },
)
def get_reservation(db: Db, reservation_id: ReservationId) -> Row:
    """Get a reservation in full: fare class, insurance, passengers with bags, flights with tickets, payments, claims.

    Args:
      reservation_id: The booking reference, "H204133".
    """
    reservation = find(db, "reservations", "reservation_id", reservation_id)
    key = reservation["reservation_id"]
    passengers = db.rows("select * from passengers where reservation_id = ? order by passenger_id", key)
    for passenger in passengers:
        passenger["bags"] = db.rows(
            "select * from bags where passenger_id = ? order by bag_id", passenger["passenger_id"]
        )
    segments = db.rows(
        "select s.* from segments s join flights using (flight_id) where reservation_id = ?"
        " order by departs_on, departs_at",
        key,
    )
    for segment in segments:
        segment["flight"] = _flight(db, segment["flight_id"])
        segment["tickets"] = db.rows(
            "select * from tickets where segment_id = ? order by ticket_id", segment["segment_id"]
        )
    of_reservation = "select segment_id from segments where reservation_id = ?"
    return reservation | {
        "passengers": passengers,
        "segments": segments,
        "payments": db.rows("select * from payments where reservation_id = ? order by payment_id", key),
        "claims": db.rows(f"select * from claims where segment_id in ({of_reservation}) order by claim_id", key),
    }


def _flight(db: Db, flight_id: str) -> Row:
    flight = find(db, "flights", "flight_id", flight_id)
    return {key: value for key, value in flight.items() if value is not None} | _cities(db, flight["route_id"])


def _cities(db: Db, route_id: str) -> Row:
    found = db.row(
        "select o.city as origin, d.city as destination from routes r join airports o on r.origin = o.airport_code"
        " join airports d on r.destination = d.airport_code where route_id = ?",
        route_id,
    )
    return found or {}


@tool(reads, shows={"": "flights", "cabins[]": "flight_cabins", "seats[]": "flight_seats"})
def get_flight(db: Db, flight_id: FlightId) -> Row:
    """Get a flight: status, delay and its cause, times, price and seats left per cabin, seats of each kind left.

    Args:
      flight_id: The flight id, flight number and date: "HB212-0514".
    """
    flight = _flight(db, flight_id)
    flight["cabins"] = db.rows("select * from flight_cabins where flight_id = ? order by cabin", flight_id)
    flight["seats"] = db.rows("select * from flight_seats where flight_id = ? order by seat", flight_id)
    return flight


@tool(reads, shows={"": "routes", "flights[]": "flights", "flights[].cabins[]": "flight_cabins"})
def search_flights(db: Db, route_id: RouteId, date: Day | None = None) -> Row:
    """Find the flights of a route that have not left, with status, times, and adult price and seats left per cabin.

    Args:
      route_id: The airports of departure and arrival, "AUS-DEN".
      date: The day of departure, "2026-05-14"; without it all days.
    """
    route = find(db, "routes", "route_id", route_id)
    flights = db.rows(
        "select flight_id, number, departs_on, departs_at, arrives_at, status from flights where route_id = :route"
        " and departs_on || 'T' || departs_at > :now and departs_on = coalesce(:day, departs_on)"
        " order by departs_on, departs_at",
        route=route_id, now=db.now.isoformat()[:16], day=date,
    )  # fmt: skip
    cabins = db.rows(
        "select c.* from flight_cabins c join flights using (flight_id) where route_id = :route"
        " and departs_on = coalesce(:day, departs_on) order by cabin",
        route=route_id, day=date,
    )  # fmt: skip
    of_flight: dict[str, list[Row]] = {}
    for cabin in cabins:
        of_flight.setdefault(cabin["flight_id"], []).append(cabin)
    return route | {"flights": [flight | {"cabins": of_flight[flight["flight_id"]]} for flight in flights]}


@tool(reads, shows={"": "fare_classes"})
def get_fare_class(db: Db, fare_class: FareClassName) -> Row:
    """Get a fare class: its cabin, the fee for changing a flight and the checked bags it includes, per passenger.

    Args:
      fare_class: "basic economy", "economy", "flex" or "business".
    """
    return find(db, "fare_classes", "fare_class", fare_class)


@tool(reads, shows={"airports[]": "airports"})
def list_airports(db: Db) -> Row:
    """List all airports with their codes and cities, and the routes between them."""
    routes = db.tuples("select route_id from routes order by 1")
    return {"airports": db.rows("select * from airports order by city"), "route_ids": [key for (key,) in routes]}


@tool(reads)
def calculate(db: Db, expression: str) -> Row:  # noqa: ARG001  every tool takes the database
    """Calculate with numbers, +, -, *, / and brackets; use it for sums of cents.

    Args:
      expression: For example "2 * (18900 - 14900) + 7500".
    """
    return {"value": calculated(expression)}
