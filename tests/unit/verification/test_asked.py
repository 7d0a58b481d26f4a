"""`asked`: no write before it was settled what the user meant."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Completion, Slot, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.checks.asked import CHECK
from tests.kiosk import ADA, FIRST, SECOND, Play, call, cancel, event, payments, task, world, yes

POSTCODE = call("set_postcode", customer_id=ADA, postcode="10001")


def completion(order: str, *more: Call) -> Completion:
    return Completion(values={"w1.order_id": order}, calls=(cancel(order), *more))


TASK = task("ambiguous", completions=(completion(FIRST, POSTCODE), completion(SECOND, POSTCODE)))


def verdict(play: Play, checked: Any = TASK) -> CheckResult:
    return CHECK(checked, play.end(), world())


def narrowed(*orders: str) -> Event:
    return event("narrowed", wish="w1", param="order_id", values=orders)


def denied(*orders: str) -> Event:
    return event("denied", wish="w1", param="order_id", values=orders)


@pytest.mark.parametrize(
    "heard",
    [
        narrowed(FIRST),
        yes(cancel(FIRST)),
        denied(SECOND),
        event("affirmed", wish="w1", tool="cancel_order", named={"order_id": FIRST}),
    ],
)
def test_asking_proposing_and_eliminating_settle_it(heard: Event) -> None:
    assert verdict(Play().user("...", heard).agent("", cancel(FIRST))).passed


def test_what_all_readings_share_may_be_done_at_once() -> None:
    assert verdict(Play().agent("", POSTCODE).user("The first.", narrowed(FIRST)).agent("", cancel(FIRST))).passed


def test_guessing_right_is_no_asking() -> None:
    result = verdict(Play().agent("", cancel(FIRST)).user("The first.", narrowed(FIRST)))
    assert not result.passed
    assert (
        "while it was still open what the user meant: w1.order_id = 'K00010'; or w1.order_id = 'K00011'" in result.why
    )


def test_a_bare_yes_rules_out_nothing() -> None:
    bare = event("affirmed", wish="w1", tool="cancel_order", named={"reason": "changed plans"})
    assert not verdict(Play().user("Yes.", bare).agent("", cancel(FIRST))).passed


def test_an_answer_that_leaves_both_settles_nothing() -> None:
    assert not verdict(Play().user("One of these.", narrowed(FIRST, SECOND)).agent("", cancel(FIRST))).passed


def test_an_answer_that_comes_in_the_same_turn_is_too_late() -> None:
    play = Play().agent("Which one do you mean?", cancel(FIRST)).user("The first.", narrowed(FIRST))
    assert not verdict(play).passed


def test_the_wrong_one_after_all_is_settled() -> None:
    result = verdict(Play().user("The first.", narrowed(FIRST)).agent("", cancel(SECOND)))
    assert "nothing that the user could have meant by then asks for it" in result.why


def test_a_refused_write_is_none() -> None:
    assert verdict(
        Play().agent("", cancel("nothing")).user("The first.", narrowed(FIRST)).agent("", cancel(FIRST))
    ).passed


def test_reads_and_escalation_are_no_matter_of_asking() -> None:
    read, escalate = call("get_order", order_id=SECOND), call("call_manager", customer_id=ADA, note="x")
    assert verdict(Play().agent("", read, escalate)).passed


def test_an_answer_about_another_wish_settles_nothing() -> None:
    other = event("narrowed", wish="w2", param="order_id", values=(FIRST,))
    assert not verdict(Play().user("...", other).agent("", cancel(FIRST))).passed


def order_for(*products: str) -> Call:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=payments()[0])


def goods(*products: str) -> Completion:
    return Completion(values={"w1.product_ids": list(products)}, calls=(order_for(*products),))


LISTS = task("ambiguous", completions=(goods("P01", "P02"), goods("P01", "P03")))


@pytest.mark.parametrize(
    ("writes", "settled", "fine"),
    [
        ([order_for("P02", "P01")], ["P01", "P02"], True),
        ([order_for("P01"), order_for("P02")], ["P01", "P02"], True),
        ([order_for("P01")], [], True),
        ([order_for("P02")], [], False),
        ([order_for("P01", "P03")], ["P01", "P02"], False),
        ([order_for("P01", "P02", "P03")], ["P01", "P02"], False),
    ],
)
def test_lists_may_be_split_and_reordered(writes: list[Call], settled: list[str], fine: bool) -> None:
    answer = [event("narrowed", wish="w1", param="product_ids", values=tuple(settled))] if settled else []
    assert verdict(Play().user("...", *answer).agent("", *writes), LISTS).passed is fine


def test_calls_of_one_reading_may_be_merged() -> None:
    two = tuple(
        Completion(values={"w1.order_id": order}, calls=(cancel(order), order_for("P01"), order_for("P02")))
        for order in (FIRST, SECOND)
    )
    both = task("ambiguous", completions=two)
    assert verdict(Play().agent("", order_for("P01", "P02")), both).passed
    assert not verdict(Play().agent("", order_for("P01", "P03")), both).passed
    assert not verdict(Play().agent("", cancel(FIRST)), both).passed


def test_what_the_customer_does_not_care_about_is_settled() -> None:
    card, other = payments()[:2]
    wish = Wish(
        id="w2",
        tool="place_order",
        text="An espresso, please.",
        slots={"payment_id": Slot(values=(card, other), text="my card or my voucher")},
    )
    two = tuple(
        Completion(values={"w1.order_id": order}, calls=(cancel(order), order_for("P01"))) for order in (FIRST, SECOND)
    )
    either = task("ambiguous", completions=two, user={"wishes": (wish,)})
    strict = task("ambiguous", completions=two)
    for payment in (card, other):
        paid = call("place_order", **order_for("P01").arguments | {"payment_id": payment})
        assert verdict(Play().agent("", paid), either).passed
        assert verdict(Play().agent("", paid), strict).passed is (payment == card)
