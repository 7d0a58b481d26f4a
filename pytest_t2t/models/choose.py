"""A model by its name: which provider `openai:gpt-4o`, `gpt-4o` or `claude-...` means.

spec + Connection -> Model, or UsageError with the nearest name
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from pytest_t2t.errors import UsageError, nearest
from pytest_t2t.models.protocol import Connection, Model, Provider
from pytest_t2t.shelf import Shelf

PROVIDERS = Shelf("pytest_t2t.models.providers", "PROVIDER", "provider")

_LATER = {"anthropic": ("claude*",)}
"""Announced providers with no file on the shelf yet."""


def is_model(spec: str) -> bool:
    """Whether a name means a model, of a provider that we have or shall have, rather than a built-in agent."""
    prefix, colon, _ = spec.partition(":")
    if colon:
        return prefix in _LATER or any(provider.prefix == prefix for provider in _providers())
    return _is_later(spec) or _provider_of_bare(spec) is not None


def open_model(spec: str, connection: Connection) -> Model:
    """The model that a name means. Connects to nothing; raises UsageError for a name or address that can't be right."""
    provider = _provider(spec)
    name = spec.removeprefix(f"{provider.prefix}:").strip()
    if not name:
        raise UsageError(f"{spec!r} names no model: write for example '{provider.prefix}:<name of the model>'.")
    return provider.model(name, connection)


def _provider(spec: str) -> Provider:
    prefix, colon, _ = spec.partition(":")
    by_prefix = {provider.prefix: provider for provider in _providers()}
    found = by_prefix.get(prefix) if colon else _provider_of_bare(spec)
    if found is not None:
        return found
    if _is_later(spec):
        raise UsageError(
            f"{spec!r}: Anthropic's models come in a later version; this one knows {_spellings()}. "
            "A server that speaks OpenAI's chat completions can be named by --t2t-base-url."
        )
    if colon:
        raise UsageError(f"unknown provider {prefix!r} in {spec!r}: {nearest(prefix, list(by_prefix))}")
    raise UsageError(f"unknown model {spec!r}: name its provider ('openai:{spec}'); known are {_spellings()}.")


def _provider_of_bare(name: str) -> Provider | None:
    return next((provider for provider in _providers() if _fits(name, provider.families)), None)


def _is_later(spec: str) -> bool:
    return any(spec.startswith(f"{prefix}:") or _fits(spec, families) for prefix, families in _LATER.items())


def _fits(name: str, families: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, family) for family in families)


def _spellings() -> str:
    known = (f"{provider.prefix}:<model>, {', '.join(provider.families)}" for provider in _providers())
    return "; ".join(known)


def _providers() -> list[Provider]:
    return list(PROVIDERS.all().values())
