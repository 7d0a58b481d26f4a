"""Laws of the state: reads change nothing, rollback restores, canonical forms are equal exactly for equal states."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.world import content_digest
from pytest_t2t.records.trajectory import Call, Changes, RowChange
from tests.kiosk import FIRST, SECOND, call, cancel, payments, world

PRODUCTS = [f"P{number:02}" for number in range(1, 10)]


@cache
def customers() -> list[str]:
    with world().open() as environment:
        return [key for (key,) in environment.db.tuples("select customer_id from customers order by 1")]


@cache
def orders() -> list[str]:
    with world().open() as environment:
        return [key for (key,) in environment.db.tuples("select order_id from orders order by 1")]


REASONS = st.sampled_from(["changed plans", "found elsewhere"])
OPEN = st.sampled_from([FIRST, SECOND])
PLACE = st.builds(
    lambda goods, pay: call("place_order", customer_id="CU0001", product_ids=goods, payment_id=payments()[pay]),
    st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=3, unique=True),
    st.integers(0, 1),
)
TICKET = st.just(call("call_manager", customer_id="CU0001", note="x"))
CANCEL = st.builds(cancel, OPEN, REASONS)
POSTCODE = st.builds(
    lambda code: call("set_postcode", customer_id="CU0001", postcode=f"{code:05}"), st.integers(0, 99999)
)
WRITES = st.lists(st.one_of(PLACE, TICKET, CANCEL, POSTCODE), max_size=6)
READS = st.lists(
    st.one_of(
        st.builds(lambda key: call("get_order", order_id=key), st.sampled_from(orders())),
        st.builds(lambda key: call("get_customer", customer_id=key), st.sampled_from(customers())),
        st.just(call("list_products")),
        st.builds(lambda key: call("get_order", order_id=key), st.text(max_size=8)),
    ),
    max_size=6,
)


def made(calls: list[Call]) -> Changes:
    with world().open() as environment:
        for one in calls:
            environment.call(one.tool, one.arguments)
        return environment.changes()


@given(READS, WRITES)
def test_reads_change_nothing(reads: list[Call], writes: list[Call]) -> None:
    with world().open() as environment:
        for one in writes:
            environment.call(one.tool, one.arguments)
        before = content_digest(environment.connection, world().tables), environment.changes()
        for one in reads:
            assert environment.call(one.tool, one.arguments).changes == ()
        assert (content_digest(environment.connection, world().tables), environment.changes()) == before


@given(WRITES)
def test_rollback_restores_the_digest(writes: list[Call]) -> None:
    with world().open() as environment:
        connection = environment.connection
        for one in writes:
            environment.call(one.tool, one.arguments)
    assert content_digest(connection, world().tables) == world().ref.digest


@given(WRITES)
def test_equal_calls_make_equal_changes(writes: list[Call]) -> None:
    assert made(writes) == made(writes)


def renamed(changes: Changes, names: dict[str, str]) -> Changes:
    def swap(value: Any) -> Any:
        return names.get(value, value) if isinstance(value, str) else value

    return tuple(
        RowChange(
            table=one.table,
            op=one.op,
            key=tuple(map(swap, one.key)),
            values={k: swap(v) for k, v in one.values.items()},
        )
        for one in changes
    )


def fresh_ids(changes: Changes) -> list[str]:
    return sorted({str(one.key[0]) for one in changes if one.op == "insert" and one.table != "order_lines"})


@given(st.lists(st.one_of(PLACE, TICKET, CANCEL), max_size=6), st.randoms(use_true_random=False))
def test_canonical_does_not_see_the_ids_that_were_made(writes: list[Call], random: Any) -> None:
    changes = made(writes)
    ids = fresh_ids(changes)
    others = [f"x{number}" for number in range(len(ids))]
    random.shuffle(others)
    moved = list(renamed(changes, dict(zip(ids, others, strict=True))))
    random.shuffle(moved)
    assert canonical(moved, world().tables) == canonical(changes, world().tables)


@given(
    st.lists(st.one_of(PLACE, TICKET, st.just(cancel(FIRST)), st.just(cancel(SECOND))), max_size=6),
    st.randoms(use_true_random=False),
)
def test_canonical_does_not_see_the_order_of_independent_writes(writes: list[Call], random: Any) -> None:
    shuffled = list(writes)
    random.shuffle(shuffled)
    assert canonical(made(shuffled), world().tables) == canonical(made(writes), world().tables)


@given(st.lists(st.one_of(PLACE, CANCEL, POSTCODE), min_size=1, max_size=4), st.data())
def test_canonical_sees_every_compared_value(writes: list[Call], data: st.DataObject) -> None:
    tables = world().tables
    changes = made(writes)
    spots = [
        (place, name)
        for place, one in enumerate(changes)
        for name in one.values
        if tables[one.table].kinds[name] == "exact" and name not in tables[one.table].key
    ]
    if not spots:
        return
    place, name = data.draw(st.sampled_from(spots))
    one = changes[place]
    other = one.model_copy(update={"values": one.values | {name: f"not {one.values[name]}"}})
    assert canonical([*changes[:place], other, *changes[place + 1 :]], tables) != canonical(changes, tables)


@given(WRITES)
@settings(max_examples=50)
def test_canonical_is_stable(writes: list[Call]) -> None:
    once = canonical(made(writes), world().tables)
    assert canonical(once, world().tables) == once
    assert tuple(RowChange.model_validate_json(one.to_json()) for one in once) == once
