"""Table and report files: keys, numbers, and that they are written whatever happens."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.plugin.conftest import EVERYWHERE, SuiteMaker

KEYS = [
    "model", "domain", "intent", "tasks", "trials", "passed", "failed", "errors", "undetermined", "doubtful",
    "pass_rate", "ci_low", "ci_high", "pass_hat",
]  # fmt: skip


def report(project: pytest.Pytester) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project.path / "out.json").read_text("ascii"))
    return found


@EVERYWHERE
def test_the_report_has_a_row_for_each_model_and_intent(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(2)
    suite(1, "ambiguous")
    models = "--t2t-model=ends:flaky,ends:error,ends:undetermined,ends:failed"
    files = ("--t2t-report=json=out.json", "--t2t-report", "markdown=out.md")
    result = project.runpytest(*runner, models, "--t2t-trials=2", *files)
    assert result.ret == 1
    found = report(project)
    assert sorted(found) == ["episodes", "schema", "summary"]
    assert all(list(row) == KEYS for row in found["summary"])
    numbers = {(row["model"], row["intent"]): [row[key] for key in KEYS[3:11]] for row in found["summary"]}
    assert numbers == {
        ("ends:flaky", "general"): [2, 4, 2, 2, 0, 0, 1, 0.5],
        ("ends:flaky", "ambiguous"): [1, 2, 1, 1, 0, 0, 1, 0.5],
        ("ends:error", "general"): [2, 4, 0, 0, 4, 0, 0, None],
        ("ends:error", "ambiguous"): [1, 2, 0, 0, 2, 0, 0, None],
        ("ends:undetermined", "general"): [2, 4, 0, 0, 0, 4, 0, None],
        ("ends:undetermined", "ambiguous"): [1, 2, 0, 0, 0, 2, 0, None],
        ("ends:failed", "general"): [2, 4, 0, 4, 0, 0, 2, 0.0],
        ("ends:failed", "ambiguous"): [1, 2, 0, 2, 0, 0, 2, 0.0],
    }
    assert [row["pass_hat"] for row in found["summary"] if row["model"] == "ends:flaky"] == [{"1": 0.5, "2": 0.0}] * 2
    assert len(found["episodes"]) == 24
    one = next(row for row in found["episodes"] if row["model"] == "ends:failed")
    assert {"task", "trial", "verdict", "reward", "counts", "stop"} <= set(one)
    assert one["verdict"]["checks"][0]["diff"]
    assert one["stop"] == "user-done"
    assert (one["reward"], one["counts"]["agent_messages"]) == (0, 1)
    result.stdout.fnmatch_lines(
        [
            "model *domain *intent *pass^1 *pass^2",
            "ends:flaky *kiosk *general*50.0 % (*)*",
            "*pass^2 leaves out 6 tasks*",
        ]
    )
    text = (project.path / "out.md").read_text("utf-8")
    assert "| ends:flaky | kiosk | general |" in text
    assert "## Not passed" in text


@pytest.mark.parametrize("trials", [1, 2])
def test_what_did_not_pass_stands_in_markdown_with_the_id_that_pytest_takes(
    project: pytest.Pytester, suite: SuiteMaker, trials: int
) -> None:
    suite(1)
    options = ["-p", "no:xdist", "--t2t-model=ends:failed"]
    project.runpytest(*options, "suites", f"--t2t-trials={trials}", "--t2t-report=markdown=out.md")
    lines = (project.path / "out.md").read_text("utf-8").splitlines()
    ids = [line.split("** ")[1].split(": ")[0].replace("\\", "") for line in lines if line.startswith("- **failed**")]
    again = project.runpytest(*options, f"--t2t-trials={trials}", *ids)
    assert again.parseoutcomes() == {"failed": len(ids)}


def test_the_same_run_gives_the_same_report(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(3)
    texts = []
    for order in ("suites/general.t2t.jsonl", "suites"):
        project.runpytest("-p", "no:xdist", order, "--t2t-report=json=out.json", "--t2t-model=ends:passed,ends:failed")
        found = report(project)
        for row in found["episodes"]:
            row["seconds"] = 0
        texts.append(json.dumps(found))
    assert texts[0] == texts[1]


@EVERYWHERE
def test_suites_outside_the_rootdir_keep_their_rows_apart(
    project: pytest.Pytester,
    suite: SuiteMaker,
    runner: tuple[str, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    suite(1)
    paths = [str(suite(2, folder=str(tmp_path_factory.mktemp(name)))) for name in ("old", "new")]
    here = (f"--rootdir={project.path}", "-c", "tox.ini", "suites")
    result = project.runpytest(*runner, *here, *paths, "--t2t-report=json=out.json")
    result.assert_outcomes(passed=5)
    found = report(project)
    assert found["summary"][0]["trials"] == 5
    assert {row["suite"] for row in found["episodes"]} == {"suites/general.t2t.jsonl", *paths}


def test_it_is_written_when_the_run_is_interrupted(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(5)
    conftest = project.path / "conftest.py"
    conftest.write_text(
        conftest.read_text()
        + "\ndef pytest_runtest_teardown(item):\n    if item.name.endswith('2'):\n        raise KeyboardInterrupt\n"
    )
    result = project.runpytest_subprocess("-p", "no:xdist", "--t2t-report=json=out.json")
    assert result.ret == 2
    assert len(report(project)["episodes"]) == 3
    assert "ends:passed" in result.stdout.str()


def test_a_killed_worker_takes_no_other_row_with_it(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(6)
    conftest = project.path / "conftest.py"
    conftest.write_text(
        conftest.read_text()
        + "\nimport os\ndef pytest_runtest_setup(item):\n    if item.name.endswith('3'):\n        os._exit(1)\n"
    )
    result = project.runpytest("-n2", "--t2t-report=json=out.json")
    assert result.ret == 1
    assert sorted(row["task"][-1] for row in report(project)["episodes"]) == ["0", "1", "2", "4", "5"]


def test_a_report_that_cannot_be_written_is_said_and_takes_no_other_with_it(
    project: pytest.Pytester, suite: SuiteMaker
) -> None:
    suite(1)
    conftest = project.path / "conftest.py"
    conftest.write_text(conftest.read_text() + "\nimport os\ndef pytest_runtest_teardown():\n    os.mkdir('out.md')\n")
    files = ("--t2t-report=markdown=out.md", "--t2t-report=json=out.json")
    result = project.runpytest("-p", "no:xdist", *files)
    assert result.ret == 1
    result.stdout.fnmatch_lines("t2t: the report could not be written: *")
    assert "Traceback" not in result.stdout.str()
    assert len(report(project)["episodes"]) == 1


def test_nothing_is_written_where_nothing_ran(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    project.runpytest("--collect-only", "--t2t-report=json=out.json")
    assert not (project.path / "out.json").exists()


def test_conversations_are_stored_where_they_arise(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(3)
    project.runpytest("-p", "no:xdist", "--t2t-store=kept", "--t2t-report=json=out.json")
    stored = (project.path / "kept" / "episodes.jsonl").read_text().splitlines()
    assert len(stored) == 3
    assert json.loads(stored[0])["episode"]["messages"][0]["text"].startswith("Hello")
    assert {row["transcript"] for row in report(project)["episodes"]} == {str(project.path / "kept" / "episodes.jsonl")}
