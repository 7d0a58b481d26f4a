"""The actions that a text names, by the domain's words for its writes.

Domain -> Actions; text -> hits (where which tools are named), and where a verb stands that opens one
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pytest_t2t.domain.language import Phrases
from pytest_t2t.domain.spec import Domain

_SMALL = frozenset({"the", "a", "an", "your", "my", "of"})
_TEMPLATE_HEAD = re.compile(
    r"(?:^|\b(?:like to|want to|need to|have to|can you|could you|can i|could i|please|rather|you) )([a-z]+)"
)
_LEADS = re.compile(
    r"(?:^|\n|[^\w\s'\u2019]\s*|\d[.)]\s*|\b(?:to|i|we|i'd|i'll|we'll|we'd|you'd|would|will|can|could|shall|should|may|me|us"
    r"|and|then|also|plus|as well as|please|now|just|ahead|or|by|with the|the)\s+)[\"*_`']*$"
)
"""What stands before the verb of a clause."""
_ASKED_LEAVE = re.compile(
    r"(?<!which )(?<!what )\b(?:(?:shall|should|may|can|could) (?:i|we)|(?:want|like|need|prefer) (?:me|us) to)"
    r"(?: (?:now|then|also|please|just|go ahead and))* [*_]*$"
)
_WH = re.compile(r"\b(?:which|what|how|where|when|who|whose)\b")
_COMPOUND = re.compile(r"\w-$")
"""What stands before the second half of a word: "noise-canceling"."""
_KEY = re.compile(r"[*_`]*(?::[*_`]*[ \t]*[^\s*_`]|[ \t]*\|)")
"""What follows a word that names a field: "Booking: B1" books nothing."""
_LEAD = 16
_REMEMBERED = 128
"""Texts whose actions are kept: a message is looked at several times, and in each episode that says it."""
_ENDINGS = r"(?:s|es|d|ed|ing|led|ling|lation|al|e)?"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name an action."""

    start: int
    end: int
    tools: frozenset[str]


class Actions:
    """A domain's actions."""

    def __init__(self, domain: Domain) -> None:
        words = [(one.tool, one.words) for one in domain.language.phrases]
        words += [(one.name, one.words) for one in domain.language.unserved]
        by_stem: dict[str, set[str]] = {}
        for tool, stems in words:
            for stem in stems:
                by_stem.setdefault(stem.lower(), set()).add(tool)
        self._single = [(one, frozenset(tools)) for one, tools in by_stem.items() if " " not in one]
        self._read: dict[str, list[Hit]] = {}
        nouns = "|".join(re.escape(one) for one, _ in self._single)
        self._several = [
            (_content(one), _gapped(one, nouns), frozenset(tools)) for one, tools in by_stem.items() if " " in one
        ]
        verbs = {one.tool: frozenset(_verbs(one)) for one in domain.language.phrases}
        self.opened_by = _by_verb(verbs)
        """Verb -> the tools that it may open."""
        proposed = {one.tool: frozenset({one.propose.split()[0].lower()}) for one in domain.language.phrases}
        self.proposed_by = {verb: _by_verb(proposed).get(verb, frozenset()) for verb in self.opened_by}
        """Verb -> the tools that are proposed with it."""
        self._labels = _either(label for label in _labels(domain) if " " in label)
        some = sorted(self.opened_by, key=lambda one: (-len(one), one))
        self._verb = re.compile(rf"\b({'|'.join(map(re.escape, some))}){_ENDINGS}\b") if some else None

    def hits(self, low: str) -> list[Hit]:
        """What a text in lower case names, the longest words at each place; nothing is cancelled in "the return".

        Nor is anything changed where a label holds the word: "reason: change of plans".
        """
        if (known := self._read.get(low)) is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            known = self._read[low] = self._hits(low)
        return known

    def _hits(self, low: str) -> list[Hit]:
        found = [
            Hit(place, place + len(stem), tools)
            for stem, tools in self._single
            if stem in low
            for place in places(stem, low)
        ]
        for words, pattern, tools in self._several:
            if words[0] in low and all(word in low for word in words):
                found += [Hit(match.start(), match.end(), tools) for match in pattern.finditer(low)]
        labels = self._label_spans(low) if found else []
        if labels:
            found = [one for one in found if not any(_within((one.start, one.end), label) for label in labels)]
        if len(found) < 2:
            return found
        kept = [one for one in found if not any(_covers(other, one) for other in found)]
        return sorted(kept, key=lambda one: one.start)

    def tools_in(self, text: str) -> set[str]:
        """The tools that a text names."""
        return {tool for hit in self.hits(text.lower()) for tool in hit.tools}

    def asks_leave(self, text: str) -> bool:
        """Whether a sentence asks for leave to act, in the domain's own verbs: "Shall I exchange it?"."""
        low = text.lower()
        return "?" in low and any(
            (before := _ASKED_LEAVE.search(low[:place])) and not _WH.search(low, 0, before.start())
            for place, _ in self.openings(low)
        )

    def openings(self, low: str) -> list[tuple[int, str]]:
        """Where a verb stands that opens an action, and which verb: "to cancel", "1. Exchange"."""
        if self._verb is None:
            return []
        found = [
            match
            for match in self._verb.finditer(low)
            if _LEADS.search(before := low[max(0, match.start() - _LEAD) : match.start()])
            and not _COMPOUND.search(before)
            and not (match[0].endswith("ing") and _KEY.match(low, match.end()))
        ]
        labels = self._label_spans(low) if found else []
        return [(one.start(), one[1]) for one in found if not any(_within(one.span(), label) for label in labels)]

    def _label_spans(self, low: str) -> list[tuple[int, int]]:
        return [match.span() for match in self._labels.finditer(low)] if self._labels else []


def _labels(domain: Domain) -> Iterator[str]:
    """The closed values of all writes, as agents name them."""
    for phrases in domain.language.phrases:
        for parameter in domain.tools[phrases.tool].parameters:
            if said := phrases.params.get(parameter.name):
                for value in parameter.choices:
                    yield str(value).replace("_", " ").lower()
                    yield from (form.lower() for form in said.forms.get(value, ()))


def _either(words: Iterable[str]) -> re.Pattern[str] | None:
    some = sorted(set(words), key=lambda one: (-len(one), one))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, some))})\b") if some else None


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def names(stems: Iterable[str], low: str) -> bool:
    """Whether a text in lower case has a word that starts with one of the stems."""
    return any(True for stem in stems for _ in places(stem, low))


def places(stem: str, low: str) -> Iterator[int]:
    """Where words of a text in lower case start with the stem."""
    place = low.find(stem)
    while place >= 0:
        if not place or not (low[place - 1].isalnum() or _COMPOUND.search(low, max(0, place - 2), place)):
            yield place
        place = low.find(stem, place + 1)


def _by_verb(verbs: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    every = {verb for some in verbs.values() for verb in some}
    return {verb: frozenset(tool for tool, some in verbs.items() if verb in some) for verb in every}


def _covers(longer: Hit, hit: Hit) -> bool:
    return longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start


def _content(stem: str) -> list[str]:
    words = [word for word in stem.split() if word not in _SMALL]
    return words or stem.split()


def _gapped(stem: str, nouns: str) -> re.Pattern[str]:
    """The words of a stem with others between them, as in "cancel your pending return"; but no other action's."""
    first, *others = _content(stem)
    between = rf"(?:[ -]+(?!(?:and|or|then|to|for)\b|(?:{nouns}))[\w']+){{0,3}}?[ -]+"
    rest = "".join(f"{between}{re.escape(word)}" for word in others)
    if not others:
        return re.compile(rf"\b{re.escape(stem)}")
    return re.compile(rf"(?<![^\W_]){re.escape(first)}{_ENDINGS}{rest}{_ENDINGS}(?![^\W_])")  # no seat in "Seattle"


def _verbs(phrases: Phrases) -> Iterator[str]:
    """How its proposals start, and those of its words with which requests start."""
    yield phrases.propose.split()[0].lower()
    firsts = {stem.split()[0].lower() for stem in phrases.words}
    for template in phrases.wish:
        yield from firsts.intersection(_TEMPLATE_HEAD.findall(template.lower()))
