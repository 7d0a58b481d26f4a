"""The control that says nothing of use.

anything -> "Hm."
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following, Moves


class Silent(Following):
    """Calls nothing and says nothing of use."""

    def course(self) -> Moves:
        """Say nothing of use, for ever."""
        while True:
            yield from self.say(self.voice("nothing"))


CONTROL = Silent
