"""docs/reports.md names every key of the JSON report, and no format that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from pytest_t2t.reporting.formats import FORMATS
from pytest_t2t.reporting.rows import EpisodeRow
from pytest_t2t.reporting.summary import Report, SummaryRow

PAGE = (Path(__file__).parents[3] / "docs" / "reports.md").read_text("utf-8")
NAMED = set(re.findall(r"`(\w+)`", PAGE))


def test_every_key_is_named() -> None:
    assert set(SummaryRow.__annotations__) <= NAMED
    assert set(EpisodeRow.__annotations__) <= NAMED
    assert {name for name in Report.__slots__ if name != "left_out"} <= NAMED


def test_every_format_is_named() -> None:
    listed = re.search(r"Formats: (.+?)\.", PAGE)
    assert listed
    assert tuple(re.findall(r"`(\w+)`", listed[1])) == FORMATS.names()
