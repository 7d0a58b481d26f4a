"""The rollout: who gets what, in which order, and whose fault it was."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from pytest_t2t.agents.protocol import Reply
from pytest_t2t.errors import ModelError, UsageError
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.message import ToolCall, Usage
from pytest_t2t.rollout.limits import Limits, limits_for
from pytest_t2t.rollout.loop import digest, rollout, run
from pytest_t2t.rollout.store import Store
from pytest_t2t.users.protocol import Said
from pytest_t2t.verification.combine import verify
from tests.kiosk import FIRST, SECOND, call, cancel, event, task, who, world, yes
from tests.unit.rollout.parts import Briefed, Customer, Planned, lines, said

WIDE = Limits(turns=20, calls=50)


def test_a_talk_from_opening_to_farewell() -> None:
    agent = Planned(said("", who()), said("Shall I?"), said("", cancel(FIRST)), said("Done."))
    user = lines(("Yes.", yes(cancel(FIRST))), "Thanks.")
    episode = run(task(), agent, user, world())
    assert [message.role for message in episode.messages] == [
        "user",
        "agent",
        "tool",
        "agent",
        "user",
        "agent",
        "tool",
        "agent",
        "user",
    ]
    assert (episode.stop, episode.fault, episode.agent, episode.user) == ("user-done", None, "planned", "lines")
    assert [(executed.tool, executed.at, executed.forbidden_by) for executed in episode.executed] == [
        ("find_customer", 1, ()),
        ("cancel_order", 5, ()),
    ]
    assert [(heard.kind, heard.at) for heard in episode.events] == [("affirmed", 5)]
    assert {change.table for change in episode.changes} == {"orders", "refunds"}


def test_several_calls_in_a_turn_are_made_in_order() -> None:
    agent = Planned(said("", who(), call("get_order", order_id=FIRST), call("nothing")), said("Hm."))
    episode = run(task(), agent, lines("Bye."), world())
    assert [message.result.call_id for message in episode.messages if message.result] == ["c0", "c1", "c2"]
    assert [executed.ok for executed in episode.executed] == [True, True, False]
    assert {executed.at for executed in episode.executed} == {1}


def test_malformed_arguments_are_answered() -> None:
    bad = said()
    agent = Planned(type(bad)(calls=(ToolCall(id="x", tool="get_order", malformed="{"),)), said("Hm."))
    episode = run(task(), agent, lines("Bye."), world())
    result = episode.messages[2].result
    assert result is not None
    assert (result.call_id, result.content) == ("x", None)
    assert "no JSON object" in result.error


def test_text_beside_calls_is_delivered_when_the_agent_yields() -> None:
    agent = Planned(
        said("One moment.", who()), said("", call("get_order", order_id=FIRST)), said("Almost.", who()), said("There.")
    )
    user = lines("Bye.")
    episode = run(task(), agent, user, world())
    assert user.got == [("One moment.\n\nAlmost.\n\nThere.", 3)]
    assert episode.messages[1].text == "One moment."


def test_an_empty_message_reaches_the_user() -> None:
    user = lines("Hello?", "Bye.")
    run(task(), Planned(said()), user, world())
    assert user.got == [("", 0), ("", 0)]


def test_consent_goes_with_a_change_of_mind() -> None:
    agent = Planned(
        said("", who()),
        said("Shall I?"),
        said("", cancel(FIRST)),
        said("Done."),
        said("", cancel(SECOND)),
        said("Done."),
    )
    user = lines(("Yes.", yes(cancel(FIRST))), ("No, the other!", event("changed")), "Bye.")
    episode = run(task("changing"), agent, user, world())
    assert [executed.forbidden_by for executed in episode.executed if executed.writes] == [(), ("ask-first",)]
    assert episode.changes_at_change is not None
    assert {change.key[0] for change in episode.changes_at_change if change.table == "orders"} == {FIRST}
    assert len(episode.changes) == 4


def test_no_change_no_changes_at_it() -> None:
    assert run(task(), Planned(said("Hi.")), lines("Bye."), world()).changes_at_change is None


# --------------------------------------------------------------------------------------- the answer key is out of reach
def test_an_agent_under_test_is_briefed_and_no_more() -> None:
    agent = Briefed(said("Hi."))
    run(task(), agent, lines("Bye."), world(), 3)
    (briefing,) = agent.briefings
    assert briefing.trial == 3
    assert "<!--" not in briefing.policy
    assert [tool["name"] for tool in briefing.tools] == list(world().domain.tools)
    assert "test-0000000000" not in repr(briefing)


def test_a_planned_agent_gets_the_reference_side_alone() -> None:
    agent = Planned(said("Hi."))
    checked = task("changing")
    run(checked, agent, lines("Bye."), world())
    assert agent.plans == [(checked.reference, "changing")]


class Spy(Briefed):
    """Converses, and would like to see the plan."""

    def follow(self, plan: Any, intent: str) -> Any:
        raise AssertionError("it was handed the plan")


def test_whoever_converses_is_never_handed_the_plan() -> None:
    spy = Spy(said("Hi."))
    assert run(task(), spy, lines("Bye."), world()).fault is None
    assert spy.briefings


@pytest.mark.parametrize("agent", [object(), "reference", lambda messages: "Hi."])
def test_nothing_else_is_handed_a_task(agent: Any) -> None:
    with pytest.raises(UsageError, match="is no agent"):
        run(task(), agent, lines("Bye."), world())


# --------------------------------------------------------------------------------------------------------------- limits
@pytest.mark.parametrize(
    ("moves", "limits", "stop"),
    [
        ([said("Hm.")], Limits(turns=3, calls=50), "turns"),
        ([said("", call("list_products"))], Limits(turns=3, calls=5), "calls"),
        ([said("", call("nothing"))], Limits(turns=3, calls=50), "tool-errors"),
        ([said("", call("list_products"))], Limits(turns=3, calls=10**9, seconds=0.05), "seconds"),
        ([said("Hm.")], Limits(turns=10**9, calls=1, seconds=0.05), "seconds"),
    ],
)
def test_limits_end_it(moves: list[Any], limits: Limits, stop: str) -> None:
    user = Customer([Said("And?")] * 1_000_000)
    assert run(task(), Planned(*moves), user, world(), limits=limits).stop == stop


def test_only_refusals_in_a_row_count() -> None:
    agent = Planned(*[said("", call("nothing")), said("", call("list_products"))] * 12, said("Done."))
    assert run(task(), agent, lines("Bye."), world(), limits=WIDE).stop == "user-done"


def test_a_hung_agent_is_interrupted() -> None:
    agent = Briefed(said("", who()), lambda: asyncio.sleep(60))
    start = perf_counter()
    episode = run(task(), agent, lines("Bye."), world(), limits=Limits(turns=9, calls=9, seconds=0.05))
    assert perf_counter() - start < 5
    assert (episode.stop, episode.fault) == ("seconds", None)
    assert len(episode.executed) == 1


def test_a_timeout_of_the_agents_own_is_the_agents_error() -> None:
    episode = run(
        task(), Briefed(TimeoutError("mine")), lines("Bye."), world(), limits=Limits(turns=9, calls=9, seconds=60)
    )
    assert episode.fault is not None
    assert (episode.stop, episode.fault.origin) == ("error", "agent")


def test_limits_grow_with_the_plan() -> None:
    small, large = task(), task(plan={"reads": (who(),) * 6})
    assert limits_for(large).calls == limits_for(small).calls + 20
    assert limits_for(small, seconds=5).seconds == 5
    assert (limits_for(small).turns, limits_for(small).tool_errors) == (16, 10)


# --------------------------------------------------------------------------------------------------------------- faults
@pytest.mark.parametrize(
    ("agent", "user", "origin", "message"),
    [
        (Briefed(ModelError("no answer")), lines("Bye."), "model", "no answer"),
        (Briefed(ValueError("oops")), lines("Bye."), "agent", "agent briefed: ValueError: oops"),
        (Briefed(lambda: "Hi."), lines("Bye."), "agent", r"reply() gave str, not a Reply(text, calls)."),
        (Briefed(said("Hi.")), lines(KeyError("role")), "user", "user lines: KeyError: 'role'"),
    ],
)
def test_errors_are_faults_with_an_origin(agent: Any, user: Customer, origin: str, message: str) -> None:
    episode = run(task(), agent, user, world())
    assert episode.fault is not None
    assert episode.stop == "error"
    assert episode.fault.origin == origin
    assert message in episode.fault.message


def test_a_broken_tool_is_a_fault_and_the_talk_so_far_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Briefed(said("Hi.", who()), said("", call("get_order", order_id=FIRST)))
    tool = world().domain.tools["get_order"]
    monkeypatch.setitem(tool.__dict__, "function", lambda db, order_id: 1 // 0)
    episode = run(task(), broken, lines("Bye."), world())
    assert episode.fault is not None
    assert (episode.fault.origin, len(episode.executed)) == ("environment", 1)


def test_what_is_nobodys_fault_is_raised() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(task(), Briefed(_interrupt), lines("Bye."), world())
    with world().open() as environment:
        assert environment.changes() == ()


def _interrupt() -> None:
    raise KeyboardInterrupt


# ---------------------------------------------------------------------------------------------------------- determinism
def test_equal_rollouts_leave_equal_records() -> None:
    def once() -> Any:
        agent = Planned(said("", who()), said("", cancel(FIRST)), said("Done."))
        return run(task(), agent, lines("Bye."), world())

    one, other = once(), once()
    assert one.seconds != other.seconds
    assert digest(one) == digest(other)
    assert one.model_copy(update={"seconds": 0}) == other.model_copy(update={"seconds": 0})
    assert digest(one) != digest(one.model_copy(update={"trial": 1}))


def test_with_and_without_an_event_loop_it_is_the_same() -> None:
    moves = said("", who()), said("Done.")
    without = run(task(), Planned(*moves), lines("Bye."), world())
    inside = asyncio.run(rollout(task(), Planned(*moves), lines("Bye."), world()))
    assert digest(without) == digest(inside)


def test_a_planned_agent_that_waits_gets_an_event_loop() -> None:
    async def later() -> Any:
        await asyncio.sleep(0)
        return said("Done.")

    assert run(task(), Planned(later), lines("Bye."), world()).fault is None


def test_tokens_and_cost_are_added_up() -> None:
    one = Usage(input_tokens=3, output_tokens=2, cached_tokens=1)
    agent = Briefed(said("", who(), usage=one, cost_usd=0.25), said("Hi.", usage=one, cost_usd=0.5))
    episode = run(task(), agent, lines("Bye."), world())
    assert (episode.usage, episode.cost_usd) == (Usage(input_tokens=6, output_tokens=4, cached_tokens=2), 0.75)
    assert run(task(), Briefed(said("Hi.")), lines("Bye."), world()).cost_usd is None


def test_a_cost_of_which_a_part_is_unknown_is_unknown() -> None:
    one = Usage(input_tokens=3, output_tokens=2)
    agent = Briefed(said("", who(), usage=one, cost_usd=0.25), said("Hi.", usage=one))
    assert run(task(), agent, lines("Bye."), world()).cost_usd is None


def test_lone_surrogates_of_a_model_are_kept_out_of_the_record() -> None:
    moves = [
        Reply(calls=(ToolCall(id="c1", tool="get_order", arguments={"order_id": "\ud83d"}),)),
        Reply(text="half a smile \ud83d"),
    ]
    episode = run(task(), Planned(*moves), Customer([Said("Bye.", stop="user-done")]), world())
    assert Episode.model_validate_json(episode.to_json()) == episode
    assert "no JSON object" in episode.executed[0].error
    assert episode.messages[-2].text == "half a smile ?"


@pytest.mark.parametrize(
    ("wrong", "said_of_it"),
    [
        ({"text": None}, "text of its Reply is None: it must be a text."),
        ({"text": 5}, "text of its Reply is 5: it must be a text."),
        ({"calls": ["x"]}, r"calls of its Reply is \['x'\]: it must be a tuple of ToolCalls."),
        ({"calls": None}, "calls of its Reply is None"),
        ({"usage": {}}, "usage of its Reply is {}: it must be a Usage."),
        ({"cost_usd": "x"}, "cost_usd of its Reply is 'x': it must be a number of USD, or None."),
        ({"cost_usd": float("nan")}, "cost_usd of its Reply is nan"),
        ({"cost_usd": 10**400}, "cost_usd of its Reply is 1000"),
    ],
)
def test_a_reply_with_a_wrong_part_is_the_agents_error(wrong: dict[str, Any], said_of_it: str) -> None:
    episode = run(task(), Briefed(said("Hi."), Reply(**wrong)), lines("Well?", "Bye."), world())
    assert episode.fault is not None
    assert episode.fault.origin == "agent"
    assert re.match(f"agent briefed: {said_of_it}", episode.fault.message)
    assert [message.text for message in episode.messages] == [task().user.opening, "Hi.", "Well?"]


class _Speechless(Exception):  # noqa: N818
    def __str__(self) -> str:
        raise ValueError("no text")


@pytest.mark.parametrize(
    ("raised", "text"),
    [
        (ValueError("half \ud800"), "agent briefed: ValueError: half ?"),
        (_Speechless(), "agent briefed: _Speechless: (it has no text)"),
        (ValueError("z" * 5_000_000), f"agent briefed: ValueError: {'z' * 100}"),
    ],
)
def test_whatever_an_agent_raises_can_be_stored(raised: Exception, text: str, tmp_path: Path) -> None:
    episode = run(task(), Briefed(raised), lines("Bye."), world())
    assert episode.fault is not None
    assert episode.fault.message.startswith(text)
    assert len(episode.fault.message) < 21_000
    Store(tmp_path).append(episode, verify(task(), episode, world()))
    assert [stored.episode for stored in Store(tmp_path).read()] == [episode]


@pytest.mark.parametrize(
    "move",
    [
        Reply(text="x y " * 1_000_000),
        Reply(calls=(ToolCall(id="1", tool="get_order", arguments={"order_id": "9" * 3_000_000}),)),
        Reply(calls=(ToolCall(id="1", tool="z" * 3_000_000),)),
    ],
    ids=["text", "arguments", "tool"],
)
def test_a_move_as_long_as_a_book_ends_the_episode(move: Reply) -> None:
    episode = run(task(), Briefed(move), lines("Bye."), world())
    verdict = verify(task(), episode, world())
    assert (episode.stop, verdict.outcome, verdict.failure) == ("length", "failed", "length")
    assert len(episode.to_json()) < 500_000
    assert "more characters]" in episode.to_json()


@pytest.mark.parametrize("levels", [60, 120, 240])
def test_deep_arguments_are_read_again_or_malformed(levels: int, tmp_path: Path) -> None:
    deep: Any = 1
    for _ in range(levels):
        deep = [deep]
    agent = Briefed(Reply(calls=(ToolCall(id="1", tool="get_order", arguments={"order_id": deep}),)), said("Hm."))
    episode = run(task(), agent, lines("Bye."), world())
    assert bool(episode.messages[1].calls[0].malformed) == (levels > 100)
    Store(tmp_path).append(episode, verify(task(), episode, world()))
    assert [stored.episode for stored in Store(tmp_path).read()] == [episode]
