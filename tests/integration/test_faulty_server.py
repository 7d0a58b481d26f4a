"""A perfect agent behind a server that fails a third of its requests: every episode ends, and is what it was without faults.

tasks -> server (plays the reference, with faults) <- SDK <- engine -> 500 episodes
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import islice

import pytest

from pytest_t2t.agents.model import model_agent
from pytest_t2t.models import Connection
from pytest_t2t.models.limiter import Limiters
from pytest_t2t.models.providers import _attempts
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.rollout.engine import Engine
from pytest_t2t.rollout.limits import limits_for
from pytest_t2t.testing import Faults, Step, fail, late, playing, say, serving
from pytest_t2t.testing.faults import KINDS
from pytest_t2t.users.scripted import Scripted
from tests.made import tasks, world

PROVIDERS = ("openai", "openai-responses", "anthropic")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dripping answers are cut off soon after the time-out, as the test's time is short."""
    monkeypatch.setattr(_attempts, "_SLACK", 0.3)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def with_own_openings(domain: str, count: int) -> list[Task]:
    """Tasks that a server can tell apart: no two begin with the same words."""
    found = {task.user.opening: task for task in tasks(domain, count)}
    return list(found.values())


def played(
    provider: str, wanted: list[Task], episodes: int, faults: Faults, *, timeout: float = 2.0
) -> list[tuple[Episode, Verdict]]:
    """So many episodes of the tasks, in turn, 32 in flight."""
    jobs = [(task, trial) for trial in range(episodes) for task in wanted]
    with serving(script=faults) as server:
        connection = Connection(server.url_for(provider), max_retries=8, timeout=timeout, limiters=Limiters())
        agent = model_agent(f"{provider}:perfect", connection)
        engine = Engine(
            agent, Scripted(), lambda task: world(task.world.domain), limits=lambda task: limits_for(task, seconds=600)
        )
        with engine:
            futures = [engine.submit(task, trial) for task, trial in islice(jobs, episodes)]
            return [future.result(timeout=300) for future in futures]


def check(ended: list[tuple[Episode, Verdict]], episodes: int, faults: Faults) -> None:
    """All are there, each passed or is an error of the model's; nothing that the server did became a failure."""
    assert len({(episode.task, episode.trial) for episode, _ in ended}) == len(ended) == episodes
    outcomes = Counter(verdict.outcome for _, verdict in ended)
    assert set(outcomes) <= {"passed", "error"}, outcomes
    assert outcomes["error"] <= 1 + episodes // 50
    for episode, verdict in ended:
        assert (verdict.outcome == "error") == (episode.fault is not None)
        assert episode.fault is None or episode.fault.origin == "model"
    sent = sum(faults.seen.values())
    assert faults.seen.keys() == {"good", *KINDS}
    assert 0.28 < 1 - faults.seen["good"] / sent < 0.39


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_few_episodes_through_a_faulty_server(provider: str) -> None:
    wanted = with_own_openings("kiosk", 4)
    faults = Faults(playing(wanted), seed=3)
    check(played(provider, wanted, 24, faults, timeout=0.7), 24, faults)


@pytest.mark.slow
@pytest.mark.parametrize("provider", PROVIDERS)
def test_500_episodes_through_a_faulty_server(provider: str) -> None:
    wanted = with_own_openings("retail", 12)
    faults = Faults(playing(wanted), seed=7)
    started = time.monotonic()
    check(played(provider, wanted, 500, faults), 500, faults)
    assert time.monotonic() - started < 900


def test_a_server_that_never_recovers_is_an_error_of_every_episode() -> None:
    """Not one of them hangs or fails."""
    wanted = with_own_openings("kiosk", 2)
    faults = Faults(playing(wanted), share=1.0, kinds=("busy", "malformed", "dropped"), seed=1)
    with serving(script=faults) as server:
        agent = model_agent("openai:gone", Connection(server.base_url, max_retries=1))
        with Engine(agent, Scripted(), lambda task: world("kiosk")) as engine:
            ended = [future.result(timeout=60) for future in [engine.submit(wanted[0], trial) for trial in range(20)]]
    assert {verdict.outcome for _, verdict in ended} == {"error"}
    assert {episode.fault.origin for episode, _ in ended if episode.fault} == {"model"}


def test_an_enormous_reply_is_the_models_and_no_hang() -> None:
    """Five million characters to a customer: the episode ends, as a failure of the model's."""
    task = with_own_openings("kiosk", 2)[0]

    def script(_: object) -> Step:
        return say("I have changed everything. " * 200_000)

    with serving(script=script) as server:
        agent = model_agent("openai:talker", Connection(server.base_url))
        with Engine(agent, Scripted(), lambda task: world("kiosk")) as engine:
            started = time.process_time()
            episode, verdict = engine.submit(task).result(timeout=300)
    assert episode.fault is None
    assert verdict.outcome in {"failed", "undetermined"}
    assert time.process_time() - started < 60


def test_a_storm_of_429_slows_the_requests_down_and_ends() -> None:
    """A server that takes 4 at a time: after the first refusals no more are sent than it takes, or nearly so."""
    wanted = with_own_openings("kiosk", 2)
    inner = playing(wanted)
    refused = 0

    def script(asked: object) -> Step:
        nonlocal refused
        if server._in_flight > 4:
            refused += 1
            return fail(429, "Slow down", retry_after=0.05)
        return inner(asked)  # type: ignore[arg-type]

    with serving(script=script) as server:
        agent = model_agent("openai:busy", Connection(server.base_url, max_retries=10))
        with Engine(agent, Scripted(), lambda task: world("kiosk")) as engine:
            ended = [future.result(timeout=120) for future in [engine.submit(wanted[0], trial) for trial in range(60)]]
    assert {verdict.outcome for _, verdict in ended} == {"passed"}
    assert refused < len(server.received) / 2


def test_time_in_line_is_not_the_rollouts() -> None:
    """Each rollout may take a second and waits three for its turns: none of them fails for it."""
    wanted = with_own_openings("kiosk", 2)[:1]
    inner = playing(wanted)
    with serving(script=lambda asked: late(inner(asked), 0.08)) as server:
        agent = model_agent("openai:slow", Connection(server.base_url, limiters=Limiters(in_flight=1)))
        engine = Engine(agent, Scripted(), lambda _: world("kiosk"), limits=lambda task: limits_for(task, seconds=2.0))
        with engine:
            ended = [future.result(timeout=120) for future in [engine.submit(wanted[0], trial) for trial in range(10)]]
    assert {episode.stop for episode, _ in ended} == {"user-done"}
    assert max(episode.seconds for episode, _ in ended) > 2.0


def test_a_server_that_is_slow_itself_is_the_rollouts_time() -> None:
    wanted = with_own_openings("kiosk", 2)[:1]
    with serving(script=lambda _: late(say("Hello?"), 5.0)) as server:
        agent = model_agent("openai:slow", Connection(server.base_url))
        engine = Engine(agent, Scripted(), lambda _: world("kiosk"), limits=lambda task: limits_for(task, seconds=0.5))
        with engine:
            episode, _ = engine.submit(wanted[0]).result(timeout=60)
    assert (episode.stop, episode.fault) == ("seconds", None)
