"""Reads what a message refuses: the sentences that do, and the wishes that each is about.

Message + what is remembered -> sentences, wishes, doubts; what becomes of a wish is for decisions.py to say
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.claiming import refuses_outright, tells_of_later
from pytest_t2t.users.hearing.doubting import leaves_doubt
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.memory import Progress
from pytest_t2t.users.message import NO_SUCH, Message
from pytest_t2t.users.role import Role

_NO_ACTION = re.compile(
    r"\b(?:the|your|this) (?:change|update|modification|request)s?\b(?! (?:of|to|from)\b)"
    r"|\bend of (?:the |this |next )?(?:business )?(?:day|week|month|year)\b|\bin place\b",
    re.IGNORECASE,
)
"""The request, whatever it is, and when: words that name no action, though one may be called by them."""


class Refusals:
    """What is refused in a message, and whether it is without a doubt."""

    def __init__(self, role: Role) -> None:
        self._memory, self._judge = role.memory, role.judge

    def sentences(self, message: Message) -> list[str]:
        """The sentences that refuse; beside one that says of what, the others give reasons."""
        named = [sentence for sentence in message.refusals if self._judge.names_wish(sentence, self._memory.current())]
        conflict = bool(self._memory.conflicts())
        return [
            one
            for one in named or message.refusals
            if not (conflict and NO_SUCH.search(one)) and not self._warns(message, one)
        ]

    def _warns(self, message: Message, sentence: str) -> bool:
        """Whether it only says what will not be possible once that was done which is proposed beside it."""
        if "confirm" not in message.acts or refuses_outright(plain(sentence)):
            return False
        current = self._memory.current()
        tools = self._judge.tools_in(sentence)
        another = bool(tools) and tools.isdisjoint(goal.wish.tool for goal in current)
        if not another and not tells_of_later(plain(sentence)):
            return False
        agreed = [one.goal for one in self._judge.proposed(message, current).agreed]
        return bool(agreed) and all(one.goal in agreed for one in self._memory.open_wishes())

    def wishes(self, sentence: str) -> list[Progress]:
        """The wishes that a sentence refuses; empty where it says none, or what it refused before."""
        wishes = self._memory.wishes
        meant = [wishes[goal.wish.id] for goal in self._judge.spoken_of(sentence, self._memory.current())]
        if len(meant) == 1:
            return meant
        still = [one for one in meant or self._memory.open_wishes() if one.state == "open"]
        if any(one.state == "refused" for one in meant):
            return []  # the same refusal again
        if len(still) == 1:
            return still
        stubborn = [one for one in still if one.goal.wish.insists]
        return stubborn if len(stubborn) == 1 else []

    def in_doubt(self, message: Message, progress: Progress) -> bool:
        """Whether something beside a refusal may say that it was done all the same."""
        goal, current = progress.goal, self._memory.current()
        for clause in message.statements:
            tools = self._judge.tools_in(_NO_ACTION.sub("it", clause))
            about = tools <= {goal.wish.tool} or self._judge.names_wish(clause, [goal])
            if not about or goal not in (self._judge.spoken_of(clause, current) or (goal,)):
                continue
            if leaves_doubt(plain(clause), goal.stems, named=goal.wish.tool in tools):
                return True
        return False
