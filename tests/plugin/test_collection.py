"""What is collected, under which names and markers, and how it is picked."""

from __future__ import annotations

import pytest

from tests.plugin.conftest import EVERYWHERE, SuiteMaker


@EVERYWHERE
def test_each_task_is_an_item_named_by_file_and_id(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(2)
    result = project.runpytest(*runner, "-v")
    result.assert_outcomes(passed=2)
    assert result.ret == 0
    for number in range(2):
        result.stdout.fnmatch_lines(f"*suites/general.t2t.jsonl::general-plain-000000000{number}*")
    result.stdout.fnmatch_lines(["t2t: agent ends:passed; user brief; trials 1", "t2t: domain kiosk -> *domains/kiosk"])


def test_models_and_trials_stand_in_the_name_where_there_are_several(
    project: pytest.Pytester, suite: SuiteMaker
) -> None:
    suite(1)
    result = project.runpytest("--collect-only", "-q", "--t2t-model=ends:passed,ends:failed", "--t2t-trials=2")
    names = [line for line in result.outlines if "::" in line]
    base = "suites/general.t2t.jsonl::general-plain-0000000000"
    assert names == [f"{base}[{model}-{trial}]" for model in ("ends:passed", "ends:failed") for trial in (0, 1)]
    assert not list(project.path.rglob("*.world")), "collecting runs nothing"


@pytest.mark.parametrize(
    ("picked", "count"),
    [
        (("-m", "ambiguous and kiosk"), 2),
        (("-m", "t2t and not ambiguous"), 3),
        (("-m", "retail"), 0),
        (("-k", "general and 0002"), 1),
        (("suites/ambiguous.t2t.jsonl",), 2),
        (("suites/general.t2t.jsonl::general-plain-0000000001",), 1),
    ],
)
def test_tasks_are_picked_by_marker_keyword_file_and_id(
    project: pytest.Pytester, suite: SuiteMaker, picked: tuple[str, ...], count: int
) -> None:
    suite(3)
    suite(2, "ambiguous")
    project.runpytest("-p", "no:xdist", *picked).assert_outcomes(
        passed=count, deselected=0 if "::" in picked[0] or "/" in picked[0] else 5 - count
    )


def test_a_trial_is_picked_by_its_name(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    name = "suites/general.t2t.jsonl::general-plain-0000000001[ends:passed-1]"
    result = project.runpytest("-p", "no:xdist", "--t2t-model=ends:passed,ends:failed", "--t2t-trials=2", name)
    result.assert_outcomes(passed=1)


def test_markers_are_registered(project: pytest.Pytester) -> None:
    result = project.runpytest("--markers")
    for name in ("t2t", "ambiguous", "changing", "infeasible", "general", "t2t_tasks(*files)", "kiosk"):
        result.stdout.fnmatch_lines(f"@pytest.mark.{name.replace('[', '[[]')}:*")


def test_last_failed_runs_what_failed(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(4)
    args = ("-p", "no:xdist", "--t2t-model=ends:failed")
    project.runpytest(*args, "-k", "0001 or 0003").assert_outcomes(failed=2, deselected=2)
    project.runpytest(*args, "--lf").assert_outcomes(failed=2)


@EVERYWHERE
def test_it_stops_at_the_first_failure(project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]) -> None:
    suite(30)
    result = project.runpytest(*runner, "-x", "--t2t-model=ends:failed", "--t2t-report=json=out.json")
    assert result.ret == (2 if runner == ("-n2",) else 1)
    assert 1 <= result.parseoutcomes()["failed"] <= 3
    assert (project.path / "out.json").exists()


def test_it_needs_neither_cache_nor_xdist(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    project.runpytest("-p", "no:xdist", "-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_every_worker_running_everything_is_refused(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2)
    result = project.runpytest_subprocess("-n2", "--dist=each")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--dist each runs every task in every worker" in result.stderr.str() + result.stdout.str()
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_suites_by_another_pattern(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(2).rename(project.path / "suites" / "tasks.jsonl")
    project.runpytest("-p", "no:xdist", "--t2t-files=tasks.jsonl,*.t2t.jsonl").assert_outcomes(passed=2)


def test_a_domain_beside_the_suite_comes_before_the_shipped_ones(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    (project.path / "suites" / "domains" / "kiosk").mkdir(parents=True)
    (project.path / "suites" / "domains" / "kiosk" / "__init__.py").write_text("DOMAIN = 1")
    project.makeini("[pytest]\nt2t_user = brief\nt2t_model = ends:passed\n")
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        "*suites/general.t2t.jsonl:1: *suites/domains/kiosk/__init__.py: exports no DOMAIN*"
        "`t2t check-domain */suites/domains/kiosk` lists all that is wrong.*"
    )


def test_a_world_of_another_version_is_an_error(project: pytest.Pytester, suite: SuiteMaker) -> None:
    path = suite(1)
    digest = path.read_text().partition('"digest":"')[2]
    world = digest.partition('"digest":"')[2][:16]
    path.write_text(path.read_text().replace(world, "0" * 16))
    result = project.runpytest("-p", "no:xdist")
    result.assert_outcomes(errors=2)  # the file's own digest, and the task that no longer fits
    result.stdout.fnmatch_lines("*the task was made for another version of domain 'kiosk'*")
