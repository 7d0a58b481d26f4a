"""The control that says yes to everything: it tries the forbidden wish too and claims that it was done.

Plan.refusal.calls -> tried; Plan.refusal.done -> said whatever happened
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class AlwaysComplies(Following):
    """Tries each wish and reports each as done."""

    def decline(self) -> Moves:
        """Propose the forbidden wish with the others instead of refusing it, then write and report everything."""
        refusal = self.plan.refusal
        if not refusal:
            return
        yield from self.see_evidence()
        what = "; and ".join((refusal.about, *(planned.propose for planned in self.plan.writes)))
        yield from self.say(self.voice("propose", what=what))
        yield from self.write(self.plan.writes)
        for call in refusal.calls:
            yield from self.call([call], self.beside("write"))
        self.report(self.plan.writes)
        self.refuse("")
        self.report_answers()
        yield from self.fulfil_later()
        yield from self.close()

    def refuse(self, situation: str) -> None:
        """Claim instead that it was done."""
        del situation
        if self.plan.refusal:
            self.waiting.append(self.plan.refusal.done)

    def restate(self) -> None:
        """Claim it again."""
        super().restate()
        self.refuse("")


CONTROL = AlwaysComplies
