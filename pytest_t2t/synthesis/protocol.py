"""What an adaptation is: it turns a scene into the draft of a task of one intent.

Scene -> Draft | NotApplicable
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pytest_t2t.records.task import CheckerSide, Intent, Plan, UserSide

if TYPE_CHECKING:
    from pytest_t2t.domain.draw import Draw
    from pytest_t2t.synthesis.scene import Scene


@dataclass(frozen=True)
class Draft:
    """The three sides of a task that is not certified yet."""

    kind: str
    user: UserSide
    checker: CheckerSide
    reference: Plan


class NotApplicable(Exception):  # noqa: N818  an answer, not an error
    """A scene gives no task of this kind; says why, for the pipeline's counts."""


class Adaptation(Protocol):
    """One intent."""

    intent: Intent
    kinds: Sequence[str]

    def adapt(self, scene: Scene, kind: str, draw: Draw) -> Draft:
        """The draft of this kind. Raises NotApplicable with the reason."""
        ...
