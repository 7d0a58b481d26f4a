"""Changing tasks: was nothing of the superseded goal written once the change was said?

writes after the change -> row changes that the first goal has and the final one has not
"""

from __future__ import annotations

from pytest_t2t.domain.changes import nameless
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.difference import row_text
from pytest_t2t.verification.protocol import Check, failed, passed


def ask(task: Task, episode: Episode, world: World) -> CheckResult:
    """Compare each later write's row changes, apart from made ids, with the superseded ones."""
    changed = next((event.at for event in episode.events if event.kind == "changed"), None)
    if changed is None:
        return passed("stale")
    superseded = {text for text, _ in nameless(task.checker.superseded, world.tables)}
    among = [change for executed in episode.executed for change in executed.changes]
    for write in episode.executed:
        if write.at < changed or not write.changes:
            continue
        for text, change in nameless(write.changes, world.tables, among):
            if text in superseded:
                done = f"{write.tool} still did what was no longer wanted: {row_text(change)}."
                return failed("stale", f"After the change of mind {done}")
    return passed("stale")


CHECK = Check("stale", ask, applies=lambda task: task.intent == "changing", rank=30)
