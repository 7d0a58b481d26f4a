"""`--t2t-user=<model>` in a whole session: what the guard keeps back is in the report; who gets nowhere is an error."""

from __future__ import annotations

import json
import re

import pytest

from pytest_t2t.testing import Asked, Loopback, Step, say
from tests.plugin.conftest import SuiteMaker

_TO_SAY = re.compile(r"Rewrite this message of the customer: (.*)", re.DOTALL)


def words(asked: Asked) -> Step:
    """Plays the agent to the first request, and then says what it should."""
    text = asked.messages[-1].text
    bad = text.startswith("Rewrite this message of the customer: Hello, this is request 0")
    return say("Thank you for contacting us." if bad else _TO_SAY.findall(text)[-1])


def test_a_model_takes_the_users_seat(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    server = Loopback(words)
    try:
        result = project.runpytest(
            f"--t2t-user=openai:customer?base_url={server.base_url}", "--t2t-report=json=out.json"
        )
    finally:
        server.close()
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["t2t: agent ends:passed; user openai:customer*", "The guard kept 1 messages of*: role 1."]
    )
    rows = json.loads((project.path / "out.json").read_text())["episodes"]
    assert sorted(json.dumps(row["rejected"]) for row in rows) == ['{"role": 1}', "{}"]
    assert all(row["counts"]["user_input_tokens"] >= 100 for row in rows)


def test_a_model_that_plays_the_agent_is_an_error(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    server = Loopback(lambda _: say("How can I help you today?"))
    try:
        user = f"--t2t-user=openai:customer?base_url={server.base_url}"
        result = project.runpytest(user, "--t2t-user-retries=1")
    finally:
        server.close()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["error (user): *in 2 attempts (role, role;*"])
    assert len(server.received) == 2


def test_a_user_without_a_key_is_an_error_before_anything_is_asked(
    project: pytest.Pytester, suite: SuiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    suite(1)
    result = project.runpytest("--t2t-user=gpt-4o")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["error (user): the model in the user's seat, gpt-4o: *OPENAI_API_KEY*"])


def test_retries_are_a_number(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    result = project.runpytest("--t2t-user-retries=-1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines("*--t2t-user-retries is -1; it must be at least 0.")
