"""The mutation test: wrong agents on fresh tasks, every one of which verification has to catch.

tests/mutants makes them, benchmarks/mutants.py prints the table; here: none survives, and each fails by the right check
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import Worlds
from pytest_t2t.verification.combine import regrade
from tests.mutants.kinds import KINDS, results
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Result, cases, play, tampered

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TEST_DOMAINS = Path(__file__).resolve().parents[1] / "domains"


def fresh(domain: str, seed: int, families: int) -> list[Case]:
    return cases(Worlds().get(Domains([TEST_DOMAINS, EXAMPLES]).get(domain), seed), seed, families)


def judged(some: Sequence[Case], kinds: Sequence[Kind] = KINDS) -> list[Result]:
    return [result for result in results(some, kinds) if result.status != "void"]


def bad(found: Sequence[Result]) -> list[str]:
    return [
        f"{one.status}: {one.kind.name} ({one.note}) on {one.case.task.id}: {one.why}"
        for one in found
        if one.status not in {"caught", "equivalent"}
    ]


@pytest.fixture(scope="module")
def few() -> list[Case]:
    return fresh("retail", 5021, 3)


@pytest.fixture(scope="module")
def few_results(few: list[Case]) -> list[Result]:
    return judged(few)


def test_none_survives(few_results: list[Result]) -> None:
    assert bad(few_results) == []


def test_many_of_many_kinds(few_results: list[Result]) -> None:
    caught = Counter(result.kind.name for result in few_results if result.status == "caught")
    assert sum(caught.values()) >= 150
    assert len(caught) >= 22


def test_every_check_catches_some(few_results: list[Result]) -> None:
    failing = Counter(check for result in few_results for check in result.failing)
    assert failing.keys() == {"state", "conduct", "asked", "stale", "communicated", "declined"}


def test_replayed_calls_give_the_same_verdict(few_results: list[Result]) -> None:
    for result in few_results[::9]:
        verdict, differences = regrade(result.case.task, result.episode, result.case.world)
        assert not differences
        assert verdict == result.verdict


def test_a_hand_that_changes_nothing_makes_no_mutant(few: list[Case]) -> None:
    nothing = Kind("nothing", "", lambda case: iter(()), ())
    for case in few:
        for start in (Likewise, tampered(lambda: lambda reply: [reply])):
            assert play(case, nothing, Mutant("nothing", start)).status == "void"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("domain", "seeds", "families"),
    [
        ("retail", (6301, 6302), 16),
        ("airline", (6304,), 12),
        ("banking", (6305,), 12),
        ("kiosk", (6303,), 12),
        ("library_desk", (6306,), 12),
    ],
)
def test_a_thousand(domain: str, seeds: tuple[int, ...], families: int) -> None:
    found = [result for seed in seeds for result in judged(fresh(domain, seed, families))]
    assert bad(found) == []
    assert len(found) >= 1000 * len(seeds)
    if domain == "retail":
        caught = {result.kind.name for result in found if result.status == "caught"}
        assert {kind.name for kind in KINDS} - caught <= RARE


RARE = {"escalate twice", "one step too few", "first goal once more"}
"""Kinds that a seed may lack: few tasks let anybody escalate; few domains authenticate in two steps; most tools refuse to
do what is done already."""
