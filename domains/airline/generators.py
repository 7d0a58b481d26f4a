"""New values that only the customer can name: phone numbers; and the parts that addresses are made of.

(database, draw, customer) -> a value that is valid and not in use by this customer
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .tables import lines

AREA_CODES = ("212", "305", "312", "404", "415", "503", "512", "602", "617", "702", "713", "720")


def street(draw: Draw) -> str:
    """A house number and a street."""
    return f"{draw.between(12, 4899)} {draw.pick(lines('streets'))}"


def any_phone(draw: Draw) -> str:
    """A phone number of the range that is kept free for fiction."""
    return f"{draw.pick(AREA_CODES)}-555-01{draw.between(0, 99):02}"


def phone(db: Db, draw: Draw, customer: Any) -> str:
    """A phone number that none of the customer's reservations has."""
    used = {one for (one,) in db.tuples("select contact_phone from reservations where customer_id = ?", customer)}
    while (made := any_phone(draw)) in used:
        pass
    return made


GENERATORS = {"phone": phone}
