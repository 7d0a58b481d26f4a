"""Fills an empty database: rates, card designs, and customers in circles of four, who share accounts with each other.

(database, draw, scale) -> 500 customers x scale; customer n is the same at every scale
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .seed_accounts import open_accounts
from .seed_world import Customer, World
from .tables import Place, designs, lines, places
from .values import MICROS

CUSTOMERS = 500
CIRCLE = 4
CHUNK = 500
"""Circles whose rows are written at once."""
COUNTED = ("transfers", "recalls", "payees", "alerts", "card_orders", "disputes", "escalations")
"""Tables whose ids tools go on giving out."""


def seed(db: Db, draw: Draw, scale: int) -> None:
    """Fill the database."""
    world = World(db)
    for currency, micros in MICROS.items():
        world.add("rates", currency, micros)
    _design_cards(world)
    for number in range(CUSTOMERS * scale // CIRCLE):
        _circle(world, draw.fork("circle", number))
        if number % CHUNK == CHUNK - 1:
            world.flush()
    world.flush()
    counters = [(name, world.last(name)) for name in COUNTED]
    db.connection.executemany("insert into counters values (?, ?)", counters)


def _design_cards(world: World) -> None:
    ranges: dict[str, str] = {}
    for one in designs():
        if one.range not in ranges:
            ranges[one.range] = f"R{len(ranges) + 1}"
            world.add("card_ranges", ranges[one.range], one.range)
        key = f"DS{100 + world.number('card_designs')}"
        world.add("card_designs", key, ranges[one.range], one.color, one.material, one.motif)
        world.designs.setdefault(one.range, []).append(key)


def _circle(world: World, draw: Draw) -> None:
    """Four customers: the first two may be a couple, the last two may run a business together."""
    couple = draw.chance(0.6)
    purposes: set[str] = set()
    first = _sign_up(world, draw, None, purposes)
    second = _sign_up(world, draw, first if couple else None, purposes)
    third, fourth = (_sign_up(world, draw, None, purposes) for _ in range(2))
    shared = {first.key: second} if couple else {}
    partners = {third.key: fourth} if draw.chance(0.8) else {}
    for customer in (first, second, third, fourth):
        open_accounts(world, draw, customer, shared.get(customer.key), partners.get(customer.key))


def _sign_up(world: World, draw: Draw, spouse: Customer | None, purposes: set[str]) -> Customer:
    home: Place = spouse.home if spouse else draw.pick(places())
    where = spouse.street if spouse else f"{draw.between(12, 4899)} {draw.pick(lines('streets'))}"
    first, last = _name(world, draw, home, spouse.last_name if spouse else "")
    key = f"C{1_000_000 + world.number('customers') * 4_871_323 % 9_000_000}"
    number = f"{10_000_000 + world.numbers['customers'] * 48_271_129 % 90_000_000}"
    email = ""
    while not (email and world.free(email)):
        mark = draw.pick([".", "_", ""])
        email = f"{first}{mark}{last}{draw.between(2, 999)}@example.{draw.pick(['com', 'com', 'net', 'org'])}".lower()
    since = spouse.address_since if spouse else draw.between(1, 13) if draw.chance(0.22) else draw.between(20, 4000)
    membership = "premium" if draw.chance(0.35) else "standard"
    code = f"{draw.between(100_000, 999_999)}"
    world.add(
        "customers", key, number, f"{first} {last}", email, where, home.city, home.state, home.postcode,
        world.day(since), membership, code,
    )  # fmt: skip
    return Customer(key, last, where, home, since, purposes)


def _name(world: World, draw: Draw, home: Place, family: str) -> tuple[str, str]:
    while True:
        first, last = draw.pick(lines("first_names")), family or draw.pick(lines("last_names"))
        if world.free(f"{first} {last} {home.postcode}"):
            return first, last
