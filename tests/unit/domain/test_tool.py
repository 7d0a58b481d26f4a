"""Tools: schema from signature and docstring, arguments checked in words that a model can use."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest

from pytest_t2t.domain.tool import Tool, ToolError, tool, writes
from pytest_t2t.domain.types import Free, Ref, Secret
from tests.kiosk import domain

Title = Annotated[str, Free("title")]


@tool(writes, together=("title", "copies"))
def register(
    db: Any,
    customer_id: Annotated[str, Ref("customers.customer_id")],
    title: list[Title],
    copies: list[int],
    format: Literal["paper", "audio"] = "paper",  # noqa: A002
    note: Annotated[str, Secret("note")] | None = None,
) -> str:
    """Register titles.

    All of them at once.

    Args:
      customer_id: Whose.
      title: What: the full titles.
    """
    return f"{customer_id} {title} {copies} {format} {note}"


def test_schema_comes_from_signature_and_docstring() -> None:
    schema = register.schema
    assert schema["name"] == "register"
    assert schema["description"] == "Register titles.\n\nAll of them at once."
    parameters = schema["parameters"]
    assert parameters["required"] == ["customer_id", "title", "copies"]
    assert parameters["additionalProperties"] is False
    assert parameters["properties"]["customer_id"] == {"type": "string", "description": "Whose."}
    assert parameters["properties"]["title"] == {
        "type": "array",
        "items": {"type": "string"},
        "description": "What: the full titles.",
    }
    assert parameters["properties"]["format"]["enum"] == ["paper", "audio"]
    assert parameters["properties"]["format"]["default"] == "paper"


def test_parameters_carry_their_meaning() -> None:
    customer, title, copies, form, note = register.parameters
    assert (customer.meaning, customer.many, customer.required) == (Ref("customers.customer_id"), False, True)
    assert (title.meaning, title.many) == (Free("title"), True)
    assert (copies.meaning, copies.many) == (None, True)
    assert (form.choices, form.default, form.required) == (("paper", "audio"), "paper", False)
    assert note.meaning == Secret("note")


def test_defaults_are_filled_in() -> None:
    valid = register.validate({"customer_id": "C", "title": ["x"], "copies": ["2"]})
    assert valid == {"customer_id": "C", "title": ["x"], "copies": [2], "format": "paper", "note": None}
    assert register.call(None, valid) == "C ['x'] [2] paper None"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "customer_id: Field required"),
        ({"customer_id": "C", "title": "x", "copies": [1]}, "title: Input should be a valid list"),
        (
            {"customer_id": "C", "title": [], "copies": [], "format": "vinyl"},
            "format: Input should be 'paper' or 'audio'",
        ),
        ({"customer_id": "C", "title": [], "copies": [], "titel": 1}, "titel: Extra inputs are not permitted"),
    ],
)
def test_bad_arguments_are_refused_in_words(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ToolError, match=message):
        register.validate(arguments)


def test_what_customers_wish_for() -> None:
    wished = {name for name, one in domain().tools.items() if one.wished}
    assert wished == {"cancel_order", "change_payment", "place_order", "set_postcode"}


def test_every_schema_of_a_domain_is_plain() -> None:
    for one in domain().tools.values():
        assert isinstance(one, Tool)
        assert "title" not in str(one.schema["parameters"])
        assert one.schema["parameters"]["type"] == "object"
