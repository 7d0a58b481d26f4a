"""How long pytest takes to collect a suite of 10,000 tasks, and how much memory it needs for it.

committed suite (else fresh tasks), each task many times under new ids -> one file -> `pytest --collect-only -q`
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

from pytest_t2t.records.task import Task
from pytest_t2t.suite.files import Header, read_header, read_tasks, write_suite

ROOT = Path(__file__).parents[1]
SECONDS, MEGABYTES = 5.0, 300


def main() -> int:
    """Measure; the exit code says whether the budget is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--suites", type=Path, default=ROOT / "task_suites")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.t2t.jsonl"
        header, tasks = _material(options.suites, Path(folder))
        write_suite(path, header, islice(_again(tasks), options.tasks))
        print(f"{options.tasks} tasks, {path.stat().st_size / options.tasks / 1000:.1f} kB each")
        measured = [_collect(path, options.tasks) for _ in range(options.runs)]
    seconds, megabytes = min(one[0] for one in measured), max(one[1] for one in measured)
    print(f"best of {options.runs}: {seconds:.2f} s wall (budget {SECONDS}), {megabytes:.0f} MB (budget {MEGABYTES})")
    return 0 if seconds <= SECONDS and megabytes < MEGABYTES else 1


def _material(suites: Path, folder: Path) -> tuple[Header, list[Task]]:
    paths = sorted(suites.rglob("*.t2t.jsonl"))
    if not paths:
        command = [
            sys.executable,
            "-m",
            "pytest_t2t.cli",
            "synthesize",
            "retail",
            "--seed=1",
            "--families=20",
            f"--out={folder}/few",
        ]
        subprocess.run(command, check=True)
        paths = sorted((folder / "few").glob("*.t2t.jsonl"))
    header = read_header(paths[0])
    assert header is not None
    return header, [task for path in paths for task in read_tasks(path)]


def _again(tasks: list[Task]) -> Iterator[Task]:
    for number, task in zip(count(), cycle(tasks)):
        yield task.model_copy(update={"id": f"{task.id}-{number:05}"})


def _collect(path: Path, tasks: int) -> tuple[float, float]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=path.parent)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, output[-2000:]
    assert f"{tasks} tests collected" in output, output[-300:]
    megabytes = usage.ru_maxrss / (1 if sys.platform == "linux" else 1000) / 1000
    print(f"  {seconds:.2f} s wall, {usage.ru_utime + usage.ru_stime:.2f} s CPU, {megabytes:.0f} MB")
    return seconds, megabytes


if __name__ == "__main__":
    sys.exit(main())
