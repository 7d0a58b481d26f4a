"""The manner that offers an escalation and two alternatives after a refusal.

Plan.refusal -> refusal, offers; an escalation that the user accepts is carried out
"""

from __future__ import annotations

import re

from pytest_t2t.agents.following import Following, Moves

_A_PERSON = re.compile(
    r"\b(?:(?:an?|the|your|any|some|real|live) (?:human|colleague|person|supervisor|specialist)\b(?!['\u2019]s)"
    r"|transfer (?:me|us|it|this|my (?:case|call))\b|escalat\w*|hand (?:me|it|this) over|pass (?:me|it|this) on)",
    re.IGNORECASE,
)
"""That an answer takes up the offer: "my colleague's account" and "the transfer limit" are what is wished for."""
_NOT = re.compile(
    r"\W*(?:no\b|not\b|nope\b|thanks, but no|don't|please don't)|\b(?:no need|don't need|rather not|don't want)\b",
    re.IGNORECASE,
)


class Offers(Following):
    """Follows a refusal by offers, before it goes on to what is permitted."""

    def decline(self) -> Moves:
        """Refuse, offer, and escalate where the user takes that up."""
        yield from super().decline()
        if not self.plan.refusal:
            return
        fallback = [planned.propose for planned in self.plan.later[:1]]
        one, other = [*fallback, self.voice("small-favour"), self.voice("small-favour")][:2]
        person = self.voice("escalation-offer") if self.plan.escalate else ""
        yield from self.say(" ".join((person, self.voice("alternatives", one=one, other=other))).strip())
        if self.plan.escalate and _A_PERSON.search(self.heard) and not _NOT.search(self.heard):
            yield from self.call([self.plan.escalate])
            self.waiting.append(self.voice("escalated"))
        elif not self.names_later(self.heard):
            self.refuse("refuse-again")


MANNER = Offers
