"""What rules ask of the database: small totals over ids that may not exist, each one query.

(database, arguments) -> row, number or None; arguments -> cells
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.records.task import Cell

from .ledger import departure, disordered, open_segments
from .prices import (
    change_fee,
    changed_fares,
    difference,
    insurance_price,
    next_bag_fee,
    upgraded_fares,
)
from .values import CABINS, FARE_CLASSES

Row = dict[str, Any]
Args = dict[str, Any]
Evidence = Callable[[Db, Args], Sequence[Cell]]


def reservation(db: Db, args: Args) -> Row:
    """The reservation with its customer's tier, {} where there is none."""
    sql = "select r.*, tier from reservations r join customers using (customer_id) where reservation_id = ?"
    return db.row(sql, args.get("reservation_id")) or {}


def segment(db: Db, args: Args) -> Row:
    """The segment that a call names, or its ticket's, with its flight's columns; {} where there is none."""
    key = args.get("segment_id")
    if "ticket_id" in args:
        key = db.value("select segment_id from tickets where ticket_id = ?", args["ticket_id"])
    sql = "select segment_id, reservation_id, s.status as state, f.* from segments s join flights f using (flight_id)"
    return db.row(f"{sql} where segment_id = ?", key) or {}


def flight(db: Db, flight_id: Any) -> Row:
    """The flight, {} where there is none."""
    return db.row("select * from flights where flight_id = ?", flight_id) or {}


def is_open(db: Db, args: Args) -> bool:
    """Whether the reservation, and a segment that is named, can be changed at all; else rules of content are silent."""
    found = reservation(db, args)
    if found.get("status") != "confirmed":
        return False
    if not {"segment_id", "ticket_id"} & args.keys():
        return True
    named = segment(db, args)
    return named.get("state") == "booked" and named["reservation_id"] == found["reservation_id"]


def fits(db: Db, args: Args) -> bool:
    """Whether the new flight is another one that flies the segment's route, and is still to leave."""
    named, new = segment(db, args), flight(db, args.get("new_flight_id"))
    same = bool(named and new) and named["route_id"] == new["route_id"] and named["flight_id"] != new["flight_id"]
    return same and new["status"] != "cancelled" and departure(new) > db.now


def out_of_order(db: Db, args: Args) -> list[Row]:
    """The reservation's other flights, still to be flown, that a new flight would not leave in their order."""
    if not fits(db, args):
        return []
    named, new = segment(db, args), flight(db, args["new_flight_id"])
    return [one for one in remaining(db, args) if disordered(one, named, new)]


def flown(db: Db, args: Args) -> list[Row]:
    """The segments of the reservation that have been flown."""
    sql = "select * from segments where reservation_id = ? and status = 'flown' order by segment_id"
    return db.rows(sql, args.get("reservation_id"))


def remaining(db: Db, args: Args) -> list[Row]:
    """The segments of the reservation still to be flown, with their flights' columns, in order."""
    return open_segments(db, str(args.get("reservation_id")))


def hours_until(db: Db, row: Row) -> float:
    """Hours until a flight leaves by its schedule."""
    return (departure(row) - db.now).total_seconds() / 3600 if row else 0.0


def days_since(db: Db, day: str | None) -> int:
    """Days from an ISO date until today; -1 where there is none."""
    return (db.today - date.fromisoformat(day)).days if day else -1


def passengers(db: Db, args: Args) -> int:
    """How many people the reservation is for."""
    n: int = db.value("select count(*) from passengers where reservation_id = ?", args.get("reservation_id"))
    return n


def method(db: Db, args: Args) -> Row:
    """The payment method that a call names, {} where there is none."""
    return db.row("select * from payment_methods where payment_method_id = ?", args.get("payment_method_id")) or {}


def owner(db: Db, args: Args) -> str | None:
    """Whose account a call is about: the customer named, or the reservation's; None where there is none."""
    if "customer_id" in args:
        named: str | None = db.value("select customer_id from customers where customer_id = ?", args["customer_id"])
        return named
    sql = "select customer_id from reservations where reservation_id = ?"
    owns: str | None = db.value(sql, args.get("reservation_id"))
    return owns


def cost(db: Db, args: Args) -> int:
    """What a call would charge; 0 where it can't be done for other reasons."""
    found = reservation(db, args)
    if not is_open(db, args):
        return 0
    if "new_flight_id" in args:
        if not fits(db, args):
            return 0
        fares = changed_fares(db, found, args["segment_id"], args["new_flight_id"])
        return difference(fares) + change_fee(db, found) * len(fares)
    if "fare_class" in args:
        return difference(upgraded_fares(db, found, args["fare_class"])) if is_higher(db, args) else 0
    if "passenger_id" in args:
        return next_bag_fee(db, found, args["passenger_id"])
    return insurance_price(db, found["reservation_id"]) if not found["insured_on"] else 0


def is_higher(db: Db, args: Args) -> bool:
    """Whether the fare class that a call names is higher than the reservation's."""
    found = reservation(db, args)
    return bool(found) and FARE_CLASSES.index(args["fare_class"]) > FARE_CLASSES.index(found["fare_class"])


def wanted_cabins(db: Db, args: Args) -> list[Row]:
    """The cabins in which a call needs seats that its passengers do not hold yet."""
    found = reservation(db, args)
    if "new_flight_id" in args:
        keys = [(args["new_flight_id"], CABINS[found["fare_class"]])] if found and fits(db, args) else []
    else:
        more = found and is_higher(db, args) and CABINS[args["fare_class"]] != CABINS[found["fare_class"]]
        keys = [(one["flight_id"], CABINS[args["fare_class"]]) for one in remaining(db, args)] if more else []
    sql = "select * from flight_cabins where flight_id = ? and cabin = ?"
    return [row for key in keys if (row := db.row(sql, *key))]


# ----------------------------------------------------------------------------------------------------- evidence
def reservation_cells(*columns: str) -> Evidence:
    """Columns of the reservation that the call names."""
    return lambda db, args: cells(reservation(db, args), "reservations", "reservation_id", *columns)


def segment_flight_cells(*columns: str) -> Evidence:
    """Columns of the present flight of the segment that the call names."""
    return lambda db, args: cells(segment(db, args), "flights", "flight_id", *columns)


def next_flight_cells(*columns: str) -> Evidence:
    """Columns of the reservation's next flight."""
    return lambda db, args: [
        cell for row in remaining(db, args)[:1] for cell in cells(row, "flights", "flight_id", *columns)
    ]


def method_cells(column: str) -> Evidence:
    """A column of the payment method that the call names."""
    return lambda db, args: cells(method(db, args), "payment_methods", "payment_method_id", column)


def cells(row: Row, table: str, key: str, *columns: str) -> list[Cell]:
    """Cells of a row; none of an empty one."""
    return [Cell(table=table, key=(row[key],), column=column) for column in columns] if row else []
