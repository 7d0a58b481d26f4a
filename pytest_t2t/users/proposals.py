"""Judges what an agent proposes: right, wrong, or nothing that a customer could say yes to.

text + Goals + Lexicon -> Plot (what is proposed) -> Scene (what is named of it) -> Verdict
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import JsonValue

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.users.aims import Aim, Goal
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.message import PROCEEDS, Message
from pytest_t2t.users.scene import Scene, Span, Wished, wished
from pytest_t2t.users.units import Plot, Unit

_REMEMBERED = 128
"""Answers that are kept: a message is judged several times, and in each episode that says it."""
S = TypeVar("S", str, Message)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A wish that is proposed as it is wished."""

    goal: Goal
    named: dict[str, JsonValue]
    """Parameter -> value, for the values that the proposal names."""
    partly: bool
    """Whether only some of a list were named."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a proposal."""

    goal: Goal
    aim: Aim | None
    """None: another action than the one wished for."""
    values: tuple[JsonValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the customer makes of a proposal; empty where nothing is grounded."""

    agreed: tuple[Agreed, ...] = ()
    wrong: Wrong | None = None
    meant: tuple[Aim, ...] = ()
    """No action is proposed, but these values are named as they are meant: "That's order #12, correct?"."""

    left: tuple[Goal, ...] = ()
    """Wishes that are spoken of as well, but of which too little is said for a yes."""

    def __bool__(self) -> bool:
        """Whether there is anything to say to it."""
        return bool(self.agreed or self.wrong or self.meant)


class Judge:
    """Judges for one customer with one task: a wish's id stands for the same goal each time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._grammar = grammar_of(lexicon.domain)
        self._answers: dict[tuple[str, str | Message, tuple[str, ...]], Any] = {}
        self._wished: dict[tuple[str, ...], Wished] = {}

    def tools_in(self, text: str) -> set[str]:
        """The actions that a text names; in "cancel the return" nothing is cancelled but the return."""
        return self._grammar.actions.tools_in(text)

    def deeds_in(self, text: str) -> frozenset[str]:
        """The actions that a report names by the verb with which they are reported."""
        return self._grammar.reports.deeds_in(text.lower())

    def judge(self, text: str, goals: Sequence[Goal]) -> Verdict:
        """What the customer with these goals makes of a proposal."""
        return self._once(self._judge, text, goals) if goals and text else Verdict()

    def proposed(self, message: Message, goals: Sequence[Goal]) -> Verdict:
        """What the customer with these goals makes of what a message proposes."""
        return self._once(self._proposed, message, goals)

    def _proposed(self, message: Message, goals: Sequence[Goal]) -> Verdict:
        """Judge the sentences that propose, with their details; where they ground nothing, the whole message."""
        verdict = self.judge(message.proposal, goals)
        if not verdict:
            verdict = self.judge(message.just_before("confirm", "announce"), goals)
        if not verdict or (verdict.meant and message.asks_to_proceed):
            verdict = self.judge(message.rest, goals) or verdict
        if not verdict and "options" in message.acts:
            verdict = Verdict(self.judge(message.without("refusal", "completion", "closing"), goals).agreed)
        return self._with_rest(verdict, message.rest, goals)

    def _once(self, question: Callable[[S, Sequence[Goal]], T], said: S, goals: Sequence[Goal]) -> T:
        """The answer to a question about a text or message and some goals, which is the same whenever it is asked."""
        spot = question.__name__, said, tuple(goal.wish.id for goal in goals)
        if spot not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[spot] = question(said, goals)
        answer: T = self._answers[spot]
        return answer

    def _judge(self, text: str, goals: Sequence[Goal]) -> Verdict:
        plot = self._plot(text, goals)
        acting = [unit for unit in plot.units if unit.tools]
        scene = self._scene(text, plot, goals)
        if not acting:
            return self._without_action(text, plot, scene, goals)
        agreed: list[Agreed] = []
        for unit in acting:
            found = self._judged(unit, text, plot, scene, goals)
            if found.wrong:
                return found
            agreed = _together(agreed, found.agreed)
        return Verdict(tuple(agreed))

    def _with_rest(self, verdict: Verdict, rest: str, goals: Sequence[Goal]) -> Verdict:
        """A verdict of yes, for all that the rest of the message proposes too: no wish is left with half a yes."""
        agreed = list(verdict.agreed)
        others = [goal for goal in goals if all(goal is not one.goal for one in agreed)]
        if not agreed or not others:
            return verdict
        plot = self._plot(rest, goals)
        scene = self._scene(rest, plot, goals)
        left: list[Goal] = []
        for unit in plot.units:
            found = self._judged(unit, rest, plot, scene, goals) if unit.tools else Verdict()
            agreed = _together(agreed, found.agreed)
            left += [goal for goal in others if _is_spoken_of(goal, unit, scene, others)]
        left = [goal for goal in others if goal in left and all(goal is not one.goal for one in agreed)]
        return Verdict(tuple(agreed), left=tuple(left))

    def _judged(self, unit: Unit, text: str, plot: Plot, scene: Scene, goals: Sequence[Goal]) -> Verdict:
        where = unit.start, unit.end
        meant = [goal for goal in goals if goal.wish.tool in unit.tools]
        if not meant:
            return self._not_wished(unit, scene, goals)
        scene = scene if len(meant) == len(goals) else self._scene(text, plot, meant)
        spoken = [goal for goal in meant if scene.names_target(goal, where)]
        kinds = frozenset(aim.kind for goal in meant for aim in goal.targets if aim.table)
        if not spoken and not scene.names_any_row(kinds, where):
            spoken, wrong = self._inherited(unit, scene, meant, kinds)
            if wrong:
                return Verdict(wrong=wrong)
        for goal in spoken or meant:
            found = scene.contradiction(goal, where, sure=goal in spoken or (not spoken and bool(unit.bold)))
            if found:
                return Verdict(wrong=Wrong(goal, found[0], tuple(sorted(found[1], key=str))))
        return Verdict(tuple(_agreed(goal, scene, where, (0, unit.start)) for goal in spoken))

    def _inherited(
        self, unit: Unit, scene: Scene, meant: Sequence[Goal], kinds: frozenset[str]
    ) -> tuple[list[Goal], Wrong | None]:
        """A clause that names nothing to do it to is about what was named last before it."""
        before = [one for kind in kinds for one in scene.speaks_of(kind, (0, unit.start))]
        if not before:
            return [], None
        last = max(before, key=lambda one: one.span)
        spoken = [goal for goal in meant for aim in goal.targets if aim.kind == last.kind and last.values & aim.right]
        if not spoken and unit.bold and scene.refers_back((unit.start, unit.end)):
            return [], Wrong(meant[0], meant[0].targets[0], tuple(sorted(last.values, key=str)))
        return spoken, None

    def _not_wished(self, unit: Unit, scene: Scene, goals: Sequence[Goal]) -> Verdict:
        """An action that nobody asked for; mere mention of it is none."""
        where = unit.start, unit.end
        rows: frozenset[str] = frozenset().union(*(self._grammar.rows[tool] for tool in unit.bold))
        if rows and (scene.names_any_row(rows, where) or scene.refers_back(where)):
            return Verdict(wrong=Wrong(goals[0], None))
        if unit.formal and scene.names_news(
            frozenset().union(*(self._grammar.values[tool] for tool in unit.formal)), where
        ):
            return Verdict(wrong=Wrong(goals[0], None))
        whole = [said for tool in unit.formal if (said := self._grammar.said.get(tool, frozenset())) & scene.tables]
        if any(all(scene.names_kind(kind, where) for kind in said) for said in whole):
            return Verdict(wrong=Wrong(goals[0], None))  # a heading with everything that this action needs below it
        return Verdict()

    def _without_action(self, text: str, plot: Plot, scene: Scene, goals: Sequence[Goal]) -> Verdict:
        """Values alone: "Order: #12, reason: too late. Shall I proceed?"; or a choice confirmed."""
        where = 0, len(text)
        spoken = [goal for goal in goals if scene.names_target(goal, where)]
        for goal in spoken or goals:
            found = scene.contradiction(goal, where, sure=True)
            if found and (spoken or found[1]):
                return Verdict(wrong=Wrong(goal, found[0], tuple(sorted(found[1], key=str))))
        whole = [
            goal
            for goal in spoken
            if any(
                scene.named(aim, where)
                for aim in goal.aims
                if not aim.implied and all(aim is not one for one in goal.targets)
            )
        ]
        if spoken and not whole and plot.loose:
            return Verdict(wrong=Wrong(spoken[0], None))
        if not whole and len(spoken) == 1 and PROCEEDS.search(text.lower()):
            whole = spoken
        if whole:
            return Verdict(tuple(_agreed(goal, scene, where) for goal in whole))
        return Verdict(meant=tuple(_confirmed(scene, where, goals)))

    def spoken_of(self, text: str, goals: Sequence[Goal]) -> tuple[Goal, ...]:
        """The goals that a sentence (a report, a refusal) is about; empty where it says nothing of which."""
        return self._once(self._spoken_of, text, goals)

    def _spoken_of(self, text: str, goals: Sequence[Goal]) -> tuple[Goal, ...]:
        plot = self._plot(text, goals)
        where = 0, len(text)
        tools = plot.loose.union(*(unit.tools for unit in plot.units)) or self.tools_in(text)
        tools = tools or self._grammar.reports.tools_in(text.lower())
        scene = self._scene(text, plot, goals)
        meant = [goal for goal in goals if goal.wish.tool in tools]
        if tools and not meant:
            return ()
        grounded = [goal for goal in meant or goals if scene.names_target(goal, where)]
        return tuple(grounded or (goal for goal in meant if not scene.names_another(goal, where)))

    def names_wish(self, text: str, goals: Sequence[Goal]) -> bool:
        """Whether a sentence says which wish it is about, not only what sort of action."""
        return self._once(self._names_wish, text, goals)

    def _names_wish(self, text: str, goals: Sequence[Goal]) -> bool:
        tools = self.tools_in(text)
        scene = self._scene(text, self._plot(text, goals), goals)
        return any(scene.names_target(goal, (0, len(text))) if goal.aims else goal.wish.tool in tools for goal in goals)

    def _plot(self, text: str, goals: Sequence[Goal]) -> Plot:
        return self._once(self._plotted, text, goals)

    def _plotted(self, text: str, goals: Sequence[Goal]) -> Plot:
        wished = frozenset(goal.wish.tool for goal in goals)
        return self._grammar.plotter.plot(text, self._lexicon.mentions(text), wished)

    def _scene(self, text: str, plot: Plot, goals: Sequence[Goal]) -> Scene:
        wishes = tuple(goal.wish.id for goal in goals)
        if wishes not in self._wished:
            self._wished[wishes] = wished(goals)
        return Scene(text, self._lexicon, self._wished[wishes], plot.asides, self._grammar.roles)


def _together(agreed: Sequence[Agreed], more: Sequence[Agreed]) -> list[Agreed]:
    """What several clauses name of each wish."""
    found = {id(one.goal): one for one in agreed}
    for one in more:
        before = found.get(id(one.goal))
        found[id(one.goal)] = (
            Agreed(one.goal, one.named | before.named, before.partly and one.partly) if before else one
        )
    return list(found.values())


def _is_spoken_of(goal: Goal, unit: Unit, scene: Scene, others: Sequence[Goal]) -> bool:
    """Whether a unit is about a wish, by what it names or as the one wish of its kind."""
    tool = goal.wish.tool
    if tool not in unit.tools:
        return False
    only = sum(one.wish.tool == tool for one in others) == 1
    return scene.names_target(goal, (unit.start, unit.end)) or (only and tool in unit.bold)


def _agreed(goal: Goal, scene: Scene, where: Span, before: Span = (0, 0)) -> Agreed:
    """The wish with all values that are named; the target perhaps before."""
    found = [
        (aim, scene.named(aim, where) or (scene.named(aim, before) if aim in goal.targets else frozenset()))
        for aim in goal.aims
    ]
    loosely = [aim for aim, values in found if aim.many and values != aim.right and scene.may_name_all(aim, where)]
    found = [(aim, values) for aim, values in found if values and aim not in loosely]
    named = {aim.param: aim.as_argument(values) for aim, values in found}
    partly = any(aim.many and values != aim.right for aim, values in found)
    return Agreed(goal, named, partly)


def _confirmed(scene: Scene, where: Span, goals: Sequence[Goal]) -> Iterator[Aim]:
    for goal in goals:
        for aim in goal.aims:
            named = frozenset() if aim.implied else scene.named(aim, where)
            whole = named == aim.right if aim.many else bool(named)
            if whole and (aim.table or scene.stands_alone(aim, where)):
                yield aim
