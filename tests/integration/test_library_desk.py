"""The library desk: written step by step in the tutorial, kept in less than 300 lines, loaded from outside the package."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from pytest_t2t.authoring.check import check_domain
from tests.integration.test_cli import t2t
from tests.tutorial import follow, steps

ROOT = Path(__file__).parents[2]
DESK = ROOT / "examples" / "library_desk"


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_the_tutorial_builds_it_step_by_step(tmp_path: Path) -> None:
    domain = tmp_path / "domains" / "library_desk"
    domain.mkdir(parents=True)
    for step in steps(ROOT / "docs" / "write-a-domain.md"):
        follow(step, tmp_path, domain)
    assert files(domain) == files(DESK)


def test_it_has_less_than_300_lines() -> None:
    assert sum(len(text.splitlines()) for text in files(DESK).values()) < 300


def test_all_of_it_is_reached() -> None:
    report = check_domain(DESK, 25, 1)
    assert report.findings == ()
    assert all(one.percent() >= 95 for one in report.reach if one.sort in {"tools", "rules", "argument classes"})


def test_it_is_loaded_from_outside_by_the_ini_option(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = copytree(DESK, pytester.mkdir("shelf") / "library_desk", ignore=ignore_patterns("__pycache__"))
    project = pytester.mkdir("project")
    made = t2t(
        "synthesize", "library_desk", "--families=2", "--out=suites", f"--domains={elsewhere.parent}", cwd=project
    )
    assert made.returncode == 0, made.stderr
    monkeypatch.chdir(project)
    without = pytester.runpytest_subprocess("--rootdir", str(project), "suites")
    assert without.ret != 0
    (project / "pytest.ini").write_text(f"[pytest]\nt2t_domains = {elsewhere.parent}\n")
    result = pytester.runpytest_subprocess("--rootdir", str(project), "suites", "-m", "library_desk")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines([f"t2t: domain library_desk -> {elsewhere}"])
