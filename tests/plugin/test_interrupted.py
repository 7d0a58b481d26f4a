"""An interrupted or killed session loses no rollout that had ended, whether or not pytest had reported it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from pytest_t2t.rollout.store import Store
from tests.plugin.conftest import SuiteMaker

RUNNERS = pytest.mark.parametrize(
    ("runner", "ended"), [(("-p", "no:xdist"), "0234"), (("-n1",), "0")], ids=["no-xdist", "n1"]
)
"""xdist hands its workers few items at a time: theirs alone are begun."""


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """Ctrl-C reaches what a test starts, also where a shell runs the tests in its background and has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _wait_for(store: Store, number: int) -> None:
    end = time.monotonic() + 60
    while sum(1 for _ in store.read()) < number:
        assert time.monotonic() < end, "the rollouts did not end"
        time.sleep(0.05)


@RUNNERS
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_had_ended_is_in_the_store(
    project: pytest.Pytester, suite: SuiteMaker, runner: tuple[str, ...], ended: str, how: signal.Signals
) -> None:
    suite(5)  # the second one never ends
    store = Store(project.path / "kept")
    arguments = (*runner, "--t2t-model=ends:stuck", "--t2t-store=kept", "--t2t-report=json=out.json")
    session = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments], cwd=project.path, stdout=subprocess.PIPE, text=True
    )
    try:
        _wait_for(store, len(ended))
        session.send_signal(how)
        session.communicate(timeout=60)
    finally:
        session.kill()
    kept = list(store.read())
    assert {one.episode.task[-1] for one in kept} >= set(ended)
    assert all(one.verdict.outcome == "passed" for one in kept if not one.episode.fault)
    if how is signal.SIGINT:
        assert session.returncode == pytest.ExitCode.INTERRUPTED
        reported = json.loads((project.path / "out.json").read_text())["episodes"]
        assert {row["task"][-1] for row in reported} <= {"0"}  # none, where the signal came first
    again = project.runpytest("-p", "no:xdist", "--t2t-model=ends:passed", "--t2t-store=kept")
    again.assert_outcomes(passed=5)
    assert len(list(store.read())) == len(kept) + 5
