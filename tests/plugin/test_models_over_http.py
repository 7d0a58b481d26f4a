"""A model behind the official client, over HTTP, in a whole pytest session: what servers do, good and bad."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pytest_t2t.testing import Asked, Loopback, Step, call, drop, fail, late, refuse, say
from tests.plugin.conftest import EVERYWHERE, SuiteMaker

TASKS = {
    0: [call(("find_customer", {"email": "a@b.example", "postcode": "12345"})), say("Nobody found, all done.")],
    1: [call(("find_customer", "{oops")), say("All done.")],
    2: [call(("get_customer", {"customer_id": "CU0001"}), ("no_such_tool", {})), say("All done.")],
    3: [refuse("I can't help with that.")],
    4: [fail(429, retry_after=0.01), say("All done.")],
    5: [drop(), say("All done.")],
    6: [fail(500, "the model is on fire", retry_after=0.01)] * 9,
}


class Script:
    """Answers each conversation by the number in its first message."""

    def __init__(self) -> None:
        self._asked: Counter[int] = Counter()

    def __call__(self, asked: Asked) -> Step:
        number = int(asked.opening.split()[-1].rstrip("."))
        self._asked[number] += 1
        return TASKS[number][self._asked[number] - 1]


@EVERYWHERE
def test_a_session_with_a_model_behind_a_server(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", "secret-key")
    suite(len(TASKS))
    server = Loopback(Script(), api_key="secret-key")
    try:
        model = ("--t2t-model=openai:scripted", f"--t2t-base-url={server.base_url}", "--t2t-api-key-env=LOOPBACK_KEY")
        result = project.runpytest(*runner, *model, "--t2t-report=json=out.json", "--t2t-store=kept")
    finally:
        server.close()
    result.assert_outcomes(passed=6, errors=1)
    result.stdout.fnmatch_lines("error (model): *500*the model is on fire*")
    assert "secret-key" not in result.stdout.str() + (project.path / "kept" / "episodes.jsonl").read_text()
    rows = {int(row["task"][-1]): row for row in json.loads((project.path / "out.json").read_text())["episodes"]}
    assert {number: (row["counts"]["tool_calls"], row["counts"]["tool_errors"]) for number, row in rows.items()} == {
        0: (1, 1), 1: (1, 1), 2: (2, 1), 3: (0, 0), 4: (0, 0), 5: (0, 0), 6: (0, 0),
    }  # fmt: skip
    assert rows[0]["counts"]["input_tokens"] == 200
    assert rows[6]["fault"]["origin"] == "model"
    assert rows[6]["verdict"]["outcome"] == "error"


@EVERYWHERE
@pytest.mark.parametrize("provider", ["openai", "openai-responses", "anthropic"])
def test_limits_hold_for_all_workers_together(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...], provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    suite(8)
    server = Loopback(lambda _: late(say("All done."), 0.05))
    try:
        spec = f"--t2t-model={provider}:m?base_url={server.url_for(provider)}&max_retries=0"
        result = project.runpytest(*runner, spec, "--t2t-in-flight=2", "--t2t-report=json=out.json")
    finally:
        server.close()
    result.assert_outcomes(passed=8)
    assert server.most_in_flight <= 2
    result.stdout.fnmatch_lines("*: 800 tokens in (512 of them from a cache), 56 out in 8 episodes, cost unknown (no *")
    rows = json.loads((project.path / "out.json").read_text())["episodes"]
    assert {row["cost_usd"] for row in rows} == {None}


@pytest.mark.parametrize("option", ["in-flight", "requests-per-minute", "tokens-per-minute"])
def test_a_limit_below_nothing_is_refused(project: pytest.Pytester, suite: SuiteMaker, option: str) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", f"--t2t-{option}=-1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"--t2t-{option} is -1" in result.stderr.str()


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("gpt-4o?temprature=0", "unknown option 'temprature': did you mean 'temperature'?"),
        ("antropic:claude-x", "unknown agent 'antropic:claude-x': did you mean 'anthropic:claude-x'?"),
        ("claude-x?temperature=2", "temperature is '2'; it must be a number from 0 to 1."),
    ],
)
def test_a_misspelt_spec_is_one_clear_message(
    project: pytest.Pytester, suite: SuiteMaker, spec: str, said: str
) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", f"--t2t-model={spec}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str()
