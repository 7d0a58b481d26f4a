"""Names of agents: each known form gives its agent, each misspelt one a message with the nearest name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.agents.resolve import agent_for, known_specs
from pytest_t2t.errors import UsageError
from pytest_t2t.models import Connection


@pytest.mark.parametrize("spec", known_specs())
def test_built_in_agents_carry_their_name(spec: str) -> None:
    agent = agent_for(spec, Connection("http://localhost:1"))
    assert agent.name == spec
    assert isinstance(agent, PlannedAgent)
    assert not isinstance(agent, Agent)


@pytest.mark.parametrize("spec", ["openai:gpt-4o", "gpt-4o", "gpt-4o-mini", "o1", "o3-mini", "o4-mini"])
def test_models_are_agents_that_see_no_task(spec: str) -> None:
    agent = agent_for(spec)
    assert agent.name == spec
    assert isinstance(agent, Agent)
    assert not isinstance(agent, PlannedAgent)


@pytest.mark.parametrize(
    ("spec", "nearest"),
    [
        ("control:never-ask", "never-asks"),
        ("control:always-complys", "always-complies"),
        ("reference:list-options", "lists-options"),
        ("refrence", "reference"),
        ("contrl:silent", "control:silent"),
        ("refrence:lists-ids", "reference:lists-ids"),
        ("pyton:my_agents:none", "python:my_agents:none"),
        ("opnai:gpt-4o", "openai:gpt-4o"),
        ("gtp-4o", "gpt-4o"),
        ("claud-sonnet-4-5", "claude-sonnet-4-5"),
    ],
)
def test_a_misspelt_name_gets_the_nearest(spec: str, nearest: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean '{nearest}'"):
        agent_for(spec)


@pytest.mark.parametrize("spec", ["", "zzz", "qqq:x"])
def test_an_unknown_name_gets_the_known_forms(spec: str) -> None:
    with pytest.raises(UsageError, match="'reference:<manner>', 'control:<name>', a model such as 'openai:gpt-4o'"):
        agent_for(spec)


def test_a_name_that_nobody_knows_may_be_one_of_a_server() -> None:
    with pytest.raises(UsageError, match="A model of that name on a server of yours is 'openai:mistral-large'"):
        agent_for("mistral-large")


def test_a_kind_without_a_name_lists_all() -> None:
    with pytest.raises(UsageError, match=r"known are .*never-asks"):
        agent_for("control:")


def test_importing_it_loads_no_sdk() -> None:
    code = (
        "import sys, pytest_t2t.agents.resolve as resolve; resolve.known_specs(); resolve.agent_for('gpt-4o');"
        "print(sorted({'openai', 'anthropic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
