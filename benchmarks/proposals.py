"""How the scripted user judges proposals: right, wrong and ungrounded ones, put as strong models put them.

tasks + their worlds -> Case (conversation so far, proposal, the answer it should get) -> errors per class

    python benchmarks/proposals.py [--domain airline --families 20 --seed 31]

The frames are this file's own: neither the reference's sentences nor the messages that the recogniser was tuned on.
"""

from __future__ import annotations

import asyncio
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import JsonValue

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Free, Money, Ref
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.task import Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.users.phrasing import BANK
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.scripted import Scripted

SEED = 31
SIZES = {"retail": 25, "airline": 20, "banking": 20, "kiosk": 6}
"""Domain -> families."""
Answer = Literal["yes", "no", "which"]


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal."""

    kind: str
    """The class that it counts in: "right", "another order", ..."""
    task: Task
    world: World
    before: tuple[str, ...]
    """What the agent said before (to bring about a change of mind)."""
    text: str
    expected: Answer
    affirmed: frozenset[str] = frozenset()
    """yes: the wishes that it proposes."""
    calls: tuple[tuple[str, Call], ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """A write in words: as a verb phrase, and as a title with fields."""

    wish: str
    call: Call
    phrase: str
    title: str
    fields: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...]
    """Further true things about its target."""


# ------------------------------------------------------------------------------------------------------------- frames
def _numbered(writes: Sequence[Write]) -> str:
    return "\n".join(f"{number}. {_capital(one.phrase)}" for number, one in enumerate(writes, 1))


def _bullets(writes: Sequence[Write], *, more: bool = False) -> str:
    blocks = []
    for one in writes:
        rows = one.fields + (one.details if more else ())
        blocks.append(f"**{one.title}**\n" + "\n".join(f"- **{name}:** {value}" for name, value in rows))
    return "\n\n".join(blocks)


def _nested(writes: Sequence[Write]) -> str:
    return "\n".join(
        f"{number}. **{one.title}**\n" + "\n".join(f"   - {name}: {value}" for name, value in one.fields)
        for number, one in enumerate(writes, 1)
    )


def _table(writes: Sequence[Write]) -> str:
    rows = [f"| {_capital(one.phrase)} | {'; '.join(': '.join(d) for d in one.details[:2]) or '-'} |" for one in writes]
    return "\n".join(["| Action | Note |", "|---|---|", *rows])


def _fields_table(writes: Sequence[Write]) -> str:
    blocks = []
    for one in writes:
        rows = [f"| {name} | {value} |" for name, value in (("Action", one.title), *one.fields)]
        blocks.append("\n".join(["| Detail | Value |", "| --- | --- |", *rows]))
    return "\n\n".join(blocks)


def _joined(writes: Sequence[Write]) -> str:
    return ", and ".join(one.phrase for one in writes)


def _bold(text: str) -> str:
    return re.sub(r"#?\b[A-Z]{1,2}\d[\w]{2,}\b", lambda found: f"**{found[0]}**", text)


def _dashed(writes: Sequence[Write]) -> str:
    return "\n".join(
        f"{number}) {one.title}\n" + "\n".join(f"    • {name} \u2013 {value}" for name, value in one.fields)
        for number, one in enumerate(writes, 1)
    )


def _noted(writes: Sequence[Write]) -> str:
    return "\n\n".join(
        f"**{number}. {_capital(one.phrase)}**" + "".join(f"\n   _{name}: {value}_" for name, value in one.details[:1])
        for number, one in enumerate(writes, 1)
    )


def _lines(writes: Sequence[Write]) -> str:
    return "\n\n".join(
        f"{one.title}\n" + "\n".join(f"{name}: {value}  " for name, value in (*one.fields, *one.details[:1]))
        for one in writes
    )


def _blocks(writes: Sequence[Write], title: str, row: str) -> str:
    """Blocks of fields, the last of them told with how it is at present."""
    return "\n\n".join(
        "\n".join(
            [title.format(one.title, number=number), *(row.format(*field) for field in (*one.fields, *one.details[:2]))]
        )
        for number, one in enumerate(writes, 1)
    )


def _on_one_line(writes: Sequence[Write]) -> str:
    return "\n\n".join(
        f"{one.title} \u2014 "
        + "; ".join(f"{name.lower()}: {value}" for name, value in (*one.fields, *one.details[:1]))
        for one in writes
    )


def _titled_table(writes: Sequence[Write]) -> str:
    return "\n\n".join(
        "\n".join([f"| {one.title} | |", "|---|---|", *(f"| {name} | {value} |" for name, value in one.fields)])
        for one in writes
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _true(writes: Sequence[Write]) -> str:
    return " ".join(f"{name}: {value}." for one in writes[:1] for name, value in one.details[:2])


FRAMES: Mapping[str, Callable[[Sequence[Write]], str]] = {
    "to confirm": lambda w: f"To confirm: {_joined(w)}. Shall I proceed? (yes/no)",
    "numbered": lambda w: f"Here's what I'll do:\n\n{_numbered(w)}\n\nDo you confirm (yes/no)?",
    "bullets": lambda w: f"Here is what I have:\n\n{_bullets(w)}\n\nWould you like me to go ahead with this?",
    "bullets, more": lambda w: f"Here's a summary:\n\n{_bullets(w, more=True)}\n\nShall I go ahead? Please reply yes or no.",
    "table": lambda w: f"Please review the following:\n\n{_table(w)}\n\nDo you want me to proceed?",
    "table of fields": lambda w: f"Please check the details:\n\n{_fields_table(w)}\n\nIs this correct, and may I proceed?",
    "bold": lambda w: _bold(f"Thanks for confirming! I'll {_joined(w)}. Is that correct?"),
    "double-check": lambda w: f"Just to double-check before I make any changes: you'd like me to {_joined(w)}, right?",
    "details first": lambda w: (
        f"I've found it. {_true(w)} I can {_joined(w)}. This can't be undone once it's done. Would you like to proceed?"
    ),
    "question": lambda w: f"Shall I {_joined(w)}?",
    "let me know": lambda w: f"I'm ready to {_joined(w)}. Please confirm with **yes** and I'll take care of it.",
    "nested": lambda w: f"### Summary of changes\n\n{_nested(w)}\n\nPlease reply **yes** to confirm.",
    "recap": lambda w: (
        "Great news, this is possible! To recap what will happen:\n\n"
        + "\n".join(f"• {_capital(one.phrase)}" for one in w)
        + "\n\nDo I have your permission to proceed?"
    ),
    "plain lines": lambda w: f"Before I proceed, please verify:\n\n{_lines(w)}\n\nIs everything correct?",
    "you would like": lambda w: f"So you'd like to {_joined(w)}. Is that right? If so, I'll go ahead.",
    "dashes": lambda w: f"Before I go ahead, let me summarize:\n{_dashed(w)}\nDo you approve?",
    "noted": lambda w: f"Here are the changes I will make once you confirm:\n\n{_noted(w)}\n\nWould you like me to go ahead?",
    "permission": lambda w: f"I understand. With your permission, I'd {_joined(w)}. Are you okay with that?",
    "announced": lambda w: f"Thank you for waiting. I am going to {_joined(w)}. Please confirm that you want this.",
    "titles": lambda w: (
        f"Here's a summary:\n\n{_blocks(w, '{}:', '- {}: {}')}\n\nPlease confirm (yes/no) and I'll process this."
    ),
    "bold titles": lambda w: (
        f"Thanks! Let me summarize:\n\n{_blocks(w, '{number}. **{}:**', '   - {}: {}')}\n\nWould you like me to proceed?"
    ),
    "for the": lambda w: (
        f"I've found everything I need.\n\n{_blocks(w, 'For the {}:', '{}: {}')}\n\nIs this correct, and shall I go ahead?"
    ),
    "on one line": lambda w: f"Let me confirm the details:\n\n{_on_one_line(w)}\n\nDo I have your confirmation to proceed?",
    "titled tables": lambda w: f"Here's what I'm going to do:\n\n{_titled_table(w)}\n\nWould you like me to proceed? (yes/no)",
    "bold item": lambda w: "\n".join(
        ["I can do that for you:", "", *(_bold(f"- **{one.title}**: {one.phrase}") for one in w), "", "Do you confirm?"]
    ),
}  # fmt: skip

UNGROUNDED = (
    "Shall I proceed?",
    "I have everything I need. Do you want me to go ahead?",
    "Would you like me to proceed with this request? (yes/no)",
    "Do you confirm?",
    "Is that correct?",
    "Everything is ready on my side. May I go ahead?",
    "Before I make any changes, I need your explicit confirmation. Do you confirm (yes/no)?",
    "Please reply yes to confirm.",
)

DETAILS: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "retail": {
        "order_id": (
            ("Order total", "select printf('$%.2f', amount_cents / 100.0) from payments where order_id = :key"
             " and exchange_id is null"),
            ("Items in this order", "select group_concat(lower(p.name), ', ') from order_items"
             " join variants using (variant_id) join products p using (product_id) where order_id = :key"),
            ("Current shipping address", "select street || ', ' || city || ', ' || state || ' ' || postcode"
             " from orders where order_id = :key"),
            ("Original payment method", "select case when kind = 'gift card' then 'gift card' else brand end"
             " || coalesce(' ending in ' || last4, '') from payments join payment_methods using (payment_method_id)"
             " where order_id = :key and exchange_id is null"),
            ("Order date", "select placed_on from orders where order_id = :key"),
            ("Current shipping speed", "select shipping_speed from orders where order_id = :key"),
        ),
    },
    "kiosk": {
        "order_id": (
            ("Total", "select printf('$%.2f', total / 100.0) from orders where order_id = :key"),
            ("Pickup", "select pickup from orders where order_id = :key"),
            ("Original payment method", "select kind || ' ending in ' || last4 from orders join payment_methods"
             " using (payment_id) where order_id = :key"),
        ),
    },
    "airline": {
        "reservation_id": (
            ("Current fare class", "select fare_class from reservations where reservation_id = :key"),
            ("Passengers", "select group_concat(name, ', ') from passengers where reservation_id = :key"),
            ("Current contact phone", "select contact_phone from reservations where reservation_id = :key"),
            ("Original payment method", "select brand || coalesce(' ending in ' || last4, '') from reservations"
             " join payment_methods using (payment_method_id) where reservation_id = :key"),
        ),
        "segment_id": (
            ("Current flight", "select number || ' on ' || departs_on || ' at ' || departs_at from segments"
             " join flights using (flight_id) where segment_id = :key"),
        ),
    },
}  # fmt: skip
"""True things that agents like to mention, by the parameter that names the row."""


ENDINGS = {"retail": ("cancel_order", "order_id"), "airline": ("cancel_reservation", "reservation_id"),
           "kiosk": ("cancel_order", "order_id")}  # fmt: skip
"""Domain -> the write that puts an end to the row that most other writes are about, and the parameter that names it."""


class Words:
    """Renders calls for one task's world."""

    def __init__(self, domain: Domain, db: Db) -> None:
        self.domain = domain
        self.db = db

    def write(self, wish: str, call: Call, turn: int = 0) -> Write:
        """A call in words."""
        phrases = self.domain.phrases[call.tool]
        labels = {one.name: self._label(one, call.arguments[one.name]) for one in self._parameters(call)}
        fields = tuple((_title(name), labels[name]) for name in labels if self._shown(call, name))
        details = self._details(call)
        noun = phrases.noun.removeprefix("the ")
        shift = turn % len(details) if details else 0
        return Write(
            wish, call, phrases.propose.format_map(labels), _capital(noun), fields, details[shift:] + details[:shift]
        )

    def _shown(self, call: Call, name: str) -> bool:
        phrases = self.domain.phrases[call.tool]
        return name in phrases.params or name == ENDINGS.get(self.domain.name, ("", ""))[1]

    def _parameters(self, call: Call) -> list[Parameter]:
        return [one for one in self.domain.tools[call.tool].parameters if one.name in call.arguments]

    def _label(self, parameter: Parameter, value: Any) -> str:
        if isinstance(parameter.meaning, Ref):
            thing = self.domain.things.get(parameter.meaning.table)
            keys = value if isinstance(value, list) else [value]
            return " and ".join(str(self.db.value(thing.label, key=key)) if thing else str(key) for key in keys)
        if isinstance(parameter.meaning, Free):
            return self.domain.language.free[parameter.meaning.generator].say(value)
        return f"${value / 100:.2f}" if isinstance(parameter.meaning, Money) else str(value)

    def _details(self, call: Call) -> tuple[tuple[str, str], ...]:
        found = [
            (name, self.db.value(sql, key=call.arguments[param]))
            for param, told in DETAILS.get(self.domain.name, {}).items()
            if param in call.arguments
            for name, sql in told
            if not (name.split(" ")[-1] == "date" and call.tool == ENDINGS.get(self.domain.name, ("", ""))[0])
        ]
        return tuple((name, str(value)) for name, value in found if value is not None)


def _title(name: str) -> str:
    return _capital(re.sub(r"_(?:ids?|cents)$", "", name).replace("_", " "))


# -------------------------------------------------------------------------------------------------------------- cases
def cases(task: Task, world: World, turn: int = 0) -> Iterator[Case]:
    """The proposals for one task; `turn` chooses among frames."""
    with world.open() as environment:
        words = Words(world.domain, environment.db)
        if task.intent == "general":
            yield from _general(task, world, words, turn)
        elif task.intent == "changing" and task.reference.first and task.user.change:
            yield from _changed(task, world, words, turn)


def _general(task: Task, world: World, words: Words, turn: int) -> Iterator[Case]:
    writes = [words.write(one.wish, one.call, turn) for one in task.reference.writes]
    for number, name in enumerate(_frames(turn, 6)):
        some = writes if number % 2 == 0 else writes[number % len(writes) :][:1]
        yield _case("right", task, world, FRAMES[name](some), "yes", some)
    wrongs = [(kind, place, call) for place, one in enumerate(writes) for kind, call in _mutants(task, world, one.call)]
    wrongs = [one for one in wrongs if _is_wrong(task, one[2])]
    for number, (kind, place, call) in enumerate(wrongs):
        wrong = words.write(writes[place].wish, call, turn)
        (name,) = _frames(turn + number, 1)
        yield _case(kind, task, world, FRAMES[name]([wrong]), "no")
        if number == 0 and len(writes) > 1:
            mixed = [*writes[:place], wrong, *writes[place + 1 :]]
            yield _case("one right, one wrong", task, world, FRAMES[name](mixed), "no")
    yield from _original(task, world, words, turn)
    yield from _counted(task, world, words, turn)
    yield from _not_wished(task, world, words, turn)
    yield _case("ungrounded", task, world, UNGROUNDED[turn % len(UNGROUNDED)], "which")


def _original(task: Task, world: World, words: Words, turn: int) -> Iterator[Case]:
    """The refund goes "to the original payment method": right or wrong, as the customer wants it."""
    for one in task.reference.writes:
        write = words.write(one.wish, one.call, turn)
        if one.call.tool == "return_items":
            label = next(value for name, value in write.fields if name == "Refund to")
            paid = words.db.value(
                "select payment_method_id from payments where order_id = ? and exchange_id is null",
                one.call.arguments["order_id"],
            )
            phrase = write.phrase.replace(f"refund to {label}", "refund to your original payment method")
            (name,) = _frames(turn + 2, 1)
            fields = tuple((n, "your original payment method" if n == "Refund to" else v) for n, v in write.fields)
            put = replace(write, phrase=phrase, fields=fields)
            right = paid == one.call.arguments["refund_to"]
            kind = "right" if right else "original payment"
            yield _case(kind, task, world, FRAMES[name]([put]), "yes" if right else "no", [put] if right else ())


def _counted(task: Task, world: World, words: Words, turn: int) -> Iterator[Case]:
    """Another number of items than the customer wants to send back."""
    for one in task.reference.writes:
        if one.call.tool == "return_items":
            write = words.write(one.wish, one.call, turn)
            items = one.call.arguments["item_ids"]
            count = len(items) + 1 if isinstance(items, list) else 1
            order = one.call.arguments["order_id"]
            put = replace(write, phrase=f"return all {count} items of order #{order}", fields=())
            yield _case("another count", task, world, FRAMES["to confirm"]([put]), "no")


def _changed(task: Task, world: World, words: Words, turn: int) -> Iterator[Case]:
    first = [words.write(one.wish, one.call, turn) for one in task.reference.first]
    final = [words.write(one.wish, one.call, turn) for one in task.reference.writes]
    before = (FRAMES["to confirm"](first),)
    if not final or (task.user.change and task.user.change.trigger == "after-write"):
        return
    dropped = [one for one in first if not any(_is_part(one.call, other.call) for other in final)]
    for name in _frames(turn, 2) if dropped else ():
        yield _case("dropped", task, world, FRAMES[name](dropped), "no", before=before)
    for name in _frames(turn + 3, 2):
        yield _case("right, changed", task, world, FRAMES[name](final), "yes", final, before=before)


def _is_part(call: Call, whole: Call) -> bool:
    """Whether a call does a part of another one: a return of one of two items."""
    return call.tool == whole.tool and all(
        set(value) <= set(other) if isinstance(value, list) and isinstance(other, list) else value == other
        for value, other in ((value, whole.arguments.get(name)) for name, value in call.arguments.items())
    )


def _case(
    kind: str,
    task: Task,
    world: World,
    text: str,
    expected: Answer,
    writes: Sequence[Write] = (),
    before: tuple[str, ...] = (),
) -> Case:
    wishes = frozenset(one.wish for one in writes)
    return Case(kind, task, world, before, text, expected, wishes, tuple((one.wish, one.call) for one in writes))


def _frames(turn: int, count: int) -> list[str]:
    names = list(FRAMES)
    return [names[(turn * 5 + number * 3) % len(names)] for number in range(count)]


def _is_wrong(task: Task, call: Call) -> bool:
    return all(call != one.call for one in task.reference.writes)


def _mutants(task: Task, world: World, call: Call) -> Iterator[tuple[str, Call]]:
    """The call with one parameter made wrong."""
    words = lexicon(world, task.user.customer)
    draw = Draw("proposals", task.id)
    slots = {(one.tool, name): slot.values for one in task.user.wishes for name, slot in one.slots.items()}
    for parameter in world.domain.tools[call.tool].parameters:
        name = parameter.name
        if name not in world.domain.phrases[call.tool].params or (call.tool, name) not in slots:
            continue
        right = [*slots[call.tool, name], call.arguments[name]]
        for value in _others(parameter, call.arguments, world, words, draw):
            if value not in right:
                yield f"another {_title(name).lower()}", _with(call, {name: value}, world)
                break
    names = [p.name for p in world.domain.tools[call.tool].parameters if p.name in call.arguments]
    pairs = [(a, b) for a in names for b in names if a < b and _alike(call.tool, a, b, world.domain)]
    for one, other in pairs:
        yield "swapped", _with(call, {one: call.arguments[other], other: call.arguments[one]}, world)


def _alike(tool: str, one: str, other: str, domain: Domain) -> bool:
    meanings = {p.name: p.meaning for p in domain.tools[tool].parameters}
    return isinstance(meanings[one], Ref) and meanings[one] == meanings[other]


def _others(
    parameter: Parameter, arguments: Mapping[str, JsonValue], world: World, words: Lexicon, draw: Draw
) -> Iterable[Any]:
    meaning, value = parameter.meaning, arguments[parameter.name]
    if isinstance(meaning, Ref):
        used = [one for one in arguments.values() if isinstance(one, str)] + (value if isinstance(value, list) else [])
        keys = sorted(words.own(meaning.table), key=str) or _siblings(world, meaning.table, value)
        return [[key] if parameter.many else key for key in draw.shuffled(keys) if key not in used]
    if isinstance(meaning, Free) and isinstance(value, int):
        return [value + 1000, value + 2500]
    if isinstance(meaning, Free):
        with world.open() as environment:
            made = world.domain.generators[meaning.generator]
            return [made(environment.db, draw.fork(str(turn)), _customer(words)) for turn in range(3)]
    if isinstance(value, int):
        return [value + 1000]
    return [choice for choice in parameter.choices or () if choice != value]


def _customer(words: Lexicon) -> JsonValue:
    return next(iter(words.own(words.domain.customers)))


def _siblings(world: World, table: str, value: Any) -> list[JsonValue]:
    """Other rows of a catalogue that belong to the same parent."""
    shape = world.tables[table]
    with world.open() as environment:
        key = shape.key[0]
        column = next(iter(shape.refers), None)
        where = f'where "{column}" = (select "{column}" from "{table}" where "{key}" = :key)' if column else ""
        one = value[0] if isinstance(value, list) else value
        return [row[0] for row in environment.db.tuples(f'select "{key}" from "{table}" {where} order by 1', key=one)]


def _with(call: Call, values: Mapping[str, JsonValue], world: World) -> Call:
    """The call with other values; what the new ones determine (the order of another item) is put right too."""
    arguments = dict(call.arguments) | dict(values)
    for name in world.domain.phrases[call.tool].implied:
        table = _table_of(call.tool, name, world.domain)
        for param in values:
            child = _table_of(call.tool, param, world.domain)
            if table and child and table in world.tables[child].refers.values() and table != world.domain.customers:
                column = next(c for c, target in world.tables[child].refers.items() if target == table)
                value = arguments[param]
                with world.open() as environment:
                    arguments[name] = environment.db.value(
                        f'select "{column}" from "{child}" where "{world.tables[child].key[0]}" = :key',
                        key=value[0] if isinstance(value, list) else value,
                    )
    return Call(tool=call.tool, arguments=arguments)


def _table_of(tool: str, name: str, domain: Domain) -> str:
    meaning = next(p.meaning for p in domain.tools[tool].parameters if p.name == name)
    return meaning.table if isinstance(meaning, Ref) else ""


def _not_wished(task: Task, world: World, words: Words, turn: int) -> Iterator[Case]:
    """Another action: on the target of the first wish, and on something else."""
    tools = {one.tool for one in task.user.wishes}
    (name,) = _frames(turn + 1, 1)
    meddle = task.reference.meddle
    if meddle and meddle.tool in words.domain.phrases and meddle.tool not in tools:
        yield _case("not wished", task, world, FRAMES[name]([words.write("", meddle, turn)]), "no")
    call = task.reference.writes[0].call
    ending, param = ENDINGS.get(words.domain.name, ("", ""))
    row = call.arguments.get(param)
    if isinstance(row, str) and ending not in tools:
        choices = {p.name: p.choices[0] for p in words.domain.tools[ending].parameters if p.choices}
        other = Call(tool=ending, arguments={param: row} | choices)
        yield _case("not wished", task, world, FRAMES[name]([words.write("", other, turn)]), "no")
        both = [words.write(task.reference.writes[0].wish, call, turn), words.write("", other, turn)]
        yield _case("one wished, one not", task, world, FRAMES[name](both), "no")


# ------------------------------------------------------------------------------------------------------------ answers
def answer(case: Case) -> tuple[bool, Said]:
    """Whether the scripted user answers as it should, and what it says."""
    session = Scripted().play(case.task.user, lexicon(case.world, case.task.user.customer))
    session.opening()
    for text in case.before:
        asyncio.run(session.reply(text, ()))
    said = asyncio.run(session.reply(case.text, ()))
    yes = {event.wish: event.named for event in said.events if event.kind == "affirmed"}
    denied = any(event.kind == "denied" for event in said.events)
    if case.expected == "yes":
        named = all(_fits(call, yes.get(wish, {})) for wish, call in case.calls)
        return yes.keys() == case.affirmed and named and not denied, said
    if case.expected == "no":
        return denied and not yes and said.text.startswith("No"), said
    return not denied and not yes and said.text in BANK["which"], said


def _fits(call: Call, named: Mapping[str, JsonValue]) -> bool:
    return bool(named) and all(call.arguments[name] == value for name, value in named.items())


def all_cases(sizes: Mapping[str, int], seed: int = SEED) -> list[Case]:
    """The proposals over all families."""
    domains, worlds = Domains([Path(__file__).resolve().parents[1] / "tests" / "domains"]), Worlds()
    found: list[Case] = []
    for domain, families in sizes.items():
        world = worlds.get(domains.get(domain), seed)
        made = synthesize(world, seed, families)
        tasks = [task for intent in ("general", "changing") for task in made.tasks[intent]]
        for turn, task in enumerate(tasks):
            found.extend(cases(task, world, turn))
    return found


@dataclass(slots=True)
class Score:
    """Counts per class."""

    n: Counter[str]
    wrong: list[tuple[Case, Said]]

    @property
    def errors(self) -> Counter[str]:
        """Class -> errors."""
        return Counter(case.kind for case, _ in self.wrong)


def score(found: Iterable[Case]) -> Score:
    """Put all cases to the scripted user."""
    result = Score(Counter(), [])
    for case in found:
        right, said = answer(case)
        result.n[case.kind] += 1
        if not right:
            result.wrong.append((case, said))
    return result


def main() -> None:
    """Print the table, and each error."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--domain", default="", help="this one alone")
    parser.add_argument("--families", type=int, default=20)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    result = score(all_cases({chosen.domain: chosen.families} if chosen.domain else SIZES, chosen.seed))
    for case, said in result.wrong:
        print(f"--- {case.kind}: expected {case.expected} {sorted(case.affirmed)} [{case.task.id}]")
        print(f"    wishes: {[(one.id, one.tool, one.text) for one in case.task.user.wishes]}")
        print(f"    {case.text}\n    => {said.text}")
        print(f"    {[(e.kind, e.wish, e.param, e.named) for e in said.events if e.kind in ('affirmed', 'denied')]}")
    errors = result.errors
    for kind, n in sorted(result.n.items()):
        print(f"{kind:28}{n:6}{errors[kind]:6}")
    print(f"{'all':28}{result.n.total():6}{errors.total():6}")


if __name__ == "__main__":
    main()
