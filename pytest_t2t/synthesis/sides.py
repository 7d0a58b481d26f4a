"""Puts wishes, facts, questions and plan together: what all adaptations share.

Scene + worded wishes -> Script -> UserSide and Plan
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_t2t.domain.draw import Draw
from pytest_t2t.exploration.protocol import RowKey
from pytest_t2t.records.task import Change, Doubt, Fact, Plan, Planned, Question, Refusal, Telling, UserSide, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.protocol import NotApplicable
from pytest_t2t.synthesis.scene import Asked, Scene
from pytest_t2t.synthesis.wording import Worded


@dataclass
class Script:
    """A task's user side and plan in the making."""

    scene: Scene
    draw: Draw
    wishes: list[Wish]
    facts: list[Fact]
    writes: list[Planned] = field(default_factory=list)
    first: list[Planned] = field(default_factory=list)
    undo: list[Planned] = field(default_factory=list)
    made: Sequence[RowKey] = ()
    """Rows that the first goal's write makes and `undo` names."""
    later: list[Planned] = field(default_factory=list)
    asked: tuple[Asked, ...] = ()
    """Asked in the opening."""
    asked_late: tuple[Asked, ...] = ()
    """Asked in the change."""
    change: Change | None = None
    doubt: Doubt | None = None
    refusal: Refusal | None = None
    escalation: str = ""
    escalate: Call | None = None
    avoid: tuple[Call, ...] = ()
    """Further calls whose rows meddling has to leave alone."""

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """What has to be told."""
        return tuple(a.telling for a in (*self.asked, *self.asked_late))

    def user(self) -> UserSide:
        """The user's side. Raises NotApplicable where it would say itself what it asks for."""
        opening = phrasing.opening(self._requests(), self.draw.fork("opening"))
        facts = (*self.scene.known, *self.facts)
        said = " ".join(
            [opening, *(f.text for f in facts), self.change.text if self.change else "", *(w.text for w in self.wishes)]
        )
        if any(phrasing.contains(said, words) for a in (*self.asked, *self.asked_late) for words in a.said):
            raise NotApplicable("the customer says itself what it asks for")
        return UserSide(
            customer=self.scene.customer, opening=opening, facts=facts, wishes=tuple(self.wishes),
            questions=(*(a.question for a in self.asked), *(_late(a) for a in self.asked_late)), change=self.change,
            escalation=self.escalation, seed=self.draw.fork("user").below(1_000_000),
        )  # fmt: skip

    def _requests(self) -> list[list[str]]:
        """What is asked for at first, each with the questions about it; a question about nothing of it stands last."""
        found = {wish.id: [wish.text] for wish in self.wishes if wish.starts == "opening"}
        for asked in self.asked:
            about = next((plan.wish for plan in (*self.writes, *self.first) if plan.call == asked.call), "")
            found.get(about, found[[*found][-1]]).append(asked.question.text)
        return list(found.values())

    def plan(self) -> Plan:
        """The reference's side."""
        scene = self.scene
        writes = [p.call for p in (*self.writes, *self.later)]
        wrong = [p.call for p in self.doubt.wrong] if self.doubt else []
        refused = list(self.refusal.calls) if self.refusal else []
        escalations = [*scene.escalations([*refused, *writes]), *scene.escalations([])]
        escalate = self.escalate or next(iter(escalations), None)
        meddle = scene.meddle(writes, (*(p.call for p in (*self.first, *self.undo)), *self.avoid))
        done = [*(p.call for p in self.first), *writes, *wrong, meddle, *([escalate] if escalate else [])]
        identity = scene.identity(done)
        return Plan(
            identity=identity.topics, ask_identity=identity.ask, authenticate=identity.call, verify=identity.verify,
            reads=scene.reads([*(p.call for p in (*self.first, *self.undo)), *writes, *wrong], made=self.made),
            first=tuple(self.first), undo=tuple(self.undo), writes=tuple(self.writes),
            any_order=len(self.undo) + len(self.writes) > 1, later=tuple(self.later),
            answers=tuple(a.answer for a in (*self.asked, *self.asked_late)), doubt=self.doubt, refusal=self.refusal,
            escalate=escalate, meddle=meddle,
            unknown_id=scene.unknown_id(writes),
        )  # fmt: skip


def _late(asked: Asked) -> Question:
    return asked.question.model_copy(update={"when": "change"})


def said_at_once(scene: Scene, draw: Draw) -> Script:
    """The goal with everything in the opening."""
    worded = [scene.wording.worded(f"w{n}", call, scene.draw.fork("wish", n)) for n, call in enumerate(scene.goal, 1)]
    script = script_of(scene, draw, worded)
    script.writes = plans(scene, scene.goal, [w.wish.id for w in worded])
    script.asked = scene.asked
    return script


def script_of(scene: Scene, draw: Draw, worded: Sequence[Worded]) -> Script:
    """A script with these wishes and their facts."""
    return Script(scene, draw, [w.wish for w in worded], [f for w in worded for f in w.facts])


def plans(scene: Scene, calls: Sequence[Call], wishes: Sequence[str]) -> list[Planned]:
    """The words of the writes for the reference."""
    return [scene.wording.planned(call, wish) for call, wish in zip(calls, wishes, strict=True)]
