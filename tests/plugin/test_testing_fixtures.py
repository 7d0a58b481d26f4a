"""The fixtures of `pytest_t2t.testing`, in somebody else's session: there when asked for, and not otherwise."""

from __future__ import annotations

import pytest

PLUGINS = 'pytest_plugins = ["pytest_t2t.testing.fixtures"]\n'

TESTS = """
import pytest
from pytest_t2t.agents.model import ModelAgent, model_agent
from pytest_t2t.agents.reference import Control, Reference
from pytest_t2t.models import Connection
from pytest_t2t.testing import ScriptedModel, fail, playing, say


def test_the_world_and_the_tools(t2t_world, t2t_call):
    assert t2t_world("kiosk").ref.domain == "kiosk"
    found = t2t_call("kiosk", "get_customer", customer_id="CU0001")
    assert found["customer_id"] == "CU0001"
    with pytest.raises(AssertionError, match="CU9999"):
        t2t_call("kiosk", "get_customer", customer_id="CU9999")


def test_the_reference_passes_and_a_control_fails(t2t_make_tasks, t2t_run):
    for task in t2t_make_tasks("kiosk", families=2):
        assert t2t_run(task, Reference())[1].outcome == "passed"
        assert t2t_run(task, Control("silent"))[1].outcome == "failed"


def test_a_model_in_the_process(t2t_make_tasks, t2t_run):
    task, *_ = t2t_make_tasks("kiosk", families=1)
    assert t2t_run(task, ModelAgent("perfect", ScriptedModel(playing([task]))))[1].outcome == "passed"
    model = ScriptedModel([say("Hello?")])
    episode, verdict = t2t_run(task, ModelAgent("mute", model))
    assert verdict.outcome == "error"
    assert "no further step" in episode.fault.message


def test_a_function_is_an_agent(t2t_make_tasks, t2t_run):
    def says_no(messages):
        return f"Sorry, I can't. ({len(messages)})"

    task, *_ = t2t_make_tasks("kiosk", families=1)
    episode, verdict = t2t_run(task, says_no)
    assert (episode.agent, verdict.outcome) == ("says_no", "failed")
    assert episode.messages[1].text == "Sorry, I can't. (1)"


def test_no_families_are_no_tasks_to_make(t2t_make_tasks):
    with pytest.raises(ValueError, match="families is 0"):
        t2t_make_tasks("kiosk", families=0)


@pytest.mark.parametrize("provider", ["openai", "openai-responses", "anthropic"])
def test_a_model_behind_a_server(t2t_make_tasks, t2t_run, t2t_serve, provider):
    task, *_ = t2t_make_tasks("kiosk", families=1)
    server = t2t_serve(script=playing([task]))
    episode, verdict = t2t_run(task, model_agent(f"{provider}:perfect", Connection(server.url_for(provider))))
    assert (verdict.outcome, episode.fault) == ("passed", None)
    assert len(server.received) == sum(message.role == "agent" for message in episode.messages)
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    from tests.plugin.conftest import DOMAINS

    monkeypatch.setenv("T2T_CACHE", str(pytester.path / "cache"))
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    (pytester.path / "domains").symlink_to(DOMAINS)
    pytester.makepyfile(TESTS)
    return pytester


def test_where_they_are_named_an_agent_and_a_domain_can_be_tested(project: pytest.Pytester) -> None:
    project.makeconftest(PLUGINS)
    project.runpytest_subprocess("-p", "no:xdist").assert_outcomes(passed=8)


def test_elsewhere_they_are_not_there(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess("-p", "no:xdist", "--fixtures")
    assert "t2t_serve" not in result.stdout.str()
    assert "t2t_episode" in result.stdout.str()


def test_folders_of_domains_can_be_others(project: pytest.Pytester) -> None:
    (project.path / "domains").rename(project.path / "worlds")
    folders = "import pytest\n\n@pytest.fixture(scope='session')\ndef t2t_domain_folders(request):\n"
    project.makeconftest(f"{PLUGINS}{folders}    return [request.config.rootpath / 'worlds']\n")
    project.runpytest_subprocess("-p", "no:xdist", "-k", "the_world").assert_outcomes(passed=1)
