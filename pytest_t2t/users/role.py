"""What the parts of the scripted user share in one episode.

UserSide + Lexicon -> Role
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.aims import goals_of
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
    voice: Voice


def role_of(side: UserSide, lexicon: Lexicon) -> Role:
    """A fresh role."""
    goals, knowing = goals_of(side, lexicon)
    return Role(side, knowing, Memory(side, goals), Judge(knowing), Voice(side.seed))
