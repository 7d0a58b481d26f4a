"""Secrets, and how they are kept out of everything that is written: blotted out by their value, and by their look.

environment variables, addresses -> Redaction; text or record -> the same without secrets
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from pydantic import BaseModel

_NAMES = re.compile(r"(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:$|_)", re.IGNORECASE)
"""Environment variables that are taken for secrets."""
_QUERY = re.compile(r"key|token|secret|password|sig|code|auth", re.IGNORECASE)
"""Parts of an address's query that are."""
_SHORTEST = 6
"""Local servers are given words like "EMPTY" for a key; blotting such a word out would spoil messages."""
_LOOKS = (
    re.compile(r"\bsk-[\w-]{12,}"),
    re.compile(r"(?<=://)[^/@\s\"']+(?=@)"),
    re.compile(r"(?i)(?<=\bbearer )(?=[\w~+/.=-]*\d)[\w~+/.=-]{12,}"),
    re.compile(r"(?i)(?<=\bbasic )(?=[\w+/]*[\d=])[\w+/=]{12,}"),
)
"""Keys as OpenAI and Anthropic make them, names and passwords in addresses, what stands in an Authorization header."""
_Record = TypeVar("_Record", bound=BaseModel)


class Redaction:
    """What must not be seen. `secrets`: value -> what is written in its place."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._shown = {form: name for value, name in secrets.items() for form in _forms(value)}
        longest_first = sorted(self._shown, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    @classmethod
    def of(cls, environ: Mapping[str, str], keys: Iterable[str] = (), addresses: Iterable[str] = ()) -> Redaction:
        """The secrets in these variables (`keys`: whatever they are called) and in the addresses of servers."""
        secrets = dict(_of_addresses(addresses))
        named = set(keys)
        for name, value in environ.items():
            plain = value.strip()
            if len(plain) >= _SHORTEST and (name in named or (_NAMES.search(name) and not _is_common(plain))):
                secrets[plain] = f"[{name}]"
        return cls(secrets)

    def text(self, text: str) -> str:
        """Without secrets."""
        if self._known is not None:
            text = self._known.sub(lambda found: self._shown[found[0]], text)
        for look in _LOOKS:
            text = look.sub("[secret]", text)
        return text

    def record(self, record: _Record) -> _Record:
        """Without secrets: the record itself where there are none."""
        written = record.model_dump(mode="json")
        clean = self.value(written)
        return record if clean == written else record.model_validate(clean)

    def value(self, value: Any) -> Any:
        """The same for plain JSON: string by string, since a secret in JSON in JSON is escaped more than once."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(name): self.value(inner) for name, inner in value.items()}
        return [self.value(inner) for inner in value] if isinstance(value, list) else value


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
