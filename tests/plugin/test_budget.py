"""A budget: what it covers runs, the rest is reported as not run, and the session is not green."""

from __future__ import annotations

import json

import pytest

from pytest_t2t.models.providers import _sdk
from pytest_t2t.testing import say, serving
from tests.plugin.conftest import EVERYWHERE, SuiteMaker

PRICED = '''

class Priced:
    """An agent each of whose episodes costs what its name says: priced:0.10; priced:unknown."""

    def __init__(self, name):
        self.name = name

    def converse(self, briefing):
        cost = self.name.partition(":")[2]

        class Talk:
            async def reply(self, messages):
                from pytest_t2t.records.message import Usage

                await asyncio.sleep(0.01)
                usage = Usage(input_tokens=1200, output_tokens=30, cached_tokens=1000)
                return Reply(text="All done.", usage=usage, cost_usd=None if cost == "unknown" else float(cost))

        return Talk()


_make_ends = pytest_t2t_make_agent

def pytest_t2t_make_agent(config, spec):
    return Priced(spec) if spec.startswith("priced:") else _make_ends(config, spec)
'''


FAILS = """
def pytest_t2t_rollout_finish():
    import time
    time.sleep(1)  # those ahead end meanwhile

def pytest_t2t_verify():
    return Verdict(outcome="failed", reward=0, failure="state")
"""


@pytest.fixture
def priced(project: pytest.Pytester, suite: SuiteMaker) -> pytest.Pytester:
    conftest = project.path / "conftest.py"
    conftest.write_text(conftest.read_text() + PRICED)
    suite(10)
    return project


def counts(project: pytest.Pytester, *args: str) -> tuple[int, int, str, pytest.RunResult]:
    """How many passed, how many were not run, what the terminal said."""
    result = project.runpytest("--t2t-report=json=out.json", *args)
    whole = json.loads((project.path / "out.json").read_text())
    assert all(row["verdict"]["outcome"] == "passed" for row in whole["episodes"])
    return len(whole["episodes"]), whole.get("not_run", 0), result.stdout.str(), result


@EVERYWHERE
def test_what_the_budget_does_not_cover_is_not_run(priced: pytest.Pytester, runner: tuple[str, ...]) -> None:
    passed, left, said, result = counts(priced, *runner, "--t2t-model=priced:0.10", "--t2t-budget-usd=0.45")
    several = runner == ("-n2",)
    assert passed + left == 10
    assert passed in ({3, 4, 5} if several else {4})
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert f"t2t: {left} rollouts were not run: " in said
    assert f"{left} not run" in said
    assert "0 failed" not in said
    assert " failed" not in said.splitlines()[-1]
    assert "skipped" not in said.splitlines()[-1]


@EVERYWHERE
def test_a_budget_that_suffices_changes_nothing(priced: pytest.Pytester, runner: tuple[str, ...]) -> None:
    passed, left, said, result = counts(priced, *runner, "--t2t-model=priced:0.10", "--t2t-budget-usd=100")
    assert (passed, left, result.ret) == (10, 0, pytest.ExitCode.OK)
    assert "priced:0.10: 12,000 tokens in (10,000 of them from a cache), 300 out in 10 episodes, $1.00 ($0.1000" in said


@EVERYWHERE
def test_what_ran_ahead_of_a_run_that_stops_is_told(priced: pytest.Pytester, runner: tuple[str, ...]) -> None:
    conftest = priced.path / "conftest.py"
    conftest.write_text(f"{conftest.read_text()}\n{FAILS}")
    store = priced.path / "kept" / "episodes.jsonl"
    said = priced.runpytest(
        *runner, "-x", "--t2t-model=priced:0.10", "--t2t-store=kept", "--t2t-report=json=out.json"
    ).stdout.str()
    whole = json.loads((priced.path / "out.json").read_text())
    ended = len(store.read_text().splitlines()) - len(whole["episodes"])
    assert ended > 0
    assert (whole["ahead"]["ended"], whole["ahead"]["input_tokens"]) == (ended, ended * 1200)
    assert whole["ahead"]["cost_usd"] == pytest.approx(0.1 * ended)
    assert f"{ended} further rollouts had run ahead of tests that did not come; they are in no row." in said
    assert f"ahead, priced:0.10: {ended * 1200:,} tokens in" in said


def test_a_run_that_ends_has_nothing_ahead(priced: pytest.Pytester) -> None:
    _, _, said, _ = counts(priced, "-p", "no:xdist", "--t2t-model=priced:0.10")
    assert "ahead of tests" not in said
    assert "ahead" not in json.loads((priced.path / "out.json").read_text())


def test_built_in_agents_pay_nothing_ahead(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(10)
    options = ("-p", "no:xdist", "-x", "--t2t-model=reference", "--t2t-user=scripted", "--t2t-trials=3")
    conftest = project.path / "conftest.py"
    conftest.write_text(f"{conftest.read_text()}\n{FAILS}")
    result = project.runpytest(*options)
    assert "stopping after 1 failures" in result.stdout.str()
    assert "ahead of tests" not in result.stdout.str()


def test_a_price_that_is_unknown_stops_the_run_after_one_rollout(priced: pytest.Pytester) -> None:
    passed, left, said, result = counts(priced, "-p", "no:xdist", "--t2t-model=priced:unknown", "--t2t-budget-usd=5")
    assert (passed, left, result.ret) == (1, 9, pytest.ExitCode.TESTS_FAILED)
    why = "the price of priced:unknown is unknown, so that --t2t-budget-usd=5 can't be kept"
    assert f"t2t: 9 rollouts were not run: {why}" in said
    assert "9 trials were not run.\n" in said
    assert "did not suffice" not in said
    assert json.loads((priced.path / "out.json").read_text())["why_not_run"].startswith(why)
    assert "cost unknown (no price is listed for it)." in said


def test_an_unknown_cost_is_no_cost_of_0(priced: pytest.Pytester) -> None:
    passed, _, said, _ = counts(priced, "-p", "no:xdist", "--t2t-model=priced:unknown")
    assert passed == 10
    assert "cost unknown (no price is listed for it)." in said
    assert "$" not in said


def test_an_agent_that_costs_nothing_needs_no_budget(priced: pytest.Pytester) -> None:
    passed, left, said, result = counts(priced, "-p", "no:xdist", "--t2t-budget-usd=1")
    assert (passed, left, result.ret) == (10, 0, pytest.ExitCode.OK)
    assert "tokens" not in said


def test_a_budget_of_nothing_runs_nothing(priced: pytest.Pytester) -> None:
    passed, left, said, result = counts(priced, "-p", "no:xdist", "--t2t-model=priced:0.10", "--t2t-budget-usd=0")
    assert (passed, left, result.ret) == (0, 10, pytest.ExitCode.TESTS_FAILED)
    assert "$0.00 of --t2t-budget-usd=0 is spent" in said


def test_a_budget_below_nothing_is_refused(priced: pytest.Pytester) -> None:
    result = priced.runpytest("-p", "no:xdist", "--t2t-budget-usd=-1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--t2t-budget-usd is -1.0; it must be at least 0.0." in result.stderr.str()


def test_what_is_replayed_is_not_paid(
    project: pytest.Pytester, suite: SuiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sdk, "cost_usd", lambda *_: 0.25)
    suite(8)
    with serving(script=lambda _: say("All done.")) as server:
        model = ("-p", "no:xdist", f"--t2t-model=openai:m?base_url={server.base_url}")
        assert counts(project, *model, "--t2t-cassette=record")[:2] == (8, 0)
        recorded = len(server.received)
        assert counts(project, *model, "--t2t-cassette=auto", "--t2t-budget-usd=0.6")[:2] == (8, 0)
        assert len(server.received) == recorded
        suite(12)
        passed, left, said, _ = counts(project, *model, "--t2t-cassette=auto", "--t2t-budget-usd=0.6")
        assert (passed, left) == (8 + 2, 2)
        assert len(server.received) == recorded + 2
        assert "$0.50 of --t2t-budget-usd=0.6 is spent" in said
