"""The guard of one episode: asks of each message whether the customer may say this, now.

message + Said + the talk so far -> Rejected (reason, why), or None
"""

from __future__ import annotations

from typing import NamedTuple

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.episode import GuardReason
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.guard.known import Known, Permitted
from pytest_t2t.users.guard.missing import left_out
from pytest_t2t.users.guard.plain import plain
from pytest_t2t.users.guard.role import not_a_customer, tool_syntax
from pytest_t2t.users.guard.stance import (
    agrees_to_more,
    ends,
    hesitates,
    says_no,
    says_plain_yes,
    says_yes,
    takes_it_as_right,
)
from pytest_t2t.users.guard.stray import strays
from pytest_t2t.users.hearing.topics import topic_ear
from pytest_t2t.users.message import taken_apart
from pytest_t2t.users.protocol import Said

_LONGEST = 700
"""Characters beyond three times what was to be said."""
_WHY = {
    "leak": "it says {!r}, which the customer does not say at this point",
    "contradiction": "it says {!r}, which is not what the customer knows or wants",
    "invention": "it says {!r}, which nobody told the customer to say",
}


class Rejected(NamedTuple):
    """Why a message must not be sent."""

    reason: GuardReason
    why: str
    """A clause that its writer can act on."""


class Guard:
    """Follows one talk. It is told what is heard and said, and asked about each message before it is sent."""

    def __init__(self, side: UserSide, lexicon: Lexicon) -> None:
        self._known = Known(side, lexicon)
        self._ear = topic_ear({topic.name: topic for topic in lexicon.language.topics})
        self._asked = False

    def hears(self, text: str) -> None:
        """Note a message of the agent."""
        self._known.hears(text)
        message = taken_apart(text, self._ear)
        self._asked = bool(message.acts & {"confirm", "offer"}) or message.unclear_question

    def has_said(self, said: Said) -> None:
        """Note what was said; in whatever words."""
        self._known.has_said(said)

    def rejects(self, text: str, said: Said) -> Rejected | None:
        """Why this message does not say what was to be said, that and no more; None where it does."""
        return None if text.strip() == said.text.strip() else self.compared(text, said)

    def compared(self, text: str, said: Said) -> Rejected | None:
        """The same, of a message in whatever words: the script's own pass here too."""
        bare = plain(text)
        to = self._known.to_say(said)
        return self._form(bare, to) or self._substance(bare, to) or self._stance(bare, to)

    def _form(self, text: str, to: Permitted) -> Rejected | None:
        if not text.strip():
            return Rejected("empty", "it is empty")
        if len(text) > _LONGEST + 3 * len(to.gist):
            return Rejected("length", "it is far too long")
        if found := tool_syntax(text, self._known.lexicon.domain.tools):
            return Rejected("tool-syntax", f"it holds {found!r}: customers write plain sentences")
        if found := not_a_customer(text, to.gist):
            return Rejected("role", f"{found!r} is not what a customer would say")
        return None

    @staticmethod
    def _substance(text: str, to: Permitted) -> Rejected | None:
        for stray in strays(text, to):
            return Rejected(stray.reason, _WHY[stray.reason].format(stray.words))
        if missing := left_out(text, to):
            return Rejected("missing", f"it leaves out {missing!r}")
        return None

    def _stance(self, text: str, to: Permitted) -> Rejected | None:
        kinds = {event.kind for event in to.said.events}
        consents = bool(kinds & {"affirmed", "escalation-accepted"})
        agrees = consents or agrees_to_more(to.gist)
        declines = "denied" in kinds or to.changes or says_no(to.gist)
        mildly = to.said.stop is None and not to.changes and not says_plain_yes(to.gist)
        if not agrees and (says_yes(text, asked=self._asked, mildly=mildly) or takes_it_as_right(text)):
            return Rejected("yes", "it agrees, and the customer does not agree to anything now")
        if consents and (not says_plain_yes(text) or (hesitates(text) and not hesitates(to.gist))):
            return Rejected("missing", "it does not say a clear yes")
        if not declines and says_no(text) and (agrees or self._asked):
            return Rejected("no", "it says no, and the customer does not")
        if "denied" in kinds and not says_no(text):
            return Rejected("missing", "it does not say a clear no")
        if to.said.stop is None and ends(text) and not ends(to.gist):
            return Rejected("ending", "it takes leave, and the customer is not done")
        return None
