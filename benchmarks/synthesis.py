"""How many certified tasks a second one core makes, with all gates and controls.

domain, seed, number of families -> tasks, CPU milliseconds a task, tasks a second
"""

from __future__ import annotations

import argparse
from time import process_time

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import Worlds
from pytest_t2t.synthesis.pipeline import synthesize


def main() -> None:
    """Warm up, make families, print."""
    asked = _options()
    world = Worlds().get(Domains().get(asked.domain), asked.seed)
    synthesize(world, asked.seed + 1, 3)
    start = process_time()
    made = synthesize(world, asked.seed, asked.families)
    seconds = process_time() - start
    tasks = sum(map(len, made.tasks.values()))
    print(f"{made.families} families, {tasks} certified tasks in {seconds:.1f} CPU s")
    print(f"{1000 * seconds / tasks:.1f} ms CPU a task, {tasks / seconds:.1f} tasks/s and core")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--domain", default="retail")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--families", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    main()
