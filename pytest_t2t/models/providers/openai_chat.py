"""OpenAI's chat completions, and every server that speaks them (vLLM, Ollama, llama.cpp, gateways), by its SDK.

`openai:NAME?temperature=0` -> Model
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.models.options import ModelOption
from pytest_t2t.models.protocol import ModelReply, ModelRequest, Provider
from pytest_t2t.models.providers._chat_wire import read_reply, write_body
from pytest_t2t.models.providers._openai_sdk import SHARED, OpenAIProvider


class OpenAIChat(OpenAIProvider):
    """The provider `openai`."""

    prefix = "openai"
    families: tuple[str, ...] = ("gpt-*", "chatgpt-*", "o1*", "o3*", "o4*")
    options: tuple[ModelOption, ...] = (
        *SHARED,
        ModelOption("max_tokens", "integer", "the longest answer", least=1),
        ModelOption("max_completion_tokens", "integer", "the longest answer, reasoning included", least=1),
        ModelOption("seed", "integer", "for servers that can repeat an answer"),
        ModelOption("frequency_penalty", "number", "against repetition", least=-2, most=2),
        ModelOption("presence_penalty", "number", "against old topics", least=-2, most=2),
    )

    async def post(self, client: Any, name: str, body: dict[str, Any]) -> Any:
        """In extra_body the payload skips the SDK's typed transform, which costs 9 of 13 ms CPU a request."""
        return await client.chat.completions.with_raw_response.create(model=name, messages=[], extra_body=body)

    def write(self, request: ModelRequest, name: str, *, own: bool) -> dict[str, Any]:  # noqa: ARG002
        """The body; OpenAI's own server has renamed `max_tokens`, most others have not."""
        body = write_body(request)
        if own and "max_tokens" in body:
            body["max_completion_tokens"] = body.pop("max_tokens")
        return body

    def read(self, content: bytes, request: ModelRequest) -> ModelReply:
        """The reply."""
        return read_reply(content, request)


PROVIDER: Provider = OpenAIChat()
