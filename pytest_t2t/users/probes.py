"""A fixed set of agent's messages that shows whether a user keeps to its side: questions, chatter, wrong guesses.

UserSide + Language -> Probe, Probe, ... (what the agent says in turn, which facts each message asks for)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.lexicon_world import kind_of
from pytest_t2t.records.task import Fact, UserSide

_CHATTER = (
    ("Hello! How can I help you today?", "Thank you. I'm here to help you with that. Anything else before we start?"),
    ("Could you tell me a little more about what you need?", "Thank you, that helps."),
    ("I'm not sure that I got that right. Could you say it in other words?",),
    ("Is there anything else that I can help you with today?",),
    ("Shall I proceed?", "Is that correct?"),
    ("I have noted the name Jordan Smith and the postcode 00000 for you. Is that right?",),
    ("What is your date of birth, please?", "And your passport number?"),
)
"""Messages that ask for nothing that the user knows."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the agent."""

    text: str
    asks: tuple[Fact, ...] = ()
    """Facts of which it asks for, each by its topic."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What an agent says in one talk."""

    turns: tuple[Turn, ...]


def probes(side: UserSide, lexicon: Lexicon) -> Iterator[Probe]:
    """All probes of one customer: every fact asked for by itself, those about the customer at once, chatter."""
    asked = [(fact, question) for fact in side.facts if (question := _question(fact, side, lexicon))]
    for fact, question in asked:
        yield Probe((Turn(question, (fact,)),))
    own = [(fact, question) for fact, question in asked if not fact.wish]
    if len(own) > 1:
        yield Probe((Turn(" ".join(question for _, question in own[:2]), tuple(fact for fact, _ in own[:2])),))
    for texts in _CHATTER:
        yield Probe(tuple(Turn(text) for text in texts))


def _question(fact: Fact, side: UserSide, lexicon: Lexicon) -> str:
    """The question for a fact that can be told from the start; empty for others."""
    wish = next((one for one in side.wishes if one.id == fact.wish), None)
    if fact.when != "asked" or (wish and wish.starts != "opening"):
        return ""
    if wish is None:
        topic = next((one for one in lexicon.language.topics if one.name == fact.topic), None)
        return f"Could you tell me your {topic.words[0].removeprefix('your ')}, please?" if topic and fact.value else ""
    if any(one.when == "conflict" and (one.wish, one.param) == (fact.wish, fact.param) for one in side.facts):
        return ""
    said = lexicon.domain.phrases[wish.tool].params.get(fact.param) if wish.tool in lexicon.domain.phrases else None
    if said and said.ask:
        return said.ask
    parameter = next((one for one in lexicon.domain.tools[wish.tool].parameters if one.name == fact.param), None)
    thing = lexicon.domain.things.get(kind_of(wish.tool, parameter)) if parameter else None
    return thing.which if thing else ""
