"""How many admitted tasks synthesis makes in a CPU second: exploration, adaptation, all gates, all controls.

domain + seed -> tasks admitted, CPU milliseconds a task and where they went, tasks/s per core

Machines differ, and one differs from minute to minute: beside each run stands what a plain loop takes meanwhile. So do
builds of Python: run it with several.

    python benchmarks/synthesis.py [--domain retail] [--seed 7] [--families 60] [--runs 3] [--domains DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from time import process_time
from typing import Any

from tabulate import tabulate

from pytest_t2t.cli import collect_rarely
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import Worlds
from pytest_t2t.synthesis import certify, pipeline
from pytest_t2t.synthesis.adaptations import infeasible
from pytest_t2t.synthesis.pipeline import Synthesis, adaptations

TASKS_A_SECOND = 40.0
WARM_UP = 3
"""Families made of another seed first: imports, compiled patterns, prepared statements."""


def main() -> int:
    """Measure; the exit code says whether the budget is kept. Each run has a fresh world: nothing is remembered."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--domain", default="retail")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--families", type=int, default=60)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--domains", type=Path, action="append", default=[])
    asked = options.parse_args()
    collect_rarely()
    domain = Domains(asked.domains).get(asked.domain)
    pipeline.synthesize(Worlds().get(domain, asked.seed), asked.seed + 1, WARM_UP)
    watch = _watched()
    measured = []
    tasks = 0
    for _ in range(asked.runs):
        world = Worlds().get(domain, asked.seed)
        before, start = _pace(), process_time()
        made = pipeline.synthesize(world, asked.seed, asked.families)
        measured.append((process_time() - start) / _tasks(made))
        tasks += _tasks(made)
        each, pace = 1000 * measured[-1], (before + _pace()) / 2
        print(
            f"{_tasks(made)} tasks of {made.families} families: {each:.1f} ms CPU each (loop: {pace:.0f} ms a million)"
        )
    spent = [(stage, 1000 * seconds / tasks) for stage, seconds in watch.spent.items()]
    spent.sort(key=lambda row: -row[1])
    print(tabulate(spent, headers=("stage", "ms CPU a task"), floatfmt=".1f"))
    rate = 1 / min(measured)
    print(f"best of {asked.runs}: {rate:.1f} admitted tasks/s per core (budget {TASKS_A_SECOND:.0f})")
    return 0 if rate >= TASKS_A_SECOND else 1


class Stopwatch:
    """CPU seconds by stage, each without the stages within it."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def watch(self, holder: object, name: str, stage: str) -> None:
        """From now on, time what `holder` knows by this name."""
        watched = getattr(holder, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            start = process_time()
            self._within.append(0.0)
            try:
                return watched(*arguments, **named)
            finally:
                took = process_time() - start
                self.spent[stage] += took - self._within.pop()
                if self._within:
                    self._within[-1] += took

        setattr(holder, name, timed)


def _watched() -> Stopwatch:
    watch = Stopwatch()
    watch.watch(pipeline, "synthesize", "pick, execute, the rest")
    watch.watch(pipeline, "explore", "explore")
    watch.watch(pipeline, "prove", "prove, apart from the gates")
    watch.watch(infeasible, "search", "search for detours")
    watch.watch(certify, "search", "search for detours")
    watch.watch(certify, "rollout", "gates: rollouts")
    watch.watch(certify, "verify", "gates: checks")
    for intent, adaptation in adaptations().items():
        watch.watch(adaptation, "adapt", f"adapt and word: {intent}")
    return watch


def _pace() -> float:
    """CPU milliseconds that a million turns of a plain loop take."""
    start, total = process_time(), 0
    for number in range(1_000_000):
        total += number * number
    return 1000 * (process_time() - start)


def _tasks(made: Synthesis) -> int:
    return sum(map(len, made.tasks.values()))


if __name__ == "__main__":
    sys.exit(main())
