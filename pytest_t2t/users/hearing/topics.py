"""Finds the facts that a question names: "could you share your order number" asks for the topic "order".

plain text x topics of a domain -> names of the topics asked for
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pytest_t2t.domain.language import Topic
from pytest_t2t.users.hearing.text import plain

# "which of your two pending orders" names the topic whose word is "which order"
_BETWEEN = (
    r"(?:(?:of|the|these|those|this|your|my|our|one|ones|two|three|four|specific|particular|exact|pending|delivered"
    r"|recent|past|other|"
    r"upcoming|current|existing|additional|following|individual) ){0,4}"
)
# "specify the order" asks as much as "which order"
_WHICH = (
    r"(?:which|what|any of|one of|specify|identify|clarify|indicate|choose|select|pick|tell me|know|share|provide"
    r"|give me) "
)
# "provide the order ID" does not ask which order
_NOT_ITS_FIELD = r"(?! (?:ids?|numbers?|names?|details?|codes?|of|types?|class|dates?)\b)"
# "order ID (#W12)" has its value beside it: it is repeated, not asked for
_VALUE = re.compile(
    r"(?: ids?| numbers?)? ?(?:is |are |as |of "
    r"|from )?[:(\[\"#-]{0,3} ?(?![0-9]{1,2}[.)] )\"?#?[a-z_-]*[0-9][\w-]*(?! ?-?(?:character|digit|letter))"
    # "reservation ID HXDUBJ": a code without digits
    r"|(?<=\bid) (?!please|again|along|using|before|below|above|where|which|would|since|because|instead|handy|needed"
    r"|first|shown|listed|linked"
    r"|printed|format|either|until|after|while|should|could|though|unless|these|those|there|their|number|found"
    r"|located)[a-z]{5,8}\b"
)
# what the fact is wanted for names other facts: "to look up your order", "for the flight you want to change"
_PURPOSE = re.compile(
    r" (?:(?:so|and|then) (?:that )?(?:i|we) (?:will|can|may|could|would|am|are)\b|in order to\b|with which\b"
    r"|if you (?:do not|cannot)\b"
    r"|(?:i|we) (?:can|will) (?:then |also )?(?:look|find|locat|check|help|assist|proceed|retriev|pull)|this (?:will"
    r"|would|helps)\b"
    r"|(?:to|for) (?:help|assist|look|locate|verif|access|authenticat|find|retriev|pull|process|proceed|complet"
    r"|continu|check|updat|ensur|begin|start)"
    r"|to(?<!you to)(?<!need to)(?<!like to)(?<!want to)(?<!able to) confirm\b|(?:looking|trying|hoping"
    r"|planning) to\b|(?:per|for each) \w"
    r"|(?:check|search|look (?:in|through|at)) your (?:e-?mail|inbox|account|profile|records)\b"
    r"|(?:for|from|in|on) (?:the|your|each|any|this|that) (?:[\w-]+ ){1,5}?(?:(?:that|which) )?(?:you|i|we) "
    r"(?:would|wish|want|are|need|have|had|like|received|bought|purchased|ordered|booked)\b)"
    r"(?:(?! and (?:the|your|which|what|any|also|how|why|let|tell|please|provide|share|specify|indicate|choose"
    r"|select)\b)"
    r"(?!, (?:could|can|please|i|we|may|what|which|let|would|will|kindly|the|your|and|as well|along)\b)[^.;?])*+"
)
_TAKEN = "~"
_STARTS = re.compile(r"\b\w{1,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase that names topics."""

    place: int
    """Its place in the order in which words are tried: the longest first."""
    stem: str
    """What must be in the text: the cheap test before the pattern."""
    pattern: re.Pattern[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TopicEar:
    """The words of a domain's topics, compiled; there is one for each set of topics."""

    index: Mapping[str, tuple[Word, ...]]
    """Start of a word that must be in the text, at most three letters -> the words that need it."""

    def topics_in(self, text: str) -> frozenset[str]:
        """Return the topics named in plain `text`, without those that have their value beside them."""
        return self.split(text)[0]

    def split(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the topics named in plain `text`: those without a value, and those that have it beside them."""
        wanted = _PURPOSE.sub(" ", f" {text}")
        starts = set(_STARTS.findall(wanted)) & self.index.keys()
        near = {word.place: word for start in starts for word in self.index[start]}
        found: set[str] = set()
        given: set[str] = set()
        for _, word in sorted(near.items()):
            if word.stem not in wanted:
                continue
            for match in word.pattern.finditer(wanted):
                if wanted[match.start() - 1].isalnum():
                    continue
                if _VALUE.match(wanted, match.end()):
                    given |= word.names
                else:
                    found |= word.names
                # "email address" is not also an "address"
                wanted = f"{wanted[: match.start()]}{_TAKEN * (match.end() - match.start())}{wanted[match.end() :]}"
        return frozenset(found), frozenset(given)


def topic_ear(topics: Mapping[str, Topic]) -> TopicEar:
    """Return the compiled words of `topics`; compiled once for each set of topics."""
    return _compiled(tuple(topics.values()))


@lru_cache(maxsize=32)
def _compiled(topics: tuple[Topic, ...]) -> TopicEar:
    owners: dict[str, set[str]] = {}
    for topic in topics:
        for word in topic.words:
            owners.setdefault(plain(word), set()).add(topic.name)
    owners.pop("", None)
    longest_first = sorted(owners, key=lambda word: (-len(word), word))
    index: dict[str, list[Word]] = {}
    for place, word in enumerate(longest_first):
        start = _STARTS.search(_core(word))
        entry = Word(place, _core(word).removesuffix("y"), _pattern(word), frozenset(owners[word]))
        index.setdefault(start.group() if start else "", []).append(entry)
    return TopicEar({start: tuple(words) for start, words in index.items()})


def _core(word: str) -> str:
    lead, _, rest = word.partition(" ")
    return rest if lead in ("which", "what") and rest else word


def _pattern(word: str) -> re.Pattern[str]:
    core = _core(word)
    if core == word:
        return _whole(_plural(core))
    if word.startswith("what "):
        return _whole("what " + _BETWEEN + _plural(core))
    return _whole(_WHICH + _BETWEEN + _plural(core) + _NOT_ITS_FIELD)


def _whole(pattern: str) -> re.Pattern[str]:
    # that no letter stands before it is checked afterwards: a pattern that starts with a letter is found far quicker
    return re.compile(rf"{pattern}(?!\w)")


def _plural(word: str) -> str:
    if word.endswith("y"):
        return rf"{re.escape(word[:-1])}(?:y|ies)"
    return re.escape(word) + ("(?:es)?" if word.endswith("s") else r"(?:e?s|\(s\))?")
