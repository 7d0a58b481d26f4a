"""Where the plugin keeps things on pytest's objects; a module of its own, so that a look at it imports nothing.

config, item -> what was put there
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_t2t.domain.loader import Domains
    from pytest_t2t.plugin.collector import Collected
    from pytest_t2t.plugin.reporter import Reporter
    from pytest_t2t.plugin.session import Job, Result, Rollouts
    from pytest_t2t.plugin.streams import Stream
    from pytest_t2t.reporting.summary import Ahead

JOB: pytest.StashKey[Job] = pytest.StashKey()
"""On an item: the rollout that it waits for."""
RESULT: pytest.StashKey[Result] = pytest.StashKey()
"""On an item, from its setup to its teardown: what the rollout gave."""
NOT_RUN: pytest.StashKey[str] = pytest.StashKey()
"""On an item: why its rollout was not started."""
UNREADABLE: pytest.StashKey[str] = pytest.StashKey()
"""On an item: what is wrong with its line, which holds no task."""
COLLECTED: pytest.StashKey[dict[Path, Collected]] = pytest.StashKey()
"""On the config: the suites read in this process."""
JOBS: pytest.StashKey[dict[tuple[str, int, str, int], Job]] = pytest.StashKey()
"""On the config: the rollouts that its items want, by suite, line, model and trial."""
DOMAINS: pytest.StashKey[dict[tuple[Path, ...], Domains]] = pytest.StashKey()
"""On the config: domains by the folders that were looked in."""
MARKED: pytest.StashKey[set[str]] = pytest.StashKey()
"""On the config: domains that have a registered marker."""
ROLLOUTS: pytest.StashKey[Rollouts] = pytest.StashKey()
"""On the config: the rollouts of this process, once one was wanted."""
AHEAD: pytest.StashKey[Ahead] = pytest.StashKey()
"""On the config: rollouts that no item asked for, once they have ended."""
REPORTER: pytest.StashKey[Reporter] = pytest.StashKey()
"""On the config."""
STREAMS: pytest.StashKey[list[Stream]] = pytest.StashKey()
"""On the config: what stands before standard output and error, where agents of one's own run."""
