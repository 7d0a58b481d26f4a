"""What the recorder reads is what SQLite's own session extension reads, whatever was done and undone in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import apsw
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.domain.changes import TableShape
from pytest_t2t.domain.recorder import Recorder
from pytest_t2t.records.trajectory import Changes, RowChange

SCHEMA = """
pragma foreign_keys = on;
create table shelves (shelf integer primary key not null, label text);
create table goods (name text not null, lot integer not null, price real, shelf integer references shelves on delete cascade,
  primary key (name, lot)) without rowid;
create table log (line integer primary key not null, text);
insert into shelves values (1, 'low'), (2, 'high'), (3, null);
insert into goods values ('a', 1, 2, 1), ('a', 2, 2.5, 1), ('b', 1, null, 2), ('c', 1, 7, null);
"""
TABLES = {
    "shelves": TableShape("shelves", ("shelf", "label"), ("shelf",), {}),
    "goods": TableShape("goods", ("name", "lot", "price", "shelf"), ("name", "lot"), {"shelf": "shelves"}),
}
SHELF, NAME, LOT = st.integers(1, 4), st.sampled_from("abcd"), st.integers(1, 2)
PRICE = st.one_of(st.none(), st.integers(1, 3), st.floats(1, 3), st.just("much"))
STATEMENTS = st.one_of(
    st.tuples(st.just("insert or replace into shelves values (?, ?)"), st.tuples(SHELF, st.sampled_from(["low", "x"]))),
    st.tuples(st.just("insert or ignore into goods values (?, ?, ?, null)"), st.tuples(NAME, LOT, PRICE)),
    st.tuples(st.just("insert or replace into goods values (?, ?, ?, null)"), st.tuples(NAME, LOT, PRICE)),
    st.tuples(st.just("update goods set price = ? where name = ?"), st.tuples(PRICE, NAME)),
    st.tuples(st.just("update or ignore goods set name = ? where name = ?"), st.tuples(NAME, NAME)),
    st.tuples(st.just("update or replace goods set lot = 3 - lot where name = ?"), st.tuples(NAME)),
    st.tuples(st.just("update shelves set label = label where shelf = ?"), st.tuples(SHELF)),
    st.tuples(st.just("delete from shelves where shelf = ?"), st.tuples(SHELF)),
    st.tuples(st.just("delete from goods where name = ?"), st.tuples(NAME)),
    st.tuples(st.just("insert into log (text) values (?)"), st.tuples(NAME)),
    st.tuples(st.sampled_from(["savepoint s", "rollback to s", "release s"]), st.just(())),
)


def shop() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.execute(SCHEMA)
    connection.execute("begin; savepoint s")
    return connection


def run(connection: apsw.Connection, statements: list[tuple[str, tuple[Any, ...]]]) -> None:
    depth = 1
    for sql, values in statements:
        depth += {"savepoint s": 1, "release s": -1}.get(sql, 0)
        if depth < 1:
            depth = 1
            continue
        connection.execute(sql, values)


def by_session(statements: list[tuple[str, tuple[Any, ...]]]) -> Changes:
    connection = shop()
    session = apsw.Session(connection, "main")
    for table in TABLES:
        session.attach(table)
    run(connection, statements)
    changes = [_row_change(change) for change in apsw.Changeset.iter(session.changeset())]
    session.close()
    return tuple(sorted(changes, key=lambda one: (one.table, repr(one.key), one.op)))


def _row_change(change: Any) -> RowChange:
    shape = TABLES[change.name]
    known = change.new if change.op == "INSERT" else change.old
    key = tuple(known[spot] for spot in shape.key_spots)
    given = zip(shape.columns, change.new or (), strict=False)
    op: Callable[[str], Any] = str.lower
    values = {name: value for name, value in given if value is not apsw.no_change}
    return RowChange(table=shape.name, op=op(change.op), key=key, values=values)


@given(st.lists(STATEMENTS, max_size=12))
def test_it_reads_what_the_session_extension_reads(statements: list[tuple[str, tuple[Any, ...]]]) -> None:
    connection = shop()
    recorder = Recorder(connection, TABLES)
    record = recorder.start()
    run(connection, statements)
    assert recorder.changes(record) == by_session(statements)


@given(st.lists(STATEMENTS, max_size=6), st.lists(STATEMENTS, max_size=6))
def test_a_record_of_its_own_holds_what_is_changed_in_the_block(
    before: list[tuple[str, tuple[Any, ...]]], inside: list[tuple[str, tuple[Any, ...]]]
) -> None:
    connection, other = shop(), shop()
    recorder, fresh = Recorder(connection, TABLES), Recorder(other, TABLES)
    recorder.start()
    for one in (connection, other):
        run(one, before)
        one.execute("savepoint t")
    inside = [one for one in inside if not one[0].endswith(" s")]
    record, alone = recorder.start(), fresh.start()
    run(connection, inside)
    run(other, inside)
    assert recorder.changes(record) == fresh.changes(alone)
