"""A model by its spec: which provider `openai:gpt-4o?temperature=0`, `gpt-4o` or `claude-...` means.

spec + Connection -> Model, or UsageError with the nearest name
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from pytest_t2t.errors import UsageError, nearest
from pytest_t2t.models.options import ModelOption, split_spec, typed
from pytest_t2t.models.prices import listed_models
from pytest_t2t.models.protocol import Connection, Model, Provider
from pytest_t2t.redaction import Redaction
from pytest_t2t.shelf import Shelf

PROVIDERS = Shelf("pytest_t2t.models.providers", "PROVIDER", "provider")

CONNECTING = (
    ModelOption("base_url", "word", "the server's address"),
    ModelOption("api_key_env", "word", "the environment variable that holds the key"),
    ModelOption("timeout", "number", "seconds for one attempt", least=0.001),
    ModelOption("max_retries", "integer", "further attempts after a fault of the server's", least=0, most=100),
)
"""Options of every spec: they change the Connection and are not the model's."""


def is_model(spec: str) -> bool:
    """Whether a spec means a model of a provider on the shelf, rather than a built-in agent."""
    model = spec.partition("?")[0].strip()
    prefix, colon, _ = model.partition(":")
    if colon:
        return any(provider.prefix == prefix for provider in _providers())
    return _provider_of_bare(model) is not None


def meant_spec(spec: str) -> str:
    """The spec with its provider's prefix, or its model's name, mended where that is nearly right; empty where not."""
    prefix, _, rest = spec.partition(":")
    if not rest:
        model, question, options = spec.partition("?")
        near = get_close_matches(model, listed_models(), n=1, cutoff=0.7)
        return f"{near[0]}{question}{options}" if near and is_model(near[0]) else ""
    close = get_close_matches(prefix, [provider.prefix for provider in _providers()], n=1, cutoff=0.75)
    return f"{close[0]}:{rest}" if close else ""


def open_model(spec: str, connection: Connection) -> Model:
    """The model that a spec means, not connected. Raises UsageError for a name, option or address that is wrong."""
    model, written = split_spec(spec)
    provider = _provider(model)
    name = model.removeprefix(f"{provider.prefix}:").strip()
    if not name:
        raise UsageError(f"{spec!r} names no model: write for example '{provider.prefix}:<name of the model>'.")
    options = typed(written, (*CONNECTING, *provider.options), spec)
    _refuse_secrets(model, written)
    reached: dict[str, Any] = {one.name: options.pop(one.name) for one in CONNECTING if one.name in options}
    opened = provider.model(name, replace(connection, **reached), options)
    return connection.wrap(opened) if connection.wrap else opened


def _refuse_secrets(model: str, written: Mapping[str, str]) -> None:
    address = written.get("base_url", "")
    hidden = Redaction.of(os.environ, addresses=[address])
    for name, text in written.items():
        login = name == "base_url" and "@" in address.partition("?")[0]
        if login or (name != "api_key_env" and hidden.text(text) != text):
            server = "name the server by --t2t-base-url, or " if name == "base_url" else ""
            raise UsageError(
                f"{model!r}: its {name} has a password or a key in it, which every report would show: {server}put the "
                "key into the variable that api_key_env names."
            )


def _provider(model: str) -> Provider:
    prefix, colon, _ = model.partition(":")
    by_prefix = {provider.prefix: provider for provider in _providers()}
    found = by_prefix.get(prefix) if colon else _provider_of_bare(model)
    if found is not None:
        return found
    if colon:
        raise UsageError(f"unknown provider {prefix!r} in {model!r}: {nearest(prefix, list(by_prefix))}")
    if meant := meant_spec(model):
        raise UsageError(f"unknown model {model!r}: did you mean {meant!r}? Or name its provider ('openai:{model}').")
    raise UsageError(f"unknown model {model!r}: name its provider ('openai:{model}'); known are {_spellings()}.")


def _provider_of_bare(name: str) -> Provider | None:
    return next((provider for provider in _providers() if _fits(name, provider.families)), None)


def _fits(name: str, families: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, family) for family in families)


def _spellings() -> str:
    known = (", ".join((f"{provider.prefix}:<model>", *provider.families)) for provider in _providers())
    return "; ".join(known)


def _providers() -> list[Provider]:
    return list(PROVIDERS.all().values())
