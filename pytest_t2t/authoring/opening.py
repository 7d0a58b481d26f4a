"""Opens a domain as far as it goes, and says what keeps it from going further.

folder -> Domain or None, with findings
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import apsw

from pytest_t2t.authoring.finding import Finding, Place
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.changes import keyless, unseen
from pytest_t2t.domain.database import open_connection
from pytest_t2t.domain.faults import Fault, faults
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import DomainError


def opened(folder: Path, source: Source) -> tuple[Domain | None, list[Finding]]:
    """The domain, and what is wrong before anything is tried; None where it, or what its tools are, can't be told."""
    findings = list(_files(folder, source))
    if findings:
        return None, findings
    try:
        domain = load(folder, checked=False)
        found = list(faults(domain))
        findings = [_found(fault, source, domain) for fault in found]
        return None if any(fault.field and fault.sort == "Tool" for fault in found) else domain, findings
    except DomainError as error:
        return None, [Finding(_place(error, source), str(error), "mend this first: nothing else could be looked at.")]


def _place(error: DomainError, source: Source) -> Place:
    if error.name:
        return source.said(error.kind, error.name)
    crash = error.__cause__
    if isinstance(crash, SyntaxError) and crash.filename:
        return Place(Path(crash.filename), crash.lineno or 1)
    return (source.crash(crash.__traceback__) if crash else None) or Place(source.folder / "__init__.py")


def _files(folder: Path, source: Source) -> Iterator[Finding]:
    for name in ("schema.sql", "policy.md"):
        if not (folder / name).is_file():
            yield Finding(Place(folder / name), f"there is no {name}.", "write it; docs/write-a-domain.md shows one.")
    if (folder / "schema.sql").is_file():
        yield from _statements(folder / "schema.sql", source)


def _statements(path: Path, source: Source) -> Iterator[Finding]:
    """Every statement that SQLite refuses, at the line where it starts; and every table without a primary key."""
    connection = open_connection()
    for line, statement in statements(path.read_text("utf-8")):
        try:
            connection.execute(statement)
        except apsw.Error as error:
            yield Finding(Place(path, line), f"SQLite refuses this statement: {error}", "correct it.")
    for name in keyless(connection):
        yield Finding(source.table(name), unseen(name), "write `... text primary key not null`.")


def statements(sql: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each statement; lines of comments before it do not count."""
    start, text = 1, ""
    for number, line in enumerate(sql.splitlines(), 1):
        if not text.strip() and (not line.strip() or line.lstrip().startswith("--")):
            continue
        start = start if text else number
        text += f"{line}\n"
        if sqlite3.complete_statement(text):
            yield start, text
            text = ""
    if text.strip():
        yield start, text


def _found(fault: Fault, source: Source, domain: Domain) -> Finding:
    if fault.field:
        place = source.given(fault.sort, fault.field, fault.name)
    elif fault.sort == "anchor":
        place = source.anchor(fault.name)
    elif fault.sort == "tool":
        place = source.function(domain.tools[fault.name].function)
    else:
        place = source.said(fault.sort, fault.name, fault.text)
    return Finding(place, fault.what.rstrip(";:"), fault.advice)
