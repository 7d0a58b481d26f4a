"""Part of an ambiguous task's certificate: the completions, made again from what was said and from nothing else.

Proof (opening, goal) -> all counting readings, compared with those listed
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.changes import digest
from pytest_t2t.domain.types import Ref
from pytest_t2t.records.task import Fact, Planned, Wish
from pytest_t2t.synthesis.goals import play
from pytest_t2t.synthesis.proof import Proof
from pytest_t2t.synthesis.readings import readings
from pytest_t2t.synthesis.said import is_mistaken, pool


@dataclass(frozen=True)
class _Open:
    """A parameter that the opening leaves open."""

    at: int
    """Index of its write in the goal."""
    name: str
    wish: Wish
    said: Fact | None


def unclear(proof: Proof) -> None:
    """What was said leaves two or more counting completions, those that are listed; the answers leave one."""
    task = proof.task
    gap = _gap(proof)
    with proof.applicable():
        found = readings(proof, gap.at, gap.name, gap.wish.id, _values(proof, gap))
        listed = tuple(reading.completion for reading in sorted(found, key=lambda r: str(r.completion.values)))
        proof.require(
            listed == task.checker.completions, "the completions of what was said are not those that are listed"
        )
    for number, completion in enumerate(task.checker.completions):
        proof.states[f"completion-{number}"] = digest(play(proof.world, proof.customer, completion.calls).changes)
    told = [fact for fact in task.user.facts if fact.wish and fact.param]
    live = [c for c in task.checker.completions if all(_fits(c.values, fact) for fact in told)]
    proof.require(len(live) == 1, "the answers leave not exactly one completion")
    proof.require(live and live[0].calls == proof.goal, "the answers lead to another completion than the reference's")


def _gap(proof: Proof) -> _Open:
    """The one parameter of the goal that the opening does not settle."""
    found = [
        gap
        for at, planned in enumerate(proof.task.reference.writes)
        for name in _wished_for(proof, planned)
        if (gap := _open(proof, at, planned, name)) is not None
    ]
    proof.require(len(found) == 1, f"the opening leaves {len(found)} parameters open, not one")
    return found[0]


def _wished_for(proof: Proof, planned: Planned) -> list[str]:
    phrases = proof.world.domain.phrases[planned.call.tool]
    return [name for name in proof.wishes[planned.wish].slots if name not in phrases.implied]


def _open(proof: Proof, at: int, planned: Planned, name: str) -> _Open | None:
    wish = proof.wishes[planned.wish]
    said = [f for f in proof.task.user.facts if (f.wish, f.param, f.when) == (wish.id, name, "opening")]
    if said and said[0].means == wish.slots[name].values:
        return None
    return _Open(at, name, wish, said[0] if said else None)


def _values(proof: Proof, gap: _Open) -> list[JsonValue]:
    """What the parameter may be by what was said of it."""
    call = proof.goal[gap.at]
    tool, parameter = proof.world.domain.tools[call.tool], proof.parameter(call.tool, gap.name)
    if gap.said is None:
        proof.require(
            parameter.required and gap.name not in tool.policy_defaults, f"{gap.name} is settled by its default"
        )
        return proof.bind.choices(tool, gap.name, call.arguments)
    proof.require(isinstance(parameter.meaning, Ref), f"what is said of {gap.name} leaves nothing open")
    table = parameter.meaning.table  # type: ignore[union-attr]
    read = proof.lexicon.relaxed if is_mistaken(proof, gap.said) else proof.lexicon.denotes
    rows = sorted(read(table, gap.said.text) & pool(proof, gap.wish, parameter), key=str)
    return [[row] if isinstance(call.arguments[gap.name], list) else row for row in rows]


def _fits(values: dict[str, JsonValue], fact: Fact) -> bool:
    name = f"{fact.wish}.{fact.param}"
    return name not in values or not fact.means or values[name] in fact.means
