"""Yes and no: what the user says to a proposal.

Message + Role -> affirmed or denied, with the one contradicted fact, or "Which one do you mean?"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pytest_t2t.users.aims import Aim, Goal
from pytest_t2t.users.memory import Saying
from pytest_t2t.users.message import Message
from pytest_t2t.users.noting import noted
from pytest_t2t.users.proposals import Agreed, Wrong
from pytest_t2t.users.role import Role
from pytest_t2t.users.telling import Telling

_LOOKS = re.compile(
    r"\b(?:may|can|could|shall|should|if|mind|okay|ok|want|like)\b[^?]{0,30}"
    r"\b(?:look|open|check|pull up|access|review|read|see)\w*\b"
    r"[^?]{0,30}\b(?:your|the) (?:\w+ )?(?:records?|accounts?|orders?|details|profile|data|file)\b",
    re.IGNORECASE,
)
"""Asks for leave to read, which any customer gives."""


class Consent:
    """Answers proposals."""

    def __init__(self, role: Role, telling: Telling) -> None:
        self._memory, self._judge, self._voice = role.memory, role.judge, role.voice
        self._telling = telling

    def hear_proposal(self, message: Message, saying: Saying) -> None:
        if not message.acts & {"confirm", "announce"} and not message.unclear_question:
            return
        refused = {event.wish for event in saying.events if event.kind == "refused"} | saying.doubted
        goals = [goal for goal in self._memory.current() if goal.wish.id not in refused]
        verdict = self._judge.proposed(message, goals)
        if verdict.agreed:
            self.agree(verdict.agreed, saying)
            self._not_covered(verdict.agreed, verdict.left, saying)
            return
        if verdict.wrong is None or verdict.wrong.aim is None:
            stale = self._judge.judge(message.proposal, self._memory.over()).agreed
            if stale:
                self._deny_dropped(stale[0].goal, saying)
                return
        if verdict.wrong is not None:
            self._deny(verdict.wrong, saying)
        elif verdict.meant:
            self._confirm_choice(verdict.meant, saying, acting=message.asks_to_proceed)
        elif not saying.waits and any(_LOOKS.search(part.text) for part in message.heard if "?" in part.text):
            saying.say(self._voice.say("sure"))
        elif "confirm" in message.acts and not saying.waits:
            self._confirm_unclear(message, saying)
        elif "announce" in message.acts:
            saying.understood = True

    def agree(self, agreed: Sequence[Agreed], saying: Saying) -> None:
        """Say yes, once for each wish, whatever sentence proposed it."""
        saying.say(self._voice.say("yes") if not saying.affirmed else "", first=True)
        for one in agreed:
            wish = one.goal.wish
            self._memory.wishes[wish.id].agreed = True
            saying.affirm(wish, self._memory.told_values(wish.id) | one.named)
            if one.partly:
                saying.say(self._voice.say("yes but all", wish.text))

    def _deny(self, wrong: Wrong, saying: Saying) -> None:
        wish = wrong.goal.wish
        param = wrong.aim.param if wrong.aim else ""
        saying.events.append(noted("denied", wish=wish.id, tool=wish.tool, param=param, values=wrong.values))
        if wrong.aim is None:
            saying.say(self._voice.say("other action", self._memory.wishes_again()))
        else:
            saying.say(self._voice.say("no"))
            saying.say(self._telling.meaning(wrong.aim, saying))

    def _not_covered(self, agreed: Sequence[Agreed], left: Sequence[Goal], saying: Saying) -> None:
        """Say aloud what was spoken of as well and is not meant by the yes."""
        wishes = [goal.wish for goal in left if not self._memory.wishes[goal.wish.id].agreed]
        if wishes:
            nouns = [self._telling.noun(one.goal) for one in agreed]
            texts = " ".join(wish.text for wish in wishes)
            saying.say(self._voice.say("yes only", " and ".join(filter(None, nouns)) or "that", texts))

    def _confirm_choice(self, meant: Sequence[Aim], saying: Saying, *, acting: bool) -> None:
        """Say that this is meant: no yes to doing anything with it, nor words that sound so where leave is asked."""
        saying.say(self._voice.say("what with it" if acting else "that is it"), first=True)
        for aim in meant:
            self._memory.settle(aim, saying)

    def _deny_dropped(self, goal: Goal, saying: Saying) -> None:
        saying.events.append(noted("denied", wish=goal.wish.id, tool=goal.wish.tool))
        saying.say(self._voice.say("dropped", self._memory.wishes_again()))

    def _confirm_unclear(self, message: Message, saying: Saying) -> None:
        """Something is to be confirmed, but no wish: perhaps who the user is."""
        low = message.without("closing").lower()
        about_me = [fact for fact in self._memory.facts() if not fact.wish and fact.value and fact.value.lower() in low]
        if about_me and not self._judge.tools_in(" ".join(message.sentences("confirm"))):
            saying.say(self._voice.say("yes"))
            self._memory.tell([fact for fact in about_me if not self._memory.is_told(fact)], saying)
        elif any(part.topics for part in message.heard) or "options" in message.acts:
            return  # it is a question rather than a proposal
        elif self._memory.open_wishes():
            saying.say(self._voice.say("which"))
        elif "offer" not in message.acts:
            saying.say(self._voice.say("no thanks"), waits=False)
