"""An agent by its name: "reference", "control:never-asks", a model's name, or "python:package.module:name".

spec -> Agent | PlannedAgent, or UsageError with the nearest name
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_t2t.agents.protocol import Agent, PlannedAgent
from pytest_t2t.errors import UsageError

if TYPE_CHECKING:
    from pytest_t2t.models import Connection

_FORMS = (
    "'reference', 'reference:<manner>', 'control:<name>', a model such as 'openai:gpt-4o' or 'gpt-4o', "
    "or code of yours, 'python:<package.module>:<name>'"
)

_KINDS = ("reference", "control", "python")


def agent_for(spec: str, connection: Connection | None = None, *, folders: Sequence[Path] = ()) -> Agent | PlannedAgent:
    """Return the agent that `spec` means. How a model is reached (address, key, limits) says `connection`.

    folders: where modules of the user's are looked for beside `sys.path`.
    Raises UsageError with the nearest valid name.
    """
    from pytest_t2t.agents.reference import Control, Reference  # noqa: PLC0415 - records and pydantic, when needed

    name = spec.strip()
    kind, _, which = name.partition(":")
    if name == "reference":
        return Reference()
    if kind == "reference":
        return Reference(which)
    if kind == "control":
        return Control(which)
    if kind == "python":
        from pytest_t2t.agents.callable import callable_agent  # noqa: PLC0415

        return callable_agent(name, folders)
    return _model(name, connection)


def _meant_kind(name: str) -> str:
    """The spec with `python:`, `control:` or `reference:` mended where it is nearly right; empty where it is not."""
    kind, _, which = name.partition(":")
    close = get_close_matches(kind, _KINDS, n=1, cutoff=0.75)
    return f"{close[0]}:{which}" if close and which else ""


def known_specs() -> tuple[str, ...]:
    """The names of all built-in agents; models are named openly, `openai:<model>`."""
    from pytest_t2t.agents.reference import CONTROLS, MANNERS  # noqa: PLC0415

    return (
        "reference",
        *(f"reference:{manner}" for manner in MANNERS.names()),
        *(f"control:{control}" for control in CONTROLS.names()),
    )


def _model(name: str, connection: Connection | None) -> Agent:
    from pytest_t2t.models import is_model, meant_spec  # noqa: PLC0415

    if is_model(name):
        from pytest_t2t.agents.model import model_agent  # noqa: PLC0415 - SDKs, when needed

        return model_agent(name, connection)
    meant = _meant_kind(name) or meant_spec(name) or next(iter(get_close_matches(name, known_specs(), n=1)), "")
    if meant:
        raise UsageError(f"unknown agent {name!r}: did you mean {meant!r}? An agent is {_FORMS}.")
    served = f" A model of that name on a server of yours is 'openai:{name}'." if name and ":" not in name else ""
    raise UsageError(f"unknown agent {name!r}: an agent is {_FORMS}.{served}")
