"""Sums that an agent wants calculated, whatever it writes."""

from __future__ import annotations

import pytest

from pytest_t2t.domain.arithmetic import calculated
from pytest_t2t.domain.tool import ToolError


@pytest.mark.parametrize(
    ("expression", "value"), [("8900 + 1200 - 3495", 6605), ("-(2 + 3) * 4", -20), ("7 / 2", 3.5), (" 1200 ", 1200)]
)
def test_sums(expression: str, value: float) -> None:
    assert calculated(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "2 ** 99",
        "().__class__",
        "1 / 0",
        "a + 1",
        "True + 1",
        "(" * 150,
        "",
        "1e999",
        "9" * 199 + "e300",
        "$5",
        "1,200.50",
    ],
)
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(ToolError, match="can be calculated"):
        calculated(expression)
