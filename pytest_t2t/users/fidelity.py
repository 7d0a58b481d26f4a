"""How well a user simulator keeps to its side: what it leaks, gets wrong, answers, and gives away without need.

User + tasks -> probes played -> Fidelity (counts by task)
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Fact, Task, UserSide
from pytest_t2t.users.guard.known import Known, Permitted
from pytest_t2t.users.guard.missing import left_out
from pytest_t2t.users.guard.plain import plain
from pytest_t2t.users.guard.stance import says_no, says_yes
from pytest_t2t.users.guard.stray import Stray, strays
from pytest_t2t.users.probes import Probe, Turn, probes
from pytest_t2t.users.protocol import Said, User

ASPECTS = ("answer", "leak", "contradiction", "invention", "needless reveal", "error")
"""answer: a fact that is asked for is told; the one rate that should be high. leak: a fact of a wish, or the change
of mind, before its time. contradiction: what is not so. needless reveal: who it is, unasked. error: no message."""


@dataclass
class Fidelity:
    """Counts of all talks."""

    counts: dict[str, dict[str, tuple[int, int]]] = field(default_factory=lambda: {one: {} for one in ASPECTS})
    """Aspect -> task -> (times, of so many)."""
    rejected: Counter[str] = field(default_factory=Counter)
    """What a guard kept back, by reason."""
    messages: int = 0

    def add(self, aspect: str, task: str, *, hit: bool) -> None:
        """Count one message."""
        times, n = self.counts[aspect].get(task, (0, 0))
        self.counts[aspect][task] = (times + hit, n + 1)


def measure(user: User, tasks: Iterable[tuple[Task, World]], concurrency: int = 8) -> Fidelity:
    """Play all probes of all tasks. Raises SimulatorError where the user's model can't be asked at all."""
    return asyncio.run(_measured(user, list(tasks), concurrency))


async def _measured(user: User, tasks: Sequence[tuple[Task, World]], concurrency: int) -> Fidelity:
    found, room = Fidelity(), asyncio.Semaphore(concurrency)

    async def one(task: Task, words: Lexicon, probe: Probe) -> None:
        async with room:
            await _played(user, task, words, probe, found)

    talks = []
    for task, world in tasks:
        words = lexicon(world, task.user.customer)
        talks += [one(task, words, probe) for probe in probes(task.user, words)]
    await asyncio.gather(*talks)
    return found


async def _played(user: User, task: Task, words: Lexicon, probe: Probe, found: Fidelity) -> None:
    session = user.play(task.user, words)
    opening = session.opening()
    said = opening if isinstance(opening, Said) else await opening
    ear = _Ear(task.user, words)
    _note(found, task, ear, Turn(""), said)
    for turn in probe.turns:
        if said.stop or said.fault:
            return
        ear.hears(turn)
        said = await session.reply(turn.text, ())
        _note(found, task, ear, turn, said)


def _note(found: Fidelity, task: Task, ear: _Ear, turn: Turn, said: Said) -> None:
    found.messages += 1
    found.rejected.update(one.reason for one in said.rejected)
    found.add("error", task.id, hit=bool(said.fault))
    if said.fault:
        return
    text = plain(said.text)
    for fact in turn.asks:
        found.add("answer", task.id, hit=ear.tells(text, fact))
    wrong = ear.wrong(text, turn)
    for aspect in ("leak", "contradiction", "invention", "needless reveal"):
        found.add(aspect, task.id, hit=aspect in wrong)


class _Ear:
    """Knows what a customer may have said by now: its opening, and what it was asked for."""

    def __init__(self, side: UserSide, words: Lexicon) -> None:
        self._side = side
        self._known = Known(side, words)
        self._licensed: list[Fact] = [fact for fact in side.facts if fact.when == "opening"]
        self._changed = False

    def hears(self, turn: Turn) -> None:
        """Note what is asked for; a message that asks nothing may be what brings the change of mind."""
        self._known.hears(turn.text)
        self._licensed += turn.asks
        topics = {fact.topic for fact in turn.asks}
        self._licensed += [fact for fact in self._side.facts if fact.topic in topics and fact.when == "asked"]
        self._changed |= self._side.change is not None

    def tells(self, text: str, fact: Fact) -> bool:
        """Whether a message tells a fact."""
        event = Event(at=0, kind="narrowed", wish=fact.wish, param=fact.param, values=fact.means)
        return not left_out(text, self._known.to_say(Said(fact.text, (event,) if fact.wish else ())))

    def wrong(self, text: str, turn: Turn) -> set[str]:
        """The aspects in which a message goes wrong."""
        to = self._may_say()
        found = {self._aspect(one) for one in strays(text, to)}
        if "Is that right?" in turn.text and says_yes(text, asked=True) and not says_no(text):
            found.add("contradiction")
        return found

    def _aspect(self, stray: Stray) -> str:
        own = [fact for fact in self._side.facts if not fact.wish]
        given = any(stray.words.lower() in f"{fact.value} {fact.text}".lower() for fact in own)
        return "needless reveal" if stray.reason == "leak" and given else stray.reason

    def _may_say(self) -> Permitted:
        side = self._side
        texts = [side.opening, *(wish.text for wish in side.wishes if wish.starts == "opening")]
        texts += [text for fact in self._licensed for text in (fact.text, fact.value)]
        facts = self._licensed
        if self._changed and side.change:
            texts += [side.change.text, *(wish.text for wish in side.wishes if wish.starts == "change")]
            facts = [*facts, *(fact for fact in side.facts if fact.when == "change")]
        events = [
            Event(at=0, kind="narrowed", wish=fact.wish, param=fact.param, values=fact.means)
            for fact in facts
            if fact.wish and fact.means
        ]
        return self._known.to_say(Said("\n".join(text for text in texts if text), tuple(events)))
