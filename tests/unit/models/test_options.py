"""Options in a spec: typed, in bounds, and each mistake is one message with the nearest name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.errors import UsageError
from pytest_t2t.models import Connection, open_model
from pytest_t2t.models.choose import PROVIDERS
from pytest_t2t.models.options import split_spec

OURS = Connection("http://127.0.0.1:1/v1")


@pytest.mark.parametrize(
    ("spec", "options"),
    [
        ("openai:m", {}),
        ("openai:m?temperature=0&reasoning_effort=low", {"temperature": 0.0, "reasoning_effort": "low"}),
        ("gpt-4o?seed=7&parallel_tool_calls=false", {"seed": 7, "parallel_tool_calls": False}),
        ('openai:m?extra_body={"a": {"b": [1]}}', {"extra_body": {"a": {"b": [1]}}}),
        ("openai:m?prompt_cache_key=a%2Cb%26c", {"prompt_cache_key": "a,b&c"}),
        ("openai-responses:m?truncation=auto", {"truncation": "auto"}),
        ("claude-sonnet-4-5?max_tokens=100&cache=false", {"max_tokens": 100, "cache": False}),
        ("openai:m?base_url=http://h/v1&api_key_env=K&timeout=5&max_retries=0&seed=1", {"seed": 1}),
    ],
)
def test_options_become_values(spec: str, options: dict[str, Any]) -> None:
    assert open_model(spec, OURS).options == options


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("openai:m?temprature=0", "unknown option 'temprature': did you mean 'temperature'?"),
        ("claude-x?reasoning_efort=low", "unknown option 'reasoning_efort': "),
        ("openai:m?reasoning_effort=lo", "reasoning_effort is 'lo': did you mean 'low'?"),
        ("openai:m?temperature=hot", "temperature is 'hot'; it must be a number from 0 to 2."),
        ("openai:m?temperature=3", "temperature is '3'; it must be a number from 0 to 2."),
        ("openai:m?temperature=nan", "temperature is 'nan'; it must be a number from 0 to 2."),
        ("openai:m?temperature=", "temperature is ''; it must be a number from 0 to 2."),
        ("openai:m?seed=1.5", "seed is '1.5'; it must be a whole number."),
        ("openai:m?max_tokens=0", "max_tokens is '0'; it must be a whole number from 1 on."),
        ("openai:m?parallel_tool_calls=maybe", "parallel_tool_calls is 'maybe'; it must be true or false."),
        ("openai:m?service_tier=", "service_tier is ''; it must be a word."),
        ("openai:m?extra_body=[1]", "extra_body is '[1]'; it must be a JSON object."),
        ("openai:m?temperature", "options are written 'name=value' and joined by '&'"),
        ("openai:m?seed=1&seed=2", "the option 'seed' is there twice."),
        ("openai:m?base_url=nowhere", "base URL 'nowhere' is no address of a server"),
        ("anthropic:m?thinking=adaptive&thinking_budget=2000", "give thinking or thinking_budget, not both."),
        ("anthropic:m?thinking_budget=2000&temperature=0", "while it thinks it takes no temperature"),
        ("anthropic:m?thinking_budget=2000&max_tokens=2000", "max_tokens (2000) must be more than thinking_budget (2000)"),
        ("anthropic:m?temperature=1.5", "temperature is '1.5'; it must be a number from 0 to 1."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_message(spec: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_model(spec, OURS)
    assert said in str(raised.value)
    assert spec.partition("?")[0].removeprefix("anthropic:") in str(raised.value) or "base URL" in said


@pytest.mark.parametrize("name", ["o1", "o3-mini", "o4-mini"])
def test_openais_first_reasoning_models_take_no_temperature(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(UsageError, match=f"model '{name}' takes no temperature: leave the option out."):
        open_model(f"{name}?temperature=0", Connection())
    assert open_model(f"openai:{name}?temperature=0", OURS).options  # a server of the user's own may have another o3


def test_a_password_in_a_spec_is_refused_and_not_repeated() -> None:
    """A spec stands in node ids, episodes and reports."""
    with pytest.raises(UsageError, match="its base_url has a password or a key in it") as raised:
        open_model("openai:m?base_url=http://me:hunter2secret@host/v1", OURS)
    assert "hunter2" not in str(raised.value)


@given(st.text(max_size=30))
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        model, written = split_spec(text)
    except UsageError:
        return
    assert isinstance(written, dict)
    assert model == text.strip().partition("?")[0].strip()


@pytest.mark.parametrize("provider", PROVIDERS.names())
def test_every_option_of_every_provider_is_documented(provider: str) -> None:
    from pathlib import Path

    documented = (Path(__file__).parents[3] / "docs" / "models.md").read_text("utf-8")
    missing = [option.name for option in PROVIDERS.get(provider).options if f"`{option.name}`" not in documented]
    assert not missing
