"""The policy as predicates: (database before the call, arguments, talk) -> forbidden? One an anchor of policy.md."""

from typing import Any

from pytest_t2t.domain.cell_rule import cell_rule
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.domain.standing import authenticated_first, explicit_yes, own_rows_only


def _today(day: str, db: Db) -> bool:
    return day == str(db.today)


RULES = (
    authenticated_first("who-first"),
    own_rows_only("own-bookings"),
    explicit_yes("ask-first"),
    cell_rule("not-today", ["cancel_booking"], {"bookings.day": _today}, remedies=("decline", "escalate")),
    cell_rule("not-offered", ["book_repair"], {"repairs.offered": 0}, hard=True, about="stock"),
)


@rule("colleague-only-when", tools=["ask_colleague"])
def colleague_only_when(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """A colleague sees to bookings of today alone."""
    today = "select 1 from bookings where customer_id = ? and day = ?"
    return not db.value(today, args["customer_id"], str(db.today))
