"""Why a model could not be asked: one clear sentence for each way in which it can fail, in which no key stands.

an SDK's exception -> ModelError: who, what, what now
"""

from __future__ import annotations

import re
from typing import Any

from pytest_t2t.errors import ModelError
from pytest_t2t.models.protocol import Connection
from pytest_t2t.models.providers._attempts import LARGEST, Attempts

_LONGEST_QUOTE = 300
_SHORTEST_SECRET = 6
"""Local servers are given words like "EMPTY" for a key; blotting such a word out would spoil messages."""


class Blame:
    """The sentences about one model."""

    def __init__(self, who: str, connection: Connection, key: str, key_env: str) -> None:
        self._who = who
        self._connection = connection
        self._secret = key
        self._key_env = key_env

    def base(self, sdk: Any) -> type[Exception]:
        """The class of all that the SDK raises."""
        found: type[Exception] = getattr(sdk, "OpenAIError", None) or sdk.AnthropicError
        return found

    def explained(self, error: Any, sdk: Any) -> ModelError:
        """What the SDK raised after its last attempt."""
        if isinstance(error, sdk.APITimeoutError):
            return self._said(self._too_slow())
        if isinstance(error, sdk.APIConnectionError):
            cause = error.__cause__ or error
            return self._said(
                f"can't be reached after {self._attempts()} ({type(cause).__name__}: {cause}): "
                "is the server running, and is the address right?"
            )
        if isinstance(error, sdk.APIStatusError):
            said = f"answered with status {error.status_code}: {self._quoted(_sentence(error))}"
            return self._said(f"{said} {self._advice(error)}".rstrip())
        return ModelError(f"{self._who}: {type(error).__name__}: {self._quoted(str(error))}")

    def slow(self, attempts: Attempts) -> ModelError:
        """An attempt was cut off: it dripped, or wanted more patience or more room than we have."""
        if attempts.too_large:
            return self._said(
                f"answered with {attempts.too_large / 2**20:.0f} MB, more than the {LARGEST / 2**20:.0f} MB that are "
                "read: limit the length of its answers (max_tokens)."
            )
        if attempts.asked_to_wait:
            return self._said(
                f"asks to wait {attempts.asked_to_wait:g} s before the next attempt: the limit of the account is "
                "reached; run it later."
            )
        return self._said(self._too_slow())

    def unreadable(self, error: ModelError, asked: int) -> ModelError:
        """Answers, but none that can be read."""
        times = f" (Asked {asked} times.)" if asked > 1 else ""
        return self._said(f"{self._quoted(str(error))}{times}")

    def _too_slow(self) -> str:
        waited = f"{self._connection.timeout:g} s in any of {self._attempts()}"
        return f"did not answer within {waited}: is the server overloaded, or the timeout too short?"

    def _said(self, what: str) -> ModelError:
        return ModelError(self._without_keys(f"{self._who} {what}"))

    def _quoted(self, text: str) -> str:
        """What a server said, in one line, kept short; keys go first, or a cut would leave half of one."""
        line = " ".join(self._without_keys(text).split())
        line = line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "..."
        return line if line.endswith((".", "!", "?")) else f"{line}."

    def _without_keys(self, message: str) -> str:
        if len(self._secret) >= _SHORTEST_SECRET:
            message = message.replace(self._secret, "[key]")
        return re.sub(r"\bsk-[\w*.-]{4,}", "[key]", message)

    def _attempts(self) -> str:
        number = self._connection.max_retries + 1
        return "1 attempt" if number == 1 else f"{number} attempts"

    def _advice(self, error: Any) -> str:
        code = getattr(error, "code", None)
        if code == "insufficient_quota":
            return f"The account of the key in {self._key_env} has no quota left."
        if error.status_code >= 500:
            return f"(Tried up to {self._connection.max_retries + 1} times.)"
        return {
            401: f"Check the key in {self._key_env}.",
            403: f"Check what the key in {self._key_env} may use.",
            404: "Check the model's name and the address, which usually ends in /v1.",
            429: f"(Tried up to {self._connection.max_retries + 1} times.) Run fewer rollouts at once, or later.",
        }.get(error.status_code, "")


def _sentence(error: Any) -> str:
    """The server's own words; the SDK's message wraps them in the whole body."""
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error")
        said = body.get("message") or (inner.get("message") if isinstance(inner, dict) else inner)
    else:
        said = body
    return str(said or error.message)
