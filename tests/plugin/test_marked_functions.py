"""Ordinary tests over the tasks of a suite: the marker `t2t_tasks` and its fixtures."""

from __future__ import annotations

import json

import pytest

from tests.plugin.conftest import EVERYWHERE, SuiteMaker

TEST = """
import pytest

@pytest.mark.t2t_tasks({files})
def test_it(t2t_task, t2t_episode, t2t_verdict):
    assert t2t_episode.task == t2t_task.id
    assert t2t_episode.messages[0].text == t2t_task.user.opening
    assert t2t_verdict.outcome == "passed"
"""


@EVERYWHERE
def test_the_function_runs_for_each_task(project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]) -> None:
    suite(3, folder="task_suites")
    project.makepyfile(test_more=TEST.format(files='"general.t2t.jsonl"'))
    result = project.runpytest(
        *runner, "test_more.py", "-v", "--t2t-model=ends:flaky", "--t2t-trials=2", "--t2t-report=json=o.json"
    )
    result.assert_outcomes(passed=3, failed=3)
    result.stdout.fnmatch_lines(
        ["*test_more.py::test_it[[]general-plain-0000000000-ends:flaky-0[]]*PASSED*"]
        if runner != ("-n2",)
        else ["*PASSED test_more.py::test_it[[]general-plain-0000000000-ends:flaky-0[]]*"]
    )
    result.stdout.fnmatch_lines(["*AssertionError*", "*- t2t conversation -*", "customer: Hello, this is request *"])
    (row,) = json.loads((project.path / "o.json").read_text())["summary"]
    assert (row["tasks"], row["passed"], row["failed"]) == (3, 3, 3)


def moody(project: pytest.Pytester) -> None:
    """An agent of which the first episode of the session passes and all others fail."""
    conftest = project.path / "conftest.py"
    body = f"""
def pytest_t2t_make_agent(config, spec):
    return Ends(spec)

def pytest_t2t_verify(task, episode):
    import os
    try:
        os.close(os.open({str(project.path / "first")!r}, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return Verdict(outcome="failed", reward=0, failure="state")
    return Verdict(outcome="passed", reward=1)
"""
    conftest.write_text(conftest.read_text() + body)


@EVERYWHERE
def test_tests_of_one_task_share_its_rollout_and_workers_count_each_of_theirs(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(1)
    moody(project)
    project.makepyfile(test_more=TEST.format(files='"suites/../suites/general.t2t.jsonl"'))
    result = project.runpytest(*runner, "suites", "test_more.py", "--t2t-store=kept", "--t2t-report=json=o.json")
    rolled = len((project.path / "kept" / "episodes.jsonl").read_text().splitlines())
    result.assert_outcomes(passed=2) if rolled == 1 else result.assert_outcomes(passed=1, failed=1)
    assert rolled == (2 if runner == ("-n2",) else 1)
    report = json.loads((project.path / "o.json").read_text())
    (row,) = report["summary"]
    assert (row["tasks"], row["trials"], row["passed"], row["failed"]) == (1, rolled, 1, rolled - 1)
    assert [episode["trial"] for episode in report["episodes"]] == list(range(rolled))


@pytest.mark.parametrize("folder", ["tests", "suites", "task_suites"])
def test_files_are_found_beside_the_test_in_the_rootdir_and_in_task_suites(
    project: pytest.Pytester, suite: SuiteMaker, folder: str
) -> None:
    path = suite(1, folder=f"{folder}/shop" if folder != "suites" else "shop")
    (project.path / "tests").mkdir(exist_ok=True)
    (project.path / "tests" / "test_more.py").write_text(TEST.format(files='"shop/general.t2t.jsonl"'))
    assert path.exists()
    project.runpytest("-p", "no:xdist", "tests/test_more.py").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("files", "body", "message"),
    [
        (
            '"suites/generl.t2t.jsonl"',
            "t2t_task",
            "no suite file 'suites/generl.t2t.jsonl': did you mean 'suites/general.t2t.jsonl'?",
        ),
        ("", "t2t_task", "give t2t_tasks the files, as in t2t_tasks("),
        ('"suites/general.t2t.jsonl"', "", "asks for no t2t_task and no t2t_episode."),
    ],
)
def test_a_wrong_marker_is_one_clear_message(
    project: pytest.Pytester, suite: SuiteMaker, files: str, body: str, message: str
) -> None:
    suite(1)
    project.makepyfile(f"import pytest\n\n@pytest.mark.t2t_tasks({files})\ndef test_it({body}):\n    pass\n")
    result = project.runpytest("-p", "no:xdist", "test_a_wrong_marker_is_one_clear_message.py")
    result.assert_outcomes(errors=1)
    assert message in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert "During handling" not in result.stdout.str()


@EVERYWHERE
def test_marks_select_tasks_as_they_select_a_suites_items(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(2)
    suite(3, intent="ambiguous")
    broken = project.path / "suites" / "general.t2t.jsonl"
    broken.write_text(broken.read_text() + "{\n")
    files = '"suites/general.t2t.jsonl", "suites/ambiguous.t2t.jsonl"'
    project.makepyfile(test_more=TEST.format(files=files))
    project.runpytest(*runner, "test_more.py", "-m", "ambiguous and kiosk and t2t").assert_outcomes(passed=3, errors=1)
    project.runpytest(*runner, "test_more.py", "-m", "general").assert_outcomes(passed=2, errors=1)


def test_the_fixture_without_the_marker_says_what_to_do(project: pytest.Pytester) -> None:
    project.makepyfile("def test_it(t2t_episode):\n    pass\n")
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines('*mark the test with @pytest.mark.t2t_tasks("FILE")*')


def test_a_broken_line_and_a_fault_are_errors_of_the_fixture(project: pytest.Pytester, suite: SuiteMaker) -> None:
    path = suite(2)
    path.write_text(path.read_text()[:-30] + "\n")
    project.makepyfile(test_more=TEST.format(files='"suites/general.t2t.jsonl"'))
    result = project.runpytest("-p", "no:xdist", "test_more.py", "--t2t-model=ends:error", "--t2t-report=json=o.json")
    result.assert_outcomes(errors=2)
    assert len(json.loads((project.path / "o.json").read_text())["unread"]) == 1
    result.stdout.fnmatch_lines(
        ["*suites/general.t2t.jsonl:3: this is no task: not JSON*", "model error: the model said 503"]
    )


def test_only_the_task_needs_no_rollout(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    project.makepyfile(
        """
        import pytest

        @pytest.mark.t2t_tasks("suites/general.t2t.jsonl")
        def test_it(t2t_task):
            assert t2t_task.kind
        """
    )
    result = project.runpytest("-p", "no:xdist", "test_only_the_task_needs_no_rollout.py")
    result.assert_outcomes(passed=2)
    assert not list(project.path.rglob("*.world"))
