"""What a check is: one question asked of an episode.

(Task, Episode, World) -> CheckResult
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.shelf import Shelf

CHECKS = Shelf("pytest_t2t.verification.checks", "CHECK", "check")


@dataclass(frozen=True, slots=True)
class Check:
    """A check on the shelf. It is pure: equal arguments, equal answers."""

    name: str
    ask: Callable[[Task, Episode, World], CheckResult]
    applies: Callable[[Task], bool]
    """Whether it is asked of episodes of this task."""
    rank: int
    """What fails first by rank names the failure: the lower, the more it explains."""
    required: bool = True
    """Whether it counts for the reward."""

    def __call__(self, task: Task, episode: Episode, world: World) -> CheckResult:
        """Ask."""
        return self.ask(task, episode, world)


@cache
def passed(name: str) -> CheckResult:
    """The answer of a check that found nothing wrong."""
    return CheckResult(check=name, passed=True)


def failed(name: str, why: str, diff: tuple[str, ...] = ()) -> CheckResult:
    """The answer of a check that found something wrong: `why` in words for a person."""
    return CheckResult(check=name, passed=False, why=why, diff=diff)
