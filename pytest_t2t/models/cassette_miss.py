"""Why a request was not found on a cassette: the first part that differs from the nearest recorded one, and how.

CassetteStore + Content -> text
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from typing import Any

from pytest_t2t.models.cassette_content import BEFORE_MESSAGES, Content
from pytest_t2t.models.cassette_store import CassetteStore

_LINES, _WIDTH, _LEAD = 8, 160, 30
"""Lines of a difference that are shown, characters of each, and how many of them before the difference."""


def miss(store: CassetteStore, wanted: Content) -> str:
    """What is missing, in a sentence and a short diff: "-" as recorded, "+" as asked now."""
    said = f"{store.path.name} has no recording of this request to {wanted.who} (trial {wanted.trial}): "
    return said + "\n".join(_difference(store, wanted))


def _difference(store: CassetteStore, wanted: Content) -> Iterator[str]:
    known = store.known(wanted)
    if known == len(wanted.digests):
        yield _same_parts(store, wanted)
        return
    recorded = [_lines(text, known) for text in store.following(wanted, known)]
    if not recorded:
        ends = f"the recorded conversation ends before {_name(wanted, known)}:"
        yield ends if known else "nothing is recorded there."
        yield from (f"  + {_cut(line, 0)}" for line in _lines(wanted.texts[known], known)[:_LINES] if known)
        return
    asked = _lines(wanted.texts[known], known)
    nearest = max(recorded, key=lambda lines: _likeness(lines, asked))
    yield f"{_name(wanted, known)} is the first thing that differs from the nearest recorded request:"
    yield from _diff(nearest, asked)


def _same_parts(store: CassetteStore, wanted: Content) -> str:
    trials = store.trials_of(wanted.parts)
    if trials:
        return f"it was recorded for trial {', '.join(map(str, trials))} alone."
    return "all its messages were recorded as the beginning of a longer request alone."


def _name(wanted: Content, part: int) -> str:
    if part < len(BEFORE_MESSAGES):
        return f"the {BEFORE_MESSAGES[part]}"
    message = json.loads(wanted.texts[part])
    return f"message {part - len(BEFORE_MESSAGES) + 1} ({message['role']})"


# ------------------------------------------------------------------------------------------------- parts as lines
def _lines(text: str, part: int) -> list[str]:
    """A part as a person reads it."""
    content = json.loads(text)
    if part < len(BEFORE_MESSAGES):
        return content.splitlines() if isinstance(content, str) else json.dumps(content, indent=1).splitlines()
    return list(_message(content))


def _message(message: dict[str, Any]) -> Iterator[str]:
    yield from (f"{message['role']}: {line}" for line in message.get("text", "").splitlines())
    for call in message.get("calls", ()):
        yield f"call: {call['tool']}({call.get('malformed') or json.dumps(call.get('arguments', {}))})"
    if "result" in message:
        result = message["result"]
        yield f"refused: {result['error']}" if "error" in result else f"result: {json.dumps(result.get('content'))}"


def _likeness(one: list[str], other: list[str]) -> float:
    """Cheap for long texts: lines are compared as wholes where there are many."""
    if max(len(one), len(other)) > 20:
        return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()
    return SequenceMatcher(None, "\n".join(one)[:2000], "\n".join(other)[:2000], autojunk=False).quick_ratio()


def _diff(recorded: list[str], asked: list[str]) -> Iterator[str]:
    lines = list(unified_diff(recorded, asked, lineterm="", n=0))[2:]
    changed = [line for line in lines if not line.startswith("@@")]
    old = next((line[1:] for line in changed if line.startswith("-")), "")
    new = next((line[1:] for line in changed if line.startswith("+")), "")
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    for line in changed[:_LINES]:
        yield f"  {line[0]} {_cut(line[1:], start)}"
    if len(changed) > _LINES:
        yield f"  ... {len(changed) - _LINES} lines more"


def _cut(line: str, start: int) -> str:
    begin = max(0, min(start - _LEAD, len(line) - _WIDTH))
    shown = line[begin : begin + _WIDTH]
    return f"{'...' if begin else ''}{shown}{'...' if len(line) > begin + _WIDTH else ''}"
