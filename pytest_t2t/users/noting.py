"""Events of the message in the making.

what happens in a talk -> Event; the rollout fills in when it was
"""

from __future__ import annotations

from pydantic import JsonValue

from pytest_t2t.records.episode import Event, EventKind


def noted(
    kind: EventKind,
    *,
    wish: str = "",
    tool: str = "",
    param: str = "",
    topic: str = "",
    values: tuple[JsonValue, ...] = (),
    named: dict[str, JsonValue] | None = None,
) -> Event:
    """An event whose values come from records, so that nothing has to be validated again."""
    return Event.of(
        at=0, kind=kind, wish=wish, tool=tool, param=param, topic=topic, values=values, named=named or {}
    )  # fmt: skip
