"""The plain request: every fact that only the customer has is said at once, or told when asked (who it is).

Scene -> Draft of intent `general`; the twin that all others are compared with
"""

from __future__ import annotations

from pytest_t2t.domain.draw import Draw
from pytest_t2t.records.task import CheckerSide
from pytest_t2t.synthesis.protocol import Draft
from pytest_t2t.synthesis.scene import Scene
from pytest_t2t.synthesis.sides import said_at_once


class General:
    """See the module."""

    intent = "general"
    kinds = ("plain",)

    def adapt(self, scene: Scene, kind: str, draw: Draw) -> Draft:
        """All wishes in the opening."""
        script = said_at_once(scene, draw)
        checker = CheckerSide(expected=scene.expected, tellings=script.tellings)
        return Draft(kind, script.user(), checker, script.plan())


ADAPTATION = General()
