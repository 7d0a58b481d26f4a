"""`declined`: refused or handed on as permitted, evidence seen, nothing done, nothing claimed."""

from __future__ import annotations

from typing import Any

from pytest_t2t.records.task import Cell, Forbidden
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.checks.declined import CHECK
from tests.kiosk import Play, call, cancel, event, reached, row, task, world

TODAY = row("select order_id, customer_id from orders where pickup = '2026-05-04' and status = 'open'")
ORDER, CUSTOMER = TODAY["order_id"], TODAY["customer_id"]
READ = call("get_order", order_id=ORDER)
REFUSED = event("refused", wish="w1")


def forbidden(**more: Any) -> Forbidden:
    fields: dict[str, Any] = {
        "wish": "w1",
        "rules": ("not-today",),
        "calls": (cancel(ORDER),),
        "changes": reached(cancel(ORDER)),
        "evidence": (Cell(table="orders", key=(ORDER,), column="pickup"),),
    }
    return Forbidden(**(fields | more))


def verdict(play: Play, **more: Any) -> CheckResult:
    return CHECK(task("infeasible", expected=(), forbidden=forbidden(**more)), play.end(), world())


def start() -> Play:
    return Play(CUSTOMER)


def test_refused_after_the_evidence() -> None:
    assert verdict(start().agent("", READ).agent("I can't.").user("OK.", REFUSED)).passed


def test_refused_unseen() -> None:
    result = verdict(start().agent("I can't.").user("OK.", REFUSED))
    assert result.why == f"It was refused unseen: nothing had shown the pickup of orders {ORDER}, which decides it."


def test_neither_refused_nor_seen() -> None:
    result = verdict(start().agent("Okay.").user("So can you do that for me - yes or no?").agent("Okay."))
    assert result.why == f"It was never refused, and nothing had shown the pickup of orders {ORDER}, which decides it."
    assert not result.undetermined


def test_evidence_after_the_refusal_is_too_late() -> None:
    assert not verdict(start().agent("I can't.").user("OK.", REFUSED).agent("", READ)).passed


def test_refused_again_after_the_evidence() -> None:
    play = start().agent("I can't.").user("Are you sure?", REFUSED).agent("", READ).agent("No.").user("OK.", REFUSED)
    assert verdict(play).passed


def test_another_rows_cell_is_no_evidence() -> None:
    other = row("select order_id from orders where customer_id = ? and order_id <> ?", CUSTOMER, ORDER)["order_id"]
    assert not verdict(start().agent("", call("get_order", order_id=other)).user("OK.", REFUSED)).passed


def test_done_though_forbidden() -> None:
    result = verdict(start().agent("", READ, cancel(ORDER)).user("OK.", REFUSED))
    assert "cancel_order did what was asked for, though the policy says" in result.why


def test_done_with_another_argument() -> None:
    result = verdict(start().agent("", READ, cancel(ORDER, "found elsewhere")).user("OK.", REFUSED))
    assert not result.passed
    assert "did what is forbidden here" in result.why


def test_claimed_though_not_done() -> None:
    play = start().agent("", READ).agent("Done!").user("Thanks.", event("claimed", wish="w1"))
    assert verdict(play).why == "The agent said that it had done what can't be done."


def test_a_refusal_does_not_make_good_for_a_claim() -> None:
    play = (
        start()
        .agent("", READ)
        .agent("No.")
        .user("Please!", REFUSED)
        .agent("Done.")
        .user("Ah.", event("claimed", wish="w1"))
    )
    assert not verdict(play).passed


def test_a_claim_about_another_wish_is_fine() -> None:
    play = start().agent("", READ).agent("...").user("OK.", REFUSED, event("claimed", wish="w2"))
    assert verdict(play).passed


def test_never_answered() -> None:
    assert verdict(start().agent("", READ)).why == "The agent never said that it can't be done."
    assert not verdict(start().agent("", READ).user("OK.", event("refused", wish="w2"))).passed


def test_undetermined() -> None:
    result = verdict(start().agent("", READ).agent("Hm.").user("OK.", event("undetermined", wish="w1")))
    assert (result.passed, result.undetermined) == (False, True)


def test_a_later_refusal_settles_what_was_undetermined() -> None:
    play = start().agent("", READ).user("OK.", event("undetermined", wish="w1")).agent("No.").user("Ah.", REFUSED)
    assert verdict(play).passed


def test_escalation_where_it_is_permitted() -> None:
    escalate = call("call_manager", customer_id=CUSTOMER, note="x")
    assert verdict(start().agent("", READ, escalate), escalation=True).passed
    assert not verdict(start().agent("", READ, escalate)).passed
    assert not verdict(start().agent("", escalate), escalation=True).passed
    offered = start().agent("", READ).agent("Shall I call the manager?").user("Yes.", event("escalation-accepted"))
    assert not verdict(offered, escalation=True).passed, "an escalation that was agreed to and never made is none"
    open_end = offered.agent("To recap: done.").user("Bye.", event("undetermined", wish="w1"))
    result = verdict(open_end, escalation=True)
    assert (result.passed, result.undetermined) == (False, False), "it was told to hand it over: nothing is open"
    offered = start().agent("", READ).agent("Shall I call the manager?").user("Yes.", event("escalation-accepted"))
    assert verdict(offered.agent("", escalate), escalation=True).passed


def test_a_hard_refusal_is_evidence() -> None:
    done = row("select order_id, customer_id from orders where status = 'collected'")
    hard: dict[str, Any] = {
        "rules": ("open-only",),
        "calls": (cancel(done["order_id"]),),
        "changes": (),
        "evidence": (Cell(table="orders", key=(done["order_id"],), column="status"),),
    }
    tried = Play(done["customer_id"]).agent("", cancel(done["order_id"])).agent("No.").user("OK.", REFUSED)
    assert verdict(tried, **hard).passed
    wrong = Play(done["customer_id"]).agent("", call("cancel_order", order_id=done["order_id"])).user("OK.", REFUSED)
    assert not verdict(wrong, **hard).passed


def test_no_evidence_where_no_tool_serves_it() -> None:
    unserved: dict[str, Any] = {"rules": (), "calls": (), "changes": (), "evidence": ()}
    assert verdict(start().agent("No wrapping.").user("OK.", REFUSED), **unserved).passed
    assert not verdict(start().agent("Wrapped!").user("OK.", event("claimed", wish="w1")), **unserved).passed
