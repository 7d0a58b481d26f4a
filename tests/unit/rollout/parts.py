"""Agents and users with a script, for rollouts in which every move is known.

moves -> agent; lines -> user
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_t2t.agents.protocol import Briefing, Reply
from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.episode import Event, Executed
from pytest_t2t.records.message import Message, ToolCall
from pytest_t2t.records.task import Plan, UserSide
from pytest_t2t.records.trajectory import Call
from pytest_t2t.users.protocol import Said


def said(text: str = "", *calls: Call, **more: Any) -> Reply:
    made = tuple(ToolCall(id=f"c{n}", tool=one.tool, arguments=one.arguments) for n, one in enumerate(calls))
    return Reply(text=text, calls=made, **more)


Move = Reply | Callable[[], Any] | Exception


@dataclass
class Mouth:
    """Replies with its moves in order, the last one again and again."""

    moves: Sequence[Move]
    heard: list[tuple[Message, ...]] = field(default_factory=list)

    async def reply(self, messages: Sequence[Message]) -> Any:
        self.heard.append(tuple(messages))
        move = self.moves[min(len(self.heard), len(self.moves)) - 1]
        if isinstance(move, Exception):
            raise move
        if callable(move):
            made = move()
            return await made if asyncio.iscoroutine(made) else made
        return move


class Planned:
    """A planned agent: is handed the plan."""

    name = "planned"

    def __init__(self, *moves: Move) -> None:
        self.moves = moves
        self.plans: list[tuple[Plan, str]] = []

    def follow(self, plan: Plan, intent: str) -> Mouth:
        self.plans.append((plan, intent))
        self.mouth = Mouth(self.moves)
        return self.mouth


class Briefed:
    """An agent under test: is briefed."""

    name = "briefed"

    def __init__(self, *moves: Move) -> None:
        self.moves = moves
        self.briefings: list[Briefing] = []

    def converse(self, briefing: Briefing) -> Mouth:
        self.briefings.append(briefing)
        self.mouth = Mouth(self.moves)
        return self.mouth


@dataclass
class Customer:
    """Says its lines in order and is done with the last one."""

    lines: Sequence[Said | Exception]
    name: str = "lines"
    got: list[tuple[str, int]] = field(default_factory=list)

    def play(self, side: UserSide, lexicon: Lexicon, trial: int = 0) -> Customer:
        assert lexicon.domain.name == "kiosk"
        self.side, self.got, self._left = side, [], list(self.lines)
        return self

    def opening(self) -> Said:
        return Said(self.side.opening)

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        self.got.append((text, len(executed)))
        line = self._left.pop(0) if self._left else Said("Bye.", stop="user-done")
        if isinstance(line, Exception):
            raise line
        return line


def lines(*texts: str | tuple[str, Event] | Exception) -> Customer:
    """A customer that says these, the last one as its farewell."""
    made: list[Said | Exception] = [
        one if isinstance(one, Exception) else Said(one) if isinstance(one, str) else Said(one[0], one[1:])
        for one in texts
    ]
    last = made[-1] if made else None
    if isinstance(last, Said):
        made[-1] = Said(last.text, last.events, "user-done")
    return Customer(made)
