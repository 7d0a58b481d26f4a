"""Part of every certificate: what the user says is what its wishes are, read again, and nothing is said too early.

Proof (facts, slots) -> CertificateError, or the number of rows that each description fits
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import JsonValue

from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Fact, Wish
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.proof import Proof
from pytest_t2t.synthesis.wording import spoken

_EACH = re.compile(r"(?:,| and| or) (?=the |my )")


def said(proof: Proof) -> None:
    """Every fact and every slot is read again; nothing withheld stands in what is said before its time."""
    user = proof.task.user
    for wish in user.wishes:
        for name in wish.slots:
            _slot(proof, wish, name)
    for fact in user.facts:
        if fact.wish:
            _fact(proof, fact)
        else:
            _about_customer(proof, fact)
    before = " ".join([user.opening, *(f.text for f in user.facts if f.when == "opening")])
    for fact in user.facts:
        late = fact.value and (fact.when == "change" or (fact.when in {"asked", "conflict"} and fact.wish))
        if late and proof.wishes[fact.wish].starts != "refusal":
            proof.require(not phrasing.contains(before, fact.value), f"{fact.value!r} is said before its time")


def _about_customer(proof: Proof, fact: Fact) -> None:
    sql = proof.world.domain.language.identity.get(fact.topic)
    if sql and fact.value:
        proof.require(
            fact.value == str(proof.env.db.value(sql, customer=proof.customer)) and fact.value in fact.text,
            f"the customer's {fact.topic} is not {fact.value!r}",
        )


def _slot(proof: Proof, wish: Wish, name: str) -> None:
    """The noun phrase of a slot stands for its values and no others."""
    slot, parameter = wish.slots[name], proof.parameter(wish.tool, name)
    if isinstance(parameter.meaning, Ref):
        if not _anothers(proof, wish.id):
            read = _read(proof, wish, parameter, slot.text, apart=len(slot.values) > 1)
            _agree(proof, slot.text, read, slot.values)
    else:
        _spoken(proof, wish, parameter, slot.text, slot.values)


def _fact(proof: Proof, fact: Fact) -> None:
    """What a fact says is what it means, and that is what the wish is; an unclear one means more, a mistaken none."""
    wish = proof.wishes.get(fact.wish)
    proof.require(wish and fact.param in wish.slots, f"a fact is about no wish: {fact.text!r}")
    if wish is None:
        return
    values, parameter = wish.slots[fact.param].values, proof.parameter(wish.tool, fact.param)
    vague = (
        proof.task.intent == "ambiguous"
        and fact.when == "opening"
        and set(map(repr, fact.means)) > set(map(repr, values))
    )
    proof.require(vague or fact.means == values, f"{fact.text!r} does not mean what is wished")
    if not isinstance(parameter.meaning, Ref):
        proof.require(fact.value.lower() in fact.text.lower(), f"{fact.text!r} does not say {fact.value!r}")
        _spoken(proof, wish, parameter, fact.value, fact.means)
    elif not _anothers(proof, wish.id):
        read = _read(proof, wish, parameter, fact.text, apart=len(values) > 1)
        proof.denotations[fact.text] = len(read)
        if vague and is_mistaken(proof, fact):
            proof.require(not read, f"{fact.text!r} fits {sorted(map(str, read))}, so it contradicts no record")
        else:
            _agree(proof, fact.text, read, fact.means)


def is_mistaken(proof: Proof, fact: Fact) -> bool:
    """Whether the truth is told only once a conflict was named."""
    return any(f.when == "conflict" and (f.wish, f.param) == (fact.wish, fact.param) for f in proof.task.user.facts)


def _anothers(proof: Proof, wish: str) -> bool:
    """Whether the wish is about another's row, which is named by its id."""
    forbidden = proof.task.checker.forbidden
    return bool(forbidden and wish == forbidden.wish and "own" in proof.task.kind)


def _read(proof: Proof, wish: Wish, parameter: Parameter, text: str, *, apart: bool) -> frozenset[JsonValue]:
    """Re-read a description by the parser that knows no template (SEMANTICS.md, Language)."""
    table = parameter.meaning.table  # type: ignore[union-attr]
    phrases = _EACH.split(text) if parameter.many or apart else [text]
    found = frozenset().union(*(proof.lexicon.denotes(table, phrase) for phrase in phrases))
    return found & pool(proof, wish, parameter)


def pool(proof: Proof, wish: Wish, parameter: Parameter) -> frozenset[JsonValue]:
    """The rows among which a description is read: the customer's own, or the choices of a catalogue."""
    meaning = parameter.meaning
    if not isinstance(meaning, Ref):
        return frozenset()
    if not meaning.like:
        own = frozenset(proof.exploration.rows.get(meaning.table, {}))
        return own if meaning.table in proof.world.domain.owners else proof.lexicon.denotes(meaning.table, "")
    like = next(iter(keys(wish.slots[meaning.like].values)))
    return frozenset(proof.bind.siblings(proof.world.domain.tools[wish.tool], meaning, like))


def keys(values: Iterable[JsonValue]) -> Iterable[JsonValue]:
    """The single values of lists and others."""
    for value in values:
        yield from value if isinstance(value, list) else [value]


def _agree(proof: Proof, text: str, read: frozenset[JsonValue], means: Iterable[JsonValue]) -> None:
    meant = frozenset(keys(means))
    proof.require(read == meant, f"{text!r} is read as {sorted(map(str, read))}, not {sorted(map(str, meant))}")


def _spoken(proof: Proof, wish: Wish, parameter: Parameter, text: str, values: Iterable[JsonValue]) -> None:
    """Labels, amounts and free values are said in the domain's words for them."""
    words = phrasing.join([spoken(proof.world.domain, wish.tool, parameter, value) for value in values], "or")
    proof.require(text == words, f"{text!r} is said for {words!r}")
