"""A text's mentions seen with the customer's goals: what is named of them, and what contradicts them.

text + mentions + Goals -> named values, contradicted aims; all questions are about a stretch of the text
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.mentions import Mention
from pytest_t2t.users.aims import Aim, Goal, Values
from pytest_t2t.users.asides import Aside

Span = tuple[int, int]

_ASIDE = re.compile(
    r"\b(?:instead of|rather than|not|no longer|original(?:ly)?|current(?:ly)?|old|previous(?:ly)?|existing|unchanged"
    r"|keep|except)\b[^.;\n]{0,40}$"
)
_LOOK_BACK = 64
_ORIGINAL = re.compile(r"\b(?:original|initial|same) (?:\w+ (?:of )?){0,2}?(\w+)")
_ROLE_BACK = 36
_ALONE = re.compile(r"[\"'*_`)]*\s?(?:[,.?!;\u2013\u2014-]|$)")
_COUNT_BACK = 24
_PRONOUN = re.compile(r"\b(?:its?|them|their)\b")


@dataclass(frozen=True, slots=True)
class Wished:
    """What some goals together want to be named."""

    allowed: dict[str, Values]
    """Table -> rows that may be mentioned with one of them."""
    aims: tuple[Aim, ...]
    rights: dict[str, Values]
    """Kind of mention -> the right ones."""
    targets: frozenset[str]
    """Tables of what they are done to."""


def wished(goals: Sequence[Goal]) -> Wished:
    """Put the goals' aims together."""
    allowed: dict[str, Values] = {}
    for goal in goals:
        for table, rows in goal.allowed.items():
            allowed[table] = allowed.get(table, frozenset()) | rows
    aims = tuple(aim for goal in goals for aim in goal.aims)
    rights: dict[str, Values] = {}
    for aim in aims:
        rights[aim.kind] = rights.get(aim.kind, frozenset()) | aim.right
    targets = frozenset(aim.kind for goal in goals for aim in goal.targets if aim.table)
    return Wished(allowed, aims, rights, targets)


class Scene:
    """One text, looked at with some goals."""

    def __init__(
        self, text: str, lexicon: Lexicon, wishes: Wished, asides: Sequence[Aside], roles: Mapping[str, re.Pattern[str]]
    ) -> None:
        self._low = text.lower()
        self._text = text
        self._lexicon = lexicon
        self._mentions = lexicon.mentions(text)
        self._dates = {one.span for one in self._mentions if one.kind == "date"}
        self._wishes = wishes
        self._told = (
            [one for one in self._mentions if not any(aside.hides(one, wishes.targets) for aside in asides)]
            if asides
            else self._mentions
        )
        """Without what stands in fields that tell how things are at present."""
        self._roles = roles

    # ------------------------------------------------------------------------------------------------------ targets
    def names_target(self, goal: Goal, where: Span) -> bool:
        """Whether it says what the wish is about."""
        return any(self.named(aim, where) for aim in goal.targets)

    def speaks_of(self, kind: str, where: Span) -> list[Mention]:
        """The rows of a table that are named for certain."""
        return [
            one
            for one in self._within(where)
            if one.kind == kind and one.values and (one.exact or len(one.values) == 1)
        ]

    def names_any_row(self, kinds: frozenset[str], where: Span) -> bool:
        """Whether it names something of the customer's: a row of these tables."""
        return any(self.speaks_of(kind, where) for kind in kinds)

    @property
    def tables(self) -> frozenset[str]:
        """The kinds of mention that are rows."""
        return frozenset(self._lexicon.domain.things)

    def names_kind(self, kind: str, where: Span) -> bool:
        """Whether something of a kind is named: a row for certain, a label, an amount."""
        if kind in self.tables:
            return bool(self.speaks_of(kind, where))
        return any(one.kind == kind and one.values for one in self._within(where))

    def names_news(self, kinds: frozenset[str], where: Span) -> bool:
        """Whether a label, amount or free value of these kinds is named that no row of the customer's holds."""
        return any(
            one.kind in kinds and one.values and not self._lexicon.has_words(self._text[slice(*one.span)])
            for one in self._within(where)
        )

    def stands_alone(self, aim: Aim, where: Span) -> bool:
        """Whether a label or free value is spoken of itself: "by phone, right?", not "your phone number"."""
        after = (self._low[one.span[1] : where[1]] for one in self._of(aim, where) if one.values & aim.right)
        return any(_ALONE.match(text) for text in after)

    def refers_back(self, where: Span) -> bool:
        """Whether it says "it" of what was named before."""
        return _PRONOUN.search(self._low, *where) is not None

    def names_another(self, goal: Goal, where: Span) -> bool:
        """Whether it speaks, by id, of another row than the wish's."""
        kinds = {aim.kind: aim.right for aim in goal.targets if aim.table}
        exact = [one for one in self._within(where) if one.exact and one.kind in kinds]
        return bool(exact) and not any(one.values & kinds[one.kind] for one in exact)

    # -------------------------------------------------------------------------------------------------------- named
    def named(self, aim: Aim, where: Span) -> Values:
        """The right values that are named for certain."""
        mine = [
            one for one in self._of(aim, where) if one.values & aim.right and not self._explained(one, by_owner=False)
        ]
        if aim.read_as:
            return aim.right if mine else frozenset()
        parts = self._parts_named(aim, where) if aim.table else frozenset()
        meant = [one.values & parts or one.values for one in mine]
        if aim.many:
            return frozenset().union(*(values for values in meant if values <= aim.right))
        if meant:
            common = frozenset.intersection(*meant)
            return common if common and common <= aim.right else frozenset()
        if not aim.table:
            return frozenset()
        return self._named_by_owner(aim, where) or (aim.right if self._original(aim, where) else frozenset())

    def may_name_all(self, aim: Aim, where: Span) -> bool:
        """Whether all of a list are spoken of, though in words that fit others too."""
        return aim.right <= frozenset().union(*(one.values for one in self._of(aim, where)))

    def _parts_named(self, aim: Aim, where: Span) -> Values:
        """What belongs to the owners that are named by their ids: of the lamps those of order #12."""
        owners = [
            (one.kind, key)
            for one in self._within(where)
            if one.exact and len(one.values) == 1 and one.kind != aim.kind and one.kind in self._lexicon.domain.owners
            for key in one.values
        ]
        return frozenset(
            row for kind, key in owners for table, row in self._lexicon.parts(kind, key) if table == aim.kind
        )

    def _named_by_owner(self, aim: Aim, where: Span) -> Values:
        """An order that has one item names the item."""
        for one in self._within(where):
            if (
                one.exact
                and len(one.values) == 1
                and one.kind != aim.kind
                and one.values <= self._wishes.allowed.get(one.kind, frozenset())
            ):
                (key,) = one.values
                parts = {row for table, row in self._lexicon.parts(one.kind, key) if table == aim.kind}
                if one.kind in self._lexicon.domain.owners and parts and parts <= aim.right:
                    return frozenset(parts)
        return frozenset()

    def _original(self, aim: Aim, where: Span) -> bool | None:
        """Whether "the original payment method" is the right one; None where nothing of the sort is said."""
        thing = self._lexicon.domain.things.get(aim.kind)
        if thing is None or "original" not in self._low:
            return None
        words = set(thing.noun.split())
        for match in _ORIGINAL.finditer(self._low, *where):
            if match[1] in words and self._is_free(match.end()):
                return bool(aim.right & aim.original)
        return None

    def _is_free(self, place: int) -> bool:
        """Whether no name follows, as in "original payment method: Visa"."""
        return not any(place <= one.span[0] < place + 12 for one in self._mentions if one.values)

    # ------------------------------------------------------------------------------------------------ contradictions
    def contradiction(self, goal: Goal, where: Span, *, sure: bool) -> tuple[Aim, Values] | None:
        """The first value that contradicts the wish. `sure`: this wish is spoken of, so a wrong target counts."""
        for aim in goal.aims:
            target = any(aim is one for one in goal.targets)
            wrong = (
                self._against(aim, where, sure=sure, target=target) if aim.table else self._against_value(aim, where)
            )
            wrong = self._in_wrong_role(goal, aim, where) if wrong is None else wrong
            if wrong is None and target and aim.many and self._counts_others(goal, aim, where):
                wrong = frozenset()
            if wrong is not None:
                return aim, wrong
        first = next((aim for aim in goal.aims if aim.table), None)
        slots = {aim.kind for aim in self._wishes.aims}
        for one in self._within(where) if first else ():
            allowed = self._wishes.allowed.get(one.kind)
            if allowed and one.exact and one.kind not in slots and not one.values & allowed and not self._aside(one):
                return first, one.values  # type: ignore[return-value]
        return None

    def _against(self, aim: Aim, where: Span, *, sure: bool, target: bool) -> Values | None:
        """Rows named that are not the ones meant."""
        mine = [one for one in self._of(aim, where) if not self._explained(one)]
        rights = self._wishes.rights[aim.kind]
        right = [one for one in mine if one.values & rights]
        if not right and self._original(aim, where) is False:
            return frozenset()
        for one in mine:
            if not self._is_wrong(one, aim, right, target=target):
                continue
            if one.values or (sure and not right):
                return one.values
        if right or not sure or aim.implied or not mine:
            return None
        return next((one.values for one in mine if one.span not in self._dates and not self._aside(one)), None)

    def _is_wrong(self, one: Mention, aim: Aim, right: Sequence[Mention], *, target: bool) -> bool:
        allowed = self._wishes.allowed.get(aim.kind, aim.right)
        if one.values & allowed or one.span in self._dates or (aim.implied and not one.exact):
            return False
        if target and not one.exact and any(other.exact for other in right):
            return False  # the right row is named by its id: descriptions beside it tell of other things
        return not (right and self._aside(one))

    def _against_value(self, aim: Aim, where: Span) -> Values | None:
        """Labels, amounts and free values named instead of the one meant."""
        mine = self._of(aim, where)
        rights = self._wishes.rights[aim.kind]
        right = [one for one in mine if one.values & aim.right]
        others = [one for one in mine if not one.values & rights]
        if aim.kind in self._lexicon.language.free and not aim.read_as:
            strange = [one for one in others if not self._lexicon.has_words(self._text[slice(*one.span)])]
            others = strange or ([] if right else others)
            others = [one for one in others if not self._aside(one)] or ([] if right else others)
            return others[0].values if others else None
        if aim.kind == "count":
            others = self._counted(aim, others)
        if not others or any(not self._aside(one) for one in right):
            return None
        meant = [one for one in others if not self._aside(one)] if right else others
        return meant[0].values if meant else None

    def _counted(self, aim: Aim, others: list[Mention]) -> list[Mention]:
        """Of several numbers those that stand beside a word for the parameter: "3 seats in row 14"."""
        if len(others) < 2:
            return others
        words = [word for topic in aim.topics for word in topic.replace("_", " ").split()]
        return [
            one
            for one in others
            if any(word in self._low[max(0, one.span[0] - 16) : one.span[1] + 16] for word in words)
        ][:1]

    def _counts_others(self, goal: Goal, aim: Aim, where: Span) -> bool:
        """Whether an action is said to be done to another number of things: "return all 3 items"."""
        thing = self._lexicon.domain.things.get(aim.kind)
        nouns = (thing.any_noun or f"{thing.noun}s", f"{thing.noun} ") if thing else ()
        for one in self._within(where):
            before = self._low[max(where[0], one.span[0] - _COUNT_BACK) : one.span[0]]
            if (
                one.kind == "count"
                and self._low.startswith(nouns, one.span[1] + 1)
                and not one.values & {len(aim.right)}
                and any(stem in before for stem in goal.stems)
            ):
                return True
        return False

    def _in_wrong_role(self, goal: Goal, aim: Aim, where: Span) -> Values | None:
        """The other parameter's value where this one belongs: "from" the card that the money should go to."""
        pattern = self._roles.get(f"{goal.wish.tool}.{aim.param}")
        if pattern is None:
            return None
        for one in self._of(aim, where):
            if one.values and not one.values & aim.right:
                before = self._low[max(where[0], one.span[0] - _ROLE_BACK) : one.span[0]]
                last = list(pattern.finditer(before))
                if last and last[-1].lastgroup == "mine":
                    return one.values
        return None

    # -------------------------------------------------------------------------------------------------------- mentions
    def _within(self, where: Span) -> list[Mention]:
        start, end = where
        return [one for one in self._told if start <= one.span[0] < end]

    def _of(self, aim: Aim, where: Span) -> list[Mention]:
        kind, other = aim.kind, aim.read_as or aim.kind
        start, end = where
        return [one for one in self._told if start <= one.span[0] < end and one.kind in (kind, other)]

    def _explained(self, mention: Mention, *, by_owner: bool = True) -> bool:
        """Whether these words say something of another aim's row, or of an owner: the lamp in "order #12 (lamp)"."""
        start, end = mention.span
        for one in self._mentions:
            first, last = one.span
            if first > start or last < end or one.kind == mention.kind or not one.values:
                continue
            if not by_owner and first == start and self._one_with(mention, one):
                continue
            if one.values <= self._wishes.rights.get(one.kind, frozenset()):
                return True
            if (
                by_owner
                and one.exact
                and (len(one.values) == 1 or one.values <= self._wishes.allowed.get(one.kind, frozenset()))
            ):
                return True
        return False

    def _one_with(self, mention: Mention, other: Mention) -> bool:
        """Whether words that name one row name with it what it belongs to: the guest in "Ann Lee (booking 12)"."""
        return any(
            (other.kind, row) in self._lexicon.related(mention.kind, key)
            for key in mention.values
            for row in other.values
        )

    def _aside(self, mention: Mention) -> bool:
        start = mention.span[0]
        return _ASIDE.search(self._low[max(0, start - _LOOK_BACK) : start]) is not None
