"""What an answer costs: by the price list, or unknown, which is not 0."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pytest_t2t.models.prices import cost_usd, is_priced
from pytest_t2t.records.message import Usage

MILLION = Usage(input_tokens=1_000_000)


@pytest.mark.parametrize(
    ("provider", "address", "model"),
    [
        ("openai", "", "gpt-4o"),
        ("openai-responses", "", "gpt-4o"),
        ("anthropic", "", "claude-sonnet-4-5"),
        ("openai", "https://openrouter.ai/api/v1", "anthropic/claude-sonnet-4"),
        ("openai", "https://mine.openai.azure.com/openai/v1/", "gpt-4o"),
    ],
)
def test_models_with_a_price(provider: str, address: str, model: str) -> None:
    assert is_priced(provider, address, model)
    cost = cost_usd(provider, address, model, MILLION)
    assert cost is not None
    assert 0.1 < cost < 100


@pytest.mark.parametrize(
    ("provider", "address", "model"),
    [
        ("openai", "", "no-such-model"),
        ("openai", "http://127.0.0.1:8000/v1", "gpt-4o"),
        ("openai", "http://localhost:11434/v1", "llama3"),
        ("openai", "http://gpu-box:8000/v1", "gpt-4o"),
        ("some-provider", "", "gpt-4o"),
        ("openai", "", ""),
    ],
)
def test_models_without_one(provider: str, address: str, model: str) -> None:
    assert cost_usd(provider, address, model, MILLION) is None


def test_what_comes_from_the_cache_is_cheaper_and_writing_to_it_dearer() -> None:
    def cost(**usage: int) -> float:
        found = cost_usd("anthropic", "", "claude-sonnet-4-5", Usage(input_tokens=1_000, **usage))
        assert found is not None
        return found

    assert cost(cached_tokens=900) < cost() < cost(cache_write_tokens=900)


def test_output_counts() -> None:
    more = Usage(input_tokens=1_000, output_tokens=1_000)
    assert (cost_usd("openai", "", "gpt-4o", more) or 0) > (
        cost_usd("openai", "", "gpt-4o", Usage(input_tokens=1_000)) or 0
    )


def test_a_server_that_counts_nothing_has_no_known_cost() -> None:
    assert cost_usd("openai", "", "gpt-4o", Usage()) is None


def test_counts_that_contradict_each_other_are_no_crash() -> None:
    assert cost_usd("openai", "", "gpt-4o", Usage(input_tokens=5, cached_tokens=9, cache_write_tokens=3)) is not None


def test_the_list_is_loaded_when_there_is_something_to_pay() -> None:
    code = "import sys, pytest_t2t.agents.model; print('genai_prices' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
