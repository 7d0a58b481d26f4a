"""How an agent says that rules, stock or time stand against something.

plain sentence -> "refusal"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, LOOK_UP, NOTE, SOFT_CONDITION, WARNING, Cue

_SUPPOSED = re.compile(r"\b(?:if|when|whether|in case|unless|should)\b[^,.;:!]*$")

CUES = (
    Cue(
        "refusal",
        "fina limi rest",
        r"\b(?:sales?|decisions?|purchases?|orders?) (?:is|are) (?:always )?final\b|\bfinal sale\b|\b(?:refunds?"
        r"|exchanges?|returns?|changes?|cancellations?|discounts?|swaps?|it|this|that|i am|we are) (?:is |are"
        r" )?(?:strictly )?(?:limited|restricted) to\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "only",
        rf"\bwe only (?!need|ask|have|see|know|{LOOK_UP})(?:{DEED}|do|offer|give|grant)\w*(?![^.]*\b(?:once|after|when"
        r"|if|until)\b)",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "no",
        r"\bno (?:partial |cash )?(?:refunds?|exchanges?|returns?|discounts?|cancellations?|swaps?|modifications?)"
        r"(?: (?:after|beyond|on|once)\b| (?:is|are|can be) (?:possible|given|allowed|granted|made after|accepted))",
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
        "only just",
        r"\b(?:only|just) (?:delivered|pending|unshipped|unopened) \w+ (?:can|may)\b|\bonly (?!then\b|if\b|when\b"
        r"|you\b)(?:\w+ ){1,4}(?:can|may) be (?:cancel|return|exchang|refund|chang|modif|swap|updat|made|us|accept)\w*",
        not_after=WARNING,
    ),
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
        "poli rule term guid regu cond",
        r"\b(?:against|violates?|breaks?|outside|prohibited by|conflicts? with) (?:of )?(?:\w+ ){0,2}?"
        r"(?:polic|rules|terms|guidelines)|\b(?:polic(?:y|ies)|rules?|terms|guidelines|regulations"
        r"|conditions) (?:\w+ ){0,3}(?:prohibits?|prevents?|forbids?|restricts?|excludes?|blocks?|stops?|bars?|rules?"
        r" (?:that|this|it|\w+ing) out)\b",
    ),
    Cue(
        "refusal",
        "no",
        r"\bno (?:\w+ ){1,5}(?:available|in stock|left|that (?:match|meet|fit))\b",
        not_after=SOFT_CONDITION,
    ),
    Cue("refusal", "no", r"\b(?:are|is|have) (?:currently )?no available\b", not_after=SOFT_CONDITION),
    Cue("refusal", "exce", r"\bno exceptions?\b|\bnot make (?:an )?exceptions?\b"),
    Cue(
        "refusal",
        "outs beyo",
        r"\b(?:outside|beyond) (?:of )?(?:what|(?:the|those) (?:\w+ )?(?:services?|things|tasks|requests)(?: that)?)"
        r" (?:i|we|our|the)\b|\b(?:outside|beyond) (?:of )?(?:my|the|our) (?:\w+"
        r" )?(?:scope|capabilit|abilit|authority|control|return window|window|policy|power|remit|permissions|\d+"
        r"|return period|24-hour)",
    ),
    Cue("refusal", "beyo", r"\bbeyond the \S+ (?:\w+ )?(?:window|period|limit)"),
    Cue("refusal", "proh forb", r"\b(?:is|are|strictly) prohibited\b|\bforbidden\b"),
    Cue("refusal", "prev", r"\bprevents? (?:me|us|you)\b"),
    Cue("refusal", "late", r"\btoo late (?:to|for)\b", not_after=re.compile(r"\b(?:not|never) $|\bif it is $")),
    Cue(
        "refusal",
        "wind peri dead cut cuto",
        r"\b(?:window|period|deadline|cut-?off)\b[^.]{0,60}\b(?:has|have|is) (?:\w+ )?(?:closed|expired|passed|over"
        r"|ended|lapsed)\b"
        r"|\b(?:window|deadline|cut-?off)\b[^.]{0,60}\b(?:ended|expired|lapsed|passed|closed)\b"
        r"|\b(?:unfortunately|sorry|regrettably|sadly|afraid)\b[^.]{0,80}\bperiod\b[^.]{0,60}\b(?:ended|expired"
        r"|lapsed)\b",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "rule excl make disq",
        r"\b(?:which|that|this) (?:\w+ )?(?:rules? (?:\w+ ){0,3}?out|excludes|disqualifies|makes (?:it|this|that)"
        r" (?:impossible"
        r"|ineligible))\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "too",
        r"\b(?:is|are|was|were) (?:\w+ )?too (?:low|short|little|old) (?:for (?:this|that|it|the|your)|to)\b",
        not_after=_SUPPOSED,
    ),
    Cue(
        "refusal",
        "not",
        r"\bnot (?:considered )?(?:(?:an?|one of (?:the|our)|among (?:the|our)) )?(?:accepted|acceptable|valid|eligible"
        r"|permitted|allowed|qualifying|approved|sufficient|listed) (?:\w+ ){0,2}?(?:reasons?|grounds?|cause"
        r"|basis|options?"
        r"|methods?|destinations?)\b|\bnot (?:a |any |enough )?(?:grounds?|reason|cause|basis) (?:for|to)\b",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "not",
        r"\b(?:can|could|may|able to)\b[^.;?]{0,160}?,? but not (?:to|for|on|onto|with|from|in|into) (?:the|an?"
        r"|your|that|this"
        r"|any|another|someone|somebody|others?)\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "noth",
        r"\bthere (?:is|would be) (?:really |actually |simply )?nothing (?:for (?:me|us) )?to (?:change|update"
        r"|cancel|return"
        r"|exchange|refund|move|switch|swap|modify|correct|adjust|upgrade)\b",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "exce",
        r"\bwould (?:\w+ )?(?:exceed|go (?:over|above|beyond)) (?:our|the|your|its|this|that) ",
        not_after=SOFT_CONDITION,
    ),
)
