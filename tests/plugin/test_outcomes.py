"""Passed, failed, error, undetermined: letters, exit codes, and what a person gets to read."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.plugin.conftest import EVERYWHERE, SuiteMaker


@EVERYWHERE
def test_a_failure_shows_the_conversation_and_no_traceback(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(1)
    result = project.runpytest(*runner, "--t2t-model=ends:failed", "--junitxml=junit.xml")
    result.assert_outcomes(failed=1)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "*_ general-plain-0000000000 _*",
            "customer: Hello, this is request 0.",
            "agent: Red and loud,*",
            "customer: Thanks, bye.",
            "failed state: order #W204 was cancelled, but the customer had switched to a return",
            "  - orders W204 status=open",
            "  + orders W204 status=cancelled",
            "doubtful: *",
            "FAILED suites/general.t2t.jsonl::general-plain-0000000000 - state: order*",
        ]
    )
    out = result.stdout.str()
    assert "Traceback" not in out
    assert "NotPassed" not in out
    (case,) = ET.parse(project.path / "junit.xml").iter("testcase")
    (failure,) = case.iter("failure")
    assert failure.get("message", "").startswith("state: order #W204")
    assert "customer: Hello" in (failure.text or "")
    assert "doubtful" not in str(case.attrib)


@EVERYWHERE
@pytest.mark.parametrize("end", ["failed", "error", "undetermined"])
def test_one_line_is_one_line(project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...], end: str) -> None:
    suite(1)
    result = project.runpytest(*runner, f"--t2t-model=ends:{end}", "--tb=line", "-r", "N", "--junitxml=junit.xml")
    shown = [line for line in result.outlines if "general.t2t.jsonl:2: " in line]
    assert len(shown) == 1
    assert "customer: Hello" not in result.stdout.str()
    assert "customer: Hello" in (project.path / "junit.xml").read_text("utf-8")


def test_colours_where_the_terminal_has_them_and_none_of_the_models(
    project: pytest.Pytester, suite: SuiteMaker
) -> None:
    suite(1)
    coloured = project.runpytest("-p", "no:xdist", "--t2t-model=ends:failed", "--color=yes").stdout.str()
    assert "\x1b[36mcustomer: Hello, this is request 0.\x1b[0m" in coloured
    assert "\x1b[32m  + orders W204 status=cancelled\x1b[0m" in coloured
    assert "\x1b[31mRed" not in coloured
    assert "\x07" not in coloured


@EVERYWHERE
def test_errors_are_errors_and_undetermined_has_a_letter_of_its_own(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(1)
    models = "--t2t-model=ends:error,ends:undetermined,ends:passed"
    result = project.runpytest(*runner, models, "--junitxml=junit.xml", "-rA", "--color=yes")
    counts = result.parseoutcomes()
    assert counts == {"passed": 1, "errors": 1, "undetermined": 1}
    assert result.ret == 1
    out = result.stdout.str()
    assert "ERROR at setup of general-plain-0000000000[ends:error-0]" in out
    assert "\x1b[31m\x1b[1merror (model): the model said 503\x1b[0m" in out
    assert "= UNDETERMINED =" in out
    assert "\x1b[33m\x1b[1mundetermined declined: it neither refused nor claimed\x1b[0m" in out, (
        "colours survive a worker"
    )
    assert "Traceback" not in out
    tree = ET.parse(project.path / "junit.xml")
    assert len(list(tree.iter("error"))) == 1


@pytest.mark.parametrize("model", ["ends:error", "ends:undetermined"])
def test_neither_counts_as_passed(project: pytest.Pytester, suite: SuiteMaker, model: str) -> None:
    suite(1)
    assert project.runpytest("-p", "no:xdist", f"--t2t-model={model}").ret == 1


def test_one_line_each_where_that_is_asked_for(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", "--t2t-model=ends:failed", "--tb=line")
    result.stdout.fnmatch_lines("*general.t2t.jsonl:2: state: order #W204*")
    assert "customer:" not in project.runpytest("-p", "no:xdist", "--t2t-model=ends:failed", "--tb=no").stdout.str()


def test_a_long_conversation_is_trimmed_unless_asked_for(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    project.makeconftest(
        (project.path / "conftest.py")
        .read_text()
        .replace("all done.", "all done, truly and finally, with nothing left" * 20)
    )
    args = ("-p", "no:xdist", "--t2t-model=ends:failed")
    assert "characters more)" in project.runpytest(*args).stdout.str()
    assert "characters more)" not in project.runpytest(*args, "-vv").stdout.str()


def test_a_skipped_or_expected_failure_is_left_to_pytest(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    conftest = project.path / "conftest.py"
    conftest.write_text(
        conftest.read_text() + "\nimport pytest\ndef pytest_collection_modifyitems(items):\n"
        "    items[0].add_marker(pytest.mark.xfail)\n    items[1].add_marker(pytest.mark.skip)\n"
    )
    project.runpytest("-p", "no:xdist", "--t2t-model=ends:failed").assert_outcomes(xfailed=1, skipped=1)


def test_a_crash_of_ours_has_a_traceback_and_is_an_error(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    conftest = project.path / "conftest.py"
    conftest.write_text(conftest.read_text().replace("    how = episode.agent", "    1 / 0\n    how = episode.agent"))
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*ZeroDivisionError*")
