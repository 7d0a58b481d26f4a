"""The report as JSON, for programs: `schema`, `summary`, `episodes`.

Report -> JSON; ASCII only, so that no control character of a model's text stands in the file
"""

from __future__ import annotations

import json

from pytest_t2t.reporting.summary import SCHEMA, Report


def _render(report: Report) -> str:
    whole = {"schema": SCHEMA, "summary": report.summary, "episodes": report.episodes}
    return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"


FORMAT = _render
