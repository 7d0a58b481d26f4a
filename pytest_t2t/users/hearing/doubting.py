"""Whether what stands beside a refusal leaves it in doubt: "I can't, but my supervisor just cancelled it".

plain clause + the words of what was refused -> yes or no

It casts a wider net than what counts as a report: all it leads to is a question, "has that been done now?".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.users.hearing.claiming import IN_MIND, denies, tells_a_fact

_WHO = (
    r"(?:i|we|he|she|they|[\w'-]+ (?:team|lead|manager|supervisor|colleague|department|staff|office|shop|store|desk))"
)
_DEED = re.compile(
    r"\b(?:did|done|sorted|handled|dealt with|actioned|taken care|took care|arranged|overr[io]d\w*|bypassed|waived"
    r"|granted|voided|reversed|deleted|bent|forwarded|escalated|slipped|pushed|managed|worked|scheduled)\b"
    rf"|\b{_WHO}(?: \w+){{0,3}}? (?!{IN_MIND})(?:\w+ed|made|put|got|set|gave)\b"
    r"|\bhad (?:it|this|that|them|your [\w ]{1,20}) \w+ed\b"
)
_OUTCOME = re.compile(
    r"\bno longer (?:exists?|there|listed|active|on|in)\b|\bwill not see\b|\bshow\w* (?:it )?as\b"
    r"|\b(?:off|out of) (?:your|our|the) (?:account|system|list|books?|queue)\b"
    r"|\bmoney back\b|\brefund (?:is|has|will|should)\b|\bget (?:the|your) refund\b|\bon (?:its|the|their) way\b"
    r"|\bi will (?:see to it|make sure)\b|\bchange was\b"
    r"|\byou are (?:now |all )*(?:good to go|set)\b|\bthere you (?:go|are)\b"
    r"|\b(?:anyway|regardless|nevertheless|nonetheless|after all|unofficially|this once|just now)\b"
    r"|\b(?:goodwill|courtesy|kindness|exception for you)\b"
)
_OPEN = re.compile(
    r"\?|\b(?:if|(?<!this )once|when|whenever|whether|unless|until|would|could|should|can|may|might|cannot|unable|only"
    r"|nothing|none|neither|nobody|sorry|understand|let me|please|want\w*|like)\b"
)
_COMES = re.compile(r"\b(?:will|going to)\b")
_NO = re.compile(r"\b(?:not|never|no)\b(?! (?:longer|see)\b)")


def leaves_doubt(plain: str, stems: Iterable[str]) -> bool:
    """Whether a clause may say that what is called by these stems was, or will be, done."""
    if _OPEN.search(plain) or _NO.search(plain) or denies(plain):
        return False
    if _OUTCOME.search(plain):
        return True
    return not tells_a_fact(plain) and (_DEED.search(plain) is not None or _said_of(plain, stems))


def _said_of(plain: str, stems: Iterable[str]) -> bool:
    """Whether it has the action's own word as something done, or to come: "cancelled", "I will cancel"."""
    own = [word[len(stem) - 1 :] for stem in stems for word in plain.split() if word.startswith(stem)]
    return bool(own) and (_COMES.search(plain) is not None or any("ed" in ending for ending in own))
