"""List arguments may be split and merged; whether that matters to a customer is seen from the two end states."""

from __future__ import annotations

from pytest_t2t.domain.cutting import merged, same_to_customer, split
from pytest_t2t.records.trajectory import Call
from tests.kiosk import ADA, FIRST, call, cancel, domain, payments, reached, world

PAID, OTHERWISE = payments()[:2]


def place(*products: str, paid: str = PAID) -> Call:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=paid)


def test_a_list_is_cut_into_single_values() -> None:
    assert split(domain(), [cancel(FIRST), place("P01", "P02")]) == (cancel(FIRST), place("P01"), place("P02"))


def test_calls_on_the_same_target_become_one_at_the_place_of_the_first() -> None:
    assert merged(domain(), [place("P01"), cancel(FIRST), place("P02", "P03")]) == (
        place("P01", "P02", "P03"),
        cancel(FIRST),
    )


def test_calls_that_differ_elsewhere_stay_apart() -> None:
    apart = (place("P01"), place("P02", paid=OTHERWISE))
    assert merged(domain(), apart) == apart
    twice = (cancel(FIRST), cancel(FIRST))
    assert merged(domain(), twice) == twice


def test_split_and_merged_undo_each_other() -> None:
    assert merged(domain(), split(domain(), [place("P01", "P02", "P03")])) == (place("P01", "P02", "P03"),)


def test_fewer_rows_with_the_same_totals_are_the_same_to_a_customer() -> None:
    one, two = reached(place("P01", "P02")), reached(place("P01"), place("P02"))
    assert one != two
    assert same_to_customer(one, two, world().tables)


def test_other_totals_another_payer_or_another_row_are_not() -> None:
    base = reached(place("P01"), place("P02"))
    for other in (
        reached(place("P01")),
        reached(place("P01"), place("P03")),
        reached(place("P01"), place("P02", paid=OTHERWISE)),
        reached(place("P01"), place("P02"), cancel(FIRST)),
    ):
        assert not same_to_customer(base, other, world().tables)
