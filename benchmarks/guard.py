"""Measures the guard: bad messages that it must catch, good ones that it must let pass, all generated from a seed.

seed -> moments of fresh talks -> bad messages by kind, good ones -> share caught, share of false alarms, with intervals

    python benchmarks/guard.py --seed 41 --half test

The guard was made on `--seed 7 --half tune`; "test" has other turns of phrase, tasks and customers. At first contact with
"test" (seed 41) it caught 98.74 % of the bad messages and rejected 2.90 % of the good ones. General faults that showed there
were mended; what is measured since (seed 97: 99.72 % of 10,000, 0.10 % of 1,000) is a little too good for that reading.
Both halves' phrases are by one author, in English; a rejected good message costs a model one more attempt.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.guard_bad import KINDS, Kind  # noqa: E402
from benchmarks.guard_good import Half, good  # noqa: E402
from benchmarks.guard_moments import Moment, moments  # noqa: E402
from pytest_t2t.domain.draw import Draw  # noqa: E402
from pytest_t2t.reporting.statistics import wilson  # noqa: E402
from pytest_t2t.users.guard.guard import Rejected  # noqa: E402

Make = Callable[[Moment, Draw], "str | None"]
CAUGHT, FALSE_ALARMS = 0.99, 0.01
"""What is promised."""
_TRIES = 400
"""Draws for one message of a kind that few moments can be made into."""


@dataclass
class Score:
    """How one kind of message fared."""

    n: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    domains: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """(domain, rejected) -> messages."""
    wrong: list[tuple[Moment, str, Rejected | None]] = field(default_factory=list)
    """Missed or falsely alarmed."""

    def add(self, moment: Moment, text: str, *, bad: bool) -> None:
        """Ask the guard about one message."""
        found = moment.judged(text)
        self.n += 1
        self.rejected += found is not None
        self.reasons[found.reason if found else "-"] += 1
        self.domains[moment.task.world.domain, found is not None] += 1
        if (found is None) == bad:
            self.wrong.append((moment, text, found))


def measure(
    seed: int, half: Half, families: int, n_bad: int, n_good: int, domains: Sequence[str] = ()
) -> dict[str, Score]:
    """The scores by kind; "good" is the one that must not be rejected."""
    some = moments(seed, families, domains)
    scores: dict[str, Score] = defaultdict(Score)
    for moment, text in _some(some, n_good, Draw("good", seed), lambda m, d: good(m, d, half)):
        scores["good"].add(moment, text, bad=False)
    for number, kind in enumerate(KINDS):
        share = (n_bad - caught(scores)[1]) // (len(KINDS) - number)  # what one kind lacks, the others make up for
        for moment, text in _of_kind(kind, some, share, Draw("bad", seed, kind.name), half):
            scores[kind.name].add(moment, text, bad=True)
    return scores


def _of_kind(kind: Kind, some: Sequence[Moment], share: int, draw: Draw, half: Half) -> Iterator[tuple[Moment, str]]:
    return _some(some, share, draw, lambda moment, drawn: kind.make(moment, drawn, half))


def _some(some: Sequence[Moment], share: int, draw: Draw, make: Make) -> Iterator[tuple[Moment, str]]:
    """Different messages where there are enough of them."""
    seen: set[str] = set()
    made = 0
    for turn in range(share * _TRIES):
        if made >= share:
            return
        moment = some[turn % len(some)]
        text = make(moment, draw)
        key = f"{moment.task.id} {len(moment.before)} {text}"
        if text and text.strip() != moment.said.text.strip() and key not in seen:
            seen.add(key)
            made += 1
            yield moment, text


def caught(scores: dict[str, Score]) -> tuple[int, int]:
    """(caught, made) of all bad messages."""
    bad = [score for name, score in scores.items() if name != "good"]
    return sum(one.rejected for one in bad), sum(one.n for one in bad)


def table(scores: dict[str, Score]) -> str:
    """One row a kind."""
    rows = []
    for name, score in scores.items():
        rows.append(
            [name, *_cells(score.rejected, score.n), ", ".join(f"{why} {n}" for why, n in score.reasons.most_common(4))]
        )
    rows.append(["all bad ones", *_cells(*caught(scores)), ""])
    rows += [
        row for domain in sorted({name for name, _ in scores["good"].domains}) for row in _of_domain(scores, domain)
    ]
    return tabulate(
        rows,
        headers=["messages", "n", "rejected", "95 %", "by reason (-: passed)"],
        tablefmt="github",
        disable_numparse=True,
    )


def _of_domain(scores: dict[str, Score], domain: str) -> Iterator[list[str]]:
    """The good and the bad messages of one domain."""
    bad = sum((score.domains for name, score in scores.items() if name != "good"), Counter[tuple[str, bool]]())
    for name, counts in (("good", scores["good"].domains), ("bad", bad)):
        yield [f"{domain}: {name}", *_cells(counts[domain, True], counts[domain, True] + counts[domain, False]), ""]


def _cells(rejected: int, n: int) -> list[str]:
    if not n:
        return ["0", "-", "-"]
    low, high = wilson(rejected, n)
    return [str(n), f"{100 * rejected / n:.2f} %", f"{100 * low:.2f}-{100 * high:.2f}"]


def main() -> int:
    """Run and print; 1 where the promise is not kept."""
    options = _options()
    scores = measure(options.seed, options.half, options.families, options.bad, options.good, options.domain)
    print(table(scores))
    for name, score in scores.items():
        for moment, text, found in score.wrong[: options.show]:
            print(
                f"\n{name}: {'false alarm' if found else 'missed'} {found.why if found else ''}\n  to say: {moment.said.text}\n  said:   {text!r}"
            )
            if options.talk and moment.before:
                print(f"  agent:  {moment.before[-1][1]!r}")
    right, made = caught(scores)
    false = scores["good"]
    return 0 if right >= CAUGHT * made and false.rejected <= FALSE_ALARMS * false.n else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument(
        "--domain", action="append", default=[], help="all where none is named; more than one is allowed"
    )
    parser.add_argument("--families", type=int, default=30)
    parser.add_argument("--bad", type=int, default=10_000)
    parser.add_argument("--good", type=int, default=1_000)
    parser.add_argument("--show", type=int, default=0, help="how many wrong ones of each kind are listed")
    parser.add_argument("--talk", action="store_true", help="list them with what the agent said")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
