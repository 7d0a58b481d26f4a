"""The report as JSON, for programs: `schema`, `summary`, `episodes`; where they are, `not_run`, `unread`, `ahead`.

Report -> JSON; ASCII only, so that no control character of a model's text stands in the file
"""

from __future__ import annotations

import json
from typing import Any

from pytest_t2t.reporting.spending import totals
from pytest_t2t.reporting.summary import SCHEMA, Report


def _render(report: Report) -> str:
    whole: dict[str, Any] = {"schema": SCHEMA, "summary": report.summary, "episodes": report.episodes}
    if report.not_run:
        whole["not_run"] = report.not_run
        whole["why_not_run"] = report.why_not_run
    if report.unread:
        whole["unread"] = report.unread
    if report.ahead:
        whole["ahead"] = totals(report.ahead)
    return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"


FORMAT = _render
