"""OpenAI's Responses, by the official SDK: the format in which its reasoning models keep their thoughts between calls.

`openai-responses:NAME?reasoning_effort=low` -> Model
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.models.options import ModelOption
from pytest_t2t.models.protocol import ModelReply, ModelRequest, Provider
from pytest_t2t.models.providers._openai_sdk import SHARED, OpenAIProvider, may_reason
from pytest_t2t.models.providers._responses_wire import read_reply, write_body


class OpenAIResponses(OpenAIProvider):
    """The provider `openai-responses`."""

    prefix = "openai-responses"
    families: tuple[str, ...] = ()
    options: tuple[ModelOption, ...] = (
        *SHARED,
        ModelOption("max_output_tokens", "integer", "the longest answer, reasoning included", least=1),
        ModelOption("reasoning_summary", "word", "a summary of its thoughts", words=("auto", "concise", "detailed")),
        ModelOption("truncation", "word", "what to do when the context is full", words=("auto", "disabled")),
    )

    async def post(self, client: Any, name: str, body: dict[str, Any]) -> Any:
        """In extra_body the payload skips the SDK's typed transform."""
        return await client.responses.with_raw_response.create(model=name, input=[], extra_body=body)

    def write(self, request: ModelRequest, name: str, *, own: bool) -> dict[str, Any]:  # noqa: ARG002
        """The body."""
        return write_body(request, sealed=may_reason(name))

    def read(self, content: bytes, request: ModelRequest) -> ModelReply:
        """The reply."""
        return read_reply(content, request)


PROVIDER: Provider = OpenAIResponses()
