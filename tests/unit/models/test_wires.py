"""All wire formats, read leniently and written so that servers take it: laws over any JSON and any conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.errors import ModelError
from pytest_t2t.models import ModelReply, ModelRequest
from pytest_t2t.models.providers import _chat_wire, _messages_wire, _responses_wire
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage
from pytest_t2t.testing.dialects import DIALECTS, Dialect
from pytest_t2t.testing.dialects._reading import complaint
from pytest_t2t.testing.script import Answer, Made

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


class Wire(NamedTuple):
    read: Callable[[bytes, ModelRequest], ModelReply]
    write: Callable[[ModelRequest], dict[str, Any]]
    dialect: Dialect
    shapes: Callable[[Any, Any], dict[str, Any]]
    """Any two values -> an answer that looks like one."""


def chat(one: Any, other: Any) -> dict[str, Any]:
    function = {"name": other, "arguments": one}
    made = {"id": other, "function": function, "extra_content": other}
    message = {"content": one, "tool_calls": [made, other], "refusal": other, "reasoning_details": one}
    return {"choices": [{"message": message, "finish_reason": one}], "usage": other}


def responses(one: Any, other: Any) -> dict[str, Any]:
    items = [
        {"type": "reasoning", "encrypted_content": one},
        {"type": "message", "content": [{"type": "output_text", "text": one}, {"type": "refusal", "refusal": other}, one]},
        {"type": "function_call", "call_id": other, "name": other, "arguments": one},
        other,
        {"type": one},
    ]  # fmt: skip
    return {"status": "incomplete", "output": items, "incomplete_details": other, "usage": {"input_tokens": one}}


def messages(one: Any, other: Any) -> dict[str, Any]:
    blocks = [
        {"type": "thinking", "signature": one},
        {"type": "text", "text": one},
        {"type": "tool_use", "id": other, "name": other, "input": one},
        other,
        {"type": one},
    ]
    return {"content": blocks, "stop_reason": other, "usage": {"output_tokens": one}}


WIRES = {
    "chat-completions": Wire(_chat_wire.read_reply, _chat_wire.write_body, DIALECTS.get("chat-completions"), chat),
    "responses": Wire(
        _responses_wire.read_reply,
        lambda request: _responses_wire.write_body(request, sealed=True),
        DIALECTS.get("responses"),
        responses,
    ),
    "messages": Wire(_messages_wire.read_reply, _messages_wire.write_body, DIALECTS.get("messages"), messages),
}
EACH = pytest.mark.parametrize("wire", WIRES.values(), ids=list(WIRES))


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_every_format_of_the_loopback_is_under_these_laws() -> None:
    assert set(WIRES) == set(DIALECTS.names())


@EACH
@given(ANY_JSON)
def test_any_json_is_a_reply_or_one_error(wire: Wire, value: Any) -> None:
    with suppress(ModelError):
        assert isinstance(wire.read(as_bytes(value), ModelRequest([])), ModelReply)


@EACH
@given(st.binary(max_size=60))
def test_any_bytes_are_one_error(wire: Wire, content: bytes) -> None:
    with pytest.raises(ModelError):
        wire.read(content, ModelRequest([]))


@EACH
@given(ANY_JSON, ANY_JSON)
def test_whatever_was_read_can_be_kept_and_sent_again(wire: Wire, one: Any, other: Any) -> None:
    try:
        reply = wire.read(as_bytes(wire.shapes(one, other)), ModelRequest([]))
    except ModelError:  # a number of tokens that can't be
        return
    move = Message(role="agent", text=reply.text, calls=reply.calls)
    assert Message.model_validate_json(move.to_json()) == move
    results = [Message(role="tool", result=ToolResult(call_id=call.id, content="x")) for call in reply.calls]
    body = wire.write(ModelRequest([move, *results, Message(role="user", text="Hi")], echoes={0: reply.echo}))
    json.dumps(body, ensure_ascii=False, allow_nan=False).encode()  # as the SDKs do


@EACH
@pytest.mark.parametrize(
    "usage", [None, [], "many", {"prompt_tokens": None}, {"input_tokens": -3}, {"input_tokens": "3"}]
)
def test_usage_that_is_none(wire: Wire, usage: object) -> None:
    answer = {**wire.dialect.answer(Answer("x")), "usage": usage}
    assert wire.read(as_bytes(answer), ModelRequest([])).usage == Usage()


# ------------------------------------------------------------------------- what is written is understood by a server
NAMES = st.text("abcdefghij_-", min_size=1, max_size=8)
SAID = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
FLAT = st.dictionaries(NAMES, st.none() | st.booleans() | st.integers() | st.text(max_size=5), max_size=3)


@st.composite
def talks(draw: st.DrawFn) -> list[Message]:
    """A conversation: the user speaks, the agent calls some tools, gets all results, answers."""
    talk: list[Message] = []
    for turn in range(draw(st.integers(1, 3))):
        talk.append(Message(role="user", text=draw(SAID)))
        for step in range(draw(st.integers(0, 2))):
            ids = [f"call_{turn}_{step}_{n}" for n in range(draw(st.integers(1, 3)))]
            calls = tuple(ToolCall(id=one, tool=draw(NAMES), arguments=draw(FLAT)) for one in ids)
            talk.append(Message(role="agent", text=draw(st.just("") | SAID), calls=calls))
            for one in ids:
                refused = draw(st.booleans())
                result = ToolResult(call_id=one, error="no") if refused else ToolResult(call_id=one, content=draw(FLAT))
                talk.append(Message(role="tool", result=result))
        talk.append(Message(role="agent", text=draw(SAID)))
    return [*talk, Message(role="user", text=draw(SAID))]


@EACH
@given(talks(), st.text(min_size=1))
def test_a_server_reads_back_the_conversation_that_was_written(wire: Wire, talk: list[Message], system: str) -> None:
    asked = wire.dialect.asked(json.loads(json.dumps(wire.write(ModelRequest(talk, system)))))
    assert list(asked.messages) == talk
    assert asked.system == system
    assert complaint(asked.messages) == ""


@EACH
@given(SAID, st.lists(st.tuples(NAMES, FLAT), max_size=3), st.sampled_from(["", "sealed"]))
def test_a_client_reads_what_a_server_answers(
    wire: Wire, text: str, calls: list[tuple[str, dict[str, Any]]], thoughts: str
) -> None:
    made = tuple(Made(name, arguments, f"id_{number}") for number, (name, arguments) in enumerate(calls))
    finish: Any = "calls" if made else "stop"
    answer = Answer(text, made, thoughts=thoughts, finish=finish)
    reply = wire.read(as_bytes(wire.dialect.answer(answer)), ModelRequest([]))
    assert (reply.text, reply.finish, reply.usage) == (text, finish, answer.usage)
    assert [(call.tool, call.arguments) for call in reply.calls] == calls


@EACH
def test_thoughts_come_back_in_their_place(wire: Wire) -> None:
    first = wire.dialect.answer(Answer("Wait.", (Made("f", {"x": 1}, "c1"),), thoughts="sealed", finish="calls"))
    reply = wire.read(as_bytes(first), ModelRequest([]))
    talk = [
        Message(role="user", text="Hi"),
        Message(role="agent", text=reply.text, calls=reply.calls),
        Message(role="tool", result=ToolResult(call_id="c1", content=1)),
    ]
    body = json.dumps(wire.write(ModelRequest(talk, echoes={1: reply.echo})))
    assert body.count("sealed") == 1
    assert body.index("Hi") < body.index("sealed") < body.index('"c1"')
    assert "sealed" not in json.dumps(wire.write(ModelRequest(talk)))


def test_what_is_no_block_is_not_sent_back() -> None:
    content = [None, 3, {"type": "thinking", "thinking": "x", "signature": "s"}, {"type": "text", "text": "Hi."}]
    kept = _messages_wire.read_reply(as_bytes({"content": content}), ModelRequest([])).echo
    assert [block["type"] for block in kept] == ["thinking", "text"]
    items = [None, {"type": "reasoning", "id": "r"}, {"type": "message", "content": []}]
    kept = _responses_wire.read_reply(as_bytes({"output": items}), ModelRequest([])).echo
    assert [item["type"] for item in kept] == ["reasoning", "message"]


def test_reasoning_that_nothing_follows_is_not_sent_back() -> None:
    """A Responses server refuses a reasoning item without the item that it led to: an answer cut off while thinking."""
    cut = {"status": "incomplete", "output": [{"type": "reasoning", "id": "rs_1"}]}
    assert _responses_wire.read_reply(as_bytes(cut), ModelRequest([])).echo == ()


def test_reasoning_of_chat_servers_comes_back_with_calls_alone() -> None:
    def echo(*calls: dict[str, Any]) -> Any:
        message = {"content": "x", "reasoning_content": "hm", "tool_calls": list(calls)}
        return _chat_wire.read_reply(as_bytes({"choices": [{"message": message}]}), ModelRequest([])).echo

    assert echo() == ()
    assert echo({"id": "c", "function": {"name": "f"}}) == ({"reasoning_content": "hm"},)


def test_a_signature_on_a_call_comes_back_on_it() -> None:
    signed = {"id": "c", "function": {"name": "f"}, "extra_content": {"google": {"thought_signature": "s"}}}
    request = ModelRequest([])
    reply = _chat_wire.read_reply(as_bytes({"choices": [{"message": {"tool_calls": [signed]}}]}), request)
    talk = [Message(role="agent", calls=reply.calls)]
    (sent,) = _chat_wire.write_body(ModelRequest(talk, echoes={0: reply.echo}))["messages"]
    assert sent["tool_calls"][0]["extra_content"] == {"google": {"thought_signature": "s"}}
