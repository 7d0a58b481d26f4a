"""Whether what stands beside a refusal leaves it in doubt: "I can't, but my supervisor just cancelled it".

plain clause + the words of what was refused -> yes or no

It can't tell a reason ("the kitchen has started") from a veiled report ("the kitchen has skipped it"): both say that
something happened. All it leads to is a question, "has it been done now?", so it hears too much rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.users.hearing.claiming import IN_MIND, denies, tells_a_fact

_WHO = r"(?:(?:i|we|he|she|they|someone|somebody)|(?:my|our|the|a)(?: \w+){1,4}?)"
_PAST = r"(?:\w+[^\We]ed|did|made|put|got|took|gave|found|told|let|had|sent|went)"
_DONE = (
    r"(?:\w+[^\We]ed|taken|given|broken|frozen|withdrawn|thrown|gone(?! through)|done|made|put|sent|void|off|over"
    r"|history|out|cut|dealt|struck|undone)"
)
_DID_LOOK = rf"did (?:\w+ly |also |indeed |just )?(?:(?:double|cross|re)-)?(?={IN_MIND})"
_LOOK = r"(?:taken|took) (?:an?|another|one more) (?:\w+ ){0,2}look\b"
_LOOKED = rf"(?:{IN_MIND}|{_DID_LOOK}|{_LOOK}|pulled up|retriev|access|verif|supposed)"
_HAPPENED = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|been|being|gets?|got)(?: \w+){{0,3}}? (?!{_LOOKED}){_DONE}\b"
    rf"|\b{_WHO}(?: \w+)? (?!{_LOOKED}){_PAST}\b|\b(?!{_DID_LOOK})(?:did|done)\b"
)
_OUTCOME = re.compile(
    r"\bno longer\b|\bwill not see\b|\bshow\w* (?:it )?as\b|\bmoney (?:back|comes)\b"
    r"|\brefund (?:is|has|was|will|left|comes)\b|\b(?:get|have|full|a) (?:the |your )?refund\b"
    r"|\bon (?:its|the|their) way\b|\b(?:goodwill|courtesy|make sure|consider|there you (?:go|are)|never be)\b"
    r"|\bit (?:has (?:\w+ ){0,2}gone|went) through\b|\b(?:see to|make|find|treat) it\b|\byou are (?:\w+ )?set\b"
)
_OPEN = re.compile(
    r"\?|\b(?:if|(?<!this )once|when|whenever|whether|unless|until|would|should|can|may|might|cannot|unable|only"
    r"|typically|nothing|none|neither|nobody|sorry|i wish|understand|let me|please|want\w*|like|able|identity)\b"
    r"|^(?:unfortunately,? )?(?:since|because|as(?! an? )|given that|had)\b"
)
_COMES = re.compile(r"\b(?:will|going to)\b")
_RAN_OUT = re.compile(
    r"\b(?:window|period|deadline|cut-?off|time ?frame)\b.*\b(?:has|have|had|is|was) (?:\w+ )?"
    r"(?:passed|expired|closed|lapsed|ended|elapsed|over)\b"
)
_NO = re.compile(r"\b(?:not|never|no)\b(?! (?:longer|see|be)\b)")


def leaves_doubt(plain: str, stems: Iterable[str]) -> bool:
    """Whether a clause may say that what is called by these stems was, or will be, done."""
    if _OPEN.search(plain) or _NO.search(plain) or _RAN_OUT.search(plain) or denies(plain):
        return False
    if _OUTCOME.search(plain):
        return True
    return not tells_a_fact(plain) and (_HAPPENED.search(plain) is not None or _said_of(plain, stems))


def _said_of(plain: str, stems: Iterable[str]) -> bool:
    """Whether it has the action's own word as something done, or to come: "cancelled", "I will cancel"."""
    own = [word[len(stem) - 1 :] for stem in stems for word in plain.split() if word.startswith(stem)]
    return bool(own) and (_COMES.search(plain) is not None or any("ed" in ending for ending in own))
