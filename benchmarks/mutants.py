"""The mutation test: wrong agents of many kinds on fresh tasks, and whether verification catches each of them.

domain + seed -> tasks -> reference's episodes -> mutants (tests/mutants) -> table per kind; exit 1 for a survivor

    python benchmarks/mutants.py --domain retail --seed 4711 --families 40 --report
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from tests.mutants.stage import Result

BAD = ("survived", "beside", "fault")
"""What must not be."""


def main() -> int:
    """Run and print."""
    from pytest_t2t.domain.loader import Domains
    from pytest_t2t.domain.world import Worlds
    from tests.mutants.kinds import KINDS, results
    from tests.mutants.stage import cases

    options = _options()
    start = perf_counter()
    domain = Domains([ROOT / "tests" / "domains", ROOT / "examples"]).get(options.domain)
    kinds = [kind for kind in KINDS if options.kind in kind.name]
    found: list[Result] = []
    tasks = 0
    for seed in options.seed:
        made = cases(Worlds().get(domain, seed), seed, options.families)
        tasks += len(made)
        print(f"seed {seed}: {len(made)} tasks after {perf_counter() - start:.1f} s", file=sys.stderr)
        found += results(made, kinds)
    if options.report:
        print(table(found, [kind.name for kind in kinds]))
    counts = Counter[str](result.status for result in found)
    print(f"{len(found) - counts['void']} mutants of {tasks} tasks in {perf_counter() - start:.1f} s: {dict(counts)}")
    for result in [one for one in found if one.status in BAD][: options.show]:
        print(f"\n{result.status.upper()} {result.kind.name} ({result.note}) on {result.case.task.id}: {result.why}")
        if options.talk:
            print(_talk(result))
    return 1 if any(counts[bad] for bad in BAD) else 0


def table(found: Sequence[Result], names: Sequence[str]) -> str:
    """One row a kind."""
    rows = []
    for name in names:
        mine = [result for result in found if result.kind.name == name and result.status != "void"]
        status = Counter[str](result.status for result in mine)
        checks = Counter(check for result in mine for check in result.failing)
        due = len(mine) - status["equivalent"]
        rate = f"{100 * status['caught'] / due:.1f}%" if due else "-"
        caught_by = ", ".join(f"{check} {count}" for check, count in checks.most_common())
        rows.append(
            [
                name,
                len(mine),
                status["caught"],
                status["equivalent"],
                status["survived"],
                status["beside"] + status["fault"],
                rate,
                caught_by,
            ]
        )
    head = ["kind", "made", "caught", "equivalent", "survived", "otherwise", "rate", "failed checks"]
    return tabulate(rows, headers=head, tablefmt="github")


def _talk(result: Result) -> str:
    lines = []
    for message in result.episode.messages:
        calls = "; ".join(f"{call.tool}({call.arguments})" for call in message.calls)
        shown = message.result.error or "ok" if message.result else message.text
        lines.append(f"  {message.role:5} {shown} {calls}")
    lines += [f"  event {event.to_json()}" for event in result.episode.events]
    return "\n".join([*lines, f"  {result.verdict.to_json()}"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--domain", default="retail")
    parser.add_argument("--seed", type=int, nargs="+", default=[4711])
    parser.add_argument("--families", type=int, default=40)
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    parser.add_argument("--report", action="store_true", help="print the table per kind")
    parser.add_argument("--show", type=int, default=20, help="how many survivors are listed")
    parser.add_argument("--talk", action="store_true", help="list them with their conversations")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
