"""A script that plays the reference: a perfect agent behind a wire format, to test all that lies between.

tasks with different openings -> Script
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from pytest_t2t.agents.protocol import PlannedAgent, Reply
from pytest_t2t.agents.reference import Reference
from pytest_t2t.errors import UsageError
from pytest_t2t.records.message import Message
from pytest_t2t.records.task import Task
from pytest_t2t.testing.script import Answer, Asked, Made, Script, Step, fail


class _Conversation(Protocol):
    async def reply(self, messages: Sequence[Message]) -> Reply: ...


def playing(tasks: Iterable[Task], agent: PlannedAgent | None = None) -> Script:
    """A script that makes the moves of `agent` (default: the reference) in each task, which it knows by its opening.

    It keeps nothing between requests: a repeated request gets the same answer. Raises UsageError for equal openings.
    """
    by_opening: dict[str, Task] = {}
    for task in tasks:
        if by_opening.setdefault(task.user.opening, task) is not task:
            raise UsageError(f"tasks {by_opening[task.user.opening].id} and {task.id} have the same opening.")
    return lambda asked: _next_move(asked, by_opening, agent or Reference())


def _next_move(asked: Asked, by_opening: Mapping[str, Task], agent: PlannedAgent) -> Step:
    task = by_opening.get(asked.opening)
    if task is None:
        return fail(400, f"no task is opened by {asked.opening!r}")
    conversation = agent.follow(task.reference, task.intent)
    for index, message in enumerate(asked.messages):
        if message.role == "agent":
            _move(conversation, asked.messages[:index])
    move = _move(conversation, asked.messages)
    calls = tuple(Made(call.tool, call.arguments, call.id) for call in move.calls)
    return Step(Answer(move.text, calls, finish="calls" if calls else "stop"))


def _move(conversation: _Conversation, messages: Sequence[Message]) -> Reply:
    """The reference and its kin never wait: their coroutines end at the first step."""
    waiting = conversation.reply(messages)
    try:
        waiting.send(None)
    except StopIteration as done:
        move: Reply = done.value
        return move
    waiting.close()
    raise UsageError("an agent that waits can't be played by a script.")
