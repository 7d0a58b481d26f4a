"""What models said is kept, and what must not be seen is not: the cassette and the redaction of a session.

Settings, environment variables -> Cassette | None, Redaction
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import suppress

import pytest

from pytest_t2t.errors import UsageError
from pytest_t2t.models.cassette import MODES, Cassette
from pytest_t2t.models.options import split_spec
from pytest_t2t.plugin.options import Settings, settings
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
        config.stash[_REDACTION] = Redaction.of(os.environ, _variables(wanted), [wanted.base_url])
    return config.stash[_REDACTION]


def _variables(wanted: Settings) -> Iterator[str]:
    """The variables that were named for their keys, by the option or in a spec."""
    if wanted.api_key_env:
        yield wanted.api_key_env
    for spec in (*wanted.models, wanted.user):
        with suppress(UsageError):  # whoever makes the model says what is wrong with its spec
            yield split_spec(spec)[1].get("api_key_env", "").strip()


def _run(config: pytest.Config) -> str:
    told = getattr(config, "workerinput", {})
    return str(told.get("testrunuid") or uuid.uuid4().hex)
