"""Rows on their way into the database, and the numbers that have been given out.

World: add, number, flush
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw

from .tables import Place

TABLES = (
    "rates", "customers", "accounts", "account_holders", "holds", "alerts", "card_ranges", "card_designs", "cards",
    "card_payments", "disputes", "payees", "transfers", "recalls", "standing_orders",
)  # fmt: skip
"""Parents first."""
FIRST_NUMBER = 100_000


@dataclass(frozen=True, slots=True)
class Payee:
    """What payments to a payee depend on."""

    key: str
    currency: str
    added: int
    """Days ago."""
    purposes: tuple[str, ...]
    """What may be paid month by month."""
    clients: str
    """Who pays for it: "home", "work" or "both"."""

    @property
    def new(self) -> bool:
        """Whether it is too new to have been paid."""
        return self.added < 4


@dataclass(slots=True)
class Customer:
    """What a customer's accounts depend on."""

    key: str
    last_name: str
    street: str
    home: Place
    address_since: int
    """Days ago."""
    purposes: set[str]
    """Of standing orders of the whole circle: each occurs once, so that it says which one is meant."""
    payees: list[Payee] = field(default_factory=list)
    endings: set[str] = field(default_factory=set)
    """Last digits of accounts and cards, which never coincide."""

    def ending(self, draw: Draw, *others: Customer | None) -> str:
        """Last digits that neither the customer nor one of the others has yet."""
        some = [self, *(one for one in others if one)]
        while True:
            ending = f"{draw.between(1001, 9998)}"
            if all(ending not in one.endings for one in some):
                for one in some:
                    one.endings.add(ending)
                return ending


class World:
    """See the module."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self.numbers: dict[str, int] = {}
        self.taken: set[str] = set()
        """E-mail addresses, and names with their zip code."""
        self.designs: dict[str, list[str]] = {}
        """Range -> its designs."""

    def add(self, table: str, *values: object) -> None:
        """Add a row."""
        self.rows[table].append(values)

    def number(self, table: str) -> int:
        """The next number of a table's keys."""
        self.numbers[table] = self.numbers.get(table, 0) + 1
        return self.numbers[table]

    def serial(self, table: str, letters: str) -> str:
        """The next key of a table whose keys are given out in order."""
        return f"{letters}{FIRST_NUMBER + self.number(table)}"

    def last(self, table: str) -> int:
        """The last number that was given out by `serial`."""
        return FIRST_NUMBER + self.numbers.get(table, 0)

    def scattered(self, table: str, letters: str) -> str:
        """The next key of a table whose keys show no order."""
        return f"{letters}{10_000_000 + self.number(table) * 48_271_129 % 90_000_000}"

    def free(self, text: str) -> bool:
        """Whether nobody has it yet; from now on somebody does."""
        if text in self.taken:
            return False
        self.taken.add(text)
        return True

    def day(self, ago: int) -> str:
        """The ISO date so many days ago."""
        return (self.db.today - timedelta(days=ago)).isoformat()

    def flush(self) -> None:
        """Write all rows."""
        for table, rows in self.rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.db.connection.executemany(f"insert into {table} values ({marks})", rows)
                rows.clear()
