"""The plugin's own hooks: each can be overridden in a conftest, and each does something."""

from __future__ import annotations

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
