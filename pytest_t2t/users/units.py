"""A proposal cut into what is proposed: each action with its clauses and the fields below it.

text + mentions + Actions -> Unit (the stretch of one action); the first may name none: what stands before
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pytest_t2t.domain.lexicon_world import kind_of
from pytest_t2t.domain.mentions import Mention
from pytest_t2t.domain.spec import Domain
from pytest_t2t.users.actions import Actions, Hit
from pytest_t2t.users.asides import Aside, Asides

_LINE = re.compile(r"[^\n]+")
_MARKS = r"[\s*_`>|#•\u2013-]*(?:\(?\d{1,2}[.)][\s*_`]+)?"
_FIELD = re.compile(
    rf"{_MARKS}([A-Za-z][\w /&'()-]{{1,40}}?)[*_`]*\s*(?::|\||\s[\u2013\u2014-]\s)[*_`]*\s*(?=[^\s*_`|])"
)
_CLAUSE = re.compile(r"\b(?:i|me|you|we|us|let)\b", re.IGNORECASE)
"""Makes no field of what stands before a colon: "Let me make sure: ..."."""
_ACTION_KEY = re.compile(r"(?:action|request|task|change|type|operation|what|step|i will|i'll)s?\b", re.IGNORECASE)
_TITLE = re.compile(
    r"[\W\d_]*(?:(?:action|request|task|type|operation)[\W_]+)?[a-z][\w '/-]{2,50}[*_`:| \u2013\u2014-]*"
)
_NEW = re.compile(r"\b(?:change|new|update|switch|set)\b")
_TITLED = re.compile(
    r"[\W\d_]*[A-Za-z][\w '/-]{2,50}[*_`]*(?:\s[\u2013\u2014-]|:)\s+"
    r"(?=[*_`]*[A-Za-z][\w /&'()-]{1,40}:[*_`]*\s[^;\n]+;\s+[*_`]*[A-Za-z][\w /&'()-]{1,40}:)"
)
"""A title with its fields on the same line: "Change item - order: #12; new item: a lamp"."""
_NEXT_FIELD = re.compile(r";\s+(?=[*_`]*[A-Za-z][\w /&'()-]{1,40}:)")
_HEAD = re.compile(r"(?:^|\n[ \t]*\n)((?![^\n]*\b(?:I|[Yy]ou|[Ww]e|[Ll]et|[Hh]ere)\b)[^\n.?!]{2,100}\n)[\W\d]*$")
"""The one line above, which says what the lines below it are about: "**Order #12**", then "- Action: cancel"."""
_NO_TOOLS: frozenset[str] = frozenset()
_REMEMBERED = 512
"""Plots that are kept for one domain."""
_SEAM = re.compile(r"[.!?][\"')*_]*\s+|;\s+|\s\|\s")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text about one action, or about none."""

    start: int
    end: int
    tools: frozenset[str]
    """The tools that its words may mean."""
    bold: frozenset[str]
    """Those of them that it says outright, by a verb: "I'll cancel", "1. Exchange"."""
    formal: frozenset[str]
    """Those of them that stand in a heading, or are said with the verb of a business's own proposals."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A text taken apart."""

    units: tuple[Unit, ...]
    asides: tuple[Aside, ...]
    """What tells how things are at present: "Current address: ..."."""
    loose: frozenset[str]
    """Tools that sentences name without opening an action of theirs."""


@dataclass(slots=True)
class _Cut:
    start: int
    verbs: frozenset[str]
    """Tools that a verb opens here."""
    formal: frozenset[str]
    hits: list[Hit]


class Plotter:
    """Takes proposals apart for one domain."""

    def __init__(self, domain: Domain, actions: Actions) -> None:
        self._actions = actions
        self._asides = Asides(domain)
        self._kinds = {
            one.tool: frozenset(kind_of(one.tool, parameter) for parameter in domain.tools[one.tool].parameters)
            for one in domain.language.phrases
        }
        """Tool -> kinds of mention of its parameters."""
        self._plots: dict[tuple[str, tuple[Mention, ...], frozenset[str]], Plot] = {}

    def plot(self, text: str, mentions: tuple[Mention, ...], wished: frozenset[str]) -> Plot:
        """Take a text apart; `wished`: tools that the customer wishes for, whose nouns are enough ("Cancellation:").

        What was plotted of late is kept: twins hear the same sentences, and all customers those that name nothing.
        """
        spot = text, mentions, wished
        if spot not in self._plots:
            if len(self._plots) >= _REMEMBERED:
                self._plots.clear()
            self._plots[spot] = self._plot(*spot)
        return self._plots[spot]

    def _plot(self, text: str, mentions: Sequence[Mention], wished: frozenset[str]) -> Plot:
        low = text.lower()
        hits = [hit for hit in self._actions.hits(low) if not _in_a_name(hit, low, mentions)]
        openings = self._actions.openings(low)
        asides = list(self._asides.in_brackets(text))
        cuts: list[_Cut] = []
        loose: set[str] = set()
        acted = 0
        for start, end in _lines(text):
            known = len(cuts)
            self._line(start, end, text, low, hits, openings, mentions, wished, cuts, asides, loose)
            if len(cuts) > known:
                head = _HEAD.search(text, acted, start)
                acted = end
                cuts[known].start = head.start(1) if head else cuts[known].start
        return Plot(tuple(self._units(cuts, len(text), mentions, asides)), tuple(asides), frozenset(loose))

    def _line(
        self,
        start: int,
        end: int,
        text: str,
        low: str,
        hits: Sequence[Hit],
        openings: Sequence[tuple[int, str]],
        mentions: Sequence[Mention],
        wished: frozenset[str],
        cuts: list[_Cut],
        asides: list[Aside],
        loose: set[str],
    ) -> None:
        mine = [hit for hit in hits if start <= hit.start < end]
        field = _FIELD.match(text, start, end)
        if field and not _ACTION_KEY.match(field[1]) and not _CLAUSE.search(field[1]):
            key_end = field.end()
            if not any(start <= place < end for place, _ in openings):
                if aside := self._asides.field(field[1], start, end):
                    asides.append(aside)
                elif fitting := self._named_by_key(key_end, end, mine, mentions, wished, cuts):
                    cuts.append(_Cut(start, frozenset(), frozenset(), fitting))
                return
        self._sentences(start, end, low, mine, openings, wished, cuts, asides, loose)

    def _named_by_key(
        self,
        key_end: int,
        end: int,
        hits: Sequence[Hit],
        mentions: Sequence[Mention],
        wished: frozenset[str],
        cuts: Sequence[_Cut],
    ) -> list[Hit]:
        """The actions that a field's name means: "Cancellation: order #12"; not where it is a field of what is open."""
        found = [hit for hit in hits if hit.start < key_end and hit.tools & wished]
        if not found:
            return []
        kinds = {one.kind for one in mentions if key_end <= one.span[0] < end and one.values}
        open_tools = {tool for hit in cuts[-1].hits for tool in hit.tools} | cuts[-1].verbs if cuts else set()
        if any(kinds & self._kinds.get(tool, frozenset()) for tool in open_tools):
            return []
        return [hit for hit in found if any(kinds & self._kinds.get(tool, frozenset()) for tool in hit.tools)]

    def _sentences(
        self,
        start: int,
        end: int,
        low: str,
        hits: Sequence[Hit],
        openings: Sequence[tuple[int, str]],
        wished: frozenset[str],
        cuts: list[_Cut],
        asides: list[Aside],
        loose: set[str],
    ) -> None:
        """A cut at each verb that opens an action, else one at a sentence whose nouns name an action."""
        seams = [start, *(match.end() for match in _SEAM.finditer(low, start, end)), end]
        for first, last in pairwise(seams):
            field = _FIELD.match(low, first, last)
            if field and first > start and (aside := self._asides.field(field[1], first, last)):
                asides.append(aside)
                continue
            named = [hit for hit in hits if first <= hit.start < last]
            verbs = [one for one in openings if first <= one[0] < last]
            title = (
                frozenset(tool for hit in named for tool in hit.tools)
                if _TITLE.fullmatch(low, start, end)
                else _NO_TOOLS
            )
            outright = title if _NEW.search(low, first, last) else _NO_TOOLS
            places = [
                (place, self._actions.opened_by[verb] | outright, self._actions.proposed_by[verb] | title)
                for place, verb in verbs
            ]
            if not places and (title or any(hit.tools & wished for hit in named)):
                places = [(first, outright, title)]
            elif places and named and named[0].end <= places[0][0]:
                places.insert(0, (first, _NO_TOOLS, _NO_TOOLS))
            elif not places:
                loose.update(tool for hit in named for tool in hit.tools)
            for number, (place, tools, formal) in enumerate(places):
                begin = first if number == 0 else place
                until = places[number + 1][0] if number + 1 < len(places) else last
                mine = [hit for hit in named if begin <= hit.start < until]
                if mine:
                    cuts.append(_Cut(begin, tools, formal, mine))

    def _units(
        self, cuts: Sequence[_Cut], length: int, mentions: Sequence[Mention], asides: Sequence[Aside]
    ) -> Iterator[Unit]:
        if not cuts or cuts[0].start:
            yield Unit(0, cuts[0].start if cuts else length, _NO_TOOLS, _NO_TOOLS, _NO_TOOLS)
        for number, cut in enumerate(cuts):
            end = cuts[number + 1].start if number + 1 < len(cuts) else length
            inside = [one for one in mentions if cut.start <= one.span[0] < end and one.values]
            inside = [
                one
                for one in inside
                if not any(aside.hides(one, aside.kinds) for aside in asides) and not _part_of_id(one, inside)
            ]
            tools = self._meant(cut, inside)
            yield Unit(cut.start, end, tools, tools & cut.verbs, tools & cut.formal)

    def _meant(self, cut: _Cut, mentions: Sequence[Mention]) -> frozenset[str]:
        """The tools named, without those of which everything is said by another one's words too."""
        tools = {tool for hit in cut.hits for tool in hit.tools}
        if len(tools) == 1:
            return frozenset(tools)
        said = {tool: self._said(tool, cut, mentions) for tool in tools}
        return frozenset(
            tool for tool in tools if not any(_says_more(said[other], said[tool]) for other in tools if other != tool)
        )

    def _said(self, tool: str, cut: _Cut, mentions: Sequence[Mention]) -> _Said:
        kinds = self._kinds.get(tool, frozenset())
        values = frozenset(one.span for one in mentions if one.kind in kinds)
        verb = tool in cut.verbs
        words = frozenset((hit.start, hit.end) for hit in cut.hits if tool in hit.tools)
        return _Said(verb, values, words)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines; of one that holds a title and its fields each part."""
    for line in _LINE.finditer(text):
        titled = _TITLED.match(text, *line.span())
        ends = [match.end() for match in _NEXT_FIELD.finditer(text, titled.end(), line.end())] if titled else []
        yield from pairwise([line.start(), *([titled.end()] if titled else []), *ends, line.end()])


def _in_a_name(hit: Hit, low: str, mentions: Sequence[Mention]) -> bool:
    """Whether it is the start of a longer word in a name: the seat in "Seattle"."""
    end = hit.end
    while end < len(low) and low[end].isalpha():
        end += 1
    return end > hit.end and any(one.span[0] <= hit.start and end <= one.span[1] for one in mentions)


def _part_of_id(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether it describes what an id names: the lamp in "order #12 (lamp)"."""
    start, end = mention.span
    return not mention.exact and any(
        one.exact and one.kind != mention.kind and one.span[0] <= start and end <= one.span[1] for one in mentions
    )


@dataclass(frozen=True, slots=True)
class _Said:
    verb: bool
    values: frozenset[tuple[int, int]]
    words: frozenset[tuple[int, int]]


def _says_more(more: _Said, less: _Said) -> bool:
    """Whether one tool explains all that another one does, and something besides."""
    if less.verb and not more.verb:
        return False
    if not less.values <= more.values:
        return False
    if more.verb and not less.verb:
        return True
    return less.values < more.values or less.words < more.words
