"""The provider `openai` over a real socket: the official SDK against the loopback server's scripts.

step of the script -> ModelReply, or ModelError in one clear sentence
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from pytest_t2t.agents.model import model_agent
from pytest_t2t.agents.protocol import Briefing, Reply
from pytest_t2t.errors import ModelError
from pytest_t2t.models import Connection, Model, ModelReply, ModelRequest, open_model
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage
from tests import loopback
from tests.loopback import Received, Step, call, drop, fail, late, say, serving

T = TypeVar("T")
KEY = "sk-proj-VerySecret0123456789"
HELLO = ModelRequest([Message(role="user", text="Hello")])
LOOK_UP = {
    "name": "get_order",
    "description": "Look up an order.",
    "parameters": {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]},
}


@pytest.fixture(autouse=True)
def _no_ambient_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def run(model: Model, ask: Callable[[Model], Awaitable[T]]) -> T:
    async def ask_and_close() -> T:
        try:
            return await ask(model)
        finally:
            await model.close()

    return asyncio.run(ask_and_close())


def ask(*steps: Step, request: ModelRequest = HELLO, **connection: Any) -> ModelReply:
    with serving(*steps) as server:
        model = open_model("openai:m", Connection(server.base_url, **connection))
        return run(model, lambda model: model.complete(request))


def failure(*steps: Step, api_key: str | None = None, **connection: Any) -> str:
    with serving(*steps, api_key=api_key) as server:
        model = open_model("openai:m", Connection(server.base_url, **connection))
        with pytest.raises(ModelError) as raised:
            run(model, lambda model: model.complete(HELLO))
        assert raised.value.__suppress_context__
        return str(raised.value).replace(server.base_url, "URL")


# ------------------------------------------------------------------------------------------------------- replies
def test_text_with_usage() -> None:
    reply = ask(say("Hello, how can I help?"))
    assert reply == ModelReply(
        "Hello, how can I help?", usage=Usage(input_tokens=100, output_tokens=7, cached_tokens=64)
    )


def test_a_tool_call() -> None:
    reply = ask(call(("get_order", {"order_id": "W1"})))
    assert reply.calls == (ToolCall(id="call_1", tool="get_order", arguments={"order_id": "W1"}),)
    assert (reply.text, reply.finish) == ("", "calls")


def test_parallel_calls_beside_text() -> None:
    reply = ask(call(("get_order", {"order_id": "W1"}), ("get_order", {"order_id": "W2"}), text="One moment."))
    assert [c.arguments["order_id"] for c in reply.calls] == ["W1", "W2"]
    assert [c.id for c in reply.calls] == ["call_1", "call_2"]
    assert reply.text == "One moment."


@pytest.mark.parametrize("arguments", ['{"order_id": "W1"', "[1]", '"W1"', "W1", '{"x": NaN}', "null"])
def test_malformed_arguments_keep_their_text(arguments: str) -> None:
    (made,) = ask(call(("get_order", arguments))).calls
    assert (made.malformed, made.arguments) == (arguments, {})


def test_a_refusal() -> None:
    reply = ask(loopback.refuse("I can't help with that."))
    assert (reply.text, reply.refusal) == ("", "I can't help with that.")


@pytest.mark.parametrize(
    ("said", "finish"),
    [("length", "length"), ("content_filter", "filter"), ("eos", "other"), (None, "other"), ({}, "other")],
)
def test_why_it_stopped(said: object, finish: str) -> None:
    assert ask(say("Half a sent", finish_reason=said)).finish == finish


def test_a_huge_reply() -> None:
    assert len(ask(say("word " * 1_000_000)).text) == 5_000_000


def test_a_slow_reply_within_the_timeout() -> None:
    assert ask(late(say("Sorry for the wait."), 0.3), timeout=5.0).text == "Sorry for the wait."


# ------------------------------------------------------------------------------------------------------- retries
@pytest.mark.parametrize(
    "first", [fail(429, retry_after=0.01), fail(500, retry_after=0.01), fail(503, retry_after=0.01)]
)
def test_passing_faults_are_retried(first: Step) -> None:
    with serving(first, first, say("Here I am.")) as server:
        model = open_model("openai:m", Connection(server.base_url))
        assert run(model, lambda model: model.complete(HELLO)).text == "Here I am."
        assert len(server.received) == 3
        assert server.received[0].body == server.received[2].body


def test_the_server_says_how_long_to_wait() -> None:
    started = time.monotonic()
    ask(fail(429, retry_after=0.7), say("Now."))
    assert 0.7 <= time.monotonic() - started < 5


def test_a_lost_connection_is_retried() -> None:
    assert ask(drop(), say("Back again.")).text == "Back again."


# -------------------------------------------------------------------------------------------------------- errors
def test_rate_limit_to_the_end() -> None:
    said = failure(*[fail(429, "Slow down", retry_after=0.01)] * 3, max_retries=2)
    assert said == (
        "model 'm' at URL answered with status 429: Slow down. (Tried up to 3 times.) "
        "Run fewer rollouts at once, or later."
    )


def test_no_quota_is_said() -> None:
    said = failure(fail(429, "You exceeded your quota.", code="insufficient_quota"), max_retries=0)
    assert said.endswith("The account of the key in OPENAI_API_KEY has no quota left.")


def test_server_errors_to_the_end() -> None:
    said = failure(fail(500, "boom", retry_after=0.01), fail(500, "boom"), max_retries=1)
    assert said == "model 'm' at URL answered with status 500: boom. (Tried up to 2 times.)"


def test_a_bad_request_is_not_retried() -> None:
    assert failure(fail(400, "Too long")) == "model 'm' at URL answered with status 400: Too long."


def test_a_page_of_html_instead_of_an_error() -> None:
    said = failure(Step(b"<html>" + b"x" * 5000, 502, {"content-type": "text/html"}), max_retries=0)
    assert said.startswith("model 'm' at URL answered with status 502: <html>xxx")
    assert len(said) < 450


def test_connections_lost_to_the_end() -> None:
    said = failure(drop(), max_retries=0)
    assert said.startswith("model 'm' at URL can't be reached after 1 attempt (")
    assert said.endswith("is the server running, and is the address right?")


def test_too_slow() -> None:
    said = failure(late(say("?"), 30), timeout=0.2, max_retries=0)
    assert said.startswith("model 'm' at URL did not answer within 0.2 s in any of 1 attempt")


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = open_model("openai:m", Connection(f"http://127.0.0.1:{port}/v1", max_retries=0))
    with pytest.raises(ModelError, match=rf"'m' at .*:{port}/v1 can't be reached .*ConnectError.*running"):
        run(model, lambda model: model.complete(HELLO))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (loopback.payload({"choices": []}), "gave an answer without choices"),
        (loopback.payload({"choices": None}), "gave an answer without choices"),
        (loopback.payload({"error": {"message": "upstream is down"}}), "answered with an error: upstream is down"),
        (loopback.payload({"error": "upstream is down"}), "answered with an error: upstream is down"),
        (loopback.raw(b"<html>Hello"), "answered with something that is no JSON: '<html>Hello'"),
        (loopback.raw(b"Hello", "text/plain"), "answered with something that is no JSON: 'Hello'"),
        (loopback.raw(b"[1]"), "gave an answer without choices"),
        (loopback.raw(b""), "answered with something that is no JSON: ''"),
    ],
)
def test_an_answer_that_is_none(step: Step, said: str) -> None:
    assert failure(step, max_retries=0) == f"model 'm' at URL {said}."


def test_an_answer_that_is_none_is_asked_for_again() -> None:
    assert ask(loopback.raw(b"<html>"), loopback.payload({"error": "upstream"}), say("Here.")).text == "Here."


def test_answers_that_are_none_to_the_end() -> None:
    said = failure(*[loopback.raw(b"<html>")] * 3)
    assert said == "model 'm' at URL answered with something that is no JSON: '<html>'. (Asked 3 times.)"


def test_the_key_is_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    said = failure(api_key="another one")
    assert said == (
        "model 'm' at URL answered with status 401: Incorrect API key provided: [key]. Check the key in OPENAI_API_KEY."
    )


def test_no_part_of_a_key_is_left_where_a_message_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", "0123456789abcdef")
    said = failure(fail(400, "x" * 290 + " 0123456789abcdef"), api_key_env="OTHER_KEY")
    assert "0123" not in said


def test_the_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", KEY + "\n")
    with serving(say("Welcome."), api_key=KEY) as server:
        model = open_model("openai:m", Connection(server.base_url, "OTHER_KEY"))
        assert run(model, lambda model: model.complete(HELLO)).text == "Welcome."


# -------------------------------------------------------------------------------------------------- the request
def test_the_whole_request_as_it_is_sent() -> None:
    order = ToolCall(id="call_1", tool="get_order", arguments={"order_id": "W1"})
    broken = ToolCall(id="call_2", tool="functions.get order", malformed="{W1")
    messages = [
        Message(role="user", text="Where is W1?"),
        Message(role="agent", text="One moment.", calls=(order, broken)),
        Message(role="tool", result=ToolResult(call_id="call_1", content={"status": "sent", "to": "Zoë"})),
        Message(role="tool", result=ToolResult(call_id="call_2", error="The arguments are no JSON object.")),
        Message(role="agent", text="It was sent."),
        Message(role="user", text="Thanks"),
    ]
    with serving(say("You're welcome.")) as server:
        model = open_model("openai:m", Connection(server.base_url))
        run(model, lambda model: model.complete(ModelRequest(messages, "Be kind.", (LOOK_UP,), {"temperature": 0.0})))
    (received,) = server.received
    function = {"name": "get_order", "arguments": '{"order_id": "W1"}'}
    mended = {"name": "functions_get_order", "arguments": '{"malformed": "{W1"}'}
    assert received.body == {
        "model": "m",
        "temperature": 0.0,
        "tools": [{"type": "function", "function": LOOK_UP}],
        "messages": [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": "Where is W1?"},
            {
                "role": "assistant",
                "content": "One moment.",
                "tool_calls": [
                    {"id": "call_1", "type": "function", "function": function},
                    {"id": "call_2", "type": "function", "function": mended},
                ],
            },
            {"role": "tool", "tool_call_id": "call_1", "content": '{"status": "sent", "to": "Zoë"}'},
            {"role": "tool", "tool_call_id": "call_2", "content": "Error: The arguments are no JSON object."},
            {"role": "assistant", "content": "It was sent."},
            {"role": "user", "content": "Thanks"},
        ],
    }


def test_only_what_was_asked_for_is_sent() -> None:
    with serving(say("Hi.")) as server:
        run(open_model("openai:o3", Connection(server.base_url)), lambda model: model.complete(HELLO))
    assert server.received[0].body == {"model": "o3", "messages": [{"role": "user", "content": "Hello"}]}


# ---------------------------------------------------------------------------------------------------- the agent
def test_twenty_conversations_in_flight() -> None:
    def echo(request: Received) -> Step:
        return late(say(request.messages[-1]["content"].upper()), 0.4)

    async def talk(number: int) -> Reply:
        conversation = agent.converse(Briefing("Be kind.", (LOOK_UP,)))
        return await conversation.reply([Message(role="user", text=f"number {number}")])

    async def all_of_them() -> list[Reply]:
        try:
            return await asyncio.gather(*(talk(number) for number in range(20)))
        finally:
            await agent.close()

    with serving(script=echo) as server:
        agent = model_agent("openai:m", Connection(server.base_url))
        replies = asyncio.run(all_of_them())
    assert [reply.text for reply in replies] == [f"NUMBER {number}" for number in range(20)]
    assert server.most_in_flight == 20


def test_one_agent_on_several_event_loops() -> None:
    with serving(say("one"), say("two")) as server:
        model = open_model("openai:m", Connection(server.base_url))
        said = [run(model, lambda model: model.complete(HELLO)).text for _ in range(2)]
    assert said == ["one", "two"]


def test_a_conversation_with_a_tool() -> None:
    async def talk() -> list[Reply]:
        conversation = agent.converse(Briefing("Be kind.", (LOOK_UP,)))
        messages = [Message(role="user", text="Where is W1?")]
        first = await conversation.reply(messages)
        result = ToolResult(call_id=first.calls[0].id, content={"status": "sent"})
        messages += [Message(role="agent", calls=first.calls), Message(role="tool", result=result)]
        second = await conversation.reply(messages)
        await agent.close()
        return [first, second]

    with serving(call(("get_order", {"order_id": "W1"})), say("It was sent.")) as server:
        agent = model_agent("openai:m", Connection(server.base_url))
        _, last = asyncio.run(talk())
    assert last.text == "It was sent."
    assert server.received[0].messages[0]["content"].endswith("Be kind.")
    assert server.received[1].messages[-1] == {
        "role": "tool",
        "tool_call_id": "call_1",
        "content": '{"status": "sent"}',
    }


async def _cpu(ask: Callable[[], Awaitable[object]]) -> float:
    """CPU seconds of 30 requests; the least of three goes."""
    await ask()
    taken = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(30):
            await ask()
        taken.append(time.process_time() - started)
    return min(taken)


def test_the_sdks_typed_transform_is_skipped() -> None:
    """It makes 12.6 ms CPU a request of 3.4 with 17 tools and 25 messages."""
    from openai import AsyncOpenAI

    tools = [{**LOOK_UP, "name": f"tool_{number}"} for number in range(17)]
    request = ModelRequest([Message(role="user", text="Hello there")] * 25, "policy " * 1000, tools)

    async def compare(model: Model) -> tuple[float, float]:
        body: Any = server.received[0].body
        async with AsyncOpenAI(api_key="none", base_url=server.base_url) as client:
            typed = await _cpu(lambda: client.chat.completions.create(**body))
        return await _cpu(lambda: model.complete(request)), typed

    with serving(script=lambda _: say("Hello.")) as server:
        model = open_model("openai:m", Connection(server.base_url))
        run(model, lambda model: model.complete(request))
        ours, typed = run(model, compare)
    assert ours < 0.75 * typed
