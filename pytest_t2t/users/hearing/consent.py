"""How an agent asks for consent to an action, and how it repeats a fact to have it confirmed.

plain sentence -> "confirm"; "given": the fact stands beside its name, so that it is confirmed and not asked for
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import AGREED, DEED, PROCEED, QUESTION_WORD, WH, WHOLE, Cue

CUES = (
    Cue(
        "confirm",
        "conf veri",
        rf"\b(?:please|kindly|you|to|need you to|i(?: will| would)?(?: just)?(?: like| need| want) to|could you"
        rf"|can you|would you)(?: please| also| just| kindly)* (?:(?:re-?)?confirm"
        rf"|verify(?! the information))(?! (?:if|whether) you (?:would like|want|wish|prefer)[^?.]{{0,40}}\b(?:any"
        rf"|one|which|some) of\b)(?= {AGREED}| (?:this|these|those|to|with|by|here|and|so|before)\b| {WHOLE}"
        rf"|[ .,:;!?)-]*$|[.,:;!?)-])",
    ),
    Cue(
        "confirm",
        "conf appr agre veri",
        r"\b(?:once|after|when|if|as soon as) you (?:have )?(?:confirm(?:ed)?|approved?|agreed?"
        r"|verified)\b(?! (?:the|your|which|what|how)\b(?! (?:details|changes|above|information|booking|cancellation"
        r"|request|action)))",
    ),
    Cue(
        "confirm",
        "conf awai",
        r"\b(?:your|for|explicit|with|upon|final|clear|a) (?:explicit |final |clear "
        r"|express )?confirmation (?:before|to |so|that|and|from you|,|\.|i )|\bawait(?:ing)? your\b|\b(?:need"
        r"|require|have|waiting for|with|upon|after|get|await|ask for) (?:your |an? )?(?:explicit |final |clear "
        r"|express |go-ahead )*confirmation\b",
    ),
    Cue("confirm", "appr", r"\b(?:your|with|explicit) approval\b|\b(?:do you|if you|once you) approve\b"),
    Cue("confirm", "perm cons", r"\b(?:your|have) (?:explicit )?(?:permission|consent)\b"),
    Cue("confirm", "ahea gree good", r"\bgo-ahead\b|\bgreen light\b|\bgood to go\?"),
    Cue(
        "confirm",
        "like",
        rf"(?<!how )\bwould you (?:still )?like (?:me |us )?to {PROCEED}\b(?! with (?:the|this|that"
        rf"|your) (?:transfer|escalation))",
        not_after=WH,
    ),
    Cue(
        "confirm",
        "like pref want",
        rf"\bwould you (?:still )?(?:like|prefer|want) (?:me|us) to (?:now |also |just )*{DEED}",
        not_after=WH,
    ),
    Cue(
        "confirm",
        "like",
        rf"\bwould you (?:still )?like to {DEED}(?!\w*\W+(?:[\w'-]+ ){{0,4}}(?:any|one of|another|different"
        rf"|some)\b)(?!\w* (?:travel )?insurance)(?![^?]*\bor (?!is there|are there|do you))",
        not_after=WH,
    ),
    Cue(
        "confirm",
        "like want wish read happ agre",
        rf"\b(?:if|whether|that) you (?:would|still|do)? ?(?:like|want|wish|are ready|are happy"
        rf"|agree)(?: for)? ?(?:me |us )?(?:to )?{PROCEED}\b",
    ),
    Cue(
        "confirm",
        "if",
        r"(?:\b(?:let (?:me|us) know|tell me|confirm|and) |^)if (?:you (?:agree|approve|are (?:okay|ok|happy|fine"
        r"|ready|good|sure|comfortable))|(?:that|this|these|it|everything|all)(?: of this| the details"
        r"| details)? (?:works?|looks?|sounds?|is|are|seems?)\b(?! (?:not|anything|any|else|all|\"|')))",
    ),
    Cue(
        "confirm",
        "shal shou may can coul",
        rf"\b(?:shall|should|may|can|could) i (?:now |please |then |just |also )*(?:{PROCEED}|{DEED})[^?]*\?",
        not_after=QUESTION_WORD,
    ),
    Cue(
        "confirm",
        "want wish agre cons",
        rf"\bdo you (?:still )?(?:want|wish|agree|consent)(?: for)?(?: me| us)? ?(?:to (?:{PROCEED}|{DEED})|\?"
        rf"|with (?:this|these|that))",
        not_after=WH,
    ),
    Cue(
        "confirm",
        "read sure happ okay ok comf fine good righ",
        r"\bare you (?:ready|sure|happy|okay|ok|comfortable|fine|all right|good)(?: (?:to|with|for|that|if|you)\b|\?)",
    ),
    Cue(
        "confirm",
        "read happ okay ok want",
        rf"\b(?:ready|happy|okay|ok) (?:for me )?to {PROCEED}\b|\bready for me to {DEED}|^want (?:me )?to (?:{PROCEED}"
        rf"|{DEED})",
        not_after=re.compile(r"\b(?:when|whenever|once|until) (?:you are |[^,;]{0,60}\band are )?$"),
    ),
    Cue(
        "confirm",
        "corr righ ok okay alri fine good accu acce agre what",
        r"\b(?:is|are) (?:that|this|these|it|everything|all|all of this|the (?:above|information|details)"
        r"|these details|this information)(?: all)?(?: now)? (?:look(?:ing)? )?(?:correct|right|ok|okay|all right"
        r"|alright|fine|good|accurate|acceptable|agreeable|what you (?:want|would like|had in mind))\b[^?]{0,80}\?",
    ),
    Cue(
        "confirm",
        "does do did",
        r"\b(?:does|do|did) (?:that|this|these|it|everything|all|all of (?:that|this)|the (?:above|details)"
        r"|i)(?: all)?(?: of (?:that|this))? (?:sound|look|work|seem|get|have|understand)\b[^?]{0,60}\?",
    ),
    Cue(
        "confirm",
        "soun look okay ok righ agre yes",
        r"(?:^|[,.!-] )(?:sounds?|looks?) (?:good|right|okay|ok|correct|fine)\?|(?:^|[,-] )(?:okay|ok|right|agreed"
        r"|yes)\?$",
    ),
    Cue("confirm", "corr", r"^(?!.*\bassum).*\bcorrect\?"),
    Cue(
        "confirm",
        "repl resp say type answ writ ente yes",
        r"\b(?:reply|respond|say|type|answer|write|enter)(?: back)?(?: with)?(?: a)?(?: simple)? [\"'(]{0,2}(?:yes"
        r"|y\b|confirm|ok\b|okay)|\byes(?: or |/)no\b|\(\"?yes\"?\)|\"yes\" (?:to|if|and|so)|\b(?:a"
        r"|your) (?:\w+ ){0,2}\"?yes\"? (?:will|is|from you|before|to|so)\b|\bis that a yes\b",
    ),
    Cue(
        "confirm",
        "repl resp say type answ writ ente",
        r"\b(?:reply|respond|say|type|answer|write|enter)(?: back)?(?: with)? \"confirm",
    ),
    Cue("confirm", "conf", r"\band confirm[ .!]*$"),
    Cue("confirm", "like", rf"\bwould like to {PROCEED}\b[^.]{{0,80}}\blet (?:me|us) know\b"),
    Cue("confirm", "word", r"\b(?:just )?(?:say|give me) the word\b"),
    Cue(
        "confirm",
        "okay ok alri righ fine acce",
        r"\b(?:is it|would it be|is that) (?:okay|ok|alright|all right|fine|acceptable)(?: with you)? (?:if|to|for)\b",
    ),
    Cue("confirm", "conf", r"(?:^|[:;-] ?)confirm (?:that|if|whether|to)\b"),
    Cue("confirm", "conf", r"\bto confirm[,:] (?:you|i|we|the|are|is|would|do|this|shall)\b[^?]*\?"),
    Cue("confirm", "doub", r"\bjust to double-check\b[^?]{0,200}\?"),
    Cue(
        "given",
        "conf veri",
        r"\b(?:confirm|verify) (?:the|your|this) [^:?.]{2,40}: (?!either\b)[^?]{3,}$",
        not_after=re.compile(r"\bor $"),
        not_in=re.compile(r" or "),
    ),
    Cue("confirm", "proc cont conf ahea", r"(?:^|[,.] )(?:proceed|continue|confirm|go ahead)\?"),
)
