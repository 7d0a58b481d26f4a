"""What an answer cost, by the price list of `genai-prices`; what it doesn't list has no price, which is not 0.

(provider, address, model, usage) -> USD or None
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import JsonValue

from pytest_t2t.records.message import Usage

_LISTED = {"openai": "openai", "openai-responses": "openai", "anthropic": "anthropic"}
"""Our provider -> theirs, where the server is the provider's own."""


def cost_usd(
    provider: str, base_url: str, model: str, usage: Usage, options: Mapping[str, JsonValue] | None = None
) -> float | None:
    """The price of one answer. None where the price of the model is unknown, or the server doesn't count tokens."""
    if not (usage.input_tokens or usage.output_tokens) or not is_priced(provider, base_url, model):
        return None
    from genai_prices import Usage as Counted  # noqa: PLC0415 - 1.6 MB of prices: when there is something to pay
    from genai_prices import calc_price  # noqa: PLC0415

    cached, written = usage.cached_tokens, usage.cache_write_tokens
    counted = Counted(
        input_tokens=max(usage.input_tokens, cached + written),
        cache_read_tokens=cached,
        cache_write_tokens=written,
        output_tokens=usage.output_tokens,
    )
    tier = (options or {}).get("service_tier")
    context = {"service_tier": tier} if isinstance(tier, str) else None
    where, at = _place(provider, base_url)
    if at is not None:
        return float(calc_price(counted, model, provider_api_url=at, price_context=context).total_price)
    return float(calc_price(counted, model, provider_id=where, price_context=context).total_price)


def is_priced(provider: str, base_url: str, model: str) -> bool:
    """Whether the price list has the model as it is sold at that address."""
    where, at = _place(provider, base_url)
    if (where is None and at is None) or _is_local(base_url):
        return False
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415

    try:
        get_snapshot().find_provider_model(model, None, where, at)
    except LookupError:
        return False
    return True


def listed_models() -> list[str]:
    """The names on the price list of the providers whose models need no prefix."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415

    known = set(_LISTED.values())
    return [model.id for provider in get_snapshot().providers if provider.id in known for model in provider.models]


def _place(provider: str, base_url: str) -> tuple[str | None, str | None]:
    """(their provider, None) for a provider's own server, else (None, address)."""
    return (None, base_url) if base_url else (_LISTED.get(provider), None)


def _is_local(base_url: str) -> bool:
    return bool(base_url) and (urlsplit(base_url).hostname or "") in {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - compared, not bound
