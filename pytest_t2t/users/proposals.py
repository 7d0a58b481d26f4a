"""Judges what an agent proposes, and finds the right entry in what it lists.

text + Goals + Lexicon -> Verdict (agreed with named values | wrong | nothing grounded); lines + Aim -> Picked
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.lexicon import Lexicon, Mention
from pytest_t2t.users.aims import Aim, Goal, Values, places

_ASIDE = re.compile(
    r"\b(?:instead of|rather than|not|no longer|original(?:ly)?|current(?:ly)?|old|previous(?:ly)?|existing|unchanged"
    r"|keep|except)\b[^.;\n]{0,40}$"
)
_LOOK_BACK = 64


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


@dataclass(frozen=True, slots=True)
class _Wished:
    """What some goals together want to be named."""

    allowed: dict[str, Values]
    """Table -> rows that may be mentioned with one of them."""
    aims: tuple[Aim, ...]
    rights: dict[str, Values]
    """Kind of mention -> the right ones."""


def _wished(goals: Sequence[Goal]) -> _Wished:
    allowed: dict[str, Values] = {}
    for goal in goals:
        for table, rows in goal.allowed.items():
            allowed[table] = allowed.get(table, frozenset()) | rows
    aims = tuple(aim for goal in goals for aim in goal.aims)
    rights: dict[str, Values] = {}
    for aim in aims:
        rights[aim.kind] = rights.get(aim.kind, frozenset()) | aim.right
    return _Wished(allowed, aims, rights)


_REMEMBERED = 64
"""Texts whose actions are kept: a message is judged several times, and in each episode that says it."""


class Judge:
    """Judges for one customer with one task: a wish's id stands for the same goal each time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        actions = (
            *((one.tool, one.words) for one in lexicon.language.phrases),
            *((one.name, one.words) for one in lexicon.language.unserved),
        )
        self._stems = [(word.lower(), tool) for tool, words in actions for word in words]
        self._tools: dict[str, set[str]] = {}
        self._seen: dict[tuple[str, ...], _Wished] = {}

    def tools_in(self, text: str) -> set[str]:
        """The actions that a text names; in "cancel the return" nothing is cancelled but the return."""
        if (known := self._tools.get(text)) is None:
            if len(self._tools) >= _REMEMBERED:
                self._tools.clear()
            known = self._tools[text] = self._tools_in(text.lower())
        return known

    def _scene(self, text: str, goals: Sequence[Goal]) -> _Scene:
        wishes = tuple(goal.wish.id for goal in goals)
        if wishes not in self._seen:
            self._seen[wishes] = _wished(goals)
        return _Scene(text, self._lexicon, self._seen[wishes])

    def _tools_in(self, low: str) -> set[str]:
        found = [(start, start + len(stem), tool) for stem, tool in self._stems for start in places(stem, low)]
        return {
            tool
            for start, end, tool in found
            if not any(other[0] <= start and end <= other[1] and other[1] - other[0] > end - start for other in found)
        }

    def judge(self, text: str, goals: Sequence[Goal]) -> Verdict:
        """What the customer with these goals makes of a proposal."""
        if not goals or not text:
            return Verdict()
        tools = self.tools_in(text)
        meant = [goal for goal in goals if not tools or goal.wish.tool in tools]
        scene = self._scene(text, goals)
        if not meant:
            touched = next((goal for goal in goals if scene.names_target(goal)), None)
            return Verdict(wrong=Wrong(touched, None)) if touched else Verdict()
        grounded = [goal for goal in meant if scene.names_target(goal) or (not goal.aims and tools)]
        for goal in meant:
            if wrong := scene.contradiction(goal, missing=goal in grounded or not grounded, alone=not grounded):
                return Verdict(wrong=wrong)
        return Verdict(tuple(scene.agreed(goal) for goal in grounded))

    def spoken_of(self, text: str, goals: Sequence[Goal]) -> list[Goal]:
        """The goals that a sentence (a report, a refusal) is about; empty where it says nothing of which."""
        tools = self.tools_in(text)
        scene = self._scene(text, goals)
        meant = [goal for goal in goals if goal.wish.tool in tools]
        if tools and not meant:
            return []
        grounded = [goal for goal in meant or goals if scene.names_target(goal)]
        if grounded:
            return grounded
        return [goal for goal in meant if not scene.names_another(goal)]


class _Scene:
    """A text's mentions seen with the customer's goals."""

    def __init__(self, text: str, lexicon: Lexicon, wished: _Wished) -> None:
        self._text = text
        self._lexicon = lexicon
        self._mentions = lexicon.mentions(text)
        self._dates = {one.span for one in self._mentions if one.kind == "date"}
        self._allowed, self._aims, self._rights = wished.allowed, wished.aims, wished.rights

    def names_target(self, goal: Goal) -> bool:
        """Whether it says what the wish is about."""
        return any(self._named(aim) for aim in goal.targets)

    def names_another(self, goal: Goal) -> bool:
        """Whether it speaks, by id, of another row than the wish's."""
        kinds = {aim.kind: aim.right for aim in goal.targets if aim.table}
        exact = [one for one in self._mentions if one.exact and one.kind in kinds]
        return bool(exact) and not any(one.values & kinds[one.kind] for one in exact)

    def agreed(self, goal: Goal) -> Agreed:
        """The wish with all values that the text names."""
        found = [(aim, self._named(aim)) for aim in goal.aims]
        named = {aim.param: aim.as_argument(values) for aim, values in found if values}
        partly = any(aim.many and values and values != aim.right for aim, values in found)
        return Agreed(goal, named, partly)

    def contradiction(self, goal: Goal, *, missing: bool, alone: bool) -> Wrong | None:
        """The first value that contradicts the wish.

        `missing`: a kind that is named without the right value counts. `alone`: no wish is spoken of, so that words
        that name nothing of the customer's count too.
        """
        for aim in goal.aims:
            wrong = self._against(aim, missing=missing, alone=alone) if aim.table else self._against_value(aim)
            if wrong is not None:
                return Wrong(goal, aim, tuple(sorted(wrong, key=str)))
        first = next((aim for aim in goal.aims if aim.table), None)
        slots = {aim.kind for aim in self._aims}
        for one in self._mentions if first else ():
            allowed = self._allowed.get(one.kind)
            if allowed and one.exact and one.kind not in slots and not one.values & allowed and not self._aside(one):
                return Wrong(goal, first)
        return None

    def _of(self, aim: Aim) -> list[Mention]:
        kinds = (aim.kind, "money") if aim.money else (aim.kind,)
        return [one for one in self._mentions if one.kind in kinds]

    def _against(self, aim: Aim, *, missing: bool, alone: bool) -> Values | None:
        """Rows named that are not the ones meant."""
        mine = [one for one in self._of(aim) if not self._explained(one)]
        if not mine:
            return None
        right = any(one.values & aim.right for one in mine)
        some = any(one.values & self._rights[aim.kind] for one in mine)
        allowed = self._allowed.get(aim.kind, aim.right)
        for one in mine:
            if one.values & allowed or one.span in self._dates or (aim.implied and not one.exact):
                continue
            if not (((some or not alone) and not one.values) or (right and self._aside(one))):
                return one.values
        if some or not missing or aim.implied:
            return None
        return mine[0].values if mine[0].span not in self._dates else None

    def _against_value(self, aim: Aim) -> Values | None:
        """Labels, amounts and free values named instead of the one meant."""
        mine = self._of(aim)
        right = any(one.values & aim.right for one in mine)
        others = [one for one in mine if not one.values & self._rights[aim.kind]]
        if aim.kind in self._lexicon.language.free and not aim.money:
            strange = [one for one in others if not self._lexicon.has_words(self._text[slice(*one.span)])]
            others = strange or ([] if right else others)
            return others[0].values if others else None
        if right or not others or (aim.kind == "count" and len(others) > 1):
            return None
        return others[0].values

    def _named(self, aim: Aim) -> Values:
        """The right values that the text names for certain."""
        mine = [one for one in self._of(aim) if one.values & aim.right and not self._explained(one, by_owner=False)]
        if aim.money:
            return aim.right if mine else frozenset()
        if aim.many:
            return frozenset().union(*(one.values for one in mine if one.values <= aim.right))
        if mine:
            common = frozenset.intersection(*(one.values for one in mine))
            return common if common and common <= aim.right else frozenset()
        return self._named_by_owner(aim) if aim.table else frozenset()

    def _named_by_owner(self, aim: Aim) -> Values:
        """An order that has one item names the item."""
        for one in self._mentions:
            if (
                one.exact
                and len(one.values) == 1
                and one.kind != aim.kind
                and one.values <= self._allowed.get(one.kind, frozenset())
            ):
                (key,) = one.values
                parts = {row for table, row in self._lexicon.related(one.kind, key) if table == aim.kind}
                if one.kind in self._lexicon.domain.owners and parts and parts <= aim.right:
                    return frozenset(parts)
        return frozenset()

    def _explained(self, mention: Mention, *, by_owner: bool = True) -> bool:
        """Whether these words say something of another aim's row, or of an owner: the lamp in "order #12 (lamp)"."""
        for one in self._mentions:
            if one.kind == mention.kind or not one.values or not _within(mention, one):
                continue
            if one.values <= self._rights.get(one.kind, frozenset()):
                return True
            if by_owner and one.exact and one.values <= self._allowed.get(one.kind, frozenset()):
                return True
        return False

    def _aside(self, mention: Mention) -> bool:
        start = mention.span[0]
        return _ASIDE.search(self._text[max(0, start - _LOOK_BACK) : start].lower()) is not None


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.span[0] <= inner.span[0] and inner.span[1] <= outer.span[1]


@dataclass(frozen=True, slots=True)
class Picked:
    """What a list holds for one aim."""

    goal: Goal
    aim: Aim
    right: bool
    """Whether the right entry is in it."""
    shown: str = ""
    """The right entry's id as it was written."""


def pick(text: str, goals: Sequence[Goal], lexicon: Lexicon) -> list[Picked]:
    """For each aim that the listed things are entries for: whether the right one is there."""
    return _List(text, lexicon).picks(goals)


class _List:
    """Things that an agent puts forward to choose from."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._things = lexicon.domain.things
        self._mentions = lexicon.mentions(text)

    def picks(self, goals: Sequence[Goal]) -> list[Picked]:
        """By id where ids are listed, so that the lamps of listed orders are no list of lamps."""
        kinds = self._kinds()
        by_id = {kind for kind, exact in kinds.items() if exact}
        found = [
            self._picked(goal, aim, aim.kind, aim.right) for goal in goals for aim in goal.aims if aim.kind in kinds
        ]
        if not by_id:
            return found
        if any(one.aim.kind in by_id or not one.aim.table for one in found):
            return [one for one in found if one.aim.kind in by_id or not one.aim.table or one.right]
        owners = [
            self._picked(goal, goal.targets[0], kind, rows)
            for goal in goals
            for kind, rows in sorted(goal.allowed.items())
            if kind in by_id and goal.targets
        ]
        return owners or found

    def _kinds(self) -> dict[str, bool]:
        """Kinds of which at least two different things are named, with whether they are named by id."""
        seen: dict[str, list[Mention]] = {}
        for one in self._mentions:
            if one.values and one.kind not in ("money", "date", "count", "email"):
                seen.setdefault(one.kind, []).append(one)
        several = {kind: some for kind, some in seen.items() if len({one.values for one in some}) > 1}
        return {kind: sum(one.exact and "." not in kind for one in some) > 1 for kind, some in several.items()}

    def _picked(self, goal: Goal, aim: Aim, kind: str, right: Values) -> Picked:
        fitting = [one for one in self._mentions if one.kind == kind and one.values & right]
        exact = next((one for one in fitting if one.exact and aim.table), None)
        return Picked(goal, aim, bool(fitting), self._id(exact, right) if exact and kind == aim.kind else "")

    def _id(self, mention: Mention, right: Values) -> str:
        """The right key as the agent wrote it."""
        text = self._text[slice(*mention.span)]
        forms = (form.format(key) for key in mention.values & right for form in self._things[mention.kind].id_forms)
        return next((form for form in forms if form in text), "")
