"""Every format of the shelf renders every kind of report to text, and says what it is."""

from __future__ import annotations

import sys

import pytest

from pytest_t2t.errors import UsageError
from pytest_t2t.reporting.formats import FORMATS
from pytest_t2t.reporting.summary import Report


@pytest.mark.parametrize("name", FORMATS.names())
def test_a_format_is_a_documented_function_from_report_to_text(name: str) -> None:
    render = FORMATS.get(name)
    text = render(Report((), (), 0))
    assert isinstance(text, str)
    assert text.endswith("\n")
    assert render(Report((), (), 0)) == text
    assert "Report ->" in (sys.modules[render.__module__].__doc__ or "")


def test_the_shelf_has_what_the_readme_promises() -> None:
    assert set(FORMATS.names()) >= {"json", "markdown", "terminal"}
    with pytest.raises(UsageError, match="unknown report format 'jsno': did you mean 'json'"):
        FORMATS.get("jsno")
