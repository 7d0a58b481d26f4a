"""Anthropic's models through the official SDK.

`anthropic:NAME?max_tokens=4096`, `claude-*` -> Model
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from pytest_t2t.errors import UsageError
from pytest_t2t.models.options import ModelOption
from pytest_t2t.models.protocol import ModelReply, ModelRequest, Provider
from pytest_t2t.models.providers._messages_wire import read_reply, write_body
from pytest_t2t.models.providers._sdk import SdkProvider


class AnthropicMessages(SdkProvider):
    """The provider `anthropic`."""

    prefix = "anthropic"
    families: tuple[str, ...] = ("claude-*",)
    key_env = "ANTHROPIC_API_KEY"
    base_url_env = "ANTHROPIC_BASE_URL"
    host = "api.anthropic.com"
    options: tuple[ModelOption, ...] = (
        ModelOption("max_tokens", "integer", "the longest answer, thoughts included (default: 8192 + budget)", least=1),
        ModelOption("temperature", "number", "randomness; not while it thinks", least=0, most=1),
        ModelOption("top_p", "number", "nucleus sampling", least=0, most=1),
        ModelOption("top_k", "integer", "the k likeliest tokens", least=0),
        ModelOption("thinking", "word", "whether it thinks", words=("adaptive", "disabled")),
        ModelOption("thinking_budget", "integer", "tokens for its thoughts, for models that want a number", least=1024),
        ModelOption("effort", "word", "how hard it tries", words=("low", "medium", "high", "xhigh", "max")),
        ModelOption("parallel_tool_calls", "yes-no", "several calls in one move"),
        ModelOption("tool_choice", "word", "whether it may, must or mustn't call", words=("auto", "any", "none")),
        ModelOption("service_tier", "word", "how the request is processed", words=("auto", "standard_only")),
        ModelOption("cache", "yes-no", "prompt caching (default: true): tools and policy are the same each time"),
        ModelOption("schemas", "word", "how tools are described", words=("full", "strict", "simple")),
        ModelOption("extra_body", "object", "anything else, as JSON, for the top level of the body"),
    )

    def check(self, name: str, options: Mapping[str, JsonValue], *, own: bool) -> None:  # noqa: ARG002
        """Thinking and sampling exclude each other, and thoughts count as part of the answer."""
        budget, most = options.get("thinking_budget"), options.get("max_tokens")
        if "thinking" in options and budget is not None:
            raise UsageError(f"model {name!r}: give thinking or thinking_budget, not both.")
        thinks = budget is not None or options.get("thinking") == "adaptive"
        if thinks and not {"temperature", "top_k"}.isdisjoint(options):
            raise UsageError(f"model {name!r}: while it thinks it takes no temperature and no top_k: leave them out.")
        if isinstance(budget, int) and isinstance(most, int) and most <= budget:
            raise UsageError(f"model {name!r}: max_tokens ({most}) must be more than thinking_budget ({budget}).")

    def sdk(self) -> Any:
        """The module `anthropic`."""
        import anthropic  # noqa: PLC0415 - heavy: imported where a model is asked, and nowhere else

        return anthropic

    def connect(self, sdk: Any, **settings: Any) -> Any:
        """A client."""
        return sdk.AsyncAnthropic(**settings)

    async def post(self, client: Any, name: str, body: dict[str, Any]) -> Any:
        """In extra_body the payload skips the SDK's typed transform."""
        return await client.messages.with_raw_response.create(
            model=name, max_tokens=body["max_tokens"], messages=[], extra_body=body
        )

    def write(self, request: ModelRequest, name: str, *, own: bool) -> dict[str, Any]:  # noqa: ARG002
        """The body."""
        return write_body(request)

    def read(self, content: bytes, request: ModelRequest) -> ModelReply:
        """The reply."""
        return read_reply(content, request)


PROVIDER: Provider = AnthropicMessages()
