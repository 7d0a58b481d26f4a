"""How an agent asks for information: questions, imperatives, and openings that count only where a fact is named.

plain sentence -> "ask"; "ask+": if a topic is named; "ask?": if a topic is named and nothing is confirmed or offered
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import AGREED, DEED, GIVE, POLITE, PROCEED, WHOLE, Cue

CUES = (
    Cue(
        "ask",
        "prov shar give tell spec send supp clar ente indi stat choo sele pick remi desc list ment "
        "iden incl name spel elab note advi pass let help",
        rf"\b(?:could|can|would|will) you (?:be able to )?{POLITE}(?:{GIVE}|let me know (?!if|whether)"
        rf"|let us know (?!if|whether)|help me (?:understand|identify|with))\b",
    ),
    Cue(
        "ask",
        "conf veri",
        rf"\b(?:could|can|would|will) you {POLITE}(?:(?:re-?)?confirm|verify)\b(?! {AGREED})(?! {WHOLE})",
    ),
    Cue("ask", "chec doub try", rf"\b(?:could|can|would|will) you {POLITE}(?:check|double-check|try)\b"),
    Cue(
        "ask",
        "may can coul migh",
        r"\b(?:may|can|could|might) i (?:please |also |just |kindly )*(?:have|get|know|ask(?! if you would like me)"
        r"|take|grab)\b(?! you\b| (?:that|this|it) as\b| (?:an?|your) (?:\w+ )?(?:okay|ok|yes|nod|go-ahead|permission"
        r"|approval|consent|confirmation)\b)",
    ),
    Cue("ask", "what", r"\bwhat\b(?! if\b| about\b| else\b| i can\b| can i\b| you want\?)[^?]{0,200}\?"),
    Cue("ask", "whic", r"\bwhich\b[^?]{0,250}\?"),
    Cue(
        "ask",
        "who when wher why how",
        r"(?:^|[,:;-] |\band |\bso )(?:who|when|where|why|how (?:many|much|would|do|should|did|long"
        r"|can i identify))\b(?! else)[^?]{0,200}\?",
    ),
    Cue(
        "ask",
        "do",
        r"\bdo you (?:happen to |still |already )?(?:have|know|remember|recall|prefer|need|want"
        r"|wish)\b(?! any (?:other|more|further)| (?:me|us) to\b| to (?:proceed|go|continue|cancel"
        r"|return|exchange|change|update|confirm)(?![^?]* or ))[^?]{0,200}\?",
    ),
    Cue("ask", "pref rath", r"\bwould you (?:prefer|rather)\b"),
    Cue(
        "ask",
        "or",
        r"(?:^|[:,] )(?:is|are|was|were|will|did|does|do) (?:it|this|that|there|they|the|your"
        r"|you)\b[^?]{0,120} or [^?]{1,120}\?",
    ),
    Cue(
        "ask",
        "look tryi aski refe hopi inte trav flyi plan call",
        r"\bare you (?:looking|trying|asking|referring|hoping|interested|travell?ing|flying|planning"
        r"|calling)\b[^?]{0,160}\?",
    ),
    Cue("ask?", "like", r"\bwould you like (?!me\b|to proceed)[^?]{0,200} or [^?]{0,200}\?"),
    Cue(
        "ask?",
        "like want",
        rf"\b(?:would you like|do you want)\b(?! me| to (?:{PROCEED}|be )|[^?]*(?:instead|any (?:other|more"
        rf"|further)))[^?]{{0,200}}\?",
    ),
    Cue(
        "ask",
        "conf",
        r"\bconfirm (?:if|whether) you (?:would like|want|wish|prefer)[^?.]{0,40}\b(?:any|one|which"
        r"|some) of (?:these|them|those|the)\b",
    ),
    Cue(
        "ask",
        "plea kind",
        rf"\b(?:please|kindly) {POLITE}(?:{GIVE}|reply with(?! .?(?:yes|confirm|y\b|ok))|respond with(?! .?(?:yes"
        r"|confirm|y\b|ok)))\b(?! (?:that|this may|me know|yourself"
        r"|(?:me )?(?:just )?(?:a|an|one|half a|another|two) (?:\w+ )?(?:moment|minute|min|second|sec|bit|tick"
        r"|while)s?)\b)",
    ),
    Cue(
        "ask",
        "conf veri",
        rf"\b(?:please|you to|you) {POLITE}(?:(?:re-?)?confirm|verify)\b(?! (?:if|that|whether|to"
        rf"|with)\b(?! (?:it is|the reason)))(?! {WHOLE})(?= (?:your|the|which|what|how|whose|where|when|whether|a"
        rf"|an|if|its|their|both|one|either)\b)",
        not_after=re.compile(r"\b(?:once|after|when|if) (?:you )?$"),
    ),
    Cue(
        "ask",
        "know",
        r"\blet (?:me|us) know (?:also |please |exactly |first |about )*(?:which|what|when|where|who|how|the|your"
        r"|their|both|one of)\b(?! (?:else|(?:i|we) can))",
    ),
    Cue(
        "ask",
        "prov shar spec indi stat choo sele ente",
        r"\band (?:also )?(?:provide|share|specify|indicate|state|choose|select|enter) (?:me )?(?:with )?(?:a|an|the"
        r"|your|which|any|one)\b",
        not_after=re.compile(r"\b(?:i|we) (?:will|can|would|could|am|are)\b"),
    ),
    Cue("ask+", "conf", r"\bconfirm (?:if|whether) you (?:would like|want|prefer|wish) to (?:use|pay|keep|have)\b"),
    Cue(
        "ask+",
        "like",
        rf"\bwould you like to (?:use|keep|{DEED}\w*) (?:[\w'-]+ ){{0,6}}(?:one of|any|another|a different|some"
        rf"|additional|the same)\b",
    ),
    Cue("ask+", "know", r"\blet (?:me|us) know (?:if|whether) you (?:want|would like|prefer|wish|have)\b"),
    Cue(
        "ask",
        "need",
        r"\b(?:i|we)(?: will| would| do| just| also| still| only| first| then| both| really| now| actually"
        r"| currently)* need (?!to\b|your (?:explicit |clear |final |express )*(?:confirmation|approval|consent"
        r"|permission|go-ahead|okay|ok)\b|(?:a|your) (?:clear|explicit|final|simple|quick|\"?yes)|more time"
        r"|some time|an? (?:moment|minute))",
    ),
    Cue(
        "ask",
        "need",
        r"\b(?:i|we)(?: will| would| do| just| also| still| only| first| then)* need to (?:first |also "
        r"|just )?(?:know|have|get|ask|collect|gather|obtain|receive)\b",
    ),
    Cue(
        "ask",
        "requ",
        r"\b(?:i|we)(?: will| would| do| also| still)* require (?!your (?:explicit )?(?:confirmation|approval"
        r"|consent))|\bwhich requires (?:your|the)\b",
    ),
    Cue("ask", "need", rf"\bneed you to {POLITE}(?:{GIVE}|let me know)\b"),
    Cue("ask", "need have", rf"\byou (?:will |would |do |may |just )*(?:need|have) to {POLITE}{GIVE}\b"),
    Cue("ask", "if", rf"\bif you (?:can|could) {POLITE}(?:{GIVE}|let me know)\b"),
    Cue(
        "ask+",
        "prov shar give repl send tell",
        r"\byou can (?:also |either )?(?:provide|share|give|reply with|send|tell)\b",
    ),
    Cue("ask+", "work", r"^[^.]{0,120}\bwill (?:also )?work\b"),
    Cue(
        "ask",
        "need miss",
        r"\b(?:what|all) i(?: will| would)? (?:still )?need\b|\bi am (?:still )?missing\b|\b(?:is"
        r"|are) (?:still )?needed\b",
        not_after=re.compile(r"\b(?:have|got) $"),
    ),
    Cue("ask", "need", r"(?:^|, )just need (?!to\b|your (?:confirmation|approval|consent|okay|ok)\b)"),
    Cue("ask", "know", r"\blet (?:me|us) know ?:"),
    Cue("ask+", "plea", r"^.{1,120}, please[.!?]*$"),
    Cue(
        "ask",
        "tell give send",
        r"(?:^|[,;:] |\band |\bjust )(?:tell|give|send) me\b(?! (?:just |only |about |like )*(?:a|an|one|half an?|two"
        r"|your|the|\d) (?:\w+ )?(?:moment|minute|min|second|sec|bit|tick|while|thumbs|nod|word|okay|ok|yes|go-ahead"
        r"|green light)s?\b| [\"'])",
    ),
    Cue(
        "ask",
        "have can choo sele avai opti",
        r"^[\w ()/'-]{2,40}: ?(?:you have (?:the )?(?:following|several|two|three|these)\b|you can (?:choose|select"
        r"|pick|use|have)\b|choose\b|select\b|available\b|options\b|(?:your )?choice\b)",
    ),
    Cue("ask?", "?", r"^"),
)
