"""The customer of few words: no greeting, no please, no whole sentences.

"Hello, could you cancel my order with the lamp, please?" -> "Cancel my order with the lamp"
"""

from __future__ import annotations

import re

from pytest_t2t.users.manner import Manner

_CUTS = (
    (re.compile(r"^(?:hi there|hi|hello|hey|good morning),\s*", re.IGNORECASE), ""),
    (re.compile(r"^(?:also|and|besides that|on top of that|one more thing)[,:]?\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:can|could|would) you (?:please )?(?=[a-z]+ (?:my|the|it|by|\d))", re.IGNORECASE), ""),
    (
        re.compile(r"^(?:i'd like to|i want to|i need to|i have to) (?=[a-z]+ (?:my|the|it|by|one|\d))", re.IGNORECASE),
        "",
    ),
    (re.compile(r"^please\s+", re.IGNORECASE), ""),
    (re.compile(r"(?:,? for me(?=,? please|\?))?(?:,? please)?(?=\W*$)", re.IGNORECASE), ""),
    (re.compile(r"^my (?:e-?mail|name|zip(?: code)?|postcode) is (?=\S+(?: \S+)?\.$)", re.IGNORECASE), ""),
    (re.compile(r"^the (?:e-?mail address|name|zip code) is (?=\S+(?: \S+)?\.$)", re.IGNORECASE), ""),
    (re.compile(r"^(?:I mean|It is|It's|That would be|I'm talking about) (?=my|the)"), ""),
    (
        re.compile(r"^(Yes|Correct|Exactly), (?:please|please do|that's right|that's the one|go ahead|yes)(?=\.$)"),
        r"\1",
    ),
    (re.compile(r"^(?:great, )?(?:thanks|thank you)[,.] (?=\w)", re.IGNORECASE), ""),
)

_ASKS = re.compile(r"(?:\w+, |and |also,? )*(?:can|could|would|will|is|are|what|how|when|which)\b", re.IGNORECASE)


class Terse(Manner):
    """Leaves out what is said for politeness."""

    about = "tersely: as few words as possible, no greeting, no thanks, fragments rather than sentences"

    def sentence(self, text: str) -> str:
        """The sentence cut to what it says."""
        short = text
        for pattern, left in _CUTS:
            short = pattern.sub(left, short)
        short = short.strip(" ,")
        if not re.search(r"\w", short):
            return text
        if _ASKS.match(text) and not _ASKS.match(short):
            short = short.replace("?", ".")
        return short if "@" in short.split()[0] else short[:1].upper() + short[1:]


MANNER = Terse
