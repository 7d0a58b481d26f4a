"""Whose rows are whose, where rows have several owners."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pytest_t2t.domain.changes import shapes
from pytest_t2t.domain.database import Db, open_connection
from pytest_t2t.domain.ownership import own_rows, owners

SCHEMA = """
create table people (person_id text primary key not null) strict;
create table boats (boat_id text primary key not null) strict;
create table shares (
  share_id text primary key not null,
  person_id text not null references people (person_id),
  boat_id text not null references boats (boat_id)
) strict;
create table keys (
  key_id text primary key not null,
  boat_id text not null references boats (boat_id),
  person_id text not null references people (person_id)
) strict;
create table trips (trip_id text primary key not null, boat_id text not null references boats (boat_id)) strict;
insert into people values ('Ann'), ('Bob'), ('Cy');
insert into boats values ('ours'), ('his');
insert into shares values ('s1', 'Ann', 'ours'), ('s2', 'Bob', 'ours'), ('s3', 'Bob', 'his');
insert into keys values ('k1', 'ours', 'Ann'), ('k2', 'ours', 'Bob');
insert into trips values ('t1', 'ours'), ('t2', 'his');
"""
DOMAIN: Any = SimpleNamespace(
    customers="people",
    columns={},
    owners={
        "people": "select :key",
        "boats": "select person_id from shares where boat_id = :key",
        "shares": "select person_id from shares where share_id = :key",
        "keys": "select person_id from keys where key_id = :key",
        "trips": "select person_id from trips join shares using (boat_id) where trip_id = :key",
    },
)


def rows_of(person: str) -> dict[str, list[str]]:
    connection = open_connection()
    connection.execute(SCHEMA)
    tables = shapes(connection, DOMAIN)
    found = own_rows(Db(connection, "2026-01-01T00:00:00"), DOMAIN, tables, person)
    return {table: [str(key) for key in rows] for table, rows in found.items() if rows}


def test_what_several_own_is_each_ones_and_so_is_what_hangs_from_it() -> None:
    assert rows_of("Ann")["boats"] == ["ours"]
    assert rows_of("Ann")["trips"] == ["t1"]
    assert rows_of("Bob")["boats"] == ["his", "ours"]
    assert rows_of("Bob")["trips"] == ["t1", "t2"]


def test_what_another_owner_has_for_himself_is_not_ones_own() -> None:
    assert rows_of("Ann")["keys"] == ["k1"]
    assert rows_of("Bob")["keys"] == ["k2"]
    assert rows_of("Ann")["shares"] == ["s1"]


def test_who_has_no_share_has_nothing() -> None:
    assert rows_of("Cy") == {"people": ["Cy"]}


def test_a_row_may_have_several_owners() -> None:
    connection = open_connection()
    connection.execute(SCHEMA)
    db = Db(connection, "2026-01-01T00:00:00")
    assert owners(db, DOMAIN, "boats", "ours") == {"Ann", "Bob"}
    assert owners(db, DOMAIN, "trips", "t2") == {"Bob"}
