"""What models wrote comes out harmless in every format, and conversations read as conversations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_t2t.records.episode import Episode, Fault
from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.records.verdict import CheckResult, Verdict
from pytest_t2t.reporting.conversation import lines
from pytest_t2t.reporting.formats import FORMATS
from pytest_t2t.reporting.plain import markdown, one_line, plain
from pytest_t2t.reporting.rows import EpisodeRow, reason
from pytest_t2t.reporting.summary import Report, report

NASTY = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;http://x\x1b\\link \u202eevil \ud800 <script>|`x`|\r\nnext \x9b1m\x00"
)


def row(**changes: Any) -> EpisodeRow:
    check = {"check": "state", "passed": False, "why": NASTY, "diff": [NASTY], "undetermined": False}
    base: dict[str, Any] = {
        "task": "general-1", "trial": 0, "model": "m", "domain": "shop", "intent": "general", "kind": "plain",
        "family": "f", "suite": "s.t2t.jsonl", "reward": 0, "counts": {}, "stop": "user-done", "fault": None,
        "cost_usd": None, "user_cost_usd": None, "rejected": {}, "seconds": 0.0, "transcript": None,
        "verdict": {"outcome": "failed", "reward": 0, "checks": [check], "doubtful": False, "failure": "state"},
    }  # fmt: skip
    found: EpisodeRow = {**base, **changes}  # type: ignore[typeddict-item]
    return found


@pytest.mark.parametrize("name", FORMATS.names())
def test_no_format_lets_control_codes_through(name: str) -> None:
    text = FORMATS.get(name)(report([row(model=NASTY, task=NASTY)]))
    text.encode("utf-8")
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\x00", "\u202e", "\r"}


def test_markdown_means_itself() -> None:
    text = FORMATS.get("markdown")(report([row()]))
    assert "<script>" not in text
    assert "&lt;script&gt;\\|\\`x\\`\\|" in text
    assert markdown("a\nb | c") == "a b \\| c"


def test_plain_keeps_what_was_said() -> None:
    assert plain(NASTY) == "red  link evil  <script>|`x`|\nnext "
    assert one_line("a\n\n b", 3) == "a b"
    assert one_line("abcdef", 5) == "ab..."


def test_an_empty_report_is_a_report() -> None:
    for name in FORMATS.names():
        assert FORMATS.get(name)(Report((), (), 0))
    assert json.loads(FORMATS.get("json")(report([]))) == {"schema": 1, "summary": [], "episodes": []}


def test_the_last_row_of_a_trial_counts() -> None:
    passed = {"outcome": "passed", "reward": 1, "checks": [], "doubtful": False, "failure": ""}
    (summary,) = report([row(), row(verdict=passed)]).summary
    assert (summary["trials"], summary["passed"]) == (1, 1)


def test_the_reason_is_the_failed_check_the_fault_or_the_limit() -> None:
    assert reason(row()).startswith("state: ")
    assert reason(row(fault={"origin": "model", "message": "503"})) == "model error: 503"
    limit = {"outcome": "failed", "reward": 0, "checks": [], "doubtful": False, "failure": "turns"}
    assert reason(row(verdict=limit, stop="turns")) == "turns: the episode ended by turns"
    check = {"check": "state", "passed": False, "why": "Nothing was done."}
    assert reason(row(verdict={**limit, "checks": [check]}, stop="turns")) == "turns: state: Nothing was done."
    assert reason(row(verdict={**limit, "outcome": "passed", "failure": ""})) == ""


def conversation(number: int) -> Episode:
    said = [
        Message(role="user", text="Cancel it."),
        Message(
            role="agent", text="Sure.\nOne moment.", calls=(ToolCall(id="1", tool="cancel", arguments={"id": "W1"}),)
        ),
        Message(role="tool", result=ToolResult(call_id="1", error="There is no W1.")),
        Message(role="agent", calls=(ToolCall(id="2", tool="cancel", malformed="{oops"),)),
        Message(role="tool", result=ToolResult(call_id="2", content={"ok": True})),
    ]
    return Episode(task="t", agent="a", messages=tuple(said * number))


def test_a_conversation_reads_as_one() -> None:
    failed = CheckResult(check="state", passed=False, why="It was not cancelled.", diff=("- a", "+ b"))
    verdict = Verdict(
        outcome="failed", reward=0, checks=(failed, CheckResult(check="told", passed=True)), failure="state"
    )
    assert lines(conversation(1), verdict) == [
        "customer: Cancel it.",
        "agent: Sure.",
        "    One moment.",
        '   call: cancel(id="W1")',
        "refused: There is no W1.",
        "   call: cancel({oops)",
        ' result: {"ok": true}',
        "",
        "failed state: It was not cancelled.",
        "  - a",
        "  + b",
    ]


def test_a_long_one_is_cut_in_the_middle_unless_all_is_asked_for() -> None:
    verdict = Verdict(outcome="failed", reward=0, failure="turns")
    shown = lines(conversation(20), verdict)
    assert "... 70 messages left out, -vv shows them ..." in shown
    assert shown[-1] == "failed: turns (the episode ended by user-done)"
    assert not [line for line in lines(conversation(20), verdict, full=True) if "left out" in line]


def test_an_error_says_whose_it_is() -> None:
    episode = Episode(task="t", agent="a", stop="error", fault=Fault(origin="model", message="503"))
    for failure in ("", "error"):
        verdict = Verdict(outcome="error", reward=None, failure=failure)
        assert lines(episode, verdict)[-1] == "error (model): 503"
