"""The answers of all checks to one episode, and the reward.

(Task, Episode) --verify--> Verdict --aggregate--> report
"""

from __future__ import annotations

from typing import Literal

from pytest_t2t.records.base import Record


class CheckResult(Record):
    """One check's answer."""

    check: str
    passed: bool
    why: str = ""
    """One or two sentences that a person understands; empty when passed."""
    diff: tuple[str, ...] = ()
    """Lines "- expected" and "+ actual" where rows differ."""
    undetermined: bool = False
    """Neither refused nor claimed, though asked: neither 0 nor 1."""


class Verdict(Record):
    """All answers."""

    outcome: Literal["passed", "failed", "undetermined", "error"]
    reward: int | None
    """Product of the required checks, 0 or 1; None for undetermined and error."""
    checks: tuple[CheckResult, ...] = ()
    doubtful: bool = False
    """A failed episode in which the user simulator may be to blame (two or more messages not understood, a yes
    that was no consent, ...)."""
    failure: str = ""
    """Failure class: the first failed check, or the limit that was hit; empty when passed."""
