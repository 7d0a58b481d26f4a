"""What a report is about: what was asked for, by a word that points back at it, or something that is so anyway.

plain sentence that reports -> whether it points back, tells a fact, or leaves the deed to others
"""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_t2t.users.hearing.cues import cues_in

_NOUN = (
    r"(?:requests?|changes?|updates?|modifications?|adjustments?|corrections?|switch|swap|cancell?ations?|exchange"
    r"|refund|return|upgrade|action)"
)
_AFTER = (
    r"(?= (?:for|over|through|manually|now|as|on|in|at|by|instead|and|so|to|with|personally|from|today|right|already"
    r"|all|approved|done|sorted|handled|taken|anyway|myself|directly|after|via|within|regardless)\b|[^\w\s]|$)"
)
IT = (
    rf"(?:(?:it|this|that|them|these|those|both|all of (?:it|this|that|them)){_AFTER}"
    r"|everything(?! (?:that )?(?:i|we) c)"
    rf"|(?:the|your|that|this|these|those) (?:[\w'-]+ ){{0,2}}?{_NOUN}\b)"
)
_IT_IS = (
    r"(?:it|this|that|they|these|those|both|all|everything|all of (?:it|this|that)"
    rf"|(?:the|your|that|this|these|those) (?:[\w'-]+ ){{0,2}}?{_NOUN})"
)
_DONE = r"(?:done|taken care of|sorted|handled|put through|pushed through|good to go|set|made)\b"
_DEED = (
    rf"(?:{_DONE}|(?:complet|finish|finali[sz]|fix|arrang|appl|approv|grant|updat|chang|modif|adjust|correct|cancel"
    r"|refund|exchang|return|swap|switch|upgrad|process|submit|resolv|implement|action|carri|execut|fulfil|add|book|credit"
    r"|issu|revers|waiv|remov|mov|transferr|settl|activat|sav|regist)\w*(?<=ed)\b|in (?:place|the system)\b)"
)
_NOT_YET_SO = r"(?:has|have|had|now|all|just|also|finally|then|both|one|did|actually|eventually|successfully)"
_BY = r"(?! by (?:our|the|a|your) \w+)"
_POINTS_BACK = re.compile(
    rf"\b{_IT_IS}(?: (?:has|have|is|are|was|were|now|all|just|also|finally|successfully|fully|officially|then|both"
    rf"|been|being))+ {_DEED}{_BY}"
    rf"|\b{_IT_IS}(?: has| have| is| are)? already (?:been )?(?:all )?{_DONE}"
    rf"|\b{_IT_IS}(?: {_NOT_YET_SO}){{0,3}} (?:went|gone|worked)\b"
    rf"|\b(?:i|we)(?: (?!ship|pack|dispatch|deliver|hand|pick)\w+){{1,6}}? {IT}"
    r"|\bexceptions?\b|\boverrid\w*|\boverrode\b|\bbypass\w*"
    r"|^(?:(?:and|all|now|okay|ok|there|it is|that is|you are|you will be|everything is),? )*(?:done|all set|sorted)\b"
    r"|\byou are (?:now )?all set\b|\bconsider (?:it|this|that)\b|\bdone[.!]*$|^\u2705"
)
IN_MIND = (
    r"(?:check|review|look|verif|read|consider|explain|tell|told|note|log|confirm|receiv|discuss|understood|flag"
    r"|rais|mention"
    r"|search|seen|saw|found|heard|recogni|appreciat|want|wish|hop|tri|attempt|ask|need|like|decid|declin|refus"
    r"|reject|den"
    r"|gone over|shar|quot|assess|examin|investigat|stat|list|address|record|shipp|pack|dispatch|deliver"
    r"|hand(?!l)|pick|research|compar|weigh|stud(?:y|ied)|explor|clarif|identif|reali[sz]|miss|acknowledg|analy|evaluat"
    r"|got (?:it|this|that|them|these|those|everything|all of (?:it|this|that|them))(?: all)?"
    r"(?=(?: (?:thanks?|so|and|but|on|from))\b|[^\w\s]|$))"
)
_DID = re.compile(
    r"\b(?:i|we|they|(?:my|the|our) (?:[\w'-]+ ){0,2}(?:team|department|staff|office|warehouse))(?: have| has)?"
    r"(?: (?:now|just|also|already|since|personally|manually|gladly|still|then|gone ahead and|went ahead and)){0,3}"
    rf" (?!{IN_MIND})(?:\w+ed|did|done|made|put|got|took|taken|gave|given)(?: (?:care|the liberty|charge) of(?:"
    r" doing)?)?"
    rf" (?:{IT}|(?:it|this|that|everything) (?:happen|go|work)\b)"
    rf"|^(?:(?:and|okay|just|now|still|so),? )*(?!{IN_MIND})(?:\w+ed|did|made|put|got|took) {IT}"
    r"|\bit (?:has |have |then |finally |just |all |now )*(?:went through|gone through|worked)\b(?! (?:on|for"
    r"|with|at|in)\b)"
    r"|\bit is (?:all |now |already )*(?:done|sorted|handled|taken care of)\b(?! (?:by|with|in|via|through|on"
    r"|when|once)\b)"
)
_SUPPOSED = re.compile(r"\?|\b(?:if|once|when|whether|unless|until|before|had|would|could|should|why|how)\b[^.;:!]*$")
_WORLD = (
    r"(?:process|plac|ship|pack|pick|dispatch|deliver|hand|confirm|pa(?:y|id)|prepar|fulfil|releas|receiv|us|post"
    r"|charg|captur|creat|board|fl[oy]w|print|open|schedul|sent|made|issu)\w*"
)
_FACT = re.compile(
    r"(?<!\bi )\b(?:has|have|was|were|is|are)\b(?: (?:now|also|just|since))* (?:already|previously|originally)"
    r" (?:been )?"
    rf"(?:\w+ly )?(?!{_DONE})\w+"
    rf"|(?<!\bi )\b(?:has|have|was|were|is|are)\b(?: \w+){{0,2}}? (?!been )(?:{_WORLD})\b.{{0,60}}\balready\b"
    r"|(?<!\bi )(?<!\bwe )\b(?:has|have|was|were)\b(?: (?:now|also|just|since|successfully|been|fully))*"
    rf" {_WORLD}(?: (?:out|over|off|up))?\b"
    r"|\bwe have (?:now |just )?(?:shipp|pack|dispatch|deliver|hand|sent|receiv)\w*"
    r"|\b(?:complet\w+ and (?:deliver|ship|sent|clos)\w*)"
)
_LONG_SO = re.compile(r"\b(?:already|previously|originally|earlier)\b")
_HOW_OFTEN = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:has|have|was|were) (?:\w+ ){1,4}?"
    r"(?:twice|thrice|(?:[2-9]|two|three|four|five|six|several|multiple) times)\b"
)
_OUTRIGHT = re.compile(
    r"\b(?:i|we)(?: \w+){0,2}? (?:cannot|not|unable|only|no)\b"
    r"|\b(?:unfortunately|regrettably|sadly|afraid|sorry|however)\b"
)
_LATER = re.compile(
    r"\b(?:afterwards?|later|any ?more|(?:no|any) longer|undo|undone|revers\w*|final)\b|(?<=\w )(?:once|after)\b"
)
_SIDE_WORK = re.compile(
    r"\b(?:i|we) (?:have )?(?:just |now |also |already |carefully |thoroughly )*(?:\w+ed|done|made|put) "
    r"(?:(?:a|an|my|the|our|some|all|this|your|of|in|full|careful|thorough|quick|internal|necessary) )*"
    r"(?:reviews?|checks?|checking|search(?:es)?|look|research|investigation|verification|assessment|evaluation"
    r"|notes?|feedback|comments?|suggestions?|records?|log|everything (?:that )?(?:i|we) c\w+|best)\b"
)
_DENIED = re.compile(
    r"\b(?:no|none of|neither of|nor|nothing)\b(?! (?:problem|worries|longer|trouble|wait))[^,;:.!?]{0,60}?"
    r"\b(?:has|have|was|were|is|are|had)\b|\b(?:has|have|was|were|is|are|had) (?:not|never)\b"
    r"|\b(?:would|could|should|might|must|may) (?:\w+ )?have\b"
)
_BARRED = re.compile(
    r"\b(?:is|are|was|were|been|got|stays?|remains?) (?:\w+ ){0,2}?(?:blocked|frozen|locked|barred|declined"
    r"|rejected|denied|refused|restricted|prohibited|forbidden|disallowed|flagged|excluded|ruled out)\b"
)
_AS_IT_WAS = re.compile(
    r"\b(?:as|how|the way) (?:it|they|things|everything) (?:was|were|is|are|stands?)\b|\b(?:unchanged|as before"
    r"|untouched)\b"
)
_OTHERS = (
    r"(?:they|(?:our|the|my|a) (?:[\w'-]+ ){0,3}(?:team|department|staff|office|warehouse|centre|center)|someone"
    r"|somebody)"
)
PEOPLE = (
    r"(?:my|a|our|the|one of (?:my|our)) (?:[\w'-]+ ){0,3}(?:colleagues?|supervisors?|managers?|agents?|specialists?)"
)
_LEFT = (
    r"(?:,? who)? (?:will|are going to|is going to|(?:has|have) (?:agreed|promised) to) (?:then |now |also |just "
    r"|gladly )*"
    r"(?:do|make|take care of|handle|process|complete|apply|finish|sort|get|have|carry out|push|put|implement"
    r"|arrange|fix"
    rf"|change|update|issue|add) (?:(?:it|this|that|them){_AFTER}"
    r"|(?:the|your|that|this) (?:[\w'-]+ ){0,2}?(?:requests?|changes?|updates?|modifications?|adjustments?))"
)
_LEAVES = re.compile(rf"\b{_OTHERS}{_LEFT}")
_LEAVES_TO_PEOPLE = re.compile(rf"\b(?:{_OTHERS}|{PEOPLE}){_LEFT}")
_PERSON_DID = re.compile(
    rf"\b{PEOPLE}(?: (?:with|from|at|in|on) (?:[\w'-]+ ){{1,3}}?[\w'-]+)?(?: has| have)?(?: (?:now|just|also|already"
    rf"|since|personally|manually|kindly)){{0,2}} (?!{IN_MIND})(?:\w+ed|did|done|made|put|got|took|taken)"
    rf"(?: care of)? {IT}"
)
_UNSURE = re.compile(r"\?|\b(?:if|once|when|whether|unless|until|can|could|would|may|might|not|need|only|after)\b")


def refuses_outright(plain: str) -> bool:
    """Whether it is said to be the speaker who can't, or to be bad news."""
    return _OUTRIGHT.search(plain) is not None


def tells_of_later(plain: str) -> bool:
    """Whether it tells of the time after something: "it can't be changed afterwards", "... once it has been sent"."""
    return _LATER.search(plain) is not None


def says_done(plain: str) -> bool:
    """Whether somebody did it, in words that report only where it is clear what "it" is: "I've arranged it"."""
    found = _DID.search(plain)
    return found is not None and not _SUPPOSED.search(plain, 0, found.start())


@lru_cache(maxsize=1024)
def points_back(plain: str) -> bool:
    """Whether it says "it", "your request", "the change" of what was asked for, or just "done"."""
    return (_POINTS_BACK.search(plain) or _DID.search(plain)) is not None and not _SIDE_WORK.search(plain)


@lru_cache(maxsize=1024)
def tells_a_fact(plain: str) -> bool:
    """Whether it is no deed: "the order has already been processed", "I have completed my review"."""
    return _FACT.search(plain) is not None or _SIDE_WORK.search(plain) is not None


def long_so(plain: str) -> bool:
    """Whether a fact was one before: "it has already been returned"."""
    return _LONG_SO.search(plain) is not None


def counts_times(plain: str) -> bool:
    """Whether it says how often something has been done: "it has been renewed twice"."""
    return _HOW_OFTEN.search(plain) is not None


@lru_cache(maxsize=1024)
def denies(plain: str) -> bool:
    """Whether all that it says to be done is said not to be: "no changes have been made"."""
    if _AS_IT_WAS.search(plain):
        return True
    return _DENIED.search(plain) is not None and "completion" not in cues_in(_DENIED.sub(" ", plain))


def bars(plain: str) -> bool:
    """Whether it says that something is stopped rather than done: "it has been blocked under that rule"."""
    return _BARRED.search(plain) is not None


def foretells(plain: str) -> bool:
    """Whether it only says what comes, which beside a refusal is what comes of that: "you will be charged as usual"."""
    found = cues_in(plain)
    return "done?" in found and "completion" not in found and not says_done(plain)


def person_did(plain: str) -> bool:
    """Whether a person did what was asked for: "my supervisor has already put it through"."""
    return _PERSON_DID.search(plain) is not None


def leaves_to_others(plain: str, *, to_people: bool) -> bool:
    """Whether somebody else is said to do it: "our warehouse team will make the change"."""
    found = (_LEAVES_TO_PEOPLE if to_people else _LEAVES).search(plain)
    return found is not None and not _UNSURE.search(plain)
