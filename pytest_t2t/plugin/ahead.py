"""Rollouts that ran ahead of pytest and that no item asked for: what they took is told, in whichever process it was.

what the look-ahead dropped -> Ahead -> (from a worker of xdist as JSON) -> Report
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from pytest_t2t.plugin.stash import AHEAD
from pytest_t2t.reporting.rows import row
from pytest_t2t.reporting.summary import Ahead

if TYPE_CHECKING:
    from pytest_t2t.plugin.session import Ended, Job

_OUTPUT = "t2t_ahead"
"""In the output of a worker of xdist."""


def dropped(begun: Iterable[tuple[Job, Future[Ended]]]) -> Ahead:
    """What is known of rollouts that nobody waits for: an episode of those that had ended, nothing of the others."""
    landed, cancelled = [], 0
    for job, future in begun:
        if future.cancelled():
            cancelled += 1
        elif future.done() and future.exception() is None:
            episode, verdict = future.result()
            landed.append(row(job.line.task(), episode, verdict, model=job.model, suite=job.suite))
    return Ahead(tuple(landed), cancelled)


def told(config: pytest.Config, ahead: Ahead) -> None:
    """Keep it for the report, or hand it to the process that reports."""
    if hasattr(config, "workeroutput"):
        config.workeroutput[_OUTPUT] = json.dumps(asdict(ahead))
    else:
        config.stash[AHEAD] = config.stash.get(AHEAD, Ahead()) + ahead


def heard(config: pytest.Config, node: Any) -> None:
    """Take over what a worker has told."""
    text = getattr(node, "workeroutput", {}).get(_OUTPUT)  # there is none of a worker that has crashed
    if text is not None:
        read = json.loads(text)
        told(config, Ahead(tuple(read["episodes"]), read["cancelled"]))
