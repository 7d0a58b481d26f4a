"""Reads what a message claims to be done: from the text alone, whatever was called.

Message + what is remembered -> the wishes that it reports, promises or leaves to others
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_t2t.users.aims import Goal
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.hearing.claiming import (
    bars,
    counts_times,
    denies,
    foretells,
    leaves_to_others,
    long_so,
    points_back,
    tells_a_fact,
)
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.memory import Progress
from pytest_t2t.users.message import Message, about_people
from pytest_t2t.users.refusals import Refusals
from pytest_t2t.users.role import Role

_ALL = re.compile(r"\b(?:both|all|everything|each)\b|\brequests\b|\bchanges\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"(?:\b(?:all|both|the|your|these|those|of|requested) )+(?:changes|updates|modifications|requests)\b"
    r"(?=(?: \w+){0,2} (?:made|went|gone|been|done|complete\w*)\b)"
)
"""What names no wish of its own though it be a wish's word: "your changes have been made"."""


class Reports:
    """What is claimed in a message."""

    def __init__(self, role: Role, refusals: Refusals) -> None:
        self._side, self._lexicon, self._memory, self._judge = role.side, role.lexicon, role.memory, role.judge
        self._refusals = refusals
        self._promises = grammar_of(role.lexicon.domain).promises

    def claimed(self, message: Message) -> list[Goal]:
        """The wishes that it says are done, or will be by somebody else; a wish may stand in it twice."""
        sentences = self._refusals.sentences(message)
        refused = [progress.goal for sentence in sentences for progress in self._refusals.wishes(sentence)]
        reported = [goal for sentence in message.reports for goal in self._reported(sentence, refused)]
        return [*reported, *self._promised(message), *self._left_to_others(message, refused)]

    def _left_to_others(self, message: Message, refused: Sequence[Goal]) -> list[Goal]:
        """What is refused and said to be done by somebody else."""
        people = not self._side.escalation
        left = bool(refused) and any(leaves_to_others(one, to_people=people) for one in message.clauses)
        return list(refused) if left else []

    def _promised(self, message: Message) -> Iterator[Goal]:
        """Wishes that no tool serves and that a plain statement says are, or will be, fulfilled."""
        for goal in self._memory.current():
            if goal.wish.tool in self._lexicon.domain.tools:
                continue
            yield from (
                goal
                for part in message.heard
                if part.acts <= {"announce", "completion"}
                and self._promises.hears(part.text, goal.wish.tool, goal.stems)
            )

    def _reported(self, sentence: str, refused: Sequence[Goal]) -> list[Goal]:
        """What a sentence reports, in a message that refuses some wishes."""
        said = plain(sentence)
        if about_people(sentence) or denies(said) or (refused and foretells(said)) or self._tells_why(sentence, said):
            return []
        meant = list(self._judge.spoken_of(sentence, self._memory.current()))
        about = points_back(said)
        if self._means_others(meant, refused, said):
            meant = []
        if not meant:
            return self._pointed_at(sentence, refused) if refused and about else self._unnamed(sentence, refused, said)
        if tells_a_fact(said) and not about:  # why it is refused
            deeds = frozenset[str]() if long_so(said) else self._judge.deeds_in(sentence)
            meant = [
                goal for goal in meant if goal.wish.tool in deeds or not (goal in refused or self._was_refused(goal))
            ]
        return self._one_of(meant, sentence)

    def _means_others(self, meant: Sequence[Goal], refused: Sequence[Goal], said: str) -> bool:
        """Whether "the changes" are those that were agreed to, not the one change that was refused."""
        if not meant or not _CHANGES.search(said):
            return False
        if not all(goal in refused or self._was_refused(goal) for goal in meant):
            return False
        agreed = any(one.agreed and one.goal not in meant for one in self._memory.wishes.values())
        rest = _CHANGES.sub("", said)
        return agreed and not self._judge.tools_in(rest) and not self._judge.names_wish(rest, meant)

    def _tells_why(self, sentence: str, said: str) -> bool:
        """Whether it tells of what was so before, and of no deed that is wished for: "it has already been sent"."""
        if counts_times(said):
            return True
        if points_back(said) or not (tells_a_fact(said) and long_so(said)):
            return False
        deeds = self._judge.deeds_in(sentence)
        return bool(deeds) and deeds.isdisjoint(goal.wish.tool for goal in self._memory.current())

    def _one_of(self, meant: list[Goal], sentence: str) -> list[Goal]:
        """Of several wishes of one sort the one that it can be about."""
        wishes = self._memory.wishes
        if len(meant) > 1 and not _ALL.search(sentence) and len({goal.wish.tool for goal in meant}) == 1:
            agreed = [goal for goal in meant if wishes[goal.wish.id].agreed and wishes[goal.wish.id].state == "open"]
            return (
                agreed[:1] if agreed else meant[:1] if all(wishes[one.wish.id].state == "open" for one in meant) else []
            )
        return meant

    def _was_refused(self, goal: Goal) -> bool:
        progress = self._memory.wishes[goal.wish.id]
        return progress.state in {"refused", "escalated"} or progress.insisted > 0

    def _pointed_at(self, sentence: str, refused: Sequence[Goal]) -> list[Goal]:
        """What "it is done" is about, beside a refusal: what was agreed to, or what is refused in the same breath.

        "It has been blocked" is why that is refused, unless blocking is what is wished for.
        """
        wishes = self._memory.wishes
        agreed = [one.goal for one in self._memory.open_wishes() if one.agreed]
        others = [goal for goal in agreed if goal not in refused]
        if others:
            return others
        if agreed and all(goal in agreed or self._was_refused(goal) for goal in refused):
            meant = agreed  # a reason may name what was agreed to as well
        elif len(wishes) == len(refused):
            meant = list(refused)
        else:
            meant = [goal for goal in refused if wishes[goal.wish.id].state == "open"]  # else it is refused once more
        if not bars(plain(sentence)):
            return meant
        deeds = self._judge.tools_in(sentence) | self._judge.deeds_in(sentence)
        return [goal for goal in meant if goal.wish.tool in deeds]

    def _unnamed(self, sentence: str, refused: Sequence[Goal], said: str) -> list[Goal]:
        """A report that names nothing is about the one open wish, or about all that were agreed to.

        Never about what is refused beside it: "the drink has been poured" may be why; at most it leaves a doubt.
        """
        if self._judge.tools_in(sentence):
            return []
        still = self._memory.open_wishes()
        if refused or tells_a_fact(said):
            still = [one for one in still if one.goal not in refused and not self._was_refused(one.goal)]
        if len(still) == 1 and len(still) == len(self._memory.open_wishes()):
            return [] if self._judge_names_other(sentence, still[0]) else [still[0].goal]
        return [one.goal for one in still if one.agreed]

    def _judge_names_other(self, sentence: str, progress: Progress) -> bool:
        verdict = self._judge.judge(sentence, [progress.goal])
        return verdict.wrong is not None
