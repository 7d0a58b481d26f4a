"""The forbidden wish: a rule says no, no permitted detour leads there, and what is permitted beside it can be done.

Scene -> Draft of intent `infeasible`
kinds: soft-rule, hard-refusal, out-of-stock, not-own, no-tool, partly-feasible, with-fallback, with-insistence
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import Unserved
from pytest_t2t.domain.ownership import own_rows, owners
from pytest_t2t.domain.rule import Rule
from pytest_t2t.domain.types import Ref
from pytest_t2t.exploration.protocol import Candidate
from pytest_t2t.exploration.walk import attempt
from pytest_t2t.records.task import Cell, CheckerSide, Forbidden, Outcome, Refusal, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis import phrasing
from pytest_t2t.synthesis.describe import spoken_day
from pytest_t2t.synthesis.detours import search
from pytest_t2t.synthesis.either import ways
from pytest_t2t.synthesis.goals import outcomes, play, row_changes
from pytest_t2t.synthesis.protocol import Draft, NotApplicable
from pytest_t2t.synthesis.scene import Scene
from pytest_t2t.synthesis.sides import Script, plans
from pytest_t2t.synthesis.wording import Worded, Wording

MOST_TRIED = 6
"""Forbidden wishes tried per kind: the search for a detour is the dearest part of a certificate."""


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OTHERS = ("my sister's", "my neighbor's", "a friend's", "my brother's", "my colleague's")
_SERVED_LATER = ("not-own", "no-tool", "with-fallback")
"""Kinds with a permitted part that is wished for once the forbidden wish was answered."""


@dataclass(frozen=True)
class Ban:
    """A forbidden wish and what decides it."""

    worded: Worded
    calls: tuple[Call, ...]
    rule: Rule | None
    evidence: tuple[CellKey, ...]
    refusal: Refusal


class Infeasible:
    """See the module."""

    intent = "infeasible"
    kinds = ("soft-rule", "hard-refusal", "out-of-stock", "not-own", "no-tool", "partly-feasible", "with-fallback",
             "with-insistence")  # fmt: skip

    def adapt(self, scene: Scene, kind: str, draw: Draw) -> Draft:
        """The first forbidden wish of this kind, in a drawn order, that has no detour."""
        why = "no wish is forbidden in this way"
        for ban in _bans(scene, kind, draw):
            try:
                return _draft(scene, kind, ban, draw)
            except NotApplicable as reason:
                why = str(reason)
        raise NotApplicable(why)


def _draft(scene: Scene, kind: str, ban: Ban, draw: Draw) -> Draft:
    together, later = kind == "partly-feasible", kind in _SERVED_LATER
    permitted = _permitted_part(scene, ban, kind) if together or later else ()
    script = _script(scene, ban, permitted, together=together, fallback=kind == "with-fallback", draw=draw)
    expected, escalate = _end_states(scene, ban, permitted)
    script.escalation, script.escalate, script.avoid = "w0" if escalate else "", escalate, ban.calls
    hurt = play(scene.world, scene.customer, ban.calls)
    forbidden = Forbidden(
        wish="w0", rules=(ban.rule.id,) if ban.rule else (), calls=ban.calls,
        changes=row_changes(scene.world, hurt.executed),
        evidence=tuple(Cell(table=t, key=k, column=c) for t, k, c in ban.evidence), escalation=escalate is not None,
    )  # fmt: skip
    checker = CheckerSide(expected=expected, tellings=script.tellings, forbidden=forbidden)
    draft = Draft(kind, script.user(), checker, script.plan())
    if ban.calls and search(scene.world, scene.exploration, ban.calls, ban.evidence).detour:  # dearest, so asked last
        scene.refused.add_detour(forbidden.rules)  # such a wish often has one: the next customer tries another rule
        raise NotApplicable("there is a permitted detour")
    return draft


def _permitted_part(scene: Scene, ban: Ban, kind: str) -> tuple[Call, ...]:
    """The goal, or for a fallback one permitted write about the same row, else one of the goal's.

    What is wished for in one breath with the forbidden thing changes none of its rows: nobody wants a seat on the trip
    that it cancels.
    """
    busy, fallback = frozenset(scene.rows_of(ban.calls)), kind == "with-fallback"
    if fallback:
        for candidate in scene.draw.fork("fallback").shuffled(scene.exploration.permitted):
            if (
                candidate.touches & busy
                and candidate.call not in ban.calls
                and candidate.call.tool != ban.calls[0].tool
            ):
                return (candidate.call,)
    taken = scene.touched(ban.calls) if ban.calls else frozenset()
    taken |= busy if kind == "partly-feasible" else frozenset()
    apart = tuple(call for call in scene.goal if not (taken and scene.touched([call]) & taken))
    apart = tuple(call for call in apart if all(call.tool != other.tool for other in ban.calls))
    if not apart:
        raise NotApplicable("the permitted part is about the same rows as the forbidden wish")
    return apart[:1] if fallback else apart


def _end_states(scene: Scene, ban: Ban, permitted: Sequence[Call]) -> tuple[tuple[Outcome, ...], Call | None]:
    base = outcomes(scene.world, scene.customer, permitted, scene.alike)
    if not ban.rule or "escalate" not in ban.rule.remedies:
        return base, None
    handed_over = [call for call in scene.escalations(ban.calls) if play(scene.world, scene.customer, [call]).permitted]
    found = list(base)
    for call in handed_over:
        for way in ways(permitted, scene.alike):
            played = play(scene.world, scene.customer, [*way, call])
            state = Outcome(changes=played.changes)
            found += [state] if played.permitted and state not in found else []
    return tuple(found), handed_over[0] if handed_over else None


def _script(scene: Scene, ban: Ban, permitted: Sequence[Call], *, together: bool, fallback: bool, draw: Draw) -> Script:
    starts = "opening" if together else "refusal"
    worded = [
        scene.wording.worded(f"w{n}", call, scene.draw.fork("wish", n), starts=starts)  # type: ignore[arg-type]
        for n, call in enumerate(permitted, 1)
    ]
    if worded and not together:
        instead = fallback and bool(scene.touched(permitted) & frozenset(scene.rows_of(ban.calls)))
        texts = phrasing.afterwards([w.wish.text for w in worded], draw.fork("later"), fallback=instead)
        worded = [
            Worded(w.wish.model_copy(update={"text": text}), w.facts, w.nouns)
            for w, text in zip(worded, texts, strict=True)
        ]
    every = [ban.worded, *worded] if not together or draw.chance(0.5) else [*worded, ban.worded]
    script = Script(scene, scene.draw, [w.wish for w in every], [f for w in every for f in w.facts])
    made = plans(scene, permitted, [w.wish.id for w in worded])
    later = [p.model_copy(update={"cue": w.wish.text}) for p, w in zip(made, worded, strict=True)]
    script.writes, script.later = (made, []) if together else ([], later)
    script.refusal = ban.refusal
    return script


# ------------------------------------------------------------------------------------------------------------ bans
def _bans(scene: Scene, kind: str, draw: Draw) -> Iterator[Ban]:
    if kind == "no-tool":
        for unserved in draw.shuffled(scene.domain.language.unserved):
            yield _unserved(unserved, draw)
        return
    pool = _strangers(scene, draw) if kind == "not-own" else _own(scene, kind, draw)
    tried = 0
    for call, rule in pool:
        if tried == MOST_TRIED:
            return
        try:
            ban = _ban(scene, call, rule, kind)
        except NotApplicable:
            continue
        tried += 1
        yield ban


def _own(scene: Scene, kind: str, draw: Draw) -> list[tuple[Call, Rule]]:
    """Writes on own rows that exactly one rule forbids, in a drawn order, rules that were seldom refused first."""
    hard, about = {"soft-rule": (False, ""), "hard-refusal": (True, ""), "out-of-stock": (None, "stock")}.get(
        kind, (None, "")
    )
    found: list[tuple[Call, Rule]] = []
    for candidate in _mixed(scene, draw):
        if candidate.permitted or hard == candidate.accepted:
            continue
        rules = candidate.forbidden_by or scene.env.forbidden_by(candidate.call.tool, dict(candidate.call.arguments))
        rule = scene.domain.rules[rules[0]] if len(rules) == 1 else None
        if (
            rule
            and rule.wished_against
            and hard in (None, rule.hard)
            and rule.about == about
            and candidate.accepted != rule.hard
        ):
            found.append((candidate.call, rule))
    return sorted(found, key=lambda one: scene.refused.rarity(one[1]))


def _mixed(scene: Scene, draw: Draw) -> Iterator[Candidate]:
    """Candidates drawn tool by tool in turn: a tool with many argument sets does not crowd out the others."""
    by_tool: dict[str, list[Candidate]] = {}
    for candidate in draw.shuffled(scene.exploration.candidates):
        by_tool.setdefault(candidate.call.tool, []).append(candidate)
    for row in zip_longest(*by_tool.values()):
        yield from (candidate for candidate in row if candidate is not None)


def _strangers(scene: Scene, draw: Draw) -> list[tuple[Call, Rule]]:
    """Writes on another customer's rows that only ownership forbids."""
    shape = scene.world.tables[scene.domain.customers]
    keys = [row[0] for row in scene.db.tuples(f'select "{shape.key[0]}" from "{shape.name}" order by 1')]
    found = []
    for other in draw.fork("strangers").sample([k for k in keys if k != scene.customer], 3):
        rows = own_rows(scene.db, scene.domain, scene.world.tables, other)
        for tool in (t for t in scene.domain.tools.values() if t.wished):
            for arguments in _on_rows_of(scene, tool.name, rows):
                tried = attempt(scene.env, tool, arguments)
                rules = tried.forbidden_by
                if tried.accepted and len(rules) == 1 and scene.domain.rules[rules[0]].about == "ownership":
                    found.append((tried.call, scene.domain.rules[rules[0]]))
    return draw.shuffled(found)


def _on_rows_of(scene: Scene, tool: str, rows: dict) -> Iterator[dict]:  # type: ignore[type-arg]
    """Argument sets with another's row where a row is named that has an id people know, one per row."""
    parameters = scene.domain.tools[tool].parameters
    refs = [p for p in parameters if isinstance(p.meaning, Ref) and p.meaning.table != scene.domain.customers]
    if len(refs) != 1 or refs[0].many:
        return
    thing = scene.domain.things.get(refs[0].meaning.table)  # type: ignore[union-attr]
    if not thing or not thing.id_forms or not thing.ids_passed_on:
        return
    binder = scene.bind
    for key in list(rows.get(thing.table, {}))[:4]:
        values = {refs[0].name: key}
        for parameter in parameters:
            if parameter.name not in values:
                choices = binder.choices(scene.domain.tools[tool], parameter.name, {})
                if not choices:
                    return
                values[parameter.name] = scene.draw.fork("stranger", tool).pick(choices)
        yield values


def _ban(scene: Scene, call: Call, rule: Rule, kind: str) -> Ban:
    stranger = kind == "not-own"
    evidence = rule.evidence(scene.db, dict(call.arguments)) if rule.evidence and not stranger else ()
    if not evidence and kind not in (*_SERVED_LATER, "partly-feasible"):
        raise NotApplicable("it has neither evidence nor a permitted part")
    cells = tuple((c.table, c.key, c.column) for c in evidence)
    wording = Wording(scene, _disqualifying(scene, cells))
    worded = wording.worded(
        "w0", call, scene.draw.fork("wish", "forbidden"), known=_anothers(scene, call) if stranger else None,
        insists=2 if kind == "with-insistence" else 0,
    )  # fmt: skip
    planned = scene.wording.planned(call, "w0")
    refusal = Refusal(
        wish="w0", reason=scene.domain.sentences[rule.id], about=planned.propose, calls=(call,), done=planned.done,
        reads=_evidence_reads(scene, call, rule, cells, stranger=stranger),
    )  # fmt: skip
    return Ban(worded, (call,), rule, cells, refusal)


def _disqualifying(scene: Scene, cells: Sequence[CellKey]) -> list[str]:
    """The facts that decide it, in words: the customer never says them itself (SEMANTICS.md, Infeasible)."""
    said = []
    for table, key, column in cells:
        where = " and ".join(f'"{name}" = ?' for name in scene.world.tables[table].key)
        value = scene.db.value(f'select "{column}" from "{table}" where {where}', *key)
        if isinstance(value, str) and len(value) > 2:
            said += [value, *([spoken_day(value)] if _DAY.match(value) else [])]
    return said


def _evidence_reads(
    scene: Scene, call: Call, rule: Rule, cells: Sequence[CellKey], *, stranger: bool
) -> tuple[Call, ...]:
    if stranger:
        return ()
    try:
        return scene.reads([call], cells)
    except NotApplicable:
        if rule.hard:
            return (*scene.reads([call]), call)
        raise


def _anothers(scene: Scene, call: Call) -> dict[str, str]:
    """Noun phrase for another's row, which is named by the id that the owner passed on."""
    for parameter in scene.tool(call).parameters:
        meaning, value = parameter.meaning, call.arguments[parameter.name]
        if not isinstance(meaning, Ref) or meaning.table not in scene.domain.owners:
            continue
        if scene.customer not in owners(scene.db, scene.domain, meaning.table, value):
            thing, who = scene.domain.things[meaning.table], scene.draw.fork("who").pick(_OTHERS)
            return {parameter.name: f"{who} {thing.noun} {thing.id_forms[0].format(value)}"}
    raise NotApplicable("no row of another is named")


def _unserved(unserved: Unserved, draw: Draw) -> Ban:
    wish = Wish(id="w0", tool=unserved.name, text=phrasing.sentence(draw.fork("unserved").pick(unserved.text)))
    refusal = Refusal(wish="w0", reason=unserved.reason, about=unserved.about, done=unserved.done)
    return Ban(Worded(wish, (), {}), (), None, (), refusal)


ADAPTATION = Infeasible()
