"""A broken line is one error item with file, line and nearest name; everything else still runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pytest_t2t.suite.files import digest
from tests.plugin.conftest import EVERYWHERE, SuiteMaker


def _edited(rows: list[str], number: int, edit: Callable[[dict[str, object]], object]) -> list[str]:
    found = json.loads(rows[number - 1])
    edit(found)
    rows[number - 1] = json.dumps(found)
    head = json.loads(rows[0])
    if number > 1:
        head["digest"] = digest(row.encode() for row in rows[1:])
        rows[0] = json.dumps(head)
    return rows


def _unknown_field(rows: list[str]) -> list[str]:
    return _edited(rows, 3, lambda task: task.update(usr=task.pop("user")))


def _nested_field(rows: list[str]) -> list[str]:
    return _edited(rows, 3, lambda task: task["user"].update(openning="x"))  # type: ignore[attr-defined]


def _intent(rows: list[str]) -> list[str]:
    return _edited(rows, 3, lambda task: task.update(intent="ambigous"))


def _unknown_domain(rows: list[str]) -> list[str]:
    return _edited(rows, 3, lambda task: task["world"].update(domain="kiosc"))  # type: ignore[attr-defined]


def _twice(rows: list[str]) -> list[str]:
    return [rows[0], rows[1], rows[1], rows[3]]


CASES = {
    "json": (lambda rows: [*rows[:2], rows[2][:-9], rows[3]], 3, "this is no task: not JSON: *"),
    "unknown field": (_unknown_field, 3, "unknown field 'usr': did you mean 'user'?*"),
    "unknown field inside": (_nested_field, 3, "unknown field 'user.openning': did you mean 'opening'?"),
    "intent": (_intent, 3, "intent is 'ambigous': did you mean 'ambiguous'?"),
    "unknown domain": (_unknown_domain, 3, "unknown domain 'kiosc': did you mean 'kiosk'? Looked in *"),
    "same id twice": (_twice, 3, "task 'general-plain-0000000000' stands on line 2 too; ids are unique."),
}
EDITS: dict[str, Callable[[list[str]], list[str]]] = {name: case[0] for name, case in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_task_line(project: pytest.Pytester, suite: SuiteMaker, name: str) -> None:
    path = suite(3)
    suite(1, "changing")
    rows = EDITS[name](path.read_text().splitlines())
    path.write_text("\n".join(rows) + "\n")
    _, line, message = CASES[name]
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(passed=3, errors=1)
    assert result.ret == 1
    result.stdout.fnmatch_lines([f"*/general.t2t.jsonl:{line}: *{message}".replace("[", "[[]")])
    result.stdout.fnmatch_lines(f"ERROR suites/general.t2t.jsonl::line-{line} - *")
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("edit", "message", "passed"),
    [
        (
            lambda head: head.update(digest="0" * 16),
            "the header's digest is '0000000000000000', the task lines have *",
            3,
        ),
        (lambda head: head.update(schema=2), "the file has schema 2, this version of pytest-t2t reads schema 1: *", 3),
        (lambda head: head.update(domian=head.pop("domain")), "unknown field 'domian': did you mean 'domain'?*", 3),
        (lambda head: head.update(domain="kiosc"), "unknown domain 'kiosc': did you mean 'kiosk'?*", 3),
    ],
    ids=["digest", "schema", "field", "domain"],
)
def test_a_broken_header(
    project: pytest.Pytester, suite: SuiteMaker, edit: Callable[[dict[str, object]], object], message: str, passed: int
) -> None:
    path = suite(3)
    path.write_text("\n".join(_edited(path.read_text().splitlines(), 1, edit)) + "\n")
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(passed=passed, errors=1)
    result.stdout.fnmatch_lines([f"*/general.t2t.jsonl:1: *{message}", "ERROR suites/general.t2t.jsonl::line-1 - *"])


def test_a_domain_that_is_unknown_everywhere_is_said_once(project: pytest.Pytester, suite: SuiteMaker) -> None:
    path = suite(3)
    path.write_text(path.read_text().replace('"domain":"kiosk"', '"domain":"kiosc"'))
    rows = path.read_text().splitlines()
    path.write_text("\n".join(_edited(rows, 2, lambda _: None)) + "\n")
    project.runpytest("-p", "no:xdist").assert_outcomes(errors=1)


@EVERYWHERE
def test_broken_lines_in_every_runner(project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]) -> None:
    path = suite(3)
    path.write_text(path.read_text().replace('"opening"', '"openning"', 1))
    result = project.runpytest(*runner, "-m", "general")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines("*general.t2t.jsonl:2: *unknown field 'user.openning': did you mean 'opening'?*")
    assert "INTERNALERROR" not in result.stdout.str()


def test_no_selection_by_intent_hides_a_broken_line(project: pytest.Pytester, suite: SuiteMaker) -> None:
    path = suite(2)
    path.write_text(path.read_text()[:-20])
    project.runpytest("-p", "no:xdist", "-m", "ambiguous").assert_outcomes(errors=1, deselected=1)


def test_an_empty_file_is_broken(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1).write_text("")
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*general.t2t.jsonl:1: the file has no header line.*")


@EVERYWHERE
def test_reports_name_the_lines_that_hold_no_task(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    path = suite(3)
    path.write_text(path.read_text().replace('"opening"', '"open`ning"', 1))
    result = project.runpytest(*runner, "--t2t-report", "json=out.json", "--t2t-report", "markdown=out.md")
    result.stdout.fnmatch_lines("1 lines of suites hold no task and are in no row.")
    (unread,) = json.loads((project.path / "out.json").read_text())["unread"]
    assert unread.startswith((str(path), "suites/"))
    assert ":2: this is no task: unknown field 'user.open`ning'" in unread
    listed = (project.path / "out.md").read_text().partition("## Lines that hold no task")[2]
    assert "user.open\\`ning" in listed


def test_a_suite_without_tasks_is_told(project: pytest.Pytester, suite: SuiteMaker) -> None:
    rows = suite(1).read_text().splitlines()
    head = json.loads(rows[0])
    head["digest"] = digest(iter(()))
    (project.path / "suites" / "none.t2t.jsonl").write_text(json.dumps(head) + "\n")
    result = project.runpytest("-p", "no:xdist", "-W", "default::pytest.PytestCollectionWarning")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines("*none.t2t.jsonl holds no task.*")
