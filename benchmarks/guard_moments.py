"""Moments at which a customer speaks, taken from whole talks of the reference and some of its manners.

fresh tasks -> rollouts with the scripted user -> Moment (the talk so far, what is to be said now)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_t2t.agents.resolve import agent_for
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import Fact, Task, UserSide
from pytest_t2t.rollout.loop import run
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.users.guard.guard import Guard, Rejected
from pytest_t2t.users.protocol import Said, ScriptSession
from pytest_t2t.users.scripted import Scripted

ROOT = Path(__file__).resolve().parents[1]
AGENTS = ("reference", "reference:one-question", "reference:lists-options", "reference:proposes", "reference:offers",
          "reference:confirms-every-step")  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """One message of a customer's, and all that went before."""

    task: Task
    world: World
    before: tuple[tuple[Said, str], ...]
    """What was said and what the agent answered, in turn."""
    said: Said
    """What is to be said now, in the scripted words."""

    @property
    def side(self) -> UserSide:
        """The customer."""
        return self.task.user

    @property
    def lexicon(self) -> Lexicon:
        """What it recognises."""
        return lexicon(self.world, self.side.customer)

    @property
    def spoken(self) -> str:
        """All that the customer has said, now included."""
        return "\n".join([*(said.text for said, _ in self.before), self.said.text])

    @property
    def heard(self) -> str:
        """All that the agent has said."""
        return "\n".join(text for _, text in self.before)

    @property
    def asked_for_consent(self) -> bool:
        """Whether the agent's last message is a proposal."""
        return (
            bool(self.before)
            and re.search(
                r"\b(?:shall i|may i|is that (?:ok|right|correct)|do you want me|proceed|confirm)\b",
                self.before[-1][1],
                re.IGNORECASE,
            )
            is not None
        )

    def withheld(self) -> list[Fact]:
        """Facts of which neither words nor value were said by anybody so far."""
        known = f"{self.spoken}\n{self.heard}".lower()
        return [
            fact
            for fact in self.side.facts
            if (fact.value or fact.text).lower() not in known and not self._has_said(fact.text)
        ]

    def _has_said(self, text: str) -> bool:
        """Whether one of its messages has all the words."""
        words = set(re.findall(r"\w+", text.lower()))
        said = (one.text for one in (*(one for one, _ in self.before), self.said))
        return any(words <= set(re.findall(r"\w+", one.lower())) for one in said) or text.lower() in self.heard.lower()

    def judged(self, text: str) -> Rejected | None:
        """What the guard says of a message at this moment."""
        guard = Guard(self.side, self.lexicon)
        for said, answer in self.before:
            guard.has_said(said)
            guard.hears(answer)
        return guard.rejects(text, self.said)


def moments(seed: int, families: int, names: Sequence[str] = ()) -> list[Moment]:
    """All moments of fresh tasks of these domains, in a drawn order; of every shipped one and the kiosk where none is named."""
    found: list[Moment] = []
    domains = Domains([ROOT / "tests" / "domains"])
    for name in names or domains.names():
        count = families if name in Domains().names() else max(1, families // 3)
        world = Worlds().get(domains.get(name), seed)
        made = synthesize(world, seed, count)
        tasks = [task for tasks in made.tasks.values() for task in tasks]
        for number, task in enumerate(tasks):
            found += of_task(task, world, (AGENTS[number % len(AGENTS)],))
    return Draw("moments", seed).shuffled(found)


def of_task(task: Task, world: World, agents: Sequence[str]) -> Iterator[Moment]:
    """The moments of one task's talks."""
    for spec in agents:
        user = _Noting()
        run(task, agent_for(spec), user, world)
        turns = user.session.turns if user.session else []
        for place, (said, _) in enumerate(turns):
            yield Moment(task, world, tuple(turns[:place]), said)


class _Noting:
    """The scripted user, overheard."""

    name = "scripted"
    session: _NotingSession | None = None

    def play(self, side: UserSide, words: Lexicon, trial: int = 0) -> _NotingSession:
        self.session = _NotingSession(Scripted().play(side, words, trial))
        return self.session


class _NotingSession:
    def __init__(self, session: ScriptSession) -> None:
        self._session = session
        self.turns: list[tuple[Said, str]] = []

    def opening(self) -> Said:
        said = self._session.opening()
        self.turns.append((said, ""))
        return said

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        self.turns[-1] = (self.turns[-1][0], text)
        said = await self._session.reply(text, executed)
        self.turns.append((said, ""))
        return said
