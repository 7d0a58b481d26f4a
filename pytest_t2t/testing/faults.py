"""Faults of a server, drawn from a seed: so many of its requests end badly, in all ways in which servers fail.

Script --Faults--> Script
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from threading import Lock

from pytest_t2t.testing.script import Asked, Script, Step, drip, drop, fail, late, raw, say

KINDS: Mapping[str, Callable[[], Step]] = {
    "busy": lambda: fail(429, "Slow down", code="rate_limit_exceeded", retry_after=0.02),
    "broken": lambda: fail(500, "boom"),
    "overloaded": lambda: fail(503, "try later", retry_after=0.02),
    "dropped": drop,
    "slow": lambda: late(say("far too late"), 30.0),
    "dripping": lambda: drip(say("drop by drop"), 30.0),
    "malformed": lambda: raw(b'{"choices": [{"mess'),
    "empty": lambda: raw(b""),
    "enormous": lambda: raw(b"<html>" + b"x" * 4_000_000),
}
"""Each way of failing; all of them can be tried again. `slow` and `dripping` last longer than a client should wait."""


class Faults:
    """A script around a script, which never sees the requests that fail."""

    def __init__(
        self, script: Script, *, share: float = 1 / 3, seed: int = 0, kinds: Sequence[str] = tuple(KINDS)
    ) -> None:
        self.seen: Counter[str] = Counter()
        """How often each kind was sent; "good" for what was let through."""
        self._script = script
        self._share = share
        self._kinds = tuple(kinds)
        self._random = Random(seed)
        self._lock = Lock()

    def __call__(self, asked: Asked) -> Step:
        """The script's step, or a fault in its place."""
        with self._lock:
            failing = self._random.random() < self._share
            kind = self._kinds[int(self._random.random() * len(self._kinds))] if failing else "good"
            self.seen[kind] += 1
        return KINDS[kind]() if failing else self._script(asked)
