"""What a proof has at hand: the task, its world, and what follows from the two; where it collects what it finds.

Task + World -> Proof
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Self

from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.tool import Parameter
from pytest_t2t.domain.world import World
from pytest_t2t.errors import CertificateError
from pytest_t2t.exploration.arguments import Binder
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import binder, explore
from pytest_t2t.records.task import Task, Wish
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.either import Alike, alike_in
from pytest_t2t.synthesis.protocol import NotApplicable


class Proof:
    """Collects the certificate of one task."""

    def __init__(self, task: Task, world: World, exploration: Exploration | None = None) -> None:
        self.task = task
        self.world = world
        self.customer = task.user.customer
        self._exploration = exploration
        self.states: dict[str, str] = {}
        self.denotations: dict[str, int] = {}
        self.searched = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "env" in self.__dict__:
            self.env.close()

    def require(self, holds: object, why: str) -> None:
        """Raise CertificateError unless it holds."""
        if not holds:
            raise CertificateError(f"task {self.task.id}: {why}")

    @contextmanager
    def applicable(self) -> Iterator[None]:
        """What synthesis would not have made a task of is no task."""
        try:
            yield
        except NotApplicable as reason:
            self.require(holds=False, why=str(reason))

    @property
    def exploration(self) -> Exploration:
        """What can be done for the customer, computed again where it was not handed in."""
        if self._exploration is None:
            self._exploration = explore(self.world, self.customer, self.world.ref.seed)
        return self._exploration

    @cached_property
    def env(self) -> Environment:
        """The untouched world, to look things up."""
        return self.world.open(tries_only=True)

    @cached_property
    def bind(self) -> Binder:
        """What arguments can be."""
        rows = self._exploration.rows if self._exploration else None
        return binder(self.env, self.customer, self.world.ref.seed, rows)

    @cached_property
    def goal(self) -> tuple[Call, ...]:
        """The final goal."""
        return tuple(planned.call for planned in self.task.reference.writes)

    @cached_property
    def alike(self) -> Alike:
        """The writes that do as well as the planned ones, since the customer does not care."""
        plan = self.task.reference
        return alike_in(self.task.user.wishes, (*plan.writes, *plan.later))

    @property
    def lexicon(self) -> Lexicon:
        """What the customer recognises."""
        return lexicon(self.world, self.customer)

    @cached_property
    def wishes(self) -> dict[str, Wish]:
        """The user's wishes by id."""
        return {wish.id: wish for wish in self.task.user.wishes}

    def parameter(self, tool: str, name: str) -> Parameter:
        """A tool's parameter."""
        known = self.world.domain.tools.get(tool)
        found = next((p for p in known.parameters if p.name == name), None) if known else None
        if found is None:
            raise CertificateError(f"task {self.task.id}: there is no parameter {name!r} of a tool {tool!r}")
        return found
