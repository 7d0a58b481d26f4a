"""What a customer's wishes come to in things that can be found in a text; worked out once, when an episode starts.

UserSide + Lexicon -> Goal (one a wish) -> Aim (one a slot)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import JsonValue

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.lexicon_world import kind_of, value_of
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Slot, UserSide, Wish

Values = frozenset[JsonValue]


@dataclass(frozen=True)
class Aim:
    """A slot: the kind of mention that speaks of it, and which of these mentions are right."""

    wish: Wish
    param: str
    slot: Slot
    kind: str
    right: Values
    many: bool
    """Whether all of `right` are wanted; else any one of it is fine."""
    topics: frozenset[str]
    table: bool
    """Whether the values are rows."""
    implied: bool = False
    """Whether the other values determine it (the order of an item): it may stay unsaid."""
    read_as: str = ""
    """The kind of mention that speaks of it too, and of all others like it: "money", "date"."""
    original: Values = frozenset()
    """Rows that the other values hang together with at present: what "the original payment method" means."""

    def as_argument(self, found: Values) -> JsonValue:
        """The found right values as the parameter's value."""
        wanted = [value for value in _flat(self.slot.values) if value_of(value) in found]
        return list(wanted) if self.many else wanted[0]


@dataclass(frozen=True)
class Goal:
    """A wish."""

    wish: Wish
    aims: tuple[Aim, ...]
    stems: tuple[str, ...]
    """What names the action in an agent's message."""
    allowed: dict[str, Values]
    """Table -> rows that may be mentioned with this wish: the right ones and what hangs together with them."""
    implied: frozenset[str]
    """Topics of parameters that the others determine."""

    @cached_property
    def targets(self) -> tuple[Aim, ...]:
        """The aims of which one must be named to speak of this wish: what it is done to."""
        rows = [aim for aim in self.aims if aim.table and not aim.implied]
        if not rows:
            return self.aims
        parts = [aim for aim in rows[1:2] if {table for table in self.allowed if table == aim.kind} and aim.many]
        return (rows[0], *parts)

    def aim(self, param: str) -> Aim | None:
        """The aim of a parameter."""
        return next((aim for aim in self.aims if aim.param == param), None)

    def is_written_by(self, tool: str, arguments: dict[str, JsonValue]) -> bool:
        """Whether a call does (a part of) this wish."""
        return tool == self.wish.tool and all(
            {value_of(value) for value in _flat((arguments[aim.param],))} <= aim.right
            for aim in self.aims
            if aim.param in arguments
        )


def goals_of(side: UserSide, lexicon: Lexicon) -> tuple[dict[str, Goal], Lexicon]:
    """The goals by id of their wishes, and the lexicon that knows the task's free values too."""
    parameters = {wish.tool: _parameters(wish, lexicon) for wish in side.wishes}
    values: dict[str, list[JsonValue]] = {}
    for wish in side.wishes:
        for param, slot in wish.slots.items():
            kind = kind_of(wish.tool, parameters[wish.tool][param]) if param in parameters[wish.tool] else ""
            if kind in lexicon.language.free:
                values.setdefault(kind, []).extend(slot.values)
    knowing = lexicon.knowing(values) if values else lexicon
    return {wish.id: _goal(wish, parameters[wish.tool], knowing) for wish in side.wishes}, knowing


def _parameters(wish: Wish, lexicon: Lexicon) -> dict[str, Parameter]:
    tool = lexicon.domain.tools.get(wish.tool)
    return {one.name: one for one in tool.parameters} if tool else {}


def _goal(wish: Wish, parameters: dict[str, Parameter], lexicon: Lexicon) -> Goal:
    order = {name: place for place, name in enumerate(parameters)}
    slots = sorted(wish.slots.items(), key=lambda one: order.get(one[0], len(order)))
    aims = tuple(_aim(wish, param, slot, parameters[param], lexicon) for param, slot in slots if param in parameters)
    phrases = lexicon.domain.phrases.get(wish.tool)
    unserved = next((one for one in lexicon.language.unserved if one.name == wish.tool), None)
    stems = phrases.words if phrases else unserved.words if unserved else ()
    implied = {
        lexicon.domain.things[parameters[name].meaning.table].topic  # type: ignore[union-attr]
        for name in (phrases.implied if phrases else ())
        if name in parameters
        and isinstance(parameters[name].meaning, Ref)
        and parameters[name].meaning.table in lexicon.domain.things  # type: ignore[union-attr]
    }
    aims = tuple(
        replace(aim, original=found) if aim.table and (found := _original(aim, aims, lexicon)) else aim for aim in aims
    )
    return Goal(wish, aims, tuple(one.lower() for one in stems), _allowed(aims, lexicon), frozenset(implied))


def _original(aim: Aim, aims: tuple[Aim, ...], lexicon: Lexicon) -> Values:
    """Rows of an aim's table that the other aims' rows hang together with."""
    return frozenset(
        key
        for other in aims
        if other.table and other.kind != aim.kind
        for value in other.right
        for table, key in lexicon.related(other.kind, value)
        if table == aim.kind
    )


def _aim(wish: Wish, param: str, slot: Slot, parameter: Parameter, lexicon: Lexicon) -> Aim:
    kind = kind_of(wish.tool, parameter)
    table = isinstance(parameter.meaning, Ref)
    topics = {slot.topic}
    if thing := lexicon.domain.things.get(kind) if table else None:
        topics |= {thing.topic, *(attribute.topic for attribute in thing.attributes)}
    phrases = lexicon.domain.phrases.get(wish.tool)
    if phrases and param in phrases.params:
        topics.add(phrases.params[param].topic)
    spoken = lexicon.language.free.get(kind)
    values = _flat(slot.values)
    right = frozenset(value_of(value) for value in values)
    read_as = "money" if kind == "money" else spoken.read_as if spoken else ""
    if spoken and read_as:
        right |= {spoken.reading(value) for value in values}
    implied = phrases is not None and param in phrases.implied
    return Aim(wish, param, slot, kind, right, parameter.many, frozenset(topics - {""}), table, implied, read_as)


def _flat(values: Iterable[JsonValue]) -> list[JsonValue]:
    return [part for value in values for part in (value if isinstance(value, list) else (value,))]


def _allowed(aims: tuple[Aim, ...], lexicon: Lexicon) -> dict[str, Values]:
    """Rows right in themselves; and rows related to all aims that have relations in that table, else to any."""
    found: dict[str, set[JsonValue]] = {}
    near: dict[str, list[set[JsonValue]]] = {}
    for aim in aims:
        if aim.table:
            found.setdefault(aim.kind, set()).update(aim.right)
            tables: dict[str, set[JsonValue]] = {}
            for value in aim.right:
                for table, key in lexicon.related(aim.kind, value):
                    tables.setdefault(table, set()).add(key)
            for table, keys in tables.items():
                near.setdefault(table, []).append(keys)
    sought = {aim.kind for aim in aims if aim.table and not aim.implied}
    first = next((aim.kind for aim in aims if aim.kind in sought), "")
    for table, sets in near.items():
        if table == first:
            continue  # what the wish is done to is these rows alone, not others of the same order
        found.setdefault(table, set()).update(set.intersection(*sets) or set.union(*sets))
    return {table: frozenset(keys) for table, keys in found.items()}
