"""Cards and what was paid with them, some of it charged twice.

(world, draw, account, customer, range, kind) -> cards, card payments, disputes
"""

from __future__ import annotations

from pytest_t2t.domain.draw import Draw

from .seed_world import Customer, World
from .tables import lines


def issue(world: World, draw: Draw, account: str, customer: Customer, cards: str, kind: str) -> None:
    """A card with its payments."""
    key = world.scattered("cards", "CD")
    status, frozen_by = draw.weighted(
        (("active", None), ("frozen", "customer"), ("frozen", "bank"), ("replaced", None)), (0.66, 0.15, 0.12, 0.07)
    )
    limit = 10_000 * draw.between(3, 20)
    design = draw.pick(world.designs[cards])
    world.add("cards", key, account, customer.key, design, kind, customer.ending(draw), status, frozen_by, limit)
    merchants = draw.sample(lines("merchants"), 6)
    for _ in range(draw.weighted((3, 4, 5, 6, 7), (0.15, 0.25, 0.25, 0.2, 0.15))):
        _card_payment(world, draw, key, draw.pick(merchants[:5]))
    if draw.chance(0.4):
        _charged_twice(world, draw, key, merchants[5])


def _card_payment(world: World, draw: Draw, card: str, merchant: str) -> None:
    low, high = draw.weighted(((0, 2), (3, 58), (61, 118), (122, 170)), (0.12, 0.58, 0.22, 0.08))
    ago = draw.between(low, high)
    status = "pending" if high == 2 else "booked"
    key = world.scattered("card_payments", "P")
    cents = draw.between(20_000, 90_000) if draw.chance(0.25) else draw.between(450, 18_000)
    world.add("card_payments", key, card, merchant, cents, world.day(ago), status)
    if status == "booked" and high == 58 and draw.chance(0.2):
        _dispute(world, draw, key, ago, draw.pick(("not recognized", "not received", "wrong amount")))


def _charged_twice(world: World, draw: Draw, card: str, merchant: str) -> None:
    """The same amount at the same merchant, a day or two apart."""
    cents, ago = draw.between(450, 24_000), draw.between(3, 56)
    for day in (ago + draw.between(1, 2), ago):
        key = world.scattered("card_payments", "P")
        world.add("card_payments", key, card, merchant, cents, world.day(day), "booked")
    if draw.chance(0.25):
        _dispute(world, draw, key, ago, "charged twice")


def _dispute(world: World, draw: Draw, key: str, ago: int, reason: str) -> None:
    opened = f"{world.day(draw.below(ago) + 1)}T{draw.between(9, 19):02}:{draw.between(0, 59):02}:00"
    world.add("disputes", world.serial("disputes", "DI"), key, reason, "open", opened)
