"""Secrets that leave by pytest's own ways: log records, warnings, tracebacks, prints, on whichever thread they arise.

log record, warning, longrepr, text -> the same without secrets
"""

from __future__ import annotations

import linecache
import logging
import warnings
from typing import Any

import pytest

from pytest_t2t.plugin.keeping import redaction
from pytest_t2t.plugin.stash import STREAMS
from pytest_t2t.redaction import Redaction

_PLUGIN = "t2t-hushing"
_FORMATTER = logging.Formatter()


def hush(config: pytest.Config) -> None:
    """Take secrets out of what pytest captures, prints and writes, logs and warnings; once, when all is configured.

    Exceptions in an agent's own threads and tasks come as warnings and logs.
    """
    if config.pluginmanager.has_plugin(_PLUGIN):
        return
    config.pluginmanager.register(_Warnings(redaction(config)), _PLUGIN)
    _hush_formatting(config, redaction(config))
    plugin = config.pluginmanager.get_plugin("logging-plugin")
    for handler in vars(plugin).values() if plugin is not None else ():
        if isinstance(handler, logging.Handler):
            handler.addFilter(_Clean(redaction(config)))


def hush_streams(config: pytest.Config) -> None:
    """Take secrets out of what is printed where pytest captures nothing, from when agents' modules are imported."""
    for stream in config.stash.get(STREAMS, ()):
        stream.clean = redaction(config).text


def hushed(report: pytest.TestReport, config: pytest.Config) -> None:
    """Take secrets out of what is captured of a test, and of a traceback that pytest has drawn."""
    clean = redaction(config).text
    report.sections = [(title, clean(text)) for title, text in report.sections]
    drawn = "" if isinstance(report.longrepr, tuple) else report.longreprtext  # a tuple says why it was skipped
    if drawn and (said := clean(drawn)) != drawn:
        report.longrepr = said


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
        if record.exc_info and record.exc_info[0]:
            record.exc_text = record.exc_text or _FORMATTER.formatException(record.exc_info)
        if record.exc_text and (clean := self._redaction.text(record.exc_text)) != record.exc_text:
            record.exc_text, record.exc_info = clean, None
        if record.stack_info:
            record.stack_info = self._redaction.text(record.stack_info)
        return True


class _Warnings:
    """Takes secrets out of recorded warnings, before xdist sends them to the process that prints them."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction

    @pytest.hookimpl(tryfirst=True)
    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage) -> None:
        """Change the warning where there is a secret in it."""
        said = str(warning_message.message)
        clean = self._redaction.text(said)
        if clean != said:
            warning_message.message = UserWarning(clean)  # of its own class it might not be made from a text
        line = warning_message.line or linecache.getline(warning_message.filename, warning_message.lineno)
        if (clean := self._redaction.text(line)) != line:
            warning_message.line = clean


def _hush_formatting(config: pytest.Config, redaction: Redaction) -> None:
    """What formats warnings that nobody records, for standard error; it quotes the source line too."""
    formatted = warnings.formatwarning

    def hushed(*args: Any, **kwargs: Any) -> str:
        return redaction.text(formatted(*args, **kwargs))

    warnings.formatwarning = hushed

    def restore() -> None:
        if warnings.formatwarning is hushed:
            warnings.formatwarning = formatted

    config.add_cleanup(restore)
