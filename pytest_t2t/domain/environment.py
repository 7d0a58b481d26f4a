"""A live private copy of a world in which tools are called; one transaction, rolled back when it closes.

World -> Environment; (tool, arguments) -> Executed; at the end: net changes
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

import apsw
from pydantic import JsonValue

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.database import Db, unlocked
from pytest_t2t.domain.plain import plain
from pytest_t2t.domain.recorder import Recorder
from pytest_t2t.domain.rule import Rule, Talk
from pytest_t2t.domain.tool import Tool, ToolError
from pytest_t2t.errors import EnvironmentFault, boundary, nearest
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.message import ToolCall
from pytest_t2t.records.trajectory import Changes

if TYPE_CHECKING:
    from pytest_t2t.domain.world import World


class Environment:
    """Opened by `World.open()`; use on one thread, close when done.

    `talk` holds the facts of the conversation that rules ask for; the rollout keeps it up to date.
    """

    def __init__(self, world: World, connection: apsw.Connection, *, tries_only: bool = False) -> None:
        self.world = world
        self.domain = world.domain
        self.talk = Talk()
        self.connection = connection
        self.db = Db(connection, world.domain.clock, world.answers)
        with unlocked(connection):
            connection.execute("begin", can_cache=False)
        self._recorder = Recorder(connection, world.watched)
        self._whole = None if tries_only else self._recorder.start()
        self._state = self._untouched = (connection.total_changes(), 0)
        self._net: Changes = ()
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, name: str, arguments: Mapping[str, Any], at: int = 0) -> Executed:
        """Call a tool as an agent does: validated, in a savepoint, refusals as text, rules asked before it runs.

        Raises EnvironmentFault where a tool crashes or a read changes the state.
        """
        tool = self.domain.tools.get(name)
        if tool is None:
            error = f"There is no tool {name!r}: {nearest(name, tuple(self.domain.tools))}"
            return Executed(at=at, tool=name, arguments=dict(arguments), ok=False, error=error)
        try:
            valid = tool.validate(arguments)
        except ToolError as refusal:
            return Executed(at=at, tool=name, arguments=dict(arguments), ok=False, error=str(refusal))
        executed = self.execute(tool, valid, at)
        if executed.ok and tool.role == "authenticate":
            self.talk.identify(self._customer_in(executed.result))
        elif executed.ok and tool.role == "verify" and self._customer_in(executed.result) == self.talk.customer:
            self.talk.verified = True
        return executed

    def answer(self, call: ToolCall, at: int = 0) -> Executed:
        """Answer a call as an agent wrote it: arguments that are no JSON object are refused."""
        if not call.malformed:
            return self.call(call.tool, call.arguments, at)
        error = f"The arguments of {call.tool} are no JSON object: {call.malformed[:200]!r}"
        return Executed(at=at, tool=call.tool, arguments={}, ok=False, error=error)

    def execute(self, tool: Tool, valid: dict[str, Any], at: int = 0) -> Executed:
        """Run a tool on validated arguments and note what it did."""
        forbidden = self.forbidden_by(tool.name, valid)
        writes = tool.effect == "writes"
        result, error = None, ""
        changes: Changes = ()
        run = self._write if writes else self._read
        try:
            with boundary(EnvironmentFault, f"tool {tool.name}", passing=(ToolError,)):
                result, changes = run(tool, valid)
        except ToolError as refusal:
            error = str(refusal) or f"{tool.name} refused."
        with boundary(EnvironmentFault, f"tool {tool.name} returned something that is not JSON"):
            return Executed.of(
                at=at, tool=tool.name, arguments=plain(valid), ok=not error, error=error, result=plain(result),
                writes=writes, changes=changes, forbidden_by=forbidden,
            )  # fmt: skip

    def _read(self, tool: Tool, valid: dict[str, Any]) -> tuple[Any, Changes]:
        before = self.connection.total_changes()
        try:
            return tool.call(self.db, valid), ()
        finally:
            if self.connection.total_changes() != before:
                raise EnvironmentFault(
                    f"tool {tool.name} is declared `reads` but changed the database; declare it `writes`."
                )

    def _write(self, tool: Tool, valid: dict[str, Any]) -> tuple[Any, Changes]:
        if self._whole is not None and self._now() == self._untouched:  # all changes are this call's
            with self.db.attempt():
                result = tool.call(self.db, valid)
            return result, self.changes()
        record = self._recorder.start()
        try:
            with self.db.attempt():
                result = tool.call(self.db, valid)
            return result, self._recorder.changes(record)
        finally:
            self._recorder.stop()

    def tried(self, tool: Tool, valid: dict[str, Any]) -> Changes | None:
        """The raw row changes that a write makes now, undone again; None where the tool refuses."""
        try:
            with boundary(EnvironmentFault, f"tool {tool.name}", passing=(ToolError,)), self.db.trial():
                return self._write(tool, valid)[1]
        except ToolError:
            return None

    def forbidden_by(self, name: str, arguments: dict[str, Any]) -> tuple[str, ...]:
        """Ids of the rules that forbid this call now."""
        return tuple(self._forbidding(name, self.domain.rules_of.get(name, ()), arguments))

    def allows(self, name: str, arguments: dict[str, Any], suspects: Collection[str] = ()) -> bool:
        """Whether no rule forbids this call now; the suspects, by id, are asked first."""
        rules = sorted(self.domain.rules_of.get(name, ()), key=lambda rule: rule.id not in suspects)
        return next(self._forbidding(name, rules, arguments), None) is None

    def _forbidding(self, name: str, rules: Iterable[Rule], arguments: dict[str, Any]) -> Iterator[str]:
        current = ""
        self.talk.tool = name
        with boundary(lambda crash: EnvironmentFault(f"rule {current}{crash}"), ""):
            for rule in rules:
                current = rule.id
                if rule.forbids(self.db, arguments, self.talk):
                    yield rule.id

    def changes(self) -> Changes:
        """Raw net changes since the environment was opened."""
        if self._whole is None:
            raise RuntimeError("this environment was opened for tries only.")
        if self._state != (now := self._now()):
            self._state, self._net = now, self._recorder.changes(self._whole)
        return self._net

    def canonical(self) -> Changes:
        """Canonical net changes since the environment was opened."""
        return canonical(self.changes(), self.world.tables)

    def close(self) -> None:
        """Roll everything back and give the connection to the pool."""
        if self._open:
            self._open = False
            if self._whole is not None:
                self._recorder.stop()
            with unlocked(self.connection):
                self.connection.execute("rollback", can_cache=False)
            self.world.take_back(self.connection)

    def _now(self) -> tuple[int, int]:
        """Equal as long as nothing was written or undone."""
        return self.connection.total_changes(), self.db.undone

    def _customer_in(self, result: JsonValue) -> JsonValue:
        key = self.world.tables[self.domain.customers].key[0]
        return result.get(key) if isinstance(result, dict) else result
