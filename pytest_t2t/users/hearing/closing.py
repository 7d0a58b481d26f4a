"""How an agent lets the talk end.

plain sentence -> "closing"
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.cue import FOR_A_PERSON, Cue

CUES = (
    Cue(
        "closing",
        "else",
        r"\b(?:anything|something|nothing) else\b|\bwhat else (?:can|could|may)\b|\bwhat else\?",
        not_after=re.compile(r"\b(?:see|check) (?:if|whether) there is $"),
        not_in=FOR_A_PERSON,
    ),
    Cue(
        "closing",
        "free",
        r"\bfeel free to (?:ask|reach|contact|let|come|get|message|write|return|give|share any|return)\b",
        not_in=FOR_A_PERSON,
    ),
    Cue("closing", "hesi", r"\bhesitate to\b", not_in=FOR_A_PERSON),
    Cue(
        "closing",
        "assi help",
        r"\b(?:need|have|require|want)\b[^.]{0,80}\b(?:assistance|help)\b[^.]{0,60}(?:let (?:me|us) know|ask|reach"
        r"|here)|\blet (?:me|us) know if you (?:need|have|require|want)[^.]{0,60}\b(?:assistance"
        r"|help)\b(?! (?:finding|locating))",
        not_in=FOR_A_PERSON,
    ),
    Cue(
        "closing",
        "need",
        r"\bneed (?:any )?(?:further|more|additional|other) (?:assistance|help)\b",
        not_in=FOR_A_PERSON,
    ),
    Cue(
        "closing",
        "any",
        r"\bif you have any (?:other|more|further|additional) \w+[^.]{0,80}\blet (?:me|us) know\b",
        not_in=FOR_A_PERSON,
    ),
    Cue("closing", "ques", r"\b(?:any|other|further|more|additional) (?:\w+ ){0,2}questions?\b", not_in=FOR_A_PERSON),
    Cue(
        "closing",
        "any othe furt more addi",
        r"\b(?:any|other|further|more|additional) (?:\w+ ){0,2}(?:requests?|inquir(?:y|ies)|issues?"
        r"|needs)\b[^.]{0,80}(?:let (?:me|us) know|\?|feel free|\bask|reach)",
        not_in=FOR_A_PERSON,
    ),
    Cue("closing", "conc", r"\bany (?:other |further |more |additional )?concerns\b", not_in=FOR_A_PERSON),
    Cue(
        "closing",
        "help assi",
        r"\b(?:any|more|further|additional|other) (?:\w+ ){0,2}help\b|\bneed(?: any| more"
        r"| further)? help\b[^.]{0,60}(?:let me know|ask|reach|here)|\bhow (?:else )?(?:can|may) i (?:further "
        r"|also )?(?:help|assist)|\bhelp (?:you )?(?:with )?(?:today|further)\?",
        not_in=FOR_A_PERSON,
    ),
    Cue(
        "closing",
        "anyt",
        r"\bneed anything\b|\bis there anything\b|\banything (?:more|further|other)\b",
        not_in=FOR_A_PERSON,
    ),
    Cue(
        "closing",
        "have",
        r"\bhave an? (?:\w+ ){0,2}(?:day|evening|night|weekend|time|trip|flight|one|week|afternoon|morning|journey"
        r"|holiday)\b",
    ),
    Cue("closing", "welc", r"\byou are (?:very |most |always )?welcome\b(?! to\b)"),
    Cue(
        "closing",
        "than",
        r"\bthank you for (?:choosing|shopping|contacting|reaching out|your business|being|flying"
        r"|your understanding)\b|\bthanks for (?:shopping|choosing|contacting)\b",
    ),
    Cue("closing", "safe", r"\bsafe travels?\b"),
    Cue("closing", "care", r"\btake care[.!]|\btake care$"),
    Cue("closing", "glad", r"\bglad (?:i|we) could\b"),
    Cue(
        "closing",
        "good bye see",
        r"\bgoodbye\b|^(?:and )?(?:bye|good ?night)\b|\bbye for now\b|\bsee you (?:soon|next|again|around)\b",
    ),
    Cue("closing", "plea", r"^(?:it (?:was|is|has been) )?(?:my|our|a|always a) pleasure\b"),
    Cue("closing", "wish", r"\bwish(?:ing)? you an?\b"),
    Cue("closing", "anyt", r"\bif anything (?:else )?(?:comes|pops|turns) up\b"),
    Cue("closing", "ever", r"\bis that everything\b(?! you (?:want|would like|wish) to)|\bwill that be everything\b"),
    Cue("closing", "enjo", r"^(?:please )?enjoy (?:your|the)\b|\band enjoy your\b"),
    Cue("closing", "here", r"\b(?:i am|we are|always) here (?:to help|if you|for you)\b"),
    Cue("closing", "all", r"\bwill that be all\b|\bis that all\b"),
    Cue("closing", "come", r"\bcome back (?:any ?time|whenever|if)\b"),
    Cue("closing", "what", r"\bwhat (?:else )?can i (?:do for|help)\b"),
)
