"""`state`: nothing missing, nothing extra, whatever the order and the ids."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.domain.changes import canonical
from pytest_t2t.records.task import Outcome, Prefix
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.checks.state import CHECK
from tests.kiosk import ADA, FIRST, SECOND, Play, call, cancel, event, payments, reached, task, world


def asked(checked: Any, episode: Any) -> CheckResult:
    return CHECK(checked, episode, world())


def place(*products: str) -> Any:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=payments()[0])


def test_the_expected_end_state_passes() -> None:
    assert asked(task(), Play().agrees(cancel(FIRST)).end()).passed


def test_any_of_the_expected_end_states_passes() -> None:
    either = task(expected=(Outcome(changes=reached(cancel(FIRST))), Outcome(changes=reached(cancel(SECOND)))))
    assert asked(either, Play().agrees(cancel(SECOND)).end()).passed


def test_the_order_of_writes_and_their_ids_are_free() -> None:
    both = task(expected=(Outcome(changes=reached(place("P01"), cancel(FIRST), place("P02"))),))
    assert asked(both, Play().agrees(place("P02"), place("P01"), cancel(FIRST)).end()).passed


def test_nothing_done() -> None:
    result = asked(task(), Play().end())
    assert result.why == f"orders {FIRST} was not changed as wanted: it was left as it was. 1 more row change differs."
    assert result.diff[0] == f"- orders {FIRST}: status = 'cancelled', reason = 'changed plans'"


def test_another_value_than_wanted() -> None:
    result = asked(task(), Play().agrees(cancel(FIRST, "found elsewhere")).end())
    assert not result.passed
    expected = "reason should be 'changed plans' and is 'found elsewhere'"
    assert result.why == f"orders {FIRST} was not changed as wanted: {expected}."
    assert [line[0] for line in result.diff] == ["-", "+"]


def test_one_write_too_many() -> None:
    extra = call("set_postcode", customer_id=ADA, postcode="10001")
    result = asked(task(), Play().agrees(cancel(FIRST), extra).end())
    assert result.why == f"customers {ADA} was changed, which nobody asked for."
    assert result.diff == (f"+ customers {ADA}: postcode = '10001'",)


def test_a_row_made_that_nobody_asked_for() -> None:
    result = asked(task(), Play().agrees(cancel(FIRST), call("call_manager", customer_id=ADA, note="x")).end())
    assert result.why == "A row of tickets was made that nobody asked for."


def test_a_row_that_was_not_made() -> None:
    result = asked(task(expected=(Outcome(changes=reached(place("P01"))),)), Play().end())
    assert "A row of order_lines that was wanted was not made." in result.why


def test_the_nearest_expected_end_state_is_explained() -> None:
    one = Outcome(changes=reached(cancel(FIRST), cancel(SECOND)))
    other = Outcome(changes=reached(cancel(FIRST), place("P01")))
    paid_otherwise = call("place_order", customer_id=ADA, product_ids=["P01"], payment_id=payments()[1])
    result = asked(task(expected=(one, other)), Play().agrees(cancel(FIRST), paid_otherwise).end())
    assert not any(SECOND in line for line in result.diff)


def changing(**prefix: Any) -> Any:
    return task("changing", expected=(Outcome(changes=reached(cancel(SECOND))),), **prefix)


def test_changing_without_a_change_never_got_there() -> None:
    result = asked(changing(), Play().agrees(cancel(SECOND)).end())
    assert "never got as far as the change" in result.why


def test_changing_before_anything_was_written() -> None:
    play = Play().user("No, the other one.", event("changed")).agrees(cancel(SECOND))
    assert asked(changing(), play.end()).passed


def committed_first() -> Play:
    return Play().agrees(cancel(FIRST)).user("Oh, the other one.", event("changed"))


def test_changing_after_a_write_has_its_own_end_state() -> None:
    prefix = Prefix(
        committed=reached(cancel(FIRST)), expected=(Outcome(changes=reached(cancel(FIRST), cancel(SECOND))),)
    )
    known = changing(prefixes=(prefix,))
    assert asked(known, committed_first().agrees(cancel(SECOND)).end()).passed
    assert not asked(known, committed_first().end()).passed


def test_changing_after_a_write_that_was_no_part_of_the_first_goal() -> None:
    result = asked(changing(), committed_first().agrees(cancel(SECOND)).end())
    assert result.why == "What was written before the change of mind was no part of the first request."
    assert result.diff[0].startswith(f"+ orders {FIRST}")


@pytest.mark.parametrize("undo", [True, False])
def test_undone_is_as_good_as_not_done(undo: bool) -> None:
    old, new = payments()[:2]
    if reached(call("change_payment", order_id=FIRST, payment_id=new)) == ():
        old, new = new, old
    pay, back = (call("change_payment", order_id=FIRST, payment_id=one) for one in (new, old))
    episode = Play().agrees(pay, *([back] if undo else []), cancel(FIRST)).end()
    assert asked(task(), episode).passed is undo
    assert canonical(episode.changes, world().tables)
