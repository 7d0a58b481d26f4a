"""A sentence heard with the words of this business and of this task, which the recogniser does not know.

Heard (acts, topics) + Goals + Lexicon -> Heard, put right
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.users.aims import Goal
from pytest_t2t.users.alternatives import alternatives, asked_besides
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.message import Message, taken_apart
from pytest_t2t.users.recognise import Heard
from pytest_t2t.users.searches import Searches

_NEAR = 40
_REMEMBERED = 32
"""Messages kept for one task."""
_HEAD = re.compile(r"^([ \t]*)[^\w\n]*(?:\d{1,2}[.)])?[^\w\n]*[a-z][\w '/-]*[*_:]*[ \t]*\n(?=\1[ \t]+\S)", re.MULTILINE)
"""A line of words alone, with further lines under it: "1) Extra bag", then its details."""
_QUESTIONS = frozenset({"ask", "options", "confirm", "offer"})
_DECIDED = frozenset({"refusal", "completion", "ask", "options"})


class TaskWords:
    """The words of one task."""

    def __init__(self, lexicon: Lexicon, goals: Iterable[Goal]) -> None:
        self._lexicon = lexicon
        self._actions = grammar_of(lexicon.domain).actions
        self._reports = grammar_of(lexicon.domain).reports
        goals = tuple(goals)
        self._kinds = {aim.kind for goal in goals for aim in goal.aims if aim.read_as != "money"}
        self._topics = {topic.name: topic for topic in lexicon.language.topics}
        self._ear = grammar_of(lexicon.domain).ear
        self._searches = Searches(lexicon.language, (goal.wish.tool for goal in goals))
        self._messages: dict[str, Message] = {}

    def message(self, text: str) -> Message:
        """What an agent says, taken apart; the same however often it is said."""
        if text not in self._messages:
            if len(self._messages) >= _REMEMBERED:
                self._messages.clear()
            self._messages[text] = taken_apart(text, self._ear).in_business_words(self)
        return self._messages[text]

    def heard(self, part: Heard) -> Heard:
        """The part, put right: "by phone or by text?" is a choice, "shall I exchange it?" asks for consent.

        "I have frozen the card" is a report where freezing is what the business does.
        """
        question = "?" in part.text
        if self._searches and part.acts.isdisjoint(_DECIDED) and self._searches.refuses(plain(part.text)):
            besides = {"refusal", "offer"} if "confirm" in part.acts else {"refusal"}
            return Heard(part.text, part.acts - {"confirm", "announce"} | besides, part.topics)
        if not question and part.acts.isdisjoint(_QUESTIONS):
            reported = not part.acts and self._reports.tools_in(part.text.lower())
            return Heard(part.text, frozenset({"completion"}), part.topics) if reported else part
        if " or " in part.text and (question or not part.acts.isdisjoint(("ask", "options"))):
            spans = alternatives(part.text, self._lexicon.mentions(part.text), self._kinds)
            if spans:
                topics = asked_besides(part.text, part.topics, spans, self._topics)
                return Heard(part.text, part.acts - {"confirm", "offer", "announce"} | {"options"}, topics)
        if question and "ask" in part.acts and "confirm" not in part.acts and self._actions.asks_leave(part.text):
            return Heard(part.text, part.acts - {"ask", "options"} | {"confirm"}, frozenset())
        return part

    def is_plan(self, text: str) -> bool:
        """Whether a list tells what would be done rather than what there is to choose from."""
        low = text.lower()
        places = [place for place, _ in self._actions.openings(low)]
        hits = self._actions.hits(low)
        if any(place - 1 <= hit.start <= place + _NEAR for place in places for hit in hits):
            return True
        heads = [match.span() for match in _HEAD.finditer(low)]
        return any(start <= hit.start < end for start, end in heads for hit in hits)
