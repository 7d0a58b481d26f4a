"""The plugin's own hooks: each can be overridden in a conftest, and each does something."""

from __future__ import annotations

import json

import pytest

from tests.plugin.conftest import DOMAINS, EVERYWHERE, SuiteMaker


def add(project: pytest.Pytester, text: str) -> None:
    conftest = project.path / "conftest.py"
    conftest.write_text(f"{conftest.read_text()}\n{text}")


@EVERYWHERE
def test_gate_report_finish_and_class(project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]) -> None:
    suite(2)
    add(
        project,
        """
def pytest_t2t_gate(config, report):
    doubtful = sum(row["doubtful"] for row in report.summary)
    return f"{doubtful} doubtful" if doubtful else None

def pytest_t2t_report(config, report):
    print_to = config.rootpath / "seen.txt"
    print_to.write_text(str(sorted({row["verdict"]["failure"] for row in report.episodes})))

def pytest_t2t_rollout_finish(config, task, episode, verdict):
    (config.rootpath / f"{task.id}.done").touch()

def pytest_t2t_classify_failure(task, verdict):
    return "odd" if task.id.endswith("1") else None

def pytest_collection_modifyitems(items):
    import pytest
    for item in items:
        item.add_marker(pytest.mark.xfail)
""",
    )
    result = project.runpytest(*runner, "--t2t-model=ends:failed")
    result.assert_outcomes(xfailed=2)
    assert result.ret == 1, "the gate"
    result.stdout.fnmatch_lines("t2t: gate: 1 doubtful")
    assert (project.path / "seen.txt").read_text() == "['odd', 'state']"
    assert len(list(project.path.glob("*.done"))) == 2


BROKEN = [
    ("pytest_t2t_report(report)", "1 / 0", "hook pytest_t2t_report (conftest.py): ZeroDivisionError: division by zero"),
    ("pytest_t2t_gate(report)", "1 / 0", "hook pytest_t2t_gate (conftest.py): ZeroDivisionError"),
    ("pytest_t2t_rollout_finish(task)", "1 / 0", "hook pytest_t2t_rollout_finish (conftest.py): ZeroDivisionError"),
    ("pytest_t2t_classify_failure(task)", "return 3", "hook pytest_t2t_classify_failure (conftest.py) gave 3;"),
]


@EVERYWHERE
@pytest.mark.parametrize(("hook", "body", "line"), BROKEN, ids=[hook.partition("(")[0] for hook, _, _ in BROKEN])
def test_a_hook_that_fails_is_one_line_and_takes_no_result_along(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...], hook: str, body: str, line: str
) -> None:
    suite(2)
    add(project, f"def {hook}:\n    {body}\n")
    result = project.runpytest(*runner, "--t2t-model=ends:passed,ends:failed", "--t2t-report=json=out.json")
    result.assert_outcomes(passed=2, failed=2)
    said = result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert said.count(f"t2t: {line}") == 1
    assert "pass rate (95 %)" in said
    assert "Traceback" not in said + result.stderr.str()
    assert len(json.loads((project.path / "out.json").read_text())["episodes"]) == 4


@pytest.mark.parametrize("hook", ["report", "gate", "rollout_finish"])
def test_a_hook_that_fails_is_not_green(project: pytest.Pytester, suite: SuiteMaker, hook: str) -> None:
    suite(1)
    add(project, f"def pytest_t2t_{hook}():\n    1 / 0\n")
    assert project.runpytest("-p", "no:xdist").ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("return 'passed'", "gave 'passed'; it must give a Verdict."),
        ("raise KeyError('x')", "(conftest.py): KeyError: 'x'"),
    ],
)
def test_a_verifier_that_fails_is_an_error_of_each_item(
    project: pytest.Pytester, suite: SuiteMaker, body: str, line: str
) -> None:
    suite(2)
    add(project, f"def pytest_t2t_verify():\n    {body}\n")
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=2)
    assert "error (hook): hook pytest_t2t_verify (conftest.py)" in result.stdout.str()
    assert line in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


def test_an_agent_that_can_not_be_made_is_a_mistake_of_usage(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    add(project, "def pytest_t2t_make_agent():\n    1 / 0\n")
    result = project.runpytest("-p", "no:xdist")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "hook pytest_t2t_make_agent (conftest.py): ZeroDivisionError" in result.stderr.str()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("1 / 0", "hook pytest_t2t_domains (conftest.py): ZeroDivisionError"),
        ("return 'mine'", "hook pytest_t2t_domains gave 'mine'; it must give a list of folders."),
    ],
)
def test_folders_that_can_not_be_had_are_a_mistake_of_usage(project: pytest.Pytester, body: str, line: str) -> None:
    add(project, f"def pytest_t2t_domains():\n    {body}\n")
    result = project.runpytest("-p", "no:xdist")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert line in result.stderr.str()
    assert "Traceback" not in result.stdout.str() + result.stderr.str()


def test_domains(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    project.makeini("[pytest]\nt2t_user = brief\nt2t_model = ends:passed\n")
    add(project, f"def pytest_t2t_domains(config):\n    return [{str(DOMAINS)!r}]\n")
    project.runpytest("-p", "no:xdist", "-m", "kiosk", "--strict-markers").assert_outcomes(passed=1)


def test_an_agent_that_none_makes_is_named_with_the_nearest(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", "--t2t-model=mine")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "unknown agent 'mine'" in result.stderr.str()
