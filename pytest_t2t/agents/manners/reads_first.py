"""The manner that reads everything before it says a word about it.

Plan -> all reads in one turn, then the talk
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class ReadsFirst(Following):
    """Makes all the reads of the plan in one turn, those that show the evidence too, but tries no write."""

    def read(self) -> Moves:
        """Read everything at once."""
        refusal = self.plan.refusal
        evidence = [call for call in refusal.reads if call not in refusal.calls] if refusal else []
        calls = [*self.plan.reads, *(call for call in evidence if call not in self.plan.reads)]
        yield from self.call(calls, self.beside("read"))

    def see_evidence(self) -> Moves:
        """Try the refused call, where that is the evidence: the rest was read."""
        refusal = self.plan.refusal
        if refusal:
            yield from self.call([call for call in refusal.reads if call in refusal.calls], self.beside("read"))


MANNER = ReadsFirst
