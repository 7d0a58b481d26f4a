"""New values that only the customer can name: amounts, limits, payees, days.

(database, draw, customer) -> a value that is valid and not in use by this customer
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .tables import companies, lines

Make = Callable[[Db, Draw, Any], Any]

_ACCOUNTS = "select currency from accounts join account_holders using (account_id) where customer_id = :customer"
_SENDING = f"{_ACCOUNTS} and kind <> 'savings'"
_PAYEES = "select currency from payees where customer_id = :customer and status = 'active'"
_ORDERS = (
    "select distinct currency from standing_orders join account_holders using (account_id)"
    " where customer_id = :customer and status = 'active'"
)
_CARDS = "select a.currency from cards join accounts a using (account_id) where customer_id = :customer"


def _money(sql: str, *ranges: Sequence[int], weights: Sequence[float]) -> Make:
    """Round amounts in a currency that the customer has to do with; ranges and their weights, in whole units."""

    def make(db: Db, draw: Draw, customer: Any) -> dict[str, Any]:
        currencies = [currency for (currency,) in db.tuples(f"{sql} order by 1", customer=customer)] or ["USD"]
        low, high, step = draw.weighted(ranges, weights)
        return {"currency": draw.pick(currencies), "minor": 100 * (low + step * draw.below((high - low) // step + 1))}

    return make


def _new_payee(db: Db, draw: Draw, customer: Any) -> dict[str, Any]:
    known = {name for (name,) in db.tuples("select name from payees where customer_id = ?", customer)}
    while True:
        person = f"{draw.pick(lines('first_names'))} {draw.pick(lines('last_names'))}"
        name = person if draw.chance(0.6) else draw.pick(companies()).name
        if name not in known:
            number = f"{draw.between(10_000_000, 99_999_999)}"
            currency = draw.weighted(("USD", "EUR", "GBP"), (0.8, 0.12, 0.08))
            return {
                "name": name,
                "bank": draw.pick(lines("banks")),
                "account_number": number,
                "currency": currency,
            }


def _payment_day(db: Db, draw: Draw, _customer: Any) -> str:
    return (db.today + timedelta(days=draw.between(3, 60))).isoformat()


GENERATORS: dict[str, Make] = {
    "amount": _money(
        f"{_PAYEES} union all {_ACCOUNTS}", (40, 480, 10), (550, 1500, 50), (1600, 5800, 100), weights=(0.55, 0.25, 0.2)
    ),
    "instalment": _money(_ORDERS, (35, 320, 5), weights=(1,)),
    "daily_limit": _money(
        _SENDING, (1500, 6000, 250), (6500, 9500, 500), (10000, 16000, 1000), weights=(0.6, 0.3, 0.1)
    ),
    "card_limit": _money(_CARDS, (150, 2400, 50), (2600, 7000, 100), weights=(0.65, 0.35)),
    "threshold": _money(_ACCOUNTS, (50, 900, 25), weights=(1,)),
    "new_payee": _new_payee,
    "payment_day": _payment_day,
}
