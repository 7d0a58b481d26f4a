"""Record with a model, replay without one: whole sessions over the retail suite, with and without workers."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from pytest_t2t.suite.files import read_suite, write_suite
from pytest_t2t.testing import Asked, Step, call, playing, say, serving

SUITES = Path(__file__).parents[2] / "task_suites" / "retail"
NO_SOCKETS = """
import socket

class Blocked(socket.socket):
    def __init__(self, family=-1, *args, **kwargs):
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            raise AssertionError("a socket was opened")
        super().__init__(family, *args, **kwargs)

def blocked(*args, **kwargs):
    raise AssertionError("a socket was opened")

def pytest_configure(config):
    config.before = (socket.socket, socket.create_connection, socket.getaddrinfo)
    socket.socket = Blocked
    socket.create_connection = socket.getaddrinfo = blocked

def pytest_unconfigure(config):
    socket.socket, socket.create_connection, socket.getaddrinfo = config.before
"""
"""asyncio's own pair of unix sockets is let through."""


class Moody:
    """A model that is right about plain requests; else it never answers the same way twice. Its ids are made up anew."""

    def __init__(self) -> None:
        self._random = random.Random()
        tasks = [line.task() for line in read_suite(SUITES / "general.t2t.jsonl").lines[:1]]
        self._right = {task.user.opening: playing([task]) for task in tasks}

    def __call__(self, asked: Asked) -> Step:
        if asked.opening in self._right:
            return self._right[asked.opening](asked)
        number = f"{self._random.getrandbits(48):012x}"
        if asked.messages[-1].role == "user" and self._random.random() < 0.7:
            order = {"order_id": f"#W{number[:4]}"}
            return call(("get_order", order), ("no_such_tool", {}), ids=[f"call_{number}", f"call_{number}x"])
        moods = "What is your postcode?", "I can't do that.", "It has been cancelled.", "Which order do you mean?"
        return say(f"{self._random.choice(moods)} ({number})")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all sessions: building the world takes longer than they do."""
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, worlds: Path) -> pytest.Pytester:
    """A task of each intent, for the scripted customer."""
    monkeypatch.setenv("T2T_CACHE", str(worlds))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for path in SUITES.glob("*.t2t.jsonl"):
        suite = read_suite(path)
        assert suite.header is not None
        write_suite(pytester.path / path.name, suite.header, [line.task() for line in suite.lines[:1]])
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\nfilterwarnings = error\n")
    return pytester


def session(shop: pytest.Pytester, name: str, *arguments: str) -> tuple[pytest.RunResult, dict[str, Any]]:
    result = shop.runpytest(
        "--t2t-model=openai:moody",
        "--t2t-trials=2",
        f"--t2t-store={name}",
        f"--t2t-report=json={name}.json",
        *arguments,
    )
    return result, json.loads((shop.path / f"{name}.json").read_text())


def timeless(report: dict[str, Any]) -> str:
    """All of a report but wall times and the path of the conversations."""
    rows = [{**row, "seconds": 0, "transcript": ""} for row in report["episodes"]]
    return json.dumps({**report, "episodes": rows})


def outcomes(result: pytest.RunResult) -> dict[str, int]:
    return {outcome: number for outcome, number in result.parseoutcomes().items() if outcome != "warnings"}


def conversations(shop: pytest.Pytester, name: str) -> dict[tuple[str, int], dict[str, Any]]:
    lines = (shop.path / name / "episodes.jsonl").read_text().splitlines()
    found = [json.loads(line) for line in lines]
    return {
        (one["episode"]["task"], one["episode"].get("trial", 0)): {**one, "episode": {**one["episode"], "seconds": 0}}
        for one in found
    }


@pytest.mark.parametrize(
    ("runner", "replays"),
    [(("-p", "no:xdist"), ("second", "third")), (("-n2",), ("second",))],
    ids=["no-xdist", "n2"],
)
def test_a_recorded_run_is_replayed_without_a_key_and_without_a_socket(
    shop: pytest.Pytester, runner: tuple[str, ...], replays: tuple[str, ...]
) -> None:
    with serving(script=Moody()) as server:
        recorded, first = session(shop, "first", *runner, "--t2t-cassette=record", f"--t2t-base-url={server.base_url}")
    recorded.stdout.fnmatch_lines("t2t: cassette record t2t-cassette.sqlite")
    assert len(first["episodes"]) == 8
    assert not [row for row in first["episodes"] if row["fault"]]
    assert outcomes(recorded)["passed"] >= 2
    assert outcomes(recorded)["failed"] >= 2
    assert [path.name for path in shop.path.glob("t2t-cassette*")] == ["t2t-cassette.sqlite"]
    before = (shop.path / "t2t-cassette.sqlite").read_bytes()
    shop.makeconftest(NO_SOCKETS)
    for name in replays:
        replayed, report = session(shop, name, *runner, "--t2t-cassette=replay")
        assert outcomes(replayed) == outcomes(recorded)
        assert timeless(report) == timeless(first)
        assert conversations(shop, name) == conversations(shop, "first")
    assert (shop.path / "t2t-cassette.sqlite").read_bytes() == before


def test_a_model_in_the_customers_seat_is_recorded_too(shop: pytest.Pytester) -> None:
    both = ("-p", "no:xdist", "-m", "general or changing", "--t2t-user=openai:moody")
    with serving(script=Moody()) as server:
        _, first = session(shop, "first", *both, "--t2t-cassette=record", f"--t2t-base-url={server.base_url}")
        asked = len(server.received)
    shop.makeconftest(NO_SOCKETS)
    _, second = session(shop, "second", *both, "--t2t-cassette=replay")
    assert asked > 4
    assert timeless(second) == timeless(first)
    assert conversations(shop, "second") == conversations(shop, "first")


def test_a_miss_is_an_error_that_names_the_message_that_differs(shop: pytest.Pytester) -> None:
    with serving(script=lambda asked: say("What is your postcode?")) as server:
        session(shop, "first", "--t2t-cassette=record", f"--t2t-base-url={server.base_url}", "-p", "no:xdist")
    suite = read_suite(shop.path / "general.t2t.jsonl")
    task = suite.lines[0].task()
    polite = task.user.model_copy(update={"opening": f"{task.user.opening} Thanks a lot."})
    assert suite.header is not None
    write_suite(shop.path / "general.t2t.jsonl", suite.header, [task.model_copy(update={"user": polite})])
    result, report = session(shop, "second", "--t2t-cassette=replay", "-p", "no:xdist")
    missed = [row for row in report["episodes"] if row["fault"]]
    assert [(row["task"], row["fault"]["origin"]) for row in missed] == [(task.id, "model")] * 2
    result.stdout.fnmatch_lines(
        [
            "error (model): t2t-cassette.sqlite has no recording of this request to openai:moody (trial *message 1 (user) *",
            "  - ...*",
            "  + ...* Thanks a lot.",
            "--t2t-cassette=auto adds it, record makes all anew.",
        ]
    )


def test_auto_asks_for_what_is_missing_alone(shop: pytest.Pytester) -> None:
    with serving(script=Moody()) as server:
        where = ("--t2t-cassette=auto", "--t2t-cassette-path=c.db")
        reached = ("-p", "no:xdist", *where, f"--t2t-base-url={server.base_url}")
        session(shop, "first", *reached, "-m", "general")
        number = len(server.received)
        _, again = session(shop, "second", *reached, "-m", "general")
        assert len(server.received) == number > 0
        _, report = session(shop, "third", *reached)
        assert len(server.received) > number
    general = [row for row in report["episodes"] if row["intent"] == "general"]
    assert timeless({"episodes": general}) == timeless({"episodes": again["episodes"]})
    assert (shop.path / "c.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--t2t-cassette=repaly"], "--t2t-cassette is 'repaly'; it must be one of off, record, replay, auto."),
        (
            ["--t2t-cassette=replay"],
            "there is no cassette *t2t-cassette.sqlite: record one with --t2t-cassette=record.",
        ),
    ],
)
@pytest.mark.parametrize("runner", [("-p", "no:xdist"), ("-n1",)], ids=["no-xdist", "n1"])
def test_a_wrong_mode_or_a_missing_file_is_one_message(
    shop: pytest.Pytester, runner: tuple[str, ...], arguments: list[str], said: str
) -> None:
    result = shop.runpytest(*runner, "--t2t-model=openai:moody", *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(f"*{said}")


def test_the_ini_file_names_mode_and_path_from_the_rootdir(shop: pytest.Pytester) -> None:
    shop.makeini("[pytest]\nt2t_cassette = replay\nt2t_cassette_path = recorded/mine.sqlite\n")
    result = shop.runpytest("--t2t-model=openai:moody")
    result.stderr.fnmatch_lines(f"*there is no cassette {shop.path}/recorded/mine.sqlite: *")
