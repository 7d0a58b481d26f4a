"""An episode: the record that one rollout leaves, enough to verify it again without a model.

Task --rollout--> Episode --verify--> Verdict
"""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from pytest_t2t.records.base import Record
from pytest_t2t.records.message import Message, Usage
from pytest_t2t.records.trajectory import Changes

Stop = Literal["user-done", "user-gave-up", "turns", "calls", "tool-errors", "length", "seconds", "error"]
"""Why it ended. user-done: all settled; user-gave-up: open things named in vain; then limits; error: not the agent."""

EventKind = Literal[
    "told", "narrowed", "affirmed", "denied", "changed", "asked", "answered",
    "refused", "claimed", "escalation-accepted", "undetermined", "not-understood", "asked-again", "later-wish",
]  # fmt: skip


class Event(Record):
    """A fact of the talk, recorded by the user simulator when it happens.

    told: fact `topic` was told. narrowed: `wish`.`param` is one of `values` by what the user said.
    affirmed: yes to a proposal for `wish` that named `named`. denied: no to one (of `values` for `wish`.`param`).
    changed: the change was said. asked / answered: the user's question `topic` was put / was answered.
    refused / claimed: the agent refused `wish` / said it was done. later-wish: one that starts at the refusal was said.
    undetermined: asked "yes or no", the agent gave neither. asked-again: a fact asked for twice and not given.
    """

    at: int
    """Number of messages in the conversation when it happened (the message that carries it included)."""
    kind: EventKind
    wish: str = ""
    tool: str = ""
    param: str = ""
    topic: str = ""
    values: tuple[JsonValue, ...] = ()
    named: dict[str, JsonValue] = {}
    """affirmed: parameter -> value, for the values that the proposal named."""


class Executed(Record):
    """One tool call of the agent, as the environment saw it."""

    at: int
    """Index in the conversation of the agent's message that made the call."""
    tool: str
    arguments: dict[str, JsonValue]
    """As validated, defaults filled in; as sent where validation failed."""
    ok: bool
    error: str = ""
    result: JsonValue = None
    writes: bool = False
    changes: Changes = ()
    """Raw row changes that this call made."""
    forbidden_by: tuple[str, ...] = ()
    """Rules that forbade it, asked of the database before the call."""


class Fault(Record):
    """An error that is not the agent's wrong answer."""

    origin: str
    """model, agent, user, environment"""
    message: str


GuardReason = Literal[
    "empty", "length", "tool-syntax", "role", "leak", "contradiction", "invention", "missing", "yes", "no", "ending",
]  # fmt: skip
"""Why the guard rejects a message of a model in the user's seat.

leak: a withheld fact, or the change of mind, before its time. contradiction: not what the user knows or wants.
invention: a fact or request of its own. missing: a part of what was to be said. role: an agent's words, or talk
about the role. yes, no, ending: consent, refusal or leave that the user does not give now.
"""


class Rejection(Record):
    """A message that a model wrote for the user and that the guard kept from the agent."""

    at: int
    """Number of messages in the conversation before it."""
    reason: GuardReason
    why: str
    text: str


class Episode(Record):
    """One rollout."""

    task: str
    trial: int = 0
    agent: str
    user: str = "scripted"
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    executed: tuple[Executed, ...] = ()
    changes: Changes = ()
    """Raw net changes of the whole episode."""
    changes_at_change: Changes | None = None
    """Changing: raw net changes when the change was said; None if it never was."""
    stop: Stop = "user-done"
    fault: Fault | None = None
    usage: Usage = Usage()
    cost_usd: float | None = None
    user_usage: Usage = Usage()
    """Of a model in the user's seat; in neither `usage` nor `cost_usd`."""
    user_cost_usd: float | None = None
    rejected: tuple[Rejection, ...] = ()
    """What the guard kept from the agent."""
    seconds: float = 0.0
    """Wall time; the one field that differs between equal rollouts, left out of the episode's digest."""
