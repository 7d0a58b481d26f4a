"""The doubles that are shipped: scripts, the scripted model, faults, the script that plays the reference."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections import Counter

import pytest

from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.models import Model, ModelRequest
from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.testing import Asked, Faults, ScriptedModel, Step, call, drop, fail, playing, raw, refuse, say, serving
from pytest_t2t.testing.faults import KINDS
from tests.made import tasks

HELLO = Asked((Message(role="user", text="Hello"),))


def ask(model: ScriptedModel, request: ModelRequest | None = None) -> object:
    return asyncio.run(model.complete(request or ModelRequest([Message(role="user", text="Hello")])))


def test_a_scripted_model_is_a_model() -> None:
    assert isinstance(ScriptedModel([say("Hi.")]), Model)


def test_it_says_its_steps_in_order_and_keeps_what_it_was_asked() -> None:
    model = ScriptedModel([say("One."), call(("f", {"x": 1}), ("g", "{broken")), refuse("No.")])
    one, two, three = (asyncio.run(model.complete(ModelRequest([], system=f"{n}"))) for n in range(3))
    assert one.text == "One."
    assert two.calls == (
        ToolCall(id="call_1", tool="f", arguments={"x": 1}),
        ToolCall(id="call_2", tool="g", malformed="{broken"),
    )
    assert three.refusal == "No."
    assert [request.system for request in model.asked] == ["0", "1", "2"]


@pytest.mark.parametrize("step", [fail(500, "boom"), drop(), raw(b"<html>")])
def test_a_step_that_fails_is_an_error_of_the_model(step: Step) -> None:
    with pytest.raises(ModelError, match="model 'scripted' failed with status"):
        ask(ScriptedModel([step]))


def test_a_script_that_is_at_its_end_says_so() -> None:
    with pytest.raises(ModelError, match="the script has no further step"):
        ask(ScriptedModel([]))


def test_a_function_may_be_the_script() -> None:
    model = ScriptedModel(lambda asked: say(asked.opening.upper()))
    assert getattr(ask(model), "text") == "HELLO"  # noqa: B009


def test_a_function_among_the_steps_of_a_server_is_refused() -> None:
    with pytest.raises(TypeError, match=r"given as serving\(script=\.\.\.\)"), serving(playing([])):  # type: ignore[arg-type]
        pass


def drawn(faults: Faults, number: int) -> list[Step]:
    return [faults(HELLO) for _ in range(number)]


def test_faults_are_drawn_from_the_seed() -> None:
    first, second, other = (Faults(lambda _: say("Hi."), seed=seed) for seed in (1, 1, 2))
    assert drawn(first, 200) == drawn(second, 200)
    assert drawn(other, 200) != drawn(second, 200)


def test_faults_take_their_share_in_all_kinds() -> None:
    faults = Faults(lambda _: say("Hi."), share=0.3, seed=5)
    good = sum(step == say("Hi.") for step in drawn(faults, 3000))
    assert 2000 < good < 2200
    assert sum(faults.seen.values()) == 3000
    assert faults.seen["good"] == good
    assert set(faults.seen) == {"good", *KINDS}


def test_a_script_does_not_see_the_requests_that_fail() -> None:
    seen: Counter[str] = Counter()

    def script(_: Asked) -> Step:
        seen["asked"] += 1
        return say("Hi.")

    faults = Faults(script, share=1.0)
    drawn(faults, 20)
    assert seen["asked"] == 0


def test_playing_answers_a_repeated_request_alike() -> None:
    task = tasks("kiosk", 2)[0]
    script = playing([task])
    asked = Asked((Message(role="user", text=task.user.opening),))
    assert script(asked) == script(asked)


def test_playing_does_not_guess() -> None:
    known, *_ = tasks("kiosk", 2)
    assert playing([known])(HELLO).status == 400
    twin = known.model_copy(update={"id": "twin"})
    with pytest.raises(UsageError, match=f"tasks {known.id} and twin have the same opening"):
        playing([known, twin])


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ([ToolCall(id="a", tool="f")], "no result for a"),
        ([ToolCall(id="a", tool="f"), "hello"], "messages.1: no result for a"),
        ([ToolResult(call_id="a")], "messages.0: a result for 'a', which is no open call"),
        (
            [ToolCall(id="a", tool="f"), ToolResult(call_id="a"), ToolResult(call_id="a")],
            "messages.2: a result for 'a'",
        ),
        ([ToolCall(id="a", tool="f"), ToolResult(call_id="a"), "hello"], ""),
    ],
)
def test_the_server_is_as_strict_as_a_real_one(messages: list[ToolCall | ToolResult | str], said: str) -> None:
    from pytest_t2t.testing.dialects._reading import complaint

    def message(part: ToolCall | ToolResult | str) -> Message:
        if isinstance(part, ToolCall):
            return Message(role="agent", calls=(part,))
        return Message(role="tool", result=part) if isinstance(part, ToolResult) else Message(role="user", text=part)

    assert complaint([message(part) for part in messages]).startswith(said)
    assert bool(complaint([message(part) for part in messages])) == bool(said)


def test_a_path_that_no_format_has() -> None:
    with serving(say("Hi.")) as server, pytest.raises(urllib.error.HTTPError, match="404") as refused:
        urllib.request.urlopen(f"{server.base_url}/models", data=b"{}")
    refused.value.close()
    assert server.received == []
