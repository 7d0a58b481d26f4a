"""Is the database at the end as the task demands - nothing missing, nothing extra, on all tables?

net changes of the episode -> one of the expected outcomes
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Outcome, Task
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.difference import nearest, row_text
from pytest_t2t.verification.protocol import Check, failed, passed


def ask(task: Task, episode: Episode, world: World) -> CheckResult:
    """Compare canonical net changes with each acceptable end state."""
    if task.intent != "changing":
        return _compared(task.checker.expected, episode, world, task)
    if episode.changes_at_change is None:
        return failed("state", "The talk never got as far as the change: the final goal was never asked for.")
    committed = canonical(episode.changes_at_change, world.tables)
    for prefix in task.checker.prefixes:
        if prefix.committed == committed:
            return _compared(prefix.expected, episode, world, task)
    if committed:
        lines = tuple(f"+ {row_text(change)}" for change in committed)
        return failed("state", "What was written before the change of mind was no part of the first request.", lines)
    return _compared(task.checker.expected, episode, world, task)


def _compared(expected: Sequence[Outcome], episode: Episode, world: World, task: Task) -> CheckResult:
    actual = canonical(episode.changes, world.tables)
    if any(outcome.changes == actual for outcome in expected):
        return passed("state")
    found = nearest([outcome.changes for outcome in expected], actual, world.tables)
    if not found.extra and _never_wished(task, episode):
        why = "What is missing was never wished for: the wish before it was left open."
        return CheckResult(check="state", passed=False, why=why, diff=found.lines, undetermined=True)
    return failed("state", found.why, found.lines)


def _never_wished(task: Task, episode: Episode) -> bool:
    """Whether the later wishes never began, as the one before was left undecided, and all wished before is done.

    Where there is no evidence to be seen the later part is what tells an agent that works from one that is silent.
    """
    forbidden = task.checker.forbidden
    if forbidden is None or not forbidden.evidence or all(wish.starts != "refusal" for wish in task.user.wishes):
        return False
    heard = {(event.kind, event.wish) for event in episode.events}
    if ("undetermined", forbidden.wish) not in heard or any(kind == "later-wish" for kind, _ in heard):
        return False
    done = Counter(executed.tool for executed in episode.executed if executed.ok)
    return Counter(one.call.tool for one in task.reference.writes) <= done


CHECK = Check("state", ask, applies=lambda _task: True, rank=50)
