"""The search for a way round a rule finds one or two permitted writes, with whatever values they need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import Language
from pytest_t2t.domain.rule import Rule, Talk, rule
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Tool, ToolError, tool, writes
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World, build
from pytest_t2t.exploration.walk import explore
from pytest_t2t.records.task import Cell
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.detours import search

SCHEMA = """
create table members (member_id text primary key not null);
create table methods (
  method_id text primary key not null, member_id text not null references members (member_id), kind text not null);
create table halls (hall_id text primary key not null);
create table slots (
  slot_id text primary key not null, hall_id text not null references halls (hall_id), days integer not null);
create table passes (
  pass_id text primary key not null, member_id text not null references members (member_id),
  slot_id text not null references slots (slot_id), method_id text not null references methods (method_id),
  level text not null, status text not null, mark text not null default '');
"""
PassId = Annotated[str, Ref("passes.pass_id")]
SlotId = Annotated[str, Ref("slots.slot_id", like="pass_id")]
MethodId = Annotated[str, Ref("methods.method_id")]
Level = Literal["basic", "plus", "silver", "premium", "gold"]
SLOTS = {f"S{n}": n for n in range(1, 9)}
"""Slot -> days from now; only the last one is far away."""


def seed(db: Db, _draw: Draw, _scale: int) -> None:
    db.run("insert into members values ('M1')")
    db.run("insert into methods values ('C1', 'M1', 'card'), ('C2', 'M1', 'wallet'), ('C3', 'M1', 'account')")
    db.run("insert into halls values ('H1')")
    for slot, days in SLOTS.items():
        db.run("insert into slots values (?, 'H1', ?)", slot, days)
    for number in ("1", "2", "3"):
        db.run(
            "insert into passes (pass_id, member_id, slot_id, method_id, level, status) values (?, 'M1', 'S1', 'C1', 'basic', 'open')",
            f"P{number}",
        )


def _set(db: Db, pass_id: str, column: str, value: str) -> dict[str, Any]:
    old = db.one("select * from passes where pass_id = ?", pass_id)[column]
    if old == value:
        raise ToolError(f"It already is {value}.")
    db.run(f"update passes set {column} = ? where pass_id = ?", value, pass_id)
    return {"pass_id": pass_id, column: value}


@tool(writes)
def cancel_pass(db: Db, pass_id: PassId) -> dict[str, Any]:
    """Cancel a pass."""
    return _set(db, pass_id, "status", "cancelled")


@tool(writes)
def set_level(db: Db, pass_id: PassId, level: Level) -> dict[str, Any]:
    """Change the level."""
    return _set(db, pass_id, "level", level)


@tool(writes)
def move(db: Db, pass_id: PassId, slot_id: SlotId) -> dict[str, Any]:
    """Move to another slot of the hall."""
    return _set(db, pass_id, "slot_id", slot_id)


@tool(writes)
def pay_with(db: Db, pass_id: PassId, method_id: MethodId) -> dict[str, Any]:
    """Pay otherwise."""
    return _set(db, pass_id, "method_id", method_id)


@tool(writes)
def clear(db: Db, pass_id: PassId) -> dict[str, Any]:
    """Another way to the same end."""
    return _set(db, pass_id, "status", "cancelled")


def of(args: dict[str, Any], column: str) -> tuple[Cell, ...]:
    return (Cell(table="passes", key=(args["pass_id"],), column=column),)


def has(db: Db, args: dict[str, Any], column: str) -> Any:
    return db.value(f"select {column} from passes where pass_id = ?", args["pass_id"])


@rule("level", tools=["cancel_pass"], evidence=lambda _db, args: of(args, "level"))
def only_premium(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """Only premium passes are cancelled."""
    return bool(has(db, args, "level") != "premium")


@rule("far", tools=["cancel_pass"],
      evidence=lambda db, args: (Cell(table="slots", key=(has(db, args, "slot_id"),), column="days"),))  # fmt: skip
def only_far(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """Only passes for more than a week from now are cancelled."""
    return bool(db.value("select days from slots where slot_id = ?", has(db, args, "slot_id")) <= 7)


@rule("paid", tools=["set_level"],
      evidence=lambda _db, args: of(args, "method_id") if args["level"] == "premium" else ())  # fmt: skip
def premium_by_account(db: Db, args: dict[str, Any], _talk: Talk) -> bool:
    """Premium is paid from the account."""
    return bool(args["level"] == "premium" and has(db, args, "method_id") != "C3")


@rule("never", tools=["cancel_pass"], evidence=lambda _db, args: of(args, "status"))
def never(_db: Db, _args: dict[str, Any], _talk: Talk) -> bool:
    """Passes are not cancelled."""
    return True


def hall(folder: Path, tools: list[Tool], rules: list[Rule]) -> World:
    (folder / "schema.sql").write_text(SCHEMA)
    (folder / "policy.md").write_text("# Rules\n")
    made, ruled = ModuleType("tools"), ModuleType("rules")
    for one in tools:
        setattr(made, one.name, one)
    for each in rules:
        setattr(ruled, each.id, each)
    own = {table: f"select member_id from {table} where {table[:-1]}_id = :key" for table in ("members", "methods")}
    domain = Domain(
        name="hall", version="1", folder=folder, clock="2026-01-01T00:00:00", customers="members",
        owners=own | {"passes": "select member_id from passes where pass_id = :key"}, seed=seed,
        tool_module=made, rule_module=ruled, language=Language(topics=(), identity={}, identity_text={}, things=(), phrases=()),
    )  # fmt: skip
    return World(domain, 1, 1, *build(domain, 1, 1))


def found(folder: Path, tools: list[Tool], rules: list[Rule]) -> list[tuple[str, Any]]:
    """The detour to the cancellation of a basic pass: tools with their values beside the pass."""
    world = hall(folder, [cancel_pass, *tools], rules)
    wish = Call(tool="cancel_pass", arguments={"pass_id": "P2"})
    with world.open() as env:
        forbidding = [r for r in rules if "cancel_pass" in r.tools and r.evidence]
        cells = [(c.table, c.key, c.column) for r in forbidding for c in r.evidence(env.db, dict(wish.arguments))]  # type: ignore[misc]
    detour = search(world, explore(world, "M1", 1), [wish], cells).detour
    assert len(detour) <= 2
    return [(call.tool, *[v for n, v in call.arguments.items() if n != "pass_id"]) for call in detour]  # type: ignore[misc]


@pytest.fixture
def detour(tmp_path: Path) -> Callable[[list[Tool], list[Rule]], list[tuple[str, Any]]]:
    return lambda tools, rules: found(tmp_path, tools, rules)


Detour = Callable[[list[Tool], list[Rule]], list[tuple[Any, ...]]]


def test_a_write_with_one_particular_label_is_found(detour: Detour) -> None:
    assert detour([set_level], [only_premium])[-1:] == [("set_level", "premium")]


def test_a_write_with_one_particular_row_of_a_catalogue_is_found(detour: Detour) -> None:
    assert detour([move], [only_far])[-1:] == [("move", "S8")]


def test_two_writes_with_other_values_than_the_wish_s_own_are_found(detour: Detour) -> None:
    """The first makes the second possible, the second makes the wish possible."""
    assert detour([set_level, pay_with], [only_premium, premium_by_account]) == [
        ("pay_with", "C3"),
        ("set_level", "premium"),
    ]


def test_two_writes_that_are_both_needed_are_found(detour: Detour) -> None:
    both = detour([set_level, move], [only_premium, only_far])
    assert sorted(both) == [("move", "S8"), ("set_level", "premium")]


def test_more_tools_hide_nothing(detour: Detour) -> None:
    """Twenty more writes of which each changes a label on the same rows, and none leads there."""
    others = [_noting(f"note_{n}") for n in range(20)]
    assert detour([*others, move, set_level, pay_with], [only_premium, premium_by_account]) == [
        ("pay_with", "C3"),
        ("set_level", "premium"),
    ]


def _noting(name: str) -> Tool:
    def note(db: Db, pass_id: PassId, mark: Literal["a", "b", "c"]) -> dict[str, Any]:
        """Put a mark on a pass that is not cancelled."""
        return _set(db, pass_id, "mark", mark)

    note.__annotations__ = {"db": Db, "pass_id": PassId, "mark": Literal["a", "b", "c"]}
    note.__name__ = name
    return tool(writes)(note)


def test_another_tool_that_does_the_same_is_found(detour: Detour) -> None:
    assert detour([clear], [never]) == [("clear",)]


def test_where_nothing_leads_there_nothing_is_found(detour: Detour) -> None:
    assert detour([set_level, move, pay_with], [never]) == []


def test_a_way_of_three_writes_is_none(detour: Detour) -> None:
    assert detour([set_level, pay_with, move], [only_premium, premium_by_account, only_far]) == []
