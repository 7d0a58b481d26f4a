"""The pytest items: one for each trial of a task, one for each broken line.

Job -> setup (waits for its rollout; an error there is an error) -> call (asserts on the verdict)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.outcomes import Failed

from pytest_t2t.plugin.failure import Crash, Told, told
from pytest_t2t.plugin.session import Job, Result, awaited
from pytest_t2t.plugin.stash import RESULT, UNREADABLE
from pytest_t2t.reporting.conversation import lines
from pytest_t2t.reporting.plain import one_line
from pytest_t2t.reporting.rows import reason

if TYPE_CHECKING:
    from pytest_t2t.errors import SuiteError


class NotPassed(Failed):
    """A rollout did not end in passed; pytest shows the conversation in its place."""

    def __init__(self, result: Result) -> None:
        super().__init__(one_line(reason(result.row), 300), pytrace=False)  # pytest takes 0.1 s to draw one
        self.result = result


class TaskItem(pytest.Item):
    """One trial of one task."""

    def __init__(self, *, job: Job, marks: Sequence[pytest.MarkDecorator], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        for mark in marks:
            self.add_marker(mark)

    def setup(self) -> None:
        """Wait for the rollout. What is no answer of the agent's is raised here, so that pytest calls it an error."""
        result = awaited(self, self.job)
        if result.verdict.outcome == "error":
            raise NotPassed(result)

    def runtest(self) -> None:
        """Assert on the verdict."""
        result = self.stash[RESULT]
        if result.verdict.outcome != "passed":
            raise NotPassed(result)

    def teardown(self) -> None:
        """Let go of the conversation."""
        if RESULT in self.stash:
            del self.stash[RESULT]

    def t2t_told(self, error: BaseException) -> Told | None:
        """The conversation and the failed checks; None, so that there is a traceback, for a crash of ours."""
        if not isinstance(error, NotPassed):
            return None
        result = error.result
        full = self.config.get_verbosity() >= 2
        where = Crash(self.path, self.job.line.number, str(error))
        said = lines(result.episode, result.verdict, full=full)
        return told(self.config, said, where, failed=result.verdict.outcome == "failed")

    def reportinfo(self) -> tuple[Path, int, str]:
        """The task's line in its file."""
        return self.path, self.job.line.number - 1, self.name


class BrokenItem(pytest.Item):
    """A line of a suite that holds no task."""

    def __init__(self, *, error: SuiteError, marks: Sequence[pytest.MarkDecorator], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error = error
        self.stash[UNREADABLE] = str(error)
        for mark in marks:
            self.add_marker(mark)

    def setup(self) -> None:
        """Raise what is wrong."""
        raise self.error

    def runtest(self) -> None:
        """Never reached."""

    def t2t_told(self, error: BaseException) -> Told | None:
        """The message alone."""
        if error is not self.error:
            return None
        message = str(error).removeprefix(f"{self.error.path}:{self.error.line}: ")
        where = Crash(self.path, self.error.line, one_line(message, 300))
        return told(self.config, [str(error)], where, failed=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line."""
        return self.path, self.error.line - 1, self.name
