"""A world: a domain's database built from (domain, seed, scale), kept as an image, and the pool of its live copies.

Domain + seed + scale -> image (cached on disk by digest, else in memory) -> World; `open()` -> Environment
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import apsw
from pydantic import JsonValue

from pytest_t2t import __version__
from pytest_t2t.domain.changes import TableShape, shapes, unseen
from pytest_t2t.domain.database import COUNTERS, Answers, Db, lock, open_connection
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.ownership import owners
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import DomainError, boundary
from pytest_t2t.records.trajectory import WorldRef

_MOST_ANSWERS = 5000
"""Answers to selects that a world keeps: some megabytes."""
_PAGE = 1024
"""Bytes of a page of the image: SQLite copies whole pages before it changes them, which every undone write pays for."""
_SOURCES = {".py", ".sql", ".md", ".tsv", ".csv", ".json", ".txt"}


class World:
    """The simulated business at the start of every rollout. Get one from `Worlds`; it is not shared between threads."""

    def __init__(self, domain: Domain, seed: int, scale: int, image: bytes, digest: str) -> None:
        self.domain = domain
        self.ref = WorldRef(domain=domain.name, seed=seed, scale=scale, digest=digest)
        self.image = image
        self._free: list[apsw.Connection] = []
        self.answers: Answers = {}
        """What selects gave on the untouched world: every environment starts with the same content."""
        self._owners: dict[tuple[str, JsonValue], frozenset[JsonValue]] = {}
        first = open_connection(image)
        self.tables: dict[str, TableShape] = shapes(first, domain)
        """Shape of every table by name."""
        lock(first)
        self._free.append(first)

    @cached_property
    def watched(self) -> dict[str, TableShape]:
        """Tables whose changes count."""
        return {name: shape for name, shape in self.tables.items() if name not in self.domain.bookkeeping}

    def open(self, *, tries_only: bool = False) -> Environment:
        """A live private copy from the pool. `tries_only`: all writes will be undone, the whole is not recorded."""
        if len(self.answers) > _MOST_ANSWERS:
            self.answers = {}
        return Environment(self, self._free.pop() if self._free else self._copy(), tries_only=tries_only)

    def take_back(self, connection: apsw.Connection) -> None:
        """For `Environment.close` alone."""
        self._free.append(connection)

    def owners(self, table: str, key: JsonValue) -> frozenset[JsonValue]:
        """The customers that own a seeded row; empty for rows of nobody and rows that are not there."""
        spot = (table, key)
        if spot not in self._owners:
            with self.reading() as db:
                self._owners[spot] = owners(db, self.domain, table, key)
        return self._owners[spot]

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """The untouched database, for selects alone: no transaction, nothing recorded."""
        connection = self._free.pop() if self._free else self._copy()
        try:
            yield Db(connection, self.domain.clock, self.answers)
        finally:
            self._free.append(connection)

    def _copy(self) -> apsw.Connection:
        connection = open_connection(self.image)
        lock(connection)
        return connection


class Worlds:
    """Builds each world once and keeps it."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache if cache is not None else default_cache()
        self._worlds: dict[tuple[str, int, int], World] = {}

    def get(self, domain: Domain, seed: int, scale: int = 1) -> World:
        """The world of (domain, seed, scale). Raises DomainError where the domain's schema or seed is at fault."""
        key = (f"{domain.name}@{domain.folder}", seed, scale)
        if key not in self._worlds:
            self._worlds[key] = self._load(domain, seed, scale)
        return self._worlds[key]

    def _load(self, domain: Domain, seed: int, scale: int) -> World:
        name = f"{domain.name}-{_files_digest(domain)}-{seed}-{scale}"
        with suppress(OSError):  # a folder that can't be read holds nothing
            for path in sorted(self._cache.glob(f"{name}.*.world")):
                return World(domain, seed, scale, path.read_bytes(), path.suffixes[-2][1:])
        image, digest = build(domain, seed, scale)
        _keep(self._cache / f"{name}.{digest}.world", image)
        return World(domain, seed, scale, image, digest)


def build(domain: Domain, seed: int, scale: int) -> tuple[bytes, str]:
    """A fresh image and the digest of its content. Raises DomainError naming what is wrong in the domain's files."""
    connection = open_connection()
    connection.execute(f"pragma page_size = {_PAGE}")
    with boundary(DomainError, f"{domain.folder}: schema.sql"):
        connection.execute(domain.schema)
        connection.execute(COUNTERS)
    tables = shapes(connection, domain)
    _index(connection, tables)
    _refuse_loose_tables(domain, connection, tables)
    with boundary(DomainError, f"{domain.folder}: seeding with seed {seed}, scale {scale}"), connection:
        domain.seed(Db(connection, domain.clock), Draw(domain.name, seed, scale), scale)
    return connection.serialize("main"), content_digest(connection, tables)


def content_digest(connection: apsw.Connection, tables: dict[str, TableShape]) -> str:
    """16 hex digits over the rows of all tables, each ordered by its primary key."""
    total = sha256()
    for name, shape in sorted(tables.items()):
        total.update(f"{name}:{','.join(shape.columns)}\n".encode())
        keys = ", ".join(f'"{key}"' for key in shape.key)
        for row in connection.execute(f'select * from "{name}" order by {keys}'):
            total.update(repr(row).encode())
    return total.hexdigest()[:16]


def default_cache() -> Path:
    """`$T2T_CACHE`, else `pytest-t2t` in the user's cache folder."""
    if named := os.environ.get("T2T_CACHE"):
        return Path(named)
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "pytest-t2t"
    try:
        return Path.home() / ".cache" / "pytest-t2t"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / "pytest-t2t"


def _refuse_loose_tables(domain: Domain, connection: apsw.Connection, tables: dict[str, TableShape]) -> None:
    for name, shape in tables.items():
        if (loose := list(loose_keys(connection, name))) or not shape.key:
            raise DomainError(f"{domain.folder / 'schema.sql'}: {unseen(name, *loose[:1])}")


def _index(connection: apsw.Connection, tables: dict[str, TableShape]) -> None:
    """An index for every foreign key that has none: a customer's rows are found by them, in a world of any size."""
    for name, shape in tables.items():
        found = connection.execute(_LEADING, (name,)).fetchall()
        for column in shape.refers.keys() - {leading for (leading,) in found}:
            connection.execute(f'create index "{name} by {column}" on "{name}" ("{column}")')


_LEADING = """select (select name from pragma_index_info(one.name) where seqno = 0) from pragma_index_list(?) as one"""


def loose_keys(connection: apsw.Connection, table: str) -> Iterator[str]:
    """Columns of a table's key that may be NULL."""
    sql = 'select name, "notnull", type from pragma_table_info(?) where pk > 0'
    for name, notnull, kind in connection.execute(sql, (table,)):
        if not notnull and kind.upper() != "INTEGER":
            yield name


def _files_digest(domain: Domain) -> str:
    total = sha256(f"{__version__} {_PAGE}".encode())
    for path in sorted(domain.folder.rglob("*")):
        if path.suffix in _SOURCES and "__pycache__" not in path.parts:
            total.update(str(path.relative_to(domain.folder)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


def _keep(path: Path, image: bytes) -> None:
    """Write by rename; where the folder can't be written the world stays in memory."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
            try:
                part.write(image)
                part.flush()
                Path(part.name).replace(path)
            except OSError:
                Path(part.name).unlink(missing_ok=True)
