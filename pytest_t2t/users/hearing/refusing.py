"""How an agent says that it cannot or will not do something; failures to find something are none.

plain sentence -> "refusal"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import LOOK_UP, NOTE, SOFT_CONDITION, WARNING, Cue

CUES = (
    Cue(
        "refusal",
        "cann",
        r"\bcannot (?:currently |simply |then |directly |unfortunately |therefore |also |quite |really |yet |actually "
        r"|seem to )*+"
        rf"(?!{LOOK_UP}|proceed (?:further )?(?:without|until|unless)|(?:be )?(?:undone|reversed|found|located"
        r"|verified)"
        r"|continue|wait|stress|apologi|thank|help but|go any further|do (?:this|that|it|so|anything) (?:without"
        rf"|until|unless)|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))|until (?:you"
        r"|i)))",
        not_after=WARNING,
        not_in=re.compile(
            r"\b(?:if|when|where|in case) (?:you|it|this|that|they|these|we|i|the \w+) cannot\b"
            r"|^(?:is there|are there|why|how come)\b"
        ),
    ),
    Cue(
        "refusal",
        "cann",
        r"^(?:(?:no|sorry|well|sadly|unfortunately|regrettably|(?:i am|we are) (?:afraid|sorry)),? )*(?:but |that )?"
        r"(?:i|we) (?:just |simply |really )?cannot(?= *(?:$|[,;:.!-]))"
        r"(?![,;:.! -]*(?:without|until|unless|before|yet)\b)",
        not_after=WARNING,
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
        rf"\b(?:do|does|did|will|would) not (?:\w+ly )?(?:allow|permit|let\b(?! (?:me|us) {LOOK_UP})|support|offer"
        r"|qualify|cover\b|waive|extend to|apply to|entitle|(?:meet|satisfy) |fall (?:within|under)|(?:currently"
        r" )?have (?:the (?:ability|capability|option|authority|means|tools?|necessary)|access to|visibility (?:into|of"
        r"|over)|a way|an option|permission|enough|sufficient|(?:an?|any) (?:\w+ )?(?:systems?|functions?|features?"
        r"|tools?|service) (?:to|for|that)\b|any (?:way|other options|options))|provide (?:for|refund|compensation)"
        r"|accept|make exceptions|handle"
        r"|(?:cancel|refund|exchange)(?![^.]*\b(?:yet|without|until|unless|before|wrong|twice)\b))",
        not_after=re.compile(rf"{SOFT_CONDITION.pattern}|\b(?:so|sure|that|nothing|certain) (?:that )?(?:i|we) $"),
    ),
    Cue(
        "refusal",
        "not neve",
        r"\b(?:we|i) (?:do not|never) (?:actually |currently |really |generally |normally |usually )?(?:do|offer"
        r"|provide|run|make|match|give|grant|sell|ship|deliver|price|gift|negotiate|discount|refund|take|swap|return"
        r"|reimburse)\b(?![^.]*\b(?:without|until|unless|before|yet)\b)",
        not_after=re.compile(r"\b(?:so|sure|that|nothing|certain|if) (?:that )?$"),
    ),
    Cue(
        "refusal",
        "not",
        r"\b(?:i|we) (?:am|are) not (?:\w+ly )?(?:set up|equipped|configured|built|designed) (?:to|for)\b"
        r"|\bnot in my toolkit\b|\bnot (?:a )?part of (?:what (?:i|we)|my|our)\b"
        r"|\bnot something (?:that )?(?:i|we) have (?:an? |any |the )?(?:tools?|access|way|means|option|ability)\b"
        r"|\bnot (?:an? |one of the )(?:\w+ )?(?:services?|features?|tasks?|actions?|requests?|things?)"
        r" (?:that |which )?(?:i|we) (?:\w+ly )?(?:can|am|are|offer|provide|support|have|handle|do)\b",
        not_after=SOFT_CONDITION,
        not_in=NOTE,
    ),
    Cue("refusal", "afra", r"\bafraid (?:not\b|(?:that is|it is|this is) (?:a no|not\b))"),
    Cue(
        "refusal",
        "no nope",
        r"^(?:(?:i am |we are )?(?:very |so |really )?sorry,? (?:but )?|unfortunately,? |regrettably,? )(?:no"
        r"|nope)\b(?! (?:problem|worries|such|record|order|account|match|user|customer|profile|result))|^(?:no|nope),"
        r" (?:sorry|unfortunately|regrettably|i am (?:sorry|afraid)|(?:we|i|that|this|it) (?:cannot|do not|will not|is"
        r" not))|\ba no from\b|\bsay no\b|\bthe answer is (?:still )?no\b|\bno-go\b",
    ),
    Cue(
        "refusal",
        "lack hand off out past",
        r"\b(?:i|we) lack (?:the |any )?|\bhands are tied\b|\boff the table\b|\bout of the question\b|\bpast the"
        r" (?:point|stage|deadline|cut-?off|window)\b",
    ),
    Cue(
        "refusal",
        "not",
        r"\bthere is not (?:a|any) (?:\w+ )?(?:way|option|possibility|provision|exception)\b|\bnot open to (?:you|us"
        r"|me)\b|\bnot how (?:it|this|that|things) (?:works?|is done)\b|\bnot (?:up|down) to me\b|\bnot on the table\b"
        r"|\bnot in my power\b",
    ),
    Cue(
        "refusal",
        "no nobo if rest only is",
        r"\bthere is no \w+ing (?:it|that|this|them)\b|\b(?:nobody|no one)(?: here| at \w+)? (?:can|may|is able to)\b"
        r"|\bwould if (?:i|we) could\b|\b(?:am|are) restricted (?:from|in)\b|\b(?:am|are) only (?:able|allowed"
        r"|permitted) to"
        rf" (?!{LOOK_UP})|\b(?:it|this|that) is a (?:\w+ )?no\b",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "wish much love like",
        r"\b(?:i|we) (?:really )?wish (?:i|we|that) could\b|\bmuch as (?:i|we) would (?:like|love)\b|\bwould (?:have"
        r" )?(?:love|like|liked)d? to\b[^.]{0,60}, but\b",
    ),
    Cue("refusal", "turn", r"\bturn (?:that|this|it|you|your \w+|the \w+) down\b|\bturn down (?:that|this|your|the)\b"),
    Cue(
        "refusal",
        "only",
        rf"\b(?:can|may) only (?!{LOOK_UP}|imagine|hope|(?:\w+ ){{1,8}}(?:once|after|when|if|until|with your)\b)",
        not_after=WARNING,
    ),
    Cue("refusal", "no", r"\b(?:can|could|may) no longer (?!find|locate|see)|\bno can do\b", not_after=WARNING),
    Cue(
        "refusal",
        "no",
        r"\b(?:there (?:is|are)|we have|i have|i see|with) (?:currently |also |unfortunately "
        r"|simply )?no (?:\w+ ){0,3}(?:exceptions?|way|ways|options?|workarounds?|possibility|alternatives?|flights"
        r"|seats|provision|ability|means|mechanism|tools?|functions?|functionality|feature|authority|permission)\b"
        r"|\b(?:i|we) (?:currently |also |unfortunately |simply )?have no (?:access to|visibility (?:into|of|over))\b",
    ),
    Cue("refusal", "not", r"\bbut not (?:with |for )?\w+ing\b"),
    Cue(
        "refusal",
        "decl deni refu reje",
        r"\b(?:have|need|going) to (?:\w+ )?(?:decline|refuse|reject)\b|\bmust (?:\w+ )?(?:decline|refuse|reject)\b"
        r"|\bi (?:will )?decline\b|\brequest (?:declined|denied|refused|rejected)\b"
        r"|\b(?:has been|be|is|was|were) (?:declined|denied|refused|rejected)\b",
        not_after=re.compile(rf"{SOFT_CONDITION.pattern}|\b(?:not|never) $"),
    ),
    Cue(
        "refusal",
        "will",
        rf"\bwill not (?:be (?:able|possible|eligible)(?! to {LOOK_UP})|\ballow|work for)",
        not_after=WARNING,
    ),
    Cue(
        "refusal",
        "coul",
        r"\bcould not (?:possibly )?(?:be )?(?:do (?:that|this|it)\b|offer|give you|process|complet|appl|cancel"
        r"|exchang|modif|chang|go through|book|updat)",
        not_after=SOFT_CONDITION,
    ),
    Cue("refusal", "unfo", r"\bunfortunately\b[^.]{0,120}\bmust be\b"),
    Cue(
        "refusal",
        "noth",
        r"\bnothing (?:more |else |further )?(?:i|we) can do\b|\bthere is nothing\b(?! (?:more |else |further "
        r"|left )*(?:that )?(?:for )?you\b)[^.]{0,30}\bdo\b",
    ),
    Cue(
        "refusal",
        "cann able unab",
        r"\b(?:cannot|unable to|not able to) (?:share|disclose|look (?:up|into)|access|see|show|give|tell)\b[^.]{0,30}"
        r"\b(?:other|another|someone|somebody)\b",
    ),
)
