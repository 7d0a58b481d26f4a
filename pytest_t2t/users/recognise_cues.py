"""The turns of phrase by which an agent asks, confirms, refuses, offers, reports, announces and closes: tables only.

plain sentence x CUES -> acts of that sentence taken by itself
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

# Patterns see `recognise_text.plain`: lower case, no markup, contractions written out ("I'd like" is "i would like").
# Every gap is bounded, so that no text makes a search slow.

_PROCEED = r"(?:proceed|go ahead|continue|move (?:forward|ahead)|go forward|carry on|carry (?:it|this|that) out|confirm|finali[sz]e)"
_DEED = (
    r"(?:cancel|return|exchang|modif|chang|updat|upgrad|downgrad|book|rebook|refund|replac|swap|switch|remov|add|process|submit|plac|issu"
    r"|appl|initiat|reschedul|credit|charg|complet|finali[sz]|ship|correct|adjust|amend|extend|renew|activat|deactivat|delet|reserv"
    r"|schedul|waiv|reset|send|redirect|put|set|mov|start|do (?:this|that|it|so)\b)"
)
_LOOK_UP = (
    r"(?:find|locat|look|search|retriev|identif|verif|authenticat|access (?:your|the|that|this)|see |pull|track|match|recogni[sz]e|detect"
    r"|confirm|determine|read|view|tell|be sure|understand|guess|assume|know)"
)
_PERSON = r"(?:human|live|real) (?:agent|representative|person|being|operator|support)|supervisor|specialist|colleague|representative"
_POLITE = r"(?:please |kindly |also |just |maybe |perhaps |then |possibly |first |quickly |go ahead and )*"
_GIVE = r"(?:provide|share|give|tell|specify|send|supply|clarify|enter|indicate|state|choose|select|pick|remind|describe|list|mention|identify|include|name|spell|elaborate|note|advise|pass)"
# things that one confirms as a whole; other things that one is to "confirm" are asked for
_WHOLE = (
    r"(?:(?:all |both |of |each |the |your |these |those |this |that |following |above |below |order |booking |exchange |return |cancellation "
    r"|refund |new |full |my |our |understanding |summary )*"
    r"(?:details?(?! of [^.,]{0,60}\byou (?:want|would like|prefer|wish))|changes?|information|actions?|booking|cancellations?|orders?|returns?|exchanges?|requests?|updates?|summary|modifications?"
    r"|upgrade|refund|these|this|that|it|so|below|above|understanding|choice|selections?|steps?|everything|all|plan|purchase|transaction"
    r"|reservations?|removal|address change))(?= (?:and|or|so|before|if|is|are|to|for|of|with|by|above|below|as)\b|[ .,:;!?)-]*$|[.,:;!?)-])"
)
_STILL_OPEN = re.compile(
    r"\b(?:once|after|when|until|if|whether|as soon as|unless|before|till|assuming|in case|ensure|appears?|seems?|shows?|see|indicates?|noticed?|looks like|according to)\b[^.;:!]*$"
)
_SOFT_CONDITION = re.compile(r"\b(?:if you|if it|if that|if this|in case|whether|should you)\b[^,.;:!]*$")
_WARNING = re.compile(
    r"\b(?:note|mind|aware|remember|remind)\b[^.;!]*$|^(?:once|after)\b(?!.*unfortunately)[^.;!]*$|\b(?:once|after) (?:confirmed|processed|submitted|you confirm|it is|this is|that is)\b[^.;!]*$"
)
_NOTE = re.compile(r"\b(?:note|mind|aware|remember)\b")
_QUESTION_WORD = re.compile(r"\b(?:how|what|where|which|when|else|that|whether) (?:\w+ )?$")
_FOR_A_PERSON = re.compile(r"transfer|human|recommend|escalat|supervisor|representative|speciali[sz]|connect you")


@dataclass(frozen=True, slots=True)
class Cue:
    """One turn of phrase and what it shows."""

    act: str
    """An act, or a hint: "ask?" and "ask+" ask only if a topic is named ("ask?" not where something is confirmed or offered), "done?" and "refusal?" count only where the message does
    nothing else."""
    on: str
    """Starts of words (at most four letters each) of which one is in the sentence wherever the pattern matches."""
    pattern: str
    not_after: re.Pattern[str] | None = None
    """What must not stand before the match in the sentence."""
    not_in: re.Pattern[str] | None = None
    """What must not stand in the sentence at all."""


CUES = (
    # --- ask: questions
    Cue("ask", "prov shar give tell spec send supp clar ente indi stat choo sele pick remi desc list ment iden incl name spel elab note advi pass let help", rf"\b(?:could|can|would|will) you (?:be able to )?{_POLITE}(?:{_GIVE}|let me know (?!if|whether)|let us know (?!if|whether)|help me (?:understand|identify|with))\b"),
    Cue("ask", "conf veri", rf"\b(?:could|can|would|will) you {_POLITE}(?:(?:re-?)?confirm|verify)\b(?! (?:(?:if|that|whether) )?(?:you|everything|this|that|these|i)\b)(?! {_WHOLE})"),
    Cue("ask?", "chec veri doub", rf"\b(?:could|can|would|will) you {_POLITE}(?:check|verify|double-check)\b"),
    Cue("ask", "may can coul migh", r"\b(?:may|can|could|might) i (?:please |also |just |kindly )*(?:have|get|know|ask(?! if you would like me)|take|grab)\b(?! you\b)"),
    Cue("ask", "what", r"\bwhat\b(?! if\b| about\b| else\b| i can\b)[^?]{0,200}\?"),
    Cue("ask", "whic", r"\bwhich\b[^?]{0,250}\?"),
    Cue("ask", "who when wher why how", r"(?:^|[,:;-] |\band |\bso )(?:who|when|where|why|how (?:many|much|would|do|should|did|long|can i identify))\b(?! else)[^?]{0,200}\?"),
    Cue("ask", "do", r"\bdo you (?:happen to |still |already )?(?:have|know|remember|recall|prefer|need|want|wish)\b(?! any (?:other|more|further)| (?:me|us) to\b| to (?:proceed|go|continue|cancel|confirm))[^?]{0,200}\?"),
    Cue("ask", "pref rath", r"\bwould you (?:prefer|rather)\b"),
    Cue("ask", "or", r"(?:^|[:,] )(?:is|are|was|were|will|did|does|do) (?:it|this|that|there|they|the|your|you)\b[^?]{0,120} or [^?]{1,120}\?"),
    Cue("ask", "look tryi aski refe hopi inte trav flyi plan call", r"\bare you (?:looking|trying|asking|referring|hoping|interested|travell?ing|flying|planning|calling)\b[^?]{0,160}\?"),
    Cue("ask?", "like", r"\bwould you like (?!me\b|to proceed)[^?]{0,200} or [^?]{0,200}\?"),
    Cue("ask?", "like want", rf"\b(?:would you like|do you want)\b(?! me| to (?:{_PROCEED}|be )|[^?]*(?:instead|any (?:other|more|further)))[^?]{{0,200}}\?"),
    Cue("ask", "conf", r"\bconfirm (?:if|whether) you (?:would like|want|wish|prefer)[^?.]{0,40}\b(?:any|one|which|some) of (?:these|them|those|the)\b"),
    # --- ask: imperatives
    Cue("ask", "plea kind", rf"\b(?:please|kindly) {_POLITE}(?:{_GIVE}|reply with(?! .?(?:yes|confirm|y\b|ok))|respond with(?! .?(?:yes|confirm|y\b|ok)))\b(?! (?:that|this may|me know|yourself|an? (?:moment|minute|second))\b)"),
    Cue("ask", "conf veri", rf"\b(?:please|you to|you) {_POLITE}(?:(?:re-?)?confirm|verify)\b(?! (?:if|that|whether|to|with)\b(?! (?:it is|the reason)))(?! {_WHOLE})(?= (?:your|the|which|what|how|whose|where|when|whether|a|an|if|its|their|both|one|either)\b)", re.compile(r"\b(?:once|after|when|if) (?:you )?$")),
    Cue("ask", "know", r"\blet (?:me|us) know (?:also |please |exactly |first |about )*(?:which|what|when|where|who|how|the|your|their|both|one of)\b(?! (?:else|(?:i|we) can))"),
    Cue("ask", "prov shar spec indi stat choo sele ente", r"\band (?:also )?(?:provide|share|specify|indicate|state|choose|select|enter) (?:me )?(?:with )?(?:a|an|the|your|which|any|one)\b", re.compile(r"\b(?:i|we) (?:will|can|would|could|am|are)\b")),
    Cue("ask+", "conf", r"\bconfirm (?:if|whether) you (?:would like|want|prefer|wish) to (?:use|pay|keep|have)\b"),
    Cue("ask+", "like", rf"\bwould you like to {_DEED}\w* (?:[\w'-]+ ){{0,6}}(?:one of|any|another|a different|some|additional)\b"),
    Cue("ask+", "know", r"\blet (?:me|us) know (?:if|whether) you (?:want|would like|prefer|wish|have)\b"),
    Cue("ask", "need", r"\b(?:i|we)(?: will| would| do| just| also| still| only| first| then| both| really| now| actually| currently)* need (?!to\b|your (?:explicit |clear |final |express )*(?:confirmation|approval|consent|permission|go-ahead|okay|ok)\b|(?:a|your) (?:clear|explicit|final|simple|quick|\"?yes)|more time|some time|an? (?:moment|minute))"),
    Cue("ask", "need", r"\b(?:i|we)(?: will| would| do| just| also| still| only| first| then)* need to (?:first |also |just )?(?:know|have|get|ask|collect|gather|obtain|receive)\b"),
    Cue("ask", "requ", r"\b(?:i|we)(?: will| would| do| also| still)* require (?!your (?:explicit )?(?:confirmation|approval|consent))|\bwhich requires (?:your|the)\b"),
    Cue("ask", "need", rf"\bneed you to {_POLITE}(?:{_GIVE}|let me know)\b"),
    Cue("ask", "need have", rf"\byou (?:will |would |do |may |just )*(?:need|have) to {_POLITE}{_GIVE}\b"),
    Cue("ask", "if", rf"\bif you (?:can|could) {_POLITE}(?:{_GIVE}|let me know)\b"),
    Cue("ask+", "prov shar give", r"\byou can (?:also )?(?:provide|share|give)\b"),
    Cue("ask+", "work", r"^[^.]{0,120}\bwill (?:also )?work\b"),
    Cue("ask", "need miss", r"\b(?:what|all) i(?: will| would)? (?:still )?need\b|\bi am (?:still )?missing\b|\b(?:is|are) (?:still )?needed\b"),
    Cue("ask", "tell give send", r"(?:^|[,;:] |\band |\bjust )(?:tell|give|send) me\b"),
    Cue("ask", "have can choo sele avai opti", r"^[\w ()/'-]{2,40}: ?(?:you have (?:the )?(?:following|several|two|three|these)\b|you can (?:choose|select|pick|use|have)\b|choose\b|select\b|available\b|options\b|(?:your )?choice\b)"),
    Cue("ask?", "?", r"^"),
    # --- confirm
    Cue("confirm", "conf veri", rf"\b(?:please|kindly|you|to|need you to|i(?: will| would)?(?: just)?(?: like| need| want) to|could you|can you|would you)(?: please| also| just| kindly)* (?:(?:re-?)?confirm|verify)(?! (?:if|whether) you (?:would like|want|wish|prefer)[^?.]{{0,40}}\b(?:any|one|which|some) of\b)(?= (?:if|that|this|these|those|whether|to|with|by|here|and|so|before|you (?:would|do|want|wish))\b(?! (?:it is|the reason)\b)| {_WHOLE}|[ .,:;!?)-]*$|[.,:;!?)-])"),
    Cue("confirm", "conf appr agre veri", r"\b(?:once|after|when|if|as soon as) you (?:have )?(?:confirm(?:ed)?|approved?|agreed?|verified)\b(?! (?:the|your|which|what|how)\b(?! (?:details|changes|above|information|booking|cancellation|request|action)))"),
    Cue("confirm", "conf awai", r"\b(?:your|for|explicit|with|upon|final|clear|a) (?:explicit |final |clear |express )?confirmation (?:before|to |so|that|and|from you|,|\.|i )|\bawait(?:ing)? your\b|\b(?:need|require|have|waiting for|with|upon|after|get|await|ask for) (?:your |an? )?(?:explicit |final |clear |express |go-ahead )*confirmation\b"),
    Cue("confirm", "appr", r"\b(?:your|with|explicit) approval\b|\b(?:do you|if you|once you) approve\b"),
    Cue("confirm", "perm cons", r"\b(?:your|have) (?:explicit )?(?:permission|consent)\b"),
    Cue("confirm", "ahea gree good", r"\bgo-ahead\b|\bgreen light\b|\bgood to go\?"),
    Cue("confirm", "like", rf"(?<!how )\bwould you (?:still )?like (?:me |us )?to {_PROCEED}\b"),
    Cue("confirm", "like pref want", rf"\bwould you (?:still )?(?:like|prefer|want) (?:me|us) to (?:now |also |just )*{_DEED}"),
    Cue("confirm", "like", rf"\bwould you (?:still )?like to {_DEED}(?!\w*\W+(?:[\w'-]+ ){{0,4}}(?:any|one of|another|different|some)\b)(?!\w* (?:travel )?insurance)(?![^?]*\bor (?!is there|are there|would you|do you))"),
    Cue("confirm", "like want wish read happ agre", rf"\b(?:if|whether|that) you (?:would|still|do)? ?(?:like|want|wish|are ready|are happy|agree)(?: for)? ?(?:me |us )?(?:to )?{_PROCEED}\b"),
    Cue("confirm", "if", r"(?:\b(?:let (?:me|us) know|tell me|confirm|and) |^)if (?:you (?:agree|approve|are (?:okay|ok|happy|fine|ready|good|sure|comfortable))|(?:that|this|these|it|everything|all)(?: of this| the details| details)? (?:works?|looks?|sounds?|is|are|seems?)\b(?! (?:not|anything|any|else|\"|')))"),
    Cue("confirm", "shal shou may can coul", rf"\b(?:shall|should|may|can|could) i (?:now |please |then |just |also )*(?:{_PROCEED}|{_DEED})[^?]*\?", _QUESTION_WORD),
    Cue("confirm", "want wish agre cons", rf"\bdo you (?:still )?(?:want|wish|agree|consent)(?: for)?(?: me| us)? ?(?:to (?:{_PROCEED}|{_DEED})|\?|with (?:this|these|that))"),
    Cue("confirm", "read sure happ okay ok comf fine good righ", r"\bare you (?:ready|sure|happy|okay|ok|comfortable|fine|all right|good)(?: (?:to|with|for|that|if)\b|\?)"),
    Cue("confirm", "read happ okay ok want", rf"\b(?:ready|happy|okay|ok) (?:for me )?to {_PROCEED}\b|\bready for me to {_DEED}|^want me to (?:{_PROCEED}|{_DEED})", re.compile(r"\b(?:when|whenever|once|until) (?:you are )?$")),
    Cue("confirm", "corr righ ok okay alri fine good accu acce agre what", r"\b(?:is|are) (?:that|this|these|it|everything|all|all of this|the (?:above|information|details)|these details|this information)(?: all)?(?: now)? (?:look(?:ing)? )?(?:correct|right|ok|okay|all right|alright|fine|good|accurate|acceptable|agreeable|what you (?:want|would like|had in mind))\b[^?]{0,80}\?"),
    Cue("confirm", "does do did", r"\b(?:does|do|did) (?:that|this|these|it|everything|all|all of (?:that|this)|the (?:above|details)|i)(?: all)?(?: of (?:that|this))? (?:sound|look|work|seem|get|have|understand)\b[^?]{0,60}\?"),
    Cue("confirm", "soun look okay ok righ agre yes", r"(?:^|[,.!-] )(?:sounds?|looks?) (?:good|right|okay|ok|correct|fine)\?|(?:^|[,-] )(?:okay|ok|right|agreed|yes)\?$"),
    Cue("confirm", "corr", r"^(?!.*\bassum).*\bcorrect\?"),
    Cue("confirm", "repl resp say type answ writ ente yes", r"\b(?:reply|respond|say|type|answer|write|enter)(?: back)?(?: with)?(?: a)?(?: simple)? [\"'(]{0,2}(?:yes|y\b|confirm|ok\b|okay)|\byes(?: or |/)no\b|\(\"?yes\"?\)|\"yes\" (?:to|if|and|so)|\b(?:a|your) (?:\w+ ){0,2}\"?yes\"? (?:will|is|from you|before|to|so)\b|\bis that a yes\b"),
    Cue("confirm", "repl resp say type answ writ ente", r"\b(?:reply|respond|say|type|answer|write|enter)(?: back)?(?: with)? \"confirm"),
    Cue("confirm", "conf", r"\band confirm[ .!]*$"),
    Cue("confirm", "like", rf"\bwould like to {_PROCEED}\b[^.]{{0,80}}\blet (?:me|us) know\b"),
    Cue("confirm", "word", r"\b(?:just )?(?:say|give me) the word\b"),
    Cue("confirm", "okay ok alri righ fine acce", r"\b(?:is it|would it be|is that) (?:okay|ok|alright|all right|fine|acceptable)(?: with you)? (?:if|to|for)\b"),
    Cue("confirm", "conf", r"(?:^|[:;-] ?)confirm (?:that|if|whether|to)\b"),
    Cue("confirm", "conf", r"\bto confirm[,:] (?:you|i|we|the|are|is|would|do|this|shall)\b[^?]*\?"),
    Cue("confirm", "doub", r"\bjust to double-check\b[^?]{0,200}\?"),
    # --- refusal
    Cue("refusal", "cann", rf"\bcannot (?:currently |simply |then |directly |unfortunately |therefore |also )*(?!{_LOOK_UP}|proceed (?:further )?(?:without|until|unless)|(?:be )?(?:undone|reversed|found|located|verified)|continue|wait|stress|apologi|thank|help but|go any further|do (?:this|that|it|so|anything) (?:without|until|unless)|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))|until (?:you|i)))", _WARNING, re.compile(r"\b(?:if|when) you cannot\b")),
    Cue("refusal", "able unab", rf"\b(?:not (?:currently |be )?able to|unable to) (?!{_LOOK_UP}|proceed (?:further )?(?:without|until|unless)|continue|\w+ (?:\w+ ){{0,4}}(?:without (?:your|you|the (?:user|order|reservation|email))|until (?:you|i)))", _SOFT_CONDITION),
        Cue("refusal", "not no", r"\b(?:not|no longer) (?:\w+ly )?(?:be |yet )?(?:possible|provided|issued|granted|accepted|waived|honou?red|valid for|applicable|allowed|permitted|eligible|an option|entitled|supported|offered|covered|refundable|cancell?able|exchangeable|returnable|changeable|transferable|authori[sz]ed|something (?:\w+ ){1,3}(?:can|am|are|supports?|allows?|offers?)\b|within my|in a position|qualif)", _SOFT_CONDITION, _NOTE),
    Cue("refusal", "not", r"\b(?:do|does|did|will|would) not (?:\w+ly )?(?:allow|permit|support|offer|qualify|cover\b|waive|extend to|apply to|entitle|(?:meet|satisfy) |(?:currently )?have (?:the (?:ability|capability|option|authority|means|tools?|necessary)|access to|a way|an option|permission|enough|sufficient|any (?:way|other options|options))|provide (?:for|refund|compensation)|accept|make exceptions|handle|cancel|refund|exchange)", _SOFT_CONDITION),
    Cue("refusal", "non nonr nonc nont none nonm", r"\bnon-?(?:refundable|cancell?able|changeable|transferable|exchangeable|returnable|modifiable)"),
    Cue("refusal", "inel", r"\bineligible\b"),
    Cue("refusal", "avai unav", r"\b(?:not (?:currently |presently )?|un|no longer )available\b|\b(?:is|are|was) (?:currently )?unavailable\b|\bnone (?:of \w+ \w+ )?(?:is|are) available\b", _WARNING, re.compile(r"\bmay not be available\b|\bif\b[^,]{0,50}available")),
    Cue("refusal", "stoc sold", r"\b(?:out of|not in|no longer in) stock\b|\bsold out\b"),
    Cue("refusal", "enou", r"\bnot (?:\w+ )?enough\b|\benough (?:seats|stock|balance|funds)\b(?=.*\bnot\b)", _SOFT_CONDITION, _NOTE),
    Cue("refusal", "suff insu", r"\binsufficient\b|\bnot sufficient\b", _SOFT_CONDITION, _NOTE),
    Cue("refusal", "only", rf"\b(?:can|may) only (?!{_LOOK_UP}|imagine|hope|(?:\w+ ){{1,8}}(?:once|after|when|if|until|with your)\b)", _WARNING),
    Cue("refusal", "only just", r"\b(?:only|just) (?:delivered|pending|unshipped|unopened) \w+ (?:can|may)\b", _WARNING),
    Cue("refusal", "no", r"\b(?:can|could|may) no longer (?!find|locate|see)|\bno can do\b", _WARNING),
    Cue("refusal", "only", r"\bonly (?:possible|allowed|permitted|available|eligible) (?:for|if|when|with|on|while|within|in|as|to)\b", _WARNING, _NOTE),
    Cue("refusal", "poli", r"\b(?:against|violates?|outside|prohibited by|conflicts? with) (?:of )?(?:our|the|my|company|store|airline)?\s?polic|\bpolic(?:y|ies) (?:\w+ ){0,3}(?:prohibits?|prevents?|forbids?|restricts?|prevent)"),
    Cue("refusal", "no", r"\b(?:there (?:is|are)|we have|i have|i see|with) (?:currently |also |unfortunately |simply )?no (?:\w+ ){0,3}(?:exceptions?|way|ways|options?|workarounds?|possibility|alternatives?|flights|seats|provision|ability|means|mechanism)\b"),
    Cue("refusal", "no", r"\bno (?:\w+ ){1,5}(?:available|in stock|left|that (?:match|meet|fit))\b", _SOFT_CONDITION),
    Cue("refusal", "exce", r"\bno exceptions?\b|\bnot make (?:an )?exceptions?\b"),
    Cue("refusal", "decl deni refu reje", r"\b(?:have|need|must|going) to decline\b|\bmust (?:\w+ )?decline\b|\bi (?:will )?decline\b|\brequest (?:has been|is|was) (?:declined|denied|refused|rejected)\b"),
    Cue("refusal", "outs beyo", r"\b(?:outside|beyond) (?:of )?(?:my|the|our) (?:\w+ )?(?:scope|capabilit|abilit|authority|control|return window|window|policy|power|remit|permissions|\d+|return period|24-hour)"),
    Cue("refusal", "beyo", r"\bbeyond the \S+ (?:\w+ )?(?:window|period|limit)"),
    Cue("refusal", "will", rf"\bwill not (?:be (?:able|possible|eligible)(?! to {_LOOK_UP})|\ballow|work for)", _WARNING),
    Cue("refusal", "coul", rf"\bcould not (?:be )?(?:process|complet|appl|cancel|exchang|modif|chang|go through|book|updat)", _SOFT_CONDITION),
    Cue("refusal", "unfo", r"\bunfortunately\b[^.]{0,120}\bmust be\b"),
    Cue("refusal", "noth", r"\bnothing (?:more |else |further )?(?:i|we) can do\b|\bthere is nothing\b[^.]{0,30}\bdo\b"),
    Cue("refusal", "proh forb", r"\b(?:is|are|strictly) prohibited\b|\bforbidden\b"),
    Cue("refusal", "prev", r"\bprevents? (?:me|us|you)\b"),
    Cue("refusal", "late", r"\btoo late to\b"),
    Cue("refusal", "say", r"\bi (?:will )?have to say no\b"),
    # --- offer
    Cue("offer", "tran", r"(?<!cannot )(?<!not )(?<!not be )\btransfer(?:red|ring)?\b(?! (?:your (?:points|ticket|miles|order)|fee|of funds))[^.?!]{0,80}|\bthe transfer\b", re.compile(r"\b(?:cannot|unable to|not able to|not (?:be|wish|want|prefer))\b[^,;]{0,20}$|\bnot to be $|\bpreference\b[^,]*$")),
    Cue("offer", "huma live real supe spec coll repr", rf"\b(?:{_PERSON})\b", re.compile(r"\b(?:cannot|unable to|not to|without)\b[^,;]{0,20}$")),
    Cue("offer", "esca", r"\bescalat(?:e|ed|ing)\b", re.compile(r"\b(?:cannot|unable to|not able to|not)\b[^,;]{0,30}$")),
    Cue("offer", "conn", r"\bconnect you\b"),
    Cue("offer", "inst", r"(?:\b(?:would you|you (?:can|could|may|might)|i (?:can|could|would)|we (?:can|could|would)|if you|how about|what about|shall i|should i|do you|perhaps|let us|happy to)\b[^.]{0,200}\binstead\b)|\binstead, (?:i|we|you|would|how)\b"),
    Cue("offer", "alte", r"\balternatively\b|\b(?:as an|an|one|another|some|possible|other|few|suggest an?|explore) alternatives?\b"),
    Cue("offer", "howe", r"\bhowever,? (?:\w+ ){0,8}?(?:i|we|you) (?:can|could|may|might|do have|am able|are able|would be able)\b(?! (?:only|not)\b)"),
    Cue("offer", "what", r"\bwhat (?:i|we) can do\b"),
    Cue("offer", "offe", r"\b(?:i|we) (?:can|could|would be able to|am able to|am happy to|would like to|may be able to|might be able to|might also be able to) (?:still |also |instead )*offer\b"),
    Cue("offer", "reco", r"\b(?:i|we)(?: would| do)?(?: also| strongly)? recommend\b"),
    Cue("offer", "sugg", r"\b(?:i|we)(?: would| can| could| do)?(?: also)? suggest\b"),
    Cue("offer", "cons cont reac try opt expl choo look stil want wish like", r"\byou (?:can|could|may|might)(?: also| always| instead)* (?:want to\b|wish to\b|like to\b|(?:need to )?consider|(?:need to )?contact|reach out to|try|opt|explore|look into|still)\b"),
    Cue("offer", "need", r"\byou would need to (?:make|place|book|order|cancel|create|buy|purchase|contact|return)"),
    Cue("offer", "use", r"\byou can use (?:a combination|the [\w ]{1,30} instead)"),
    Cue("offer", "like pref want", r"\bwould you (?:like|prefer|want) (?:me|us) to (?:look|check|search|find|help|assist|explain|see|explore|suggest|show|list|provide|share|connect|contact|get|guide|walk|try)\b"),
    Cue("offer", "like", r"\bwould you like (?:to (?:choose (?:a|an)(?:other)? ?(?:different|other)?|see|explore|consider|keep|look|hear|know|try|speak|talk|be |have|view|check|make any|use one of|pick a)|help with)\b"),
    Cue("offer", "like", rf"\bwould you like to {_DEED}\w* (?:[\w'-]+ ){{0,6}}(?:one of|any|another|a different|some)\b"),
    Cue("offer", "if", rf"\bif you (?:would like|like|prefer|wish|want|would prefer|need|believe|decide|change your mind)\b[^.]{{0,120}}?\b(?:i|we) (?:can|could|would be happy to|am happy to) (?:also |certainly |gladly |happily )?(?!assist you further|assist you with that further|help you further)(?:{_DEED}|transfer|connect|check|look|help|assist (?:you )?with (?:that|the|this|cancel|return|it)|search|find|arrange|facilitate)"),
    Cue("offer", "if", r"\bif you would (?:like|prefer) to (?:cancel|return|exchange|keep|proceed with cancel|explore|book)[^.]{0,100}\b(?:instead|let me know|please confirm|i can)\b"),
    Cue("offer", "pref rath", r"\blet me know if you (?:would )?(?:prefer|rather)\b"),
    Cue("offer", "opti expl", r"\b(?:another|other|alternate|different|few|couple of|some|these) options? (?:would be|is|are|could be|might be|include|you (?:can|could|might))\b|\bexplore (?:a few|some|other|different|alternative)\b|\bnext (?:available|best) option\b"),
    Cue("offer", "abou", r"\b(?:how|what) about\b[^?]{0,120}\?"),
    Cue("offer", "want", r"\bdo you want me to (?:look|check|search|find|help|explain|see|explore|suggest|show|list|connect|try)\b"),
    Cue("offer", "shal shou can may", r"\b(?:shall|should|can|may) i (?:look|check|search|find|help you (?:find|look|with)|explain|explore|show|list|suggest|connect|see)\b[^?]*\?", _QUESTION_WORD),
    Cue("offer", "opti", r"\bone (?:other )?option (?:is|would be)\b"),
    Cue("offer", "like want pref", r"\b(?:not|no|cannot|unable)\b[^?]{3,160}\bwould you (?:like|prefer|want)\b[^?]{0,200}\?"),
    Cue("offer", "if", r"\bif you would (?:like|prefer) to [^.]{0,80}\b(?:different|another|instead|alternative)\b"),
    Cue("offer", "cons", r"\bconsider \w+ing\b"),
    Cue("offer", "inst diff anot othe alte", rf"\bwould you (?:still )?(?:like|prefer|want) to {_PROCEED} [^?]{{0,120}}\b(?:instead|different|another|other|alternative)\b"),
    Cue("offer", "best", r"\bbest (?:option|course of action|way forward) (?:would be|is)\b"),
    Cue("offer", "if", r"\bif (?:you|that|this|it)\b(?! (?:can |could )?(?:please )?(?:provide|share|give|tell|send|confirm|specify|let me know))[^.]{0,120}?\b(?:i|we) can (?:also )?(?:help you |assist you )?(?:with )?(?:retriev|look|search|find|check|transfer|connect|arrange|cancel|explor)"),
    Cue("offer", "happ glad", r"\b(?:happy|glad|able) to [^.]{1,80}\bif you (?:would )?(?:want|like|prefer|wish)\b"),
    Cue("offer", "pass", r"\bpass(?:ing)? (?:this|you|it|your \w+) (?:on )?to\b"),
    # --- completion
    Cue("completion", "been", r"\b(?:has|have|everything is)(?: now| already| also| both| all| just| successfully)* been (?:successfully |fully |now |also |already |safely |officially )*(?!verif|authenticat|locat|found|retriev|identif|deliver|ship|receiv|transferr|(?<=already been )process|delay|escalat|logg|not|list|request for|confirmed as|look|review|discuss|mention|inform|chosen|us|read|log|lock|assign|limit|approved to|deni|declin|reject)(?:\w+ed|set|sent|done|put|taken care|made|paid|withdrawn)\b(?! by the (?:airline|customer|seller|carrier|manufacturer))", _STILL_OPEN, re.compile(r"\bidentity\b|\byour (?:user id|account|profile|email) (?:has|is)\b|\bauthenticat|\bno \w+ has been\b|\btransferred\b")),
    Cue("completion", "succ", r"\bsuccessfully (?!verif|authenticat|locat|found|retriev|identif|deliver|ship|receiv|transferr|log|look|access|match|pull|connect)(?:and \w+ )?\w+ed\b", _STILL_OPEN),
    Cue("completion", "succ", r"\b(?:was|were|is) (?:a )?success(?:ful)?\b|^success\b|\b(?:was|were) (?:\w+ )?(?!verif|authenticat|locat|retriev)\w+ed successfully\b", _STILL_OPEN),
    Cue("completion", "have had", rf"\b(?:i|we) (?:have|had)(?: now| just| also| already| gone ahead and| both)* (?!not )(?:{_DEED}\w*(?<=ed)|sent|set|put|made (?:the|those|these|that|your|this)|taken care|done|gone ahead)\b", _STILL_OPEN, re.compile(r"\bhave (?:gathered|noted)\b")),
    Cue("completion", "canc upda chan modi proc retu exch remo adde subm refu book upgr issu plac", r"(?:^|[,;-] |\band )i (?:just |now |also )*(?:cancell?ed|updated|changed|modified|processed|returned|exchanged|removed|added|submitted|refunded|booked|upgraded|issued|placed)\b", _STILL_OPEN),
    Cue("completion", "now", r"\b(?:is|are) now (?!verif|authenticat|available|time|ready|clos|clear|log|past|more|too|beyond|over|your turn|able|look|see|wait|tr[iy])", _STILL_OPEN, re.compile(r"^how|^what|\?$|\bidentity\b|\btransferred\b")),
    Cue("completion", "went able", rf"\bi (?:went ahead and|was able to (?!{_LOOK_UP}))", _STILL_OPEN),
    Cue("completion", "went way plac", r"\bwent through\b|\brefund[^.]{0,40} on its way\b|\b(?:changes?|updates?|both|everything) (?:is|are) in place\b", _STILL_OPEN),
    Cue("completion", "canc upda chan modi proc retu exch remo adde subm refu book upgr issu plac", rf"^✅ ?[^.?]{{0,60}}\b{_DEED}\w*(?<=ed)\b|\b{_DEED}\w*(?<=ed)[^.?]{{0,40}}✅|^(?:[\w#-]+ ){{1,4}}(?:updated|changed) (?:to|from)\b"),
    Cue("completion", "conf", r"\b(?:booking|reservation|order|cancellation|exchange|return|appointment|upgrade|change|purchase|flight)s? (?:is|are) (?:now )?confirmed\b", _STILL_OPEN),
    Cue("completion", "comp done fina", r"\b(?:cancellation|exchange|return|refund|update|change|modification|booking|upgrade|request|process|everything)s? (?:is|are) (?:now )?(?:complete|completed|done|finali[sz]ed)\b", _STILL_OPEN),
    Cue("completion", "set", r"^(?:you are|it is|everything is|that is|all) ?(?:now )?(?:all )?set\b"),
    Cue("completion", "done", r"^(?:all )?done\b|^it is done\b|\bthat is (?:all )?done\b|\bboth done\b"),
    Cue("completion", "acti", r"\bactions? have been\b"),
    Cue("done?", "rece get char refu", r"\byou(?: will|r)?(?: also| soon| shortly| now)? (?:be )?(?:receive|get|charged|refunded)\b"),
    # --- announce
    Cue("announce", "will", rf"\b(?:i|we) will (?:now |go ahead and |then |first |also |next |just )*(?:proceed|{_DEED})", re.compile(r"\b(?:once|after|when|if|confirm|and then|before|let me know|so that|provide|until|upon)\b[^.;:]*$")),
    Cue("announce", "goin", rf"\b(?:i am|we are) going to (?:now |also |first )?{_DEED}"),
    Cue("announce", "let", rf"\blet me (?:now |go ahead and |just |quickly )*(?:{_DEED}|proceed)"),
    Cue("announce", "now curr abou", rf"\b(?:i am|we are) (?:now |currently |about to )(?:{_DEED})"),
    Cue("announce", "canc proc upda subm book", r"^(?:cancell?ing|processing|updating|submitting|booking) [^?]{0,80}\bnow\b"),
    # --- closing
    Cue("closing", "else", r"\b(?:anything|something|what|nothing) else\b", re.compile(r"\b(?:see|check) (?:if|whether) there is $"), _FOR_A_PERSON),
    Cue("closing", "free", r"\bfeel free to (?:ask|reach|contact|let|come|get|message|write|return|give|share any|return)\b", None, _FOR_A_PERSON),
    Cue("closing", "hesi", r"\bhesitate to\b", None, _FOR_A_PERSON),
    Cue("closing", "assi help", r"\b(?:need|have|require|want)\b[^.]{0,80}\b(?:assistance|help)\b[^.]{0,60}(?:let (?:me|us) know|ask|reach|here)|\blet (?:me|us) know if you (?:need|have|require|want)[^.]{0,60}\b(?:assistance|help)\b(?! (?:finding|locating))", None, _FOR_A_PERSON),
    Cue("closing", "need", r"\bneed (?:any )?(?:further|more|additional|other) (?:assistance|help)\b", None, _FOR_A_PERSON),
    Cue("closing", "any", r"\bif you have any (?:other|more|further|additional) \w+[^.]{0,80}\blet (?:me|us) know\b", None, _FOR_A_PERSON),
    Cue("closing", "ques", r"\b(?:any|other|further|more|additional) (?:\w+ ){0,2}questions?\b", None, _FOR_A_PERSON),
    Cue("closing", "any othe furt more addi", r"\b(?:any|other|further|more|additional) (?:\w+ ){0,2}(?:requests?|inquir(?:y|ies)|issues?|needs)\b[^.]{0,80}(?:let (?:me|us) know|\?|feel free|\bask|reach)", None, _FOR_A_PERSON),
    Cue("closing", "conc", r"\bany (?:other |further |more |additional )?concerns\b", None, _FOR_A_PERSON),
    Cue("closing", "help assi", r"\b(?:any|more|further|additional|other) (?:\w+ ){0,2}help\b|\bneed(?: any| more| further)? help\b[^.]{0,60}(?:let me know|ask|reach|here)|\bhow (?:else )?(?:can|may) i (?:further |also )?(?:help|assist)|\bhelp (?:you )?(?:with )?(?:today|further)\?", None, _FOR_A_PERSON),
    Cue("closing", "anyt", r"\bneed anything\b|\bis there anything\b|\banything (?:more|further|other)\b", None, _FOR_A_PERSON),
    Cue("closing", "have", r"\bhave an? (?:\w+ ){0,2}(?:day|evening|night|weekend|time|trip|flight|one|week|afternoon|morning|journey|holiday)\b"),
    Cue("closing", "welc", r"\byou are (?:very |most |always )?welcome\b"),
    Cue("closing", "than", r"\bthank you for (?:choosing|shopping|contacting|reaching out|your business|being|flying|your understanding)\b|\bthanks for (?:shopping|choosing|contacting)\b"),
    Cue("closing", "safe", r"\bsafe travels?\b"),
    Cue("closing", "care", r"\btake care[.!]|\btake care$"),
    Cue("closing", "glad", r"\bglad (?:i|we) could\b"),
    Cue("closing", "good", r"\bgoodbye\b"),
    Cue("closing", "enjo", r"^(?:please )?enjoy (?:your|the)\b|\band enjoy your\b"),
    Cue("closing", "here", r"\b(?:i am|we are|always) here (?:to help|if you|for you)\b"),
    Cue("closing", "all", r"\bwill that be all\b|\bis that all\b"),
)  # fmt: skip


_STARTS = re.compile(r"\b[a-z]{1,4}")
# a pattern that starts with an assertion is searched many times slower than one that starts with a letter
_ASSERTIONS = re.compile(r"(?:\\b|\(\?<![^)]*\))+")


class _Entry(NamedTuple):
    number: int
    cue: Cue
    asks: bool
    questions: bool
    """Only a question can match."""
    rough: re.Pattern[str]
    """Matches wherever `exact` does, and elsewhere."""
    exact: re.Pattern[str]


@cache
def _index() -> dict[str, list[_Entry]]:
    """Return the compiled cues by the starts of words."""
    index: dict[str, list[_Entry]] = {}
    for number, cue in enumerate(CUES):
        rough = re.compile(_ASSERTIONS.sub("", cue.pattern, count=1) if _ASSERTIONS.match(cue.pattern) else cue.pattern)
        entry = _Entry(number, cue, cue.act.startswith("ask"), cue.pattern.endswith((r"*\?", r"}\?")), rough, re.compile(cue.pattern))
        for start in cue.on.split():
            index.setdefault(start, []).append(entry)
    return index


def cues_in(sentence: str) -> dict[str, int]:
    """Return the acts and hints found in a plain `sentence`, each with the place where its first cue starts."""
    index, found, tried = _index(), {}, set()
    question = "?" in sentence
    starts = set(_STARTS.findall(sentence))
    if question:
        starts.add("?")
    for start in starts & index.keys():
        for number, cue, asks, questions, rough, exact in index[start]:
            if number in tried or (questions and not question) or (not asks and cue.act in found):
                continue
            tried.add(number)
            if rough.search(sentence) and (match := exact.search(sentence)):
                act = _act(cue, sentence, match.start())
                found[act] = min(match.start(), found.get(act, match.start()))
    found.pop("", None)
    return found


def _act(cue: Cue, sentence: str, start: int) -> str:
    """Return the act or hint that a match of `cue` at `start` shows, "" for none."""
    if cue.not_in is not None and cue.not_in.search(sentence):
        return "refusal?" if cue.not_in is _NOTE else ""
    if cue.not_after is not None and cue.not_after.search(sentence, max(0, start - 90), start):
        return "refusal?" if cue.not_after is _WARNING else ""
    return cue.act
