"""What is proposed in blocks: titles, fields of the present state, tables; a plain yes holds for all of it.

a customer's pending order with one item -> proposals in the layouts of real models -> what the yes is for
"""

from __future__ import annotations

import pytest

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.users.asides import Asides
from tests import made
from tests.unit.users.test_several_wishes import about, change, filled, pay, say, shop, speed

_SPEED = "- Order: {order}\n- Current shipping: standard ($0.00)\n- New shipping: expedited"
_CHANGE = "- Order: {order}\n- Current item: {item}\n- New item: {version}"
_ASK = "Please confirm (yes/no) and I'll process this."

TITLES = ("{}:", "**{}:**", "**{}**:", "1. **{}:**", "### {}", "For the {}:", "{}", "1) {}", "| {} | |")


@pytest.mark.parametrize("title", TITLES)
def test_a_yes_is_for_each_block_whatever_its_title_looks_like(title: str) -> None:
    blocks = f"{title.format('Change shipping speed')}\n{_SPEED}\n\n{title.format('Change item')}\n{_CHANGE}"
    said = say(filled(f"Here's a summary:\n\n{blocks}\n\n{_ASK}"), speed(), change(), pay())
    assert about(said, "affirmed") == {"speed", "change"}, said
    assert not about(said, "denied")


@pytest.mark.parametrize("title", TITLES)
def test_one_wrong_block_is_answered_with_no(title: str) -> None:
    wrong = _SPEED.replace("New shipping: expedited", "New shipping: express")
    blocks = f"{title.format('Change shipping speed')}\n{wrong}\n\n{title.format('Change item')}\n{_CHANGE}"
    said = say(filled(f"Here's a summary:\n\n{blocks}\n\n{_ASK}"), speed(), change(), pay())
    assert about(said, "denied") == {"speed"}
    assert not about(said, "affirmed")


LAYOUTS = {
    "Change item — order: {order}; current item: {item}; new item: {version}": {"change"},
    "Change item in {order}: {item} → {version}": {"change"},
    "**{order}**\n- Action: change the shipping speed\n- New shipping: expedited": {"speed"},
    "Let me make sure I've got this right: you'd like {order} switched to expedited shipping": {"speed"},
    "I'd upgrade {order} to expedited shipping. I'd also change {item} to {version}": {"speed", "change"},
    "**Payment**\n- Order: {order}\n- New payment method: card ending in {ending} (current balance $12.00)": {"pay"},
}


@pytest.mark.parametrize("text", LAYOUTS)
def test_a_yes_is_for_all_that_a_layout_proposes(text: str) -> None:
    said = say(filled(f"{text}.\n\nShall I proceed?"), speed(), change(), pay())
    assert about(said, "affirmed") == LAYOUTS[text], said
    assert not about(said, "denied")


def test_what_a_yes_leaves_out_is_said_aloud() -> None:
    text = "Change shipping speed:\n- Order: {order}\n- New shipping: expedited\n\nChange item:\n- Fee: none\n\nShall I proceed?"
    said = say(filled(text), speed(), change())
    assert about(said, "affirmed") == {"speed"}
    assert "only" in said.text
    assert change().text in said.text


def test_a_row_named_is_no_yes_to_a_request_to_proceed() -> None:
    said = say(filled("That's {order}, right? Shall I go ahead?"), speed(), change())
    assert not about(said, "affirmed")
    assert not said.text.startswith(("Yes", "Exactly"))


def test_a_field_of_the_present_state_names_what_it_is_about() -> None:
    asides = Asides(made.world().domain)
    found = asides.field("Current item", 0, 20)
    assert found is not None
    assert found.kinds == {"order_items"}
    assert asides.field("New item", 0, 20) is None
    total = asides.field("Items in this order", 0, 20)
    assert total is not None
    assert not total.kinds


def test_short_values_in_brackets_belong_to_the_name_before_them() -> None:
    with made.world().open() as environment:
        name, size, color, key = environment.db.tuples(
            "select lower(p.name), s.value, c.value, variant_id from variants join products p using (product_id)"
            " join variant_options s using (variant_id) join variant_options c using (variant_id)"
            " where length(s.value) < 3 and c.name = 'color' and s.name <> 'color' order by variant_id limit 1"
        )[0]
    words = lexicon(made.world(), shop().customer)
    for text in (f"{name} ({color}, {size})", f"{name} ({size}, {color})"):
        assert [one.values for one in words.mentions(text) if one.kind == "variants"] == [{key}]
    (without,) = (one for one in words.mentions(f"{name} ({color}) and {size} more") if one.kind == "variants")
    assert len(without.values) > 1
