"""How a domain's things are said, asked for and recognised: declarations only, filled in by its `language.py`.

Language -> phrases of the simulated user, questions and proposals of the reference, words the recogniser listens for
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_t2t.domain.money import Currencies, currencies

Level = Literal["volunteered", "known", "recognised", "internal"]


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Topic:
    """A fact that can be asked for: the words and phrases that name it in a question."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One way to describe a row: a predicate `value of the row is v`, with its phrase.

    `sql` yields (key, value) pairs for the customer given as `:customer` (all the customer's rows; for a catalogue all
    rows). A row may have several values (an order contains several products): the description says one of them.
    """

    name: str
    """Without `sql`: a column of the thing's table, or "table.column" of one that its foreign keys lead to."""
    sql: str = ""
    phrase: str = "{}"
    """With "{}" for the value: "with the {}", "ending in {}", or "{}" for an adjective or the head noun."""
    position: Literal["before", "head", "after"] = "after"
    """Where it stands: "the [before] [head] [after]". A head replaces the thing's noun."""
    kind: Literal["text", "date", "count"] = "text"
    """date: ISO in the database, said "3 March", understood in the usual notations."""
    level: Level = "known"
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further forms of a value that count as saying it."""
    forms: tuple[str, ...] = ("{}",)
    """What counts as saying it, "{}" for the value; the longest that fits is read: where "to Denver" and "from Denver"
    are two attributes, ("to {}", "{}") and ("from {}", "{}"), a bare "Denver" may mean either."""
    topic: str = ""
    """The topic that asks for this attribute of the row; default: the thing's topic."""
    certain: bool = False
    """Whether nobody remembers it wrongly (a companion's name)."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A table whose rows people talk about."""

    table: str
    noun: str
    """"order": "the order ..." when no attribute gives a head."""
    topic: str = ""
    """The topic that asks which one; default: named as the noun."""
    attributes: tuple[Attribute, ...] = ()
    """In the order in which a customer would think of them."""
    label: str = ""
    """SQL for how an agent names a row, ids included: one text for `:key` ("order #W2041 (desk lamp, mug)").
    Default: noun, key and the attributes that are columns."""
    id_forms: tuple[str, ...] = ("{}",)
    """How an agent may write the key so that it names the row: "#{}", "{}"; empty where keys are unreadable."""
    which: str = ""
    """The agent's question for it (reference); default: "Which order do you mean?"."""
    any_noun: str = ""
    """The plural noun for counted references; default: with an s."""
    ids_passed_on: bool = True
    """Whether people know the ids of others' rows: an order number that a sister passed on, but no alert's number."""
    article: str | None = None
    """What stands before a customer's own: "my", "the", or nothing before a proper name. Default: "my" for rows that
    belong to the customer directly."""


@dataclass(frozen=True, slots=True)
class Param:
    """How a parameter of a write is said, asked and announced; one for each that a customer cares about."""

    topic: str
    say: tuple[str, ...] = ()
    """Sentences that state it, "{}" for the value: "Please send it to {}."; where the wish has no place for it."""
    ask: str = ""
    """The agent's question: "Which address should it go to?"."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Closed values -> how a customer says them: {"no longer needed": "I no longer need it"}."""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Closed values -> what counts as naming them in an agent's message (the value itself always counts)."""
    noun: str = ""
    """What a customer calls it: "the reason"; default: the first word of its topic."""
    settled: bool = False
    """Whether it is a fact that nobody changes their mind about: why something is wanted, what went wrong."""
    indifferent: bool = False
    """Whether customers may not care ("either is fine"): then each value that is permitted is right."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Free values (addresses, amounts): how they are said, and which part of the text identifies them."""

    say: Callable[[Any], str]
    """value -> as a customer says it."""
    keys: Callable[[Any], tuple[str, ...]]
    """value -> forms of which each identifies it ("742 Evergreen Terrace", "62704"); matched at word boundaries."""
    read_as: Literal["", "money", "date"] = ""
    """What values that the customer does not have in mind are read as: "$30" where it said "$25"."""
    reading: Callable[[Any], Any] = _itself
    """value -> what is then read: an amount (minor units, "EUR 2500" where not of the home currency), an ISO date."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """How the wish for one write is spoken of. "{param}" stands for a parameter's noun phrase."""

    tool: str
    words: tuple[str, ...] = ()
    """Stems that name this action in an agent's message: "cancel", "call off"; default: the tool's name."""
    wish: tuple[str, ...] = ()
    """Requests as customers make them, full sentences, no ids: "I'd like to cancel {order_id}."."""
    noun: str = ""
    """"the cancellation"; used in "what about ...?"."""
    propose: str = ""
    """The agent's verb phrase with ids and all values: "cancel {order_id}, reason: {reason}".
    Default: the first wish that begins with "Please", without it, and the parameters that it lacks."""
    done: str = ""
    """The agent's report: "{order_id} has been cancelled."."""
    drop: tuple[str, ...] = ()
    """How a customer gives it up, a full sentence: "Please don't cancel {order_id} after all."."""
    undo: tuple[str, ...] = ()
    """How a customer wants it taken back once it was done, a full sentence: "Please put the meal back to what it was.".
    Default: a sentence that fits everything."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """Parameter -> how it is said. Optional ones that customers don't care about are left out; required ones that name
    a thing or a value are filled in."""
    implied: tuple[str, ...] = ()
    """Parameters that other parameters determine (the order of an item): found by reads, told only when asked."""


@dataclass(frozen=True, slots=True)
class AskFor:
    """A value that a customer asks for together with a wish."""

    name: str
    tool: str
    """The write that it goes with."""
    sql: str
    """One value, asked of the database after all the writes, with the write's arguments as `:param`, `:customer`."""
    kind: Literal["money", "count", "date", "id", "label"]
    text: tuple[str, ...]
    """"How much will I get back?"."""
    subject: tuple[str, ...]
    """Words of which one stands in the answer's sentence: "refund", "back"."""
    answer: str
    """The agent's sentence, "{}" for the value: "Your refund is {}."."""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unserved:
    """A wish that no tool serves."""

    name: str
    text: tuple[str, ...]
    """"Could you also send me a printed catalogue?"."""
    words: tuple[str, ...]
    """Words that name it in an agent's message."""
    about: str
    """Verb phrase for the refusal: "send you a printed catalogue"."""
    reason: str
    """The agent's explanation."""
    done: str
    """The false report."""


@dataclass(frozen=True, slots=True)
class Language:
    """All of a domain's words."""

    things: tuple[Thing, ...]
    phrases: tuple[Phrases, ...]
    topics: tuple[Topic, ...] = ()
    """Those of things, parameters and identifying facts that are left out are named by their own words."""
    identity: Mapping[str, str] = field(default_factory=dict)
    """Topic of an identifying fact -> SQL for its value: {"email": "select email from users where id = :customer"}.
    Default for each `Secret`: the customers' column of that name."""
    identity_text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic -> sentences, "{}" for the value; default: "My email is {}."."""
    free: Mapping[str, Spoken] = field(default_factory=dict)
    """Generator name -> how its values are said."""
    ask_for: tuple[AskFor, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    currency: str = "$"
    """The sign of the home currency."""
    currencies: tuple[str, ...] = ()
    """Signs of further ones."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Further facts that customers know and tell when asked, needed or not: topic -> SQL for a text, `:customer`."""

    @property
    def money(self) -> Currencies:
        """The currencies, to read and write amounts."""
        return currencies(self.currency, *self.currencies)
