"""Fills the library: books, members, and what they have borrowed, reserved and owe."""

from datetime import timedelta

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

FIRST = "Ada Bela Cleo Dario Edith Farid Greta Hana Ivo Jonas Karim Lena Milo Nora Otis"
LAST = "Abbot Brandt Castell Dorsey Ekberg Falk Gruber Hollis Iversen Jansen Kowal Lindner"
BOOKS = """Salt and Lanterns, Mira Holm; The Quiet Orchard, Mira Holm; Maps of Rain, Mira Holm; Cold Harvest, Tom Adair;
The Glass Ferry, Tom Adair; A Year of Bees, Tom Adair; Winter Signals, Ines Varga; The Tin Garden, Ines Varga;
Letters to Oslo, Ines Varga; North of Nowhere, Paul Okoro; The Paper Bridge, Paul Okoro; Slow Rivers, Paul Okoro"""


def seed(db: Db, draw: Draw, scale: int) -> None:
    """Fill an empty database: 60 members x scale."""
    for number, book in enumerate(BOOKS.replace("\n", " ").split("; ")):
        kind = "adults" if number % 5 == 1 else "all", "1 week" if number % 4 == 2 else "4 weeks", number % 6 == 5
        db.run("insert into books values (?, ?, ?, ?, ?, ?)", f"B{100 + number}", *book.split(", "), *kind)
    for number in range(60 * scale):
        _member(db, draw.fork(number), f"M{10_000 + number}")


def _member(db: Db, draw: Draw, key: str) -> None:
    first, last = draw.pick(FIRST.split()), draw.pick(LAST.split())
    email, number = f"{first}.{last}.{key[1:]}@mail.example".lower(), f"{draw.between(100, 999)}{key[1:]}"
    card = draw.weighted(("adult", "junior"), (0.6, 0.4))
    db.run("insert into members values (?, ?, ?, ?, ?)", key, f"{first} {last}", email, number, card)
    books = draw.shuffled([book for (book,) in db.tuples("select book_id from books where not on_order")])
    for book in books[: draw.between(2, 4)]:
        loan, due = db.next_id("loans"), db.today + timedelta(days=draw.pick((-30, -5, -2, 1, 3, 4, 6, 9, 12)))
        db.run("insert into copies values (?, ?)", f"C{loan}", book)
        renewals = draw.weighted((0, 1, 2), (0.5, 0.3, 0.2))
        db.run("insert into loans values (?, ?, ?, ?, ?)", f"L{loan}", key, f"C{loan}", str(due), renewals)
    for book in books[5 : draw.between(6, 7)]:
        branch = draw.pick(("Central", "Northside", "Harbour"))
        db.run("insert into reservations values (?, ?, ?, ?)", f"R{db.next_id('reservations')}", key, book, branch)
    for book in books[7 : draw.between(8, 10)] if card == "adult" else ():
        fine, reason = f"F{db.next_id('fines')}", draw.weighted(("late", "lost"), (0.6, 0.4))
        db.run("insert into fines values (?, ?, ?, ?, ?, null)", fine, key, book, reason, 25 * draw.between(2, 40))
