"""What docs/users.md shows works: each command and each example is run, with a loopback server in the models' place."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_t2t.plugin.options import OPTIONS
from pytest_t2t.records.episode import GuardReason
from pytest_t2t.testing import Asked, Loopback, Step, say
from pytest_t2t.users.fidelity import ASPECTS
from pytest_t2t.users.manner import MANNERS

TEXT = (Path(__file__).parents[2] / "docs" / "users.md").read_text("utf-8")
COMMANDS = re.findall(r"^ {4}((?:pytest|t2t) .*)$", TEXT, re.MULTILINE)
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
MOST_LINES = 15
"""Blank ones are none."""


def both_seats(asked: Asked) -> Step:
    """An agent that is of no use, and a customer's model that is."""
    if asked.tools:
        return say("I'm afraid I can't help you.")
    return say(asked.messages[-1].text.rpartition("Rewrite this message of the customer: ")[2])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small suite where the document has the committed one."""
    found = tmp_path_factory.mktemp("docs")
    done = t2t("t2t synthesize retail --seed 5 --families 1 --out task_suites/retail", found, {})
    assert done.returncode == 0, done.stderr
    (found / "pytest.ini").write_text("[pytest]\n")
    return found


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = Loopback(both_seats)
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    yield server.base_url
    server.close()


def t2t(command: str, cwd: Path, replaced: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for old, new in replaced.items():
        command = command.replace(old, new)
    program, *arguments = shlex.split(command)
    module = "pytest" if program == "pytest" else "pytest_t2t.cli"
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_there_is_a_command_for_each_way() -> None:
    assert len(COMMANDS) >= 7
    assert len(EXAMPLES) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, folder: Path, reached: str) -> None:
    done = t2t(
        command,
        folder,
        {"http://127.0.0.1:8000/v1": reached, "--families 70": "--families 1", "--tasks 40": "--tasks 1"},
    )
    assert done.returncode == (1 if "--t2t-model" in command else 0), done.stdout + done.stderr
    if "--t2t-model" in command:
        assert "4 failed" in done.stdout, done.stdout
        assert "error" not in done.stdout.splitlines()[-1]


def test_the_example_runs(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(EXAMPLES[0])
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    shutil.copytree(folder / "task_suites", tmp_path / "task_suites")
    done = t2t("pytest --t2t-user=echo", tmp_path, {})
    assert "user echo" in done.stdout, done.stdout + done.stderr
    assert "error" not in done.stdout.splitlines()[-1]


def test_no_way_takes_more_than_fifteen_lines() -> None:
    assert all(len([line for line in example.splitlines() if line.strip()]) <= MOST_LINES for example in EXAMPLES)


def test_every_reason_manner_row_and_option_is_named() -> None:
    assert all(f"`{reason}`" in TEXT for reason in GuardReason.__args__)  # type: ignore[attr-defined]
    assert all(f"`{manner}`" in TEXT for manner in MANNERS.names())
    assert all(f"| {aspect} |" in TEXT for aspect in ASPECTS)
    assert set(re.findall(r"--t2t-[a-z-]+[a-z]", TEXT)) <= {option.flag for option in OPTIONS}
