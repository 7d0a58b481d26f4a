"""The run store: one line of JSON for each finished episode with its verdict, appended as it ends, never rewritten.

(Episode, Verdict) -> `<folder>/episodes.jsonl` -> (Episode, Verdict)
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pytest_t2t.errors import UsageError
from pytest_t2t.records.base import Record
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.verdict import Verdict

FILE = "episodes.jsonl"


class Stored(Record):
    """One line."""

    episode: Episode
    verdict: Verdict


class Store:
    """A folder of finished episodes. Several processes may append to one folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._file: int | None = None

    def append(self, episode: Episode, verdict: Verdict) -> None:
        """Write one line in one system call. Raises UsageError where the folder can't be written."""
        line = Stored(episode=episode, verdict=verdict).to_json().encode() + b"\n"
        try:
            if self._file is None:
                self._file = _opened(self.path)
            _write(self._file, line)
        except OSError as refused:
            self.close()  # opened again, it ends a torn line
            raise UsageError(f"{self.path}: can't be written: {refused.strerror}.") from None

    def read(self) -> Iterator[Stored]:
        """All that was stored, in order; a line that a killed process left unfinished is left out.

        Raises UsageError for a complete line that is no episode of this version.
        """
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                stored = _parsed(line, self.path, number)
                if stored is not None:
                    yield stored

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _write(file: int, line: bytes) -> None:
    if os.write(file, line) < len(line):  # what is left of the disk is written without an error
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":  # a torn line must not swallow the next one
        os.write(file, b"\n")
    return file


def _parsed(line: bytes, path: Path, number: int) -> Stored | None:
    try:
        return Stored.model_validate_json(line)
    except ValidationError as error:
        if not _complete(line):
            return None
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{path}:{number}: no episode of this version of pytest-t2t: {where}: {first['msg']}. "
            "Store into a new folder."
        ) from None


def _complete(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
