"""Laws of rollouts: a replay gives the same, a record survives JSON, a verdict does not depend on when it is asked."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.agents.protocol import Reply
from pytest_t2t.domain.changes import canonical
from pytest_t2t.records.episode import Episode, Event
from pytest_t2t.records.message import ToolCall
from pytest_t2t.rollout.limits import Limits
from pytest_t2t.rollout.loop import digest, run
from pytest_t2t.users.protocol import Said
from pytest_t2t.verification.combine import regrade, verify
from tests.kiosk import ADA, FIRST, SECOND, call, cancel, event, payments, task, who, world, yes
from tests.unit.rollout.parts import Customer, Planned

ORDERS = st.sampled_from([FIRST, SECOND, "K00020", "nothing"])
CALLS = st.one_of(
    st.just(who()),
    st.builds(lambda order: call("get_order", order_id=order), ORDERS),
    st.builds(cancel, ORDERS),
    st.just(call("place_order", customer_id=ADA, product_ids=["P01", "P02"], payment_id=payments()[0])),
    st.just(call("call_manager", customer_id=ADA, note="x")),
    st.just(call("nothing", x=[1, None, {"y": 2.5}])),
    st.just(call("cancel_order", order_id=FIRST)),
)
MADE = st.builds(
    lambda one, bad: ToolCall(id="c", tool=one.tool, arguments=one.arguments, malformed=bad),
    CALLS,
    st.sampled_from(["", "", "", "{"]),
)
MOVES = st.lists(
    st.builds(Reply, text=st.sampled_from(["", "Shall I?", "Done, £5."]), calls=st.lists(MADE, max_size=3).map(tuple)),
    min_size=1,
    max_size=8,
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(yes, CALLS),
    st.just(event("changed")),
    st.just(event("refused", wish="w1")),
    st.just(event("not-understood")),
)
LINES = st.lists(
    st.builds(
        lambda text, heard: Said(text, tuple(heard)), st.sampled_from(["Yes.", "Nö.", ""]), st.lists(EVENTS, max_size=2)
    ),
    max_size=5,
)
INTENTS = st.sampled_from(["general", "changing"])


def played(moves: list[Reply], lines: list[Said], intent: str) -> Episode:
    return run(task(intent), Planned(*moves), Customer(lines), world(), limits=Limits(turns=8, calls=12))


@given(MOVES, LINES, INTENTS)
def test_equal_moves_leave_equal_records(moves: list[Reply], lines: list[Said], intent: str) -> None:
    assert digest(played(moves, lines, intent)) == digest(played(moves, lines, intent))


@given(MOVES, LINES, INTENTS)
def test_a_replay_gives_the_same(moves: list[Reply], lines: list[Said], intent: str) -> None:
    episode = played(moves, lines, intent)
    assert episode.fault is None
    verdict, differences = regrade(task(intent), episode, world())
    assert differences == ()
    assert verdict == verify(task(intent), episode, world())


@given(MOVES, LINES, INTENTS)
def test_a_record_survives_json(moves: list[Reply], lines: list[Said], intent: str) -> None:
    episode = played(moves, lines, intent)
    again = Episode.model_validate_json(episode.to_json())
    assert again == episode
    assert digest(again) == digest(episode)
    assert verify(task(intent), again, world()) == verify(task(intent), episode, world())


@given(MOVES, LINES)
def test_the_changes_of_the_writes_add_up(moves: list[Reply], lines: list[Said]) -> None:
    episode = played(moves, lines, "general")
    touched = {(change.table, change.key) for executed in episode.executed for change in executed.changes}
    net: set[Any] = {(change.table, change.key) for change in canonical(episode.changes, world().tables)}
    assert {spot for spot in net if "@" not in str(spot)} <= touched


@given(MOVES, LINES)
def test_the_world_is_as_before(moves: list[Reply], lines: list[Said]) -> None:
    played(moves, lines, "general")
    with world().open() as environment:
        assert environment.changes() == ()
