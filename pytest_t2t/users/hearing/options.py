"""Tells lists to choose from ("which of these two?") from lists of details, steps and results; and finds "A or B".

list block + the sentence before it | sentence -> whether it shows alternatives
"""

from __future__ import annotations

import re

from pytest_t2t.users.hearing.text import Item, Piece

_CHOICE = re.compile(
    r"\b(?:options|choose|select|choices|which|one of|either|alternatives|payment methods (?:available|on file|are)"
    r"|available \w+ ?\w* ?payment methods"
    r"|(?:following|available|your|these|other|saved) (?:\w+ ){0,2}methods)\b"
)
_ON_OFFER = re.compile(rf"{_CHOICE.pattern}|\bavailable\b")
_DETAILS = re.compile(r"^(?!.*\b(?:steps?|plan|actions?|changes|to confirm|what (?:i|we))\b).*\bdetails\b")
_SEVERAL = re.compile(
    r"\b(?:found|you (?:currently )?have|available|here are|these are|contains?|includes?|following)\b"
)
_NO_CHOICE = re.compile(
    r"\b(?:details|summary|steps?|plan|breakdown|guidelines?|rules?|requirements?|actions?|recap|overview|will be"
    r"|is as follows"
    r"|what (?:i|we) (?:will|can|would|am|are|have)|to confirm|confirm the following|changes|to be (?:returned"
    r"|exchanged|cancell?ed|modified)|would like to (?:return|exchange|cancel|modify)"
    r"|total|costs?|information|instructions|because|means|(?:option|item|flight|one)\b[^:]{0,80} is)\b"
)
_KEY = re.compile(r"([a-z][\w ()/'&#-]{0,45}?) ?:")
_NUMBERING = re.compile(r"\b[#a-z-]*[0-9][\w-]*|(?<=option )[a-z]\b|[^a-z ]")
_NUMBERED = re.compile(r" [0-9]{1,2}$")

# two alternatives named in one sentence
_EITHER = re.compile(
    r"\"[^\"]{1,40}\",? or (?:an? |the )?\"|'[^']{1,40}',? or (?:an? |the )?'"
    r"|\bsuch as (?!an? different)[^?.]{3,80},? or (?!any\b)|\b(?:options|reasons?|choices|alternatives) (?:are|is"
    r"|can be|may be|include)[^.?]{3,120}? or |\(e\.g\.,? [^(),]{2,40}, [^(),]{2,40},[^()]{2,40}\)"
    r"|\([^()]{2,80},? or [^()]{2,60}\)|\beither\b[^.?]{1,120}? or |\bone[- ]way (?:or|and) (?:a )?round[- ]trip"
)
_OR = re.compile(
    r",? or (?!(?:if|would|let|is|do|can|could|shall|not|so|more|other|another|else|any|need|help|provide|have"
    r"|confirm|by|you|at|both|choose|pick|select|use (?:an?|another)|consider|contact|check|visit|cancel|return"
    r"|modify|exchange|change|different|verify|reach|try|see|go|make|add|remove|update)\b)"
)
# facts that may stand for each other are no alternatives to choose from: "your email, or your name and zip code"
_FACT = re.compile(
    r"(?:(?:your|the|an?|any|first|full|user|order|reservation|booking|product|item|customer|account|date|suite"
    r"|apartment|street|last|unit|home|valid|website|online) ){0,4}(?:ids?|numbers?|email|e-mail|names?|zip|code"
    r"|phone"
    r"|details|information|address|additional|further|questions|concerns|issues|assistance|reference|requests?|birth"
    r"|adjustments|changes|account|profile|website|app|suite)\b"
)
_ASKED = re.compile(
    r"\?|\bplease\b|\blet me know\b|\bchoose\b|\bselect\b|\bprefer\b|\byou can use\b|\byour options\b|\b(?:options"
    r"|reasons?|choices|alternatives) (?:can|could|may|is|are|include)\b"
    r"|\b(?:refund|payment|difference|amount|it|this|that) can (?:either )?(?:go|be)\b"
)
# "or" joins values only where one is chosen: "would you like A or B"; not in "check the details or contact us"
_CHOOSING = re.compile(
    r"\b(?:would you (?:like|prefer)|do you (?:want|prefer)|are you|(?:do|did) you mean|(?:is|was) (?:it|this|that)"
    r"|should|shall|prefer|choose|select|which|between|you can use"
    r"|can (?:go|be|either)|want to use|like to use|using|whether|confirm if it is|options|reasons?|choices|: )\b|:"
)
_EITHER_WAY = re.compile(r"\b(?:confirm if you|if you (?:would|need|have)|anything else|proceed)\b")
# "W12, W13 and W14": several ids in a row, as written
_IDS = re.compile(r"[A-Z0-9][A-Z0-9-]{4,11}\b[\"*`)]{0,3}(?:,? (?:and|or) |, )[\"#*`(]{0,3}[A-Z0-9][A-Z0-9-]{4,11}\b")
_OFFERED_IDS = re.compile(
    r"\b(?:found|you (?:also |currently )?have|following|other|your|which|specify|options|between|see)\b"
)


def is_choice(block: Piece, intro: Piece | None, body: Piece | None, *, settled: bool) -> bool:
    """Say whether a list block shows alternatives.

    `intro` is what stands right before it, `body` the last sentence that is no heading; `settled`: the intro reports,
    refuses or asks for the items.
    """
    tops = [item for item in block.items if item.top]
    if len(tops) < 2 or settled or intro is None:
        return False
    excluded = _NO_CHOICE.search(intro.plain) is not None
    if not excluded and (_CHOICE.search(intro.plain) or (_SEVERAL.search(intro.plain) and _numbered(block))):
        return True
    if intro.heading:
        return body is not None and bool(_ON_OFFER.search(body.plain)) and _numbered(block) and _are_some(tops)
    if not excluded:
        return bool(intro.plain) and _are_some(tops)
    return _are_entities(tops) or (bool(_DETAILS.search(intro.plain)) and _numbered(block) and not _keys(tops))


def names_alternatives(sentence: str, *, asks: bool) -> bool:
    """Say whether a plain `sentence` names at least two values to choose from."""
    if " or " not in sentence and "(e.g" not in sentence:
        return False
    if _EITHER.search(sentence) and not _between_facts(sentence):
        return asks or _ASKED.search(sentence) is not None or "either" in sentence
    if not (asks or _ASKED.search(sentence)) or _EITHER_WAY.search(sentence) or not _CHOOSING.search(sentence):
        return False
    chosen = any(not _FACT.match(sentence, found.end()) for found in _OR.finditer(sentence))
    return chosen and not _between_facts(sentence)


def lists_ids(text: str, sentence: str, *, asks: bool) -> bool:
    """Say whether the sentence, `text` as written, puts several ids forward: "I found two orders: W12 and W13"."""
    return (asks or _OFFERED_IDS.search(sentence) is not None) and _IDS.search(text) is not None


def _between_facts(sentence: str) -> bool:
    """Whether the only "or" stands between facts that may replace each other."""
    _, _, after = sentence.partition(" or ")
    return _FACT.match(after) is not None and " or " not in after


def _keys(items: list[Item]) -> list[str]:
    found = (_KEY.match(item.plain) for item in items)
    return [match.group(1) for match in found if match]


def _are_entities(items: list[Item]) -> bool:
    """Whether all items start alike but for an id ("order w1: ...", "order w2: ..."): several things of one sort."""
    keys = _keys(items)
    alike = len(keys) == len(items) and len({key.partition(" ")[0] for key in keys}) == 1
    return alike and not any(map(_NUMBERED.search, keys))


def _are_some(items: list[Item]) -> bool:
    """Whether items are things rather than the fields of one thing, which all have names and differ."""
    keys = [_NUMBERING.sub("", key).strip() for key in _keys(items)]
    return len(keys) < len(items) or len(set(keys)) * 2 <= len(keys)


def _numbered(block: Piece) -> bool:
    return block.text.lstrip()[0].isdigit()
