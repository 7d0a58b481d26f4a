"""What models said is kept, and what must not be seen is not: the cassette and the redaction of a session.

Settings, environment variables -> Cassette | None, Redaction; pytest's log handlers get a filter
"""

from __future__ import annotations

import logging
import os
import uuid

import pytest

from pytest_t2t.models.cassette import MODES, Cassette
from pytest_t2t.plugin.options import settings
from pytest_t2t.redaction import Redaction

_CASSETTE: pytest.StashKey[Cassette | None] = pytest.StashKey()
_REDACTION: pytest.StashKey[Redaction] = pytest.StashKey()


def cassette(config: pytest.Config) -> Cassette | None:
    """The cassette of this process, None where there is none; all processes of a session write to one file."""
    if _CASSETTE not in config.stash:
        wanted = settings(config)
        mode = next((mode for mode in MODES if mode == wanted.cassette), None)
        config.stash[_CASSETTE] = made = (
            Cassette(wanted.cassette_path, mode, _run(config), redaction(config)) if mode else None
        )
        if made:
            config.add_cleanup(made.close)
    return config.stash[_CASSETTE]


def redaction(config: pytest.Config) -> Redaction:
    """The secrets that this process knows: in its environment, in its servers' addresses."""
    if _REDACTION not in config.stash:
        wanted = settings(config)
        addresses = [wanted.base_url, *(value for name, value in os.environ.items() if name.endswith("_BASE_URL"))]
        keys = [wanted.api_key_env] if wanted.api_key_env else []
        config.stash[_REDACTION] = Redaction.of(os.environ, keys, addresses)
    return config.stash[_REDACTION]


class _Clean(logging.Filter):
    """Takes secrets out of log records: SDKs log addresses as they are."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        clean = self._redaction.text(said)
        if clean != said:
            record.msg, record.args = clean, ()
        return True


def filter_logs(config: pytest.Config) -> None:
    """Take secrets out of what pytest captures, prints and writes of logs; once, when all is configured."""
    plugin = config.pluginmanager.get_plugin("logging-plugin")
    for handler in vars(plugin).values() if plugin is not None else ():
        if isinstance(handler, logging.Handler):
            handler.addFilter(_Clean(redaction(config)))


def _run(config: pytest.Config) -> str:
    told = getattr(config, "workerinput", {})
    return str(told.get("testrunuid") or uuid.uuid4().hex)
