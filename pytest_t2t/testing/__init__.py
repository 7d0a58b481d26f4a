"""Test doubles for tests of agents, domains and harnesses: a server for all wire formats, a model, fixtures.

say, call, fail ... -> `serving(...)` over HTTP, or `ScriptedModel(...)` in the process; fixtures: `.fixtures`
"""

from pytest_t2t.testing.faults import Faults
from pytest_t2t.testing.loopback import Loopback, Received, serving
from pytest_t2t.testing.playing import playing
from pytest_t2t.testing.script import (
    Answer,
    Asked,
    Failure,
    Made,
    Script,
    Step,
    as_json,
    call,
    drip,
    drop,
    fail,
    late,
    raw,
    refuse,
    say,
)
from pytest_t2t.testing.scripted import ScriptedModel

__all__ = [
    "Answer",
    "Asked",
    "Failure",
    "Faults",
    "Loopback",
    "Made",
    "Received",
    "Script",
    "ScriptedModel",
    "Step",
    "as_json",
    "call",
    "drip",
    "drop",
    "fail",
    "late",
    "playing",
    "raw",
    "refuse",
    "say",
    "serving",
]
