"""How an agent says that something cannot or will not be done; failures to find something are none.

plain sentence -> "refusal"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import LOOK_UP, NOTE, SOFT_CONDITION, WARNING, Cue

CUES = (
    Cue(
        "refusal",
        "cann",
        rf"\bcannot (?:currently |simply |then |directly |unfortunately |therefore |also )*(?!{LOOK_UP}"
        rf"|proceed (?:further )?(?:without|until|unless)|(?:be )?(?:undone|reversed|found|located|verified)"
        rf"|continue|wait|stress|apologi|thank|help but|go any further|do (?:this|that|it|so|anything) (?:without"
        rf"|until|unless)|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))"
        rf"|until (?:you|i)))",
        not_after=WARNING,
        not_in=re.compile(r"\b(?:if|when) you cannot\b"),
    ),
    Cue(
        "refusal",
        "able unab",
        rf"\b(?:not (?:currently |be )?able to|unable to) (?!{LOOK_UP}|proceed (?:further )?(?:without|until|unless)"
        rf"|continue|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))|until (?:you"
        rf"|i)))",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "not no",
        r"\b(?:not|no longer) (?:\w+ly )?(?:be |yet )?(?:possible|provided|issued|granted|accepted|waived|honou?red"
        r"|valid for|applicable|allowed|permitted|eligible|an option|entitled|supported|offered|covered|refundable"
        r"|cancell?able|exchangeable|returnable|changeable|transferable|authori[sz]ed|something (?:\w+ ){1,3}(?:can"
        r"|am|are|supports?|allows?|offers?|do|does|provides?|handles?)\b|within my|in a position|qualif)",
        not_after=SOFT_CONDITION,
        not_in=NOTE,
    ),
    Cue(
        "refusal",
        "not",
        r"\b(?:do|does|did|will|would) not (?:\w+ly )?(?:allow|permit|let\b|support|offer|qualify"
        r"|cover\b|waive"
        r"|extend to"
        r"|apply to|entitle|(?:meet|satisfy) |(?:currently )?have (?:the (?:ability|capability|option|authority"
        r"|means|tools?|necessary)|access to|a way|an option|permission|enough|sufficient|any (?:way|other options"
        r"|options))|provide (?:for|refund|compensation)|accept|make exceptions|handle|cancel|refund|exchange)",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "non nonr nonc nont none nonm",
        r"\bnon-?(?:refundable|cancell?able|changeable|transferable|exchangeable|returnable|modifiable)",
    ),
    Cue("refusal", "inel", r"\bineligible\b"),
    Cue(
        "refusal",
        "avai unav",
        r"\b(?:not (?:currently |presently )?|un|no longer )available\b|\b(?:is|are"
        r"|was) (?:currently )?unavailable\b|\bnone (?:of \w+ \w+ )?(?:is|are) available\b",
        not_after=WARNING,
        not_in=re.compile(r"\bmay not be available\b|\bif\b[^,]{0,50}available"),
    ),
    Cue(
        "refusal",
        "stoc sold",
        r"\b(?:out of|not in|no longer in) stock\b|\b(?:is|are|has|have|been) (?:\w+ )?sold out\b",
    ),
    Cue(
        "refusal",
        "enou",
        r"\bnot (?:\w+ )?enough\b|\benough (?:seats|stock|balance|funds)\b(?=.*\bnot\b)",
        not_after=SOFT_CONDITION,
        not_in=NOTE,
    ),
    Cue("refusal", "suff insu", r"\binsufficient\b|\bnot sufficient\b", not_after=SOFT_CONDITION, not_in=NOTE),
    Cue(
        "refusal",
        "only",
        rf"\b(?:can|may) only (?!{LOOK_UP}|imagine|hope|(?:\w+ ){{1,8}}(?:once|after|when|if|until|with your)\b)",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "only just",
        r"\b(?:only|just) (?:delivered|pending|unshipped|unopened) \w+ (?:can|may)\b",
        not_after=WARNING,
    ),
    Cue("refusal", "no", r"\b(?:can|could|may) no longer (?!find|locate|see)|\bno can do\b", not_after=WARNING),
    Cue(
        "refusal",
        "only",
        r"\bonly (?:possible|allowed|permitted|available|eligible) (?:for|if|when|with|on|while|within|in|as|to)\b",
        not_after=WARNING,
        not_in=NOTE,
    ),
    Cue(
        "refusal",
        "only",
        r"\b(?:polic(?:y|ies)|systems?|rules?|we|i) (?:\w+ )?only (?:allows?|permits?|lets?|accepts?|supports?)\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "poli",
        r"\b(?:against|violates?|outside|prohibited by|conflicts? with) (?:of )?(?:our|the|my|company|store"
        r"|airline)?\s?polic|\bpolic(?:y|ies) (?:\w+ ){0,3}(?:prohibits?|prevents?|forbids?|restricts?|prevent)",
    ),
    Cue(
        "refusal",
        "no",
        r"\b(?:there (?:is|are)|we have|i have|i see|with) (?:currently |also |unfortunately "
        r"|simply )?no (?:\w+ ){0,3}(?:exceptions?|way|ways|options?|workarounds?|possibility|alternatives?|flights"
        r"|seats|provision|ability|means|mechanism)\b",
    ),
    Cue(
        "refusal",
        "no",
        r"\bno (?:\w+ ){1,5}(?:available|in stock|left|that (?:match|meet|fit))\b",
        not_after=SOFT_CONDITION,
    ),
    Cue("refusal", "no", r"\b(?:are|is|have) (?:currently )?no available\b", not_after=SOFT_CONDITION),
    Cue("refusal", "not", r"\bbut not (?:with |for )?\w+ing\b"),
    Cue("refusal", "exce", r"\bno exceptions?\b|\bnot make (?:an )?exceptions?\b"),
    Cue(
        "refusal",
        "decl deni refu reje",
        r"\b(?:have|need|must|going) to decline\b|\bmust (?:\w+ )?decline\b|\bi (?:will )?decline\b|\b(?:has been|is"
        r"|was|were) (?:declined|denied|refused|rejected)\b",
    ),
    Cue(
        "refusal",
        "outs beyo",
        r"\b(?:outside|beyond) (?:of )?(?:my|the|our) (?:\w+ )?(?:scope|capabilit|abilit|authority|control"
        r"|return window|window|policy|power|remit|permissions|\d+|return period|24-hour)",
    ),
    Cue("refusal", "beyo", r"\bbeyond the \S+ (?:\w+ )?(?:window|period|limit)"),
    Cue(
        "refusal",
        "will",
        rf"\bwill not (?:be (?:able|possible|eligible)(?! to {LOOK_UP})|\ballow|work for)",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "coul",
        r"\bcould not (?:be )?(?:process|complet|appl|cancel|exchang|modif|chang|go through|book|updat)",
        not_after=SOFT_CONDITION,
    ),
    Cue("refusal", "unfo", r"\bunfortunately\b[^.]{0,120}\bmust be\b"),
    Cue(
        "refusal",
        "noth",
        r"\bnothing (?:more |else |further )?(?:i|we) can do\b|\bthere is nothing\b[^.]{0,30}\bdo\b",
    ),
    Cue("refusal", "proh forb", r"\b(?:is|are|strictly) prohibited\b|\bforbidden\b"),
    Cue("refusal", "prev", r"\bprevents? (?:me|us|you)\b"),
    Cue("refusal", "late", r"\btoo late to\b"),
    Cue("refusal", "say", r"\bi (?:will )?have to say no\b"),
    Cue(
        "refusal",
        "wind peri dead",
        r"\b(?:window|period|deadline)\b[^.]{0,60}\b(?:has|have|is) (?:\w+ )?(?:closed|expired|passed|over|ended)\b",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "cann able unab",
        r"\b(?:cannot|unable to|not able to) (?:share|disclose|look up|access|see|show|give)\b[^.]{0,30}"
        r"\b(?:other|another|someone|somebody)\b",
    ),
)
