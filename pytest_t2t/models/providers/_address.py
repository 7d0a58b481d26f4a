"""The address of a server: whether it can be one, and how it may be printed.

base URL -> nothing, or UsageError; base URL -> text without a password
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from pytest_t2t.errors import UsageError


def check_address(base_url: str) -> None:
    """Raise UsageError for what is no address; nothing is asked."""
    if base_url and not _is_address(base_url):
        raise UsageError(
            f"base URL {shown(base_url)!r} is no address of a server: write it like 'http://127.0.0.1:8000/v1'."
        )


def shown(base_url: str) -> str:
    """An address as it may be printed: without a name and password in it."""
    return re.sub(r"//[^/@]*@", "//", base_url.partition("?")[0])


def with_query(base_url: str | None) -> tuple[str | None, dict[str, str]]:
    """The address without its query, and the query, which belongs to every request (Azure's `api-version`)."""
    address, _, query = (base_url or "").partition("?")
    return address or None, dict(parse_qsl(query))


def _is_address(base_url: str) -> bool:
    try:
        parts = urlsplit(base_url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, half an IPv6 address
        return False
