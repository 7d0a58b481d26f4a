"""The wire format, read leniently: whatever a server sends becomes our types or one ModelError."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.errors import ModelError
from pytest_t2t.models import ModelReply, ModelRequest
from pytest_t2t.models.providers._chat_wire import read_reply, write_body
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=()), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(message: Any, request: ModelRequest | None = None, **more: Any) -> ModelReply:
    body = {"choices": [{"message": message, "finish_reason": "stop"}], **more}
    return read_reply(json.dumps(body).encode(), request or ModelRequest([]))


def calls(*raw: Any, request: ModelRequest | None = None) -> tuple[ToolCall, ...]:
    return read({"tool_calls": list(raw)}, request).calls


def raw_call(arguments: Any, **more: Any) -> dict[str, Any]:
    return {"function": {"name": "f", "arguments": arguments}, **more}


def test_missing_ids_are_numbered_through_the_conversation() -> None:
    before = Message(role="agent", calls=(ToolCall(id="a", tool="f"), ToolCall(id="b", tool="f")))
    made = calls(raw_call("{}"), raw_call("{}", id=""), raw_call("{}", id=7), request=ModelRequest([before]))
    assert [call.id for call in made] == ["call_3", "call_4", "call_5"]


def test_an_id_used_before_is_replaced() -> None:
    before = Message(role="agent", calls=(ToolCall(id="call_0", tool="f"), ToolCall(id="call_4", tool="f")))
    made = calls(
        raw_call("{}", id="call_0"), raw_call("{}", id="x"), raw_call("{}", id="x"), request=ModelRequest([before])
    )
    assert [call.id for call in made] == ["call_3", "x", "call_5"]


@pytest.mark.parametrize("none", [None, "", "{}", {}])
def test_no_arguments(none: object) -> None:
    (made,) = calls(raw_call(none))
    assert (made.arguments, made.malformed) == ({}, "")


def test_arguments_as_an_object() -> None:
    assert calls(raw_call({"a": [1, None]}))[0].arguments == {"a": [1, None]}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        "true",
        '{"a": Infinity}',
        '{"a": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"a":' * 900 + "1" + "}" * 900,
    ],
)
def test_malformed(text: str) -> None:
    (made,) = calls(raw_call(text))
    assert (made.malformed, made.arguments) == (text, {})


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert read({"content": "a\ud800b"}).text == "a?b"
    (made,) = calls(raw_call('{"a": "\\ud800"}'))
    assert made.malformed


def test_arguments_that_are_no_text_at_all() -> None:
    assert calls(raw_call([1, 2]))[0].malformed == "[1, 2]"


@pytest.mark.parametrize("junk", [None, 3, "f", [], {}, {"function": None}, {"function": {"name": None}}])
def test_a_call_without_a_name(junk: object) -> None:
    assert calls(junk) == (ToolCall(id="call_1", tool=""),)


def test_text_in_parts() -> None:
    assert (
        read({"content": [{"type": "text", "text": "Hello "}, {"type": "image"}, {"text": "there"}, 3]}).text
        == "Hello there"
    )


@pytest.mark.parametrize(
    "usage", [None, [], "many", {"prompt_tokens": None}, {"prompt_tokens": -3, "prompt_tokens_details": 1}]
)
def test_usage_that_is_none(usage: object) -> None:
    assert read({"content": "x"}, usage=usage).usage == Usage()


def test_an_empty_message_is_an_empty_reply() -> None:
    assert read({"role": "assistant", "content": None}) == ModelReply()


@given(ANY_JSON)
def test_any_message_is_read(message: Any) -> None:
    try:
        reply = read(message)
    except ModelError:
        assert not isinstance(message, dict) or not message
    else:
        assert isinstance(reply, ModelReply)


@given(ANY_JSON, ANY_JSON, ANY_JSON)
def test_any_content_and_any_calls_are_read_and_can_be_sent_again(content: Any, tool: Any, arguments: Any) -> None:
    reply = read({"content": content, "tool_calls": [{"id": tool, "function": {"name": tool, "arguments": arguments}}]})
    message = Message(role="agent", text=reply.text, calls=reply.calls)
    (sent,) = write_body(ModelRequest([message]))["messages"]
    json.dumps(sent, ensure_ascii=False).encode()
    assert isinstance(json.loads(sent["tool_calls"][0]["function"]["arguments"]), dict)
    assert Message.model_validate_json(message.to_json()) == message


@given(st.binary(max_size=60))
def test_any_bytes(content: bytes) -> None:
    with pytest.raises(ModelError):
        read_reply(content, ModelRequest([]))


@pytest.mark.parametrize(
    ("result", "content"),
    [
        (ToolResult(call_id="c", content="done"), "done"),
        (ToolResult(call_id="c", content=None), "null"),
        (ToolResult(call_id="c", content=[{"id": 1}]), '[{"id": 1}]'),
        (ToolResult(call_id="c", error="No such order."), "Error: No such order."),
    ],
)
def test_results(result: ToolResult, content: str) -> None:
    (sent,) = write_body(ModelRequest([Message(role="tool", result=result)]))["messages"]
    assert sent == {"role": "tool", "tool_call_id": "c", "content": content}


def test_an_empty_move_is_sent_as_an_empty_message() -> None:
    (sent,) = write_body(ModelRequest([Message(role="agent")]))["messages"]
    assert sent == {"role": "assistant", "content": ""}
