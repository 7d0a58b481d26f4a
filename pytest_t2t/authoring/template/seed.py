"""Fills an empty database: (database, draw, scale) -> rows, the same for equal seeds."""

from datetime import timedelta

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

FIRST = "Ada Ben Cleo Dora Emil Finn Gwen Hugo Ines Jack Kira Liam Mona Nils Olga"
LAST = "Abel Brook Cole Drake Ellis Frost Grant Hale Irwin Joyce Kemp Lowe Marsh"
REPAIRS = ("new tyres", "brake check", "gear change", "full service", "new saddle", "wheel truing", "winter storage")


def seed(db: Db, draw: Draw, scale: int) -> None:
    """60 customers x scale, each with two to four bookings of different repairs on different days."""
    for number, name in enumerate(REPAIRS):
        db.run("insert into repairs values (?, ?, ?)", f"S{100 + number}", name, name != "winter storage")
    for number in range(60 * scale):
        _customer(db, draw.fork(number), f"C{10_000 + number}")


def _customer(db: Db, draw: Draw, key: str) -> None:
    first, last = draw.pick(FIRST.split()), draw.pick(LAST.split())
    email, phone = f"{first}.{last}.{key[1:]}@mail.example".lower(), f"555 {draw.between(1000, 9999)}"
    db.run("insert into customers values (?, ?, ?, ?)", key, f"{first} {last}", email, phone)
    repairs, days = draw.sample(range(len(REPAIRS) - 1), 4), draw.shuffled((0, 1, 2, 5, 8, 9))
    for repair, day in list(zip(repairs, days, strict=False))[: draw.between(2, 4)]:
        on, time = str(db.today + timedelta(days=day)), draw.pick(("morning", "afternoon", "evening"))
        booking = f"B{db.next_id('bookings')}"
        db.run("insert into bookings values (?, ?, ?, ?, ?)", booking, key, f"S{100 + repair}", on, time)
