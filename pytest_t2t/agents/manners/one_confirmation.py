"""The manner that has everything confirmed once, as a bulleted summary.

Plan -> one list of all the writes, one yes
"""

from __future__ import annotations

from pytest_t2t.agents.following import Batch, Following


class OneConfirmation(Following):
    """Puts all writes in one bulleted list and asks for one confirmation of it."""

    def proposal(self, batch: Batch, *, again: bool = False) -> str:
        """Return the summary with its question."""
        del again
        return self.voice("propose-list", list="\n".join(f"- {_capital(planned.propose)}" for planned in batch))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


MANNER = OneConfirmation
