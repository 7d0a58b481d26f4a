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
    """The domain, and what is wrong before anything is tried; None where it can't be loaded."""
    findings = list(_files(folder, source))
    if findings:
        return None, findings
    try:
        domain = load(folder, checked=False)
        return domain, [_found(fault, source, domain) for fault in faults(domain)]
    except DomainError as error:
        crash = error.__cause__
        syntax = isinstance(crash, SyntaxError) and crash.filename
        place = Place(Path(str(syntax)), crash.lineno or 1) if syntax and isinstance(crash, SyntaxError) else None
        place = place or (source.crash(crash.__traceback__) if crash else None) or Place(folder / "__init__.py")
        return None, [Finding(place, str(error), "mend this first: nothing else could be looked at.")]


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
    place = {
        "rule": lambda: source.rule(fault.name),
        "anchor": lambda: source.anchor(fault.name),
        "tool": lambda: source.function(domain.tools[fault.name].function),
        "Phrases": lambda: source.said("Phrases", fault.name),
    }[fault.sort]()
    return Finding(place, fault.what.rstrip(";:"), fault.advice)
