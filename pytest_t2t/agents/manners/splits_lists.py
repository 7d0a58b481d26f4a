"""The manner that makes one call for each element of a list argument, where tools and rules accept that.

Planned -> its split calls
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_t2t.agents.following import Batch, Following
from pytest_t2t.records.task import Planned
from pytest_t2t.records.trajectory import Call


class SplitsLists(Following):
    """Splits a write with lists into writes of one element each, parallel lists in step."""

    def turns(self, batch: Batch) -> Sequence[Sequence[Call]]:
        """Return the split calls, one a turn."""
        return [[call] for planned in batch for call in split(planned)]


def split(planned: Planned) -> tuple[Call, ...]:
    """Return the calls that do the same one element at a time, where the plan says that they are accepted."""
    arguments = planned.call.arguments
    lists = {name: value for name, value in arguments.items() if isinstance(value, list)}
    lengths = {len(value) for value in lists.values()}
    if not planned.splittable or len(lengths) != 1 or lengths <= {0, 1}:
        return (planned.call,)
    return tuple(
        Call(tool=planned.call.tool, arguments={**arguments, **{name: [value[place]] for name, value in lists.items()}})
        for place in range(lengths.pop())
    )


MANNER = SplitsLists
