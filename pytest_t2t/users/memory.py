"""What the scripted user has said and heard so far in one episode.

UserSide + what happens -> which facts are told, which wishes stand open, which questions are answered
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import JsonValue

from pytest_t2t.records.episode import Event
from pytest_t2t.records.task import Fact, Question, UserSide, Wish
from pytest_t2t.users.aims import Aim, Goal
from pytest_t2t.users.noting import noted


@dataclass(slots=True)
class Progress:
    """How far a wish is."""

    goal: Goal
    state: str = "open"
    """open, claimed, refused, escalated or undecided."""
    agreed: bool = False
    """A proposal for it was answered with yes."""
    insisted: int = 0
    asked_yes_or_no: bool = False
    doubted: bool = False
    """Asked whether it has been done after all, beside a refusal."""
    reminded: int = 0


@dataclass(slots=True)
class Asked:
    """How far one of the user's questions is."""

    question: Question
    answered: bool = False
    narrowing: bool = False
    """"So what is it exactly?" was asked, and the next message decides."""
    narrowed: bool = False
    reminded: int = 0


@dataclass(slots=True)
class Saying:
    """The message in the making."""

    parts: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    waits: bool = False
    """Whether something was said to which the agent has to react."""
    understood: bool = False
    covered: set[tuple[str, str]] = field(default_factory=set)
    """The slots (wish, parameter) that this message speaks of."""
    doubted: set[str] = field(default_factory=set)
    """The wishes of which it asks whether they were done after all."""

    def say(self, text: str, *, waits: bool = True, first: bool = False) -> None:
        """Add a sentence, once; a yes or no stands before all else."""
        self.understood = True
        self.waits = self.waits or waits
        if text and text not in self.parts:
            self.parts.insert(0 if first else len(self.parts), text)

    @property
    def affirmed(self) -> bool:
        """Whether it says yes to a proposal."""
        return any(event.kind == "affirmed" for event in self.events)

    def affirm(self, wish: Wish, named: dict[str, JsonValue]) -> None:
        """Note the yes to a proposal, with all that the message names of it."""
        before = next((event for event in self.events if event.kind == "affirmed" and event.wish == wish.id), None)
        if before:
            self.events.remove(before)
            named = before.named | named
        self.events.append(noted("affirmed", wish=wish.id, tool=wish.tool, named=named))
        self.covered.update((wish.id, param) for param in named)

    @property
    def text(self) -> str:
        """The message so far."""
        return " ".join(self.parts)


class Memory:
    """The state of one episode."""

    def __init__(self, side: UserSide, goals: dict[str, Goal]) -> None:
        self.side = side
        self.goals = goals
        self.changed = side.change is None
        self._told: set[int] = set()
        self.wishes: dict[str, Progress] = {}
        self.questions: dict[str, Asked] = {}
        self.not_given: dict[str, int] = {}
        """Topic -> how often it was asked for and not known."""

    # ------------------------------------------------------------------ facts
    def facts(self) -> list[Fact]:
        """The facts that the user may speak of now: of wishes that are wished, and about itself."""
        return [
            fact
            for fact in self.side.facts
            if (not fact.wish or fact.wish in self.wishes)
            and (fact.when != "change" or (self.changed and self.side.change))
        ]

    def is_told(self, fact: Fact) -> bool:
        """Whether the user said it, or said the same in other words."""
        return id(fact) in self._told

    def tell(self, facts: Iterable[Fact], saying: Saying) -> None:
        """Note facts as told."""
        for fact in facts:
            self._told.add(id(fact))
            saying.events.append(noted("told", wish=fact.wish, topic=fact.topic))
            saying.covered.add((fact.wish, fact.param))
            if fact.wish and fact.param and fact.means:
                saying.events.append(noted("narrowed", wish=fact.wish, param=fact.param, values=fact.means))

    def told_values(self, wish: str) -> dict[str, JsonValue]:
        """What the user has said itself of a wish, where it leaves one value: its yes means that value and no other."""
        told = [fact for fact in self.side.facts if fact.wish == wish and fact.param and self.is_told(fact)]
        return {fact.param: fact.means[0] for fact in told if len(fact.means) == 1}

    def settle(self, aim: Aim, saying: Saying) -> str:
        """Note that a slot's value is said in full, and return it in the user's words."""
        saying.covered.add((aim.wish.id, aim.param))
        about = [fact for fact in self.facts() if fact.wish == aim.wish.id and fact.param == aim.param]
        self._told.update(map(id, about))
        for topic in dict.fromkeys([fact.topic for fact in about] or [aim.slot.topic]):
            saying.events.append(noted("told", wish=aim.wish.id, topic=topic))
        saying.events.append(noted("narrowed", wish=aim.wish.id, param=aim.param, values=aim.slot.values))
        return aim.slot.text

    def withheld(self, aim: Aim, when: str) -> list[Fact]:
        """Facts about a slot that were not told yet."""
        return [
            fact
            for fact in self.facts()
            if fact.when == when and fact.wish == aim.wish.id and fact.param == aim.param and not self.is_told(fact)
        ]

    # ----------------------------------------------------------------- wishes
    def begin(self, starts: str, saying: Saying) -> list[Goal]:
        """Start the wishes, and what is told and asked with them in that message."""
        begun = [goal for goal in self.goals.values() if goal.wish.starts == starts and goal.wish.id not in self.wishes]
        for goal in begun:
            self.wishes[goal.wish.id] = Progress(goal)
        when = {"opening": ("opening",), "change": ("change",), "refusal": ("opening", "change")}[starts]
        ids = {goal.wish.id for goal in begun}
        for fact in self.side.facts:
            mine = fact.wish in ids or starts == "change" or (starts == "opening" and not fact.wish)
            if mine and fact.when in when and not self.is_told(fact):
                self.tell([fact], saying)
        for question in self.side.questions:
            if question.id not in self.questions and question.when == starts:
                self.questions[question.id] = Asked(question)
                saying.events.append(noted("asked", topic=question.id))
        return begun

    def change(self, saying: Saying) -> None:
        """The change of mind: some wishes are over, others begin, answers to questions are wanted again."""
        self.changed = True
        saying.events.append(noted("changed"))
        for one in list(self.wishes.values()):
            if one.goal.wish.ends == "change":
                del self.wishes[one.goal.wish.id]
        for asked in self.questions.values():
            asked.answered = asked.narrowing = asked.narrowed = False
        self.begin("change", saying)

    def current(self) -> list[Goal]:
        """The goals that are wished now."""
        return [one.goal for one in self.wishes.values()]

    def over(self) -> list[Goal]:
        """The goals that were dropped."""
        return [goal for goal in self.goals.values() if goal.wish.ends == "change"] if self.changed else []

    def later(self) -> list[Goal]:
        """The goals that are wished once the forbidden wish was answered."""
        return [
            goal for goal in self.goals.values() if goal.wish.starts == "refusal" and goal.wish.id not in self.wishes
        ]

    def open_wishes(self) -> list[Progress]:
        """The wishes that nothing decided yet."""
        return [one for one in self.wishes.values() if one.state == "open"]

    def open_questions(self) -> list[Asked]:
        """The questions without an answer."""
        return [one for one in self.questions.values() if not one.answered]

    def wishes_again(self) -> str:
        still = self.open_wishes() or list(self.wishes.values())
        return " ".join(one.goal.wish.text for one in still)

    def conflicts(self) -> list[Fact]:
        """The truths that contradict what the user believes, of wishes that are wished."""
        return [
            fact
            for fact in self.side.facts
            if fact.when == "conflict" and (not fact.wish or fact.wish in self.wishes) and not self.is_told(fact)
        ]
