"""Where a write can be made: each tool on each of the customer's rows, with all that it may be called with there.

(domain, binder) -> Spots
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Note, Ref
from pytest_t2t.exploration.arguments import NOTE, Binder
from pytest_t2t.records.trajectory import Call


@dataclass(frozen=True)
class Spot:
    """A tool on some of the customer's rows."""

    tool: Tool
    arguments: list[dict[str, Any]]
    """Those of all calls."""

    @cached_property
    def _calls(self) -> dict[int, tuple[str, Call]]:
        return {}

    def call(self, at: int) -> tuple[str, Call]:
        """A call with its JSON; few of them are ever asked for."""
        if at not in self._calls:
            call = Call.of(tool=self.tool.name, arguments=self.arguments[at])
            self._calls[at] = call.to_json(), call
        return self._calls[at]


def spots(domain: Domain, bind: Binder) -> list[Spot]:
    """All spots, in the order of the tools."""
    return [
        Spot(tool, list(_bound(bind, tool, rows, lambda _: True)))
        for tool in domain.tools.values()
        for rows in (_bound(bind, tool, {}, lambda p: is_row(p, domain)) if tool.wished else ())
    ]


def is_row(parameter: Parameter, domain: Domain) -> bool:
    """Whether it names a row of the customer's; all others take values: labels, catalogues, amounts, addresses."""
    meaning = parameter.meaning
    return isinstance(meaning, Ref) and not meaning.like and meaning.table in domain.owners


def sort_of(parameter: Parameter) -> str:
    """Equal for parameters that mean the same."""
    return repr(parameter.meaning) if parameter.meaning else repr(parameter.choices) or parameter.name


def _bound(
    bind: Binder, tool: Tool, fixed: dict[str, Any], wanted: Callable[[Parameter], bool], at: int = 0
) -> Iterator[dict[str, Any]]:
    """Every way to bind the wanted parameters beside the fixed ones."""
    while at < len(tool.parameters) and (tool.parameters[at].name in fixed or not wanted(tool.parameters[at])):
        at += 1
    if at == len(tool.parameters):
        yield {p.name: fixed[p.name] for p in tool.parameters if p.name in fixed}
        return
    parameter = tool.parameters[at]
    for value in _values(bind, tool, parameter, fixed):
        yield from _bound(bind, tool, fixed | {parameter.name: value}, wanted, at + 1)


def _values(bind: Binder, tool: Tool, parameter: Parameter, bound: dict[str, Any]) -> list[Any]:
    if isinstance(parameter.meaning, Note):
        return [NOTE]
    values = bind.choices(tool, parameter.name, bound)
    if is_row(parameter, bind.domain):
        return [v for v in values if not isinstance(v, list) or len(v) == 1]  # a list is a sequence of singles
    return list(values)
