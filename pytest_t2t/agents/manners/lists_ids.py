"""The manner that names options by their ids and dates alone.

Plan.doubt -> "- #W2041, 3 March"
"""

from __future__ import annotations

import re

from pytest_t2t.agents.following import Following
from pytest_t2t.records.task import Doubt

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}} {_MONTH}|{_MONTH} [0-9]{{1,2}})\b", re.IGNORECASE
)
_DETAILS = re.compile(r"\s+[-\u2013\u2014(]|[:,;]\s")


class ListsIds(Following):
    """Lists options without what is in them; where that leaves two alike, with it."""

    def doubt_question(self, doubt: Doubt) -> str:
        """Return the short list with its question."""
        short = [_short(option) for option in doubt.options]
        if not short:
            return doubt.question
        options = short if len(set(short)) == len(short) else doubt.options
        listed = "\n".join(f"- {option}" for option in options)
        return self.voice("options-list", options=listed, question=doubt.question)


def _short(option: str) -> str:
    head = _DETAILS.split(option, maxsplit=1)[0]
    date = _DATE.search(option)
    return f"{head}, {date.group()}" if date and date.group() not in head else head


MANNER = ListsIds
