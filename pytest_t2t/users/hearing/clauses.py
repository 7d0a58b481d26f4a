"""Cuts a sentence that says two things into clauses: "I can't do it myself, but I've put it through".

sentence, as written -> its clauses, without the words that join them
"""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?:i|we|you|it|they|this|that|there|all|both|everything|nothing|my|your|our|the|consider|rest assured"
    r"|unfortunately)\b"
)
_NO_AUXILIARY = "".join(
    rf"(?<!{word})(?<!{word},)"
    for word in (r"\bwas", r"\bwere", r"\bhave", r"\bhas", r"\bdid", r"\bwill", "['\u2019]ve", "['\u2019]ll")
)
"""Not within "I was, however, able to"."""
_JOINT = re.compile(
    r"\s*(?:;|\.{3}|\u2026)\s+"
    rf"|:\s+(?={_SUBJECT}['\u2019]?)"
    r"|\s+[\u2013\u2014-]{1,2}\s+|\s*\u2014\s*"
    rf"|{_NO_AUXILIARY}[,:]?\s+(?:but|however|though|yet|whereas|still|that said|nevertheless|nonetheless)\b,?\s+"
    r"|,\s+(?:although|even though|only|except that)\s+"
    rf"|,\s+(?:and\s+|so\s+)?(?:then\s+|now\s+|instead\s+)?(?={_SUBJECT})"
    rf"|\s+(?:and|so)\s+(?={_SUBJECT}['\u2019]?)",
    re.IGNORECASE,
)
_SO = re.compile(r"\b(?:so|therefore|thus|hence|which means)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|yet|however|though|rest assured|don't worry|now)\b[\s,:]*(?:that\s+)?)+", re.IGNORECASE
)


def clauses(sentence: str) -> list[tuple[str, bool]]:
    """The clauses in order, each with whether the next one follows from it: "it has been shipped, so I can't"."""
    found: list[tuple[str, bool]] = []
    start = 0
    for joint in _JOINT.finditer(sentence):
        if joint.start() > start:
            found.append((_LEAD.sub("", sentence[start : joint.start()]), _SO.search(joint[0]) is not None))
        start = joint.end()
    return [*found, (_LEAD.sub("", sentence[start:]), False)]
