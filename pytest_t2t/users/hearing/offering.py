"""How an agent offers an alternative, further help or a transfer to a person.

plain sentence -> "offer"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, GOODS, PERSON, QUESTION_WORD, TALK, WH, Cue

_NEVER = re.compile(
    r"\b(?:cannot|unable to|not able to|not (?:be|wish|want|prefer))\b[^,;]{0,20}$|\bnot to be $|\bpreference\b[^,]*$"
)

CUES = (
    Cue(
        "offer",
        "tran",
        rf"\btransfer(?:red|ring)? (?:over )?{TALK}(?! (?:points|ticket|miles|order))",
        not_after=_NEVER,
    ),
    Cue(
        "offer",
        "tran",
        r"(?<!cannot )(?<!not )(?<!not be )\btransfer(?:red|ring)?\b(?! (?:your (?:points|ticket|miles|order)|fee"
        r"|of funds))",
        not_after=_NEVER,
        not_in=re.compile(GOODS),
    ),
    Cue(
        "offer",
        "huma live real supe spec coll repr",
        rf"\b(?:{PERSON})\b",
        not_after=re.compile(
            r"\b(?:cannot|unable to|not to|without)\b[^,;]{0,20}$|\b(?:i am|this is|my name is|as)(?: [\w-]+,?){0,2},?"
            r" (?:an?|your|the|one of) (?:[\w-]+ ){0,4}$|\b(?:i am|this is) [\w-]{1,20}, (?:[\w-]+ ){0,4}$"
        ),
    ),
    Cue(
        "offer",
        "hand put forw rout refe rais loop brin",
        rf"\bhand(?:ing)? {TALK} (?:over|off|on)|\bhand(?:ing)? (?:this|that|it|over) (?:over|off|on|to)\b"
        r"|\bput(?:ting)? you (?:through|in"
        rf" (?:touch|contact))\b|\b(?:forward|rout|refer|rais)(?:e|ing)? (?:{TALK}|this|that|it)[^.]{{0,20}} (?:to"
        r"|with) (?:an?|our|the|my|one"
        rf"|someone|another|human)\b|\b(?:loop|bring)(?:ing)? in (?:an?|my|one|our|someone)\b",
        not_after=_NEVER,
    ),
    Cue(
        "offer",
        "some tick",
        r"\b(?:have|get|ask) (?:someone|somebody|one of)\b[^.]{0,60}\b(?:call|contact|get back|look|reach|review|help"
        r"|take over)|\b(?:speak|talk|chat) (?:to|with) (?:someone|somebody|a person|one of)\b|\b(?:open|raise|create"
        r"|file) a (?:\w+ )?ticket\b",
        not_after=_NEVER,
    ),
    Cue(
        "offer",
        "esca",
        r"\bescalat(?:e|ed|ing)\b",
        not_after=re.compile(r"\b(?:cannot|unable to|not able to|not)\b[^,;]{0,30}$"),
    ),
    Cue("offer", "conn", r"\bconnect you\b"),
    Cue(
        "offer",
        "inst",
        r"(?:\b(?:would you|you (?:can|could|may|might)|i (?:can|could|would)|we (?:can|could|would)|if you"
        r"|how about|what about|shall i|should i|do you|perhaps|let us|happy to)\b[^.]{0,200}\binstead\b)"
        r"|\binstead, (?:i|we|you|would|how)\b",
    ),
    Cue(
        "offer",
        "alte",
        r"\balternatively\b|\b(?:as an|an|one|another|some|possible|other|few|suggest an?|explore) alternatives?\b",
    ),
    Cue(
        "offer",
        "howe",
        r"\bhowever,? (?:\w+ ){0,8}?(?:i|we|you) (?:can|could|may|might|do have|am able|are able"
        r"|would be able)\b(?! (?:only|not)\b)",
    ),
    Cue(
        "offer",
        "said news welc",
        r"\b(?:that said|having said that|the good news(?: is)?(?: that)?),? (?:i|we|you) (?:can|could)\b(?! (?:only"
        r"|see|confirm|tell)\b)|\byou are (?:always |very |more than )*welcome to (?!ask|contact|reach|come|message"
        r"|write|get)",
    ),
    Cue(
        "offer",
        "open coul",
        r"\bbe open to\b|\byou could (?:also |then |simply |just )*(?:place|order|buy|keep|return|exchange|cancel"
        r"|rebook)\b",
    ),
    Cue("offer", "inst", r"\b(?:would|could|might) (?!you )[^.?]{1,80}\binstead\?"),
    Cue("offer", "what", r"(?<!outside )(?<!beyond )(?<!of )\bwhat (?:i|we) can do\b"),
    Cue(
        "offer",
        "offe",
        r"\b(?:i|we) (?:can|could|would be able to|am able to|am happy to|would like to|may be able to"
        r"|might be able to|might also be able to) (?:still |also |instead )*offer\b",
    ),
    Cue("offer", "reco", r"\b(?:i|we)(?: would| do)?(?: also| strongly)? recommend\b"),
    Cue("offer", "sugg", r"\b(?:i|we)(?: would| can| could| do)?(?: also)? suggest\b"),
    Cue(
        "offer",
        "cons cont reac try opt expl choo look stil want wish like alwa",
        r"\byou (?:can|could|may|might)(?: also| always| instead)* (?:want to\b|wish to\b|like to\b"
        r"|(?:need to )?consider|(?:need to )?contact|reach out to|try|opt|explore|look into|still|always (?!ask|come"
        r"|contact|reach|write|message))\b",
    ),
    Cue("offer", "need", r"\byou would need to (?:make|place|book|order|cancel|create|buy|purchase|contact|return)"),
    Cue("offer", "use", r"\byou can use (?:a combination|the [\w ]{1,30} instead)"),
    Cue(
        "offer",
        "like pref want",
        r"\bwould you (?:like|prefer|want) (?:me|us) to (?:look|check|search|find|help|assist|explain|see|explore"
        r"|suggest|show|list|provide|share|connect|contact|get|guide|walk|try)\b",
    ),
    Cue(
        "offer",
        "like",
        r"\bwould you like (?:to (?:choose (?:a|an)(?:other)? ?(?:different|other)?|see|explore|consider|keep|look"
        r"|hear|know|try|speak|talk|be |have|view|check|make any|use one of|pick a)|help with(?! anything))\b",
        not_after=WH,
    ),
    Cue(
        "offer",
        "like",
        rf"\bwould you like to {DEED}\w* (?:[\w'-]+ ){{0,6}}(?:one of|any|another|a different|some)\b",
    ),
    Cue(
        "offer",
        "if",
        rf"\bif you (?:would like|like|prefer|wish|want|would prefer|need|believe|decide"
        rf"|change your mind)\b[^.]{{0,120}}?\b(?:i|we) (?:can|could|would be happy to|am happy to) (?:also "
        rf"|certainly |gladly |happily )?(?!assist you further|assist you with that further"
        rf"|help you further)(?:{DEED}|transfer|connect|check|look|help|assist (?:you )?with (?:that|the|this|cancel"
        rf"|return|it)|search|find|arrange|facilitate)",
    ),
    Cue(
        "offer",
        "if",
        r"\bif you (?:would )?(?:like|prefer|wish|want), (?:i|we) (?:can|could|will|would)\b(?! (?:assist"
        r"|help) you further)",
    ),
    Cue(
        "offer",
        "if",
        r"\bif you would (?:like|prefer) to (?:cancel|return|exchange|keep|proceed with cancel|explore"
        r"|book)[^.]{0,100}\b(?:instead|let me know|please confirm|i can)\b",
    ),
    Cue("offer", "pref rath", r"\blet me know if you (?:would )?(?:prefer|rather)\b"),
    Cue(
        "offer",
        "opti expl",
        r"\b(?:another|other|alternate|different|few|couple of|some|these) options? (?:would be|is|are|could be"
        r"|might be|include|you (?:can|could|might))\b|\bexplore (?:a few|some|other|different|alternative)\b"
        r"|\bnext (?:available|best) option\b",
    ),
    Cue("offer", "abou", r"\b(?:how|what) about\b[^?]{0,120}\?"),
    Cue(
        "offer",
        "want",
        r"(?:\bdo you |^)want me to (?:look|check|search|find|help|explain|see|explore|suggest|show|list|connect"
        r"|try)\b",
    ),
    Cue(
        "offer",
        "shal shou can may",
        r"\b(?:shall|should|can|may) i (?:look|check|search|find|help you (?:find|look|with(?! any| some))|explain"
        r"|explore|show|list|suggest|connect|see)\b[^?]*\?",
        not_after=QUESTION_WORD,
    ),
    Cue("offer", "opti", r"\bone (?:other )?option (?:is|would be)\b"),
    Cue(
        "offer",
        "like want pref",
        r"\b(?:not|no|cannot|unable)\b[^?]{3,160}\bwould you (?:like|prefer|want)\b[^?]{0,200}\?",
    ),
    Cue(
        "offer",
        "if",
        r"\bif you (?:would )?(?:like|prefer|wish|want), (?:i|we) (?:can|could|will|would)\b(?! (?:assist"
        r"|help) you further)",
    ),
    Cue(
        "offer",
        "if",
        r"\bif you would (?:like|prefer) to [^.]{0,80}\b(?:different|another|instead|alternative)\b",
        not_after=re.compile(r"\bknow $"),
    ),
    Cue("offer", "coul", rf"(?<!glad )\bi could (?:also |still |instead |certainly )?(?:help|look|check|offer|{DEED})"),
    Cue("offer", "cons", r"\bconsider \w+ing\b"),
    Cue(
        "offer",
        "inst diff anot othe alte",
        r"\bwould you (?:still )?(?:like|prefer|want) to \w+ [^?]{0,120}\b(?:instead|different|another|other"
        r"|alternative)\b",
    ),
    Cue(
        "offer",
        "best",
        r"\bbest (?:option|course of action|way forward) (?:would be|is)\b|\bbest to (?:contact|consult|reach|check"
        r"|speak|ask|call)\b",
    ),
    Cue(
        "offer",
        "if",
        r"\bif (?:you|that|this|it)\b(?! (?:can |could )?(?:please )?(?:provide|share|give|tell|send|confirm|specify"
        r"|let me know))[^.]{0,120}?\b(?:i|we) can (?:also )?(?:help you |assist you )?(?:with )?(?:retriev|look"
        r"|search|find|check|transfer|connect|arrange|cancel|explor)",
    ),
    Cue("offer", "happ glad", r"\b(?:happy|glad|able) to [^.]{1,80}\bif you (?:would )?(?:want|like|prefer|wish)\b"),
    Cue("offer", "pass", r"\bpass(?:ing)? (?:this|you|it|your \w+) (?:on )?to\b"),
    Cue("offer", "anot", r"\banother (?:possibility|way|option) (?:is|would be|could be)\b"),
)
