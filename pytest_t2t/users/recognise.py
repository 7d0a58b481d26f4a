"""Understands what an agent does in a message: asks, confirms, refuses, offers, reports, announces, closes.

text -> sentences and lists (hearing.text) -> hearing.cues, hearing.topics, hearing.options -> Heard
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pytest_t2t.domain.language import Topic
from pytest_t2t.users.hearing.cues import cues_in
from pytest_t2t.users.hearing.options import is_choice, lists_ids, names_alternatives
from pytest_t2t.users.hearing.text import Item, Piece, pieces_of
from pytest_t2t.users.hearing.topics import TopicEar, topic_ear

Act = Literal["ask", "confirm", "options", "refusal", "offer", "completion", "closing", "announce"]

_HINTS = {"done?": "completion", "refusal?": "refusal"}
_PLAN = "plan?"
_KEEPS_OPEN = frozenset({"ask", "confirm", "announce", "options", "completion"})
_NO_ACTS = frozenset({"ask", "ask+", "ask?", "given"})
# "please confirm the order id #w12", "is it order number w12?"
_CONFIRMS_A_FACT = re.compile(
    r"\b(?:confirm|verify) (?:the|your|this)\b|^(?:so |and |just to check, )?(?:is|are|was|did you mean"
    r"|do you mean)\b.*\?"
)
# "I see a black one and a white one. Which do you mean?"
_WHICH_OF_THEM = re.compile(
    r"which (?:one|would|do|should|is|of (?:these|those|them|the))\b|which\?|do you prefer\b|would you prefer\?"
)
_SOME_NAMED = re.compile(r" or |\b(?:two|three|four|several|both|a few)\b.*(?: and |, )|:.* and ")
# "could you provide those details?": the facts were named just before
_POINTS_BACK = re.compile(r"\b(?:that|those|these|this|them|it|one|details|information)\b")
# "once you have your order number, please share it"
_NAMED_BEFORE = re.compile(
    r"(?:provide|share|send|give|tell|confirm|specify|have) (?:me )?(?:it|them|that|those|these)\b"
)
# "I'll need the following:": the list below names the facts, not things to choose from
_FACTS_BELOW = re.compile(
    r"\b(?:following|details|information|below|these|few things|provide|share|need|know)\b[^?]*[:?]?$"
)
_ALREADY_THERE = re.compile(r"\b(?:ensure|make sure|note|optional|already)\b")
_WHICH_BELOW = re.compile(r"\bwhich\b|\bone of\b|\bchoose\b|\bselect\b")
# "I can transfer you. Would you like me to do that?"
_THE_SAME = re.compile(
    r"\blike me to (?:do (?:that|this|so|it)|help (?:you )?with (?:that|this)|proceed with (?:that|this))\b"
    r"|\bshall i do (?:that|so)\b"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence, or one list block, of an agent's message."""

    text: str
    """As written; the lines of a list block stay separated by line ends."""
    acts: frozenset[str]
    """Which of `Act` are done in it."""
    topics: frozenset[str]
    """Names of the topics that it asks for; empty without "ask"."""


def hear(text: str, topics: Mapping[str, Topic]) -> tuple[Heard, ...]:
    """Return what is done in each sentence and list block of `text`, in order; never raises, whatever the text is."""
    return hear_with(topic_ear(topics), text)


@lru_cache(maxsize=1024)  # agents that follow a plan say the same to many customers, and again in each trial
def hear_with(ear: TopicEar, text: str) -> tuple[Heard, ...]:
    """`hear`, with the compiled words of the topics."""
    heard: list[Heard] = []
    before: Piece | None = None
    body: Piece | None = None
    for piece in pieces_of(text):
        last = heard[-1] if heard else None
        if piece.items:
            acts, asked = _list(piece, before, body, last, ear)
            if last is not None and "confirm" in last.acts and _lists_questions(piece, acts):
                heard[-1] = Heard(last.text, last.acts - {"confirm"} | {"ask"}, last.topics)
        else:
            acts, asked = _sentence(piece, before, last, ear)
            body = body if piece.heading else piece
        heard.append(Heard(piece.text, frozenset(acts), asked if "ask" in acts else frozenset()))
        before = piece
    return _settled(heard)


def acts_of(heard: Iterable[Heard]) -> frozenset[str]:
    """Return all acts of a message."""
    return frozenset(act for part in heard for act in part.acts)


def _sentence(piece: Piece, before: Piece | None, last: Heard | None, ear: TopicEar) -> tuple[set[str], frozenset[str]]:
    acts, asked = _acts(piece.plain, ear)
    if "ask" in acts and not asked and before is not None and _POINTS_BACK.search(piece.plain):
        asked = (last.topics if last else frozenset()) or ear.topics_in(before.plain)
    if last is not None and "offer" in last.acts and _THE_SAME.search(piece.plain):
        acts = acts - {"confirm"} | {"offer"}
    if "closing" in acts and not asked:
        return acts, asked
    if names_alternatives(piece.plain, asks="ask" in acts) or _puts_ids_forward(piece, acts):
        acts.add("options")
    if "ask" in acts and before is not None and _WHICH_OF_THEM.search(piece.plain) and _SOME_NAMED.search(before.plain):
        acts.add("options")
    return acts, asked


def _puts_ids_forward(piece: Piece, acts: set[str]) -> bool:
    return not acts & {"completion", "refusal"} and lists_ids(piece.text, piece.plain, asks="ask" in acts)


def _acts(sentence: str, ear: TopicEar) -> tuple[set[str], frozenset[str]]:
    """Return the acts of a plain sentence by itself, and the topics that it asks for."""
    cues = cues_in(sentence)
    acts = cues.keys() - _NO_ACTS
    if "refusal" in acts:
        acts = _refusing(acts, sentence)
    start = _asked_from(sentence, cues, acts)
    if start is None or "closing" in acts:
        return acts, frozenset()
    asked, given = ear.split(sentence[start:])
    if "given" in cues or (given and not asked and _CONFIRMS_A_FACT.search(sentence)):
        return acts | {"confirm"}, frozenset()
    if not asked and "confirm" in acts:
        return acts, asked
    return acts | ({"ask"} if asked or "ask" in cues else set()), asked


def _refusing(acts: set[str], sentence: str) -> set[str]:
    """What is refused is neither announced nor proposed; what is proposed beside it is an alternative."""
    offers = {"offer"} if "confirm" in acts and "?" in sentence else set()
    return acts - {"confirm", "announce", _PLAN} | offers


def _asked_from(sentence: str, cues: Mapping[str, int], acts: set[str]) -> int | None:
    """Return where in the sentence the question starts, None where there is none."""
    if "ask" in cues:
        start = cues["ask"]
    elif "ask+" in cues:
        start = cues["ask+"]
    elif "ask?" in cues and not acts & {"offer", "confirm"}:
        start = cues["ask?"]
    else:
        return None
    return 0 if _NAMED_BEFORE.search(sentence, start) else start


def _lists_questions(block: Piece, acts: set[str]) -> bool:
    """Whether "please confirm the following" is followed by open questions rather than by values."""
    return "ask" in acts and sum("?" in item.plain for item in block.items) > 1


def _list(
    block: Piece, intro: Piece | None, body: Piece | None, last: Heard | None, ear: TopicEar
) -> tuple[set[str], frozenset[str]]:
    acts: set[str] = set()
    asked: frozenset[str] = frozenset()
    wanted = intro is not None and last is not None and _asks_for_list(intro, last)
    for number, item in enumerate(block.items):
        done, facts = _item(item, wanted, ear)
        if "ask" in done and item.top and sum(not below.top for below in block.items[number + 1 : number + 3]) == 2:
            acts.add("options")
        acts |= done
        asked |= facts
    settled = wanted or (last is not None and bool(last.acts & {"completion", "refusal"}))
    if is_choice(block, intro, body, settled=settled):
        acts.add("options")
    return acts, asked


def _asks_for_list(intro: Piece, last: Heard) -> bool:
    return "ask" in last.acts and bool(_FACTS_BELOW.search(intro.plain)) and not _WHICH_BELOW.search(intro.plain)


def _item(item: Item, wanted: bool, ear: TopicEar) -> tuple[set[str], frozenset[str]]:
    acts, asked = _acts(item.plain, ear)
    if "ask" in acts:
        asked |= ear.topics_in(item.plain.partition(":")[0])
    elif wanted and not _ALREADY_THERE.search(item.plain):
        asked = ear.topics_in(item.plain)
        acts |= {"ask"} if asked else set()
    if names_alternatives(item.plain, asks="ask" in acts):
        acts.add("options")
    return acts, asked


def _settled(heard: list[Heard]) -> tuple[Heard, ...]:
    """Turn hints into acts: "you will get a refund", "once shipped it can't be changed" count where nothing is open."""
    if any(_PLAN in part.acts for part in heard):
        plan = {"announce"} if not any("confirm" in part.acts for part in heard) else set()
        heard = [
            Heard(part.text, part.acts - {_PLAN} | (plan if _PLAN in part.acts else set()), part.topics)
            for part in heard
        ]
    if not any(part.acts & _HINTS.keys() for part in heard):
        return tuple(heard)
    open_still = any(part.acts & _KEEPS_OPEN for part in heard)
    return tuple(Heard(part.text, _without_hints(part.acts, open_still), part.topics) for part in heard)


def _without_hints(acts: frozenset[str], open_still: bool) -> frozenset[str]:
    meant = frozenset() if open_still else frozenset(act for hint, act in _HINTS.items() if hint in acts)
    return acts - _HINTS.keys() | meant
