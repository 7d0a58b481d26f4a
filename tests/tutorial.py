"""The tutorial's blocks: files that grow, edits, commands with what they print.

docs/*.md -> Steps; Step x folder -> files written, commands run
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One block: `python tools.py` writes a file or adds to it, `diff tools.py` edits it, `console` runs commands."""

    kind: str
    file: str
    text: str


def steps(document: Path) -> Iterator[Step]:
    for kind, file, text in _FENCE.findall(document.read_text("utf-8")):
        yield Step(kind, file, text)


def follow(step: Step, project: Path, domain: Path) -> None:
    """Do what a block says. Raises AssertionError where it does not come out as written."""
    if step.kind == "console":
        for command, expected in _commands(step.text):
            _run(command, expected, project)
    elif step.kind == "ini":
        (project / step.file).write_text(step.text)
    elif step.kind == "diff":
        _edit(domain / step.file, step.text)
    else:
        path = domain / step.file
        known = path.read_text() if path.is_file() else ""
        joint = "\n\n" if known and step.kind == "python" else ""
        path.write_text(known + joint + step.text)


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        yield command, [line for line in expected if line.strip(" .")]


def _run(command: str, expected: list[str], project: Path) -> None:
    program, *arguments = shlex.split(command)
    module = {"t2t": "pytest_t2t.cli", "pytest": "pytest"}[program]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    lines = iter(said.splitlines())
    for wanted in expected:
        assert any(_like(wanted, line) for line in lines), f"{command}: no line {wanted!r} in\n{said}"


def _like(wanted: str, line: str) -> bool:
    """Whether a line is as written; "..." stands for anything."""
    return bool(re.fullmatch(".*".join(map(re.escape, wanted.split("..."))), line))


def _edit(path: Path, text: str) -> None:
    lines = text.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    known = path.read_text()
    assert known.count(old) == 1, f"{path.name} has {known.count(old)} times:\n{old}"
    path.write_text(known.replace(old, new))
