"""Every provider over a real socket: the official SDKs against the loopback server's scripts, one suite for all formats.

step of the script -> ModelReply, or ModelError in one clear sentence
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from importlib import import_module
from typing import Any, TypeVar

import pytest

from pytest_t2t.agents.model import model_agent
from pytest_t2t.agents.protocol import Briefing, Reply
from pytest_t2t.errors import ModelError
from pytest_t2t.models import Connection, Model, ModelReply, ModelRequest, open_model
from pytest_t2t.models.limiter import Limiters
from pytest_t2t.models.providers import _attempts
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage
from pytest_t2t.testing import (
    Asked,
    Failure,
    Loopback,
    Step,
    as_json,
    call,
    drip,
    drop,
    fail,
    late,
    raw,
    refuse,
    say,
    serving,
)

T = TypeVar("T")
KEY = "sk-proj-VerySecret0123456789"
HELLO = ModelRequest([Message(role="user", text="Hello")])
LOOK_UP = {
    "name": "get_order",
    "description": "Look up an order.",
    "parameters": {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]},
}
KEY_ENVS = {"openai": "OPENAI_API_KEY", "openai-responses": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
LACKING = {"openai": "choices", "openai-responses": "output", "anthropic": "content"}


@pytest.fixture(autouse=True)
def _no_ambient_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _sdks() -> None:
    """Imported before a test looks at the clock: that takes seconds where the machine is busy."""
    for name in ("anthropic", "openai"):
        import_module(name)


@pytest.fixture(params=sorted(KEY_ENVS))
def provider(request: pytest.FixtureRequest, _sdks: None) -> str:
    return str(request.param)


def run(model: Model, ask: Callable[[Model], Awaitable[T]]) -> T:
    async def ask_and_close() -> T:
        try:
            return await ask(model)
        finally:
            await model.close()

    return asyncio.run(ask_and_close())


def opened(provider: str, server: Loopback, spec: str = "m", **connection: Any) -> Model:
    return open_model(f"{provider}:{spec}", Connection(server.url_for(provider), **connection))


def ask(provider: str, *steps: Step, request: ModelRequest = HELLO, spec: str = "m", **connection: Any) -> ModelReply:
    with serving(*steps) as server:
        return run(opened(provider, server, spec, **connection), lambda model: model.complete(request))


def failure(provider: str, *steps: Step, api_key: str | None = None, **connection: Any) -> str:
    with serving(*steps, api_key=api_key) as server:
        with pytest.raises(ModelError) as raised:
            run(opened(provider, server, **connection), lambda model: model.complete(HELLO))
        assert raised.value.__suppress_context__
        return str(raised.value).replace(server.url_for(provider), "URL")


# ------------------------------------------------------------------------------------------------------- replies
def test_text_with_usage(provider: str) -> None:
    used = Usage(input_tokens=100, output_tokens=7, cached_tokens=64, cache_write_tokens=9)
    reply = ask(provider, say("Hello, how can I help?", usage=used))
    assert reply == ModelReply("Hello, how can I help?", usage=used)


def test_a_server_that_counts_nothing(provider: str) -> None:
    assert ask(provider, say("Hello.", usage=None)).usage == Usage()


def test_a_tool_call(provider: str) -> None:
    reply = ask(provider, call(("get_order", {"order_id": "W1"})))
    assert reply.calls == (ToolCall(id="call_1", tool="get_order", arguments={"order_id": "W1"}),)
    assert (reply.text, reply.finish) == ("", "calls")


def test_parallel_calls_beside_text(provider: str) -> None:
    reply = ask(
        provider, call(("get_order", {"order_id": "W1"}), ("get_order", {"order_id": "W2"}), text="One moment.")
    )
    assert [c.arguments["order_id"] for c in reply.calls] == ["W1", "W2"]
    assert [c.id for c in reply.calls] == ["call_1", "call_2"]
    assert reply.text == "One moment."


@pytest.mark.parametrize("ids", [[None, None], ["", ""], ["same", "same"], ["call_0", None]])
def test_ids_that_are_missing_or_used_before_are_made_up(provider: str, ids: list[str | None]) -> None:
    before = [
        Message(role="user", text="Hello"),
        Message(role="agent", calls=(ToolCall(id="call_0", tool="get_order"),)),
        Message(role="tool", result=ToolResult(call_id="call_0", content=1)),
    ]
    reply = ask(provider, call(("get_order", {}), ("get_order", {}), ids=ids), request=ModelRequest(before))
    assert len({"call_0", *(made.id for made in reply.calls)}) == 3
    assert all(made.id for made in reply.calls)


@pytest.mark.parametrize("arguments", ['{"order_id": "W1"', "[1]", '"W1"', "W1", '{"x": NaN}', "null"])
def test_malformed_arguments_keep_their_text(provider: str, arguments: str) -> None:
    (made,) = ask(provider, call(("get_order", arguments))).calls
    assert made.arguments == {}
    assert made.malformed


def test_a_refusal(provider: str) -> None:
    reply = ask(provider, refuse("I can't help with that."))
    assert (reply.text, reply.refusal) == ("", "I can't help with that.")


def test_an_empty_reply(provider: str) -> None:
    reply = ask(provider, say(""))
    assert (reply.text, reply.calls, reply.finish) == ("", (), "stop")


@pytest.mark.parametrize("finish", ["stop", "length", "other"])
def test_why_it_stopped(provider: str, finish: Any) -> None:
    assert ask(provider, say("Half a sent", finish=finish)).finish == finish


@pytest.mark.parametrize("stopped", ["brand_new_reason", None, 7, {}, []])
def test_a_reason_that_nobody_knows(provider: str, stopped: object) -> None:
    assert ask(provider, say("Half a sent", stopped=stopped)).finish == "other"


def test_a_huge_reply(provider: str) -> None:
    assert len(ask(provider, say("word " * 1_000_000)).text) == 5_000_000


def test_a_slow_reply_within_the_timeout(provider: str) -> None:
    assert ask(provider, late(say("Sorry for the wait."), 0.3), timeout=5.0).text == "Sorry for the wait."


# ------------------------------------------------------------------------------------------------------- retries
@pytest.mark.parametrize("status", [408, 409, 429, 500, 503, 529])
def test_passing_faults_are_retried(provider: str, status: int) -> None:
    first = fail(status, retry_after=0.01)
    with serving(first, first, say("Here I am.")) as server:
        assert run(opened(provider, server), lambda model: model.complete(HELLO)).text == "Here I am."
        assert len(server.received) == 3
        assert server.received[0].body == server.received[2].body


def test_the_server_says_how_long_to_wait(provider: str) -> None:
    started = time.monotonic()
    ask(provider, fail(429, retry_after=0.7), say("Now."))
    assert 0.7 <= time.monotonic() - started < 5


def test_a_lost_connection_is_retried(provider: str) -> None:
    assert ask(provider, drop(), say("Back again.")).text == "Back again."


def test_an_answer_that_drips_forever_is_given_up(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes come faster than the SDK's time-out, which counts from the last one."""
    monkeypatch.setattr(_attempts, "_SLACK", 0.2)
    started = time.monotonic()
    said = failure(provider, drip(say("drop by drop"), 30), timeout=1.0, max_retries=0)
    assert said.startswith("model 'm' at URL did not answer within 1 s")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("retries", [4, 0])
@pytest.mark.parametrize("patience", [200, 86_400])
def test_a_server_that_wants_more_patience_than_anybody_has_is_given_up(
    provider: str, patience: float, retries: int
) -> None:
    started = time.monotonic()
    said = failure(provider, fail(429, "Come back tomorrow", retry_after=patience), max_retries=retries)
    assert time.monotonic() - started < 5
    assert said.startswith(f"model 'm' at URL asks to wait {patience:g} s before the next attempt")


def test_patience_may_be_asked_for_by_a_date(provider: str) -> None:
    tomorrow = {"retry-after": formatdate(time.time() + 86_400, usegmt=True)}
    started = time.monotonic()
    failure(provider, Step(Failure("Come back tomorrow"), 429, tomorrow))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("value", ["soon", "", "-5", "nan"])
def test_a_wait_that_is_none_is_no_wait(provider: str, value: str) -> None:
    assert ask(provider, Step(Failure("Slow down"), 429, {"retry-after": value}), say("Now.")).text == "Now."


# -------------------------------------------------------------------------------------------------------- errors
def test_rate_limit_to_the_end(provider: str) -> None:
    said = failure(provider, *[fail(429, "Slow down", retry_after=0.01)] * 3, max_retries=2)
    assert said == (
        "model 'm' at URL answered with status 429: Slow down. (Tried up to 3 times.) "
        "Run fewer rollouts at once, or later."
    )


def test_no_quota_is_said() -> None:
    said = failure("openai", fail(429, "You exceeded your quota.", code="insufficient_quota"), max_retries=0)
    assert said.endswith("The account of the key in OPENAI_API_KEY has no quota left.")


def test_server_errors_to_the_end(provider: str) -> None:
    said = failure(provider, fail(500, "boom", retry_after=0.01), fail(500, "boom"), max_retries=1)
    assert said == "model 'm' at URL answered with status 500: boom. (Tried up to 2 times.)"


def test_a_bad_request_is_not_retried(provider: str) -> None:
    assert failure(provider, fail(400, "Too long")) == "model 'm' at URL answered with status 400: Too long."


def test_a_page_of_html_instead_of_an_error(provider: str) -> None:
    page = raw(b"<html>" + b"x" * 5000, 502, "text/html")
    said = failure(provider, page, max_retries=0)
    assert said.startswith("model 'm' at URL answered with status 502: <html>xxx")
    assert len(said) < 450


def test_connections_lost_to_the_end(provider: str) -> None:
    said = failure(provider, drop(), max_retries=0)
    assert said.startswith("model 'm' at URL can't be reached after 1 attempt (")
    assert said.endswith("is the server running, and is the address right?")


def test_too_slow(provider: str) -> None:
    said = failure(provider, late(say("?"), 30), timeout=0.2, max_retries=0)
    assert said.startswith("model 'm' at URL did not answer within 0.2 s in any of 1 attempt")


def test_nobody_listens(provider: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = open_model(f"{provider}:m", Connection(f"http://127.0.0.1:{port}/v1", max_retries=0))
    with pytest.raises(ModelError, match=rf"'m' at .*:{port}/v1 can't be reached .*ConnectError.*running"):
        run(model, lambda model: model.complete(HELLO))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (as_json({}), "gave an answer without {lacking}"),
        (as_json({"choices": None, "output": None, "content": None}), "gave an answer without {lacking}"),
        (as_json({"error": {"message": "upstream is down"}}), "answered with an error: upstream is down"),
        (as_json({"error": "upstream is down"}), "answered with an error: upstream is down"),
        (raw(b"<html>Hello"), "answered with something that is no JSON: '<html>Hello'"),
        (raw(b"Hello", content_type="text/plain"), "answered with something that is no JSON: 'Hello'"),
        (raw(b"[1]"), "gave an answer without {lacking}"),
        (raw(b""), "answered with something that is no JSON: ''"),
        (raw(b"<html>" + b"x" * 4_000_000), "answered with something that is no JSON: '<html>" + "x" * 74 + "'"),
    ],
)
def test_an_answer_that_is_none(provider: str, step: Step, said: str) -> None:
    expected = said.format(lacking=LACKING[provider])
    assert failure(provider, step, max_retries=0) == f"model 'm' at URL {expected}."


def test_a_book_of_an_answer_is_given_up_at_once(provider: str) -> None:
    with serving(script=lambda _: say("x y " * 2_500_000)) as server:
        with pytest.raises(ModelError, match="answered with 10 MB, more than the 8 MB that are read") as raised:
            run(opened(provider, server), lambda model: model.complete(HELLO))
        assert "max_tokens" in str(raised.value)
        assert len(server.received) == 1


def test_absurd_counts_of_tokens_are_the_servers_error(provider: str) -> None:
    step = say("Hi.", usage=Usage(input_tokens=10**400, output_tokens=1))
    assert "counted inf tokens in one answer" in failure(provider, step, max_retries=0)


def test_arguments_that_a_recording_could_not_give_back_are_malformed(provider: str) -> None:
    (made,) = ask(provider, call(("get_order", '{"order_id":' + "[" * 240 + "]" * 240 + "}"))).calls
    assert made.arguments == {}
    assert made.malformed.startswith('{"order_id":[[') or "[[[" in made.malformed


def test_a_server_that_counts_no_tokens_is_not_asked_one_by_one(provider: str) -> None:
    limiters = Limiters(tokens_per_minute=1e9)
    with serving(script=lambda _: say("Hi.", usage=None)) as server:
        run(opened(provider, server, limiters=limiters), lambda model: model.complete(HELLO))
        assert limiters.of(provider, server.url_for(provider)).window > 1


def test_the_sdk_is_imported_before_anybodys_time_counts() -> None:
    code = (
        "import sys; from pytest_t2t.models import Connection, open_model; heavy = {'openai', 'anthropic'};"
        "models = [open_model(f'{one}:m', Connection('http://127.0.0.1:9')) for one in sorted(heavy)];"
        "assert not heavy & sys.modules.keys(); [model.preflight() for model in models];"
        "assert heavy <= sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_answer_that_is_none_is_asked_for_again(provider: str) -> None:
    assert ask(provider, raw(b"<html>"), as_json({"error": "upstream"}), say("Here.")).text == "Here."


def test_answers_that_are_none_to_the_end(provider: str) -> None:
    said = failure(provider, *[raw(b"<html>")] * 3, max_retries=2)
    assert said == "model 'm' at URL answered with something that is no JSON: '<html>'. (Asked 3 times.)"


# ---------------------------------------------------------------------------------------------------------- keys
def test_the_key_is_in_no_message(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_ENVS[provider], KEY)
    said = failure(provider, api_key="another one")
    assert said == (
        "model 'm' at URL answered with status 401: Incorrect API key provided: [key]. "
        f"Check the key in {KEY_ENVS[provider]}."
    )


def test_no_part_of_a_key_is_left_where_a_message_is_cut(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", "0123456789abcdef")
    said = failure(provider, fail(400, "x" * 290 + " 0123456789abcdef"), api_key_env="OTHER_KEY")
    assert "0123" not in said


def test_the_key_is_sent(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", KEY + "\n")
    with serving(say("Welcome."), api_key=KEY) as server:
        model = opened(provider, server, api_key_env="OTHER_KEY")
        assert run(model, lambda model: model.complete(HELLO)).text == "Welcome."


def test_a_missing_key_is_said_before_anything_is_asked(provider: str) -> None:
    with pytest.raises(ModelError, match=rf"no API key for model 'm': .* {KEY_ENVS[provider]} is not set"):
        open_model(f"{provider}:m", Connection()).preflight()


# ---------------------------------------------------------------------------------------------------- the agent
def test_twenty_conversations_in_flight(provider: str) -> None:
    def echo(asked: Asked) -> Step:
        return late(say(asked.messages[-1].text.upper()), 0.4)

    async def talk(number: int) -> Reply:
        conversation = agent.converse(Briefing("Be kind.", (LOOK_UP,)))
        return await conversation.reply([Message(role="user", text=f"number {number}")])

    async def all_of_them() -> list[Reply]:
        try:
            return await asyncio.gather(*(talk(number) for number in range(20)))
        finally:
            await agent.close()

    with serving(script=echo) as server:
        agent = model_agent(f"{provider}:m", Connection(server.url_for(provider)))
        replies = asyncio.run(all_of_them())
    assert [reply.text for reply in replies] == [f"NUMBER {number}" for number in range(20)]
    assert server.most_in_flight == 20


def test_one_model_on_several_event_loops(provider: str) -> None:
    with serving(say("one"), say("two")) as server:
        model = opened(provider, server)
        said = [run(model, lambda model: model.complete(HELLO)).text for _ in range(2)]
    assert said == ["one", "two"]


def test_a_conversation_with_tools_thoughts_and_errors(provider: str) -> None:
    """The server refuses it if a call lacks its result; what it thought must come back to it where it was."""
    call_both = call(
        ("get_order", {"order_id": "W1"}), ("no such tool", "{W1"), text="One moment.", thoughts="sealed-1"
    )

    async def talk() -> Reply:
        conversation = agent.converse(Briefing("Be kind.", (LOOK_UP,)))
        messages = [Message(role="user", text="Where is W1?")]
        first = await conversation.reply(messages)
        sent = ToolResult(call_id=first.calls[0].id, content={"status": "sent", "to": "Zoë"})
        wrong = ToolResult(call_id=first.calls[1].id, error="The arguments are no JSON object.")
        messages.append(Message(role="agent", text=first.text, calls=first.calls))
        messages += [Message(role="tool", result=result) for result in (sent, wrong)]
        second = await conversation.reply(messages)
        messages += [Message(role="agent", text=second.text), Message(role="user", text="Thanks")]
        last = await conversation.reply(messages)
        await agent.close()
        return last

    with serving(call_both, say("It was sent."), say("You're welcome.")) as server:
        agent = model_agent(f"{provider}:m", Connection(server.url_for(provider)))
        assert asyncio.run(talk()).text == "You're welcome."
    heard = server.received[2].asked
    assert heard.system.endswith("Be kind.")
    assert heard.tools == (LOOK_UP,)
    assert [(message.role, message.text) for message in heard.messages] == [
        ("user", "Where is W1?"), ("agent", "One moment."), ("tool", ""), ("tool", ""),
        ("agent", "It was sent."), ("user", "Thanks"),
    ]  # fmt: skip
    assert [made.tool for made in heard.messages[1].calls] == ["get_order", "no_such_tool"]
    results = [message.result for message in heard.messages if message.result]
    assert (results[0].content, results[1].error) == (
        {"status": "sent", "to": "Zoë"},
        "The arguments are no JSON object.",
    )
    assert str(server.received[1].body).count("sealed-1") == 1
    assert str(server.received[2].body).count("sealed-1") == 1


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
        model = opened("openai", server)
        run(model, lambda model: model.complete(request))
        ours, typed = run(model, compare)
    assert ours < 0.75 * typed
