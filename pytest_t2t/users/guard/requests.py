"""Requests that are the message's own: an action that is not among those to be asked for, a favour nobody had in mind.

plain text + what may be said + tools of the wishes made so far -> the words of such a request, ...
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pytest_t2t.users.actions import Actions, Hit, names
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.words import content, sentences
from pytest_t2t.users.message import about_people

_LEAD = (
    r"^\W*(?:(?:oh|and|also|but|so|then|plus|besides|ok|okay|hi|hello|hey|well|just|now|please|kindly)\b[\s,.!:-]*)*"
)
_REQUEST = any_of(
    _LEAD + r"(?:add|apply|arrange|book|bring|bump|buy|call|cancel|change|charge|close|credit|deactivate|delete|deliver"
    r"|deposit|double|downgrade|drop|email|enable|exchange|extend|fix|include|increase|issue|lower|mail|move|notify|open"
    r"|order|pay|postpone|print|prioriti[sz]e|put|raise|rebook|reduce|refund|register|remove|renew|repair|replace|report"
    r"|reserve|reset|return|schedule|send|set|ship|sign|stop|swap|switch|throw|transfer|unlock|update|upgrade|waive|wrap)\b",
    r"\b(?:can|could|would|will) (?:you|i|we)\b",
    r"\bi(?:'d| would) (?:also )?(?:like|love|prefer)\b",
    r"\bi (?:also )?(?:want|need|demand|expect)\b",
    r"\bplease\b",
    r"\bwould you mind\b|\byou (?:still )?owe\b|\b(?:was|were|been|you) promised\b",
)
_BESIDES = any_of(
    r"\b(?:also|as well|too|in addition|on top|besides|plus|another|while you(?:'re| are) at it|one more|throw in)\b",
    r"^\W*and\b",
)
_TALK = content(
    """check wait moment minute second know understand explain answer answered reply quick quickly fast soon hurry rush
    try help helpful appreciate appreciated excuse bear patient exception somehow anything everything nothing deal handle
    sort arrange process settle care done proceed confirm confirmed problem question questions request favour favor once
    repeat way future touch still really great good fine perfect nice kind kindly best better way first last day today
    whichever either any both each choose pick prefer use put book set hear reach write writing went whole rest stay stays
    else all just already anyway pls exactly refer referring mean hiya hello hey morning evening afternoon always never maybe getting money right correct certain exactly instead different"""
)
"""What a request may have in it and be no other request."""
_MOST, _MOST_BESIDES = 0.5, 0.34
"""The share of a request's words that may be new, the second for what is asked for on top."""


def own_requests(text: str, to: Permitted, actions: Actions, wished: Collection[str]) -> Iterator[str]:
    """The sentences that ask for what was not to be asked for."""
    known = content(to.low) | _TALK
    gist = {one.lower() for one in sentences(to.gist)}
    for sentence in sentences(text):
        low = sentence.lower()
        if low in gist or not _REQUEST.search(low) or about_people(low):
            continue
        hits = actions.hits(low)
        mine = content(_without(low, [hit for hit in hits if not hit.tools.isdisjoint(wished)])) - _TALK
        new = mine - known
        other = [hit for hit in hits if hit.tools.isdisjoint(wished)]
        if other and len(other) == len(hits):
            yield low[other[0].start :]
        elif new and len(new) > _share(low) * len(mine) and not _about(low, to):
            yield sentence


def _without(low: str, hits: Collection[Hit]) -> str:
    """The sentence without the words for what is wished."""
    return "".join(" " if any(hit.start <= at < hit.end for hit in hits) else char for at, char in enumerate(low))


def _share(low: str) -> float:
    return _MOST_BESIDES if _BESIDES.search(low) else _MOST


def _about(low: str, to: Permitted) -> bool:
    """Whether it asks for a wish or a question that is spoken of, in other words for it."""
    questions = (one.subject for one in to.known.side.questions if one.text.lower() in to.low)
    return any(names(subject, low) for subject in questions)
