"""How an agent reports that something has been done, or announces that it is about to.

plain sentence -> "completion"; "done?": a report unless something is still to be confirmed; "announce"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import DEED, LOOK_UP, STILL_OPEN, Cue

CUES = (
    Cue(
        "completion",
        "been",
        r"\b(?:has|have|everything is)(?: now| already| also| both| all| just| successfully)* been (?:successfully "
        r"|fully |now |also |already |safely |officially )*(?!verif|authenticat|locat|found|retriev|identif|deliver"
        r"|ship|receiv|transferr|(?<=already been )process|delay|escalat|logg|not|list|request for|confirmed as|look"
        r"|review|discuss|mention|inform|chosen|us|read|log|lock|assign|limit|approved to|deni|declin"
        r"|reject)(?:\w+ed|set|sent|done|put|taken care|made|paid|withdrawn)\b(?! by the (?:airline|customer|seller"
        r"|carrier|manufacturer))",
        not_after=STILL_OPEN,
        not_in=re.compile(
            r"\bidentity\b|\byour (?:user id|account|profile|email) (?:has|is)\b|\bauthenticat|\bno \w+ has been\b"
            r"|\btransferred\b"
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
        rf"|sent|set|put|made (?:the|those|these|that|your|this)|taken care|done|gone ahead)\b",
        not_after=STILL_OPEN,
        not_in=re.compile(r"\bhave (?:gathered|noted)\b"),
    ),
    Cue(
        "completion",
        "canc upda chan modi proc retu exch remo adde subm refu book upgr issu plac",
        r"(?:^|[,;-] |\band )i (?:just |now |also )*(?:cancell?ed|updated|changed|modified|processed|returned"
        r"|exchanged|removed|added|submitted|refunded|booked|upgraded|issued|placed)\b",
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
    Cue("completion", "went gone", r"(?:went|gone) through\b", not_after=STILL_OPEN),
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
    Cue("completion", "set", r"^(?:you are|it is|everything is|that is|all) ?(?:now )?(?:all )?set\b"),
    Cue("completion", "done", r"^(?:all )?done\b|^it is done\b|\bthat is (?:all )?done\b|\bboth done\b"),
    Cue("completion", "acti", r"\bactions? have been\b"),
    Cue(
        "done?",
        "rece get char refu",
        r"\byou(?: will|r)?(?: also| soon| shortly| now)? (?:be )?(?:receive|get|charged|refunded)\b",
        not_after=STILL_OPEN,
    ),
    Cue(
        "announce",
        "will",
        rf"\b(?:i|we) will (?:now |go ahead and |then |first |also |next |just )*(?:proceed|{DEED})",
        not_after=re.compile(
            r"\b(?:once|after|when|if|confirm|and then|before|let me know|so that|provide|until|upon)\b[^.;:]*$"
        ),
    ),
    Cue("announce", "goin", rf"\b(?:i am|we are) going to (?:now |also |first )?{DEED}"),
    Cue("announce", "let", rf"\blet me (?:now |go ahead and |just |quickly )*(?:{DEED}|proceed)"),
    Cue("announce", "now curr abou", rf"\b(?:i am|we are) (?:now |currently |about to )(?:{DEED})"),
    Cue(
        "announce",
        "canc proc upda subm book",
        r"^(?:cancell?ing|processing|updating|submitting|booking) [^?]{0,80}\bnow\b",
    ),
    Cue(
        "completion",
        "upda canc chan book proc refu retu exch",
        r"^(?:your|the) [\w #-]{1,40} (?:is|are) (?:now |all )?"
        r"(?:updated|cancell?ed|changed|booked|processed|refunded)[.!]*$",
        not_after=STILL_OPEN,
    ),
    Cue(
        "completion",
        "upda canc chan issu plac subm proc retu exch refu",
        r"^(?:[\w#-]+ ){1,3}(?<!\bbe )(?<!\bis )(?<!\bnot )"
        r"(?:cancell?ed|updated|issued|submitted|refunded)(?: (?:to|from|for)\b|[.!]*$)",
        not_in=re.compile(r"^(?:if|once|when|status|i|we|to)\b"),
    ),
    Cue("completion", "take", r"\ball taken care of\b"),
)
