"""Rules: one sentence of the policy, also written as a predicate that code can ask.

(database before the call, call, talk) -> forbidden or not; `policy.md` holds the sentences, one anchor a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Cell

Remedy = Literal["decline", "escalate", "alternative"]
Subject = Literal["", "stock", "ownership"]


@dataclass(frozen=True, slots=True)
class Consent:
    """The user said yes to a proposal."""

    tool: str
    named: dict[str, JsonValue]
    """The values that the proposal named, by parameter."""


@dataclass(slots=True)
class Talk:
    """Facts of the conversation that a rule may ask for; recorded by the user simulator and the environment."""

    customer: JsonValue = None
    """Primary key of the authenticated customer; None before."""
    consents: list[Consent] = field(default_factory=list)
    """Since the last change of mind."""
    trusting: bool = False
    """True in synthesis: consent counts as given."""
    verified: bool = False
    """Whether the customer passed the second step of authentication too, where a domain has one."""
    tool: str = ""
    """The tool of the call that is being asked about."""

    def identify(self, customer: JsonValue) -> None:
        """An authentication found this customer: whatever was proven before was proven by somebody else."""
        self.customer, self.verified = customer, False

    def hear(self, event: Event) -> None:
        """Take in what the user simulator recorded: a yes is a consent, a change of mind takes all of them back."""
        if event.kind == "affirmed":
            self.consents.append(Consent(event.tool, event.named))
        elif event.kind == "changed":
            self.consents.clear()

    def consented(self, tool: str, arguments: dict[str, JsonValue]) -> bool:
        """Whether the user said yes to this write: a consent to the tool of which no named value differs.

        A call with lists may also be made of several that were agreed to one by one.
        """
        if self.trusting or self._agreed(tool, arguments):
            return True
        lists = {name: value for name, value in arguments.items() if isinstance(value, list)}
        if len({len(value) for value in lists.values()}) != 1:
            return False
        cuts = [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]
        return bool(cuts) and all(self._agreed(tool, arguments | {n: [v] for n, v in cut.items()}) for cut in cuts)

    def _agreed(self, tool: str, arguments: dict[str, JsonValue]) -> bool:
        return any(
            consent.tool == tool and all(_same(arguments.get(name), value) for name, value in consent.named.items())
            for consent in self.consents
        )


def _same(argument: JsonValue, named: JsonValue) -> bool:
    if isinstance(argument, list) and isinstance(named, list):
        return all(value in named for value in argument)  # a part of what was agreed to: a split call
    return argument == named


class Predicate(Protocol):
    """True where the rule forbids the call."""

    __name__: str

    def __call__(self, db: Db, args: dict[str, Any], talk: Talk, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str
    forbids: Predicate
    tools: tuple[str, ...]
    """Tools whose calls it may forbid; empty: every write."""
    hard: bool = False
    """The tools enforce it themselves."""
    evidence: Callable[[Db, dict[str, Any]], Sequence[Cell]] | None = None
    """The cells that decide it for this call, all of which an agent must have seen; None: nothing to see."""
    remedies: tuple[Remedy, ...] = ("decline",)
    """What an agent may do about a wish that it forbids."""
    about: Subject = ""
    """Which kind of infeasible wish it makes: stock, ownership, or a plain rule."""
    consent: bool = False
    """Whether it demands the user's explicit yes (so an early write is a breach by this rule)."""
    wished_against: bool = True
    """Whether customers come with wishes that it forbids; not where what would be asked for is so already."""


def rule(
    id: str,  # noqa: A002  the vocabulary's word
    *,
    tools: Sequence[str] = (),
    hard: bool = False,
    evidence: Callable[[Db, dict[str, Any]], Sequence[Cell]] | None = None,
    remedies: Sequence[Remedy] = ("decline",),
    about: Subject = "",
    consent: bool = False,
    wished_against: bool = True,
) -> Callable[[Predicate], Rule]:
    """Make a predicate the rule `id`; `policy.md` must hold the anchor `<!-- rule: id -->`."""

    def make(predicate: Predicate) -> Rule:
        return Rule(id, predicate, tuple(tools), hard, evidence, tuple(remedies), about, consent, wished_against)

    return make


_ANCHOR = re.compile(r"<!--\s*rule:\s*([a-z0-9-]+)\s*-->[ \t]*")


def sentences(policy: str) -> dict[str, str]:
    """Rule id -> its sentence: the text from the anchor to the end of its paragraph or bullet, Markdown left out."""
    parts = _ANCHOR.split(policy)
    found = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        first = re.split(r"\n\s*\n|\n\s*[-*#]|\n\d+\.", text, maxsplit=1)[0]
        found[name] = " ".join(first.replace("**", "").split())
    return found


def twice_anchored(policy: str) -> list[str]:
    """Rules that have several sentences."""
    found = _ANCHOR.findall(policy)
    return sorted({name for name in found if found.count(name) > 1})


def without_anchors(policy: str) -> str:
    """The policy as the agent is given it."""
    return _ANCHOR.sub("", policy)
