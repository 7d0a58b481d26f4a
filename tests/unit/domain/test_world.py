"""Worlds: built once, cached by content, refused where changes could not be seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from pytest_t2t.domain.loader import load
from pytest_t2t.domain.world import Worlds, build, default_cache
from pytest_t2t.errors import DomainError
from tests.kiosk import ADA, FIRST, FOLDER, domain, world


def test_equal_seeds_give_equal_content() -> None:
    assert build(domain(), 1, 1)[1] == build(domain(), 1, 1)[1]
    assert build(domain(), 1, 1)[1] != build(domain(), 2, 1)[1]
    assert build(domain(), 1, 2)[1] != build(domain(), 1, 1)[1]


def test_an_image_is_kept_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Worlds(tmp_path).get(domain(), 1)
    (kept,) = tmp_path.iterdir()
    assert kept.name.endswith(f"-1-1.{first.ref.digest}.world")
    monkeypatch.setattr("pytest_t2t.domain.world.build", None)  # a second build would crash
    second = Worlds(tmp_path).get(domain(), 1)
    assert second.ref == first.ref
    with second.open() as environment:
        assert environment.call("get_order", {"order_id": FIRST}).ok


def test_one_object_per_world(tmp_path: Path) -> None:
    worlds = Worlds(tmp_path)
    assert worlds.get(domain(), 1) is worlds.get(domain(), 1)
    assert worlds.get(domain(), 1) is not worlds.get(domain(), 2)


def test_a_cache_that_can_not_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    built = Worlds(blocked / "cache").get(domain(), 1)
    assert built.ref.digest == world().ref.digest
    assert list(tmp_path.iterdir()) == [blocked]


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    assert Worlds(tmp_path).get(domain(), 1).ref == world().ref
    assert list(tmp_path.iterdir()) == []


def test_an_edit_of_the_domain_makes_another_image(tmp_path: Path) -> None:
    folder = copytree(FOLDER / "kiosk", tmp_path / "kiosk")
    Worlds(tmp_path / "cache").get(load(folder), 1)
    (folder / "policy.md").write_text((folder / "policy.md").read_text() + "\nBe brief.\n")
    Worlds(tmp_path / "cache").get(load(folder), 1)
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize(
    ("table", "column"),
    [("create table loose (id text, a text);", None), ("create table loose (id text primary key, a text);", "id")],
)
def test_tables_whose_changes_could_not_be_seen_are_refused(table: str, column: str | None) -> None:
    broken = _with(schema=domain().schema + table)
    with pytest.raises(DomainError, match=r"table 'loose' needs an explicit PRIMARY KEY") as refused:
        build(broken, 1, 1)
    assert column is None or f"{column!r} is not" in str(refused.value)


def _orphan(db: Any, *_: Any) -> None:
    db.run("insert into tickets values ('T1', 'nobody', 'x')")


def _crash(*_: Any) -> None:
    raise KeyError("boom")


@pytest.mark.parametrize(
    ("seed", "message"),
    [(_crash, "seeding with seed 1, scale 1: KeyError"), (_orphan, "FOREIGN KEY constraint failed")],
)
def test_a_broken_seed_is_named(seed: Callable[..., None], message: str) -> None:
    with pytest.raises(DomainError, match=message):
        build(dataclasses.replace(domain(), seed=seed), 1, 1)


def test_a_broken_schema_is_named() -> None:
    with pytest.raises(DomainError, match=r"schema\.sql: SQLError"):
        build(_with(schema="create tabel x"), 1, 1)


def test_owners() -> None:
    assert world().owners("orders", FIRST) == {ADA}
    assert world().owners("order_lines", FIRST) == {ADA}
    assert world().owners("products", "P01") == frozenset()
    assert world().owners("orders", "nothing") == frozenset()


def test_where_images_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("T2T_CACHE", str(tmp_path))
    assert default_cache() == tmp_path
    monkeypatch.delenv("T2T_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "pytest-t2t"


def _with(schema: str) -> Any:
    changed = dataclasses.replace(domain())
    object.__setattr__(changed, "schema", schema)  # in place of the cached property
    return changed
