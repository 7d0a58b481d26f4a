"""One rollout for all tests of a process that want the same trial of the same task: it is paid once and says one thing.

job -> Result, kept until each of its items has had it
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from pytest_t2t.plugin.stash import JOB

if TYPE_CHECKING:
    from pytest_t2t.plugin.session import Job, Result


@dataclass(slots=True)
class _Kept:
    result: Result
    had: set[pytest.Item] = field(default_factory=set)


class Shared:
    """Results that further items will ask for."""

    def __init__(self) -> None:
        self._kept: dict[Job, _Kept] = {}
        self._wanted: Counter[Job] | None = None

    def __contains__(self, job: Job) -> bool:
        return job in self._kept

    def take(self, job: Job, item: pytest.Item) -> Result | None:
        """The result for an item that has not had it; an item that asks again is run again and wants a new one."""
        kept = self._kept.get(job)
        if kept is None or item in kept.had:
            return None
        self._hand(kept, job, item)
        return kept.result

    def keep(self, job: Job, item: pytest.Item, result: Result) -> None:
        """Keep what this item has just got, where others want it too."""
        kept = self._kept[job] = _Kept(result, self._kept[job].had if job in self._kept else set())
        self._hand(kept, job, item)

    def _hand(self, kept: _Kept, job: Job, item: pytest.Item) -> None:
        if self._wanted is None:
            self._wanted = Counter(one.stash[JOB] for one in item.session.items if JOB in one.stash)
        kept.had.add(item)
        if len(kept.had) >= self._wanted[job]:
            del self._kept[job]
