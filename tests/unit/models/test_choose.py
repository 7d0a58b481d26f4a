"""Which provider a name means."""

from __future__ import annotations

import pytest

from pytest_t2t.errors import UsageError
from pytest_t2t.models import Connection, Model, Provider, is_model, open_model
from pytest_t2t.models.choose import PROVIDERS

OURS = Connection("http://127.0.0.1:1/v1")


@pytest.mark.parametrize(
    ("spec", "provider", "name"),
    [
        ("openai:smollm2", "openai", "smollm2"),
        ("openai:org/model:free", "openai", "org/model:free"),
        ("gpt-4o", "openai", "gpt-4o"),
        ("chatgpt-4o-latest", "openai", "chatgpt-4o-latest"),
        ("o1", "openai", "o1"),
        ("o3-mini", "openai", "o3-mini"),
        ("o4-mini", "openai", "o4-mini"),
        ("anthropic:claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5"),
        ("claude-3-7-sonnet", "anthropic", "claude-3-7-sonnet"),
        ("gpt-4o?temperature=0", "openai", "gpt-4o"),
    ],
)
def test_names_of_models(spec: str, provider: str, name: str) -> None:
    assert is_model(spec)
    model = open_model(spec, OURS)
    assert isinstance(model, Model)
    assert (model.provider, model.name) == (provider, name)


@pytest.mark.parametrize(
    "spec", ["reference", "reference:lists-options", "control:never-asks", "mymodule:agent", "o2x", ""]
)
def test_names_of_something_else(spec: str) -> None:
    assert not is_model(spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("opena:gpt-4o", "unknown provider 'opena' in 'opena:gpt-4o': did you mean 'openai'?"),
        (
            "llama-3",
            "unknown model 'llama-3': name its provider ('openai:llama-3'); known are anthropic:<model>, claude-*; openai:<model>, gpt-*, ",
        ),
        ("gtp-4o", "unknown model 'gtp-4o': did you mean 'gpt-4o'? Or name its provider ('openai:gtp-4o')."),
        ("openai:", "'openai:' names no model: write for example 'openai:<name of the model>'."),
    ],
)
def test_misspelt(spec: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_model(spec, OURS)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize("name", PROVIDERS.names())
def test_every_provider_on_the_shelf(name: str) -> None:
    provider = PROVIDERS.get(name)
    assert isinstance(provider, Provider)
    assert isinstance(provider.model("m", OURS, {}), Model)


@pytest.mark.parametrize(
    "spec", ['openai:m?extra_body={"user": {"key": "hush-hush-1"}}', "openai:m?prompt_cache_key=hush-hush-1"]
)
def test_a_secret_of_the_environment_can_not_stand_in_a_spec(spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_model(spec, OURS)
    monkeypatch.setenv("SHOP_API_KEY", "hush-hush-1")
    with pytest.raises(UsageError, match=r"has a password or a key in it, .* put the key into the variable") as raised:
        open_model(spec, OURS)
    assert "hush" not in str(raised.value)
