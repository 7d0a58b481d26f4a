"""A model behind the official client, over HTTP, in a whole pytest session: what servers do, good and bad."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pytest_t2t.testing import Asked, Loopback, Step, call, drop, fail, refuse, say
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
