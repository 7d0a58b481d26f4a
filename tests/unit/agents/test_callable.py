"""Users' own code as the agent: every shape it may have, its tools, and what happens when it goes wrong or hangs."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pytest_t2t.agents.callable import CallableAgent, callable_agent
from pytest_t2t.records.episode import Episode
from pytest_t2t.rollout.engine import Engine
from pytest_t2t.rollout.limits import Limits
from pytest_t2t.rollout.loop import run
from tests.kiosk import FIRST, cancel, task, world, yes
from tests.unit.rollout.parts import lines

ADA = {"email": "ada@example.com", "postcode": "1"}


@pytest.fixture
def agent(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., CallableAgent]]:
    """Write a module of the user's into a folder that is not on sys.path, and make an agent of a name in it."""
    made: list[str] = []

    def make(code: str, name: str = "agent") -> CallableAgent:
        module = f"shop_{request.node.name.partition('[')[0]}_{len(made)}"
        made.append(module)
        (tmp_path / f"{module}.py").write_text(code)
        return callable_agent(f"python:{module}:{name}", [tmp_path])

    yield make
    for module in made:
        sys.modules.pop(module, None)


def play(made: CallableAgent, *said: Any, limits: Limits | None = None) -> Episode:
    return run(task(), made, lines(*(said or ("Bye.",))), world(), limits=limits)


def texts(episode: Episode) -> list[str]:
    return [message.text for message in episode.messages if message.role == "agent" and message.text]


SHAPES = {
    "function": "def agent(messages):\n    return str(len(messages))",
    "async function": "async def agent(messages):\n    return str(len(messages))",
    "keywords only": "def agent(*, policy, tools, messages, trial):\n    return str(len(messages))",
    "function that gives a coroutine": (
        "async def later(n):\n    return str(n)\ndef agent(messages):\n    return later(len(messages))"
    ),
    "factory of a function": "def agent(policy, tools):\n    return lambda messages: str(len(messages))",
    "factory of a coroutine function": (
        "def agent():\n    async def reply(conversation):\n        return str(len(conversation))\n    return reply"
    ),
    "async factory": "async def agent(tools):\n    return lambda messages: str(len(messages))",
    "class with reply": (
        "class agent:\n    def __init__(self, policy): pass\n"
        "    def reply(self, messages):\n        return str(len(messages))"
    ),
    "async class with reply": (
        "import asyncio\nclass agent:\n    def __init__(self):\n        asyncio.get_running_loop()\n"
        "    async def reply(self, messages):\n        return str(len(messages))"
    ),
    "class that is called": (
        "class agent:\n    def __call__(self, conversation):\n        return str(len(conversation))"
    ),
    "an object": "class A:\n    def __call__(self, messages):\n        return str(len(messages))\nagent = A()",
    "partial": (
        "from functools import partial\n"
        "def f(model, messages):\n    return str(len(messages))\nagent = partial(f, 'model')"
    ),
}


@pytest.mark.parametrize("code", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_code_is_an_agent(agent: Callable[..., CallableAgent], code: str) -> None:
    episode = play(agent(code), "What?", "Bye.")
    assert episode.fault is None
    assert texts(episode) == ["1", "3"]
    assert episode.agent.startswith("python:shop_")


def test_every_episode_is_a_new_conversation(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "class agent:\n    made = 0\n    def __init__(self):\n        agent.made += 1\n        self.said = 0\n"
        "    def reply(self, messages):\n        self.said += 1\n        return f'{agent.made} {self.said}'"
    )
    assert [texts(play(made, "Hm.", "Bye.")) for _ in range(2)] == [["1 1", "1 2"], ["2 1", "2 2"]]


def test_what_it_is_given(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "import json\ndef agent(policy, tools, messages, trial):\n"
        "    tool = next(tool for tool in tools if tool.name == 'cancel_order')\n"
        "    assert tool.schema == {'name': tool.name, 'description': tool.description, 'parameters': tool.parameters}\n"
        "    return json.dumps([policy, len(tools), tool.parameters['required'], messages, trial])"
    )
    said = run(task(), made, lines("Bye."), world(), trial=2).messages[1].text
    policy, tools, required, messages, trial = json.loads(said)
    domain = world().domain
    assert (policy, tools, trial) == (domain.policy, len(domain.tools), 2)
    assert required == ["order_id", "reason"]
    assert messages == [{"role": "user", "content": "Please cancel my order."}]


# --------------------------------------------------------------------------------------------------------------- tools
PLAIN_TOOLS = """
def agent(tools, messages):
    call = {tool.name: tool for tool in tools}
    found = call["get_order"](order_id="K00010")
    refused = call["get_order"](order_id="none")
    return found + "|" + refused
"""
ASYNC_TOOLS = PLAIN_TOOLS.replace("def agent", "async def agent").replace(
    '= call["get_order"](', '= await call["get_order"].acall('
)
OTHER_LOOP = (
    "import asyncio\n"
    + ASYNC_TOOLS.replace("async def agent", "async def inner")
    + ("\ndef agent(tools, messages):\n    return asyncio.run(inner(tools, messages))\n")
)
WORKER_THREAD = (
    "import asyncio\n"
    + PLAIN_TOOLS.replace("def agent", "def inner")
    + ("\nasync def agent(tools, messages):\n    return await asyncio.to_thread(inner, tools, messages)\n")
)


@pytest.mark.parametrize(
    "code",
    [PLAIN_TOOLS, ASYNC_TOOLS, OTHER_LOOP, WORKER_THREAD],
    ids=["plain", "async", "a loop of its own", "a thread of an async framework"],
)
def test_tools_can_be_called_inside_a_turn(agent: Callable[..., CallableAgent], code: str) -> None:
    episode = play(agent(code))
    assert episode.fault is None
    assert [(call.tool, call.arguments["order_id"], call.ok) for call in episode.executed] == [
        ("get_order", "K00010", True), ("get_order", "none", False),
    ]  # fmt: skip
    found, refused = texts(episode)[0].split("|")
    assert json.loads(found) == episode.executed[0].result
    assert refused == f"Error: {episode.executed[1].error}"
    assert [message.role for message in episode.messages] == ["user", "agent", "tool", "agent", "tool", "agent", "user"]
    assert len({call.id for message in episode.messages for call in message.calls}) == 2


def test_tools_called_at_once_are_called_one_after_the_other(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "import asyncio\nasync def agent(tools, messages):\n"
        "    get = next(tool for tool in tools if tool.name == 'get_order')\n"
        "    return ' '.join(await asyncio.gather(*(get.acall(order_id=f'N{n}') for n in range(5))))"
    )
    episode = play(made)
    assert [call.arguments["order_id"] for call in episode.executed] == [f"N{n}" for n in range(5)]
    assert texts(episode)[0].count("Error: ") == 5


def test_calls_can_be_left_to_the_rollout(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "def agent(messages):\n    if messages[-1]['role'] == 'tool':\n        return {'content': messages[-1]['content']}\n"
        "    function = {'name': 'get_order', 'arguments': '{\"order_id\": \"K00010\"}'}\n"
        "    return {'role': 'assistant', 'content': None,\n"
        "            'tool_calls': [{'id': 'x', 'type': 'function', 'function': function}] * 2}"
    )
    episode = play(made, "And?", "Bye.")
    assert episode.fault is None
    assert [call.ok for call in episode.executed] == [True] * 4
    assert json.loads(texts(episode)[0]) == episode.executed[0].result
    assert len({call.id for message in episode.messages for call in message.calls}) == 4


def test_the_state_that_its_calls_leave_is_what_counts(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "import json\ndef agent(tools, messages):\n    call = {tool.name: tool for tool in tools}\n"
        f"    if 'Yes' in messages[-1]['content']:\n        call['cancel_order'](**{cancel(FIRST).arguments!r})\n"
        "        return 'It has been cancelled.'\n    return 'Shall I cancel it?'"
    )
    episode = play(made, ("Yes.", yes(cancel(FIRST))), "Bye.")
    assert [change.table for change in episode.changes] == [
        change.table for change in task().checker.expected[0].changes
    ]


def test_arguments_that_are_no_json_are_the_users_error(agent: Callable[..., CallableAgent]) -> None:
    made = agent("def agent(tools, messages):\n    return tools[0](when={1, 2})")
    fault = play(made).fault
    assert fault is not None
    assert "(when=...): arguments must be plain JSON values" in fault.message


def test_waiting_for_a_tool_on_the_loop_is_said_to_be_wrong(agent: Callable[..., CallableAgent]) -> None:
    fault = play(agent("async def agent(tools, messages):\n    return tools[0]()")).fault
    assert fault is not None
    assert "in async code write `await" in fault.message


# ----------------------------------------------------------------------------------------------------- what goes wrong
RAISES = {
    "plain": "def agent(messages):\n    return 1 / 0",
    "async": "async def agent(messages):\n    return 1 / 0",
    "in the factory": "def agent(policy):\n    return 1 / 0",
    "in a class": "class agent:\n    def reply(self, messages):\n        return 1 / 0",
    "behind a tool call": ("def agent(tools, messages):\n    tools[0]()\n    return 1 / 0"),
}


@pytest.mark.parametrize("code", RAISES.values(), ids=RAISES)
def test_what_it_raises_is_an_error_with_its_own_traceback(agent: Callable[..., CallableAgent], code: str) -> None:
    episode = play(agent(code))
    assert (episode.stop, episode.fault and episode.fault.origin) == ("error", "agent")
    assert episode.fault is not None
    first, *frames = episode.fault.message.splitlines()
    assert first == f"agent {episode.agent} raised ZeroDivisionError: division by zero"
    assert frames[0].endswith(("in agent", "in reply"))
    assert frames[1].strip() == "return 1 / 0"
    assert "pytest_t2t" not in "".join(frames)


def test_a_long_traceback_is_cut_in_the_middle(agent: Callable[..., CallableAgent]) -> None:
    code = "def agent(messages, n=60):\n    return other(n) if n else 1 / 0\ndef other(n):\n    return agent([], n - 1)"
    fault = play(agent(code)).fault
    assert fault is not None
    assert "  ... 109 frames ..." in fault.message
    assert len(fault.message.splitlines()) < 50


@pytest.mark.parametrize("kind", ["def", "async def"])
@pytest.mark.parametrize(
    "statement", ["raise SystemExit(3)", "raise BaseException('odd')", "import pytest; pytest.skip('not today')"]
)
def test_nothing_that_it_raises_ends_the_run(agent: Callable[..., CallableAgent], kind: str, statement: str) -> None:
    made = agent(f"{kind} agent(messages):\n    if len(messages) > 1:\n        {statement}\n    return 'Hi.'")
    with Engine(made, _Talks(), lambda _: world()) as engine:
        episodes = [engine.submit(task(), trial).result(10)[0] for trial in range(2)]
    assert [episode.fault and episode.fault.origin for episode in episodes] == ["agent", "agent"]


def test_code_that_cancels_itself_is_an_error(agent: Callable[..., CallableAgent]) -> None:
    made = agent("import asyncio\nasync def agent(messages):\n    raise asyncio.CancelledError")
    fault = play(made).fault
    assert fault is not None
    assert fault.message.endswith("was cancelled by its own code.")


RETURNS = {
    "None": "NoneType",
    "42": "int",
    "{'text': 'hi'}": "a dict with the keys ['text']",
    "['hi']": "list",
}


@pytest.mark.parametrize(("value", "what"), RETURNS.items())
def test_a_return_value_that_is_no_reply_is_an_error(
    agent: Callable[..., CallableAgent], value: str, what: str
) -> None:
    fault = play(agent(f"def agent(messages):\n    return {value}")).fault
    assert fault is not None
    assert f"returned {what}: it must return a text, a message in the form of chat completions" in fault.message


@pytest.mark.parametrize(
    "call", ["{'name': 'nope'}", "{'function': 'nope'}", "{'function': {'arguments': '{}'}}", "'nope'"]
)
def test_a_call_that_names_no_tool_is_an_error(agent: Callable[..., CallableAgent], call: str) -> None:
    fault = play(agent(f"def agent(messages):\n    return {{'content': '', 'tool_calls': [{call}]}}")).fault
    assert fault is not None
    assert f"returned the tool call {call}: it must be {{'id': ..., 'type': 'function'" in fault.message


def test_a_factory_that_makes_nothing_callable_is_an_error(agent: Callable[..., CallableAgent]) -> None:
    fault = play(agent("def agent(policy, tools):\n    return 'Hello'")).fault
    assert fault is not None
    assert "the factory gave str: it must give something that is called with `messages`" in fault.message


# --------------------------------------------------------------------------------------------------- hanging, the end
class _Talks:
    name = "talks"

    def play(self, side: Any, lexicon: Any, trial: int = 0) -> Any:
        return lines("Hm.", "Hm.", "Bye.").play(side, lexicon)


HANGS = {
    "plain": "import time\ndef agent(messages):\n    time.sleep(60)",
    "async": "import asyncio\nasync def agent(messages):\n    await asyncio.sleep(60)",
    "factory": "import time\ndef agent(policy):\n    time.sleep(60)",
}


@pytest.mark.parametrize("code", HANGS.values(), ids=HANGS)
def test_code_that_hangs_ends_by_its_time_and_keeps_nobody_waiting(
    agent: Callable[..., CallableAgent], code: str
) -> None:
    start = time.monotonic()
    made = agent(code)
    limits = Limits(turns=5, calls=5, seconds=0.2)
    with Engine(made, _Talks(), lambda _: world(), limits=lambda _: limits) as engine:
        futures = [engine.submit(task(), trial) for trial in range(8)]
        assert {future.result(10)[0].stop for future in futures} == {"seconds"}
    assert time.monotonic() - start < 10
    assert all(thread.daemon for thread in _threads(made))


STUBBORN = """
import threading
seen = []
def agent(tools, messages):
    try:
        while True:
            try:
                tools[0]()
            except Exception as refused:
                seen.append(repr(refused))
    except BaseException as over:
        seen.append(type(over).__name__)
        raise
"""


def test_after_the_end_no_tool_is_called_and_the_thread_ends(agent: Callable[..., CallableAgent]) -> None:
    made = agent(STUBBORN)
    episode = play(made, limits=Limits(turns=5, calls=3, tool_errors=99))
    assert (episode.stop, len(episode.executed)) == ("calls", 3)
    for thread in _threads(made):
        thread.join(5)
        assert not thread.is_alive()
    assert sys.modules[made.name.split(":")[1]].seen == ["EpisodeOver"]


def test_no_thread_outlives_its_episode(agent: Callable[..., CallableAgent]) -> None:
    made = agent(SHAPES["function"])
    play(made, "Hm.", "Bye.")
    for thread in _threads(made):
        thread.join(5)
    assert _threads(made) == []


def test_many_at_once_do_not_wait_for_each_other(agent: Callable[..., CallableAgent]) -> None:
    made = agent(
        "import threading\nmeeting = threading.Barrier(12, timeout=20)\n"
        "def agent(messages):\n    meeting.wait()\n    return 'Hi.'"
    )
    with Engine(made, _Talks(), lambda _: world(), concurrency=12) as engine:
        futures = [engine.submit(task(), trial) for trial in range(12)]
        assert all(future.result(30)[0].fault is None for future in futures)


def _threads(made: CallableAgent) -> Sequence[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == f"agent {made.name}"]


def test_plain_code_has_one_thread_for_the_whole_episode(agent: Callable[..., CallableAgent]) -> None:
    made = agent("import threading\ndef agent(messages):\n    return str(threading.get_ident())")
    episode = play(made, "Hm.", "Hm.", "Bye.")
    assert len(set(texts(episode))) == 1
    assert texts(episode)[0] != str(threading.get_ident())


def test_the_same_loop_serves_async_code(agent: Callable[..., CallableAgent]) -> None:
    made = agent("import asyncio\nasync def agent(messages):\n    return str(id(asyncio.get_running_loop()))")

    async def both() -> tuple[str, str]:
        from pytest_t2t.rollout.loop import rollout

        episode = await rollout(task(), made, lines("Bye."), world())
        return texts(episode)[0], str(id(asyncio.get_running_loop()))

    inside, outside = asyncio.run(both())
    assert inside == outside
