"""The budget's decision: never more started than there is room for, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.errors import NotRun
from pytest_t2t.models import ModelReply
from pytest_t2t.models.replayed import note
from pytest_t2t.plugin import budget as budget_module
from pytest_t2t.plugin.budget import Budget
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.message import Usage


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget_module, "_LOOK", 0.0)


def episode(cost: float | None, user_cost: float | None = None) -> Episode:
    usage = Usage(input_tokens=1)
    return Episode(
        task="t",
        agent="a",
        usage=usage,
        cost_usd=cost,
        user_usage=usage if user_cost else Usage(),
        user_cost_usd=user_cost,
    )


async def run_all(budget: Budget, costs: list[float]) -> tuple[int, int]:
    """All at once; how many ran, and how many ran side by side at most."""
    flying = highest = ran = 0

    async def one(cost: float) -> None:
        nonlocal flying, highest, ran
        await budget.admit()
        flying, ran = flying + 1, ran + 1
        highest = max(highest, flying)
        await asyncio.sleep(0)
        flying -= 1
        budget.ended(episode(cost))

    done = await asyncio.wait_for(asyncio.gather(*(one(cost) for cost in costs), return_exceptions=True), 20)
    assert all(result is None or isinstance(result, NotRun) for result in done)
    return ran, highest


@given(st.integers(0, 100), st.integers(1, 30))
def test_with_equal_costs_exactly_what_fits_is_run(
    tmp_path_factory: pytest.TempPathFactory, cents: int, rollouts: int
) -> None:
    ledger = tmp_path_factory.mktemp("ledger") / "file"
    ledger.touch()
    ran, _ = asyncio.run(run_all(Budget(cents / 100 + 1e-9, ledger), [0.1] * rollouts))
    fits = cents // 10 if cents >= 10 else 1  # the first shows what one costs
    assert ran == min(rollouts, fits)


def test_the_first_goes_alone_and_then_as_many_as_there_is_room_for(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch()
    _, highest = asyncio.run(run_all(Budget(10.0, ledger), [0.1] * 20))
    assert highest == 19


def test_what_others_have_spent_counts(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch()
    mine, theirs = Budget(1.0, ledger), Budget(1.0, ledger)
    asyncio.run(run_all(theirs, [0.5, 0.5]))
    with pytest.raises(NotRun, match=r"\$1\.00 of --t2t-budget-usd=1 is spent"):
        asyncio.run(mine.admit())


def test_the_customers_model_is_paid_too(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch()
    budget = Budget(1.0, ledger)
    asyncio.run(budget.admit())
    budget.ended(episode(0.4, 0.7))
    with pytest.raises(NotRun, match=r"\$1\.10 of"):
        asyncio.run(budget.admit())


def test_a_cancelled_rollout_leaves_no_hole(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch()
    budget = Budget(1.0, ledger)
    asyncio.run(budget.admit())
    budget.ended(None)
    asyncio.run(asyncio.wait_for(budget.admit(), 5))


def test_replays_show_nothing_of_what_a_rollout_costs(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch()

    async def run() -> list[int]:
        budget, sizes = Budget(1.0, ledger), []
        for found in (
            [ModelReply(usage=Usage(input_tokens=1), cost_usd=5.0)],
            [ModelReply(usage=Usage(input_tokens=1))],
            [],
            [ModelReply(cost_usd=0.3)],
        ):
            await budget.admit()
            for reply in found:
                note(reply)
            budget.ended(episode(found[0].cost_usd if found else 0.4))
            sizes.append(ledger.stat().st_size)
        assert list(Budget(1.0, ledger)._costs()) == [0.4, 0.0]
        return sizes

    assert asyncio.run(run()) == [0, 0, 8, 16]
