"""How many reference rollouts one process does in a second: user simulation, tools and verification, no pytest.

suite file -> rollouts/s, CPU milliseconds a rollout

    python benchmarks/rollouts.py task_suites/retail/general.t2t.jsonl [more files] [--seconds 10] [--domains DIR]
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

from pytest_t2t.agents.reference import Reference
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.task import Task
from pytest_t2t.rollout.loop import run
from pytest_t2t.suite.files import read_tasks
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify


def main() -> None:
    """Run all tasks once to warm up, then again and again for some seconds."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--domains", type=Path, action="append", default=[])
    asked = options.parse_args()
    domains, worlds = Domains(asked.domains), Worlds()
    tasks = [task for file in asked.files for task in read_tasks(file)]
    places = [worlds.get(domains.get(task.world.domain), task.world.seed, task.world.scale) for task in tasks]
    pairs = list(zip(tasks, places, strict=True))
    cpu = process_time()
    outcomes = Counter(once(task, world) for task, world in pairs)
    first = 1000 * (process_time() - cpu) / len(tasks)
    print(f"{len(tasks)} tasks, {dict(outcomes)}; the first time, nothing remembered: {first:.2f} ms CPU each")
    done, start, cpu = 0, perf_counter(), process_time()
    for task, world in cycle(pairs):
        once(task, world)
        done += 1
        if perf_counter() - start > asked.seconds:
            break
    wall, used = perf_counter() - start, process_time() - cpu
    print(f"{done} rollouts in {wall:.1f} s: {done / wall:.0f} rollouts/s, {1000 * used / done:.2f} ms CPU each")


def once(task: Task, world: World) -> str:
    """One rollout of the reference, verified."""
    return verify(task, run(task, Reference(), Scripted(), world), world).outcome


if __name__ == "__main__":
    main()
