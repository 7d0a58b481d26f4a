"""The database that tools, rules and seeds see: a thin, closed window on one SQLite connection.

apsw connection + frozen clock -> Db; rows come as dicts, ids from counters, nothing outside the database is in reach
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import apsw

_OUTSIDE = {apsw.SQLITE_ATTACH, apsw.SQLITE_DETACH, apsw.SQLITE_PRAGMA, apsw.SQLITE_TRANSACTION}
_ASKED = {"table_info", "table_xinfo"}  # the session extension asks them when a table is first written to
_REACHING = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}


class Db:
    """What a tool's first argument is.

    Values are bound by position (`db.row("... where id = ?", id)`) or by name (`db.row("... = :id", id=id)`).
    """

    __slots__ = ("_columns", "_run", "connection", "now", "today", "undone")

    def __init__(self, connection: apsw.Connection, clock: str) -> None:
        self.connection = connection
        self.now = datetime.fromisoformat(clock)
        """The frozen clock."""
        self.today: date = self.now.date()
        self.undone = 0
        """How often something was undone."""
        self._run = connection.execute
        self._columns: dict[str, tuple[str, ...]] = {}

    def rows(self, sql: str, *values: Any, **named: Any) -> list[dict[str, Any]]:
        """All rows, each a dict by column name."""
        cursor = self._run(sql, named or values)
        columns = self._columns.get(sql)
        if columns is None:
            try:
                columns = self._columns[sql] = tuple(column[0] for column in cursor.get_description())
            except apsw.ExecutionCompleteError:  # no row, no description
                return []
        return [dict(zip(columns, row, strict=True)) for row in cursor]

    def row(self, sql: str, *values: Any, **named: Any) -> dict[str, Any] | None:
        """The first row, or None."""
        found = self.rows(sql, *values, **named)
        return found[0] if found else None

    def tuples(self, sql: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        """All rows as tuples."""
        return self._run(sql, named or values).fetchall()

    def value(self, sql: str, *values: Any, **named: Any) -> Any:
        """The first column of the first row, or None."""
        row = self._run(sql, named or values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, *values: Any, **named: Any) -> None:
        """Execute a statement that gives no rows."""
        self._run(sql, named or values)

    def next_id(self, counter: str) -> int:
        """The next number of a named counter (table `counters(name text primary key not null, value integer)`)."""
        found = self._run("update counters set value = value + 1 where name = ? returning value", (counter,)).fetchone()
        if found is None:
            raise LookupError(f"there is no counter {counter!r}; seed it into table counters.")
        number: int = found[0]
        return number

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A savepoint: what the block changed is undone if it raises."""
        self._run("savepoint attempt")
        try:
            yield
        except BaseException:
            self.undone += 1
            self._run("rollback to attempt")
            self._run("release attempt")
            raise
        self._run("release attempt")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """A savepoint whose changes are undone in every case: to try what would happen."""
        self._run("savepoint trial")
        try:
            yield
        finally:
            self.undone += 1
            self._run("rollback to trial")
            self._run("release trial")


def open_connection(image: bytes | None = None) -> apsw.Connection:
    """A private in-memory connection, filled from a serialized image where one is given."""
    connection = apsw.Connection(":memory:", statementcachesize=400)
    if image is not None:
        connection.deserialize("main", image)
    # without it SQLite prepares statements with ORDER BY anew each time a value is bound
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")
    return connection


class _Gate:
    """Decides what a statement may do when it is prepared; open for our own.

    A flag and not a change of the connection's authorizer: that makes SQLite prepare every statement again.
    """

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open = False

    def __call__(self, action: int, first: str | None, second: str | None, _db: str | None, _by: str | None) -> int:
        if self.open:
            return apsw.SQLITE_OK
        if action in _OUTSIDE and first not in _ASKED:
            return apsw.SQLITE_DENY
        return apsw.SQLITE_DENY if action == apsw.SQLITE_FUNCTION and second in _REACHING else apsw.SQLITE_OK


def lock(connection: apsw.Connection) -> None:
    """From here on statements reach nothing outside this database and can't end its transaction."""
    connection.authorizer = _Gate()
    connection.enable_load_extension(False)


@contextmanager
def unlocked(connection: apsw.Connection) -> Iterator[None]:
    """For our own BEGIN and ROLLBACK."""
    gate = connection.authorizer
    if not isinstance(gate, _Gate):
        yield
        return
    gate.open = True
    try:
        yield
    finally:
        gate.open = False
