"""Finds the right entry in what an agent lists to choose from.

lines + Goals + Lexicon -> Picked, one for each aim that the listed things are entries for
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.mentions import Mention
from pytest_t2t.users.aims import Aim, Goal, Values


@dataclass(frozen=True, slots=True)
class Picked:
    """What a list holds for one aim."""

    goal: Goal
    aim: Aim
    right: bool
    """Whether the right entry is in it."""
    shown: str = ""
    """The right entry's id as it was written."""


def pick(text: str, goals: Sequence[Goal], lexicon: Lexicon) -> list[Picked]:
    """For each aim that the listed things are entries for: whether the right one is there."""
    return _List(text, lexicon).picks(goals)


class _List:
    """Things that an agent puts forward to choose from."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._things = lexicon.domain.things
        self._mentions = lexicon.mentions(text)

    def picks(self, goals: Sequence[Goal]) -> list[Picked]:
        """By id where ids are listed, so that the lamps of listed orders are no list of lamps."""
        kinds = self._kinds()
        by_id = {kind for kind, exact in kinds.items() if exact}
        found = [
            self._picked(goal, aim, aim.kind, aim.right) for goal in goals for aim in goal.aims if aim.kind in kinds
        ]
        if not by_id:
            return found
        if any(one.aim.kind in by_id or not one.aim.table for one in found):
            return [one for one in found if one.aim.kind in by_id or not one.aim.table or one.right]
        owners = [
            self._picked(goal, goal.targets[0], kind, rows)
            for goal in goals
            for kind, rows in sorted(goal.allowed.items())
            if kind in by_id and goal.targets
        ]
        return owners or found

    def _kinds(self) -> dict[str, bool]:
        """Kinds of which at least two different things are named, with whether they are named by id."""
        seen: dict[str, list[Mention]] = {}
        for one in self._mentions:
            if one.values and one.kind not in ("money", "date", "count", "email"):
                seen.setdefault(one.kind, []).append(one)
        several = {kind: some for kind, some in seen.items() if len({one.values for one in some}) > 1}
        return {kind: sum(one.exact and "." not in kind for one in some) > 1 for kind, some in several.items()}

    def _picked(self, goal: Goal, aim: Aim, kind: str, right: Values) -> Picked:
        fitting = [one for one in self._mentions if one.kind == kind and one.values & right]
        exact = next((one for one in fitting if one.exact and aim.table), None)
        return Picked(goal, aim, bool(fitting), self._id(exact, right) if exact and kind == aim.kind else "")

    def _id(self, mention: Mention, right: Values) -> str:
        """The right key as the agent wrote it."""
        text = self._text[slice(*mention.span)]
        forms = (form.format(key) for key in mention.values & right for form in self._things[mention.kind].id_forms)
        return next((form for form in forms if form in text), "")
