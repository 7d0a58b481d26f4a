"""A task: a world, the user's side, the checker's side, the reference's side, and the certificate.

Trajectory --adapt--> Task --certify--> line of a suite file. The agent under test sees none of it, the user
simulator `user` alone, the checks `checker`; `reference` is for the reference agent, its manners and the controls.
"""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from pytest_t2t.records.base import Record
from pytest_t2t.records.trajectory import Call, Changes, WorldRef

Intent = Literal["general", "ambiguous", "changing", "infeasible"]
INTENTS: tuple[Intent, ...] = ("general", "ambiguous", "changing", "infeasible")


# ------------------------------------------------------------------------------------------------ the user's side
class Fact(Record):
    """Something the user can say, and what it then pins down."""

    topic: str
    """The language's topic that asks for it: "email", "order", "reason"."""
    text: str
    """The sentence in which the user tells it."""
    value: str = ""
    """The bare value, for a check that it is not said too early; empty for a description."""
    wish: str = ""
    """The wish that it belongs to; empty for facts about the customer (e-mail, postcode)."""
    param: str = ""
    """The write's parameter that it narrows; empty where it narrows none."""
    means: tuple[JsonValue, ...] = ()
    """The values of `param` that fit what is said: the denotation over the customer's own rows."""
    when: Literal["opening", "change", "asked", "conflict"] = "asked"
    """opening, change: part of that message. asked: told when its topic is asked for. conflict: the truth, told
    once the agent named the conflict, the recorded value or the candidates."""


class Slot(Record):
    """What the user wants a parameter of its wish to be. A parameter without a slot is no business of the user's."""

    values: tuple[JsonValue, ...]
    """The right value; several where either is fine."""
    text: str
    """The value in the user's own distinguishing words, a noun phrase: "the lamp I bought in March", "my Visa card"."""
    topic: str = ""
    """The topic that asks for it."""


class Wish(Record):
    """One thing the user wants done."""

    id: str
    tool: str
    """The write that serves it; for a wish that no tool serves, the name of the language's unserved wish."""
    text: str
    """The request in the user's words, as in the opening (or in the change), used again to restate it."""
    slots: dict[str, Slot] = {}
    starts: Literal["opening", "change", "refusal"] = "opening"
    """When it is wished: from the opening, from the change, or once the forbidden wish was answered."""
    ends: Literal["", "change"] = ""
    """"change": dropped by the change."""
    insists: int = 0
    """How often a refusal is met with insistence before it is accepted (0 to 2)."""


class Question(Record):
    """A value that the user asks for in words."""

    id: str
    text: str
    """The question, part of the opening or of the change."""
    kind: Literal["money", "count", "date", "id", "label"]
    subject: tuple[str, ...]
    """Words of which one stands in the sentence that answers it: "refund", "back"."""
    when: Literal["opening", "change"] = "opening"
    """The message that it is part of."""
    labels: tuple[str, ...] = ()
    """kind "label": the closed set that the answer is from."""


class Change(Record):
    """The change of mind."""

    text: str
    """The message: what is dropped, what is kept, what is wanted now. It answers nothing else and has no yes."""
    trigger: Literal["first-goal", "after-write"] = "first-goal"
    """first-goal: earliest of (a) a proposal or announcement of a first-goal write, (b) such a write committed,
    (c) the first agent message that is no question after all first-goal facts were told. after-write: (b) alone."""


class UserSide(Record):
    """All that the simulated user knows, says and does."""

    customer: JsonValue
    """Primary key of the customer's row: which rows are its own is looked up, nothing else."""
    opening: str
    facts: tuple[Fact, ...]
    wishes: tuple[Wish, ...]
    questions: tuple[Question, ...] = ()
    change: Change | None = None
    escalation: str = ""
    """Id of the wish that a person may take over, if that is offered; "" where no offer of one is accepted."""
    seed: int = 0
    """Chooses among phrasings."""
    manner: str = ""
    """How it talks, a name of the shelf `users/manners`; empty: plainly. No fact, wish or end depends on it."""


# --------------------------------------------------------------------------------------------- the checker's side
class Outcome(Record):
    """One acceptable end state: canonical net changes."""

    changes: Changes = ()


class Prefix(Record):
    """Changing: what may already be written when the change is said, and the end states that are right then."""

    committed: Changes
    """Canonical net changes at the moment of the change."""
    expected: tuple[Outcome, ...]


class Telling(Record):
    """A value that has to be told, and how it can be said."""

    question: str
    """Id of the user's question."""
    value: JsonValue
    """money: minor units; count: int; date: ISO; id and label: text."""


class Completion(Record):
    """Ambiguous: one full reading of what was said - the values of the open parameters, and all its writes."""

    values: dict[str, JsonValue]
    """"wish.param" -> value, for the open parameters only."""
    calls: tuple[Call, ...]


class Cell(Record):
    """One cell of the database."""

    table: str
    key: tuple[JsonValue, ...]
    column: str


class Forbidden(Record):
    """Infeasible: the forbidden wish and what an agent must have done about it."""

    wish: str
    rules: tuple[str, ...]
    """The rules that say no; empty where no tool serves the wish."""
    calls: tuple[Call, ...] = ()
    """The calls that would fulfil it, were they allowed."""
    changes: Changes = ()
    """Canonical row changes that must not be committed (of the calls, where the database would allow them)."""
    evidence: tuple[Cell, ...] = ()
    """Cells of which all must have been shown before the final answer; a hard refusal of a call stands for them."""
    escalation: bool = False
    """Whether a permitted outcome is to escalate."""


class CheckerSide(Record):
    """What the checks compare with."""

    expected: tuple[Outcome, ...]
    """Acceptable end states; any one."""
    prefixes: tuple[Prefix, ...] = ()
    """Changing: further end states, by what had been committed when the change was said."""
    tellings: tuple[Telling, ...] = ()
    completions: tuple[Completion, ...] = ()
    superseded: Changes = ()
    """Changing: canonical row changes that are in the first goal and not in the final one."""
    forbidden: Forbidden | None = None


# ------------------------------------------------------------------------------------------- the reference's side
class Planned(Record):
    """One write of the plan, with the words for it."""

    call: Call
    propose: str
    """A verb phrase with ids: "cancel order #W2041 (desk lamp), reason: no longer needed"."""
    done: str
    """A sentence that reports it: "Order #W2041 has been cancelled."."""
    wish: str = ""
    cue: str = ""
    """Later writes: the words in which the user asks for it."""
    splittable: bool = False
    """Whether its list arguments may be cut into single values: synthesis executed that and lists the end state."""


class Doubt(Record):
    """Ambiguous: the question that separates the live completions."""

    topic: str
    question: str
    """A full question: "Which order do you mean?"."""
    options: tuple[str, ...]
    """Each completion's value as an agent would list it, ids included; none for new values, which can't be listed."""
    right: int
    """Index of the right option."""
    wrong: tuple[Planned, ...]
    """The whole plan of a wrong completion (for `never-asks`)."""
    propose: str = ""
    """A proposal for the right completion, full of values."""


class Refusal(Record):
    """Infeasible: the answer to the forbidden wish."""

    wish: str
    reason: str
    """The policy's sentence, for the customer."""
    about: str
    """What is refused, a verb phrase: "cancel order #W2041"."""
    calls: tuple[Call, ...] = ()
    """The forbidden calls (for `always-complies`)."""
    done: str = ""
    """The false report (for `always-complies`)."""
    reads: tuple[Call, ...] = ()
    """Reads (or the refused call itself) that show the evidence."""


class Plan(Record):
    """All that the reference agent, its manners and the controls do. They compute nothing about the domain."""

    identity: tuple[str, ...]
    """Topics to ask for before authentication, "name", "postcode"."""
    ask_identity: str
    """The question for them."""
    authenticate: Call
    reads: tuple[Call, ...]
    verify: Call | None = None
    """The second step of authentication, where one of the plan's writes needs it."""
    first: tuple[Planned, ...] = ()
    """Changing: the first goal's writes."""
    undo: tuple[Planned, ...] = ()
    """Changing, kind `reversal`: what takes the first goal's write back, before the final goal's writes."""
    writes: tuple[Planned, ...] = ()
    """The final goal's writes that are wished from the start (or from the change)."""
    any_order: bool = False
    """Whether the writes may be done in any order: synthesis executed them all."""
    later: tuple[Planned, ...] = ()
    """Infeasible: writes wished only after the refusal (the fallback, the permitted part)."""
    answers: tuple[str, ...] = ()
    """Sentences that tell what the user asked for, after the writes."""
    doubt: Doubt | None = None
    refusal: Refusal | None = None
    escalate: Call | None = None
    """The escalation call (for `always-escalates`)."""
    meddle: Call | None = None
    """A permitted write on an unrelated row of the customer (for `meddles`)."""
    unknown_id: str = ""
    """A question for an id that customers don't have, "Could you give me the order number?" (a manner)."""


# ---------------------------------------------------------------------------------------------------- certificate
class Certificate(Record):
    """Why the task is what it says it is; every field is recomputed by `t2t verify`."""

    states: dict[str, str] = {}
    """Named end states -> 16 hex digits of their canonical changes: "final", "first", "completion-0", ..."""
    denotations: dict[str, int] = {}
    """Description -> how many of the customer's rows it fits."""
    rules: tuple[str, ...] = ()
    """Infeasible: the rules that forbid the wish."""
    searched: int = 0
    """Infeasible: states looked at in the bounded search for a detour."""
    passes: tuple[str, ...] = ()
    """Agents that were run and pass: "reference"."""
    fails: tuple[str, ...] = ()
    """Control agents that were run and fail."""
    episode: str = ""
    """16 hex digits of the reference's episode: it replays byte-equal."""


class Task(Record):
    """One test case."""

    id: str
    """`<intent>-<kind>-<10 hex of the content>`; unique in its file."""
    family: str
    intent: Intent
    kind: str
    world: WorldRef
    user: UserSide
    checker: CheckerSide
    reference: Plan
    certificate: Certificate = Certificate()
