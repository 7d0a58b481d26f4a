"""The policy as predicates: (database before the call, arguments, talk) -> forbidden?"""

from datetime import timedelta
from typing import Any

from pytest_t2t.domain.cell_rule import cell_rule
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.domain.standing import authenticated_first, explicit_yes, own_rows_only

from .tools import HAS_IT


def _two_weeks_ago(due: str, db: Db) -> bool:
    return due < str(db.today - timedelta(days=14))


RULES = (
    authenticated_first("who-first"),
    own_rows_only("own-things"),
    explicit_yes("ask-first"),
    cell_rule("renew-twice", ["renew_loan"], {"loans.renewals": 2}, hard=True),
    cell_rule("one-week", ["renew_loan"], {"books.lent_for": "1 week"}),
    cell_rule("long-overdue", ["renew_loan"], {"loans.due_on": _two_weeks_ago}, remedies=("decline", "escalate")),
    cell_rule("adults-only", ["reserve_book"], {"books.readers": "adults", "members.card": "junior"}),
    cell_rule("on-order", ["reserve_book"], {"books.on_order": 1}, hard=True, about="stock"),
    cell_rule("lost-book", ["pay_fine"], {"fines.reason": "lost"}, remedies=("decline", "escalate")),
)


@rule("has-it", tools=["reserve_book"], hard=True, wished_against=False)
def has_it(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """A book that the member has, or has reserved, is not reserved again."""
    return bool(db.value(HAS_IT, book=args["book_id"], member=args["member_id"]))


@rule("librarian-only-when", tools=["ask_librarian"])
def librarian_only_when(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """A librarian sees to overdue loans and lost books alone."""
    lost = db.value("select 1 from fines where member_id = ? and reason = 'lost'", args["member_id"])
    first_due = db.value("select min(due_on) from loans where member_id = ?", args["member_id"])
    return not (lost or _two_weeks_ago(first_due or "9999", db))
