"""The names in the options, looked up before anything runs.

Settings -> nothing, or one UsageError that names what was misspelt and what is near it
"""

from __future__ import annotations

import pytest

from pytest_t2t.errors import HookFault, ModelError, UsageError
from pytest_t2t.plugin.asking import ask
from pytest_t2t.plugin.keeping import cassette, redaction
from pytest_t2t.plugin.options import settings
from pytest_t2t.reporting.formats import FORMATS


def check(config: pytest.Config) -> None:
    """Make each agent and the user simulator once, look up each report format, look into the cassette."""
    wanted = settings(config)
    try:
        for name, _ in wanted.reports:
            FORMATS.get(name)
        ask(config, "pytest_t2t_make_user", name=wanted.user)
        for model in wanted.models:
            _make(config, model)
        if (kept := cassette(config)) is not None:
            kept.check()
    except (HookFault, UsageError) as error:
        raise pytest.UsageError(redaction(config).text(str(error))) from None


def _make(config: pytest.Config, model: str) -> None:
    try:
        ask(config, "pytest_t2t_make_agent", spec=model)
    except ModelError:
        return  # a missing key or server is no misspelling: each of its items says so
