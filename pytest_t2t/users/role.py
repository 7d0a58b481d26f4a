"""What the parts of the scripted user share in one episode.

UserSide + Lexicon -> Role
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.aims import Goal, goals_of
from pytest_t2t.users.business import TaskWords
from pytest_t2t.users.memory import Memory
from pytest_t2t.users.phrasing import Voice
from pytest_t2t.users.proposals import Judge


@dataclass(frozen=True, slots=True)
class Role:
    """Who the user is, what it knows and remembers, and how it speaks."""

    side: UserSide
    lexicon: Lexicon
    memory: Memory
    judge: Judge
    words: TaskWords
    voice: Voice


@dataclass(frozen=True, slots=True)
class _Part:
    """What is the same in each episode of a task, since nothing in it ever changes."""

    side: UserSide
    lexicon: Lexicon
    goals: dict[str, Goal]
    judge: Judge
    words: TaskWords
    knowing: Lexicon


_KEPT = 500
_PARTS: OrderedDict[tuple[int, int], _Part] = OrderedDict()
"""By the identity of side and lexicon, which stay alive as long as the entry does."""


def role_of(side: UserSide, lexicon: Lexicon) -> Role:
    """A fresh role."""
    part = _part(side, lexicon)
    return Role(side, part.knowing, Memory(side, part.goals), part.judge, part.words, Voice(side.seed))


def _part(side: UserSide, lexicon: Lexicon) -> _Part:
    spot = id(side), id(lexicon)
    part = _PARTS.get(spot)
    if part is None:
        goals, knowing = goals_of(side, lexicon)
        words = TaskWords(knowing, goals.values())
        part = _PARTS[spot] = _Part(side, lexicon, goals, Judge(knowing), words, knowing)
        if len(_PARTS) > _KEPT:
            _PARTS.popitem(last=False)
    return part
