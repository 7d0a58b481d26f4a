"""A suite file read and written: `*.t2t.jsonl`, a header line, then one task a line.

bytes -> Suite (header, lines that hold a task, lines that are broken); Header + tasks -> the same bytes every time
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, ValidationError

from pytest_t2t.errors import SuiteError, UsageError
from pytest_t2t.records.base import Record
from pytest_t2t.records.task import Task
from pytest_t2t.records.trajectory import WorldRef
from pytest_t2t.suite.explain import explain

SCHEMA = 1
"""The version of the file format that this package reads and writes."""


class Header(Record):
    """The first line: where the tasks come from."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    t2t: Literal["suite"] = "suite"
    version: int = Field(default=SCHEMA, alias="schema")
    """`schema` in the file."""
    domain: str
    seed: int
    """The seed of the synthesis; the world's own is in `world`."""
    command: str
    """The command that makes this file again."""
    digest: str = ""
    """16 hex digits of the sha256 over the bytes of the task lines; filled in by `write_suite`."""
    world: WorldRef

    def to_json(self) -> str:
        """One line of JSON with all fields, so that the file says what it is."""
        return self.model_dump_json()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds a valid task. It keeps bytes, not records: 10,000 parsed tasks would fill the memory."""

    number: int
    raw: bytes
    id: str
    intent: str
    domain: str

    def task(self) -> Task:
        """The task."""
        return Task.model_validate_json(self.raw)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that holds none."""

    number: int
    message: str
    """What is wrong and the nearest valid name, without file and line."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite file as it was found."""

    path: Path
    header: Header | None
    """None where the first line is no header."""
    lines: tuple[Line, ...]
    broken: tuple[Broken, ...]

    def error(self, broken: Broken) -> SuiteError:
        """The error for a broken line, with file and line."""
        return SuiteError(broken.message, str(self.path), broken.number)


def read_suite(path: Path) -> Suite:
    """Read and check every line. Raises UsageError where the file can't be read; broken lines are data, not errors."""
    try:
        rows = path.read_bytes().splitlines(keepends=True)
    except OSError as refused:
        raise UsageError(f"{path}: can't be read: {refused.strerror}.") from None
    first = rows[0] if rows else b""
    header, trouble = _header(first)
    lines, broken = _lines(rows[1:])
    if foreign := _foreign_schema(first):  # lines that do not fit this schema are explained by that
        trouble, broken = f"{foreign} Of its tasks {len(broken)} can't be read." if broken else foreign, []
    if header is not None and not broken:  # a broken line explains another digest
        trouble = _digest_trouble(header, rows[1:])
    if trouble is not None:
        broken = [Broken(1, trouble), *broken]
    return Suite(path, header, tuple(lines), tuple(broken))


def read_header(path: Path) -> Header | None:
    """The header alone, None where there is none; reads one line of the file."""
    try:
        with path.open("rb") as file:
            return _header(file.readline())[0]
    except OSError:
        return None


def read_tasks(path: Path) -> tuple[Task, ...]:
    """All tasks of a file. Raises SuiteError at its first broken line."""
    suite = read_suite(path)
    for broken in suite.broken:
        raise suite.error(broken)
    return tuple(line.task() for line in suite.lines)


def write_suite(path: Path, header: Header, tasks: Iterable[Task]) -> Header:
    """Write the file by rename, so that it is never half there; gives the header with the digest filled in."""
    rows = [f"{task.to_json()}\n".encode() for task in tasks]
    complete = header.model_copy(update={"digest": digest(rows)})
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        part.write(f"{complete.to_json()}\n".encode())
        part.writelines(rows)
    Path(part.name).chmod(0o666 & ~_umask())
    Path(part.name).replace(path)
    return complete


def digest(rows: Iterable[bytes]) -> str:
    """16 hex digits of the sha256 over the task lines, each with one newline; blank lines are left out."""
    total = sha256()
    for row in rows:
        if row.strip():
            total.update(row.rstrip(b"\r\n") + b"\n")
    return total.hexdigest()[:16]


def _header(row: bytes) -> tuple[Header | None, str | None]:
    if not row.strip():
        return None, "the file has no header line."
    try:
        header = Header.model_validate_json(row)
    except ValidationError as error:
        return None, f"this is no header line: {explain(error, Header)}"
    return (header, None) if header.version == SCHEMA else (None, None)


def _foreign_schema(row: bytes) -> str | None:
    try:
        first = json.loads(row)
    except ValueError:
        return None
    version = first.get("schema") if isinstance(first, dict) else None
    if not isinstance(version, int) or version == SCHEMA:
        return None
    remedy = "update pytest-t2t" if version > SCHEMA else "make the file again with its command"
    return f"the file has schema {version}, this version of pytest-t2t reads schema {SCHEMA}: {remedy}."


def _lines(rows: list[bytes]) -> tuple[list[Line], list[Broken]]:
    lines: list[Line] = []
    broken: list[Broken] = []
    seen: dict[str, int] = {}
    for found in _parsed(rows):
        if isinstance(found, Line) and found.id in seen:
            broken.append(
                Broken(found.number, f"task {found.id!r} stands on line {seen[found.id]} too; ids are unique.")
            )
        elif isinstance(found, Line):
            seen[found.id] = found.number
            lines.append(found)
        else:
            broken.append(found)
    return lines, broken


def _parsed(rows: list[bytes]) -> Iterator[Line | Broken]:
    for number, row in enumerate(rows, 2):
        if not row.strip():
            continue
        try:
            task = Task.model_validate_json(row)
        except ValidationError as error:
            yield Broken(number, f"this is no task: {explain(error, Task)}")
        else:
            yield Line(number, row, task.id, task.intent, task.world.domain)


def _digest_trouble(header: Header, rows: list[bytes]) -> str | None:
    actual = digest(rows)
    if header.digest == actual:
        return None
    return (
        f"the header's digest is {header.digest!r}, the task lines have {actual!r}: they were edited or some are "
        "missing. Make the file again with the header's command, or take it from where it came."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
