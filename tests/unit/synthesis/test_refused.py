"""Forbidden wishes are spread over the rules: those that have none yet and few customers offer come first."""

from __future__ import annotations

from pytest_t2t.domain.rule import Rule
from pytest_t2t.exploration.protocol import Candidate, Exploration
from pytest_t2t.records.trajectory import Call
from pytest_t2t.synthesis.refused import Refused


def rule(name: str, *, hard: bool = False) -> Rule:
    return Rule(name, lambda _db, _args, _talk: True, (), hard)


COMMON, RARE, HARD = rule("common"), rule("rare"), rule("hard", hard=True)


def exploration(*forbidden: tuple[str, ...]) -> Exploration:
    candidates = [Candidate(Call(tool="t", arguments={}), accepted=True, forbidden_by=one) for one in forbidden]
    return Exploration("customer", {}, tuple(candidates), ())


def order(refused: Refused) -> list[str]:
    return [one.id for one in sorted((COMMON, HARD, RARE), key=refused.rarity)]


def test_what_few_offer_comes_first_and_what_the_tools_enforce_last() -> None:
    refused = Refused()
    refused.see(exploration(("common",), ("rare",), ("common",)))
    refused.see(exploration(("common",), ("rare", "common")))
    assert order(refused) == ["rare", "common", "hard"]


def test_what_was_fulfilled_in_another_way_waits() -> None:
    refused = Refused()
    refused.add_detour(("common",))
    assert order(refused) == ["rare", "common", "hard"]


def test_what_has_a_task_waits() -> None:
    refused = Refused()
    refused.see(exploration(("common",)))
    refused.add(("rare",))
    assert order(refused) == ["common", "hard", "rare"]
