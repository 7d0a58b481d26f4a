"""What a domain's declared words say of its actions; put together once a domain.

Domain -> Grammar: actions, the plotter of proposals, kinds of values, words that tell like parameters apart, topics
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pytest_t2t.domain.language import Phrases
from pytest_t2t.domain.lexicon_world import kind_of
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.types import Ref
from pytest_t2t.users.actions import Actions
from pytest_t2t.users.hearing.cue import STILL_OPEN
from pytest_t2t.users.hearing.topics import topic_ear
from pytest_t2t.users.promises import Promises
from pytest_t2t.users.units import Plotter

_NOTHING: frozenset[str] = frozenset()
_PARTICIPLE = re.compile(r"\b(?:have|has been|is now) ([a-z]+)")
_ADVERBS = r"(?:now |just |also |already |successfully |gone ahead and )*"
_WORD = re.compile(r"[a-z]+")
_BEFORE = re.compile(r"(\w+) \{(\w+)\}")


class Reports:
    """What says in the first person that one of a domain's actions is done: "I have frozen"."""

    def __init__(self, domain: Domain) -> None:
        self._by_word: dict[str, set[str]] = {}
        for one in domain.language.phrases:
            if match := _PARTICIPLE.search(one.done.lower()):
                self._by_word.setdefault(match[1], set()).add(one.tool)
        words = "|".join(sorted(self._by_word)) or r"(?!)"
        self._said = re.compile(rf"\b(?:i|we)(?: have|['\u2019]ve) {_ADVERBS}({words})\b")

    def tools_in(self, low: str) -> frozenset[str]:
        """The tools whose action a sentence in lower case says to be done."""
        found = self._said.search(low)
        return (
            frozenset(self._by_word[found[1]]) if found and not STILL_OPEN.search(low, 0, found.start()) else _NOTHING
        )

    def deeds_in(self, low: str) -> frozenset[str]:
        """The tools whose action is named by the verb that reports it: "has been frozen", whoever did it."""
        return _NOTHING.union(*(self._by_word.get(word, _NOTHING) for word in _WORD.findall(low)))


class Grammar:
    """What a domain's words say of its actions."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.actions = Actions(domain)
        self.plotter = Plotter(domain, self.actions)
        self.roles = dict(_roles(domain))
        self.reports = Reports(domain)
        kinds = {one.tool: dict(_kinds(domain, one)) for one in domain.language.phrases}
        some = {tool: {kind for kind, is_row in found.items() if is_row} for tool, found in kinds.items()}
        self.rows = defaultdict(frozenset, {tool: frozenset(found) for tool, found in some.items()})
        """Tool -> the tables of which a row is named where it is proposed."""
        self.values = defaultdict(
            frozenset, {tool: frozenset(found) - self.rows[tool] for tool, found in kinds.items()}
        )
        """Tool -> the kinds of its labels and free values."""
        self.said = {one.tool: frozenset(_said(domain, one)) for one in domain.language.phrases}
        """Tool -> the kinds of all that a customer has a wish for."""
        self.ear = topic_ear({topic.name: topic for topic in domain.language.topics})
        self.promises = Promises(domain.language)


_GRAMMARS: dict[int, Grammar] = {}
"""By the identity of their domains, which they keep alive."""


def grammar_of(domain: Domain) -> Grammar:
    found = _GRAMMARS.get(id(domain))
    if found is None:
        found = _GRAMMARS[id(domain)] = Grammar(domain)
    return found


def _kinds(domain: Domain, phrases: Phrases) -> Iterator[tuple[str, bool]]:
    for one in domain.tools[phrases.tool].parameters:
        kind = kind_of(phrases.tool, one)
        if kind != domain.customers:
            yield kind, isinstance(one.meaning, Ref)
        if kind in domain.language.free and domain.language.free[kind].read_as == "money":
            yield "money", False  # an amount that the customer does not have in mind is read as any amount is


def _said(domain: Domain, phrases: Phrases) -> Iterator[str]:
    for one in domain.tools[phrases.tool].parameters:
        if one.name in phrases.params and one.required:
            yield kind_of(phrases.tool, one)


def _roles(domain: Domain) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Words that tell parameters of one kind from each other: "from" and "to" one gift card."""
    for phrases in domain.language.phrases:
        kinds: dict[str, list[str]] = {}
        for parameter in domain.tools[phrases.tool].parameters:
            if isinstance(parameter.meaning, Ref) and parameter.name in phrases.params:
                kinds.setdefault(kind_of(phrases.tool, parameter), []).append(parameter.name)
        for params in kinds.values():
            if len(params) > 1:
                yield from _told_apart(phrases, params)


def _told_apart(phrases: Phrases, params: Sequence[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    leads: Mapping[str, set[str]] = {param: set() for param in params}
    for template in (phrases.propose, phrases.done, *phrases.wish):
        for word, param in _BEFORE.findall(template):
            if param in leads:
                leads[param].add(word.lower())
    for param in params:
        others = {word for other in params if other != param for word in leads[other]}
        mine = leads[param] - others
        if mine and others:
            yield (
                f"{phrases.tool}.{param}",
                re.compile(
                    rf"\b(?:(?P<mine>{'|'.join(sorted(mine))})|(?P<other>{'|'.join(sorted(others - leads[param]))}))\b"
                ),
            )
