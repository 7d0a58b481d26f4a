"""Rules that the tools enforce themselves; a test holds predicate and refusal together.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.records.task import Cell

from .facts import (
    Args,
    cells,
    cost,
    fits,
    flight,
    flown,
    is_higher,
    is_open,
    method,
    method_cells,
    out_of_order,
    owner,
    passengers,
    reservation,
    segment,
    segment_flight_cells,
    wanted_cabins,
)
from .values import REBOOKING_DELAY

PAID = ["change_flight", "upgrade_fare", "add_bag", "add_insurance"]


def _flown_cells(db: Db, args: Args) -> list[Cell]:
    return [cell for one in flown(db, args) for cell in cells(one, "segments", "segment_id", "status")]


@rule("part-flown", tools=["upgrade_fare", "add_insurance", "remove_insurance"], hard=True, evidence=_flown_cells)
def part_flown(db: Db, args: Args, _talk: Talk) -> bool:
    """Fare class and insurance are settled once a flight has been flown."""
    if not (is_open(db, args) and flown(db, args)):
        return False
    if "fare_class" in args:
        return is_higher(db, args)
    return ("payment_method_id" in args) != bool(reservation(db, args)["insured_on"])


def _both_routes(db: Db, args: Args) -> list[Cell]:
    rows = (segment(db, args), flight(db, args.get("new_flight_id")))
    return [cell for row in rows for cell in cells(row, "flights", "flight_id", "route_id")]


@rule("same-route", tools=["change_flight", "rebook_flight"], hard=True, evidence=_both_routes)
def same_route(db: Db, args: Args, _talk: Talk) -> bool:
    """The new flight goes from and to the same airports."""
    named, new = segment(db, args), flight(db, args.get("new_flight_id"))
    return bool(is_open(db, args) and new and named["route_id"] != new["route_id"])


def _order_cells(db: Db, args: Args) -> list[Cell]:
    """When the other flight leaves; the date of the new one is what the customer says."""
    return [cell for row in out_of_order(db, args)[:1] for cell in cells(row, "flights", "flight_id", "departs_on")]


@rule("flights-in-order", tools=["change_flight", "rebook_flight"], hard=True, evidence=_order_cells)
def flights_in_order(db: Db, args: Args, _talk: Talk) -> bool:
    """There before back, and on different days."""
    return is_open(db, args) and bool(out_of_order(db, args))


def _cabin_cells(db: Db, args: Args) -> list[Cell]:
    """The first cabin that has too few seats: one is enough to say no."""
    n = passengers(db, args)
    full = [one for one in wanted_cabins(db, args) if one["seats_left"] < n]
    return [Cell(table="flight_cabins", key=(one["flight_id"], one["cabin"]), column="seats_left") for one in full[:1]]


@rule(
    "seats-left", tools=["change_flight", "rebook_flight", "upgrade_fare"], hard=True, about="stock",
    evidence=_cabin_cells,
)  # fmt: skip
def seats_left(db: Db, args: Args, _talk: Talk) -> bool:
    """All passengers need a seat."""
    return is_open(db, args) and bool(_cabin_cells(db, args))


def _seat_cells(db: Db, args: Args) -> list[Cell]:
    found = segment(db, args)
    key = (found.get("flight_id"), args.get("seat"))
    return [Cell(table="flight_seats", key=key, column="seats_left")] if found else []


@rule("seat-kind-left", tools=["choose_seat"], hard=True, about="stock", evidence=_seat_cells)
def seat_kind_left(db: Db, args: Args, _talk: Talk) -> bool:
    """A seat of the kind must be left."""
    if not is_open(db, args) or _seat(db, args) == args.get("seat"):
        return False
    sql = "select seats_left from flight_seats where flight_id = ? and seat = ?"
    return bool(db.value(sql, segment(db, args)["flight_id"], args.get("seat")) == 0)


def _seat(db: Db, args: Args) -> str | None:
    held: str | None = db.value("select seat from tickets where ticket_id = ?", args.get("ticket_id"))
    return held


@rule("disrupted-only", tools=["rebook_flight"], hard=True, evidence=segment_flight_cells("status"))
def disrupted_only(db: Db, args: Args, _talk: Talk) -> bool:
    """Only passengers of cancelled or long delayed flights are rebooked for nothing."""
    named = segment(db, args)
    return bool(
        is_open(db, args)
        and fits(db, args)
        and named["status"] != "cancelled"
        and named["delay_minutes"] < REBOOKING_DELAY
    )


def _claim_cells(db: Db, args: Args) -> list[Cell]:
    found = db.rows("select * from claims where segment_id = ?", args.get("segment_id"))
    return [cell for one in found for cell in cells(one, "claims", "claim_id", "segment_id")]


@rule("compensation-once", tools=["claim_compensation"], hard=True, evidence=_claim_cells, wished_against=False)
def compensation_once(db: Db, args: Args, _talk: Talk) -> bool:
    """One certificate a flight."""
    return bool(_claim_cells(db, args))


def _present(db: Db, args: Args) -> list[Cell]:
    if "ticket_id" in args:
        found = db.row("select * from tickets where ticket_id = ?", args["ticket_id"]) or {}
        return cells(found, "tickets", "ticket_id", "seat")
    if "meal" in args:
        found = db.row("select * from passengers where passenger_id = ?", args.get("passenger_id")) or {}
        return cells(found, "passengers", "passenger_id", "meal")
    column = "contact_phone" if "phone" in args else "fare_class" if "fare_class" in args else "insured_on"
    return cells(reservation(db, args), "reservations", "reservation_id", column)


@rule(
    "real-change",
    tools=["upgrade_fare", "add_insurance", "choose_seat", "order_meal", "set_contact_phone"],
    hard=True,
    evidence=_present,
    wished_against=False,
)
def real_change(db: Db, args: Args, _talk: Talk) -> bool:
    """A change must change something."""
    if not is_open(db, args):
        return False
    if "ticket_id" in args:
        return _seat(db, args) == args.get("seat")
    if "meal" in args:
        now = db.value("select meal from passengers where passenger_id = ?", args.get("passenger_id"))
        return bool(now == args["meal"])
    found = reservation(db, args)
    if "phone" in args:
        return bool(found["contact_phone"] == args["phone"])
    if "fare_class" in args:
        return bool(found["fare_class"] == args["fare_class"])
    return bool(found["insured_on"])


@rule("payment-method-own", tools=PAID, hard=True, about="ownership")
def payment_method_own(db: Db, args: Args, _talk: Talk) -> bool:
    """Payment methods must be on file for the account that the call is about."""
    whose, holder = owner(db, args), method(db, args).get("customer_id")
    return whose is not None and holder not in {None, whose}


@rule("certificate-covers", tools=PAID, hard=True, evidence=method_cells("balance_cents"))
def certificate_covers(db: Db, args: Args, _talk: Talk) -> bool:
    """A certificate must cover the whole amount."""
    found = method(db, args)
    return bool(found.get("kind") == "certificate" and found["balance_cents"] < cost(db, args))
