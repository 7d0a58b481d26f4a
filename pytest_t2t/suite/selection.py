"""Which tasks of a suite: by intent, by domain, by id.

lines -> the lines that are asked for, or a message with the nearest name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pytest_t2t.errors import UsageError, nearest, unknown
from pytest_t2t.records.task import INTENTS
from pytest_t2t.suite.files import Line, Suite

PATTERN = "*.t2t.jsonl"
"""What suite files are called."""


def select(lines: Iterable[Line], intents: Sequence[str] = (), domains: Sequence[str] = ()) -> Iterator[Line]:
    """The lines of these intents and domains, empty means all. Raises UsageError for an unknown intent."""
    for intent in intents:
        if intent not in INTENTS:
            raise UsageError(f"unknown intent {intent!r}: {nearest(intent, INTENTS)}")
    return (
        line for line in lines if (not intents or line.intent in intents) and (not domains or line.domain in domains)
    )


def find(suite: Suite, task: str) -> Line:
    """The task with this id, or the only one whose id contains it. Raises UsageError with the nearest id."""
    exact = [line for line in suite.lines if line.id == task]
    close = exact or [line for line in suite.lines if task in line.id]
    if len(close) == 1:
        return close[0]
    if close:
        raise UsageError(f"{suite.path}: {len(close)} tasks have {task!r} in their id, the first is {close[0].id!r}.")
    if suite.broken and not suite.lines:
        foreign = "" if suite.path.match(PATTERN) else f" It is no suite file ({PATTERN})."
        raise UsageError(f"{suite.error(suite.broken[0])}{foreign}")
    raise UsageError(unknown(f"{suite.path}: no task {task!r}", task, [line.id for line in suite.lines]))


def suite_files(paths: Iterable[Path]) -> list[Path]:
    """The suite files named, and those in the folders named, sorted. Raises UsageError where there is none."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob(PATTERN)) if path.is_dir() else [path]
        if not inside or not path.exists():
            raise UsageError(f"{path}: {f'holds no {PATTERN} file' if path.is_dir() else 'there is no such file'}.")
        found += inside
    return found
