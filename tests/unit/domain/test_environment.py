"""Environments: private copies, calls as agents make them, nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import apsw
import pytest

from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.tool import Tool, reads, tool, writes
from pytest_t2t.domain.world import content_digest
from pytest_t2t.errors import EnvironmentFault
from pytest_t2t.records.message import ToolCall
from tests.kiosk import ADA, FIRST, SECOND, call, cancel, payments, world, yes


@pytest.fixture
def environment() -> Iterator[Environment]:
    with world().open() as opened:
        yield opened


def test_a_rollout_leaves_the_world_as_it_was(environment: Environment) -> None:
    before = content_digest(environment.connection, world().tables)
    environment.call("cancel_order", cancel(FIRST).arguments)
    environment.call("call_manager", {"customer_id": ADA, "note": "x"})
    connection = environment.connection
    environment.close()
    assert content_digest(connection, world().tables) == before == world().ref.digest
    environment.close()  # twice is once


def test_two_environments_do_not_see_each_other() -> None:
    with world().open() as one, world().open() as other:
        one.call("cancel_order", cancel(FIRST).arguments)
        assert other.call("get_order", {"order_id": FIRST}).result["status"] == "open"  # type: ignore[index,call-overload]
        assert other.changes() == ()


def test_a_refusal_undoes_what_the_tool_had_written(environment: Environment) -> None:
    environment.call("cancel_order", cancel(FIRST).arguments)
    before = environment.changes()
    again = environment.call("cancel_order", cancel(FIRST, "found elsewhere").arguments)
    assert not again.ok
    assert "only open orders" in again.error
    assert again.changes == ()
    assert environment.changes() == before


def test_each_write_has_its_own_changes(environment: Environment) -> None:
    first = environment.call("cancel_order", cancel(FIRST).arguments)
    second = environment.call("cancel_order", cancel(SECOND).arguments)
    assert {change.key for change in first.changes if change.table == "orders"} == {(FIRST,)}
    assert {change.key for change in second.changes if change.table == "orders"} == {(SECOND,)}
    assert len(environment.changes()) == 4


def test_a_trial_leaves_no_changes(environment: Environment) -> None:
    with environment.db.trial():
        assert environment.call("cancel_order", cancel(FIRST).arguments).ok
        assert environment.changes()
    assert environment.changes() == ()
    assert environment.call("cancel_order", cancel(SECOND).arguments).changes == environment.changes()


def test_unknown_tools_and_bad_arguments_are_answered(environment: Environment) -> None:
    unknown = environment.call("cancel_orders", {})
    assert (unknown.ok, unknown.error) == (False, "There is no tool 'cancel_orders': did you mean 'cancel_order'?")
    missing = environment.call("cancel_order", {"order_id": FIRST})
    assert "reason: Field required" in missing.error
    extra = environment.call("get_order", {"order_id": FIRST, "verbose": True})
    assert "verbose" in extra.error
    broken = environment.answer(ToolCall(id="1", tool="get_order", malformed='{"order_id": '), at=3)
    assert (broken.ok, broken.at, broken.arguments) == (False, 3, {})
    assert "no JSON object" in broken.error


def test_rules_are_asked_before_the_call(environment: Environment) -> None:
    early = environment.call("cancel_order", cancel(FIRST).arguments)
    assert early.forbidden_by == ("ask-first", "own-things")
    again = environment.call("cancel_order", cancel(FIRST).arguments)
    assert "open-only" in again.forbidden_by


def test_authentication_and_consent_are_facts_of_the_talk(environment: Environment) -> None:
    who = environment.db.row("select email, postcode from customers where customer_id = ?", ADA)
    assert who is not None
    environment.call("find_customer", who)
    assert environment.talk.customer == ADA
    environment.talk.hear(yes(cancel(FIRST)))
    assert environment.forbidden_by("cancel_order", cancel(FIRST).arguments) == ()
    assert environment.forbidden_by("cancel_order", cancel(SECOND).arguments) == ("ask-first",)
    pay = call("change_payment", order_id=FIRST, payment_id=payments()[1])
    assert environment.forbidden_by(pay.tool, pay.arguments) == ("ask-first",)


@pytest.mark.parametrize(
    "sql",
    [
        "attach ':memory:' as other",
        "commit",
        "rollback",
        "begin",
        "end",
        "pragma foreign_keys = off",
        "pragma user_version",
        "select load_extension('x')",
        "detach main",
        "vacuum",
    ],
)
def test_statements_reach_nothing_outside(environment: Environment, sql: str) -> None:
    with pytest.raises(apsw.Error):
        environment.db.run(sql)
    environment.call("cancel_order", cancel(FIRST).arguments)
    assert environment.changes()


def test_extensions_can_not_be_loaded(environment: Environment) -> None:
    with pytest.raises(apsw.Error):
        environment.connection.load_extension("nothing")


@tool(reads)
def peek(db: Any) -> int:
    """A read that writes."""
    db.run("update customers set visits = visits + 1")
    return 1


@tool(writes)
def crash(db: Any) -> int:
    """A write that crashes half way."""
    db.run("update customers set visits = visits + 1")
    return 1 // 0


@tool(reads)
def dates(db: Any) -> list[Any]:
    """A read that gives what is no JSON."""
    return [date(2026, 1, 1)]


@tool(writes)
def check(db: Any) -> None:
    """A write that breaks a CHECK."""
    db.run("update customers set postcode = 'x'")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (peek, "tool peek is declared `reads` but changed the database"),
        (crash, "tool crash: ZeroDivisionError"),
        (dates, "tool dates returned something that is not JSON"),
        (check, "tool check: ConstraintError"),
    ],
)
def test_a_broken_tool_is_a_fault_of_the_environment(environment: Environment, made: Tool, message: str) -> None:
    with pytest.raises(EnvironmentFault, match=message):
        environment.execute(made, {})


def test_a_crash_undoes_what_was_written(environment: Environment) -> None:
    with pytest.raises(EnvironmentFault):
        environment.execute(crash, {})
    assert environment.changes() == ()


def test_equal_calls_give_equal_ids() -> None:
    results = []
    for _ in range(2):
        with world().open() as environment:
            results.append(environment.call("cancel_order", cancel(FIRST).arguments))
    assert results[0] == results[1]
