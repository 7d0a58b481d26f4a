"""One model behind one address, through an official SDK: keys, clients, the limiter, retries, errors in one sentence.

ModelRequest --write--> body --SDK--> bytes --read--> ModelReply with its cost, or ModelError
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import JsonValue

from pytest_t2t.errors import ModelError
from pytest_t2t.models.options import ModelOption
from pytest_t2t.models.prices import cost_usd
from pytest_t2t.models.protocol import Connection, Model, ModelReply, ModelRequest
from pytest_t2t.models.providers._address import check_address, shown
from pytest_t2t.models.providers._attempts import Attempts
from pytest_t2t.models.providers._blame import Blame
from pytest_t2t.models.watch import excuse

NO_KEY = "none"
"""Sent to servers of the user's own where no key is set: the SDKs insist on one."""

_CHARACTERS = 4
"""In a token, about: where a server counts none."""


class SdkProvider(ABC):
    """A provider: where it is, what its wire format is. Its SDK is imported when a model is asked."""

    prefix: str
    families: tuple[str, ...]
    options: tuple[ModelOption, ...]
    key_env: str
    base_url_env: str
    """Read by the SDK too; we read it to know whether the server is the provider's own and to name it in messages."""
    host: str
    """The provider's own server, as in messages."""

    def model(self, name: str, connection: Connection, options: Mapping[str, JsonValue]) -> Model:
        """The model of that name; connects to nothing."""
        base_url = connection.base_url or os.environ.get(self.base_url_env) or ""
        check_address(base_url)
        self.check(name, options, own=not base_url)
        return SdkModel(self, name, connection, base_url, options)

    def check(self, name: str, options: Mapping[str, JsonValue], *, own: bool) -> None:  # noqa: B027 - most have none
        """Raise UsageError for options that exclude each other, or that the provider's `own` server will refuse."""

    @abstractmethod
    def sdk(self) -> Any:
        """The SDK's module."""

    @abstractmethod
    def connect(self, sdk: Any, **settings: Any) -> Any:
        """A client of one event loop."""

    @abstractmethod
    async def post(self, client: Any, name: str, body: dict[str, Any]) -> Any:
        """Send one request; the SDK's raw response."""

    @abstractmethod
    def write(self, request: ModelRequest, name: str, *, own: bool) -> dict[str, Any]:
        """The body, the model's name left out."""

    @abstractmethod
    def read(self, content: bytes, request: ModelRequest) -> ModelReply:
        """The reply. Raises ModelError, whose message lacks the "who", where there is none in it."""


class SdkModel:
    """One model behind one address."""

    def __init__(
        self, provider: SdkProvider, name: str, connection: Connection, base_url: str, options: Mapping[str, JsonValue]
    ) -> None:
        self.provider = provider.prefix
        self.name = name
        self.options = options
        self._wire = provider
        self._connection = connection
        self._base_url = base_url
        self._limiter = connection.limiters.of(provider.prefix, base_url)
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, Any] = WeakKeyDictionary()

    def preflight(self) -> None:
        """Raise ModelError where the key is missing or can't be sent. Imports the SDK, on nobody's time."""
        self._key()
        self._wire.sdk()

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Ask once, retries included. Raises ModelError."""
        request = replace(request, options={**self.options, **request.options})
        blame = self._blame()
        since = time.perf_counter()
        client = self._client()
        excuse(time.perf_counter() - since)  # where there was no preflight, it has imported the SDK
        body = self._wire.write(request, self.name, own=not self._base_url)
        attempts = Attempts(self._limiter, self._connection.timeout)
        async with attempts.turn():
            reply = await self._answered(client, body, request, attempts, blame)
        counted = reply.usage.input_tokens + reply.usage.output_tokens
        self._limiter.used(counted or len(json.dumps(body)) // _CHARACTERS)
        cost = cost_usd(self.provider, self._base_url, self.name, reply.usage, request.options)
        return replace(reply, cost_usd=cost)

    async def close(self) -> None:
        """Close the running event loop's client."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    async def _answered(
        self, client: Any, body: dict[str, Any], request: ModelRequest, attempts: Attempts, blame: Blame
    ) -> ModelReply:
        """Ask again, as often as the SDK would, for what it takes for answered: no reply in it, or it never ends."""
        asked, most = 0, self._connection.max_retries
        while True:
            asked += 1
            try:
                return self._wire.read(await self._sent(client, body, attempts), request)
            except TimeoutError:
                if attempts.hopeless or attempts.made > most:
                    raise blame.slow(attempts) from None
            except ModelError as error:
                if attempts.made > most:
                    raise blame.unreadable(error, asked) from None
            except blame.base(
                self._wire.sdk()
            ) as error:  # its traceback, in which a key would be read by all, ends here
                raise (
                    blame.slow(attempts) if attempts.hopeless else blame.explained(error, self._wire.sdk())
                ) from None
            await attempts.pause(asked)

    async def _sent(self, client: Any, body: dict[str, Any], attempts: Attempts) -> bytes:
        """One request, retried by the SDK."""
        async with attempts.deadline():
            raw = await self._wire.post(client, self.name, body)
            content: bytes = raw.http_response.content
        attempts.weigh(len(content))
        if attempts.hopeless:
            raise TimeoutError
        return content

    # ------------------------------------------------------------------------------------------------- connecting
    def _client(self) -> Any:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = self._clients[loop] = self._connected()
        return client

    def _connected(self) -> Any:
        key, sdk = self._key(), self._wire.sdk()
        timeout = self._connection.timeout
        return self._wire.connect(
            sdk,
            api_key=key,
            base_url=self._base_url or None,
            max_retries=self._connection.max_retries,
            timeout=sdk.Timeout(timeout, connect=min(10.0, timeout)),
            http_client=sdk.DefaultAsyncHttpxClient(event_hooks=Attempts.HOOKS),
        )

    def _key(self) -> str:
        name = self._connection.api_key_env or self._wire.key_env
        key = os.environ.get(name, "").strip()
        if not key and self._base_url and not self._connection.api_key_env:
            return NO_KEY
        if not key:
            other = (
                ""
                if self._base_url
                else (", or name a server that needs none: ?base_url= in the model's name, or --t2t-base-url of pytest")
            )
            raise ModelError(
                f"no API key for model {self.name!r}: the environment variable {name} is not set. Set it{other}."
            )
        if not (key.isascii() and key.isprintable()):
            raise ModelError(f"the environment variable {name} holds characters that no API key has: copy it anew.")
        return key

    def _blame(self) -> Blame:
        address = shown(self._base_url) if self._base_url else self._wire.host
        env = self._connection.api_key_env or self._wire.key_env
        return Blame(f"model {self.name!r} at {address}", self._connection, self._key(), env)
