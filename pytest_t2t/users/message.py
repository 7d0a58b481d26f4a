"""An agent's message taken apart: its sentences and lists with what is done in each, and the views that judging needs.

text -> Heard (recognise), put right where the business's own words mislead -> Message
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from pytest_t2t.users.hearing.claiming import says_done
from pytest_t2t.users.hearing.clauses import clauses
from pytest_t2t.users.hearing.cues import cues_in
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.hearing.topics import TopicEar
from pytest_t2t.users.recognise import Heard, hear, hear_with

_ESCALATION = re.compile(
    r"transfer(?:red|ring)? (?:you|this (?:chat|call|case|conversation)|your (?:case|call|chat|request)|to an? )\b"
    r"|\byou (?:are|have been|will be|\w+ be) (?:being |now )?transferred|connect you|escalat|live agent|\bhuman\b"
    r"|supervisor|representative|speciali[sz]t|\bmanager\b|\bcolleague|\bpass(?:ing)? (?:this|it|you) on",
    re.IGNORECASE,
)
_PEOPLE = (
    "transfer", "human", "escalat", "supervisor", "representative", "speciali", "manager", "colleague", "pass",
    "live agent", "connect you",
)  # fmt: skip
"""One of these is in every text that the pattern finds: the quick look before the slow one."""
_LIST = re.compile(r"^\s*(?:[-*+•|]|\d{1,2}[.)]|[^\w\s\"'(]{1,2})\s", re.MULTILINE)
_FIELD = re.compile(r"[\W_]*[A-Za-z][\w /&'()-]{1,40}?[*_`]*(?::|\s[\u2013\u2014-])[*_`]*\s+\S")
_HEADING = re.compile(r"#{1,6} |(?:\*\*)?[^*]+\*\*:?$|\W*\d{1,2}[.)]$|[^\s.!?:]+(?: [^\s.!?:]+){0,7}$")
_TITLE = re.compile(r"[^\s.!?:]+(?: [^\s.!?:]+){0,7}:[*_ ]*$")
_INTRODUCES = re.compile(
    r"\b(?:i|i'\w+|we|we'\w+|you|you'\w+|let|here|here's|this|that|these|following|below|confirm|summary|recap|review)\b",
    re.IGNORECASE,
)
"""What makes a line that ends in a colon a lead-in to all that follows, rather than the title of a part of it."""
_BUT = re.compile(
    r"(?:\bbut|\bhowever|\bthough|;)\W+"
    r"((?:\w+\W+){0,3}?(?:can|could|would|may|am able)\b(?!['\u2019]t| not| neither).+)",
    re.IGNORECASE | re.DOTALL,
)
_OPEN = ("ask", "confirm", "options", "offer", "announce")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_NO_DETAIL = ("refusal", "completion", "closing", "options", "ask")


class Business(Protocol):
    """What the recogniser can't know: the words of this business and of this task."""

    def heard(self, part: Heard) -> Heard:
        """The part, put right."""
        ...

    def is_plan(self, text: str) -> bool:
        """Whether a list tells what would be done."""
        ...


NO_SUCH = re.compile(
    r"(?:cannot|can't|could ?n[o']t|couldn't|unable to|do not|don't|did ?n[o']t|didn't|not able to)"
    r" (?:seem to )?(?:find|locate|see|have)\b"
    r"|\bno (?:\w+ ){0,3}(?:order|item|record|booking|reservation|match|such)|\bnot? (?:exist|match|find)"
    r"|n't (?:exist|match)|\bthere (?:is|are) no\b|\bnone of your\b|\bnothing (?:like|matching)|\bactually\b"
    r"|\brecords? shows?\b|\bdoes not appear",
    re.IGNORECASE,
)
"""Words by which an agent names a conflict with the record."""

PROCEEDS = re.compile(
    r"\b(?:proceed|go ahead|go on|do (?:it|this|that|so)|take care|submit|process|finali[sz]e|complete|apply"
    r"|continue|make|go (?:through|forward)|move (?:forward|ahead)|carry)\b"
)
"""Words by which an agent speaks of acting on what it named."""


class NoBusiness:
    """Nobody's words: all is as it was heard."""

    def heard(self, part: Heard) -> Heard:
        return part

    def is_plan(self, text: str) -> bool:
        del text
        return False


@dataclass(eq=False)
class Message:
    """What the agent said, taken apart; the same message is heard again and again, so what it says is kept."""

    text: str
    heard: tuple[Heard, ...]
    words: Business

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset().union(*(part.acts for part in self.heard))

    @cached_property
    def asks_to_proceed(self) -> bool:
        """Whether it asks for leave to act: a yes to that is more than a yes to what was named."""
        return any(PROCEEDS.search(part.text.lower()) for part in self.parts("confirm"))

    @cached_property
    def unclear_question(self) -> bool:
        """Whether it asks something in words that are not known: "Okay for you?"."""
        return any(not part.acts and part.text.rstrip(" *_`\"')").endswith("?") for part in self.heard)

    def in_business_words(self, words: Business) -> Message:
        """The message with what only the business's own words tell."""
        heard = tuple(words.heard(part) for part in self.heard)
        changed = any(part is not other for part, other in zip(self.heard, heard, strict=True))
        return Message(self.text, heard if changed else self.heard, words)._with_plans(words.is_plan)

    def _with_plans(self, is_plan: Callable[[str], bool]) -> Message:
        """Where consent is asked for, a list of what would be done is no choice."""
        if "confirm" not in self.acts or "options" not in self.acts or "ask" in self.acts:
            return self
        heard = tuple(
            Heard(part.text, part.acts - {"options"}, part.topics)
            if "options" in part.acts and _LIST.search(part.text) and is_plan(self._titled(place))
            else part
            for place, part in enumerate(self.heard)
        )
        return Message(self.text, heard, self.words)

    def _titled(self, place: int) -> str:
        """A list with its title."""
        text, before = self.heard[place].text, self.heard[place - 1].text if place else ""
        return f"{before}\n{text}" if _is_detail(before) and not _LIST.search(before) else text

    def parts(self, *acts: str) -> Iterator[Heard]:
        """The parts that do one of these acts."""
        return (part for part in self.heard if not part.acts.isdisjoint(acts))

    def sentences(self, *acts: str) -> Iterator[str]:
        """Their texts, a list's lines each by itself."""
        for part in self.parts(*acts) if acts else self.heard:
            yield from part.text.split("\n") if "\n" in part.text else (part.text,)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """All that it says, clause by clause, in plain letters."""
        return tuple(plain(clause) for sentence in self.sentences() for clause, _ in clauses(sentence))

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """What it states, clause by clause: no question, nothing to choose from."""
        parts = (part for part in self.heard if part.acts.isdisjoint({"ask", "confirm", "options"}))
        return tuple(clause for part in parts for line in part.text.split("\n") for clause, _ in clauses(line))

    @cached_property
    def reports(self) -> tuple[str, ...]:
        """The sentences that report; of one that refuses as well, the clauses that do."""
        return tuple(self._reports())

    @cached_property
    def refusals(self) -> tuple[str, ...]:
        """The sentences that refuse, without what they report or say to be possible."""
        return tuple(self._refusals())

    def _reports(self) -> Iterator[str]:
        for part in self.heard:
            if "refusal" in part.acts:
                for line in part.text.split("\n"):
                    yield from (clause for clause, reports in _clauses(line, self.words) if reports)
            elif "completion" in part.acts:
                yield from part.text.split("\n")
            elif "refusal" in self.acts and part.acts.isdisjoint(_OPEN) and says_done(plain(part.text)):
                yield part.text

    def _refusals(self) -> Iterator[str]:
        for part in self.parts("refusal"):
            for line in part.text.split("\n"):
                some = _clauses(line, self.words)
                if any(reports for _, reports in some):
                    line = ", ".join(clause for clause, reports in some if not reports)  # noqa: PLW2901
                if line and not ("\n" in part.text and _only_reports(line, part)):
                    yield _BUT.sub("", line)

    @cached_property
    def proposal(self) -> str:
        """What it proposes or announces, with its details."""
        return self.around("confirm", "announce")

    @cached_property
    def rest(self) -> str:
        """All that can still be done: it neither refuses nor reports it, nor only lists it."""
        return f"{self.without('refusal', 'completion', 'closing', 'options')}\n{self.still_possible()}"

    def without(self, *acts: str) -> str:
        """The text without the parts that do one of these acts."""
        return self._joined(place for place, part in enumerate(self.heard) if part.acts.isdisjoint(acts))

    def _joined(self, places: Iterable[int]) -> str:
        """Some parts, with an empty line where one stands between them: it sets blocks apart."""
        text, end = "", 0
        for place in places:
            start = self._starts[place]
            if text:
                text += "\n\n" if _EMPTY_LINE.search(self.text, end, max(start, end)) else "\n"
            text += self.heard[place].text
            end = start + len(self.heard[place].text)
        return text

    @cached_property
    def _starts(self) -> list[int]:
        """Where each part starts in the text, as near as can be told."""
        starts = [0]
        for part in self.heard:
            found = self.text.find(part.text.partition("\n")[0], starts[-1])
            starts.append(found if found >= 0 else starts[-1])
        return starts[1:]

    def still_possible(self) -> str:
        """What sentences that refuse one thing say of another: "I can't cancel it, but I can exchange it"."""
        found = (_BUT.search(part.text) for part in self.parts("refusal"))
        return "\n".join(match[1] for match in found if match)

    def around(self, *acts: str) -> str:
        """The parts that do one of these acts, with the lists, headings and fields that lead up to them or follow."""
        kept: set[int] = set()
        for place, part in enumerate(self.heard):
            if not part.acts.isdisjoint(acts):
                kept.add(place)
                kept.update(self._details(range(place - 1, -1, -1)))
                kept.update(self._details(range(place + 1, len(self.heard))))
        return self._joined(sorted(kept))

    def _details(self, places: range) -> Iterator[int]:
        """The unbroken run of details; before it, the line that introduces them."""
        some = False
        for place in places:
            part = self.heard[place]
            if not part.acts.isdisjoint(_NO_DETAIL):
                return
            leads = part.text.rstrip("*_ ").endswith(":")
            if not (_is_detail(part.text) or (leads and places.step > 0)):
                if some and leads:
                    yield place
                return
            some = True
            yield place

    def just_before(self, *acts: str) -> str:
        """The parts that do one of these acts, each with the sentence before it: "I would cancel it. Is that OK?"."""
        kept: list[str] = []
        for place, part in enumerate(self.heard):
            if not part.acts.isdisjoint(acts) or (not part.acts and part.text.endswith("?")):
                before = self.heard[place - 1] if place else part
                kept += [
                    one.text
                    for one in (before, part)
                    if one.acts.isdisjoint(("refusal", "completion", "closing", "options"))
                ]
        return "\n".join(dict.fromkeys(kept))


def _is_detail(text: str) -> bool:
    """Whether it is a list, a heading or a field rather than a sentence."""
    if _LIST.search(text) or (_FIELD.match(text) and not text.rstrip().endswith("?")):
        return True
    return _HEADING.match(text) is not None or (_TITLE.match(text) is not None and not _INTRODUCES.search(text))


def _clauses(line: str, words: Business) -> list[tuple[str, bool]]:
    """The clauses of a sentence that refuses, each with whether it reports; the reason of a refusal does not."""
    some = clauses(line)
    if len(some) < 2:
        return [(line, False)]
    refuses = ["refusal" in cues_in(plain(text)) for text, _ in some]
    return [
        (text, not refused and not (so and following) and _reports(text, words))
        for (text, so), refused, following in zip(some, refuses, [*refuses[1:], False], strict=True)
    ]


def _reports(clause: str, words: Business) -> bool:
    said = plain(clause)
    heard = words.heard(Heard(clause, frozenset(cues_in(said)), frozenset()))
    return "completion" in heard.acts or says_done(said)


def _only_reports(line: str, block: Heard) -> bool:
    return "completion" in block.acts and "refusal" not in Message(line, hear(line, {}), NoBusiness()).acts


def about_people(text: str) -> bool:
    """Whether it speaks of handing the case to a person."""
    low = text.lower()
    return any(word in low for word in _PEOPLE) and _ESCALATION.search(low) is not None


def taken_apart(text: str, ear: TopicEar) -> Message:
    """What is done in a message."""
    return Message(text, hear_with(ear, text), NoBusiness())
