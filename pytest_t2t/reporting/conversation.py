"""A conversation as a person reads it, with what was wrong below it.

(Episode, Verdict) -> lines: who said what, which calls were made and what they gave, failed checks, row diff
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pytest_t2t.records.episode import Episode
from pytest_t2t.records.message import Message, ToolResult
from pytest_t2t.records.verdict import CheckResult, Verdict
from pytest_t2t.reporting.plain import one_line, plain

_TEXT, _JSON, _HEAD, _TAIL = 600, 240, 6, 24
"""Characters of a message and of a call or result; messages shown at the beginning and at the end of a long talk."""


def lines(episode: Episode, verdict: Verdict, *, full: bool = False) -> list[str]:
    """The conversation, then the failed checks. Trimmed unless `full`."""
    return [*talk(episode, full=full), "", *checks(episode, verdict)]


def talk(episode: Episode, *, full: bool = False) -> Iterator[str]:
    """The conversation alone."""
    messages = episode.messages
    hidden = 0 if full else max(0, len(messages) - _HEAD - _TAIL)
    for number, message in enumerate(messages):
        if hidden and number == _HEAD:
            yield f"... {hidden} messages left out, -vv shows them ..."
        if not hidden or number < _HEAD or number >= _HEAD + hidden:
            yield from _message(message, full=full)


def checks(episode: Episode, verdict: Verdict) -> Iterator[str]:
    """What was wrong, each failed check in its own words with the rows that differ."""
    if episode.fault is not None:
        yield f"error ({episode.fault.origin}): {plain(episode.fault.message)}"
    for check in verdict.checks:
        if not check.passed:
            yield from _check(check)
    named = {"", *(check.check for check in verdict.checks)}
    if verdict.outcome != "error" and verdict.failure not in named:
        yield f"failed: {verdict.failure} (the episode ended by {episode.stop})"
    if verdict.doubtful:
        yield "doubtful: the user simulator may be to blame (misheard, or a yes without consent); read the talk."


def _check(check: CheckResult) -> Iterator[str]:
    yield f"{'undetermined' if check.undetermined else 'failed'} {check.check}: {plain(check.why)}"
    for line in check.diff:
        yield f"  {one_line(line, 400)}"


def _message(message: Message, *, full: bool) -> Iterator[str]:
    speaker = {"user": "customer", "agent": "agent"}.get(message.role, "")
    if message.text.strip():
        yield from _said(speaker, _trimmed(plain(message.text).strip(), 10**9 if full else _TEXT))
    for call in message.calls:
        arguments = call.malformed or ", ".join(f"{k}={json.dumps(v)}" for k, v in call.arguments.items())
        yield f"   call: {one_line(call.tool, 80)}({one_line(arguments, 10**9 if full else _JSON)})"
    if message.result is not None:
        yield _result(message.result, 10**9 if full else _JSON)


def _result(result: ToolResult, longest: int) -> str:
    if result.error:
        return f"refused: {one_line(result.error, longest)}"
    return f" result: {one_line(json.dumps(result.content), longest)}"


def _said(speaker: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"{speaker}: {first}"
    yield from (f"    {line}" for line in rest)


def _trimmed(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} ... ({len(text) - longest} characters more)"
