"""`stale`: after the change nothing of the first goal alone is written."""

from __future__ import annotations

from typing import Any

from pytest_t2t.records.task import Outcome
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.checks.stale import CHECK
from tests.kiosk import ADA, FIRST, SECOND, Play, call, cancel, event, payments, reached, task, world

CHANGED = event("changed")
TASK = task("changing", expected=(Outcome(changes=reached(cancel(SECOND))),), superseded=reached(cancel(FIRST)))


def verdict(play: Play, checked: Any = TASK) -> CheckResult:
    return CHECK(checked, play.end(), world())


def test_the_final_goal_alone() -> None:
    assert verdict(Play().user("The other one.", CHANGED).agrees(cancel(SECOND))).passed


def test_the_first_goal_before_the_change() -> None:
    assert verdict(Play().agrees(cancel(FIRST)).user("The other one.", CHANGED).agrees(cancel(SECOND))).passed


def test_no_change_nothing_stale() -> None:
    assert verdict(Play().agrees(cancel(FIRST))).passed


def test_the_first_goal_after_the_change() -> None:
    result = verdict(Play().user("The other one.", CHANGED).agrees(cancel(FIRST)))
    assert not result.passed
    assert f"cancel_order still did what was no longer wanted: orders {FIRST}" in result.why


def test_beside_the_final_goal_and_after_it() -> None:
    assert not verdict(Play().user("...", CHANGED).agrees(cancel(SECOND), cancel(FIRST))).passed


def place(*products: str) -> Any:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=payments()[0])


def test_new_rows_are_known_again_whatever_their_ids() -> None:
    line = tuple(change for change in reached(place("P01", "P02")) if change.key[-1] == "P02")
    checked = task("changing", superseded=line)
    stale = Play().user("...", CHANGED).agrees(place("P03"), place("P01", "P02"))
    assert not verdict(stale, checked).passed
    assert verdict(Play().user("...", CHANGED).agrees(place("P01"), place("P03")), checked).passed


def test_undoing_it_later_does_not_help() -> None:
    old, new = payments()[:2]
    pay, back = (call("change_payment", order_id=FIRST, payment_id=one) for one in (new, old))
    if reached(pay) == ():
        pay, back = back, pay
    checked = task("changing", superseded=reached(pay))
    assert not verdict(Play().user("...", CHANGED).agrees(pay, back), checked).passed


def test_a_refused_write_is_none() -> None:
    play = Play().agrees(cancel(FIRST)).user("The other one.", CHANGED).agent("", cancel(FIRST))
    assert verdict(play).passed
