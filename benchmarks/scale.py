"""What a hundred times more customers cost: to build the world, to run a rollout in it, to make tasks in it.

domain + scale -> CPU seconds, milliseconds a rollout and their ratio; exit 1 where a bound is broken

    python benchmarks/scale.py --domain retail --scale 100 --families 10
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pytest_t2t.agents.reference import Reference  # noqa: E402
from pytest_t2t.domain.loader import Domains  # noqa: E402
from pytest_t2t.domain.spec import Domain  # noqa: E402
from pytest_t2t.domain.world import World, build  # noqa: E402
from pytest_t2t.records.task import Task  # noqa: E402
from pytest_t2t.rollout.loop import run  # noqa: E402
from pytest_t2t.synthesis.pipeline import synthesize  # noqa: E402
from pytest_t2t.users.scripted import Scripted  # noqa: E402
from pytest_t2t.verification.combine import verify  # noqa: E402

SLOWEST_BUILD = 60.0
DEAREST_ROLLOUT = 1.5
FEWEST_SECONDS = 3.0


def main() -> int:
    """Measure both worlds with the same number of families and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--domain", default="retail")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--families", type=int, default=10)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    domain = Domains([ROOT / "tests" / "domains", ROOT / "examples"]).get(asked.domain)
    small = _measured(domain, asked.seed, 1, asked.families)
    large = _measured(domain, asked.seed, asked.scale, asked.families)
    ratio = large[3] / small[3]
    names = ("customers", "build, CPU s", "a family, CPU ms", "a rollout, CPU ms", "the first time, CPU ms")
    print(f"{asked.domain:24}{'scale 1':>12}{f'scale {asked.scale}':>12}")
    for name, one, other in zip(names, small, large, strict=True):
        print(f"{name:24}{one:>12,.2f}{other:>12,.2f}")
    print(
        f"a rollout costs {ratio:.2f} x (at most {DEAREST_ROLLOUT}), the build {large[1]:.1f} s (at most {SLOWEST_BUILD:.0f})"
    )
    return 1 if ratio > DEAREST_ROLLOUT or large[1] > SLOWEST_BUILD else 0


def _measured(domain: Domain, seed: int, scale: int, families: int) -> tuple[float, ...]:
    """Customers, seconds of the build, milliseconds a family, a rollout, a rollout of a customer never seen before."""
    start = process_time()
    world = World(domain, seed, scale, *build(domain, seed, scale))
    built = process_time() - start
    with world.open() as env:
        customers = env.db.value(f'select count(*) from "{domain.customers}"')
    start = process_time()
    made = synthesize(world, seed, families)
    family = 1000 * (process_time() - start) / max(1, made.families)
    tasks = [task for family in zip(*made.tasks.values(), strict=False) for task in family]
    fresh = World(domain, seed, scale, world.image, world.ref.digest)
    _rollouts(tasks[:1], fresh)  # what is read once for a world
    first = _rollouts(tasks[4:], fresh)  # other families: nothing of them is remembered
    done, start = 0, process_time()
    while process_time() - start < FEWEST_SECONDS:
        _rollouts(tasks, fresh)
        done += 1
    return customers, built, family, 1000 * (process_time() - start) / (done * len(tasks)), first


def _rollouts(tasks: Sequence[Task], world: World) -> float:
    """Milliseconds a rollout of the reference, verified."""
    start = process_time()
    for task in tasks:
        verdict = verify(task, run(task, Reference(), Scripted(), world), world)
        assert verdict.outcome == "passed", task.id
    return 1000 * (process_time() - start) / len(tasks)


if __name__ == "__main__":
    raise SystemExit(main())
