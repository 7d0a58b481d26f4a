"""The database that tools, rules and seeds see: a thin, closed window on one SQLite connection.

apsw connection + frozen clock -> Db; rows come as dicts, ids from counters, nothing outside the database is in reach
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, Self

import apsw

from pytest_t2t.domain.tool import ToolError

_OUTSIDE = {apsw.SQLITE_ATTACH, apsw.SQLITE_DETACH, apsw.SQLITE_PRAGMA, apsw.SQLITE_TRANSACTION}
_REACHING = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}
_PLAIN = {str, int, type(None)}
FIRST_ID = 1001
COUNTERS = "create table if not exists counters (name text primary key not null, value integer not null)"
"""The table from which ids are counted; made where a schema has none."""

Kind = Literal["rows", "tuples", "value"]
Answers = dict[tuple[Any, ...], Any]
"""What selects gave in one state of the database: (kind, SQL, values, *named values) -> answer."""


class Db:
    """What a tool's first argument is.

    Values are bound by position (`db.row("... where id = ?", id)`) or by name (`db.row("... = :id", id=id)`).

    A select asked again in the same state of the database is answered from memory: rules, tools and a user's next call
    ask for the same rows. Sound because a state is left only by a write (counted by SQLite, `total_changes`), by a
    statement that is no select, or by undoing a savepoint, which returns to the state and the answers before it.
    """

    __slots__ = (
        "_answers", "_as_of", "_columns", "_connection", "_heard", "_overheard", "_run", "_savepoints", "now", "today",
        "undone",
    )  # fmt: skip

    def __init__(self, connection: apsw.Connection, clock: str, answers: Answers | None = None) -> None:
        self._connection = connection
        self.now = datetime.fromisoformat(clock)
        """The frozen clock."""
        self.today: date = self.now.date()
        self.undone = 0
        """How often something was undone."""
        self._run = connection.execute
        self._columns: dict[str, tuple[str, ...]] = {}
        self._savepoints: list[_Savepoint] = []
        self._answers: Answers = {} if answers is None else answers
        self._as_of = connection.total_changes()
        self._heard: Answers | None = None
        """The answers given since somebody listens."""
        self._overheard = False
        """Whether something else counts beside them."""

    @property
    def connection(self) -> apsw.Connection:
        """SQLite's own; whoever takes it may write."""
        self._before_write()
        return self._connection

    def rows(self, sql: str, *values: Any, **named: Any) -> list[dict[str, Any]]:
        """All rows, each a dict by column name."""
        return [row.copy() for row in self._ask("rows", sql, values, named)]

    def row(self, sql: str, *values: Any, **named: Any) -> dict[str, Any] | None:
        """The first row, or None."""
        found: list[dict[str, Any]] = self._ask("rows", sql, values, named)
        return found[0].copy() if found else None

    def one(self, sql: str, *values: Any, **named: Any) -> dict[str, Any]:
        """The first row. Raises ToolError where there is none: what an agent is told of an id that it made up."""
        found = self.row(sql, *values, **named)
        if found is None:
            raise ToolError(f"Nothing found for {', '.join(map(str, named.values() if named else values))}.")
        return found

    def tuples(self, sql: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        """All rows as tuples."""
        return list(self._ask("tuples", sql, values, named))

    def value(self, sql: str, *values: Any, **named: Any) -> Any:
        """The first column of the first row, or None."""
        return self._ask("value", sql, values, named)

    def heard(self, asking: Callable[[], object]) -> Answers | None:
        """The selects that are asked meanwhile, with their answers; None where they may not be all that counts.

        That is so where something was written, or a value was bound whose answers are not kept.
        """
        self._heard, self._overheard = {}, False
        try:
            asking()
            return None if self._overheard else self._heard
        finally:
            self._heard = None

    def changed(self, answers: Answers) -> Answers:
        """Of selects with their answers those that are answered otherwise now."""
        return {key: now for key, before in answers.items() if (now := self._again(key)) != before}

    def unchanged(self, answers: Answers) -> bool:
        """Whether all these selects are answered as they were; they are asked until one is not."""
        return all(self._again(key) == before for key, before in answers.items())

    def _again(self, key: tuple[Any, ...]) -> Any:
        """The answer to a select that was heard, now."""
        known = self._known()
        if key not in known:
            known[key] = self._fetched(key[0], key[1], dict(key[3:]) or key[2])
        return known[key]

    def _first(self, sql: str, values: Any) -> Any:
        row = self._run(sql, values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, *values: Any, **named: Any) -> None:
        """Execute a statement that gives no rows."""
        self._before_write()
        self._run(sql, named or values)

    def next_id(self, counter: str) -> int:
        """The next number of a named counter; one that was not seeded starts behind 1000."""
        self._before_write()
        found = self._first("update counters set value = value + 1 where name = ? returning value", (counter,))
        if found is None:
            found = self._first("insert into counters (name, value) values (?, ?) returning value", (counter, FIRST_ID))
        number: int = found
        return number

    def attempt(self) -> _Savepoint:
        """A savepoint: what the block changed is undone if it raises."""
        return _Savepoint(self, always=False)

    def trial(self) -> _Savepoint:
        """A savepoint whose changes are undone in every case: to try what would happen."""
        return _Savepoint(self, always=True)

    def _ask(self, kind: Kind, sql: str, values: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        """The answer to a select, for reading only: it may be kept, except for values that equal others (1, 1.0)."""
        if not _PLAIN.issuperset(map(type, named.values() if named else values)):
            return self._unkept(kind, sql, named or values)
        key = (kind, sql, values, *named.items()) if named else (kind, sql, values)
        known = self._answers if self._connection.total_changes() == self._as_of else self._known()
        found = known.get(key, known)
        if found is known:  # there is no answer yet
            if not _is_select(sql):
                return self._unkept(kind, sql, named or values)
            found = known[key] = self._fetched(kind, sql, named or values)
        if self._heard is not None:
            self._heard[key] = found
        return found

    def _unkept(self, kind: Kind, sql: str, values: Any) -> Any:
        if not _is_select(sql):
            self._before_write()
        self._overheard = True
        return self._fetched(kind, sql, values)

    def _fetched(self, kind: Kind, sql: str, values: Any) -> Any:
        if kind == "value":
            return self._first(sql, values)
        return self._run(sql, values).fetchall() if kind == "tuples" else self._dicts(sql, values)

    def _dicts(self, sql: str, values: Any) -> list[dict[str, Any]]:
        cursor = self._run(sql, values)
        columns = self._columns.get(sql)
        if columns is None:
            try:
                columns = self._columns[sql] = tuple(column[0] for column in cursor.get_description())
            except apsw.ExecutionCompleteError:  # no row, no description
                return []
        return [dict(zip(columns, row, strict=True)) for row in cursor]

    def _known(self) -> Answers:
        """The answers known in the present state."""
        now = self._connection.total_changes()
        if now != self._as_of:
            self._answers, self._as_of = {}, now
        return self._answers

    def _before_write(self) -> None:
        """Set what was only announced, as one savepoint; forget the answers, even where nothing is counted (DDL)."""
        self._overheard = True
        announced = [savepoint for savepoint in self._savepoints if not savepoint.is_set]
        for savepoint in announced:
            savepoint.is_set = True
        if announced:
            announced[0].is_outermost = True
            self._run("savepoint attempt")
        self._answers = {}


@lru_cache(maxsize=1024)
def _is_select(sql: str) -> bool:
    return sql.lstrip()[:6].lower() == "select"


class _Savepoint:
    """A savepoint, set when the first statement that may write is run in it: most tries are refused before.

    Several that are set together start in the same state: the outermost holds SQLite's savepoint for all of them.
    """

    __slots__ = ("_always", "_answers", "_db", "is_outermost", "is_set")

    def __init__(self, db: Db, *, always: bool) -> None:
        self._db = db
        self._always = always
        self.is_set = False
        self.is_outermost = False

    def __enter__(self) -> Self:
        self._answers = self._db._known()
        self._db._savepoints.append(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        db = self._db
        db._savepoints.pop()
        if not self.is_set:
            return
        if self._always or kind is not None:
            db.undone += 1
            db._run("rollback to attempt")
            db._answers, db._as_of = self._answers, db._connection.total_changes()
        if self.is_outermost:
            db._run("release attempt")


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

    def __call__(self, action: int, _first: str | None, second: str | None, _db: str | None, _by: str | None) -> int:
        if self.open:
            return apsw.SQLITE_OK
        if action in _OUTSIDE:
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
