"""Users' own code as the agent of a whole session: found from the rootdir, named in ids and reports, its errors errors."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from tests.plugin.conftest import EVERYWHERE, INI, SuiteMaker

CODE = """
from shop.words import BYE

def agent(messages):
    return BYE

async def broken(messages):
    raise ValueError("out of stock")
"""


@pytest.fixture
def shop(project: pytest.Pytester) -> Iterator[None]:
    project.mkpydir("shop").joinpath("agent.py").write_text(CODE)
    (project.path / "shop" / "words.py").write_text("BYE = 'All done.'\n")
    yield
    for name in ("shop", "shop.agent", "shop.words"):
        sys.modules.pop(name, None)


@EVERYWHERE
def test_a_function_of_the_users(
    project: pytest.Pytester, suite: SuiteMaker, shop: None, runner: tuple[str, ...]
) -> None:
    suite(2)
    result = project.runpytest(*runner, "--t2t-agent=python:shop.agent:agent", "--t2t-report=json=out.json")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines("t2t: agent python:shop.agent:agent; user brief; trials 1")
    report = json.loads((project.path / "out.json").read_text())
    assert [row["model"] for row in report["summary"]] == ["python:shop.agent:agent"]


def test_its_name_stands_in_ids_beside_others_and_selects(
    project: pytest.Pytester, suite: SuiteMaker, shop: None
) -> None:
    suite(1)
    two = ("-p", "no:xdist", "--t2t-model=ends:passed", "--t2t-agent=python:shop.agent:agent")
    named = f"{project.path.name}/suites/general.t2t.jsonl::general-plain-0000000000[python:shop.agent:agent-0]"
    assert named.partition("/")[2] in project.runpytest(*two, "--collect-only", "-q").stdout.str()
    project.runpytest(*two, f"{named.partition('/')[2]}").assert_outcomes(passed=1)


def test_what_is_typed_replaces_the_inis_agents(project: pytest.Pytester, suite: SuiteMaker, shop: None) -> None:
    suite(1)
    project.makeini(f"{INI}t2t_agent = python:shop.agent:broken\n")
    project.runpytest("-p", "no:xdist").assert_outcomes(passed=1, errors=1)
    project.runpytest("-p", "no:xdist", "--t2t-model=ends:passed").assert_outcomes(passed=1)


@EVERYWHERE
def test_what_it_raises_is_an_error_with_its_traceback(
    project: pytest.Pytester, suite: SuiteMaker, shop: None, runner: tuple[str, ...]
) -> None:
    suite(1)
    result = project.runpytest(*runner, "--t2t-agent=python:shop.agent:broken")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "customer: Hello, this is request 0.",
            "error (agent): agent python:shop.agent:broken raised ValueError: out of stock",
            '  File "*agent.py", line 8, in broken',
            '    raise ValueError("out of stock")',
        ]
    )
    assert "callable_running" not in result.stdout.str()


@pytest.mark.parametrize("runner", [("-p", "no:xdist"), ("-n2",)], ids=["no-xdist", "n2"])
@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("python:shop.agnet:agent", "there is no module 'shop.agnet': did you mean 'shop.agent'?"),
        ("python:shop.agent:agnet", "has no 'agnet': did you mean 'agent'?"),
        ("python:shop.agent", "write python:package.module:name."),
    ],
)
def test_a_misspelling_is_one_clear_message(
    project: pytest.Pytester, suite: SuiteMaker, shop: None, runner: tuple[str, ...], spec: str, said: str
) -> None:
    suite(1)
    result = project.runpytest(*runner, f"--t2t-agent={spec}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


STUBBORN = """
import asyncio

async def interrupts(messages):
    raise KeyboardInterrupt

async def stops(messages):
    asyncio.get_running_loop().stop()
    return "All done."

async def exits_later(messages):
    async def exits():
        raise SystemExit(3)
    asyncio.ensure_future(exits())
    await asyncio.sleep(0.01)
    return "All done."

async def generator_exit(messages):
    raise GeneratorExit
"""


@pytest.mark.parametrize(
    ("name", "ended"),
    [("interrupts", "errors"), ("stops", "passed"), ("exits_later", "passed"), ("generator_exit", "errors")],
)
def test_an_agent_that_does_what_ends_a_program_hangs_nothing(
    project: pytest.Pytester, suite: SuiteMaker, name: str, ended: str
) -> None:
    suite(2)
    (project.path / "stubborn_agent.py").write_text(STUBBORN)
    args = ("-p", "no:xdist", "--t2t-timeout=20", f"--t2t-agent=python:stubborn_agent:{name}")
    result = project.runpytest_subprocess(*args, timeout=60)
    result.assert_outcomes(**{ended: 2})
    if name == "interrupts":
        result.stdout.fnmatch_lines("*error (agent): *raised KeyboardInterrupt*")
