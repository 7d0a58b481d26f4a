"""Every distinct permitted end state is listed: all orders, all accepted splits and merges, whatever is alike."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.rule import Talk
from pytest_t2t.domain.world import World
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis import goals
from pytest_t2t.synthesis.goals import outcomes, play
from pytest_t2t.synthesis.protocol import NotApplicable
from tests.kiosk import ADA, FIRST, SECOND, call, cancel, event, payments, reached, world

PAID, OTHERWISE = payments()[:2]


def place(*products: str, paid: str = PAID) -> Call:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=paid)


def states(*calls: Call) -> list[object]:
    return [outcome.changes for outcome in outcomes(world(), ADA, calls)]


def test_independent_writes_have_one_end_state() -> None:
    assert states(cancel(FIRST), cancel(SECOND)) == [reached(cancel(FIRST), cancel(SECOND))]


def test_a_split_list_that_is_accepted_is_listed() -> None:
    assert states(place("P01", "P02")) == [reached(place("P01", "P02")), reached(place("P01"), place("P02"))]


def test_two_calls_that_can_be_merged_are_listed_merged_too() -> None:
    assert states(place("P01"), place("P02")) == [reached(place("P01"), place("P02")), reached(place("P01", "P02"))]


def test_a_cut_that_a_tool_refuses_is_no_end_state_and_no_fault() -> None:
    assert states(place("P01"), place("P01")) == [reached(place("P01"), place("P01"))]


def test_orders_that_differ_in_what_a_customer_cares_about_make_no_task() -> None:
    """Who pays in the end is the last word's."""
    own = {PAID, OTHERWISE, *payments()}
    other = [one for one in sorted(own) if play(world(), ADA, [_pay(one)]).permitted]
    assert len(other) == 2
    with pytest.raises(NotApplicable, match="matters to the customer"):
        outcomes(world(), ADA, [_pay(other[0]), _pay(other[1])])


def _pay(payment: str) -> Call:
    return call("change_payment", order_id=FIRST, payment_id=payment)


def test_cuts_that_differ_in_what_a_customer_cares_about_make_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """A split that charges otherwise: the customer would have to say which."""

    def dearer(here: World, customer: object, calls: object) -> goals.Played:
        wanted: tuple[Call, ...] = tuple(calls)  # type: ignore[arg-type]
        extra = (place("P03"),) if len(wanted) == 2 else ()
        return play(here, customer, [*wanted, *extra])  # type: ignore[arg-type]

    monkeypatch.setattr(goals, "play", dearer)
    with pytest.raises(NotApplicable, match="cut, matters to the customer"):
        outcomes(world(), ADA, [place("P01", "P02")])


@pytest.mark.parametrize(
    ("agreed", "made", "fine"),
    [
        ([["P01"], ["P02"]], ["P01", "P02"], True),
        ([["P01"], ["P02"]], ["P02"], True),
        ([["P01", "P02"]], ["P01"], True),
        ([["P01"]], ["P01", "P02"], False),
        ([["P01"], ["P02"]], ["P01", "P03"], False),
    ],
)
def test_what_was_agreed_to_one_by_one_may_be_done_in_one_call(
    agreed: list[list[str]], made: list[str], *, fine: bool
) -> None:
    talk = Talk(customer=ADA)
    for products in agreed:
        talk.hear(event("affirmed", tool="place_order", named={"product_ids": products, "payment_id": PAID}))
    assert talk.consented("place_order", place(*made).arguments) is fine
    assert not talk.consented("place_order", place(*made, paid=OTHERWISE).arguments)
