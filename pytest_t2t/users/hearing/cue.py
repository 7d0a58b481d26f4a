"""What the tables of turns of phrase are made of: the cue, and word groups and conditions that several tables share.

Patterns see `text.plain`: lower case, no markup, contractions written out ("I'd like" is "i would like"). Every gap in
them is bounded, so that no text makes a search slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PROCEED = (
    r"(?:proceed|go ahead|go through with|continue|move (?:forward|ahead)|go forward|carry on|carry (?:it|this"
    r"|that) out|confirm|finali[sz]e)"
)
# what is handed over to people: the talk and whom it is with
TALK = (
    r"(?:you\b|(?:this|the|your) (?:\w+ )?(?:chat|call|case|conversation|request|session|ticket|issue|matter"
    r"|quer(?:y|ies)|[ei]nquir(?:y|ies)))"
)
# what is moved by an ordinary action
GOODS = (
    r"(?:[$€£]|\b(?:[0-9]|balances?\b|funds?\b|money\b|amounts?\b|credits?\b|dollars?\b|euros?\b|pounds\b|points\b"
    r"|miles\b|cards?\b|savings\b|accounts?\b|payments?\b|ownership\b|fees?\b|how much\b))"
)
MOVE_GOODS = rf"transfer(?!\w* (?:over )?{TALK})(?=\w* (?:[\w'-]+ ){{0,4}}{GOODS})"
# stems of what an agent does for a customer, in whatever business
DEED = (
    r"(?:undo|revers|revert|restor|withdraw|tak(?:e|ing) back|roll(?:ing)? back"
    r"|cancel|return|exchang|modif|chang|updat|upgrad|downgrad|book|rebook|refund|replac|swap|switch|remov|add"
    r"|process|submit|plac|issu|appl|initiat|reschedul|credit|charg|complet|finali[sz]|ship|correct|adjust|amend"
    r"|extend|renew|activat|deactivat|delet|reserv|schedul|waiv|reset|send|redirect|put(?! you)|set|mov|start|do"
    r" (?:this|that|it|so)\b|mak(?:e|ing) (?:the|these|those|this|that|your)\b|tak(?:e|ing) care of\b|handl(?:e|ing)"
    r" (?:the|these|those|this|that|your|it)\b|sort"
    rf"|arrang(?!\w* (?:\w+ ){{0,2}}(?:transfer|call|human|agent|person|someone|specialist))|{MOVE_GOODS})"
)
# what an agent fails to do without refusing anything
LOOK_UP = (
    r"(?:find|locat|look(?! into other)|search|retriev|identif|verif|authenticat|access (?:your|the|that|this)"
    r"|see (?!(?:a|any) (?:way|option|possibility))|pull|track|make out|say (?:for|with|which|what|exactly)"
    r"|match(?! (?:[\w'-]+ ){0,4}(?:prices?|offers?|deals?|rates?|quotes?|discounts?)\b)"
    r"|recogni[sz]e|detect|confirm|determine|read|view|tell|be (?:sure|certain)|understand|guess|assume|know)"
)
PERSON = (
    r"(?:human|live|real) (?:agent|representative|person|being|operator|support|colleague|team)s?|supervisors?"
    r"|specialists?|colleagues?|representatives?|(?:an?|another|the|one of (?:my|our)) humans?|(?:an?|my|the) manager"
    r"|(?:member|someone|somebody|one) (?:of|from|on) (?:our|the) (?:\w+ ){0,2}team|teammates?"
)
POLITE = r"(?:please |kindly |also |just |maybe |perhaps |then |possibly |first |quickly |go ahead and )*"
GIVE = (
    r"(?:provide|share|give|tell|specify|send|supply|clarify|enter|indicate|state|choose|select|pick|remind|describe"
    r"|list|mention|identify|include|name|spell|elaborate|note|advise|pass)"
)
# things that one confirms as a whole; other things that one is to "confirm" are asked for
WHOLE = (
    r"(?:(?:all |both |of |each |the |your |these |those |this |that |following |above |below |order |booking "
    r"|exchange |return |cancellation |refund |new |full |my |our |understanding "
    r"|summary )*(?:details?(?! of [^.,]{0,60}\byou (?:want|would like|prefer|wish))|changes?|information|actions?"
    r"|booking|cancellations?|orders?|returns?|exchanges?|requests?|updates?|summary|modifications?|upgrade|refund"
    r"|these|this|that|it|so|below|above|understanding|following|choice|selections?|steps?|everything|all|plan"
    r"|purchase|transaction|reservations?|removal|address change))(?= (?:and|or|so|before|if|is|are|to|for|of|with"
    r"|by|above|below|as)\b|[ .,:;!?)-]*$|[.,:;!?)-])"
)
# before a report: it is not, or not by this agent, done yet
STILL_OPEN = re.compile(
    r"\b(?:once|after|when|until|if|whether|as soon as|unless|before|till|assuming|because|since|in case|ensure"
    r"|appears?|seems?|shows?|see|indicates?|noticed?|looks like|according to)\b[^.;:!]*$"
    r"|\b(?!(?:confirms|means|says) )\w+s (?:that|which) $"  # "flights that we have cancelled"
)
# before a refusal: it is a case that is thought of
SOFT_CONDITION = re.compile(
    r"\b(?:may|might) $|\b(?:if you|if it|if that|if this|in case|whether|should you)\b[^,.;:!]*$"
)
# before a refusal: it is a warning beside something positive
WARNING = re.compile(
    r"\b(?:note|mind|aware|remember|remind)\b[^.;!]*$|^(?:once|after)\b(?!.*unfortunately)[^.;!]*$|\b(?:once"
    r"|after) (?:confirmed|processed|submitted|you confirm|it is|this is|that is)\b[^.;!]*$"
)
NOTE = re.compile(r"\b(?:note|mind|aware|remember)\b")
# before "would you like to": a question for something, not for a yes
WH = re.compile(r"\b(?:what|which|how|where|when|who|whom|why)\b[^.!]*$|\bor $")
# what one agrees to, rather than a fact that one is asked about
AGREED = (
    r"(?:(?:if|that|whether) )?(?:you (?:still |also )?(?:would|do|want|wish|agree|approve|are|have provided"
    r"|have included|have listed|accept|understand|consent|need me)\b|(?:i|we|this|that|these|those|it|everything"
    r"|all)\b(?! is (?:[\"']|the reason))|(?:if|that|whether) the (?:details|information|above|following|changes"
    r"|summary)\b)"
)
QUESTION_WORD = re.compile(r"\b(?:how|what|where|which|when|else|that|whether) (?:\w+ )?$")
# "if you need further assistance, I can transfer you" closes nothing
FOR_A_PERSON = re.compile(r"transfer|human|recommend|escalat|supervisor|representative|speciali[sz]|connect you")


@dataclass(frozen=True, slots=True)
class Cue:
    """One turn of phrase and what it shows."""

    act: str
    """An act, or a hint that the table explains."""
    on: str
    """Starts of words (at most four letters each) of which one is in the sentence wherever the pattern matches."""
    pattern: str
    not_after: re.Pattern[str] | None = None
    """What must not stand before the match in the sentence."""
    not_in: re.Pattern[str] | None = None
    """What must not stand in the sentence at all."""
