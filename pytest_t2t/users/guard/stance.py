"""Yes, no, goodbye and second thoughts: what a message does apart from what it names.

plain text -> whether it says yes, says no, ends the talk, changes its mind
"""

from __future__ import annotations

from pytest_t2t.users.guard.patterns import any_of

_AT_START = (
    r"(?:^|[.!?\n;:\u2014-]\s*|^\W*(?:\w+[,!.]?\s+){0,2}?)\W*(?:(?:oh|ah|hmm?|well|um+|uh|so|and|ok|okay|great|right"
    r"|thanks|thank you|perfect|hi|hello|good|ha|sure|of course)\b[\s,.!-]*)*"
)
_YES = any_of(
    _AT_START
    + r"(?:yes|yeah|yep|yup|ya|aye|correct|(?<!what )(?<!which )(?<!where )exactly|absolutely|definitely|certainly"
    r"|indeed|affirmative|confirmed|agreed|approved?|sounds (?:good|right|fine|great|perfect)"
    r"|looks (?:good|right|fine|correct)|that works"
    r"|that(?:'s| is| looks| sounds| would be) (?:all )?(?:right|correct|it|fine|good|great|perfect|the one|exactly"
    r"|what i want\w*)|works for me|fine by me|fine with me|all good|spot on)\b(?! (?:problem|sir))",
)
_GO_AHEAD = any_of(
    r"\b(?:go (?:right )?ahead|please proceed|(?:you (?:can|may) |please )?proceed(?: with| now|[.!,]|$)"
    r"|please do(?: so| it| that)?(?=[.!,;)]|$| now| thanks)|(?:^|[.!,;] *|please |just |and )do (?:it|that"
    r"|so|both)(?=[.!,;)]|$| now| please| then)|i (?:hereby )?(?:confirm|agree|approve|consent"
    r"|authori[sz]e)\b|you have my (?:ok|okay|consent|approval|permission|go-?ahead)|make it (?:so|happen)"
    r"|let's do (?:it|that)|green light|be my guest)",
)
_MILD = any_of(
    r"^\W*(?:sure(?: thing)?|of course|ok(?:ay)?|alright|all right|right|perfect|great|fine|wonderful|excellent|good)"
    r"\b(?!,? (?:but|no\b|evening|morning|afternoon|day|stuff))",
)
_HELD_BACK = any_of(
    r"(?:\bnot\b|n't|\bnever\b|\bbefore (?:you|i|we)\b|\bshould (?:i|we)\b|\bif\b|\bonce\b|\bunless\b|\bwhen you\b"
    r"|\bhow (?:do|can)\b|\bcannot\b)(?:[^\w.!?]+\w+){0,3}[^\w.!?]*$",
)
_CONFIRMS = any_of(
    r"\bthat(?:'s| is) (?:all )?(?:correct|right)\b(?! (?:there|here|now|away|after))|\b(?:confirmed|affirmative)\b"
)
"""A yes whatever was asked."""
_LATE_YES = any_of(r"[,-]\s*(?:yes|yeah|yep|yup)\b")
_AGREES_TO = any_of(r"^\W*(?:sure|of course)\b")
_DOUBT = any_of(
    r"\b(?:let me (?:think|sleep|check|see)|sleep on it|think about it|hold (?:on|off)|depends)\b",
    r"\b(?:maybe|perhaps|possibly)\b",
    r"\bnot (?:yet|quite|now|so fast|until|before|unless)\b|\b(?:don't|do not) (?:do|start)\b",
    r"\bi(?:'m| am) not (?:so )?sure\b|\bi (?:guess|suppose)\b",
    r"\bon (?:the |one )?condition\b|\b(?:provided|unless|assuming|as long as|before you)\b|\bonce (?:i|you|we)\b",
    r"\bonly (?:if|when|once|after)\b|\bbut (?:only|first|wait|not|don't|do not|what|please don't)\b",
    r"\bif (?!that's (?:a problem|ok|okay|all right|alright|fine|possible)|possible|not\b|so\b|need"
    r"|you (?:don't mind|can|could|would|will|like|please)\s*(?:[.,!?]|$))",
)
"""What makes a yes none."""
_NO = any_of(
    r"(?:^|[.!?\n;:\u2014-]\s*)\W*(?:(?:oh|hmm?|well|um+|uh|sorry|so|wait|hi|hello|actually|er"
    r"|ah)\b[\s,.!-]*){0,3}(?:no(?! (?:problem|worries|rush|hurry|doubt|need to (?:worry|apologi)|longer|idea"
    r"|number|clue|bother|trouble|one|matter|pressure|wonder))\b|nope|nah|wrong|incorrect|negative|none of"
    r" (?:th|your)|neither|not (?:that|this|quite|really|correct|right|exactly|what)\b|(?:that|this|it)(?:'s|"
    r" is|'s just| was| isn't| is n't)? (?:not (?:right|correct|what|it|the)|wrong|incorrect|isn't (?:right"
    r"|correct|what|it|the)|n't))",
    r"\b(?:that|this|it)(?:'s| is) (?:not (?:right|correct|what i|the one|it\b)|wrong|incorrect)",
    r"\b(?:that|this|it) isn't (?:right|correct|what i|the one|it\b)",
    r"\bi (?:do not|don't|did not|didn't) (?:want|ask|mean|request)\b",
    r"\b(?:please )?(?:do not|don't) (?:do (?:that|it)|proceed|go ahead)",
)
_BYE = any_of(
    r"\b(?:good ?bye|bye(?:[- ]bye)?|farewell|see (?:you|ya)(?: later| around)?(?=[.!,]|$)|talk to you later"
    r"|take care|so long|cheerio)\b",
    r"\b(?:that(?:'s| is| will be|'ll be| was) (?:all|everything|it)(?: (?:i|for|from|then|thanks|thank|today"
    r"|now)\b[^?]*)?(?=[.!,;)]|$| thank| from| for| i )(?<!that is it)(?<!that's it))",
    r"\b(?:i'm|i am|we're|we are) (?:all )?(?:done|finished|set|good now)\b(?=[^?]*(?:[.!,;]|$))",
    r"\bnothing (?:else|more|further)(?! (?:changes|has|needs|about|that|is|of|to|in|on|should|will))\b",
    r"\bhave a (?:nice|great|good|lovely|wonderful|pleasant) (?:day|one|evening|night|weekend|afternoon|rest"
    r"|time)\b",
    r"\bi(?:'ll| will) (?:leave|stop) (?:it )?(?:at that|here|there)",
    r"\b(?:closing|leaving|ending) (?:the|this) (?:chat|conversation)\b",
    r"\bno further (?:questions|help|assistance)\b",
)
_TURN = any_of(
    r"(?:^|[.!?\n]\s*|sorry,? )(?:a )?change of plans?\b",
    r"\b(?:chang\w+ my (?:mind|plans?)|on second thoughts?|(?:i've|i have) (?:thought|reconsidered)|second"
    r" thoughts|never ?mind|scratch that|forget (?:about |it|that|the|what)|after all|strike that|hold off"
    r"|actually,? (?:wait|no|keep|leave|don't|let's|make|i(?:'d| would) (?:rather|prefer|like)|forget|cancel"
    r"|never|can (?:you|we))|wait,? (?:actually|no)|hang on|hold on,? (?:i|don't|actually)|(?:rather than"
    r"|instead of) what i|no longer want|don't want [^.!?]{1,60} any ?more|plan b|before you (?:do that|go on"
    r"|do|proceed)|one (?:more )?thing i forgot|one more thing i|there(?:'s| is) (?:something else|one more"
    r" thing)|keep (?:the|my|it|that) [^.!?]{0,60}instead|leave (?:the|my|it) [^.!?]{0,80}\bas (?:it|they)"
    r" (?:is|was|are|were)|the rest (?:is|stays) as)\b",
)
_SOFT_TURN = any_of(
    r"\b(?:actually|wait|instead|rather|change\w*|chang(?:ed|ing)|forg[eo]t|don't|do not|never ?mind|keep"
    r"|leave|after all|no longer|scratch|skip|drop|thought|hang on|hold on|sorry|not|also|another|one more"
    r"|else|add|besides|too|as well|reconsider\w*)\b",
    r"(?:^|[.!?]\s*)no\b",
)


def says_yes(text: str, *, asked: bool, mildly: bool = True) -> bool:
    """Whether it gives consent. `asked`: the agent just asked for it, so that a bare "yes" does, `mildly`: a "sure"."""
    patterns = (_GO_AHEAD, *((_YES,) if asked else ()), *((_MILD,) if asked and mildly else ()))
    return any(
        not _HELD_BACK.search(text[: found.end()].removesuffix(found[0]))
        for one in patterns
        for found in one.finditer(text)
    )


def agrees_to_more(text: str) -> bool:
    """Whether a "yes" in other words may stand for it: for "Sure.", but not for "OK, I understand."."""
    return bool(_YES.search(text) or _GO_AHEAD.search(text) or _AGREES_TO.search(text))


def takes_it_as_right(text: str) -> bool:
    """Whether it says that something is right, asked or not."""
    return bool(_CONFIRMS.search(text) or _LATE_YES.search(text))


def hesitates(text: str) -> bool:
    """Whether its yes has a condition, or a doubt."""
    return _DOUBT.search(text) is not None


def says_plain_yes(text: str) -> bool:
    """Whether there is a yes in it that nobody can miss."""
    return bool(_YES.search(text) or _GO_AHEAD.search(text) or _MILD.search(text))


def says_no(text: str) -> bool:
    """Whether it turns something down."""
    return _NO.search(text) is not None


def ends(text: str) -> bool:
    """Whether it takes leave."""
    return _BYE.search(text) is not None


def turns(text: str) -> list[tuple[int, int]]:
    """Where the words stand that take something back, or add what was forgotten."""
    return [found.span() for found in _TURN.finditer(text)]


def changes_mind(text: str) -> bool:
    """Whether it takes something back, or adds what was forgotten."""
    return _TURN.search(text) is not None


def may_change_mind(text: str) -> bool:
    """Whether there is any word in it by which a change of mind could be told."""
    return _SOFT_TURN.search(text) is not None
