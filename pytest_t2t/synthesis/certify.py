"""The proof that a task is what it says it is, computed from nothing but the task and its domain.

Task + World -> Certificate, or CertificateError; synthesis and `t2t verify` use the same function
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256

from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.agents.resolve import agent_for
from pytest_t2t.domain.changes import digest
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.world import World
from pytest_t2t.errors import CertificateError
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import trusted
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Cell, Certificate, Fact, Intent, Outcome, Planned, Prefix, Task
from pytest_t2t.records.trajectory import Call
from pytest_t2t.rollout.loop import digest as episode_digest
from pytest_t2t.rollout.loop import run as rollout
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.detours import search
from pytest_t2t.synthesis.either import may_be_either, ways
from pytest_t2t.synthesis.first_goal import prefixes, reversed_to, superseded, way_back
from pytest_t2t.synthesis.goals import outcomes, play, right_values, value_after
from pytest_t2t.synthesis.proof import Proof
from pytest_t2t.synthesis.said import said
from pytest_t2t.synthesis.unclear import unclear
from pytest_t2t.synthesis.wording import told_forms
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify

_ALWAYS = ("always-declines", "always-escalates", "meddles", "silent")
MUST_FAIL: dict[Intent, tuple[str, ...]] = {
    "general": _ALWAYS,
    "ambiguous": (*_ALWAYS, "never-asks"),
    "changing": (*_ALWAYS, "ignores-changes"),
    "infeasible": (*_ALWAYS, "always-complies"),
}
"""The controls that must fail a task of an intent (SEMANTICS.md, Controls); the others must pass it."""


def prove(task: Task, world: World, exploration: Exploration | None = None) -> Certificate:
    """The certificate of a task. Raises CertificateError that says which part does not hold."""
    with Proof(task, world, exploration) as proof:
        proof.require(
            task.world == world.ref, f"its world is {task.world.digest}, the domain now builds {world.ref.digest}"
        )
        _identity(proof)
        _goal(proof)
        said(proof)
        _INTENT[task.intent](proof)
        passes, fails, episode = _agents(proof)
    forbidden = task.checker.forbidden
    return Certificate(
        states=proof.states, denotations=proof.denotations, rules=forbidden.rules if forbidden else (),
        searched=proof.searched, passes=passes, fails=fails, episode=episode,
    )  # fmt: skip


def check(task: Task, world: World) -> None:
    """Recompute everything and compare. Raises CertificateError."""
    again = prove(task, world)
    if again != task.certificate:
        fields = [f for f in Certificate.model_fields if getattr(again, f) != getattr(task.certificate, f)]
        raise CertificateError(f"task {task.id}: recomputing gives another certificate ({', '.join(fields)} differ)")
    if task.id != identify(task):
        raise CertificateError(f"task {task.id}: its content gives the id {identify(task)}")


def identify(task: Task) -> str:
    """`<intent>-<kind>-<10 hex>`, from the content apart from id and certificate."""
    content = task.model_copy(update={"id": "", "certificate": Certificate()}).to_json()
    return f"{task.intent}-{task.kind}-{sha256(content.encode()).hexdigest()[:10]}"


# ------------------------------------------------------------------------------------------------- for every intent
def _identity(proof: Proof) -> None:
    with proof.world.open() as env:
        call = proof.task.reference.authenticate
        env.call(call.tool, call.arguments)
        proof.require(env.talk.customer == proof.customer, "its authentication does not find the customer")
        if second := proof.task.reference.verify:
            env.call(second.tool, second.arguments)
            proof.require(env.talk.verified, "the second step of its authentication fails")


def _goal(proof: Proof) -> None:
    plan, checker = proof.task.reference, proof.task.checker
    calls = [p.call for p in (*plan.writes, *plan.later)]
    _indifference(proof, (*plan.writes, *plan.later))
    found = _outcomes(proof, calls)
    extra = [o for o in checker.expected if o not in found]
    proof.require(all(o in checker.expected for o in found), "an end state of the reference is not listed")
    proof.require(
        not extra or (checker.forbidden and checker.forbidden.escalation),
        "an end state is listed that nothing leads to",
    )
    for number, outcome in enumerate(checker.expected):
        proof.states[f"final-{number}"] = digest(outcome.changes)
    _every_write_is_asked_for(proof)
    _tellings(proof, calls)


def _tellings(proof: Proof, calls: list[Call]) -> None:
    """Each value to be told is what the database holds after all writes, and the user says it nowhere."""
    user, domain = proof.task.user, proof.world.domain
    asks = {ask.name: ask for ask in domain.language.ask_for}
    texts = [user.opening, *(f.text for f in user.facts), *(w.text for w in user.wishes)]
    own_words = " ".join([*texts, user.change.text if user.change else ""])
    for telling in proof.task.checker.tellings:
        proof.require(telling.question in asks, f"there is no question {telling.question!r}")
        ask = asks[telling.question]
        for words in told_forms(domain, ask, telling.value):
            proof.require(
                not phrasing.contains(own_words, words), f"the customer says {words!r} itself, which it asks for"
            )
        for way in ways(calls, proof.alike):
            values = [value_after(proof.world, proof.customer, way, ask, call) for call in way if call.tool == ask.tool]
            proof.require(telling.value in values, f"the answer to {telling.question} is not {telling.value!r}")


def _outcomes(proof: Proof, calls: list[Call]) -> list[Outcome]:
    with proof.applicable():
        return list(outcomes(proof.world, proof.customer, calls, proof.alike))


def _indifference(proof: Proof, plan: Sequence[Planned]) -> None:
    """Where several values of a slot are right, the domain lets customers not care, and they are all the permitted."""
    calls = [planned.call for planned in plan]
    slots = {wish.id: wish.slots for wish in proof.task.user.wishes}
    several = {(wish, name) for wish, named in slots.items() for name, slot in named.items() if len(slot.values) > 1}
    for at, planned in enumerate(plan):
        for name in may_be_either(proof.world, planned.call):
            if (planned.wish, name) in several:
                several.remove((planned.wish, name))
                right = right_values(proof.world, proof.customer, proof.bind, calls, at, name)
                listed = slots[planned.wish][name].values
                proof.require(right == listed, f"{planned.call.tool}.{name} may be {right}, not {listed}")
    proof.require(not several, f"the customer can't be indifferent about {sorted(several)}")


def _every_write_is_asked_for(proof: Proof) -> None:
    plan, wishes = proof.task.reference, {w.id: w for w in proof.task.user.wishes}
    for planned in (*plan.undo, *plan.writes, *plan.later):
        wish = wishes.get(planned.wish)
        proof.require(wish and wish.tool == planned.call.tool and not wish.ends, f"nobody asks for {planned.call.tool}")
        slots = wish.slots if wish else {}
        right = all(planned.call.arguments[name] in slot.values for name, slot in slots.items())
        proof.require(right, f"the wish {planned.wish} and the write for it differ")


# ---------------------------------------------------------------------------------------------------- each intent
def _general(proof: Proof) -> None:
    task = proof.task
    proof.require(all(o.changes for o in task.checker.expected), "it changes nothing")
    later = [f for f in task.user.facts if f.wish and f.when != "opening"]
    implied = proof.world.domain.phrases
    proof.require(
        all(f.param in implied[_tool(task, f)].implied for f in later), "a fact that only the user has is kept back"
    )


def _tool(task: Task, fact: Fact) -> str:
    return next(w.tool for w in task.user.wishes if w.id == fact.wish)


def _changing(proof: Proof) -> None:
    task = proof.task
    first = play(proof.world, proof.customer, [p.call for p in task.reference.first])
    proof.require(first.permitted, "its first goal can't be reached")
    proof.states["first"] = digest(first.changes)
    proof.require(
        all(o.changes and o.changes != first.changes for o in task.checker.expected), "its goals are the same"
    )
    calls, goal = [p.call for p in task.reference.first], [p.call for p in task.reference.writes]
    dropped = superseded(proof.world, proof.customer, calls, goal, proof.alike)
    proof.require(task.checker.superseded == dropped, "what the change drops is not what is listed")
    with proof.applicable():
        found = (
            _reversed(proof) if task.reference.undo else prefixes(proof.world, proof.customer, calls, goal, proof.alike)
        )
        proof.require(task.checker.prefixes == found, "what may be written before the change is not what is listed")
    for number, prefix in enumerate(task.checker.prefixes):
        proof.states[f"prefix-{number}"] = digest(prefix.committed)
    change = task.user.change
    proof.require(change, "nobody changes its mind")
    trigger = "after-write" if task.reference.undo else "first-goal"
    proof.require(change and change.trigger == trigger, f"its change of mind is not said {trigger}")


def _reversed(proof: Proof) -> tuple[Prefix, ...]:
    """What is right once the one first write was made and is to be taken back by the inverse that its tool declares."""
    first, undo = proof.task.reference.first, proof.task.reference.undo
    proof.require(len(first) == len(undo) == 1, "not one write is taken back by one")
    back = way_back(proof.world, proof.customer, first[0].call)
    proof.require(undo[0].call == back, f"{undo[0].call.tool} does not take {first[0].call.tool} back")
    return (reversed_to(proof.world, proof.customer, first[0].call, undo[0].call, proof.goal, proof.alike),)


def _infeasible(proof: Proof) -> None:
    task, forbidden = proof.task, proof.task.checker.forbidden
    proof.require(forbidden, "nothing in it is forbidden")
    if forbidden is None or not forbidden.calls:
        proof.require(task.reference.later or task.reference.writes, "it has neither evidence nor a permitted part")
        return
    with proof.world.open() as env:
        trusted(env, proof.customer)
        for call in forbidden.calls:
            found = env.forbidden_by(call.tool, dict(call.arguments))
            proof.require(
                set(forbidden.rules) <= set(found), f"{', '.join(forbidden.rules)} does not forbid {call.tool}"
            )
        if forbidden.evidence:
            proof.require(forbidden.evidence == _evidence(proof, env), "its evidence is not what its rule names")
    cells = [(c.table, c.key, c.column) for c in forbidden.evidence]
    result = search(proof.world, proof.exploration, forbidden.calls, cells)
    proof.require(not result.detour, f"there is a permitted detour: {', '.join(c.tool for c in result.detour)}")
    proof.searched = result.looked_at
    proof.require(
        cells or task.reference.later or task.reference.writes, "it has neither evidence nor a permitted part"
    )


def _evidence(proof: Proof, env: Environment) -> tuple[Cell, ...]:
    forbidden = proof.task.checker.forbidden
    rules = [env.domain.rules[name] for name in forbidden.rules] if forbidden else []
    return tuple(
        cell
        for rule in rules
        for call in (forbidden.calls if forbidden else ())
        for cell in (rule.evidence(env.db, dict(call.arguments)) if rule.evidence else ())
    )


_INTENT: dict[str, Callable[[Proof], None]] = {
    "general": _general, "ambiguous": unclear, "changing": _changing, "infeasible": _infeasible,
}  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- agents
def _told(proof: Proof, episode: Episode) -> None:
    """What only the user knows and the reference wrote was said: a question that is misheard is no question."""
    said = " ".join(message.text for message in episode.messages if message.role == "user")
    written = {planned.wish for planned in (*proof.task.reference.writes, *proof.task.reference.later)}
    for fact in proof.task.user.facts:
        free = fact.value and fact.wish in written and fact.when != "conflict"
        proof.require(
            not free or phrasing.contains(said, fact.value), f"the customer is never heard to say {fact.value!r}"
        )


@cache
def _agent(spec: str) -> Agent | PlannedAgent:
    return agent_for(spec)


def _agents(proof: Proof) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    task, world = proof.task, proof.world
    reference, user = _agent("reference"), Scripted()
    episode, again = (rollout(task, reference, user, world) for _ in range(2))
    verdict = verify(task, episode, world)
    failed = "; ".join(c.why for c in verdict.checks if not c.passed)
    proof.require(verdict.outcome == "passed", f"the reference fails it ({verdict.failure}): {failed}")
    proof.require(
        episode_digest(episode) == episode_digest(again), "the reference's episode does not replay byte-equal"
    )
    _told(proof, episode)
    for name in MUST_FAIL[task.intent]:
        other = verify(task, rollout(task, _agent(f"control:{name}"), user, world), world)
        proof.require(other.outcome == "failed", f"control {name} should fail it but is {other.outcome}")
    return ("reference",), tuple(MUST_FAIL[task.intent]), episode_digest(episode)
