"""Counts what trajectories have covered, to pick next what is least covered.

writes that were picked -> Coverage -> how wanted another write is
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Tool
from pytest_t2t.exploration.arguments import LONGEST_LIST
from pytest_t2t.exploration.protocol import Candidate
from pytest_t2t.records.trajectory import Call


class Coverage:
    """What has been covered so far: tools, argument classes, rules."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.seen: Counter[str] = Counter()

    def classes(self, call: Call) -> tuple[str, ...]:
        """The classes that a call covers: its tool, each closed value, which optional arguments are given."""
        tool = self.domain.tools[call.tool]
        found = [call.tool]
        for parameter in tool.parameters:
            value = call.arguments.get(parameter.name)
            if parameter.many:
                found.append(f"{call.tool}.{parameter.name}:{len(value) if isinstance(value, list) else 0}")
            elif parameter.choices or parameter.type is bool:
                found.append(f"{call.tool}.{parameter.name}={value}")
            elif not parameter.required:
                found.append(f"{call.tool}.{parameter.name}:{'none' if value is None else 'given'}")
        return tuple(found)

    def possible(self, tool: Tool) -> tuple[str, ...]:
        """The classes that calls of a tool can cover, as far as the explorer's types and the customer's words go."""
        phrases = self.domain.phrases.get(tool.name)
        found = [tool.name]
        for parameter in tool.parameters:
            where = f"{tool.name}.{parameter.name}"
            cared = parameter.required or phrases is None or parameter.name in {*phrases.params, *phrases.implied}
            default = () if parameter.required else (parameter.default,)
            if parameter.many:
                found += [f"{where}:{count}" for count in range(1, LONGEST_LIST + 1)]
            elif parameter.choices or parameter.type is bool:
                values = (*default, *(parameter.choices or (False, True))) if cared else default
                found += [f"{where}={value}" for value in dict.fromkeys(values)]
            elif not parameter.required:
                found += [f"{where}:{how}" for how in (("none", "given") if cared else ("none",))]
        return tuple(found)

    def add(self, names: Iterable[str]) -> None:
        """Count classes as covered once more."""
        self.seen.update(names)

    def rarity(self, candidate: Candidate) -> tuple[int, int]:
        """Small for what is little covered: uses of the tool, uses of its rarest class."""
        classes = self.classes(candidate.call)
        return self.seen[classes[0]], min(self.seen[name] for name in classes)
