"""A planned write as a title with fields.

Planned -> Sheet
"""

from __future__ import annotations

from pytest_t2t.agents.fields import sheet
from pytest_t2t.records.task import Planned
from pytest_t2t.records.trajectory import Call


def planned(propose: str, **arguments: object) -> Planned:
    return Planned(
        call=Call.model_validate({"tool": "change_item", "arguments": arguments}), propose=propose, done="Done."
    )


def test_values_are_told_in_the_words_that_propose_them() -> None:
    shown = sheet(
        planned("change the mug (blue, item I1) of order #W2 (mug, lamp)", item_id="I1", order_id="W2", note="n")
    )
    assert shown.title == "Change item"
    assert shown.fields == (("Item", "mug (blue, item I1)"), ("Order", "#W2 (mug, lamp)"), ("Note", "n"))


def test_what_something_new_takes_the_place_of_is_current() -> None:
    shown = sheet(planned("change the mug (item I1) to the mug (V2)", item_id="I1", new_variant_id="V2"))
    assert [name for name, _ in shown.fields] == ["Current item", "New variant"]


def test_amounts_are_told_in_money() -> None:
    assert sheet(planned("send $1,150.00 or $40", amount=115000)).fields == (("Amount", "$1,150.00"),)
    assert sheet(planned("send $40", amount={"currency": "USD", "minor": 4000})).fields == (("Amount", "USD, $40"),)
