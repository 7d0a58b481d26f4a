"""The manner that proposes in blocks of fields, each under a title of its own.

Plan -> "Change item:", "- Current item: ...", "- New item: ..."
"""

from __future__ import annotations

from pytest_t2t.agents.fields import sheet
from pytest_t2t.agents.following import Batch, Following

_TITLES = ("{}:", "**{}:**", "{number}. **{}:**", "### {}", "**{}**", "For the {}:", "{number}) {}")
_FIELDS = ("- {}: {}", "- **{}:** {}", "{}: {}", "  \u2022 {}: {}")


class FieldBlocks(Following):
    """Sums up each write as a title with a line for each field, in several layouts of Markdown."""

    def proposal(self, batch: Batch, *, again: bool = False) -> str:
        """Return the blocks with the question; a puzzled user is shown another layout."""
        layout = len(self.plan.ask_identity) + len(self.plan.reads) + len(self._messages[0].text) + again
        title, line = _TITLES[layout % len(_TITLES)], _FIELDS[layout % len(_FIELDS)]
        blocks = []
        for number, planned in enumerate(batch, 1):
            shown = sheet(planned)
            rows = [line.format(name, value) for name, value in shown.fields]
            blocks.append("\n".join([title.format(shown.title, number=number), *rows]))
        return self.voice("propose-list", list="\n\n".join(blocks))


MANNER = FieldBlocks
