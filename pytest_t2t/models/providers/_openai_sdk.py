"""What OpenAI's two wire formats share: the SDK, the key, which models reason, Azure's ways.

settings -> AsyncOpenAI; name of a model -> whether it reasons
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from pydantic import JsonValue

from pytest_t2t.errors import UsageError
from pytest_t2t.models.options import ModelOption
from pytest_t2t.models.providers._address import with_query
from pytest_t2t.models.providers._sdk import SdkProvider

EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
SHARED = (
    ModelOption("temperature", "number", "randomness; not with o1, o3 and o4", least=0, most=2),
    ModelOption("top_p", "number", "nucleus sampling", least=0, most=1),
    ModelOption("reasoning_effort", "word", "how long a reasoning model thinks", words=EFFORTS),
    ModelOption("verbosity", "word", "how much it says", words=("low", "medium", "high")),
    ModelOption("parallel_tool_calls", "yes-no", "several calls in one move"),
    ModelOption("tool_choice", "word", "whether it may, must or mustn't call", words=("auto", "required", "none")),
    ModelOption("service_tier", "word", "how the request is processed and priced: flex, priority ..."),
    ModelOption("prompt_cache_key", "word", "what keeps equal prompts together in the cache"),
    ModelOption("schemas", "word", "how tools are described", words=("full", "strict", "simple")),
    ModelOption("extra_body", "object", "anything else, as JSON, for the top level of the body"),
)  # fmt: skip
_NEVER_REASON = ("gpt-3*", "gpt-4*", "chatgpt-*")
_NO_TEMPERATURE = ("o1*", "o3*", "o4*")


class OpenAIProvider(SdkProvider):
    """OpenAI, or a server that speaks one of its formats."""

    key_env = "OPENAI_API_KEY"
    base_url_env = "OPENAI_BASE_URL"
    host = "api.openai.com"

    def sdk(self) -> Any:
        """The module `openai`."""
        import openai  # noqa: PLC0415 - heavy: imported where a model is asked, and nowhere else

        return openai

    def connect(self, sdk: Any, **settings: Any) -> Any:
        """A client. A query in the address goes into every request; with `api-version` it is one of Azure's."""
        address, query = with_query(settings.pop("base_url"))
        version = query.pop("api-version", None)
        if version is not None:
            return sdk.AsyncAzureOpenAI(base_url=address, default_query=query, api_version=version, **settings)
        return sdk.AsyncOpenAI(base_url=address, default_query=query, **settings)

    def check(self, name: str, options: Mapping[str, JsonValue], *, own: bool) -> None:
        """OpenAI's first reasoning models refuse every request with a temperature in it."""
        for sampling in ("temperature", "top_p"):
            if own and sampling in options and any(fnmatchcase(name, one) for one in _NO_TEMPERATURE):
                raise UsageError(f"model {name!r} takes no {sampling}: leave the option out.")


def may_reason(name: str) -> bool:
    """Whether a model may have thoughts to hand back: asking the others for sealed ones is refused."""
    last = name.rpartition("/")[2]
    return not any(fnmatchcase(last, never) for never in _NEVER_REASON)
