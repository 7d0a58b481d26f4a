"""The examples under examples/agents, with the real frameworks: each plays whole tasks against the loopback server."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from pytest_t2t.suite.files import read_suite, write_suite
from pytest_t2t.testing import playing, serving

ROOT = Path(__file__).parents[2]
NOWHERE_ELSE = """
import socket
import pytest

tried = []
real = socket.socket.connect

def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        tried.append(address)
        raise OSError(f"a connection to {address}")
    return real(self, address)

def nowhere(host, *args, **kwargs):
    tried.append(host)
    raise OSError(f"a look-up of {host}")

socket.socket.connect = connect
lookup = socket.getaddrinfo
socket.getaddrinfo = lambda host, *more, **named: (lookup if host == "127.0.0.1" else nowhere)(host, *more, **named)

@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    open("tried.txt", "w").write(repr(tried))
"""
FRAMEWORKS = {
    "plain_function:agent": ("openai", "openai"),
    "with_openai_agents:Support": ("agents", "openai-agents"),
    "with_pydantic_ai:Support": ("pydantic_ai", "'pydantic-ai-slim[openai]'"),
    "with_langgraph:Support": ("langgraph", "langgraph langchain-openai"),
}


@pytest.mark.parametrize(
    "example",
    [name if name.startswith("plain") else pytest.param(name, marks=pytest.mark.frameworks) for name in FRAMEWORKS],
)
def test_an_example_plays_whole_tasks_and_calls_nobody_else(
    example: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, packages = FRAMEWORKS[example]
    if find_spec(module) is None:
        pytest.skip(f"needs {packages}: `just frameworks` runs it in a virtual environment of its own")
    tasks = []
    for path in sorted((ROOT / "task_suites" / "retail").glob("*.t2t.jsonl")):
        suite = read_suite(path)
        assert suite.header is not None
        tasks.append(suite.lines[0].task())
        write_suite(pytester.path / path.name, suite.header, tasks[-1:])
    pytester.makeconftest(NOWHERE_ELSE)
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}\naddopts = -p no:cacheprovider\n")
    with serving(script=playing(tasks)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "key-for-the-loopback")
        result = pytester.runpytest_subprocess(
            f"--t2t-agent=python:examples.agents.{example}", "--t2t-report=json=out.json", "-p", "no:xdist", timeout=300
        )
    result.assert_outcomes(passed=len(tasks))
    rows = json.loads((pytester.path / "out.json").read_text())["episodes"]
    assert all(row["counts"]["tool_calls"] >= 2 for row in rows)
    assert (pytester.path / "tried.txt").read_text() == "[]"
