"""Fills an empty database: a catalogue, customers with their payment methods, and orders in every stage of life.

(database, draw, scale) -> 500 customers x scale; customer n is the same at every scale
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product as combinations
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .generators import street
from .tables import Place, Product, lines, places, products
from .values import REWARD, arrival, shipping_fee

CUSTOMERS = 500
TABLES = (
    "users", "payment_methods", "products", "variants", "variant_options", "orders", "order_items", "shipments",
    "returns", "exchanges", "payments", "refunds",
)  # fmt: skip
"""Parents first."""
FIRST_NUMBER = 100_000
FLAGS = ("final_sale", "made_to_order", "bulky")
CHUNK = 2_000
"""Customers whose rows are written at once."""

STAGES = ("pending", "processing", "shipped", "recent", "old", "cancelled")
WEIGHTS = (0.34, 0.07, 0.1, 0.33, 0.13, 0.03)
CARRIERS = ("UPS", "FedEx", "USPS")
CARDS = ("Visa", "Mastercard", "Discover")


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of the catalogue."""

    key: str
    product: Product
    cents: int


@dataclass(frozen=True, slots=True)
class Method:
    """A payment method of a customer."""

    key: str
    kind: str


@dataclass(slots=True)
class Customer:
    """What a customer's orders depend on."""

    key: str
    tier: str
    homes: list[tuple[str, Place]]
    methods: list[Method]
    bought: list[Variant] = field(default_factory=list)


class World:
    """Rows on their way into the database, and the numbers that have been given out."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self.numbers = dict.fromkeys((*TABLES, "escalations"), 0)
        self.taken: set[str] = set()
        """E-mail addresses, user ids, and names with their zip code."""
        self.catalogue: dict[str, list[Variant]] = {}

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

    def flush(self) -> None:
        """Write all rows."""
        for table, rows in self.rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.db.connection.executemany(f"insert into {table} values ({marks})", rows)
                rows.clear()


def seed(db: Db, draw: Draw, scale: int) -> None:
    """Fill the database."""
    world = World(db)
    _stock_catalogue(world, draw.fork("catalogue"))
    for number in range(CUSTOMERS * scale):
        _sign_up(world, draw.fork("customer", number))
        if number % CHUNK == CHUNK - 1:
            world.flush()
    world.flush()
    counters = [
        (name, FIRST_NUMBER + world.numbers[name])
        for name in ("payments", "returns", "exchanges", "refunds", "escalations")
    ]
    db.connection.executemany("insert into counters values (?, ?)", counters)


# ---------------------------------------------------------------------------------------------------- catalogue
def _stock_catalogue(world: World, draw: Draw) -> None:
    for one in products():
        world.add("products", one.product_id, one.name, *(int(flag in one.flags) for flag in FLAGS))
        names = [name for name, _ in one.options]
        chosen = draw.sample(list(combinations(*(values for _, values in one.options))), 12)
        for values in sorted(chosen):
            cents = one.price_cents + sum(extra for _, extra in values)
            variant = Variant(f"V{1000 + world.number('variants')}", one, cents)
            stock = 0 if draw.chance(0.14) else draw.between(2, 60)
            world.add("variants", variant.key, one.product_id, variant.cents, stock)
            for name, (value, _) in zip(names, values, strict=True):
                world.add("variant_options", variant.key, name, value)
            world.catalogue.setdefault(one.product_id, []).append(variant)


# ---------------------------------------------------------------------------------------------------- customers
def _sign_up(world: World, draw: Draw) -> None:
    home = draw.pick(places())
    first, last = _name(world, draw, home)
    key = email = ""
    while not (key and world.free(key)):
        key = f"{first}_{last}_{draw.between(1000, 9999)}".lower()
    while not (email and world.free(email)):
        mark = draw.pick([".", "_", ""])
        email = f"{first}{mark}{last}{draw.between(2, 999)}@example.{draw.pick(['com', 'com', 'net', 'org'])}".lower()
    tier = "plus" if draw.chance(0.3) else "standard"
    where = street(draw)
    channel = draw.weighted(("email", "text message", "phone"), (0.6, 0.3, 0.1))
    world.add("users", key, f"{first} {last}", email, where, home.city, home.state, home.postcode, tier, channel)
    homes = [(where, home), (street(draw), draw.pick(places()))]
    customer = Customer(key, tier, homes, _open_methods(world, draw, key, email))
    for stage in _stages(draw):
        _order(world, draw, customer, stage)


def _name(world: World, draw: Draw, home: Place) -> tuple[str, str]:
    while True:
        first, last = draw.pick(lines("first_names")), draw.pick(lines("last_names"))
        if world.free(f"{first} {last} {home.postcode}"):
            return first, last


def _open_methods(world: World, draw: Draw, user_id: str, email: str) -> list[Method]:
    cards = draw.sample(CARDS, draw.weighted((1, 2), (0.6, 0.4)))
    wallets = [draw.weighted(("PayPal", "Apple Pay"), (0.75, 0.25))] if draw.chance(0.45) else []
    gift_cards = draw.weighted((0, 1, 2), (0.35, 0.4, 0.25))
    endings = _endings(draw, len(cards) + gift_cards)
    balances = [500 * draw.between(4, 36) for _ in range(gift_cards)]
    rewards = draw.fork("rewards")
    gifts = [(REWARD if rewards.chance(0.2) else "Larkfield", cents) for cents in balances]
    return [
        *[_method(world, user_id, "card", brand, last4=endings.pop()) for brand in cards],
        *[_method(world, user_id, "wallet", brand, email=email) for brand in wallets],
        *[_method(world, user_id, "gift card", brand, last4=endings.pop(), balance=cents) for brand, cents in gifts],
    ]


def _endings(draw: Draw, n: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < n:
        found[f"{draw.between(1001, 9998)}"] = None
    return list(found)


def _method(
    world: World,
    user_id: str,
    kind: str,
    brand: str,
    *,
    last4: str | None = None,
    email: str | None = None,
    balance: int | None = None,
) -> Method:
    number = 1_000_000 + world.number("payment_methods") * 5_371_327 % 9_000_000
    key = f"{kind.replace(' ', '_')}_{number}"
    world.add("payment_methods", key, user_id, kind, brand, last4, email, balance)
    return Method(key, kind)


def _stages(draw: Draw) -> list[str]:
    n = draw.weighted((2, 3, 4, 5, 6), (0.12, 0.25, 0.3, 0.2, 0.13))
    return [draw.weighted(STAGES, WEIGHTS) for _ in range(n)]


# ------------------------------------------------------------------------------------------------------- orders
@dataclass(frozen=True, slots=True)
class Dates:
    """Days before today."""

    placed: int
    shipped: int | None = None
    delivered: int | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What an order's items depend on."""

    order_id: str
    customer: Customer
    stage: str
    dates: Dates
    method: Method


def _dates(draw: Draw, stage: str) -> Dates:
    if stage == "pending":
        return Dates(draw.weighted((0, 1, 2, 3, 4, 5), (1, 2, 2, 2, 1, 1)))
    if stage == "processing":
        return Dates(draw.between(3, 6))
    if stage == "cancelled":
        return Dates(draw.between(5, 90))
    if stage == "shipped":
        shipped = draw.between(12, 19) if draw.chance(0.35) else draw.between(1, 7)
        return Dates(shipped + draw.between(1, 4), shipped)
    late = (33, 58) if draw.chance(0.6) else (63, 120)
    delivered = draw.between(1, 28) if stage == "recent" else draw.between(*late)
    shipped = delivered + draw.between(2, 5)
    return Dates(shipped + draw.between(1, 3), shipped, delivered)


def _order(world: World, draw: Draw, customer: Customer, stage: str) -> None:
    number = world.number("orders")
    key = f"W{1_000_000 + number * 7_368_787 % 9_000_000}"
    dates, variants = _dates(draw, stage), _basket(world, draw, customer)
    status = "delivered" if dates.delivered else stage
    where, place = customer.homes[draw.chance(0.25)]
    bulky = any("bulky" in variant.product.flags for variant in variants)
    speed = draw.weighted(("standard", "expedited", "express"), (0.7, 0.22, 0.0 if bulky else 0.08))
    fee = shipping_fee(speed, customer.tier)
    today = world.db.today
    placed = today - timedelta(days=dates.placed)
    left = placed if stage == "cancelled" else today - timedelta(days=dates.shipped or 0)
    expected = arrival(placed, speed, left)
    reason = draw.pick(("no longer needed", "ordered by mistake", "arrives too late")) if stage == "cancelled" else None
    world.add(
        "orders", key, customer.key, status, placed.isoformat(), expected.isoformat(), _day(world, dates.delivered),
        where, place.city, place.state, place.postcode, speed, fee, reason,
    )  # fmt: skip
    share = 0.9 if dates.delivered and draw.chance(0.15) else 1.0
    prices = [round(variant.cents * share) for variant in variants]
    spent = sum(prices) + fee
    method = draw.pick([one for one in customer.methods if one.kind != "gift card" or draw.chance(0.4)])
    paid = {"pending": "authorized", "processing": "authorized", "cancelled": "released"}.get(stage, "captured")
    world.add("payments", f"P{world.serial('payments')}", key, method.key, None, spent, paid)
    if dates.shipped is not None:
        carrier = draw.pick(CARRIERS)
        tracking = f"{carrier[0]}Z{draw.between(10**9, 10**10 - 1)}"
        world.add("shipments", f"S{world.serial('shipments')}", key, carrier, tracking, _day(world, dates.shipped))
    for variant, cents in zip(variants, prices, strict=True):
        _item(world, draw, Purchase(key, customer, stage, dates, method), variant, cents)
    customer.bought.extend(variants)


def _day(world: World, ago: int | None) -> str | None:
    return None if ago is None else (world.db.today - timedelta(days=ago)).isoformat()


def _basket(world: World, draw: Draw, customer: Customer) -> list[Variant]:
    """One to four variants; often of products that the customer has bought before, in other options."""
    chosen: list[Variant] = []
    known = sorted({one.product.product_id for one in customer.bought})
    for _ in range(draw.weighted((1, 2, 3, 4), (0.3, 0.36, 0.24, 0.1))):
        again = bool(known) and draw.chance(0.45)
        product_id = draw.pick(known) if again else draw.pick(products()).product_id
        if chosen and draw.chance(0.1):
            product_id = chosen[-1].product.product_id
        chosen.append(_other(draw, world.catalogue[product_id], [*customer.bought, *chosen]))
    return chosen


def _other(draw: Draw, variants: Sequence[Variant], owned: Sequence[Variant]) -> Variant:
    """A variant that the customer does not own yet, where there is one."""
    keys = {one.key for one in owned}
    return draw.pick([one for one in variants if one.key not in keys] or variants)


def _item(world: World, draw: Draw, order: Purchase, variant: Variant, cents: int) -> None:
    key = f"I{10_000_000 + world.number('order_items') * 48_271_129 % 90_000_000}"
    status = {"recent": "delivered", "old": "delivered", "cancelled": "cancelled"}.get(order.stage, "ordered")
    if order.stage == "recent" and not variant.product.flags & {"final_sale", "made_to_order"}:
        status = draw.weighted((status, "return requested", "exchange requested"), (0.86, 0.08, 0.06))
    world.add("order_items", key, order.order_id, variant.key, cents, status)
    if status == "return requested":
        return_id = f"R{world.serial('returns')}"
        world.add("returns", return_id, key, "requested", _asked(world, draw, order))
        world.add("refunds", f"F{world.serial('refunds')}", return_id, None, order.method.key, cents, "pending")
    if status == "exchange requested":
        _exchange(world, draw, order, key, (variant, cents))


def _asked(world: World, draw: Draw, order: Purchase) -> str:
    day = _day(world, draw.below(order.dates.delivered or 1) + 1)
    return f"{day}T{draw.between(8, 19):02}:{draw.between(0, 59):02}:00"


def _exchange(world: World, draw: Draw, order: Purchase, item_id: str, bought: tuple[Variant, int]) -> None:
    variant, cents = bought
    new = _other(draw, world.catalogue[variant.product.product_id], [variant])
    payer = draw.pick([one for one in order.customer.methods if one.kind != "gift card"]).key
    exchange_id, difference = f"X{world.serial('exchanges')}", new.cents - cents
    asked = _asked(world, draw, order)
    world.add("exchanges", exchange_id, item_id, new.key, payer, difference, "requested", asked)
    if difference > 0:
        payment_id = f"P{world.serial('payments')}"
        world.add("payments", payment_id, order.order_id, payer, exchange_id, difference, "captured")
    if difference < 0:
        world.add("refunds", f"F{world.serial('refunds')}", None, exchange_id, payer, -difference, "pending")
