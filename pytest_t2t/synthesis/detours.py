"""The bounded search for a way round a rule: no two permitted writes make the wish permitted or fulfil it otherwise.

(world, customer, forbidden calls) -> number of sequences looked at, or the detour that was found
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pytest_t2t.domain.cells import CellKey
from pytest_t2t.domain.database import Answers
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.tool import Tool, ToolError
from pytest_t2t.domain.world import World
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.exploration.protocol import Candidate, Exploration, RowKey
from pytest_t2t.exploration.walk import accepted, binder, tried, trusted
from pytest_t2t.records.trajectory import Call, Changes, RowChange
from pytest_t2t.synthesis.hanging import Groups, Hanging
from pytest_t2t.synthesis.ruling import Ruling, ruling
from pytest_t2t.synthesis.spots import Spot, is_row, sort_of, spots

MOST_VALUES = 12
"""Values tried for one tool on the same rows."""


@dataclass(frozen=True)
class Search:
    """What the search saw."""

    looked_at: int
    detour: tuple[Call, ...] = ()
    """The permitted writes after which the wish is permitted or fulfilled; empty: none."""


def search(world: World, exploration: Exploration, wish: Sequence[Call], evidence: Sequence[CellKey]) -> Search:
    """Try every sequence of one or two permitted writes that could matter to the wish; once per exploration and wish.

    Writes are tried per tool and own rows named: with the wish's own values and another one, and with one value for
    each thing that can be done to the cells that decide. Left out is only what can't matter: writes apart from all that
    the wish's arguments, evidence and changes hang together with, and first steps that share nothing with the second.
    """
    key = "\n".join(call.to_json() for call in wish)
    if key not in exploration.searched:
        with world.open(tries_only=True) as env:
            trusted(env, exploration.customer)
            exploration.searched[key] = _Searching(env, exploration, wish, evidence).run()
    found = exploration.searched[key]
    return found if isinstance(found, Search) else Search(0)


@dataclass(frozen=True)
class _Write:
    tool: Tool
    call: Call
    key: str
    """The call's JSON."""
    tried: Candidate
    """What it did on the untouched world."""


@dataclass(frozen=True)
class _Step(_Write):
    named: Groups
    """What its arguments hang together with."""
    needs: Groups
    """That, and what those rows refer to."""


_GROUND = "the same for every wish"


@dataclass(frozen=True)
class _Ground:
    """What searches for different wishes share."""

    hanging: Hanging
    spots: list[Spot]
    steps: dict[str, _Step]
    rulings: dict[str, Ruling]
    """By the calls' JSON."""


class _Searching:
    def __init__(
        self, env: Environment, exploration: Exploration, wish: Sequence[Call], evidence: Sequence[CellKey]
    ) -> None:
        self.env = env
        self.exploration = exploration
        self.wish = [_Write(env.domain.tools[c.tool], c, c.to_json(), self._tried(c, c.to_json())) for c in wish]
        self.bind: Binder = binder(env, exploration.customer, env.world.ref.seed, exploration.rows)
        if _GROUND not in exploration.searched:
            hanging = Hanging(env.world, exploration.rows)
            exploration.searched[_GROUND] = _Ground(hanging, spots(env.domain, self.bind), {}, {})
        self.ground: _Ground = exploration.searched[_GROUND]  # type: ignore[assignment]
        self.hanging = self.ground.hanging
        self.aims = {
            sort_of(p): call.arguments[p.name] for call in wish for p in env.domain.tools[call.tool].parameters
        }
        self._rulings(self.wish)
        refused = [one for one in (self.ground.rulings[write.key] for write in self.wish) if not one.allowed]
        self.refusals = [one.answers for one in refused if one.answers is not None]
        """What each no to a part of the wish rests on."""
        self._alike: dict[str, list[tuple[str, JsonValue]]] = {}
        self.looked_at = 0
        self.goal, changed = self._fulfilled()
        rows = {(table, key[0]) for table, key, _ in evidence} | changed
        named = [self.hanging.named(call.tool, call.arguments) for call in wish]
        self.about = self.hanging.groups(rows).union(*named)

    def run(self) -> Search:
        steps = self._steps()
        relevant = [step for step in steps if step.named & self.about]
        answers = self._rulings(relevant)
        for first in steps:
            touched = self._touched(first)
            if touched is None:
                continue
            near = touched & self.about
            seconds = [step for step in relevant if step.needs & touched or (near and step.tried.permitted)]
            if not (near or seconds):
                continue
            with self.env.db.trial():
                self._do(first)
                changed = self.env.db.changed(answers) if seconds else {}
                self.looked_at += 1
                if near and self._reached():
                    return Search(self.looked_at, (first.call,))
                for second in seconds:
                    if second is not first and self._leads_there(second, changed):
                        return Search(self.looked_at, (first.call, second.call))
        return Search(self.looked_at)

    def _leads_there(self, step: _Step, changed: Answers) -> bool:
        ruling = self.ground.rulings[step.key]
        if not (ruling.allowed if ruling.stands(changed) else self._possible(step)):
            return False
        with self.env.db.trial():
            try:
                self._do(step)
            except ToolError:
                return False
            self.looked_at += 1
            return self._reached()

    # ------------------------------------------------------------------------------------------------------- steps
    def _steps(self) -> list[_Step]:
        """Each tool on each own row: with few values, and once for each thing that it can do to what decides."""
        kept = {step.key: step for spot in self.ground.spots for step in self._few(spot)}
        decisive = self._decisive(kept.values())
        where = self.hanging.groups((table, key[0]) for table, key, _ in decisive)
        for spot in self.ground.spots:
            if len(spot.arguments) > 1 and self._step(spot, 0).needs & where:
                kept.update((step.key, step) for step in self._differing(spot, decisive))
        return list(kept.values())

    def _few(self, spot: Spot) -> list[_Step]:
        """That with most of the wish's own values, and another one."""
        own, most = None, 0
        names = self._shared(spot.tool)
        for at, arguments in enumerate(spot.arguments if names else ()):
            alike = sum(arguments[name] == value for name, value in names)
            own, most = (at, alike) if alike > most else (own, most)
        if own is None or len(spot.arguments) == 1:
            return [self._step(spot, 0)] if spot.arguments else []
        return [self._step(spot, own), self._step(spot, 1 if own == 0 else 0)]

    def _shared(self, tool: Tool) -> list[tuple[str, JsonValue]]:
        """The parameters of a tool that mean what one of the wish's does, with the wish's value."""
        if tool.name not in self._alike:
            sorts = [(p.name, sort_of(p)) for p in tool.parameters if not is_row(p, self.env.domain)]
            self._alike[tool.name] = [(name, self.aims[sort]) for name, sort in sorts if sort in self.aims]
        return self._alike[tool.name]

    def _step(self, spot: Spot, at: int) -> _Step:
        known, (key, call) = self.ground.steps, spot.call(at)
        if key not in known:
            named = self.hanging.named(call.tool, call.arguments)
            known[key] = _Step(spot.tool, call, key, self._tried(call, key), named, self.hanging.needs(named))
        return known[key]

    def _decisive(self, steps: Iterable[_Step]) -> frozenset[CellKey]:
        """The cells that decide about the wish, and about the writes near it that are not permitted as things are."""
        near = [step for step in steps if step.named & self.about and not step.tried.permitted]
        found: set[CellKey] = set()
        for write in (*self.wish, *near):
            call = write.call
            for name in write.tried.forbidden_by or self.env.forbidden_by(call.tool, dict(call.arguments)):
                evidence = self.env.domain.rules[name].evidence
                cells = evidence(self.env.db, dict(call.arguments)) if evidence else ()
                found |= {(cell.table, cell.key, cell.column) for cell in cells}
        return frozenset(found)

    def _differing(self, spot: Spot, cells: frozenset[CellKey]) -> Iterable[_Step]:
        """One call for each different thing that the tool would do there to what decides."""
        found: dict[frozenset[tuple[CellKey, JsonValue]], _Step] = {}
        for at in range(min(len(spot.arguments), MOST_VALUES)):
            step = self._step(spot, at)
            if not step.tried.accepted:
                continue
            effect = self._effect(step.tried, cells)
            if not effect and not found:
                break  # it touches nothing that decides, whatever it is given
            if effect not in found or not found[effect].tried.permitted:
                found[effect] = step
        return found.values()

    def _effect(self, tried: Candidate, cells: frozenset[CellKey]) -> frozenset[tuple[CellKey, JsonValue]]:
        """What a write does to the cells that decide, and to references to the rows that hold them."""
        rows = {(table, key[0]) for table, key, _ in cells}
        found: set[tuple[CellKey, JsonValue]] = set()
        for change in tried.changes:
            before = self.exploration.rows.get(change.table, {}).get(change.key[0], {})
            refers = self.env.world.tables[change.table].refers
            for column, value in change.values.items():
                cell = change.table, change.key, column
                if cell in cells or (column in refers and (refers[column], before.get(column)) in rows):
                    found.add((cell, value))
        return frozenset(found)

    # ----------------------------------------------------------------------------------------------------- rulings
    def _rulings(self, writes: Iterable[_Write]) -> Answers:
        """Find out what is decided about writes while the world is untouched; all that it rests on."""
        found: Answers = {}
        for write in writes:
            known = self.ground.rulings
            if write.key not in known:
                known[write.key] = ruling(self.env, write.tool, write.tried)
            found |= known[write.key].answers or {}
        return found

    def _still_refused(self) -> bool:
        """Whether a part of the wish is refused as on the untouched world: nothing changed that decides about it."""
        return any(map(self.env.db.unchanged, self.refusals))

    # --------------------------------------------------------------------------------------------------- execution
    def _tried(self, call: Call, key: str) -> Candidate:
        """What a write does on the untouched world: the searches for other wishes ask for the same ones."""
        known = self.exploration.tried
        if key not in known:
            known[key] = tried(self.env, self.env.domain.tools[call.tool], call)
        return known[key]

    def _allowed(self, write: _Write) -> bool:
        """Whether no rule forbids it now."""
        return self.env.allows(write.tool.name, write.call.arguments, suspects=write.tried.forbidden_by)

    def _possible(self, step: _Step) -> bool:
        """Whether it is worth doing: where the tool accepted it as things were, that shows when it is done."""
        return self._allowed(step) if step.tried.accepted else self._permitted(step)

    def _permitted(self, write: _Write) -> bool:
        """Whether the tool accepts the call now and no rule forbids it; nothing is changed.

        Neither answer depends on the other: what said no on the untouched world is asked first.
        """
        if write.tried.accepted:
            return self._allowed(write) and accepted(self.env, write.tool, write.call.arguments)
        return accepted(self.env, write.tool, write.call.arguments) and self._allowed(write)

    def _touched(self, step: _Step) -> Groups | None:
        """The groups of the rows that a first write changes; None where it is not permitted."""
        return self.hanging.changed(step.tried.changes) if step.tried.permitted else None

    def _do(self, step: _Write) -> None:
        step.tool.call(self.env.db, dict(step.call.arguments))

    def _fulfilled(self) -> tuple[Changes, set[RowKey]]:
        """What the wish would change, were it allowed."""
        with self.env.db.trial():
            done = [self.env.execute(write.tool, dict(write.call.arguments)) for write in self.wish]
        changes = tuple(change for executed in done for change in executed.changes)
        return changes, {(c.table, c.key[0]) for c in changes if c.op != "insert"}

    def _reached(self) -> bool:
        """Whether the wish is fulfilled now, or could be asked for without breaking a rule."""
        if self.goal and all(self._holds(change) for change in self.goal):
            return True
        return not self._still_refused() and all(self._permitted(write) for write in self.wish)

    def _holds(self, change: RowChange) -> bool:
        """Whether a row is now as the wish would have it; a new row counts by its compared columns."""
        shape = self.env.world.tables[change.table]
        values = {n: v for n, v in change.values.items() if shape.kinds[n] in {"exact", "reference"}}
        if change.op != "insert":
            values |= dict(zip(shape.key, change.key, strict=True))
        where = " and ".join(f'"{name}" is ?' for name in values) or "1"
        there = self.env.db.value(f'select 1 from "{change.table}" where {where} limit 1', *values.values())
        return (there is None) == (change.op == "delete")
