"""The table that the formats draw: no hundred columns for a hundred trials."""

from __future__ import annotations

import pytest

from pytest_t2t.reporting.formats._table import table
from pytest_t2t.reporting.summary import Report, SummaryRow


def rows(trials: int) -> Report:
    row = SummaryRow(
        model="m", domain="d", intent="general", tasks=1, trials=trials, passed=trials, failed=0, errors=0,
        undetermined=0, doubtful=0, pass_rate=1.0, ci_low=0.9, ci_high=1.0,
        pass_hat={str(k): 1 / k for k in range(1, trials + 1)},
    )  # fmt: skip
    return Report((row,), (), 0)


@pytest.mark.parametrize(
    ("trials", "shown"),
    [
        (1, []),
        (2, [1, 2]),
        (3, [1, 2, 3]),
        (5, [1, 2, 3, 4, 5]),
        (8, [1, 2, 3, 4, 8]),
        (100, [1, 2, 3, 4, 8, 16, 32, 64, 100]),
    ],
)
def test_which_pass_k_are_shown(trials: int, shown: list[int]) -> None:
    head, (cells,) = table(rows(trials))
    assert [name for name in head if name.startswith("pass^")] == [f"pass^{k}" for k in shown]
    assert cells[len(head) - len(shown) :] == [f"{100 / k:.1f} %" for k in shown]
    assert len(cells) == len(head)
