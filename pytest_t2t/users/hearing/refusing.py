"""How an agent says that something cannot or will not be done; failures to find something are none.

plain sentence -> "refusal"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, LOOK_UP, NOTE, SOFT_CONDITION, WARNING, Cue

CUES = (
    Cue(
        "refusal",
        "cann",
        rf"\bcannot (?:currently |simply |then |directly |unfortunately |therefore |also |quite |really |yet |actually |seem to )*+"
        rf"(?!{LOOK_UP}|proceed (?:further )?(?:without|until|unless)|(?:be )?(?:undone|reversed|found|located|verified)"
        rf"|continue|wait|stress|apologi|thank|help but|go any further|do (?:this|that|it|so|anything) (?:without"
        rf"|until|unless)|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))"
        rf"|until (?:you|i)))",
        not_after=WARNING,
        not_in=re.compile(r"\b(?:if|when|where|in case) (?:you|it|this|that|they|these|we|i|the \w+) cannot\b"
            r"|^(?:is there|are there|why|how come)\b"),
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
        rf"\b(?:do|does|did|will|would) not (?:\w+ly )?(?:allow|permit|let\b(?! (?:me|us) {LOOK_UP})|support|offer|qualify"
        r"|cover\b|waive"
        r"|extend to"
        r"|apply to|entitle|(?:meet|satisfy) |(?:currently )?have (?:the (?:ability|capability|option|authority"
        r"|means|tools?|necessary)|access to|a way|an option|permission|enough|sufficient|any (?:way|other options"
        r"|options))|provide (?:for|refund|compensation)|accept|make exceptions|handle|(?:cancel|refund|exchange)"
        r"(?![^.]*\b(?:yet|without|until|unless|before|wrong|twice)\b))",
        not_after=re.compile(rf"{SOFT_CONDITION.pattern}|\b(?:so|sure|that|nothing|certain) (?:that )?(?:i|we) $"),
    ),
    Cue(
        "refusal",
        "not neve",
        r"\b(?:we|i) (?:do not|never) (?:actually |currently |really |generally |normally |usually )?(?:do|offer|provide|run|make"
        r"|match|give|grant|sell|ship|deliver|price|gift|negotiate|discount|refund|take|swap|return|reimburse)\b"
        r"(?![^.]*\b(?:without|until|unless|before|yet)\b)",
        not_after=re.compile(r"\b(?:so|sure|that|nothing|certain|if) (?:that )?$"),
    ),
    Cue("refusal", "afra", r"\bafraid (?:not\b|(?:that is|it is|this is) (?:a no|not\b))"),
    Cue(
        "refusal",
        "no nope",
        r"^(?:(?:i am |we are )?(?:very |so |really )?sorry,? (?:but )?|unfortunately,? |regrettably,? )(?:no|nope)\b"
        r"(?! (?:problem|worries|such|record|order|account|match|user|customer|profile|result))"
        r"|^(?:no|nope), (?:sorry|unfortunately|regrettably|i am (?:sorry|afraid)|(?:we|i|that|this|it) (?:cannot|do not|will not"
        r"|is not))|\ba no from\b|\bsay no\b|\bthe answer is (?:still )?no\b|\bno-go\b",
    ),
    Cue(
        "refusal",
        "lack hand off out past",
        r"\b(?:i|we) lack (?:the |any )?|\bhands are tied\b|\boff the table\b|\bout of the question\b|\bpast the (?:point|stage|deadline"
        r"|cut-?off|window)\b",
    ),
    Cue(
        "refusal",
        "not",
        r"\bthere is not (?:a|any) (?:\w+ )?(?:way|option|possibility|provision|exception)\b|\bnot open to (?:you|us|me)\b"
        r"|\bnot how (?:it|this|that|things) (?:works?|is done)\b|\bnot (?:up|down) to me\b|\bnot on the table\b|\bnot in my power\b",
    ),
    Cue(
        "refusal",
        "no nobo if rest only is",
        r"\bthere is no \w+ing (?:it|that|this|them)\b|\b(?:nobody|no one)(?: here| at \w+)? (?:can|may|is able to)\b|\bwould if (?:i|we)"
        rf" could\b|\b(?:am|are) restricted (?:from|in)\b|\b(?:am|are) only (?:able|allowed|permitted) to (?!{LOOK_UP})|\bit is a (?:firm )?no\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "fina limi rest",
        r"\b(?:sales?|decisions?|purchases?|orders?) (?:is|are) (?:always )?final\b|\bfinal sale\b|\b(?:refunds?|exchanges?|returns?|changes?"
        r"|cancellations?|discounts?|swaps?|it|this|that|i am|we are) (?:is |are )?(?:strictly )?(?:limited|restricted) to\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "wish much love like",
        r"\b(?:i|we) (?:really )?wish (?:i|we|that) could\b|\bmuch as (?:i|we) would (?:like|love)\b|\bwould (?:have )?(?:love|like|liked)d? to"
        r"\b[^.]{0,60}, but\b",
    ),
    Cue("refusal", "turn", r"\bturn (?:that|this|it|you|your \w+|the \w+) down\b|\bturn down (?:that|this|your|the)\b"),
    Cue(
        "refusal",
        "only",
        rf"\bwe only (?!need|ask|have|see|know|{LOOK_UP})(?:{DEED}|do|offer|give|grant)\w*(?![^.]*\b(?:once|after|when|if|until)\b)",
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
        "only",
        rf"\b(?:can|may) only (?!{LOOK_UP}|imagine|hope|(?:\w+ ){{1,8}}(?:once|after|when|if|until|with your)\b)",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "only just",
        r"\b(?:only|just) (?:delivered|pending|unshipped|unopened) \w+ (?:can|may)\b|\bonly (?!then\b|if\b|when\b|you\b)(?:\w+ ){1,4}"
        r"(?:can|may) be (?:cancel|return|exchang|refund|chang|modif|swap|updat|made|us|accept)\w*",
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
        "poli rule term guid regu cond",
        r"\b(?:against|violates?|breaks?|outside|prohibited by|conflicts? with) (?:of )?(?:our|the|my|company|store"
        r"|airline)?\s?(?:polic|rules|terms|guidelines)|\b(?:polic(?:y|ies)|rules?|terms|guidelines|regulations|conditions) (?:\w+ ){0,3}"
        r"(?:prohibits?|prevents?|forbids?|restricts?|excludes?|blocks?|stops?|bars?|rules? (?:that|this|it|\w+ing) out)\b",
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
        r"\b(?:have|need|going) to (?:\w+ )?(?:decline|refuse|reject)\b|\bmust (?:\w+ )?(?:decline|refuse|reject)\b"
        r"|\bi (?:will )?decline\b|\b(?:has been|be|is|was|were) (?:declined|denied|refused|rejected)\b",
        not_after=re.compile(rf"{SOFT_CONDITION.pattern}|\b(?:not|never) $"),
    ),
    Cue(
        "refusal",
        "outs beyo",
        r"\b(?:outside|beyond) (?:of )?what (?:i|we|our|the)\b|\b(?:outside|beyond) (?:of )?(?:my|the|our) (?:\w+ )?(?:scope|capabilit|abilit|authority|control"
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
        r"\bcould not (?:possibly )?(?:be )?(?:do (?:that|this|it)\b|offer|give you|process|complet|appl|cancel|exchang|modif|chang|go through|book|updat)",
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
    Cue("refusal", "late", r"\btoo late (?:to|for)\b", not_after=re.compile(r"\b(?:not|never) $|\bif it is $")),
    Cue(
        "refusal",
        "wind peri dead",
        r"\b(?:window|period|deadline)\b[^.]{0,60}\b(?:has|have|is) (?:\w+ )?(?:closed|expired|passed|over|ended)\b",
        not_after=SOFT_CONDITION,
    ),
    Cue(
        "refusal",
        "cann able unab",
        r"\b(?:cannot|unable to|not able to) (?:share|disclose|look (?:up|into)|access|see|show|give|tell)\b[^.]{0,30}"
        r"\b(?:other|another|someone|somebody)\b",
    ),
)
