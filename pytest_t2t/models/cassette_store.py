"""The store of a cassette: one SQLite file of requests and replies, written by many processes at a time.

Content + ModelReply -> `t2t-cassette.sqlite` -> ModelReply
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

import apsw

from pytest_t2t.errors import UsageError
from pytest_t2t.models.cassette_content import WIDTH, Content

_VERSION = 1
_MARK = 0x54325443  # "T2TC": SQLite's application id
_PATIENCE = 60_000
"""Milliseconds to wait for another process that writes."""
_SCHEMA = """
create table if not exists part (digest text primary key, content text not null) strict, without rowid;
create table if not exists recording (
  key text primary key, parts text not null, trial integer not null, reply text not null, run text not null
) strict, without rowid;
create index if not exists recording_by_parts on recording (parts, trial);
"""


class CassetteStore:
    """One file. Opened when first needed; each recording is a transaction, so that a killed process loses none.

    writes: whether recordings are added; otherwise the file is only read, and nothing is left beside it.
    """

    def __init__(self, path: Path, *, writes: bool) -> None:
        self.path = path
        self._writes = writes
        self._connection: apsw.Connection | None = None
        self._lock = RLock()

    def check(self) -> None:
        """Raise UsageError where there is nothing to replay, or no cassette of this version."""
        with self._open():
            return

    def reply(self, content: Content, run: str | None = None) -> str | None:
        """What was replied to this request (in this run, where one is named)."""
        with self._open() as connection:
            sql = "select reply from recording where key = ? and run = ifnull(?, run)"
            found: str | None = _first(connection, sql, content.key, run)
            return found

    def put(self, content: Content, texts: tuple[str, ...], reply: str, run: str, *, instead: bool) -> str:
        """Keep a reply; the one that counts, which is the first of a run: equal requests get equal replies.

        texts: of the parts, as they may be written. instead: of what an earlier run recorded.
        """
        replaced = "do update set reply = excluded.reply, run = excluded.run where run <> excluded.run"
        then = replaced if instead else "do nothing"
        with self._open() as connection:
            with connection:
                connection.executemany(
                    "insert into part values (?, ?) on conflict do nothing",
                    list(zip(content.digests, texts, strict=True)),
                )
                connection.execute(
                    f"insert into recording values (?, ?, ?, ?, ?) on conflict (key) {then}",
                    (content.key, content.parts, content.trial, reply, run),
                )
            return self.reply(content) or reply

    # ------------------------------------------------------------------------------------------- to explain a miss
    def trials_of(self, parts: str) -> list[int]:
        """The trials for which exactly these parts were recorded."""
        with self._open() as connection:
            return [
                row[0] for row in connection.execute("select trial from recording where parts = ? order by 1", (parts,))
            ]

    def known(self, content: Content) -> int:
        """How many parts, from the first on, some recording has in common with this request."""
        with self._open() as connection:
            sql = "select 1 from recording where parts >= ? and parts < ? || 'g' limit 1"
            lengths = range(len(content.digests), 0, -1)
            prefixes = (content.parts[: WIDTH * length] for length in lengths)
            found = (bool(_first(connection, sql, prefix, prefix)) for prefix in prefixes)
            return next((length for length, there in zip(lengths, found, strict=True) if there), 0)

    def following(self, content: Content, length: int, most: int = 500) -> list[str]:
        """The texts of the parts that recordings with the same first `length` parts have next."""
        prefix = content.parts[: WIDTH * length]
        sql = (
            "select distinct part.content from recording join part on digest = substr(parts, ?, ?)"
            " where parts >= ? and parts < ? || 'g' limit ?"
        )
        with self._open() as connection:
            rows = connection.execute(sql, (WIDTH * length + 1, WIDTH, prefix, prefix, most))
            return [row[0] for row in rows]

    def close(self) -> None:
        """Close the file. The last process that wrote leaves one file with nothing beside it."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is None:
                return
            if self._writes:
                connection.set_busy_timeout(0)
                with suppress(apsw.BusyError, apsw.LockedError):  # another process is still at it
                    connection.pragma("journal_mode", "delete")
            connection.close()

    # ------------------------------------------------------------------------------------------------------ opening
    @contextmanager
    def _open(self) -> Iterator[apsw.Connection]:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._opened()
                yield self._connection
            except apsw.NotADBError:
                raise UsageError(f"{self.path} is no cassette: name another file with --t2t-cassette-path.") from None
            except apsw.Error as error:
                raise UsageError(f"cassette {self.path}: {type(error).__name__}: {error}.") from None

    def _opened(self) -> apsw.Connection:
        if self.path.is_dir():
            raise UsageError(f"{self.path} is a folder: name a file with --t2t-cassette-path.")
        if self._writes:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._prepared(_connected(self.path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE))
        if not self.path.is_file():
            raise UsageError(f"there is no cassette {self.path}: record one with --t2t-cassette=record.")
        return self._checked(_connected(self.path, apsw.SQLITE_OPEN_READONLY))

    def _prepared(self, connection: apsw.Connection) -> apsw.Connection:
        if connection.pragma("user_version") or _first(connection, "select name from sqlite_schema limit 1"):
            self._checked(connection)
        _switch_to_wal(connection)
        connection.pragma("synchronous", "normal")  # after a loss of power the last recordings may be missing, no more
        connection.execute("begin immediate")  # a transaction that first reads could not wait for another process's
        connection.execute(_SCHEMA)
        connection.pragma("application_id", _MARK)
        connection.pragma("user_version", _VERSION)
        connection.execute("commit")  # what fails before is undone with the connection, which nobody keeps then
        return connection

    def _checked(self, connection: apsw.Connection) -> apsw.Connection:
        if connection.pragma("application_id") != _MARK:
            raise UsageError(f"{self.path} is no cassette: name another file with --t2t-cassette-path.")
        if (version := connection.pragma("user_version")) != _VERSION:
            raise UsageError(
                f"cassette {self.path} is of version {version}, not {_VERSION}: delete it and record again."
            )
        return connection


def _connected(path: Path, flags: int) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=flags)
    connection.set_busy_timeout(_PATIENCE)
    return connection


def _switch_to_wal(connection: apsw.Connection) -> None:
    """Readers and a writer side by side. SQLite doesn't wait for others here, whatever its busy timeout."""
    end = monotonic() + _PATIENCE / 1000
    while True:
        try:
            connection.pragma("journal_mode", "wal")
        except (apsw.BusyError, apsw.LockedError):
            if monotonic() > end:
                raise
            sleep(0.01)
        else:
            return


def _first(connection: apsw.Connection, sql: str, *values: Any) -> Any:
    """The first column of the first row; None where there is no row."""
    row = next(iter(connection.execute(sql, values)), None)
    return None if row is None else row[0]
