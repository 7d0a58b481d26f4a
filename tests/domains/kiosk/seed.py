"""Thirty customers of the kiosk with their orders.

Draw -> rows
"""

from datetime import timedelta

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

FIRST = (
    "Ada",
    "Ben",
    "Cleo",
    "Dora",
    "Emil",
    "Finn",
    "Gwen",
    "Hugo",
    "Ines",
    "Jack",
    "Kira",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
)
LAST = ("Abel", "Brook", "Cole", "Drake", "Ellis", "Frost", "Grant", "Hale", "Irwin", "Joyce", "Kemp", "Lowe", "Marsh")
GOODS = (
    ("espresso", 240),
    ("flat white", 320),
    ("bagel", 350),
    ("croissant", 280),
    ("orange juice", 390),
    ("crossword book", 695),
    ("travel magazine", 550),
    ("phone charger", 1499),
    ("umbrella", 1250),
    ("city map", 495),
)


def seed(db: Db, draw: Draw, scale: int) -> None:
    """Fill an empty database."""
    for counter in ("orders", "refunds", "tickets"):
        db.run("insert into counters values (?, 1000)", counter)
    for number, (name, price) in enumerate(GOODS, 1):
        db.run(
            "insert into products values (?, ?, ?, ?)",
            f"P{number:02}",
            name,
            price,
            0 if number == len(GOODS) else draw.between(5, 30),
        )
    for number in range(1, 30 * scale + 1):
        _customer(db, draw.fork("customer", number), number)


def _customer(db: Db, draw: Draw, number: int) -> None:
    first, last = draw.pick(FIRST), draw.pick(LAST)
    customer = f"CU{number:04}"
    email = f"{first}.{last}{number}@mail.example".lower()
    db.run(
        "insert into customers values (?, ?, ?, ?, 0)",
        customer,
        f"{first} {last}",
        email,
        f"{draw.between(10000, 99999)}",
    )
    kinds = draw.sample(("card", "voucher", "account"), draw.between(2, 3))
    payments = [f"PM{number:04}{letter}" for letter in "abc"[: len(kinds)]]
    for payment, kind in zip(payments, kinds, strict=True):
        db.run(
            "insert into payment_methods values (?, ?, ?, ?)", payment, customer, kind, f"{draw.between(1000, 9999)}"
        )
    days = draw.shuffled((-3, -1, 0, 1, 2, 4))
    for place in range(draw.between(2, 4)):
        _order(db, draw, f"K{number:04}{place}", customer, draw.pick(payments), days[place])


def _order(db: Db, draw: Draw, order: str, customer: str, payment: str, days: int) -> None:
    goods = draw.sample(GOODS[:-1], draw.between(1, 3))
    lines = [(f"P{GOODS.index(good) + 1:02}", draw.between(1, 2), good[1]) for good in goods]
    status = "collected" if days < 0 else "open"
    total = sum(quantity * price for _, quantity, price in lines)
    pickup = (db.today + timedelta(days=days)).isoformat()
    db.run("insert into orders values (?, ?, ?, ?, null, ?, ?)", order, customer, payment, status, pickup, total)
    for product, quantity, _ in lines:
        db.run("insert into order_lines values (?, ?, ?)", order, product, quantity)
