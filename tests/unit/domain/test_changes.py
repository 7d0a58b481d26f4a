"""Canonical changes: equal for equal end states, different for others."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from pytest_t2t.domain.changes import TableShape, canonical, digest, nameless
from pytest_t2t.records.trajectory import Changes, RowChange
from tests.kiosk import ADA, FIRST, SECOND, call, cancel, payments, raw, reached, world


def place(*products: str, payment: int = 0) -> Any:
    return call("place_order", customer_id=ADA, product_ids=list(products), payment_id=payments()[payment])


def update(**values: Any) -> RowChange:
    return RowChange(table="orders", op="update", key=(FIRST,), values=values)


def test_raw_changes_hold_whole_new_rows_and_new_values() -> None:
    changes = {change.table: change for change in raw(cancel(FIRST))}
    assert changes["orders"] == update(status="cancelled", reason="changed plans")
    assert changes["refunds"].op == "insert"
    assert set(changes["refunds"].values) == {"refund_id", "order_id", "payment_id", "amount", "made_at"}
    assert "counters" not in changes


def test_made_ids_get_names_in_keys_and_references() -> None:
    changes = reached(place("P01"))
    order = next(change for change in changes if change.table == "orders")
    line = next(change for change in changes if change.table == "order_lines")
    assert order.key == ("@1",)
    assert order.values["order_id"] == "@1"
    assert line.key == ("@1", "P01")
    assert line.values["order_id"] == "@1"


def test_what_is_not_compared_is_left_out() -> None:
    tables = {change.table for change in reached(place("P01"))}
    assert tables == {"orders", "order_lines"}  # the stock of P01 is a running value
    refund = next(change for change in reached(cancel(FIRST)) if change.table == "refunds")
    assert "made_at" not in refund.values


def test_the_order_of_independent_writes_is_free() -> None:
    writes = [cancel(FIRST), cancel(SECOND), place("P01", "P02"), place("P03")]
    states = {digest(reached(*order)) for order in permutations(writes)}
    assert len(states) == 1


def test_equal_rows_made_twice() -> None:
    twice = [place("P01"), place("P01"), place("P02")]
    states = {digest(reached(*order)) for order in permutations(twice)}
    assert len(states) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cancel(FIRST), cancel(SECOND)),
        (cancel(FIRST), cancel(FIRST, "found elsewhere")),
        (place("P01"), place("P02")),
        (place("P01"), place("P01", payment=1)),
        (place("P01"), place("P01", "P02")),
    ],
)
def test_a_compared_value_makes_a_difference(one: Any, other: Any) -> None:
    assert reached(one) != reached(other)


def test_which_row_refers_to_which_makes_a_difference() -> None:
    together = reached(place("P01", "P02", payment=0), place("P03", payment=1))
    apart = reached(place("P01", payment=0), place("P03", "P02", payment=1))
    assert together != apart


def test_numbers_are_equal_as_numbers() -> None:
    tables = world().tables
    assert canonical([update(total=25)], tables) == canonical([update(total=25.00)], tables)
    assert canonical([update(total=25)], tables) != canonical([update(total=25.5)], tables)


def test_what_was_undone_is_no_change() -> None:
    first, second = payments()[:2]
    before = {change.values["payment_id"] for change in raw(call("change_payment", order_id=FIRST, payment_id=second))}
    assert before == {second}
    there_and_back = [call("change_payment", order_id=FIRST, payment_id=one) for one in (second, first)]
    assert raw(*there_and_back) == ()


def test_canonical_is_its_own_canonical_form() -> None:
    changes = reached(cancel(FIRST), place("P01"), place("P02"))
    assert canonical(changes, world().tables) == changes


def test_a_record_read_back_is_equal() -> None:
    changes = reached(cancel(FIRST), place("P01"))
    assert tuple(RowChange.model_validate_json(change.to_json()) for change in changes) == changes


def test_nameless_finds_one_writes_rows_in_another_changeset() -> None:
    tables = world().tables
    whole = raw(place("P02"), cancel(FIRST))
    wanted = {text for text, _ in nameless(reached(cancel(SECOND), cancel(FIRST)), tables)}
    found = [change.table for text, change in nameless(whole, tables) if text in wanted]
    assert found == ["orders", "refunds"]


def _linked(edges: list[tuple[int, int]], numbers: list[int]) -> tuple[Changes, dict[str, TableShape]]:
    """Rows of one table with a generated id that refer to each other: a graph."""
    shape = TableShape("nodes", ("id", "next"), ("id",), {"next": "nodes"})
    shape.kinds.update({"id": "generated id", "next": "reference"})
    shape.homes.update({"id": "nodes.id", "next": "nodes.id"})
    rows = (
        RowChange(
            table="nodes",
            op="insert",
            key=(f"n{numbers[a]}",),
            values={"id": f"n{numbers[a]}", "next": f"n{numbers[b]}"},
        )
        for a, b in edges
    )
    return tuple(rows), {"nodes": shape}


def test_symmetric_links_are_told_apart() -> None:
    six = [(n, (n + 1) % 6) for n in range(6)]
    twice_three = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]
    orders = [list(order) for order in list(permutations(range(6)))[::37]]
    one, other = ({digest(canonical(*_linked(edges, order))) for order in orders} for edges in (six, twice_three))
    assert (len(one), len(other)) == (1, 1)
    assert one != other
