"""The shelf of report formats: every file exports FORMAT, a function Report -> text.

name -> FORMAT, or a message with the nearest name
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pytest_t2t.shelf import Shelf

if TYPE_CHECKING:
    from pytest_t2t.reporting.summary import Report

Format = Callable[["Report"], str]

FORMATS = Shelf("pytest_t2t.reporting.formats", "FORMAT", "report format")
