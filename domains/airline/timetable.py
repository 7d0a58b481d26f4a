"""Fills in the flights: airports, routes, fare classes, and five weeks of flights around today.

(database, draw) -> rows; the same at every scale, and Timetable for booking
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .tables import Route, airports, routes
from .values import CABINS, CHANGEABLE_CENTS, FARE_CLASSES, INCLUDED_BAGS, LONG_DELAY, OUR_CAUSES

DAYS = range(-10, 25)
"""Days from today on which flights are known."""
SLOTS = ((360, 690), (720, 1005), (1020, 1255))
"""Minutes after midnight between which the morning, afternoon and evening flights leave."""
LATEST = 23 * 60 + 55
BUSINESS_PERCENT = 240


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight that can be booked."""

    key: str
    day: int
    """From today."""
    minute: int
    cents: dict[str, int]
    """Cabin -> an adult's price."""
    status: str
    our_fault: bool
    """Whether it was long delayed, or cancelled, for a cause that we answer for."""


class Timetable:
    """All flights by route and day."""

    def __init__(self) -> None:
        self.flights: dict[tuple[str, int], list[Flight]] = defaultdict(list)
        """Route and day from today."""
        self.from_city: dict[str, list[Route]] = defaultdict(list)

    def between(self, route: str, days: Iterable[int]) -> list[Flight]:
        """The route's flights on these days that a customer can have been booked on until now."""
        return [one for day in days for one in self.flights[route, day]]


def fill(db: Db, draw: Draw) -> Timetable:
    """Write everything that belongs to nobody."""
    for airport in airports():
        db.run("insert into airports values (?, ?, ?)", airport.code, airport.city, airport.state)
    for name in FARE_CLASSES:
        terms = (CABINS[name], CHANGEABLE_CENTS[name], INCLUDED_BAGS[name])
        db.run("insert into fare_classes values (?, ?, ?, ?)", name, *terms)
    table, number = Timetable(), 100
    cities = {one.code: one.city for one in airports()}
    for route in routes():
        db.run("insert into routes values (?, ?, ?)", route.key, route.origin, route.destination)
        table.from_city[cities[route.origin]].append(route)
        stream = draw.fork("route", route.key)
        for slot in _slots(stream):
            number += 1
            _daily(db, stream.fork("daily", slot), table, route, (f"HB{number}", slot))
    return table


def _slots(draw: Draw) -> list[int]:
    dropped = draw.pick((1, 2)) if draw.chance(0.35) else None
    return [slot for slot in range(len(SLOTS)) if slot != dropped]


def _daily(db: Db, draw: Draw, table: Timetable, route: Route, named: tuple[str, int]) -> None:
    """One flight number on all days."""
    number, slot = named
    first, last = SLOTS[slot]
    minute = draw.between(first // 5, max(first, min(last, LATEST - route.minutes)) // 5) * 5
    for ahead in DAYS:
        day = db.today + timedelta(days=ahead)
        key = f"{number}-{day:%m%d}"
        status, delay = _disruption(draw, ahead, left=(ahead, minute) < (0, db.now.hour * 60 + db.now.minute))
        cause = None
        if status != "on time":
            cause = draw.weighted(("crew", "technical", "weather", "air traffic control"), (0.3, 0.35, 0.2, 0.15))
        times = _clock(minute), _clock(minute + route.minutes)
        db.run("insert into flights values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               key, route.key, number, day.isoformat(), *times, status, delay, cause)  # fmt: skip
        economy = route.price_cents * draw.between(75, 150) // 10_000 * 100
        cents = {"economy": economy, "business": economy * BUSINESS_PERCENT // 10_000 * 100}
        for cabin, price in cents.items():
            db.run("insert into flight_cabins values (?, ?, ?, ?)", key, cabin, price, _left(draw, cabin))
        for seat, full in (("window", 0.2), ("aisle", 0.2), ("exit row", 0.3)):
            left = 0 if draw.chance(full) else draw.between(1, 9)
            db.run("insert into flight_seats values (?, ?, ?)", key, seat, left)
        ours = cause in OUR_CAUSES and (status == "cancelled" or delay >= LONG_DELAY)
        table.flights[route.key, ahead].append(Flight(key, ahead, minute, cents, status, ours))


def _disruption(draw: Draw, ahead: int, *, left: bool) -> tuple[str, int]:
    """Status and minutes of delay: flights that have left were late at times, those of this week are cancelled."""
    spot = draw.unit()
    if spot < (0.0 if left else 0.08 if ahead <= 6 else 0.02):
        return "cancelled", 0
    if ahead <= 1 and spot > 0.78:
        low, high = draw.weighted(((5, 20), (25, 34), (37, 80)), (0.35, 0.2, 0.45))
        return "delayed", 5 * draw.between(low, high)
    return "on time", 0


def _left(draw: Draw, cabin: str) -> int:
    if cabin == "business":
        return 0 if draw.chance(0.2) else draw.between(1, 12)
    return draw.weighted((0, draw.between(1, 4), draw.between(5, 60)), (0.14, 0.14, 0.72))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
