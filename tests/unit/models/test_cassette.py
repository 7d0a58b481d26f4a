"""Record and replay: what counts as the same request, what is kept, and what a miss says."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.models import Model, ModelReply, ModelRequest
from pytest_t2t.models.cassette import Cassette, Mode
from pytest_t2t.models.cassette_content import canonical, content
from pytest_t2t.models.cassette_store import CassetteStore
from pytest_t2t.records.message import Message, ToolCall, ToolResult, Usage
from pytest_t2t.redaction import Redaction

TOOLS = ({"name": "get_order", "description": "Look.", "parameters": {"type": "object", "properties": {}}},)
HELLO = Message(role="user", text="Hello, where is my order?")


class Counting:
    """A model that says how often it was asked."""

    provider = "openai"
    name = "m"

    def __init__(self, options: Mapping[str, Any] | None = None, *, key: bool = True) -> None:
        self.options = options or {}
        self.asked = 0
        self._key = key

    def preflight(self) -> None:
        if not self._key:
            raise ModelError("no API key")

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.preflight()
        self.asked += 1
        await asyncio.sleep(0)
        return ModelReply(
            f"reply {self.asked}", (ToolCall(id=f"id-{self.asked}", tool="get_order", arguments={"a": [1, None, "é"]}),),
            "no", "calls", Usage(input_tokens=3, cached_tokens=1), 0.25, ({"sealed": "x"},),
        )  # fmt: skip

    async def close(self) -> None:
        pass


Maker = Callable[..., Cassette]


@pytest.fixture
def tape(tmp_path: Path) -> Maker:
    def make(mode: Mode, run: str = "run", secrets: Mapping[str, str] | None = None) -> Cassette:
        return Cassette(tmp_path / "sub" / "c.sqlite", mode, run, Redaction(secrets or {}))

    return make


def asked(text: str = "Hello, where is my order?", **more: Any) -> ModelRequest:
    return ModelRequest((Message(role="user", text=text),), "Be kind.\nBe brief.", TOOLS, **more)


def ask(cassette: Cassette, request: ModelRequest, model: Model | None = None) -> ModelReply:
    return asyncio.run(cassette.wrap(model or Counting()).complete(request))


def missed(cassette: Cassette, request: ModelRequest, model: Model | None = None) -> str:
    with pytest.raises(ModelError) as raised:
        ask(cassette, request, model)
    return str(raised.value)


# ----------------------------------------------------------------------------------------------------- record, replay
def test_a_replay_is_exact_and_asks_nobody(tape: Maker) -> None:
    recorder, model = tape("record"), Counting()
    first = ask(recorder, asked(), model)
    recorder.close()
    silent = Counting(key=False)
    wrapped = tape("replay").wrap(silent)
    wrapped.preflight()
    assert asyncio.run(wrapped.complete(asked())) == first
    assert first == asyncio.run(Counting().complete(asked()))
    assert (model.asked, silent.asked) == (1, 0)
    assert (wrapped.provider, wrapped.name, wrapped.options) == ("openai", "m", {})


def test_equal_requests_of_one_recording_get_one_reply(tape: Maker) -> None:
    recorder, model = tape("record"), Counting()
    wrapped = recorder.wrap(model)

    async def twice() -> list[ModelReply]:
        return [
            *await asyncio.gather(wrapped.complete(asked()), wrapped.complete(asked())),
            await wrapped.complete(asked()),
        ]

    replies = asyncio.run(twice())
    assert replies[0] == replies[1] == replies[2] == ask(tape("replay"), asked())
    assert model.asked == 2


def test_trials_are_kept_apart(tape: Maker) -> None:
    recorder, model = tape("record"), Counting()
    texts = [ask(recorder, asked(trial=trial), model).text for trial in range(3)]
    assert texts == ["reply 1", "reply 2", "reply 3"]
    assert [ask(tape("replay"), asked(trial=trial)).text for trial in range(3)] == texts
    assert "it was recorded for trial 0, 1, 2 alone." in missed(tape("replay"), asked(trial=3))


def test_recording_again_replaces_and_auto_does_not(tape: Maker) -> None:
    model = Counting()
    ask(tape("record", "monday"), asked(), model)
    assert ask(tape("auto", "tuesday"), asked(), model).text == "reply 1"
    assert ask(tape("record", "tuesday"), asked(), model).text == "reply 2"
    assert ask(tape("auto", "wednesday"), asked("Something new"), model).text == "reply 3"
    assert [ask(tape("replay"), asked(text)).text for text in (HELLO.text, "Something new")] == ["reply 2", "reply 3"]


def test_only_who_records_needs_a_key(tape: Maker) -> None:
    ask(tape("record"), asked())
    without = Counting(key=False)
    for mode in ("replay", "auto"):
        wrapped = tape(mode).wrap(without)
        wrapped.preflight()
        assert asyncio.run(wrapped.complete(asked())).text == "reply 1"
    with pytest.raises(ModelError, match="no API key"):
        tape("record").wrap(without).preflight()
    said = missed(tape("auto"), asked("Something new"), without)
    assert "message 1 (user) is the first thing that differs" in said
    assert said.endswith("It can't be added: no API key")


# ---------------------------------------------------------------------------------------------- what counts as the same
def talk(call_id: str, arguments: dict[str, Any]) -> ModelRequest:
    call = ToolCall(id=call_id, tool="get_order", arguments=arguments)
    result = ToolResult(call_id=call_id, content={"b": 1, "a": 2})
    return ModelRequest((HELLO, Message(role="agent", calls=(call,)), Message(role="tool", result=result)))


def test_ids_of_calls_and_the_order_of_keys_do_not_count() -> None:
    one = content(Counting({"a": 1, "b": 2.0}), talk("call_x", {"x": 1, "y": 2}))
    assert one.key == content(Counting({"b": 2, "a": 1}), talk("fc_9", {"y": 2, "x": 1})).key


@pytest.mark.parametrize(
    ("model", "request_"),
    [
        (Counting({"temperature": 1}), asked()),
        (Counting(), asked(options={"temperature": 0})),
        (Counting(), asked("Hello, where is my order")),
        (Counting(), asked(trial=1)),
        (Counting(), ModelRequest((HELLO,), "Be kind.\nBe brief.")),
        (Counting(), ModelRequest((HELLO,), "Be kind.", TOOLS)),
        (Counting(), ModelRequest((HELLO, HELLO), "Be kind.\nBe brief.", TOOLS)),
    ],
)
def test_everything_else_does(model: Model, request_: ModelRequest) -> None:
    assert content(Counting(), asked()).key != content(model, request_).key


def test_which_call_a_result_belongs_to_counts() -> None:
    calls = tuple(ToolCall(id=name, tool="f") for name in "ab")
    results = [Message(role="tool", result=ToolResult(call_id=name, content=1)) for name in "ab"]
    said = Message(role="agent", calls=calls)
    one, other = ModelRequest((said, *results)), ModelRequest((said, *reversed(results)))
    assert content(Counting(), one).key != content(Counting(), other).key


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_json, _json)
def test_equal_values_have_equal_texts_and_others_have_not(one: Any, other: Any) -> None:
    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: typed(inner) for key, inner in value.items()}
        return [typed(inner) for inner in value] if isinstance(value, list) else (type(value), value)

    assert (canonical(one) == canonical(other)) == (typed(one) == typed(other))


# ------------------------------------------------------------------------------------------------------ what a miss says
def with_reply(request: ModelRequest, *texts: str) -> ModelRequest:
    more = [Message(role="agent" if n % 2 == 0 else "user", text=text) for n, text in enumerate(texts)]
    return ModelRequest((*request.messages, *more), request.system, request.tools)


def test_a_miss_names_the_first_message_that_differs_and_shows_how(tape: Maker) -> None:
    recorder = tape("record")
    long = "word " * 100
    for last in ("Please cancel it.", f"{long}Please return it to the shop.", "Goodbye."):
        ask(recorder, with_reply(asked(), "Which one?", last))
    said = missed(tape("replay"), with_reply(asked(), "Which one?", f"{long}Please return it to the depot."))
    assert said.startswith(
        "c.sqlite has no recording of this request to openai:m (trial 0): message 3 (user) is the first"
    )
    removed, added = [line for line in said.splitlines() if line.startswith(("  -", "  +"))]
    assert removed.endswith("Please return it to the shop.")
    assert added.endswith("Please return it to the depot.")
    assert max(len(removed), len(added)) < 170


def test_a_miss_shows_calls_and_results(tape: Maker) -> None:
    ask(tape("record"), talk("x", {"order_id": "K1"}))
    said = missed(tape("replay"), talk("y", {"order_id": "K2"}))
    assert "message 2 (agent) is the first" in said
    assert '  - call: get_order({"order_id": "K1"})\n  + call: get_order({"order_id": "K2"})' in said


@pytest.mark.parametrize(
    ("request_", "model", "said"),
    [
        (ModelRequest((HELLO,), "Be kind.\nBe long.", TOOLS), Counting(), "the system prompt is the first thing that"),
        (ModelRequest((HELLO,), "Be kind.\nBe long.", TOOLS), Counting(), "  - Be brief.\n  + Be long."),
        (ModelRequest((HELLO,), "Be kind.\nBe brief.", ({**TOOLS[0], "name": "get"},)), Counting(), '"name": "get"'),
        (asked(), Counting({"temperature": 1}), "the model is the first thing that differs"),
        (asked(), Counting({"temperature": 1}), '  +   "temperature": 1'),
        (ModelRequest((), "Be kind.\nBe brief.", TOOLS), Counting(), "as the beginning of a longer request alone."),
        (with_reply(asked(), "Hi."), Counting(), "ends before message 2 (agent):\n  + agent: Hi."),
    ],
)  # fmt: skip
def test_a_miss_before_the_first_message_or_behind_the_last(
    tape: Maker, request_: ModelRequest, model: Model, said: str
) -> None:
    ask(tape("record"), asked())
    assert said in missed(tape("replay"), request_, model)


def test_an_empty_cassette_says_that_it_is_empty(tape: Maker) -> None:
    tape("record").check()
    assert "nothing is recorded there." in missed(tape("replay"), asked())


# --------------------------------------------------------------------------------------------------------- the file
def test_a_file_that_is_missing_or_none_or_of_another_version(tape: Maker, tmp_path: Path) -> None:
    path = tmp_path / "sub" / "c.sqlite"
    with pytest.raises(UsageError, match=r"there is no cassette .*c\.sqlite: record one with --t2t-cassette=record"):
        tape("replay").check()
    path.parent.mkdir()
    path.write_text("no database at all, but long enough to be looked at" * 30)
    for mode in ("replay", "record"):
        with pytest.raises(UsageError, match="is no cassette: name another file"):
            tape(mode).check()
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("create table mine (a)")
    other.close()
    for mode in ("replay", "record"):
        with pytest.raises(UsageError, match="is no cassette: name another file"):
            tape(mode).check()
    path.unlink()
    recorder = tape("record")
    recorder.check()
    recorder.close()
    with sqlite3.connect(path) as own:
        own.execute("pragma user_version = 99")
    own.close()
    with pytest.raises(UsageError, match="is of version 99, not 1: delete it and record again"):
        tape("auto").check()


def test_one_file_is_left_and_a_replay_does_not_touch_it(tape: Maker, tmp_path: Path) -> None:
    recorder = tape("record")
    ask(recorder, asked())
    recorder.close()
    path = tmp_path / "sub" / "c.sqlite"
    assert list(path.parent.iterdir()) == [path]
    before = path.read_bytes(), path.stat().st_mtime_ns
    player = tape("replay")
    ask(player, asked())
    missed(player, asked("No."))
    player.close()
    assert list(path.parent.iterdir()) == [path]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


WRITER = """
import asyncio, os, sys
from pathlib import Path
from pytest_t2t.models.cassette import Cassette
from pytest_t2t.redaction import Redaction
from tests.unit.models.test_cassette import Counting, asked
path, name = sys.argv[1:]
model = Cassette(Path(path), "record", "run", Redaction({})).wrap(Counting())
for number in range(40):
    asyncio.run(model.complete(asked(f"{name} {number}")))
    asyncio.run(model.complete(asked(f"both {number}")))
print(asyncio.run(model.complete(asked("both 7"))).text, flush=True)
os.kill(os.getpid(), 9)
"""


def test_killed_processes_lose_nothing_that_they_recorded(tape: Maker, tmp_path: Path) -> None:
    path, root = tmp_path / "sub" / "c.sqlite", Path(__file__).parents[3]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], cwd=root, stdout=subprocess.PIPE, text=True)
        for name in ("one", "other")
    ]
    said = [writer.communicate(timeout=120)[0].strip() for writer in writers]
    assert said[0] == said[1] == ask(tape("replay"), asked("both 7")).text
    for name in ("one", "other", "both"):
        assert all(ask(tape("replay"), asked(f"{name} {number}")).text for number in range(40))


def test_many_can_make_a_new_cassette_at_once(tmp_path: Path) -> None:
    faults: list[Exception] = []
    for number in range(10):
        start = threading.Barrier(8)

        def opens(path: Path = tmp_path / f"{number}.sqlite", start: threading.Barrier = start) -> None:
            store = CassetteStore(path, writes=True)
            start.wait()
            try:
                store.check()
            except UsageError as fault:
                faults.append(fault)
            store.close()

        threads = [threading.Thread(target=opens) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []


def test_threads_share_a_cassette(tape: Maker) -> None:
    recorder, faults = tape("record"), []

    def work(name: int) -> None:
        for number in range(20):
            try:
                ask(recorder, asked(f"{name} {number}"))
            except Exception as fault:  # noqa: BLE001
                faults.append(fault)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_secrets_do_not_reach_the_file_and_replays_are_exact_without_them(tape: Maker, tmp_path: Path) -> None:
    secret = 'sk/very"secret\\value'
    request = asked(f"My key is {secret}.")

    class Leaks(Counting):
        async def complete(self, request: ModelRequest) -> ModelReply:
            return ModelReply(f"You said {secret}", (ToolCall(id="1", tool="f", arguments={"key": [secret]}),))

    recorder = tape("record", secrets={secret: "[MY_KEY]"})
    said = ask(recorder, request, Leaks())
    recorder.close()
    assert (said.text, said.calls[0].arguments) == ("You said [MY_KEY]", {"key": ["[MY_KEY]"]})
    written = (tmp_path / "sub" / "c.sqlite").read_bytes()
    assert b"secret" not in written
    assert ask(tape("replay"), request) == said
