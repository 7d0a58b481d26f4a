"""Whether what stands beside a refusal leaves it in doubt: "I can't, but my supervisor just cancelled it".

plain clause + the words of what was refused -> yes or no

It can't tell a reason ("the kitchen has started") from a veiled report ("the kitchen has skipped it"): both say that
something happened. All it leads to is a question, "has it been done now?", so it hears too much rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.users.actions import names
from pytest_t2t.users.hearing.claiming import IN_MIND, IT, PEOPLE, denies, person_did, tells_a_fact
from pytest_t2t.users.hearing.cue import LOOK_UP

_WHO = r"(?:(?:i|we|he|she|they|someone|somebody)|(?:my|our|the|a)(?: \w+){1,4}?)"
_PAST = r"(?:\w+[^\We]ed|did|made|put|got|took|gave|found|told|let|had|sent|went|overrode)"
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
_REQUEST = (
    r"(?:it|this|that|everything(?: (?:that )?you (?:have )?(?:asked for|requested|needed))?"
    r"|(?:the|your|this|that) (?:\w+ )?(?:request|change|update|modification|wish)s?)"
)
_SO_NOW = re.compile(
    rf"\b{_REQUEST} (?:is|are|goes|went) (?:now |all |already )*(?:through|live|effective|active|resolved"
    r"|in (?:effect|place|motion))\b|\b(?:everything|all) is (?:now |all )*set\b|\bbeen seen to\b"
    r"|\b(?:request|change|update|modification|wish)s? (?:is |are )?(?:now |all )*(?:complete|approved|granted)"
    r"|^(?:request )?(?:status|update|result|outcome|resolution)\b\W*(?:approved|granted|done|complete|resolved)"
    rf"|[\u2705\u2714].*\b(?!{_LOOKED}|{LOOK_UP})(?:\w+ed|done|complete)\b|\b(?:done|completed?|approved)\W*[\u2705\u2714]"
    r"|\bconfirm\w* (?:that )?(?:it|this|that) is (?:now |all )?(?:complete|done|through)\b"
    r"|\breflects? (?:it|this|what you)\b|\bconfirmation (?:number|code|id)\b|\bcompleted (?:request|change)\b"
)
"""It is so now: "the change is live", "status: approved"."""
_SO_SOON = re.compile(
    rf"\b{_REQUEST} (?:will|is going to) (?:\w+ )?(?:be (?:\w+ )?(?:done|made|complet|process|appl|handl|sort|taken"
    r" care|finali[sz]|execut|action|reflect|fulfil|honou?r|arrang)|show up|appear|take effect|go (?:through|live)"
    rf"|happen)|\b(?:see|find|expect) {_REQUEST} (?:reflected|to be|in|on|done|show)"
    r"|\byou will (?:\w+ )?(?:have (?:it exactly|what you)|notice (?:it|the (?:change|difference)))"
    r"|\bconfirmation\b.*\b(?:for|of) (?:this|it)\b|\bget (?:it|this|that) (?:done|sorted|through|handled|processed)\b"
)
_AT_IT = re.compile(
    rf"\b(?:{PEOPLE}|i|we) (?:am|is|are) (?:now |just |currently )?(?:process|finish|complet|apply|handl|mak|putt|gett"
    rf"|push|arrang|sort|issu|execut|submitt)ing (?:{IT}|it (?:up|happen)\b)"
    r"|\b(?:i|we|he|she|they|who) (?:just |already |now )?(?:have|has|did)(?: so)?[.!]*$|\bdid so\b|\bgotten approv"
    rf"|\b(?:was|were) able to (?!{LOOK_UP})"
)
"""Somebody is at it, or could do it: "my supervisor is processing it", "she has", "I was able to"."""
_FILLER = re.compile(
    r",? \b(?:however|though|nonetheless|nevertheless|luckily|fortunately|thankfully|in fact)\b,?"
    rf"|\byou can (?=(?:\w+ )?(?:expect|consider|regard|treat|see|find) {_REQUEST}\b)"
    r"|\b(?:i|we) can (?:\w+ )?confirm(?: that)?\b"
    r"|\b(?:can|could),? and (?=(?:\w+ )?(?:did|has|have)\b)|\bplease (?=consider\b)"
)
"""Words around a report that make nothing open: "I was, however, able", "she can, and did"."""
_OPEN = re.compile(
    r"\?|\b(?:if|(?<!this )once|when|whenever|whether|unless|until|would|should|can|(?<!\d )may|might|cannot|unable"
    r"|only|typically|nothing|none|neither|nobody|sorry|i wish|understand|let me|please|(?<!as you )want\w*|like"
    r"|(?<!was )(?<!were )able|identity)\b"
    r"|^(?:unfortunately,? )?(?:since|because|as(?! an? )|given that|had)\b"
)
_COMES = re.compile(r"\b(?:will|going to)\b")
_RAN_OUT = re.compile(
    r"\b(?:window|period|deadline|cut-?off|time ?frame)\b.*\b(?:has|have|had|is|was) (?:\w+ )?"
    r"(?:passed|expired|closed|lapsed|ended|elapsed|over)\b"
)
_NO = re.compile(r"\b(?:not|never|no)\b(?! (?:longer|see|be)\b)")


def leaves_doubt(plain: str, stems: Iterable[str], *, named: bool = False) -> bool:
    """Whether a clause may say that what is called by these stems was, or will be, done.

    named: whether it names that action in other words too.
    """
    plain = " ".join(_FILLER.sub(" ", plain).split())
    if _OPEN.search(plain) or _NO.search(plain) or _RAN_OUT.search(plain) or denies(plain):
        return False
    if any(says.search(plain) for says in (_OUTCOME, _SO_NOW, _SO_SOON, _AT_IT)) or person_did(plain):
        return True
    return not tells_a_fact(plain) and (_HAPPENED.search(plain) is not None or _said_of(plain, stems, named=named))


def _said_of(plain: str, stems: Iterable[str], *, named: bool) -> bool:
    """Whether it has the action's own word as something done, or to come: "cancelled", "I will cancel"."""
    stems = tuple(stems)
    if _COMES.search(plain) is not None:
        return named or names(stems, plain)
    own = [word[len(stem) - 1 :] for stem in stems for word in plain.split() if word.startswith(stem)]
    return any("ed" in ending for ending in own)
