"""Tokens and cost in a line for each model: what is unknown is said to be, and never counted as 0."""

from __future__ import annotations

from typing import Any

from pytest_t2t.reporting.spending import spending
from tests.unit.reporting.test_texts import row


def bill(cost: float | None, tokens: int = 1_000, **more: Any) -> Any:
    counts = {"input_tokens": tokens, "cached_tokens": 0, "output_tokens": 10, **more.pop("counts", {})}
    return {**row(), "model": "gpt", "cost_usd": cost, "user_cost_usd": None, "counts": counts, **more}


def test_an_agent_without_tokens_has_no_line() -> None:
    assert spending([bill(None, counts={"input_tokens": 0, "output_tokens": 0})]) == []


def test_known_costs_are_added_up() -> None:
    assert spending([bill(0.5), bill(0.75)]) == [
        "gpt: 2,000 tokens in, 20 out in 2 episodes, $1.25 ($0.6250 an episode)."
    ]


def test_one_unknown_cost_makes_the_sum_unknown() -> None:
    (line,) = spending([bill(0.5), bill(None)])
    assert line == "gpt: 2,000 tokens in, 20 out in 2 episodes, cost unknown ($0.5000 for 1 of the episodes)."


def test_a_price_that_nobody_knows() -> None:
    assert spending([bill(None)]) == [
        "gpt: 1,000 tokens in, 10 out in 1 episode, cost unknown (no price is listed for it)."
    ]


def test_cached_tokens_are_named() -> None:
    (line,) = spending([bill(0.1, counts={"cached_tokens": 900})])
    assert "1,000 tokens in (900 of them from a cache)" in line


def test_models_in_the_customers_seat_have_a_line_of_their_own() -> None:
    with_user = bill(0.5, user_cost_usd=0.25, counts={"user_input_tokens": 70, "user_output_tokens": 7})
    assert (
        spending([with_user])[1]
        == "gpt, its customers: 70 tokens in, 7 out in 1 episode, $0.2500 ($0.2500 an episode)."
    )
