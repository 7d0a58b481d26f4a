"""The budget of a session: what all its processes have spent stands in one file; a rollout starts if there is room.

episode's cost -> ledger (appended by every process) -> may the next rollout start?
"""

from __future__ import annotations

import asyncio
import os
import struct
import tempfile
from pathlib import Path
from threading import Lock

import pytest

from pytest_t2t.errors import NotRun
from pytest_t2t.models.replayed import REPLAYED, Replayed
from pytest_t2t.plugin.connecting import processes
from pytest_t2t.plugin.options import settings
from pytest_t2t.records.episode import Episode

_BUDGET: pytest.StashKey[Budget | None] = pytest.StashKey()
_PATH: pytest.StashKey[Path] = pytest.StashKey()
LEDGER = "t2t_ledger"
"""In the input of a worker of xdist: the path of the session's ledger."""
_ENTRY = struct.Struct("<d")
_LOOK = 0.05
"""Seconds between two looks at what the rollouts in flight turn out to cost."""


class Budget:
    """What may be spent, and what was. One object a process, one ledger a session."""

    def __init__(self, usd: float, ledger: Path, share: int = 1) -> None:
        self._usd = usd
        self._ledger = ledger
        self._share = share
        self._flying = 0
        self._lock = Lock()
        self._unpriced = ""

    async def admit(self) -> None:
        """Wait until it is clear whether a rollout may start. Raises NotRun where it may not.

        It may while what was spent, and what this process (and the others, as far as it knows) has in flight, at the
        average cost so far, leave room for one more. The first one goes alone: it shows what one costs.
        """
        REPLAYED.set(Replayed())
        while not self._admitted():  # noqa: ASYNC110 - what others spend comes by a file, not by an event
            await asyncio.sleep(_LOOK)

    def ended(self, episode: Episode | None) -> None:
        """A rollout that was admitted has ended; None: it was cancelled."""
        with self._lock:
            self._flying -= 1
        if episode is None:
            return
        free = REPLAYED.get() or Replayed()
        seats = (
            (episode.agent, episode.usage, episode.cost_usd),
            (episode.user, episode.user_usage, episode.user_cost_usd),
        )
        tokens = sum(usage.input_tokens + usage.output_tokens for _, usage, _ in seats)
        if tokens and tokens == free.tokens:
            return  # all of it was replayed: it shows nothing of what a rollout costs
        for seat, usage, cost in seats:
            if cost is None and (usage.input_tokens or usage.output_tokens):
                self._unpriced = seat
        paid = max(sum(cost or 0.0 for _, _, cost in seats) - free.usd, 0.0)
        with self._ledger.open("ab", buffering=0) as ledger:  # one write of 8 bytes: no other process's falls into it
            ledger.write(_ENTRY.pack(paid))

    def _admitted(self) -> bool:
        """Whether it may start now; False: that depends on what those in flight will have cost. Raises NotRun."""
        with self._lock:  # each agent's rollouts have a thread of their own
            costs = self._costs()
            spent = sum(costs)
            if self._unpriced or spent >= self._usd:
                raise NotRun(self._why(spent))
            mean = spent / len(costs) if costs else self._usd
            share = self._share if self._flying else 1
            fits = spent + (self._flying + 1) * mean * share <= self._usd
            if not (fits if costs else not self._flying):
                if not self._flying:
                    raise NotRun(self._why(spent))
                return False
            self._flying += 1
            return True

    def _costs(self) -> list[float]:
        return [cost for (cost,) in _ENTRY.iter_unpack(self._ledger.read_bytes())]

    def _why(self, spent: float) -> str:
        if self._unpriced:
            return (
                f"the price of {self._unpriced} is unknown, so that --t2t-budget-usd={self._usd:g} can't be kept: "
                "leave the option out, or limit the run by -k, -m or --t2t-trials."
            )
        return f"${spent:.2f} of --t2t-budget-usd={self._usd:g} is spent, and there is no room for one more rollout."


def budget(config: pytest.Config) -> Budget | None:
    """The budget of this session as this process sees it; None where there is none."""
    if _BUDGET not in config.stash:
        wanted = settings(config)
        usd = wanted.budget_usd if wanted.cassette != "replay" else None  # a replay costs nothing
        config.stash[_BUDGET] = None if usd is None else Budget(usd, _ledger(config), processes(config))
    return config.stash[_BUDGET]


def share_ledger(config: pytest.Config, workerinput: dict[str, object]) -> None:
    """Tell a worker of xdist, before it starts, where the ledger is."""
    if settings(config).budget_usd is not None:
        workerinput[LEDGER] = str(_ledger(config))


def _ledger(config: pytest.Config) -> Path:
    """Made by the process that reports, and removed when its session ends."""
    told = getattr(config, "workerinput", {}).get(LEDGER)
    if told is not None:
        return Path(told)
    if _PATH not in config.stash:
        file, name = tempfile.mkstemp(prefix="t2t-ledger-")
        os.close(file)
        config.stash[_PATH] = path = Path(name)
        config.add_cleanup(lambda: path.unlink(missing_ok=True))
    return config.stash[_PATH]
