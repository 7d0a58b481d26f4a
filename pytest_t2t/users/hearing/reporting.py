"""How an agent reports that something has been done.

plain sentence -> "completion"; "done?": a report unless something is still to be confirmed
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, GOODS, LOOK_UP, STILL_OPEN, Cue

CUES = (
    Cue(
        "completion",
        "been",
        r"\b(?:has|have|everything is)(?: now| already| also| both| all| just| successfully)* been (?:successfully "
        r"|fully |now |also |already |safely |officially )*(?!verif|authenticat|locat|found|retriev|identif|deliver"
        r"|ship|receiv|transferr|(?<=already been )process|delay|escalat|logg|not|list|request for|confirmed as|look"
        r"|review|discuss|mention|inform|chosen|us|read|log|lock|assign|limit|approved to|deni|declin"
        r"|reject)(?:\w+ed|set|sent|done|undone|put|taken care|taken back|made|paid|withdrawn)\b(?! by the"
        r" (?!team|system|staff|office|warehouse|department|manager|supervisor|agent|colleague)\w+)",
        not_after=STILL_OPEN,
        not_in=re.compile(
            r"\bidentity\b|\byour (?:user id|account|profile|email) (?:has|is)\b|\bauthenticat|\bno \w+ has been\b"
            r"|\btransferred\b|\b(?:nothing|none(?: of \w+)?|neither) (?:has|have)\b"
        ),
    ),
    Cue(
        "completion",
        "succ",
        r"\bsuccessfully (?!verif|authenticat|locat|found|retriev|identif|deliver|ship|receiv|transferr|log|look"
        r"|access|match|pull|connect)(?:and \w+ )?\w+ed\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "succ",
        r"\b(?:was|were|is) (?:a )?success(?:ful)?\b|^success\b|\b(?:was|were) (?:\w+ )?(?!verif|authenticat|locat"
        r"|retriev)\w+ed successfully\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "have had",
        rf"\b(?:i|we) (?:have|had)(?: now| just| also| already| gone ahead and| both)* (?!not )(?:{DEED}\w*(?<=ed)"
        r"|handled|arranged|sorted|sent|set|put(?! together)|made (?:the|those|these|that|your|this)|taken care"
        r"|taken back"
        rf"|done|undone|gone ahead)\b",
        not_after=STILL_OPEN,
        not_in=re.compile(r"\bhave (?:gathered|noted)\b"),
    ),
    Cue(
        "completion",
        "canc upda chan modi proc retu exch remo adde subm refu book upgr issu plac comp arra hand sort swap swit took "
        "made mana",
        r"(?:^|[,;-] |\band )i (?:just |now |also |successfully )*(?:cancell?ed|updated|changed|modified|processed"
        r"|returned|exchanged|removed|added|submitted|refunded|booked|upgraded|issued|placed|completed|arranged"
        r"|handled|sorted|swapped"
        rf"|switched|took care of|made (?:the|those|these|that|your|this)|managed to (?!{LOOK_UP}))\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "now",
        r"\b(?:is|are) now (?!verif|authenticat|available|time|ready|clos|clear|log|past|more|too|beyond|over"
        r"|your turn|able|look|see|wait|tr[iy])",
        not_after=STILL_OPEN,
        not_in=re.compile(r"^how|^what|\?$|\bidentity\b|\btransferred\b"),
    ),
    Cue("completion", "went able", rf"\bi (?:went ahead and|was able to (?!{LOOK_UP}))", not_after=STILL_OPEN),
    Cue(
        "completion",
        "went gone",
        r"(?:went|gone) through\b(?! (?:everything|all|the|your|our|my|each|with)\b)",
        not_after=STILL_OPEN,
    ),
    Cue("completion", "way", r"\brefund[^.]{0,40} on its way\b", not_after=STILL_OPEN),
    Cue("completion", "plac", r"(?:changes?|updates?|both|everything) (?:is|are) in place\b", not_after=STILL_OPEN),
    Cue(
        "completion",
        "canc upda chan modi proc retu exch remo adde subm refu book upgr issu plac",
        rf"^✅ ?[^.?]{{0,60}}\b{DEED}\w*(?<=ed)\b|\b{DEED}\w*(?<=ed)[^.?]{{0,40}}✅|^(?:[\w#-]+ ){{1,4}}(?:updated"
        rf"|changed) (?:to|from)\b",
    ),
    Cue(
        "completion",
        "conf",
        r"\b(?:booking|reservation|order|cancellation|exchange|return|appointment|upgrade|change|purchase"
        r"|flight)s? (?:is|are) (?:now )?confirmed\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "comp done fina",
        r"\b(?:cancellation|exchange|return|refund|update|change|modification|booking|upgrade|request|process"
        r"|everything)s? (?:is|are) (?:now )?(?:complete|completed|done|finali[sz]ed)\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion", "set", r"^(?:you are|it is|everything is|that is|all) ?(?:now )?(?:all )?set\b(?! to\b| up with)"
    ),
    Cue(
        "completion",
        "done",
        r"^(?:\u2705 ?)?(?:and |all |okay,? |ok,? |great,? |right,? |there,? |now )*done\b(?! (?:by|with|in|via"
        r"|through|on)\b)|^it"
        r" is (?:all |now )*done\b|\bthat is (?:all |that |now )*done\b|\bboth done\b",
    ),
    Cue("completion", "cons", r"\bconsider (?:it|that|this) (?:done|\w+ed)\b"),
    Cue(
        "completion",
        "sort fini hand canc refu exch upda done",
        r"(?:[,!-] )done[.!]+$|^(?:and |that is |it is |all |okay,? |great,? |right,? |now )*(?:sorted|finished"
        r"|handled|cancell?ed|refunded|exchanged|updated)\b(?: (?:now|out|for you|as requested))*[.!]*$",
    ),
    Cue("completion", "gone", r"\brefund has (?:now |already )?gone\b", not_after=STILL_OPEN),
    # money moves; a transfer to a person is no report
    Cue(
        "completion",
        "tran",
        rf"{GOODS}[^.?]{{0,60}}\b(?:has|have) (?:now |also |already )?been transferred\b|\btransfer of"
        rf" [^.?]{{1,60}}?\b(?:is|was|has been)"
        r" (?:now )?(?:complete|completed|done|made|processed)\b|\btransfer (?:is|was) (?:now )?(?:complete|completed"
        r"|done)\b",
        not_after=STILL_OPEN,
    ),
    Cue("completion", "acti", r"\bactions? have been\b"),
    Cue(
        "done?",
        "rece get char refu",
        r"\byou(?: will|r)?(?: also| soon| shortly| now)? (?:be )?(?:receive|get|charged|refunded)\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "upda canc chan book proc refu retu exch plac swap sort hand arra set done take sett save regi",
        r"^(?:(?:okay|ok|great|right|perfect|alright|good news|and|so)[,:!]? )*(?:your|the|both|all|that|this|it"
        r"|everything|order)\b[\w #,-]{0,40}? (?:is|are) (?:now |all )*(?:updated|cancell?ed|changed|booked|processed"
        r"|refunded|exchanged|swapped|sorted|handled|arranged|set up|done|settled|saved|registered|taken care of)(?:"
        r" (?:out|now|for you|as (?:requested|discussed|agreed|you asked|you wanted)))*[.!]*$",
        not_after=STILL_OPEN,
        not_in=re.compile(
            r"\b(?:already|almost|nearly|not|never) |^(?:all|this|it|that|both|the \w+) (?:that|you|i|we)\b"
        ),
    ),
    Cue(
        "completion",
        "upda canc chan issu plac subm proc retu exch refu requ regi arra comp book",
        r"^(?:[\w#-]+ ){1,3}(?<!\bbe )(?<!\bis )(?<!\bnot )(?:cancell?ed|updated|issued|submitted|refunded|requested"
        r"|registered|arranged|completed|exchanged|booked)(?: (?:to|from|for|as requested|successfully)\b|[.!]*$)",
        not_in=re.compile(
            r"^(?:if|once|when|status|i|we|to|no|not|what|which|any|was|were|are|is|has|have|as|you|they|nothing"
            r"|never)\b"
        ),
    ),
    Cue(
        "completion",
        "upda canc chan issu plac subm proc retu exch refu swap book",
        r"^(?:and |okay,? |great,? |there,? )?(?:(?:just|all|successfully|now) (?:cancell?ed|updated|changed|issued"
        r"|placed|submitted|processed|returned|exchanged|refunded|swapped|booked)\b(?! (?:orders?|items?|by)\b)"
        r"|(?:cancell?ed|updated|changed|processed|exchanged|refunded|swapped|booked) (?:it|that|them|both|as"
        r" (?:requested|you|discussed)|for you)\b)",
        not_in=re.compile(r"\?$"),
    ),
    Cue("completion", "take", r"\ball taken care of\b"),
    Cue(
        "completion",
        "syst",
        r"^(?:it|that|this|everything) is (?:all |now )*in the system(?: now)?\b",
        not_in=re.compile(r"\?"),
    ),
    Cue(
        "completion",
        "work",
        r"\b(?:it|this|that|everything) (?:has |have |now |finally |just |actually |all )*worked\b(?! (?:on|for"
        r"|with|at|in)\b)",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "exce over bypa push gott got",
        r"\b(?:i|we) (?:have )?(?:just |now |already |also |gone ahead and |personally )*(?:(?:made|granted"
        r"|approved|allowed"
        r"|arranged)(?: for)?(?: you)? (?:an?|this|that) (?:[\w-]+ )?exception|overrid(?:den|e)\b|overrode\b|bypassed\b"
        r"|(?:pushed|forced|squeezed) (?:it|this|that|your \w+) through|(?:got|gotten) (?:it|this|that|your \w+)"
        r" (?:approved|done|through|sorted|fixed|handled|processed)\b)",
        not_after=re.compile(r"\b(?:once|when|until|if|whether|unless|before|cannot|could)\b[^.;:!]*$"),
    ),
    Cue("completion", "mana", rf"\b(?:i|we) (?:have )?(?:\w+ )?managed to (?!{LOOK_UP})", not_after=STILL_OPEN),
)
