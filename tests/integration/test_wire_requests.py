"""What stands in a request, in full, in each wire format: every field that a server gets from us, and none more."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pytest_t2t.models import Connection, ModelRequest, open_model
from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.testing import Loopback, Received, call, say, serving

LOOK_UP = {
    "name": "get_order",
    "description": "Look up an order.",
    "parameters": {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]},
}
ORDER = ToolCall(id="call_1", tool="get_order", arguments={"order_id": "W1"})
BROKEN = ToolCall(id="call_2", tool="functions.get order", malformed="{W1")
TALK = [
    Message(role="user", text="Where is W1?"),
    Message(role="agent", text="One moment.", calls=(ORDER, BROKEN)),
    Message(role="tool", result=ToolResult(call_id="call_1", content={"status": "sent", "to": "Zoë"})),
    Message(role="tool", result=ToolResult(call_id="call_2", error="The arguments are no JSON object.")),
    Message(role="agent", text="It was sent."),
    Message(role="user", text="Thanks"),
]
HELLO = [Message(role="user", text="Hello")]
RESULT, ERROR = '{"status": "sent", "to": "Zoë"}', "Error: The arguments are no JSON object."


@pytest.fixture(autouse=True)
def _no_ambient_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def sent(spec: str, request: ModelRequest, **connection: Any) -> Received:
    async def ask(server: Loopback) -> None:
        url = connection.pop("url", "{}").format(server.url_for(spec.partition(":")[0]))
        model = open_model(spec, Connection(url, **connection))
        await model.complete(request)
        await model.close()

    with serving(say("You're welcome.")) as server:
        asyncio.run(ask(server))
    (received,) = server.received
    return received


def test_chat_completions() -> None:
    body = sent("openai:m?temperature=0", ModelRequest(TALK, "Be kind.", (LOOK_UP,))).body
    assert body == {
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
                    {
                        "id": "call_1",
                        "type": "function",
                        "function": {"name": "get_order", "arguments": '{"order_id": "W1"}'},
                    },
                    {
                        "id": "call_2",
                        "type": "function",
                        "function": {"name": "functions_get_order", "arguments": '{"malformed": "{W1"}'},
                    },
                ],
            },
            {"role": "tool", "tool_call_id": "call_1", "content": RESULT},
            {"role": "tool", "tool_call_id": "call_2", "content": ERROR},
            {"role": "assistant", "content": "It was sent."},
            {"role": "user", "content": "Thanks"},
        ],
    }


def test_responses() -> None:
    body = sent("openai-responses:m?temperature=0", ModelRequest(TALK, "Be kind.", (LOOK_UP,))).body
    assert body == {
        "model": "m",
        "temperature": 0.0,
        "store": False,
        "include": ["reasoning.encrypted_content"],
        "instructions": "Be kind.",
        "tools": [{"type": "function", "strict": False, **LOOK_UP}],
        "input": [
            {"role": "user", "content": "Where is W1?"},
            {"role": "assistant", "content": "One moment."},
            {"type": "function_call", "call_id": "call_1", "name": "get_order", "arguments": '{"order_id": "W1"}'},
            {
                "type": "function_call",
                "call_id": "call_2",
                "name": "functions_get_order",
                "arguments": '{"malformed": "{W1"}',
            },
            {"type": "function_call_output", "call_id": "call_1", "output": RESULT},
            {"type": "function_call_output", "call_id": "call_2", "output": ERROR},
            {"role": "assistant", "content": "It was sent."},
            {"role": "user", "content": "Thanks"},
        ],
    }


def test_messages() -> None:
    body = sent("anthropic:m?temperature=0", ModelRequest(TALK, "Be kind.", (LOOK_UP,))).body
    cached = {"cache_control": {"type": "ephemeral"}}
    tool = {"name": "get_order", "description": "Look up an order.", "input_schema": LOOK_UP["parameters"]}
    assert body == {
        "model": "m",
        "temperature": 0.0,
        "max_tokens": 8192,
        "system": [{"type": "text", "text": "Be kind.", **cached}],
        "tools": [tool],
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "Where is W1?"}]},
            {
                "role": "assistant",
                "content": [
                    {"type": "text", "text": "One moment."},
                    {"type": "tool_use", "id": "call_1", "name": "get_order", "input": {"order_id": "W1"}},
                    {"type": "tool_use", "id": "call_2", "name": "functions_get_order", "input": {"malformed": "{W1"}},
                ],
            },
            {
                "role": "user",
                "content": [
                    {"type": "tool_result", "tool_use_id": "call_1", "content": RESULT},
                    {"type": "tool_result", "tool_use_id": "call_2", "content": ERROR, "is_error": True},
                ],
            },
            {"role": "assistant", "content": [{"type": "text", "text": "It was sent."}]},
            {"role": "user", "content": [{"type": "text", "text": "Thanks", **cached}]},
        ],
    }


@pytest.mark.parametrize(
    ("spec", "body"),
    [
        ("openai:o3", {"model": "o3", "messages": [{"role": "user", "content": "Hello"}]}),
        (
            "openai-responses:gpt-4o",
            {"model": "gpt-4o", "input": [{"role": "user", "content": "Hello"}], "store": False},
        ),
        (
            "anthropic:m?cache=false",
            {
                "model": "m",
                "max_tokens": 8192,
                "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
            },
        ),
    ],
)
def test_only_what_was_asked_for_is_sent(spec: str, body: dict[str, Any]) -> None:
    assert sent(spec, ModelRequest(HELLO)).body == body


@pytest.mark.parametrize(
    ("spec", "fields"),
    [
        ("openai:m?max_tokens=9&seed=7&top_p=0.5", {"max_tokens": 9, "seed": 7, "top_p": 0.5}),
        ("openai:m?reasoning_effort=low&verbosity=high", {"reasoning_effort": "low", "verbosity": "high"}),
        ("openai:m?tool_choice=required&parallel_tool_calls=false", {"tool_choice": "required", "parallel_tool_calls": False}),
        ('openai:m?extra_body={"chat_template_kwargs": {"think": false}}', {"chat_template_kwargs": {"think": False}}),
        ("openai-responses:m?reasoning_effort=low&reasoning_summary=auto", {"reasoning": {"effort": "low", "summary": "auto"}}),
        ("openai-responses:m?max_output_tokens=9&verbosity=low", {"max_output_tokens": 9, "text": {"verbosity": "low"}}),
        ("openai-responses:m?tool_choice=none", {"tool_choice": "none"}),
        ("anthropic:m?thinking=adaptive&effort=low", {"thinking": {"type": "adaptive"}, "output_config": {"effort": "low"}}),
        ("anthropic:m?thinking_budget=2048", {"thinking": {"type": "enabled", "budget_tokens": 2048}, "max_tokens": 10240}),
        ("anthropic:m?parallel_tool_calls=false", {"tool_choice": {"type": "auto", "disable_parallel_tool_use": True}}),
        ("anthropic:m?tool_choice=any&top_k=5&max_tokens=7", {"tool_choice": {"type": "any"}, "top_k": 5, "max_tokens": 7}),
        ("anthropic:m?tool_choice=none&parallel_tool_calls=false", {"tool_choice": {"type": "none"}}),
    ],
)  # fmt: skip
def test_options(spec: str, fields: dict[str, Any]) -> None:
    body = sent(spec, ModelRequest(HELLO, tools=(LOOK_UP,))).body
    assert {name: body[name] for name in fields} == fields


def test_what_a_request_sets_comes_before_the_spec() -> None:
    body = sent("openai:m?temperature=0&seed=7", ModelRequest(HELLO, options={"temperature": 1.0})).body
    assert (body["temperature"], body["seed"]) == (1.0, 7)


@pytest.mark.parametrize("spec", ["openai:m?tool_choice=auto", "openai-responses:m?tool_choice=auto"])
def test_nothing_about_tools_where_there_are_none(spec: str) -> None:
    assert "tool_choice" not in sent(spec, ModelRequest(HELLO)).body


def test_openai_itself_has_another_name_for_the_longest_answer() -> None:
    from pytest_t2t.models.providers.openai_chat import OpenAIChat

    request = ModelRequest(HELLO, options={"max_tokens": 9})
    assert OpenAIChat().write(request, "o3", own=True)["max_completion_tokens"] == 9
    assert OpenAIChat().write(request, "o3", own=False)["max_tokens"] == 9


def test_an_empty_move_is_no_empty_message_to_anthropic() -> None:
    talk = [Message(role="user", text="Hello"), Message(role="agent"), Message(role="user", text=" ")]
    turns = sent("anthropic:m?cache=false", ModelRequest(talk)).body["messages"]
    assert [turn["content"][0]["text"] for turn in turns] == ["Hello", "(nothing)", "(nothing)"]


def test_azure_by_address_and_key_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address with `api-version` gets it with each request, and the key where Azure looks for it."""
    monkeypatch.setenv("AZURE_KEY", "azure-secret")
    url = "{}/openai/deployments/mine?api-version=2024-10-21"
    received = sent("openai:m", ModelRequest(HELLO), url=url, api_key_env="AZURE_KEY")
    assert received.path.endswith("/openai/deployments/mine/chat/completions?api-version=2024-10-21")
    assert received.headers["api-key"] == "azure-secret"


def test_each_model_may_have_a_server_and_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_KEY", "other-secret")

    async def ask(server: Loopback) -> None:
        spec = f"openai:m?base_url={server.base_url}&api_key_env=OTHER_KEY&timeout=3&max_retries=0&temperature=1"
        model = open_model(spec, Connection("http://127.0.0.1:9/v1"))
        assert model.options == {"temperature": 1.0}
        await model.complete(ModelRequest(HELLO))
        await model.close()

    with serving(say("Hi."), api_key="other-secret") as server:
        asyncio.run(ask(server))


# ------------------------------------------------------------------------------------------ schemas of the tools
PAY = {
    "name": "pay",
    "description": "Pay.",
    "parameters": {
        "type": "object",
        "additionalProperties": False,
        "$defs": {
            "Money": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"cents": {"type": "integer", "exclusiveMinimum": 0}},
                "required": ["cents"],
            }
        },
        "properties": {
            "amount": {"$ref": "#/$defs/Money", "description": "How much."},
            "note": {"type": "string", "pattern": "^x", "default": ""},
            "tip": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None},
        },
        "required": ["amount"],
    },
}
MONEY = {"type": "object", "properties": {"cents": {"type": "integer"}}, "required": ["cents"]}
SIMPLE = {
    "type": "object",
    "properties": {
        "amount": {**MONEY, "description": "How much."},
        "note": {"type": "string"},
        "tip": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    },
    "required": ["amount"],
}
STRICT = {
    "type": "object",
    "properties": {
        "amount": {**MONEY, "description": "How much.", "additionalProperties": False},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "tip": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    },
    "required": ["amount", "note", "tip"],
    "additionalProperties": False,
}
OPEN = {"name": "log", "description": "", "parameters": {"type": "object", "properties": {"any": {"type": "object"}}}}


def tools_as_sent(spec: str) -> list[dict[str, Any]]:
    tools = sent(spec, ModelRequest(HELLO, tools=(PAY, OPEN))).body["tools"]
    flat = [{**tool, **tool.pop("function", {})} for tool in tools]
    return [{**tool, "schema": tool.get("parameters") or tool.get("input_schema")} for tool in flat]


@pytest.mark.parametrize("provider", ["openai", "openai-responses", "anthropic"])
def test_dialects_of_schemas(provider: str) -> None:
    assert [tool["schema"] for tool in tools_as_sent(f"{provider}:m")] == [PAY["parameters"], OPEN["parameters"]]
    simple = tools_as_sent(f"{provider}:m?schemas=simple")
    assert [tool["schema"] for tool in simple] == [SIMPLE, OPEN["parameters"]]
    strict = tools_as_sent(f"{provider}:m?schemas=strict")
    assert [tool["schema"] for tool in strict] == [STRICT, OPEN["parameters"]]
    assert [tool.get("strict", False) for tool in strict] == [True, False]


@pytest.mark.parametrize("provider", ["openai", "openai-responses", "anthropic"])
def test_the_nulls_of_a_strict_model_mean_left_out(provider: str) -> None:
    async def ask(server: Loopback) -> Any:
        model = open_model(f"{provider}:m?schemas=strict", Connection(server.url_for(provider)))
        try:
            return (await model.complete(ModelRequest(HELLO, tools=(PAY,)))).calls
        finally:
            await model.close()

    said = call(("pay", {"amount": {"cents": 5}, "note": None, "tip": None}), ("unknown", {"x": None}))
    with serving(said) as server:
        paid, unknown = asyncio.run(ask(server))
    assert paid.arguments == {"amount": {"cents": 5}, "tip": None}
    assert unknown.arguments == {"x": None}
