"""Secrets, and how they are kept out of everything that is written: blotted out by their value, and by their look.

environment variables, addresses -> Redaction; text or record -> the same without secrets
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from pydantic import BaseModel

from pytest_t2t.secret_looks import without_looks

_NAMES = re.compile(r"(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:$|_)", re.IGNORECASE)
"""Environment variables that are taken for secrets."""
_ADDRESS = "_BASE_URL"
"""How variables end that hold a server's address, in which a secret may be."""
_QUERY = re.compile(r"key|token|secret|password|sig|code|auth", re.IGNORECASE)
"""Parts of an address's query that are."""
_SHORTEST = 6
"""Local servers are given words like "EMPTY" for a key; blotting such a word out would spoil messages."""
_Record = TypeVar("_Record", bound=BaseModel)


class Redaction:
    """What must not be seen. `secrets`: value -> what is written in its place."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._lock = Lock()
        self._secrets: dict[str, str] = {}
        self._environ: Mapping[str, str] = {}
        self._keys: frozenset[str] = frozenset()
        self._seen: Mapping[str, str] = {}
        self._learn(secrets)

    @classmethod
    def of(cls, environ: Mapping[str, str], keys: Iterable[str] = (), addresses: Iterable[str] = ()) -> Redaction:
        """The secrets in these variables (`keys`: whatever they are called) and in the addresses of servers.

        The variables are looked at again whenever they have changed: agents read `.env` files when they are made.
        """
        made = cls(dict(_of_addresses(addresses)))
        made._environ, made._keys = environ, frozenset(keys)
        made._look()
        return made

    def text(self, text: str) -> str:
        """Without secrets."""
        self._look()
        return self._clean(text)

    def record(self, record: _Record) -> _Record:
        """Without secrets: the record itself where there are none."""
        written = record.model_dump(mode="json")
        clean = self.value(written)
        return record if clean == written else record.model_validate(clean)

    def value(self, value: Any) -> Any:
        """The same for plain JSON: string by string, since a secret in JSON in JSON is escaped more than once."""
        self._look()
        return self._value(value)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, dict):
            return {self._clean(name): self._value(inner) for name, inner in value.items()}
        return [self._value(inner) for inner in value] if isinstance(value, list) else value

    def _clean(self, text: str) -> str:
        shown, known = self._known
        if any(map(text.__contains__, shown)):  # some 1,000 times as fast as the pattern where there is none
            text = known.sub(lambda found: shown[found[0]], text)
        return without_looks(text)

    def _look(self) -> None:
        now = dict(self._telling())
        if now != self._seen:
            self._learn(dict(_of_environment(now, self._keys)))
            self._seen = now

    def _telling(self) -> Iterator[tuple[str, str]]:
        """The variables that matter. Other threads set and remove some of them meanwhile, as pytest does."""
        for name in list(self._environ):
            if name in self._keys or _tells(name):
                value = self._environ.get(name)
                if value is not None:
                    yield name, value

    def _learn(self, secrets: Mapping[str, str]) -> None:
        """Add secrets; what was one stays one."""
        with self._lock:
            self._secrets |= secrets
            shown = {form: name for value, name in self._secrets.items() for form in _forms(value)}
            longest_first = sorted(shown, key=len, reverse=True)
            self._known = shown, re.compile("|".join(map(re.escape, longest_first)))


@cache
def _tells(name: str) -> bool:
    return bool(_NAMES.search(name)) or name.endswith(_ADDRESS)


def _of_environment(environ: Mapping[str, str], keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield from _of_addresses(value for name, value in environ.items() if name.endswith(_ADDRESS))
    for name, value in environ.items():
        plain = value.strip()
        if len(plain) >= _SHORTEST and (name in keys or (_NAMES.search(name) and not _is_common(plain))):
            yield plain, f"[{name}]"


def _of_addresses(addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        parts = urlsplit(address)
        where, _, _ = parts.netloc.rpartition("@")
        if where:
            yield where, "[login]"
            yield b64encode(unquote(where).encode()).decode(), "[login]"
            password = where.partition(":")[2]
            if len(password) >= _SHORTEST:
                yield password, "[password]"
        for name, value in parse_qsl(parts.query):
            if _QUERY.search(name) and len(value) >= _SHORTEST:
                yield value, f"[{name}]"


def _forms(secret: str) -> set[str]:
    """As it stands, and as it stands in JSON, in a `repr` and in an address."""
    written = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    return {secret, *written, quote(secret, safe=""), quote_plus(secret), unquote(secret)} - {""}


def _is_common(value: str) -> bool:
    """Numbers and plain short words occur in conversations; no key is one."""
    return value.isdigit() or (len(value) < 12 and value.isalpha())
