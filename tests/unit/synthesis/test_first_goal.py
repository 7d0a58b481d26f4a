"""What may be written before a change of mind is said, and what is right then: each part of the first goal."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.synthesis.first_goal import prefixes, superseded
from pytest_t2t.synthesis.protocol import NotApplicable
from tests.kiosk import ADA, FIRST, SECOND, call, cancel, domain, payments, reached, row, world

OLD = str(row("select postcode from customers where customer_id = ?", ADA)["postcode"])


def postcode(value: str) -> Any:
    return call("set_postcode", customer_id=ADA, postcode=value)


def pay(order: str) -> Any:
    held = row("select payment_id from orders where order_id = ?", order)["payment_id"]
    return call("change_payment", order_id=order, payment_id=next(one for one in payments() if one != held))


@pytest.fixture
def no_yes_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that demands no explicit yes before these writes."""
    for tool in ("set_postcode", "change_payment", "cancel_order"):
        rules = tuple(rule for rule in domain().rules_of[tool] if not rule.consent)
        monkeypatch.setitem(domain().rules_of, tool, rules)


def test_where_a_yes_is_demanded_early_writes_are_a_breach_and_no_prefix() -> None:
    assert prefixes(world(), ADA, [postcode("10001"), pay(FIRST)], [pay(FIRST)]) == ()


@pytest.mark.usefixtures("no_yes_needed")
def test_every_part_that_may_be_written_has_its_end_state() -> None:
    dropped, kept, added = postcode("10001"), pay(FIRST), postcode("20002")
    found = prefixes(world(), ADA, [dropped, kept], [kept, added])
    assert [prefix.committed for prefix in found] == [reached(dropped), reached(kept), reached(dropped, kept)]
    assert all([one.changes for one in prefix.expected] == [reached(kept, added)] for prefix in found)


@pytest.mark.usefixtures("no_yes_needed")
def test_what_is_dropped_is_taken_back_by_its_inverse() -> None:
    (prefix,) = prefixes(world(), ADA, [postcode("10001")], [pay(FIRST)])
    assert [one.changes for one in prefix.expected] == [reached(pay(FIRST))]
    assert postcode(OLD).arguments["postcode"] == OLD


@pytest.mark.usefixtures("no_yes_needed")
def test_a_part_that_nothing_takes_back_makes_no_task() -> None:
    with pytest.raises(NotApplicable, match="can't be undone"):
        prefixes(world(), ADA, [cancel(FIRST)], [cancel(SECOND)])


def test_superseded_is_what_only_the_first_goal_does() -> None:
    rows = superseded(world(), ADA, [postcode("10001"), pay(FIRST)], [pay(FIRST)])
    assert {change.table for change in rows} == {"customers"}
    assert superseded(world(), ADA, [pay(FIRST)], [pay(FIRST), postcode("10001")]) == ()
