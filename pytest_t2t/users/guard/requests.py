"""Requests that are the message's own: an action that is not among those to be asked for, a favour nobody had in mind.

plain text + what may be said -> the words of such a request, ...
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pytest_t2t.users.actions import Actions, Hit, names
from pytest_t2t.users.aims import Goal
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.plain import plain
from pytest_t2t.users.guard.stance import changes_mind
from pytest_t2t.users.guard.words import content, sentences
from pytest_t2t.users.message import about_people

_LEAD = (
    r"^\W*(?:(?:oh|and|also|but|so|then|plus|besides|ok|okay|hi|hello|hey|well|just|now|please|kindly)\b[\s,.!:-]*)*"
)
_REQUEST = any_of(
    _LEAD + r"(?:add|apply|arrange|book|bring|bump|buy|call|cancel|change|charge|close|credit|deactivate|delete|deliver"
    r"|deposit|double|downgrade|drop|email|enable|exchange|extend|fix|include|increase|issue|lower|mail|move|notify|open"
    r"|order|pay|postpone|print|prioriti[sz]e|put|raise|rebook|reduce|refund|register|remove|renew|repair|replace"
    r"|report|reserve|reset|return|schedule|send|set|ship|sign|stop|swap|switch|throw|transfer|unlock|update|upgrade|waive|wrap"
    r")\b",
    r"\b(?:can|could|would|will) (?:you|i|we)\b",
    r"\bi(?:'d| would) (?:also )?(?:like|love|prefer)\b",
    r"\bi (?:also )?(?:want|need|demand|expect)\b",
    r"\bplease\b(?! (?:excuse|forgive|pardon|bear with|be patient|don't mind|take your time)\b)",
    r"\bwould you mind\b|\byou (?:still )?owe\b|\b(?:was|were|been|you) promised\b",
)
_BESIDES = any_of(
    r"\b(?:also|as well|too|in addition|on top|besides|plus|another|while you(?:'re| are) at it|one more|throw in)\b",
    r"^\W*and\b",
)
_TALK = content(
    """check wait moment minute second know understand explain answer answered reply quick quickly fast soon hurry
    rush try help helpful appreciate appreciated excuse bear patient exception somehow anything everything
    nothing deal handle sort arrange process settle care done proceed confirm confirmed problem question
    questions request favour favor once repeat way future touch still really great good fine perfect nice
    kind kindly best better way first last day today whichever either any both each choose pick prefer use
    put book set hear reach write writing went whole rest stay else all just already anyway pls exactly
    refer referring mean hiya hello hey morning evening afternoon always never maybe getting money right
    correct certain instead different stays more less bother hope sorry trouble"""
)
"""What a request may have in it and be no other request."""
_PEOPLE = re.compile(r"\btransfer\w*|\bcolleague|\bpass it on\b", re.IGNORECASE)
_TO_PEOPLE = re.compile(r"transfer(?:red)? (?:me|us)\b")
_PHRASE = 16
_NEAR = 40
"""Characters between a verb and what is done."""
_SHOWN = 24
_WORD_END = re.compile(r"\W|$")
_MOST, _MOST_BESIDES = 0.5, 0.34
"""The share of a request's words that may be new, the second for what is asked for on top."""


def own_requests(text: str, to: Permitted) -> Iterator[str]:
    """The words that ask for what was not to be asked for."""
    if about_people(text) and not (about_people(to.gist) or _PEOPLE.search(to.gist)):
        yield "to be passed on to a person"
    actions = grammar_of(to.known.lexicon.domain).actions
    known = "\n".join((to.low, *(one.lower() for one in to.known.shown)))
    named = {goal.wish.tool for goal in to.known.goals.values() if _begun(goal, to)} | actions.tools_in(known)
    yield from _other_actions(text.lower(), actions, named | _opened(known, actions), to)
    gist = {one.lower() for one in sentences(to.gist)}
    for sentence in sentences(text):
        low = sentence.lower()
        if low not in gist and _REQUEST.search(low) and not _to_people(low, to):
            yield from _own(low, to, actions, named)


def _other_actions(low: str, actions: Actions, wished: Collection[str], to: Permitted) -> Iterator[str]:
    """Verbs that open, and words that name, an action for which there is no wish."""
    hits = actions.hits(low)
    for place, verb in actions.openings(low):
        if _TO_PEOPLE.match(low, place):
            continue
        done = [hit.tools for hit in hits if place - 1 <= hit.start <= place + _NEAR]
        done = [tools for tools in done if tools & actions.opened_by[verb]]
        meant = actions.opened_by[verb].union(*done)
        if done and meant.isdisjoint(wished) and not changes_mind(low[place : place + _PHRASE]):
            yield low[place : place + _SHOWN]
    unserved = {one.name for one in to.known.lexicon.language.unserved}
    yield from (low[hit.start : hit.end] for hit in hits if hit.tools <= unserved.difference(wished))


def _opened(low: str, actions: Actions) -> set[str]:
    return {tool for _, verb in actions.openings(low) for tool in actions.opened_by[verb]}


def _own(low: str, to: Permitted, actions: Actions, wished: Collection[str]) -> Iterator[str]:
    """What a request asks for beside the wishes: another action, or something in words that are all its own."""
    hits = actions.hits(low)
    other = [hit for hit in hits if hit.tools.isdisjoint(wished)]
    mine = content(_without(low, [hit for hit in hits if hit not in other])) - _TALK
    new = mine - content(to.low)
    if other and len(other) == len(hits):
        yield low[other[0].start :]
    elif new and len(new) > _share(low) * len(mine) and not _about(low, to):
        yield low


def _without(low: str, hits: Collection[Hit]) -> str:
    """The sentence without the words for what is wished."""
    for hit in hits:
        end = _WORD_END.search(low, hit.end)
        low = low[: hit.start] + " " * (end.start() - hit.start) + low[end.start() :] if end else low[: hit.start]
    return low


def _to_people(low: str, to: Permitted) -> bool:
    """Whether it asks for a person; that is judged apart."""
    return about_people(low) or ("transfer" in low and about_people(to.gist))


def _share(low: str) -> float:
    return _MOST_BESIDES if _BESIDES.search(low) else _MOST


def _about(low: str, to: Permitted) -> bool:
    """Whether it asks for a wish or a question that is spoken of, in other words for it."""
    questions = (one.subject for one in to.known.side.questions if one.text.lower() in to.low)
    return any(names(subject, low) for subject in questions)


def _begun(goal: Goal, to: Permitted) -> bool:
    return goal.wish.starts == "opening" or plain(goal.wish.text).lower() in to.low
