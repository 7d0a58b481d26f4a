"""Fills an empty database: the timetable, customers with their payment methods, and reservations in every stage.

(database, draw, scale) -> 500 customers x scale; the flights, and customer n, are the same at every scale
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .generators import any_phone, street
from .tables import Route, airports, lines
from .timetable import DAYS, Flight, Timetable, fill
from .values import (
    CABINS,
    CLAIM_DAYS,
    DELAY_CENTS,
    FARE_CLASSES,
    INSURANCE_CENTS,
    INSURANCE_DAYS,
    bag_fee,
    fare,
)

CUSTOMERS = 500
TABLES = ("customers", "payment_methods", "reservations", "passengers", "segments", "tickets", "bags", "payments",
          "claims")  # fmt: skip
"""Parents first."""
FIRST_NUMBER = 100_000
CHUNK = 2_000
"""Customers whose rows are written at once."""

STAGES = ("upcoming", "soon", "under way", "past", "cancelled")
WEIGHTS = (0.38, 0.26, 0.12, 0.21, 0.03)
OUT = {"upcoming": (2, 19), "soon": (0, 1), "under way": (-6, -1), "past": (-9, -3), "cancelled": (3, 19)}
"""Stage -> days from today on which the first flight leaves."""
FIRST_BOOKED = ("under way", "past", "soon", "upcoming", "cancelled")
"""Those that leave the least choice of days come first."""
LAST_DAY = DAYS[-1]
CARDS = ("Visa", "Mastercard", "American Express")


@dataclass(frozen=True, slots=True)
class Method:
    """A payment method of a customer."""

    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Customer:
    """What a customer's reservations depend on."""

    key: str
    name: str
    tier: str
    city: str
    methods: list[Method]
    companions: list[tuple[str, str]]
    """Who flies along: name, adult or child."""
    favourites: list[Route]
    phone: str
    away: set[int] = field(default_factory=set)
    """Days from today on which no other trip can be under way."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What the parts of a reservation depend on."""

    key: str
    customer: Customer
    method: Method
    fare_class: str
    flights: list[Flight]
    cancelled: bool


class World:
    """Rows on their way into the database, and the numbers that have been given out."""

    def __init__(self, db: Db, timetable: Timetable) -> None:
        self.db = db
        self.timetable = timetable
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self.numbers = dict.fromkeys((*TABLES, "certificates", "escalations"), 0)
        self.taken: set[str] = set()
        """E-mail addresses, customer ids, and names with their zip code."""

    def add(self, table: str, *values: object) -> None:
        """Add a row."""
        self.rows[table].append(values)

    def number(self, table: str) -> int:
        """The next number of a table's keys."""
        self.numbers[table] += 1
        return self.numbers[table]

    def serial(self, table: str) -> int:
        """The next six-digit number of a table whose keys are given out in order."""
        return FIRST_NUMBER + self.number(table)

    def free(self, text: str) -> bool:
        """Whether nobody has it yet; from now on somebody does."""
        if text in self.taken:
            return False
        self.taken.add(text)
        return True

    def day(self, ahead: int) -> str:
        """An ISO date, by its distance from today."""
        return (self.db.today + timedelta(days=ahead)).isoformat()

    def flush(self) -> None:
        """Write all rows."""
        for table, rows in self.rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.db.connection.executemany(f"insert into {table} values ({marks})", rows)
                rows.clear()


def seed(db: Db, draw: Draw, scale: int) -> None:
    """Fill the database."""
    world = World(db, fill(db, draw.fork("timetable")))
    for number in range(CUSTOMERS * scale):
        _sign_up(world, draw.fork("customer", number))
        if number % CHUNK == CHUNK - 1:
            world.flush()
    world.flush()
    counted = ("bags", "payments", "claims", "certificates", "escalations")
    rows = [(name, FIRST_NUMBER + world.numbers[name]) for name in counted]
    db.connection.executemany("insert into counters values (?, ?)", rows)


# ---------------------------------------------------------------------------------------------------- customers
def _sign_up(world: World, draw: Draw) -> None:
    home = draw.pick(airports())
    postcode = draw.pick(home.postcodes)
    first, last = _name(world, draw, postcode)
    key = email = ""
    while not (key and world.free(key)):
        key = f"{first}_{last}_{draw.between(1000, 9999)}".lower()
    while not (email and world.free(email)):
        mark = draw.pick([".", "_", ""])
        email = f"{first}{mark}{last}{draw.between(2, 999)}@example.{draw.pick(['com', 'com', 'net', 'org'])}".lower()
    tier = draw.weighted(("member", "silver", "gold"), (0.5, 0.3, 0.2))
    world.add("customers", key, f"{first} {last}", email, street(draw), home.city, home.state, postcode, tier)
    favourites = draw.sample(world.timetable.from_city[home.city], 2)
    methods = _open_methods(world, draw, key)
    companions = _companions(draw, first, last)
    customer = Customer(key, f"{first} {last}", tier, home.city, methods, companions, favourites, any_phone(draw))
    stages = [draw.weighted(STAGES, WEIGHTS) for _ in range(draw.weighted((2, 3, 4), (0.4, 0.4, 0.2)))]
    for stage in sorted(stages, key=FIRST_BOOKED.index):
        _book(world, draw, customer, stage)


def _name(world: World, draw: Draw, postcode: str) -> tuple[str, str]:
    while True:
        first, last = draw.pick(lines("first_names")), draw.pick(lines("last_names"))
        if world.free(f"{first} {last} {postcode}"):
            return first, last


def _companions(draw: Draw, first: str, last: str) -> list[tuple[str, str]]:
    """Family and friends, all with different names."""
    found: dict[str, str] = {}
    for kind in (draw.weighted(("adult", "child"), (0.6, 0.4)) for _ in range(3)):
        family = last if kind == "child" or draw.chance(0.6) else draw.pick(lines("last_names"))
        name = f"{draw.pick(lines('first_names'))} {family}"
        if name != f"{first} {last}":
            found.setdefault(name, kind)
    return list(found.items())


def _open_methods(world: World, draw: Draw, customer_id: str) -> list[Method]:
    found = []
    for brand in draw.sample(CARDS, draw.weighted((1, 2), (0.55, 0.45))):
        found.append(Method(_method_key(world, "card"), "card"))
        world.add(
            "payment_methods", found[-1].key, customer_id, "card", brand, f"{draw.between(1001, 9998)}", None, None
        )
    if draw.chance(0.35):
        found.append(Method(_method_key(world, "wallet"), "wallet"))
        world.add("payment_methods", found[-1].key, customer_id, "wallet", "PayPal", None, None, None)
    for ahead in draw.sample(range(draw.between(-180, -151), 330, 30), draw.weighted((0, 1, 2), (0.35, 0.4, 0.25))):
        balance = 2500 * draw.between(1, 14)
        found.append(_certificate(world, customer_id, balance, ahead))
    return found


def _method_key(world: World, kind: str) -> str:
    return f"{kind}_{1_000_000 + world.number('payment_methods') * 5_371_327 % 9_000_000}"


def _certificate(world: World, customer_id: str, cents: int, ahead: int) -> Method:
    key = f"certificate_{world.serial('certificates')}"
    world.add("payment_methods", key, customer_id, "certificate", "Harborline", None, cents, world.day(ahead))
    return Method(key, "certificate" if ahead >= 0 else "expired")


# ------------------------------------------------------------------------------------------------- reservations
def _book(world: World, draw: Draw, customer: Customer, stage: str) -> None:
    flights: list[Flight] = []
    for now in dict.fromkeys((stage, "upcoming")):
        if not flights:
            stage, flights = now, _itinerary(world, draw, customer, now)
    if not flights:
        return
    if stage != "cancelled":
        customer.away.update(range(flights[0].day - 1, flights[-1].day + 2))
    key = f"H{100_000 + world.number('reservations') * 368_789 % 900_000}"
    fare_class = draw.weighted(FARE_CLASSES, (0.19, 0.43, 0.2, 0.18))
    payers = [one for one in customer.methods if one.kind in {"card", "wallet"}]
    booking = Booking(key, customer, draw.pick(payers), fare_class, flights, stage == "cancelled")
    booked = min(flights[0].day, 0) - draw.weighted((draw.below(2), draw.between(2, 7), draw.between(8, 40)), (2, 3, 5))
    insured = None
    if draw.chance(0.36):
        insured = world.day(booked if draw.chance(0.7) else min(booked + draw.between(3, INSURANCE_DAYS), 0))
    status = "cancelled" if stage == "cancelled" else "completed" if stage == "past" else "confirmed"
    reason = draw.pick(("change of plans", "work commitments", "illness")) if stage == "cancelled" else None
    phone = customer.phone if draw.chance(0.7) else any_phone(draw)
    world.add("reservations", key, customer.key, booking.method.key, status, fare_class, fare_class,
              world.day(booked), insured, phone, reason)  # fmt: skip
    n = 1 + draw.weighted((0, 1, 2, 3), (0.4, 0.34, 0.18, 0.08))
    travellers = [(customer.name, "adult"), *customer.companions][:n]
    people = [(_passenger(world, draw, booking, *one), one[1]) for one in travellers]
    spent = sum(_segment(world, draw, booking, flight, people) for flight in flights)
    _pay(world, booking, "fare", spent)
    if insured:
        _pay(world, booking, "insurance", INSURANCE_CENTS * len(people))


def _itinerary(world: World, draw: Draw, customer: Customer, stage: str) -> list[Flight]:
    """There, and mostly back, on different days; none where the customer is away on all of them."""
    route, away = draw.pick(customer.favourites), customer.away if stage != "cancelled" else set()
    out = _one(world, draw, route.key, [day for day in _days(*OUT[stage]) if day not in away])
    if out is None or (stage != "under way" and draw.chance(0.3)):
        return [out] if out else []
    back = f"{route.destination}-{route.origin}"
    span = {"past": (out.day + 1, min(out.day + 5, -1)), "under way": (1, 8)}.get(stage, (out.day + 2, out.day + 8))
    again = min((day for day in away if day > out.day), default=LAST_DAY + 1)
    home = _one(world, draw, back, [day for day in _days(*span) if day < again])
    return [out, home] if home else [] if stage == "under way" else [out]


def _days(first: int, last: int) -> range:
    return range(first, min(last, LAST_DAY) + 1)


def _one(world: World, draw: Draw, route: str, days: Sequence[int]) -> Flight | None:
    """A flight on one of the days, one with a disruption more often than there are."""
    now = world.db.now.hour * 60 + world.db.now.minute
    known = world.timetable.between(route, days)
    if days and days[-1] >= 0:
        known = [one for one in known if (one.day, one.minute) > (0, now)]
    disrupted = [one for one in known if one.status != "on time"]
    if disrupted and draw.chance(0.6 if days[-1] < 0 else 0.22):
        known = disrupted
    return draw.pick(known) if known else None


def _passenger(world: World, draw: Draw, booking: Booking, name: str, kind: str) -> str:
    key = f"P{1_000_000 + world.number('passengers') * 4_826_809 % 9_000_000}"
    meal = draw.weighted(("standard", "vegetarian", "vegan", "kosher", "gluten-free"), (0.8, 0.08, 0.05, 0.03, 0.04))
    world.add("passengers", key, booking.key, name, kind, meal)
    for number in range(1, draw.weighted((0, 1, 2), (0.45, 0.4, 0.15)) + 1):
        fee = bag_fee(number, booking.fare_class, booking.customer.tier)
        world.add("bags", f"B{world.serial('bags')}", key, booking.method.key, fee)
        _pay(world, booking, "bag", fee)
    return key


def _segment(world: World, draw: Draw, booking: Booking, flight: Flight, people: list[tuple[str, str]]) -> int:
    """A segment with its tickets; what they cost."""
    key = f"S{1_000_000 + world.number('segments') * 6_120_049 % 9_000_000}"
    flown = flight.day < 0
    status = "cancelled" if booking.cancelled else "flown" if flown else "booked"
    world.add("segments", key, booking.key, flight.key, status)
    paid = flight.cents[CABINS[booking.fare_class]] * draw.between(80, 110) // 10_000 * 100
    total = 0
    for passenger_id, kind in people:
        ticket = f"T{1_000_000 + world.number('tickets') * 5_919_011 % 9_000_000}"
        cents = fare(paid, booking.fare_class, kind)
        seat = draw.weighted(("any", "window", "aisle"), (0.5, 0.26, 0.24))
        world.add("tickets", ticket, booking.key, key, passenger_id, cents, seat)
        total += cents
    entitled = booking.customer.tier != "member" or booking.fare_class == "business"
    if flown and flight.our_fault and entitled and draw.chance(0.7 if flight.day >= -CLAIM_DAYS else 0.15):
        amount = len(people) * DELAY_CENTS
        certificate = _certificate(world, booking.customer.key, amount, 360 + flight.day)
        world.add("claims", f"C{world.serial('claims')}", key, certificate.key, amount)
    return total


def _pay(world: World, booking: Booking, purpose: str, cents: int) -> None:
    if cents:
        world.add("payments", f"Y{world.serial('payments')}", booking.key, booking.method.key, purpose, cents)
