"""From a world to families of certified tasks.

World + seed + number of families -> Synthesis: tasks by intent, and what was dropped and why
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.world import World
from pytest_t2t.errors import CertificateError
from pytest_t2t.exploration.coverage import Coverage
from pytest_t2t.exploration.walk import explore, pick
from pytest_t2t.records.task import INTENTS, Intent, Task, UserSide
from pytest_t2t.shelf import Shelf
from pytest_t2t.synthesis.certify import identify, prove
from pytest_t2t.synthesis.describe import Catalogue
from pytest_t2t.synthesis.either import Either, may_be_either
from pytest_t2t.synthesis.goals import outcomes, right_values
from pytest_t2t.synthesis.protocol import Adaptation, Draft, NotApplicable
from pytest_t2t.synthesis.refused import Refused
from pytest_t2t.synthesis.scene import Scene

MOST_GOALS = 6
"""Goals tried for one customer before the next one is taken ..."""
DEMANDING = 4
"""... of which the first ones have to give a task of every intent."""
INDIFFERENT = 0.6
"""Share of goals with a parameter that customers may not care about in which the customer does not."""
MOST_EITHER = 3
"""Values that a customer names when it does not care which."""
FRUITLESS = 50
"""Customers in a row that give no family before the pipeline gives up: the domain has no more, or is at fault."""


_HARDEST_FIRST: tuple[Intent, ...] = ("ambiguous", "changing", "infeasible", "general")
"""A goal that lacks an intent is given up: the sooner that shows, the better."""


@dataclass
class Synthesis:
    """What a run of the pipeline made."""

    tasks: dict[Intent, list[Task]] = field(default_factory=lambda: {intent: [] for intent in INTENTS})
    families: int = 0
    lacking: Counter[str] = field(default_factory=Counter)
    """Intent -> families that have no task of it."""
    dropped: Counter[str] = field(default_factory=Counter)
    """ "intent/kind: why" -> how often a draft was not to be had or not certified."""


@cache
def adaptations() -> dict[Intent, Adaptation]:
    """All intents of the shelf, in the order of the vocabulary."""
    shelf = Shelf("pytest_t2t.synthesis.adaptations", "ADAPTATION", "intent")
    return {intent: shelf.get(intent) for intent in INTENTS}


def synthesize(world: World, seed: int, families: int, manners: Sequence[str] = ()) -> Synthesis:
    """Make `families` families of certified tasks; equal arguments give equal tasks.

    manners: of each family's customer one, by the seed; none: all talk plainly.
    """
    made = Synthesis()
    maker = _Maker(world, seed, made, manners)
    fruitless = 0
    for customer in _customers(world, seed):
        before = made.families
        maker.family(customer)
        fruitless = 0 if made.families > before else fruitless + 1
        if made.families == families or fruitless == FRUITLESS:
            break
    return made


def _customers(world: World, seed: int) -> Iterator[JsonValue]:
    """All customers in a drawn order, again and again up to ten times."""
    shape = world.tables[world.domain.customers]
    with world.open() as env:
        keys = [row[0] for row in env.db.tuples(f'select "{shape.key[0]}" from "{shape.name}" order by 1')]
    for turn in range(10):
        yield from Draw("customers", world.domain.name, seed, turn).shuffled(keys)


class _Maker:
    def __init__(self, world: World, seed: int, made: Synthesis, manners: Sequence[str]) -> None:
        self.world = world
        self.manners = manners
        self.seed = seed
        self.made = made
        self.coverage = Coverage(world.domain)
        self.kinds: Counter[str] = Counter()
        self.catalogue: Catalogue = {}
        self.refused = Refused()
        self.known: set[str] = set()
        self.goals = 0

    def family(self, customer: JsonValue) -> None:
        exploration = explore(self.world, customer, self.world.ref.seed)
        self.refused.see(exploration)
        for attempt in range(MOST_GOALS):
            self.goals += 1
            scene = Scene(self.world, exploration, f"{self.seed}:{self.goals}", self.catalogue, self.refused)
            try:
                if self._tasks(scene, demanding=attempt < DEMANDING):
                    return
            finally:
                scene.close()

    def _tasks(self, scene: Scene, *, demanding: bool) -> bool:
        """One task of each intent for the scene's goal; False where one that is needed is missing."""
        scene.goal = tuple(c.call for c in pick(scene.exploration, self.coverage, scene.draw.fork("goal")))
        if not scene.goal:
            return False
        try:
            scene.either = self._either(scene)
            scene.expected = outcomes(self.world, scene.customer, scene.goal, scene.alike)
            scene.meddle(scene.goal)  # where there is none, no twin could be proven: known before anything is worded
        except NotApplicable as why:
            self.made.dropped[f"goal: {why}"] += 1
            return False
        scene.asked = scene.ask_for(scene.goal)
        found: dict[Intent, Task] = {}
        for intent in _HARDEST_FIRST:
            task = self._task(scene, adaptations()[intent])
            if task:
                found[intent] = task
            elif intent == "general" or demanding:
                return False
        self._keep(found)
        return True

    def _either(self, scene: Scene) -> dict[str, Either]:
        """What the customer does not care about, in a share of the goals where something else is left to be unclear."""
        cared = [(at, name) for at, call in enumerate(scene.goal) for name in scene.wording.cared(call)]
        free = [(at, name) for at, name in cared if name in may_be_either(self.world, scene.goal[at])]
        draw = scene.draw.fork("either")
        if not free or len(cared) == len(free) or not draw.chance(INDIFFERENT):
            return {}
        at, name = draw.pick(free)
        values = right_values(self.world, scene.customer, scene.bind, scene.goal, at, name)
        if not 2 <= len(values) <= MOST_EITHER or not scene.wording.sayable(scene.goal[at], name, values):
            return {}
        return {scene.goal[at].to_json(): {name: values}}

    def _keep(self, found: dict[Intent, Task]) -> None:
        self.made.families += 1
        for intent in INTENTS:
            if intent in found:
                self.made.tasks[intent].append(found[intent])
                self.known.add(_likeness(found[intent]))
                self.kinds[f"{intent}/{found[intent].kind}"] += 1
                forbidden = found[intent].checker.forbidden
                self.refused.add(forbidden.rules if forbidden else ())
                for planned in found[intent].reference.first if found[intent].reference.undo else ():
                    self.refused.add_undone(planned.call.tool)
            else:
                self.made.lacking[intent] += 1

    def _task(self, scene: Scene, adaptation: Adaptation) -> Task | None:
        """A certified task of the kind that was made least so far, else of the next one."""
        for kind in sorted(
            adaptation.kinds, key=lambda k: (self.kinds[f"{adaptation.intent}/{k}"], adaptation.kinds.index(k))
        ):
            name = f"{adaptation.intent}/{kind}"
            try:
                return self._certified(scene, adaptation.intent, adaptation.adapt(scene, kind, scene.draw.fork(name)))
            except NotApplicable as why:
                self.made.dropped[f"{name}: {why}"] += 1
            except CertificateError as why:
                self.made.dropped[f"{name}: not certified: {str(why).partition(': ')[2]}"] += 1
        return None

    def _mannered(self, user: UserSide) -> UserSide:
        """The customer in the family's manner."""
        manner = Draw("manner", self.seed, self.made.families).pick(self.manners) if self.manners else ""
        return user.model_copy(update={"manner": manner}) if manner else user

    def _certified(self, scene: Scene, intent: Intent, draft: Draft) -> Task:
        task = Task(
            id="", family=f"{self.world.domain.name}-{self.seed}-{self.made.families + 1:05}", intent=intent,
            kind=draft.kind, world=self.world.ref, user=self._mannered(draft.user), checker=draft.checker,
            reference=draft.reference,
        )  # fmt: skip
        if _likeness(task) in self.known:
            raise NotApplicable("a duplicate")
        task = task.model_copy(update={"id": identify(task)})
        return task.model_copy(update={"certificate": prove(task, self.world, scene.exploration)})


def _likeness(task: Task) -> str:
    """Equal for tasks that ask the same customer for the same with the same intent, in whatever words."""
    plan = task.reference
    calls = [p.call.to_json() for p in (*plan.first, *plan.undo, *plan.writes, *plan.later)]
    refused = [call.to_json() for call in plan.refusal.calls] if plan.refusal else []
    return "\n".join([task.intent, task.kind, *calls, *refused, plan.refusal.about if plan.refusal else ""])
