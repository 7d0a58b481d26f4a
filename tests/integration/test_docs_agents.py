"""docs/agents.md: each way is at most 15 lines, and they work when they are typed one after the other."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from pytest_t2t.plugin.options import OPTIONS
from pytest_t2t.suite.files import read_suite, write_suite
from pytest_t2t.testing import playing, serving
from tests.tutorial import Step, follow, steps

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "agents.md"
SECTIONS = {part.splitlines()[0]: part for part in DOCUMENT.read_text("utf-8").split("\n## ")[1:] if "```" in part}


def blocks(section: str, folder: Path) -> list[Step]:
    (folder / "section.md").write_text(SECTIONS[section])
    return list(steps(folder / "section.md"))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_way_is_at_most_15_lines_and_works(
    section: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = blocks(section, pytester.path)
    assert sum(len(block.text.strip().splitlines()) for block in found) <= 15
    if "framework" in section and find_spec("pydantic_ai") is None:
        pytest.skip(
            "needs 'pydantic-ai-slim[openai]'; tests/integration/test_example_agents.py runs it: just frameworks"
        )
    tasks = []
    for path in sorted((ROOT / "task_suites" / "retail").glob("*.t2t.jsonl")):
        suite = read_suite(path)
        assert suite.header is not None
        tasks.append(suite.lines[0].task())
        write_suite(pytester.path / "task_suites" / "retail" / path.name, suite.header, tasks[-1:])
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}\naddopts = -p no:cacheprovider -p no:xdist\n")
    with serving(script=playing(tasks)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "key-for-the-loopback")
        for block in found:
            follow(block, pytester.path, pytester.path)


def test_it_names_no_option_that_there_is_not() -> None:
    named = set(re.findall(r"--t2t-[a-z-]+[a-z]", DOCUMENT.read_text("utf-8")))
    assert named <= {option.flag for option in OPTIONS}, named
