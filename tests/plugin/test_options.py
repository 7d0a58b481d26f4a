"""Options, their ini twins, and one clear message for each that can't be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.conftest import DOMAINS, INI, SuiteMaker

LINUX = pytest.mark.skipif(not Path("/proc/self").exists(), reason="root may write everywhere else")
WRONG = [
    ("--t2t-model=referense", "unknown agent 'referense': did you mean 'reference'?"),
    ("--t2t-model=control:never-ask", "did you mean 'never-asks'?"),
    ("--t2t-model=reference:list-options", "did you mean 'lists-options'?"),
    ("--t2t-report=jsn=out.json", "unknown report format 'jsn': did you mean 'json'?"),
    ("--t2t-report=html=out.html", "unknown report format 'html': known are json, markdown, terminal."),
    ("--t2t-report=out.json", "--t2t-report 'out.json' is not FORMAT=PATH"),
    ("--t2t-trials=0", "--t2t-trials is 0; it must be at least 1."),
    ("--t2t-trials=many", "argument --t2t-trials: invalid int value: 'many'"),
    ("--t2t-timeout=-1", "--t2t-timeout is -1.0; it must be at least 0.001."),
    ("--t2t-user=gtp-4o", "unknown user simulator 'gtp-4o': did you mean 'gpt-4o'?"),
    ("--t2t-user=scriptd", "unknown user simulator 'scriptd': did you mean 'scripted'?"),
    ("--t2t-domains=nowhere", "there is no such folder."),
    ("--t2t-store=tox.ini", "tox.ini' is no folder that can be written; name another one."),
    ("--t2t-store=tox.ini/kept", "tox.ini' is no folder that can be written; name another one."),
    ("--t2t-report=json=tox.ini/out.json", "--t2t-report: "),
    pytest.param("--t2t-store=/proc/q", "--t2t-store: '/proc' is no folder that can be written", marks=LINUX),
    pytest.param("--t2t-report=json=/proc/x/y.json", "--t2t-report: '/proc' is no folder", marks=LINUX),
    ("--t2t-report=json=suites", "suites' is a folder; name a file."),
    ("--t2t-model=", "--t2t-model is empty: give it a value, or leave it out."),
    ("--t2t-model=,", "--t2t-model is empty"),
    ("--t2t-agent= ", "--t2t-agent is empty"),
    ("-ot2t_model=", "-o t2t_model is empty: give it a value, or leave it out."),
    ("--t2t-user=", "--t2t-user is empty"),
    ("--t2t-base-url=", "--t2t-base-url is empty"),
    ("--t2t-cassette=", "--t2t-cassette is empty"),
    ("--t2t-store=", "--t2t-store is empty"),
    ("--t2t-domains=", "--t2t-domains is empty"),
    ("--t2t-cassette-path=c.db", "--t2t-cassette-path alone keeps nothing: say --t2t-cassette=record, replay or auto"),
    ("--t2t-trails=3", "unknown option --t2t-trails: did you mean '--t2t-trials'?"),
]


@pytest.mark.parametrize(("option", "message"), WRONG)
def test_a_wrong_value_is_one_clear_message(
    project: pytest.Pytester, suite: SuiteMaker, option: str, message: str
) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", option)
    said = result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in said
    assert "Traceback" not in said + result.stdout.str()


def test_a_key_of_the_ini_file_can_be_taken_back(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    project.makeini(f"{INI}t2t_store = kept\n")
    project.runpytest("-p", "no:xdist", "-o", "t2t_store=").assert_outcomes(passed=1)
    assert not (project.path / "kept").exists()


@pytest.mark.parametrize("runner", [("-p", "no:xdist"), ("-n0",)], ids=["no-xdist", "n0"])
def test_a_misspelt_marker_selects_nothing_and_says_so(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...]
) -> None:
    suite(1)
    loose = "addopts=-p no:hypothesispytest -p no:anyio"  # under --strict-markers pytest itself refuses the name
    result = project.runpytest(*runner, "-o", loose, "-m", "t2t and not ambigous and genral")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(
        ["*no marker is called 'ambigous': did you mean 'ambiguous'?", "*'genral': did you mean 'general'?"]
    )
    assert "'t2t'" not in result.stdout.str()


def test_a_limit_of_0_is_none(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    project.makeini(f"{INI}t2t_in_flight = 1\n")
    options = ("--t2t-in-flight=0", "--t2t-requests-per-minute=0", "--t2t-tokens-per-minute=0")
    project.runpytest("-p", "no:xdist", *options).assert_outcomes(passed=1)


def test_a_wrong_value_is_as_clear_with_workers(project: pytest.Pytester, suite: SuiteMaker) -> None:
    suite(1)
    result = project.runpytest("-n2", "--t2t-model=referense")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "did you mean 'reference'?" in result.stderr.str()
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


@pytest.mark.parametrize(
    ("ini", "message"),
    [
        ("t2t_trials = many", "ini key t2t_trials: "),
        ("t2t_modle = x", "t2t_modle"),
        ("t2t_trials = many", "ini key t2t_trials: 'many' is no whole number."),
        ("t2t_timeout = long", "ini key t2t_timeout: 'long' is no number."),
        ("t2t_trials = 0", "ini key t2t_trials is 0; it must be at least 1."),
        ("t2t_budget_usd = -1", "ini key t2t_budget_usd is -1.0; it must be at least 0.0."),
        ("t2t_cassette = keep", "ini key t2t_cassette is 'keep'; it must be one of "),
        ("t2t_report = out.json", "ini key t2t_report 'out.json' is not FORMAT=PATH"),
    ],
)
def test_a_wrong_ini_is_one_clear_message(project: pytest.Pytester, suite: SuiteMaker, ini: str, message: str) -> None:
    suite(1)
    project.makeini(f"{INI}{ini}\n")
    result = project.runpytest("-p", "no:xdist")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in result.stderr.str()


def test_every_option_has_an_ini_twin_that_the_command_line_overrides(
    project: pytest.Pytester, suite: SuiteMaker
) -> None:
    suite(1)
    (project.path / "sub").mkdir()
    project.makeini(
        f"[pytest]\nt2t_domains = {DOMAINS}\nt2t_user = brief\nt2t_model = ends:failed\nt2t_trials = 2\n"
        "t2t_report = json=ini.json\nt2t_concurrency = 2\nt2t_timeout = 9.5\nt2t_store = sub\nt2t_files = general.*\n"
        "t2t_base_url = http://127.0.0.1:1/v1\nt2t_api_key_env = NO_KEY\n"
    )
    project.runpytest("-p", "no:xdist").assert_outcomes(failed=2)
    assert (project.path / "ini.json").exists()
    assert (project.path / "sub" / "episodes.jsonl").exists()
    project.runpytest("-p", "no:xdist", "--t2t-model=ends:passed", "--t2t-trials=3").assert_outcomes(passed=3)


def test_a_missing_key_is_an_error_of_each_item(
    project: pytest.Pytester, suite: SuiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    suite(2)
    result = project.runpytest("-p", "no:xdist", "--t2t-model=gpt-4o", "--t2t-report=json=out.json")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines("error (model): *OPENAI_API_KEY*")


def test_a_server_that_is_not_there_is_an_error(
    project: pytest.Pytester, suite: SuiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite(1)
    conftest = project.path / "conftest.py"
    conftest.write_text(
        conftest.read_text().replace(
            "def pytest_t2t_make_agent(config, spec):\n",
            "def pytest_t2t_make_agent(config, spec):\n"
            "    from pytest_t2t.agents.model import model_agent\n"
            "    from pytest_t2t.models import Connection\n"
            "    if spec.startswith('openai:'):\n"
            "        url = 'http://127.0.0.1:9/v1'\n"
            "        return model_agent(spec, Connection(url, api_key_env='SOME_KEY', max_retries=0))\n",
        )
    )
    monkeypatch.setenv("SOME_KEY", "x")
    result = project.runpytest("-p", "no:xdist", "--t2t-model=openai:none")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("error (model): *127.0.0.1:9*")
