"""New values that only the customer can name: addresses and amounts.

(database, draw, customer) -> a value that is valid and not in use by this customer
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .tables import Place, lines, places

AMOUNTS = (1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 8000, 10000, 12000)


def street(draw: Draw) -> str:
    """A house number and a street."""
    return f"{draw.between(12, 4899)} {draw.pick(lines('streets'))}"


def address(db: Db, draw: Draw, customer: Any) -> dict[str, str]:
    """An address whose zip code is none that the customer or one of its orders has."""
    used = {
        postcode
        for (postcode,) in db.tuples(
            "select postcode from users where user_id = :customer"
            " union select postcode from orders where user_id = :customer",
            customer=customer,
        )
    }
    place: Place = draw.pick([one for one in places() if one.postcode not in used])
    return {"street": street(draw), "city": place.city, "state": place.state, "postcode": place.postcode}


def amount(db: Db, draw: Draw, customer: Any) -> int:
    """A round amount in cents that one of the customer's gift cards covers."""
    highest = db.value("select max(balance_cents) from payment_methods where user_id = ?", customer) or 0
    return draw.pick([cents for cents in AMOUNTS if cents <= highest] or AMOUNTS[:1])


GENERATORS = {"address": address, "amount": amount}
