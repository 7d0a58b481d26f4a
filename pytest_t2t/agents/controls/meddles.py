"""The control that does everything right, and one write that nobody asked for.

Plan.meddle -> called once, before the last report
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class Meddles(Following):
    """Adds one permitted write on something that the customer did not speak of."""

    meddled = False

    def before_report(self) -> Moves:
        """Meddle, once."""
        if self.plan.meddle and not self.meddled:
            self.meddled = True
            yield from self.call([self.plan.meddle])

    def close(self) -> Moves:
        """Meddle even where there was nothing to report."""
        yield from self.before_report()
        yield from super().close()


CONTROL = Meddles
