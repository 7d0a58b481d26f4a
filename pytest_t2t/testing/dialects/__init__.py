"""The shelf of wire formats, from the server's side: every file that exports DIALECT is one that the loopback speaks.

body of a request -> Asked; Answer, Failure -> body of an answer
"""

from __future__ import annotations

from typing import Any, Protocol

from pytest_t2t.shelf import Shelf
from pytest_t2t.testing.script import Answer, Asked, Failure


class Dialect(Protocol):
    """One wire format."""

    path: str
    """How the path of a request ends."""
    provider: str
    """The provider that speaks it, by its prefix."""

    def asked(self, body: dict[str, Any]) -> Asked:
        """What a request asks."""
        ...

    def answer(self, answer: Answer) -> dict[str, Any]:
        """The body of an answer."""
        ...

    def failure(self, failure: Failure) -> dict[str, Any]:
        """The body of an error."""
        ...


DIALECTS = Shelf("pytest_t2t.testing.dialects", "DIALECT", "wire format")
