"""How many admitted tasks synthesis makes in a CPU second: exploration, adaptation, all gates, all controls.

domain + seed -> tasks admitted, CPU milliseconds a task, tasks/s per core

    python benchmarks/synthesis.py [--domain retail] [--seed 7] [--families 60] [--runs 3] [--domains DIR]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import process_time

from pytest_t2t.cli import collect_rarely
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import Worlds
from pytest_t2t.synthesis.pipeline import Synthesis, synthesize

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
    synthesize(Worlds().get(domain, asked.seed), asked.seed + 1, WARM_UP)
    measured = []
    for _ in range(asked.runs):
        world = Worlds().get(domain, asked.seed)
        start = process_time()
        made = synthesize(world, asked.seed, asked.families)
        measured.append((process_time() - start) / _tasks(made))
        print(f"{_tasks(made)} tasks of {made.families} families: {1000 * measured[-1]:.1f} ms CPU each")
    rate = 1 / min(measured)
    print(f"best of {asked.runs}: {rate:.1f} admitted tasks/s per core (budget {TASKS_A_SECOND:.0f})")
    return 0 if rate >= TASKS_A_SECOND else 1


def _tasks(made: Synthesis) -> int:
    return sum(map(len, made.tasks.values()))


if __name__ == "__main__":
    sys.exit(main())
