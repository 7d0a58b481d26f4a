"""How the built-in agents do on a suite: the controls, each with one vice, and the reference with its manners.

tasks + agents -> share of passed tasks per agent and intent -> a table
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tabulate import tabulate

from pytest_t2t.agents.resolve import agent_for
from pytest_t2t.domain.world import World
from pytest_t2t.records.task import INTENTS, Task
from pytest_t2t.rollout.loop import run
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify

Rates = dict[str, dict[str, tuple[int, int]]]
"""agent -> intent -> (passed, tasks)"""


def rates(tasks: Iterable[Task], agents: Sequence[str], world: Callable[[Task], World]) -> Rates:
    """Run each agent on each task once. Whatever is not passed counts as not passed here, errors too."""
    made = {spec: agent_for(spec) for spec in agents}
    user = Scripted()
    passed: Counter[tuple[str, str]] = Counter()
    number: Counter[str] = Counter()
    for task in tasks:
        number[task.intent] += 1
        for spec, agent in made.items():
            here = world(task)
            passed[spec, task.intent] += verify(task, run(task, agent, user, here), here).outcome == "passed"
    return {
        spec: {intent: (passed[spec, intent], number[intent]) for intent in INTENTS if number[intent]} for spec in made
    }


def table(found: Rates, *, markdown: bool = False) -> str:
    """One row an agent, one column an intent."""
    intents = list(next(iter(found.values()), {}))
    head = ["agent", *(f"{intent} ({next(iter(found.values()))[intent][1]} tasks)" for intent in intents)]
    body = [
        [f"`{spec}`" if markdown else spec, *(_share(*row[intent]) for intent in intents)]
        for spec, row in found.items()
    ]
    align = ["left", *["right"] * len(intents)]
    return tabulate(
        body, headers=head, tablefmt="pipe" if markdown else "simple", colalign=align, disable_numparse=True
    )


def _share(passed: int, tasks: int) -> str:
    """Exact at the ends: 239 of 240 is not 100 %."""
    share = 100 * passed / tasks
    return f"{share:.0f} %" if passed in {0, tasks} else f"{min(max(share, 0.1), 99.9):.1f} %"
