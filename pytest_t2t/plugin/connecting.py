"""How models are reached in this session: one Connection for the agents' models and the users'.

options -> Connection, whose limiters all models of this process share
"""

from __future__ import annotations

import pytest

from pytest_t2t.models import Connection
from pytest_t2t.models.limiter import Limiters
from pytest_t2t.plugin.keeping import cassette
from pytest_t2t.plugin.options import settings

_CONNECTION: pytest.StashKey[Connection] = pytest.StashKey()


def connection(config: pytest.Config) -> Connection:
    """What every model of this process is opened with."""
    if _CONNECTION not in config.stash:
        wanted, kept = settings(config), cassette(config)
        config.stash[_CONNECTION] = Connection(
            base_url=wanted.base_url or None,
            api_key_env=wanted.api_key_env or None,
            limiters=Limiters(
                wanted.in_flight or None,
                wanted.requests_per_minute or None,
                wanted.tokens_per_minute or None,
                share=processes(config),
            ),
            wrap=kept.wrap if kept else None,
        )
    return config.stash[_CONNECTION]


def processes(config: pytest.Config) -> int:
    """How many processes run tests in this session: the workers of xdist, or this one."""
    told = getattr(config, "workerinput", {})
    return int(told.get("workercount", 1))
