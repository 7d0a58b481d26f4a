"""A model as an agent: what it is asked, what becomes of its reply, and what is said before anything is asked."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from pydantic import JsonValue

from pytest_t2t.agents.model import INSTRUCTION, ModelAgent, model_agent
from pytest_t2t.agents.protocol import Agent, Briefing, Reply
from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.models import Connection, ModelReply, ModelRequest
from pytest_t2t.records.message import Message, ToolCall, Usage

USER = Message(role="user", text="Hello")


@dataclass
class Canned:
    """A model that gives one reply and keeps what it was asked."""

    answer: ModelReply
    asked: list[ModelRequest] = field(default_factory=list)
    provider: str = "canned"
    name: str = "canned"
    options: Mapping[str, JsonValue] = field(default_factory=dict)

    def preflight(self) -> None:
        pass

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.asked.append(request)
        return self.answer

    async def close(self) -> None:
        pass


def reply_to(answer: ModelReply) -> Reply:
    conversation = ModelAgent("canned", Canned(answer)).converse(Briefing("Be kind.", ()))
    return asyncio.run(conversation.reply([USER]))


@pytest.fixture(autouse=True)
def _no_ambient_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_it_is_an_agent() -> None:
    agent = model_agent("gpt-4o")
    assert isinstance(agent, Agent)
    assert agent.name == "gpt-4o"


def test_what_the_model_is_asked() -> None:
    model = Canned(ModelReply("Hi."))
    tools = ({"name": "f", "description": "", "parameters": {}},)
    conversation = ModelAgent("canned", model, options={"temperature": 0.2}).converse(
        Briefing("Be kind.", tools, trial=3)
    )
    asyncio.run(conversation.reply([USER]))
    assert model.asked == [ModelRequest([USER], f"{INSTRUCTION}\n\nBe kind.", tools, {"temperature": 0.2}, trial=3)]


CALL = ToolCall(id="1", tool="f")


@pytest.mark.parametrize(
    ("answer", "move"),
    [
        (ModelReply("  Hi.\n", usage=Usage(input_tokens=3)), Reply("Hi.", usage=Usage(input_tokens=3))),
        (ModelReply("Wait.", (CALL,)), Reply("Wait.", (CALL,))),
        (ModelReply(refusal="I can't."), Reply("I can't.")),
        (ModelReply("Well.", refusal="I can't."), Reply("Well.\n\nI can't.")),
        (ModelReply("Cut o", finish="length"), Reply("Cut o")),
        (ModelReply(finish="filter"), Reply()),
    ],
)
def test_what_becomes_of_a_reply(answer: ModelReply, move: Reply) -> None:
    assert reply_to(answer) == move


@pytest.mark.parametrize(
    ("env", "value", "said"),
    [
        (None, "", "no API key for model 'gpt-4o': the environment variable OPENAI_API_KEY is not set. Set it, or "),
        ("MY_KEY", " ", "no API key for model 'gpt-4o': the environment variable MY_KEY is not set. Set it, or "),
        ("MY_KEY", "sk-ключ", "the environment variable MY_KEY holds characters that no API key has: copy it anew."),
        ("MY_KEY", "sk-a\nb", "the environment variable MY_KEY holds characters that no API key has: copy it anew."),
    ],
)
def test_a_missing_key_is_said_before_and_at_every_reply(
    monkeypatch: pytest.MonkeyPatch, env: str | None, value: str, said: str
) -> None:
    monkeypatch.setenv("MY_KEY", value)
    agent = model_agent("gpt-4o", Connection(api_key_env=env))
    with pytest.raises(ModelError) as early:
        agent.preflight()
    with pytest.raises(ModelError) as late:
        asyncio.run(agent.converse(Briefing("", ())).reply([USER]))
    assert str(early.value) == str(late.value)
    assert str(early.value).startswith(said)


def test_where_a_server_is_named_no_other_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MY_KEY", raising=False)
    with pytest.raises(ModelError, match=r"variable MY_KEY is not set\. Set it\.$"):
        model_agent("gpt-4o", Connection("https://mine.example/v1", api_key_env="MY_KEY")).preflight()


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    model_agent("openai:m", Connection("http://127.0.0.1:8000/v1")).preflight()
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1")
    model_agent("openai:m").preflight()


def test_a_key_that_was_named_is_needed_everywhere() -> None:
    with pytest.raises(ModelError, match="NO_SUCH_KEY is not set"):
        model_agent("openai:m", Connection("http://127.0.0.1:8000/v1", api_key_env="NO_SUCH_KEY")).preflight()


@pytest.mark.parametrize(
    "url", ["localhost:8000", "127.0.0.1:8000/v1", "ftp://host/v1", "http://", "http://h:99999", "http://[::1"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UsageError, match=r"is no address of a server: write it like 'http"):
        model_agent("openai:m", Connection(url))


def test_a_password_in_an_address_is_not_shown() -> None:
    agent = model_agent("openai:m", Connection("http://me:secret@127.0.0.1:9/v1", max_retries=0))
    with pytest.raises(ModelError) as raised:
        asyncio.run(agent.converse(Briefing("", ())).reply([USER]))
    assert str(raised.value).startswith("model 'm' at http://127.0.0.1:9/v1 can't be reached after 1 attempt")
    assert "secret" not in str(raised.value)


def test_making_an_agent_imports_no_sdk() -> None:
    code = (
        "import sys; from pytest_t2t.agents.model import model_agent; model_agent('openai:m?base_url=http://h/v1');"
        "print({'openai', 'httpx', 'httpx2', 'anthropic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
