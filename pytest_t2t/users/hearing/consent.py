"""How an agent asks for consent to an action, and how it repeats a fact to have it confirmed.

plain sentence -> "confirm"; "given": the fact stands beside its name, so that it is confirmed and not asked for
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import AGREED, DEED, PROCEED, QUESTION_WORD, WH, WHOLE, Cue

_TAG = (
    r"(?:(?:okay|ok|all|right|alright|good|fine|correct|correctly|ready|yes|yeah|deal|agreed|happy|sure|acceptable"
    r"|accurate|sounds?|looks?|works?|that|this|it|is|does|would|will|be|do|did|are|am|you|for|with|by|to|me|i|we|us"
    r"|may|might|shall|should|can|could|go|ahead|now|then|still|want|like|so|up|proceed|continue|get|got|have|suit"
    r"|everything|here|on|far|going|a)(?:, |[ ,])?+){1,10}+\?"
)
# "can you?" asks the customer to do something; "is that it?" closes
_NO_TAG = re.compile(
    r"\b(?:can|could|will) you\b|\bis (?:that|this) (?:it|all)\b|\b(?:how|what|which|where|why|when|who|else) |^(?:so"
    r"|and|you|yes|okay|ok|all right|alright|right|now|then|for you|for me|everything)?\?$"
)

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
        r"|express |go-ahead )*confirmation\b(?! (?:by|via|in|on|e-?mail|message|mail|text|shortly|soon|number|code"
        r"|letter))",
    ),
    Cue("confirm", "appr", r"\b(?:your|with|explicit) approval\b|\b(?:do you|if you|once you) approve\b"),
    Cue("confirm", "perm cons", r"\b(?:your|have) (?:explicit )?(?:permission|consent)\b"),
    Cue("confirm", "ahea gree good", r"\bgo-ahead\b|\bgreen light\b|\bgood to go\?"),
    Cue(
        "confirm",
        "okay ok yes nod thum appr cons auth",
        r"\b(?:your|an?|the|quick|simple|clear|explicit) (?:(?:quick|simple|clear|explicit|final|short) )*(?:okay|ok"
        r"|nod|yes|thumbs[- ]up)\b(?! (?:or|to))",
        not_after=re.compile(r"\b(?:thank you|thanks) for $"),
    ),
    Cue(
        "confirm",
        "like want pref",
        rf"(?<!how )\bwould you (?:still )?(?:like|want|prefer) (?:me |us )?to {PROCEED}\b(?! with (?:the|this|that"
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
        rf"\b(?:shall|should|may|can|could) (?:i|we) (?:now |please |then |just |also )*(?:{PROCEED}|{DEED})[^?]*\?",
        not_after=QUESTION_WORD,
    ),
    Cue(
        "confirm",
        "want wish agre cons auth",
        rf"\bdo you (?:still )?(?:want|wish|agree|consent|authori[sz]e)(?: for)?(?: me| us)? ?(?:to (?:{PROCEED}"
        rf"|{DEED})|\?|with (?:this|these|that)|(?:this|that|it)\?)",
        not_after=WH,
    ),
    Cue(
        "confirm", "whet if", rf"\b(?:whether|if) (?:i|we) (?:should|may|can|could|shall) (?:now )?(?:{PROCEED}|{DEED})"
    ),
    Cue("confirm", "mind", r"\bmind if i\b"),
    Cue(
        "confirm",
        "read sure cert posi happ okay ok comf fine good righ",
        r"\bare you (?:ready|sure|(?:absolutely |quite |really )?(?:certain|positive)|happy|okay|ok|comfortable|fine"
        r"|all right|good)(?: (?:to|with|for|that|if|you)\b|\?)",
    ),
    Cue(
        "confirm",
        "read happ okay ok want fine good",
        rf"\b(?:ready|happy|okay|ok|fine|good) (?:for me )?to {PROCEED}\b|\b(?:ready|happy|okay|ok|fine|good) for me to"
        rf" {DEED}|^(?:so,? )?(?:ready|okay|ok|fine) to {DEED}|^want (?:me )?to (?:{PROCEED}|{DEED})",
        not_after=re.compile(r"\b(?:when|whenever|once|until) (?:you are |[^,;]{0,60}\band are )?$"),
    ),
    Cue(
        "confirm",
        "corr righ ok okay alri all fine good accu acce agre what orde liki as",
        r"\b(?:is|are) (?:that|this|these|it|everything|all|all of this|the (?:above|information|details)"
        r"|these details|this information)(?: all)?(?: now)? (?:look(?:ing)? )?(?:correct|right|ok|okay|all right"
        r"|alright|fine|good|accurate|acceptable|agreeable|in order|to your liking|as (?:you|it)|what you (?:want"
        r"|would like|had in mind))\b[^?]{0,80}\?",
    ),
    Cue(
        "confirm",
        "does do did",
        r"\b(?:does|do|did) (?:(?:that|this|these|it|everything|all|all of (?:that|this)|(?:the|these) (?:above"
        r"|details|changes))(?: above| below)?(?: all)?(?: of (?:that|this))? (?:sound|look|work|seem|match|suit|cover"
        r"|reflect|capture)|i (?:get|have|understand|hear|read))\b[^?]{0,60}\?",
        not_after=QUESTION_WORD,
    ),
    Cue(
        "confirm",
        "have am",
        r"\b(?:have i (?:got|understood)|am i (?:right|correct|understanding|reading)) [^?]{0,160}\?",
    ),
    # "is that the one you mean?", "is it order #w12?", "is this about order #w12?"
    Cue(
        "confirm",
        "is are was woul",
        r"(?:^|[,:;-] |\b(?:so|and|but|ok|okay) )(?:(?:is|are|was|were) (?:that|this|it|these|those|they)|would"
        r" (?:that|this|it) be) (?:the|your|what|how|(?:about|for) (?:the|your|order|reservation|booking)|order|all"
        r" right|alright|right|correct|okay|ok|fine)\b(?! (?:same|only) | also)(?![^?]* or "
        r"|[^?]*\belse\b)[^?]{0,140}\?",
    ),
    Cue(
        "confirm",
        "mean refe talk spea",
        r"\b(?:do|did) you mean (?!by\b)(?![^?]* or |[^?]*\b(?:which|what)\b)[^?]{2,140}\?",
        not_after=WH,
    ),
    # "so you'd like to send back the black one?"
    Cue(
        "confirm",
        "you",
        r"^(?:[^?]{0,80}[,:-] )?(?:so |and |then |ok |okay )*you (?:are (?:asking|looking|hoping|trying)|(?:would|do)"
        r" (?:like|want)|want|mean|wish|need) (?![^?]* or |[^?]*\b(?:which|what|else|some\w*|any\w*)\b)[^?]{2,160}\?",
        not_in=re.compile(r"\b(?:what|which|how|why|where|when|who) "),
    ),
    Cue(
        "confirm",
        "soun look okay ok righ agre yes",
        r"(?:^|[,.!-] )(?:sounds?|looks?) (?:good|right|okay|ok|correct|fine)\?|(?:^|[,-] )(?:okay|ok|right|agreed"
        r"|yes)\?$",
    ),
    # "okay for you?", "shall i?", "would that be all right with you then?": nothing but words without content
    Cue("confirm", "?", rf"(?:^|[,:;(\u2013\u2014-] ?){_TAG}", not_in=_NO_TAG),
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
    Cue("confirm", "word", r"\b(?:say|give me|need) the word\b"),
    Cue("confirm", "read", r"\bready (?:when(?:ever)?|if|as soon as) you are\b"),
    Cue("confirm", "corr", r"^(?:please )?correct me if\b"),
    Cue("confirm", "obje reas", r"\b(?:any|no) objections?\?|\breason (?:why )?(?:i|we) should not\b"),
    Cue(
        "confirm",
        "say tell repl type",
        r"\b(?:say|tell me|type|reply(?: with)?) [\"'](?:go|yes|ok|okay|sure|do it|proceed)\b",
    ),
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
    Cue(
        "confirm",
        "if",
        r"(?:^|, )if (?:that|this|it|all|everything) (?:is|sounds|looks) (?:all )?(?:right|fine|okay|ok|good|alright)"
        r"\b(?: (?:with|by|for) you)?,? (?:i|we) (?:will|can)\b",
    ),
    Cue("confirm", "if", r"\bif you are (?:all )?(?:happy|okay|ok|fine|good|comfortable) (?:with|for)\b"),
    Cue("confirm", "proc cont conf ahea", r"(?:^|[,.] )(?:proceed|continue|confirm|go ahead)\?"),
)
