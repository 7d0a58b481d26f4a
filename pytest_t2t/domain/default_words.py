"""The words that a domain need not write down: they follow from names of columns, tools and parameters.

(Domain, tables) -> Language with descriptions, labels, topics, questions and proposals filled in
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_t2t.domain.joins import Steps, Tables, column_sql, owned_by, way
from pytest_t2t.domain.language import Attribute, Language, Param, Phrases, Thing, Topic
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Free, Money, Ref

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain

_PLEASE = "Please "
_WANT = re.compile(r"I'd like to ([^.?!]*\{[^.?!]*)\.")
"""A wish that can be said in the negative: "I'd like to pay {fine_id}."."""
_DONE = re.compile(r"\b(?:have|has been|is now) (\w+)")


def completed_language(domain: Domain, tables: Tables, identity: Mapping[str, str]) -> Language:
    """A domain's language with everything filled in that follows from names; a declared word is never replaced."""
    language = domain.language
    things = tuple(_thing(domain, tables, thing) for thing in language.things)
    phrases = tuple(_phrases(domain, {thing.table: thing for thing in things}, one) for one in language.phrases)
    identity = language.identity or identity
    told = {topic: (f"My {spoken(topic)} is {{}}.",) for topic in identity} | dict(language.identity_text)
    params = [(name, param) for one in phrases for name, param in one.params.items()]
    topics = _topics(language.topics, things, [*identity, *language.known], params)
    return replace(language, things=things, phrases=phrases, identity=identity, identity_text=told, topics=topics)


def spoken(name: str) -> str:
    """A name of a column or parameter in words: "card_number" -> "card number"."""
    return name.replace("_", " ")


# ---------------------------------------------------------------------------------------------------------- things
def _thing(domain: Domain, tables: Tables, thing: Thing) -> Thing:
    if thing.table not in tables or not tables[thing.table].key:
        return thing  # said by the check of the schema
    ways = {one.name: _column(tables, thing.table, one) for one in thing.attributes if not one.sql}
    found = {name: spot for name, spot in ways.items() if spot}
    mine = way(tables, thing.table, domain.customers) if thing.table in domain.owners else None
    where = f" where {owned_by(tables, thing.table, mine)}" if mine is not None else ""
    key = f'"{thing.table}"."{tables[thing.table].key[0]}"'

    def filled(one: Attribute) -> Attribute:
        if one.name not in found:
            return one
        sql = f'select {key}, {found[one.name]} from "{thing.table}"{where}'
        return replace(one, name=one.name.rpartition(".")[2], sql=sql)

    label = thing.label or _label(thing, key, list(found.values()))
    attributes = tuple(filled(one) for one in thing.attributes)
    which = thing.which or f"Which {thing.noun} do you mean?"
    return replace(thing, topic=thing.topic or thing.noun, attributes=attributes, label=label, which=which)


def _column(tables: Tables, table: str, attribute: Attribute) -> str:
    """The SQL expression of the column that an attribute is named after; "" where there is none."""
    home, _, column = attribute.name.rpartition(".")
    steps: Steps | None = way(tables, table, home) if home else ()
    end = home or table
    if steps is None or end not in tables or column not in tables[end].columns:
        return ""
    return column_sql(tables, table, steps, column)


def _label(thing: Thing, key: str, columns: list[str]) -> str:
    told = " || ', ' || ".join(columns)
    more = f" || coalesce(' (' || {told} || ')', '')" if columns else ""
    return f"select '{thing.noun} ' || {key}{more} from \"{thing.table}\" where {key} = :key"


# --------------------------------------------------------------------------------------------------------- phrases
def _phrases(domain: Domain, things: Mapping[str, Thing], phrases: Phrases) -> Phrases:
    tool = domain.tools.get(phrases.tool)
    if tool is None:
        return phrases  # said by the check of the words
    missing = [p for p in tool.parameters if p.required and p.name not in {*phrases.params, *phrases.implied}]
    more = {p.name: _param(p, things, domain) for p in missing}
    params = dict(phrases.params) | {name: param for name, param in more.items() if param}
    known = {p.name: p for p in tool.parameters}
    whole = {name: _whole(param, known[name]) if name in known else param for name, param in params.items()}
    return replace(
        phrases,
        words=phrases.words or _words(phrases),
        params=whole,
        drop=phrases.drop or _drop(phrases),
        propose=phrases.propose or _proposal(phrases, whole),
    )


def _words(phrases: Phrases) -> tuple[str, ...]:
    """The tool's name, its verb, and the verb as the report has it: "pay fine", "pay", "paid"."""
    done = _DONE.search(phrases.done)
    found = (spoken(phrases.tool), phrases.tool.partition("_")[0], *(done.groups() if done else ()))
    return tuple(dict.fromkeys(found))


def _drop(phrases: Phrases) -> tuple[str, ...]:
    """The first wish that says what for, in the negative."""
    wanted = (_WANT.fullmatch(wish) for wish in phrases.wish)
    return tuple(f"I don't want to {one[1]} after all." for one in wanted if one)[:1]


def _param(parameter: Parameter, things: Mapping[str, Thing], domain: Domain) -> Param | None:
    """The words of a required parameter that are not written down; None where customers don't speak of it."""
    meaning = parameter.meaning
    if isinstance(meaning, Ref):
        thing = things.get(meaning.table)
        known = thing and meaning.table != domain.customers
        return Param(thing.topic, say=("I mean {}.",), ask=thing.which) if thing and known else None
    if parameter.choices or isinstance(meaning, Free | Money):
        return Param(spoken(parameter.name), say=("{}, please.",))
    return None


def _whole(param: Param, parameter: Parameter) -> Param:
    """The parameter's words with the question that asks for it."""
    if param.ask or isinstance(parameter.meaning, Ref):
        return param
    words = spoken(param.topic)
    if parameter.choices:
        *others, last = map(str, parameter.choices)
        named = f"{', '.join(others)} or {last}" if others else last
        return replace(param, ask=f"Which {words} would you like: {named}?")
    return replace(param, ask=f"What is the {words}?")


def _proposal(phrases: Phrases, params: Mapping[str, Param]) -> str:
    """The first wish that begins with "Please" as an agent's verb phrase, with what it does not say behind it."""
    wish = next((one for one in phrases.wish if one.startswith(_PLEASE)), "")
    stem = wish.removeprefix(_PLEASE).rstrip(".?!")
    rest = [f"{spoken(name)}: {{{name}}}" for name in params if f"{{{name}}}" not in stem]
    return ", ".join([stem, *rest]) if stem else ""


# ---------------------------------------------------------------------------------------------------------- topics
def _topics(
    declared: Iterable[Topic], things: Iterable[Thing], facts: Iterable[str], params: Iterable[tuple[str, Param]]
) -> tuple[Topic, ...]:
    topics = {topic.name: topic for topic in declared}
    for thing in things:
        words = (thing.noun, f"{thing.noun} number", f"{thing.noun} id", f"which {thing.noun}")
        topics.setdefault(thing.topic, Topic(thing.topic, words))
    for name in (*facts, *(param.topic for _, param in params)):
        topics.setdefault(name, Topic(name, (spoken(name),)))
    return tuple(topics.values())
