"""The database window: what is remembered of selects, and savepoints that are set late."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.domain.database import Db, open_connection
from pytest_t2t.domain.plain import plain


def shop() -> Db:
    connection = open_connection()
    connection.execute("create table goods (name text primary key not null, stock integer)")
    connection.execute("create table counters (name text primary key not null, value integer)")
    connection.execute("insert into goods values ('mug', 1), ('lamp', 2); insert into counters values ('line', 7)")
    connection.execute("begin")
    return Db(connection, "2026-05-04T09:00:00")


def stock(db: Db, name: str = "mug") -> Any:
    return db.value("select stock from goods where name = ?", name)


WRITES: list[Callable[[Db], object]] = [
    lambda db: db.run("update goods set stock = 5 where name = 'mug'"),
    lambda db: db.rows("update goods set stock = 5 where name = 'mug' returning name"),
    lambda db: db.value("  UPDATE goods set stock = ? where name = :name returning 1".replace(":name", "'mug'"), 5),
    lambda db: db.tuples("with new(n) as (select 5) update goods set stock = (select n from new) returning stock"),
    lambda db: db.connection.execute("update goods set stock = 5 where name = 'mug'"),
]


@pytest.mark.parametrize("write", WRITES)
def test_a_write_is_seen_however_it_is_made(write: Callable[[Db], object]) -> None:
    db = shop()
    assert (stock(db), db.row("select * from goods where name = :name", name="mug")) == (1, {"name": "mug", "stock": 1})
    write(db)
    assert (stock(db), db.row("select * from goods where name = :name", name="mug")) == (5, {"name": "mug", "stock": 5})


@pytest.mark.parametrize("write", WRITES)
def test_what_is_undone_is_as_if_it_had_not_been(write: Callable[[Db], object]) -> None:
    db = shop()
    stock(db)
    with db.trial():
        write(db)
        assert stock(db) == 5
    assert stock(db) == 1
    with suppress(KeyError), db.attempt():
        write(db)
        raise KeyError
    assert stock(db) == 1


def test_savepoints_in_savepoints() -> None:
    db = shop()
    with db.trial():
        with db.attempt():
            db.run("update goods set stock = 3 where name = 'mug'")
        assert stock(db) == 3
        with db.trial():
            assert db.next_id("line") == 8
            db.run("update goods set stock = 4")
            assert (stock(db), stock(db, "lamp")) == (4, 4)
        assert (stock(db), stock(db, "lamp")) == (3, 2)
        assert db.next_id("line") == 8
    assert stock(db) == 1


def test_a_savepoint_of_a_tools_own() -> None:
    db = shop()
    assert stock(db) == 1
    db.run("savepoint mine")
    db.run("update goods set stock = 9")
    assert stock(db) == 9
    db.run("rollback to mine")
    assert stock(db) == 1


def test_nothing_is_set_where_nothing_is_written() -> None:
    db = shop()
    with db.trial():
        stock(db)
    assert db.undone == 0


def test_what_is_remembered_is_nobodys_to_change() -> None:
    db = shop()
    for _ in range(2):
        rows, tuples = db.rows("select * from goods order by 1"), db.tuples("select name from goods order by 1")
        assert (rows[0], tuples) == ({"name": "lamp", "stock": 2}, [("lamp",), ("mug",)])
        rows[0]["stock"] = 99
        tuples.clear()
        row = db.row("select * from goods where name = 'mug'")
        assert row is not None
        row.clear()


def test_what_is_heard_is_what_was_asked_and_what_changed_is_asked_again() -> None:
    db = shop()
    heard = db.heard(lambda: (stock(db), stock(db, "lamp"), db.row("select * from goods where name = :one", one="mug")))
    assert heard is not None
    assert list(heard.values()) == [1, 2, [{"name": "mug", "stock": 1}]]
    assert db.changed(heard) == {}
    assert db.unchanged(heard)
    with db.trial():
        db.run("update goods set stock = 5 where name = 'mug'")
        assert not db.unchanged(heard)
        assert list(db.changed(heard).values()) == [5, [{"name": "mug", "stock": 5}]]
    assert db.changed(heard) == {}


@pytest.mark.parametrize("write", WRITES)
def test_with_a_write_among_it_what_is_heard_does_not_count(write: Callable[[Db], object]) -> None:
    db = shop()
    with db.trial():
        assert db.heard(lambda: (stock(db), write(db), stock(db))) is None
    assert db.heard(lambda: db.value("select stock from goods where stock > ?", 0.5)) is None
    assert db.heard(lambda: stock(db)) is not None


def test_values_that_are_equal_but_not_the_same() -> None:
    db = shop()
    kinds = [db.value("select typeof(?)", value) for value in (1, 1.0, True, "1", None)]
    assert kinds == ["integer", "real", "integer", "text", "null"]


def test_a_new_table_is_seen() -> None:
    db = shop()
    count = "select count(*) from sqlite_schema where name = 'more'"
    assert db.value(count) == 0
    db.run("create table more (name text)")
    assert db.value(count) == 1


def test_a_select_that_fails_fails_again() -> None:
    db = shop()
    for _ in range(2):
        with pytest.raises(apsw.SQLError):
            db.rows("select nothing from goods")


STEPS = st.recursive(
    st.one_of(
        st.builds(lambda n: ("write", n), st.integers(0, 3)),
        st.just(("read", 0)),
        st.just(("fail", 0)),
    ),
    lambda inner: st.tuples(st.sampled_from(["trial", "attempt"]), st.lists(inner, max_size=4)),
    max_leaves=12,
)


def play(db: Db, plain_db: Db, steps: list[Any]) -> None:
    """The same on a database that remembers and one that never does: they must agree at each read."""
    for kind, what in steps:
        if kind == "write":
            for one in (db, plain_db):
                one.run("update goods set stock = stock + ? where name = 'mug'", what)
        elif kind == "fail":
            raise KeyError
        elif kind == "read":
            plain_db._answers = {}
            assert stock(db) == stock(plain_db)
        else:
            with suppress(KeyError), getattr(db, kind)(), getattr(plain_db, kind)():
                play(db, plain_db, what)
            plain_db._answers = {}
            assert stock(db) == stock(plain_db)


@given(st.lists(STEPS, max_size=6))
def test_remembering_changes_nothing(steps: list[Any]) -> None:
    one, other = shop(), shop()
    with suppress(KeyError):
        play(one, other, steps)
    other._answers = {}
    assert stock(one) == stock(other)


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    )
)
def test_plain_is_a_copy(value: Any) -> None:
    copy = plain(value)
    assert copy == value
    assert type(copy) is type(value)
    assert not isinstance(value, list | dict) or copy is not value


@pytest.mark.parametrize("value", [(1,), {1: 2}, {"a": object()}, "\ud800", {"\ud800": 1}, b"x", {1, 2}, [b"x"]])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  pydantic's, or of the encoding
        plain(value)
