"""The manner that lists options as a numbered Markdown list.

Plan.doubt -> "1. **...**"
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following
from pytest_t2t.records.task import Doubt


class ListsOptions(Following):
    """Lists what there is to choose from as a numbered Markdown list."""

    def doubt_question(self, doubt: Doubt) -> str:
        """Return the list with its question."""
        if not doubt.options:
            return doubt.question
        listed = "\n".join(f"{number}. **{option}**" for number, option in enumerate(doubt.options, 1))
        return self.voice("options-list", options=listed, question=doubt.question)


MANNER = ListsOptions
