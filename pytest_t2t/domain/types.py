"""Semantic parameter types: what a tool's argument means, which lets the explorer bind it without knowing the domain.

`OrderId = Annotated[str, Ref("orders.order_id")]` -> an id of a customer's own order, found by reads, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ref:
    """A primary key of another table.

    `column` is "table.column". The explorer binds it to rows that belong to the customer; of a table without an owner
    (a catalogue) to some drawn rows, or with `like` to the siblings of another argument: `like` names a parameter of
    the same call, whose row shares the value of the first foreign key they have in common (a variant `like` an item:
    variants of the same product).
    Parameters of a call that refer to each other's rows by foreign keys are bound together: an item of *that* order.
    """

    column: str
    like: str = ""
    table: str = field(init=False, repr=False, compare=False)
    """The table referred to."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", self.column.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Free:
    """A new value that only the customer can name (an address, an amount, a date): `generators[name]` makes one."""

    generator: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in integer minor units (cents)."""


@dataclass(frozen=True, slots=True)
class Note:
    """Free text that decides nothing (a summary for a colleague); its column is of kind "free text"."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that identifies the customer in an authentication tool: `topic` is the language's topic for it."""

    topic: str
