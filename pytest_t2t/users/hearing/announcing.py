"""How an agent announces that it is about to act, or says what it would do.

plain sentence -> "announce"; "plan?": an announcement unless the message asks for consent as well
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, PROCEED, Cue

_WAITS = re.compile(
    r"\b(?:once|after|when|if|confirm|and then|before|let me know|so that|provide|until|upon|told|as soon as|to have"
    r"|unless)\b[^.;:]*$"
)
_WAITS_FOR_YOU = re.compile(r"\b(?:once|as soon as|when|after|unless|provided|if) (?:you\b|i (?:have|get|hear)\b)")
_ADVERBS = r"(?:now |go ahead and |then |first |also |next |just |quickly |immediately |gladly |happily )*"
# "get that cancelled", "have it sent back"
_GET_DONE = (
    r"(?:get|have) (?:that|this|it|them|both|everything|(?:the|your) [\w #-]{1,40}?) (?:all )?"
    rf"(?:{DEED}\w*(?<=ed)|sent|done|put)\b"
)
_WOULD_NOT = re.compile(
    r"\bbut\b|\bif\b|\bhowever\b|\bunless\b|\bonce\b|\?|\bneed\b|\b(?:normally|usually|otherwise)\b"
)
_VERBS = rf"(?:\b(?:i|we) (?:will|would|am|are)\b|\byou (?:would like|want|wish)\b|\b{DEED}|\bgoes\b)"

CUES = (
    Cue(
        "announce",
        "will",
        rf"\b(?:i|we) will {_ADVERBS}(?:{PROCEED}|{DEED}|{_GET_DONE})",
        not_after=_WAITS,
        not_in=_WAITS_FOR_YOU,
    ),
    Cue(
        "announce",
        "goin",
        rf"\b(?:i am|we are) going to {_ADVERBS}(?:{DEED}|{_GET_DONE})",
        not_after=_WAITS,
        not_in=_WAITS_FOR_YOU,
    ),
    Cue("announce", "let", rf"\blet me {_ADVERBS}(?:{DEED}|proceed|go ahead|{_GET_DONE})"),
    Cue(
        "announce",
        "now curr abou am are",
        rf"\b(?:i am|we are) (?:now |currently |just |about to )*(?:(?<=to ){DEED}|{DEED}\w*ing\b|going ahead (?:and"
        r"|with)\b"
        rf"|proceeding (?:to|with)\b)",
        not_after=_WAITS,
    ),
    Cue(
        "announce",
        "canc proc upda subm book exch retu plac refu goin",
        r"^(?:(?:okay|ok|alright|great|sure|perfect)[,!]? )?(?:cancell?ing|processing|updating|submitting|booking"
        r"|exchanging|returning|placing|refunding|proceeding|going ahead)\b[^?]{0,80}\b(?:now|right away|straight away"
        r"|immediately)\b",
    ),
    Cue("announce", "will", r"\b(?:i|we) will do (?:that|this|it|so|both)\b", not_after=_WAITS),
    Cue(
        "plan?",
        "woul",
        rf"\b(?:i|we) would {_ADVERBS}(?:{DEED}(?!\w* (?:that|this) up\b)|{_GET_DONE})",
        not_in=_WOULD_NOT,
    ),
    Cue(
        "plan?",
        "here what plan step",
        r"\bhere is (?:the|my) (?:plan|proposal)\b|\bhere is what (?:i|we) (?:will|would|am going to|are going to|plan"
        r" to|have planned|propose)"
        rf"|^what (?:i|we) (?:will|would) (?:now )?do\b[^?]{{0,40}}[:,]|\b(?:the|my) (?:plan|proposal) (?:is|would"
        r" be)\b"
        rf"|\bnext step (?:is|would be) (?:to|for me to) {DEED}",
    ),
    Cue(
        "plan?",
        "reca summ sum shor conf clar repe",
        r"\b(?:to (?:recap|summari[sz]e|sum up|confirm|clarify|repeat)|in (?:summary|short)|recap|summary)[,:]"
        rf" [^?]{{0,60}}?{_VERBS}",
        not_in=re.compile(r"\?|\b(?:was|were|has|have) "),
    ),
    # "so you'd like me to cancel it."
    Cue(
        "plan?",
        "you",
        r"^(?:(?:so|alright|okay|ok|understood|got it|right|then|and|great|perfect|sure)[,:!.]? )*you (?:would like"
        r"|want|wish)(?: for)?"
        rf" (?:me |us )?to (?:now |also )?(?:{PROCEED}|{DEED})(?!\w* (?:some|any|an? |what|which))",
        not_in=re.compile(r"\?| or "),
    ),
)
