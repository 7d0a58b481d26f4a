"""OpenAI's models, and every server that speaks the same chat completions, through the official SDK.

Connection -> one AsyncOpenAI an event loop; ModelRequest -> ModelReply, or ModelError in one clear sentence
"""

from __future__ import annotations

import asyncio
import os
import re
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.models.protocol import Connection, Model, ModelReply, ModelRequest, Provider
from pytest_t2t.models.providers._chat_wire import read_reply, write_body

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI, OpenAIError

DEFAULT_KEY_ENV = "OPENAI_API_KEY"
BASE_URL_ENV = "OPENAI_BASE_URL"
"""Read by the SDK too; we read it to know whether the server is OpenAI's own and to name it in messages."""
NO_KEY = "none"
"""Sent to servers of the user's own where no key is set: the SDK insists on one."""

_LONGEST_QUOTE = 300
_SHORTEST_SECRET = 6
"""Local servers are given words like "EMPTY" for a key; blotting such a word out would spoil messages."""


class OpenAIChat:
    """The provider `openai`."""

    prefix = "openai"
    families: tuple[str, ...] = ("gpt-*", "chatgpt-*", "o1*", "o3*", "o4*")

    def model(self, name: str, connection: Connection) -> Model:
        """The model of that name; connects to nothing."""
        base_url = connection.base_url or os.environ.get(BASE_URL_ENV) or ""
        _check_address(base_url)
        return OpenAIChatModel(name, connection, base_url)


class OpenAIChatModel:
    """One model behind one address."""

    def __init__(self, name: str, connection: Connection, base_url: str) -> None:
        self._name = name
        self._connection = connection
        self._base_url = base_url
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = WeakKeyDictionary()

    def preflight(self) -> None:
        """Raise ModelError where the key is missing or can't be sent."""
        self._key()

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Ask once, retries included. Raises ModelError."""
        client = self._client()
        from openai import OpenAIError  # noqa: PLC0415 - heavy: imported where a model is asked, and nowhere else

        try:
            # In extra_body the payload skips the SDK's typed transform: 3.4 instead of 12.6 ms CPU a request with
            # 17 tools and 25 messages, in 2.0 as in 3.54. The raw answer is read leniently into our own types.
            raw = await client.chat.completions.with_raw_response.create(
                model=self._name, messages=[], extra_body=write_body(request)
            )
        except OpenAIError as error:
            self._fail(self._explain(error))
        try:
            return read_reply(raw.http_response.content, request)
        except ModelError as error:
            self._fail(f"{self._who()} {self._quoted(str(error))}")

    async def close(self) -> None:
        """Close the running event loop's client."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    # ------------------------------------------------------------------------------------------------- connecting
    def _client(self) -> AsyncOpenAI:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = self._clients[loop] = self._connect()
        return client

    def _connect(self) -> AsyncOpenAI:
        key = self._key()
        from openai import AsyncOpenAI, Timeout  # noqa: PLC0415

        return AsyncOpenAI(
            api_key=key,
            base_url=self._base_url or None,
            max_retries=self._connection.max_retries,
            timeout=Timeout(self._connection.timeout, connect=min(10.0, self._connection.timeout)),
        )

    def _key(self) -> str:
        name = self._connection.api_key_env or DEFAULT_KEY_ENV
        key = os.environ.get(name, "").strip()
        if not key and self._base_url and not self._connection.api_key_env:
            return NO_KEY
        if not key:
            raise ModelError(
                f"no API key for model {self._name!r}: the environment variable {name} is not set. Set it, "
                "or name a server that needs none with --t2t-base-url."
            )
        if not (key.isascii() and key.isprintable()):
            raise ModelError(f"the environment variable {name} holds characters that no API key has: copy it anew.")
        return key

    # ---------------------------------------------------------------------------------------------- when it fails
    def _fail(self, message: str) -> NoReturn:
        """One sentence instead of the SDK's traceback, in which an echoed key would be read by all."""
        raise ModelError(_without_keys(message, self._key())) from None

    def _who(self) -> str:
        return f"model {self._name!r} at {_shown(self._base_url)}"

    def _explain(self, error: OpenAIError) -> str:
        from openai import APIConnectionError, APIStatusError, APITimeoutError  # noqa: PLC0415

        if isinstance(error, APITimeoutError):
            waited = f"{self._connection.timeout:g} s in any of {self._attempts()}"
            return f"{self._who()} did not answer within {waited}: is the server overloaded, or the timeout too short?"
        if isinstance(error, APIConnectionError):
            cause = error.__cause__ or error
            return (
                f"{self._who()} can't be reached after {self._attempts()} ({type(cause).__name__}: {cause}): "
                "is the server running, and is the address right?"
            )
        if isinstance(error, APIStatusError):
            said = f"{self._who()} answered with status {error.status_code}: {self._quoted(_sentence(error))}"
            return f"{said} {self._advice(error)}".rstrip()
        return f"{self._who()}: {type(error).__name__}: {self._quoted(str(error))}"

    def _quoted(self, text: str) -> str:
        """What a server said, in one line, kept short; keys go first, or a cut would leave half of one."""
        line = " ".join(_without_keys(text, self._key()).split())
        line = line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "..."
        return line if line.endswith((".", "!", "?")) else f"{line}."

    def _attempts(self) -> str:
        number = self._connection.max_retries + 1
        return "1 attempt" if number == 1 else f"{number} attempts"

    def _advice(self, error: APIStatusError) -> str:
        key = self._connection.api_key_env or DEFAULT_KEY_ENV
        if error.code == "insufficient_quota":
            return f"The account of the key in {key} has no quota left."
        if error.status_code >= 500:
            return f"(Tried up to {self._connection.max_retries + 1} times.)"
        return {
            401: f"Check the key in {key}.",
            403: f"Check what the key in {key} may use.",
            404: "Check the model's name and the address, which usually ends in /v1.",
            429: f"(Tried up to {self._connection.max_retries + 1} times.) Run fewer rollouts at once, or later.",
        }.get(error.status_code, "")


def _sentence(error: APIStatusError) -> str:
    """The server's own words; the SDK's message wraps them in the whole body."""
    said = error.body.get("message") if isinstance(error.body, dict) else error.body
    return str(said or error.message)


def _without_keys(message: str, key: str) -> str:
    if len(key) >= _SHORTEST_SECRET:
        message = message.replace(key, "[key]")
    return re.sub(r"\bsk-[\w*.-]{4,}", "[key]", message)


def _check_address(base_url: str) -> None:
    if base_url and not _is_address(base_url):
        raise UsageError(
            f"base URL {_shown(base_url)!r} is no address of a server: write it like 'http://127.0.0.1:8000/v1'."
        )


def _is_address(base_url: str) -> bool:
    try:
        parts = urlsplit(base_url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, half an IPv6 address
        return False


def _shown(base_url: str) -> str:
    """An address as it may be printed: without a name and password in it."""
    return re.sub(r"//[^/@]*@", "//", base_url.partition("?")[0]) or "api.openai.com"


PROVIDER: Provider = OpenAIChat()
