"""The run store: appended, read back, and none the worse for a process that was killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_t2t.errors import UsageError
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.verdict import Verdict
from pytest_t2t.rollout.store import Store
from pytest_t2t.verification.combine import verify
from tests.kiosk import FIRST, Play, cancel, task, world


def episode(trial: int = 0) -> Episode:
    return Play().agrees(cancel(FIRST)).end().model_copy(update={"trial": trial})


VERDICT = Verdict(outcome="passed", reward=1)


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "runs")
    assert list(store.read()) == []
    written = [(episode(n), verify(task(), episode(n), world())) for n in range(3)]
    for one in written:
        store.append(*one)
    assert [(one.episode, one.verdict) for one in Store(tmp_path / "runs").read()] == written
    store.close()


def test_lines_are_only_ever_added(tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)  # two processes
    first.append(episode(0), VERDICT)
    before = first.path.read_bytes()
    second.append(episode(1), VERDICT)
    first.append(episode(2), VERDICT)
    assert first.path.read_bytes().startswith(before)
    assert [one.episode.trial for one in first.read()] == [0, 1, 2]
    first.close()
    second.close()


@pytest.mark.parametrize("cut", [1, 5, 200])
def test_a_torn_last_line_is_left_out_and_swallows_nothing(tmp_path: Path, cut: int) -> None:
    store = Store(tmp_path)
    for trial in range(2):
        store.append(episode(trial), VERDICT)
    store.close()
    store.path.write_bytes(store.path.read_bytes()[: -cut - 1])
    assert [one.episode.trial for one in store.read()] == [0]
    again = Store(tmp_path)
    again.append(episode(2), VERDICT)
    again.close()
    assert [one.episode.trial for one in again.read()] == [0, 2]


def test_a_disk_that_is_full_is_said_and_the_torn_line_swallows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.append(episode(0), VERDICT)
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, line: write(file, line[:100]))
        with pytest.raises(UsageError, match="can't be written: No space left on device"):
            store.append(episode(1), VERDICT)
    store.append(episode(2), VERDICT)
    store.close()
    assert [one.episode.trial for one in store.read()] == [0, 2]


def test_a_line_of_another_version_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append(episode(), VERDICT)
    store.close()
    with store.path.open("a") as file:
        file.write('{"episode": {"mood": "good"}, "verdict": {}}\n')
    with pytest.raises(UsageError, match=r"episodes\.jsonl:2: no episode of this version"):
        list(store.read())


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"episodes\.jsonl: can't be written: "):
        Store(tmp_path / "file" / "runs").append(episode(), VERDICT)
