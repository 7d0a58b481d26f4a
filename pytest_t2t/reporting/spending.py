"""What a run took: tokens and cost, one line for each model that counts tokens, one for the customers it talked to.

EpisodeRow, ... -> lines of text, in which names are as they were written
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pytest_t2t.reporting.rows import EpisodeRow
from pytest_t2t.reporting.summary import Ahead


class _Bill(NamedTuple):
    """What one seat took in one episode."""

    read: int
    cached: int
    written: int
    cost: float | None


def spending(episodes: Iterable[EpisodeRow]) -> list[str]:
    """A cost that is unknown for some of the episodes is not added up as if it were 0."""
    bills: dict[str, list[_Bill]] = defaultdict(list)
    for row in episodes:
        for who, bill in _bills(row):
            if bill.read or bill.written:
                bills[who].append(bill)
    return [f"{who}: {_tokens(found)}, {_cost([bill.cost for bill in found])}." for who, found in sorted(bills.items())]


def ahead(found: Ahead) -> list[str]:
    """What rollouts took that no test asked for: the run stopped, or another worker of xdist took the test over."""
    if not found:
        return []
    head = f"{len(found.episodes)} further rollouts had run ahead of tests that did not come; they are in no row."
    rest = f" {found.cancelled} more were cancelled under way: what they took is not known." if found.cancelled else ""
    return [head + rest, *(f"ahead, {line}" for line in spending(found.episodes))]


def totals(found: Ahead) -> dict[str, float | None]:
    """The same for programs: both seats together; the cost is None where that of any part is unknown."""
    bills = [bill for row in found.episodes for _, bill in _bills(row) if bill.read or bill.written]
    costs = [bill.cost for bill in bills]
    return {
        "ended": len(found.episodes),
        "cancelled": found.cancelled,
        "input_tokens": sum(bill.read for bill in bills),
        "output_tokens": sum(bill.written for bill in bills),
        "cost_usd": None if None in costs else sum(cost or 0.0 for cost in costs),
    }


def _bills(row: EpisodeRow) -> Iterator[tuple[str, _Bill]]:
    counts, model = row["counts"], row["model"]
    read, cached, written = (counts.get(name, 0) for name in ("input_tokens", "cached_tokens", "output_tokens"))
    yield model, _Bill(read, cached, written, row["cost_usd"])
    read, written = counts.get("user_input_tokens", 0), counts.get("user_output_tokens", 0)
    yield f"{model}, its customers", _Bill(read, 0, written, row["user_cost_usd"])


def _tokens(bills: list[_Bill]) -> str:
    read, cached, written = (sum(numbers) for numbers in zip(*(bill[:3] for bill in bills), strict=True))
    cache = f" ({cached:,} of them from a cache)" if cached else ""
    return f"{read:,} tokens in{cache}, {written:,} out in {len(bills)} episode{'s' if len(bills) > 1 else ''}"


def _cost(costs: list[float | None]) -> str:
    known = [cost for cost in costs if cost is not None]
    if not known:
        return "cost unknown (no price is listed for it)"
    if len(known) < len(costs):
        return f"cost unknown ({_usd(sum(known))} for {len(known)} of the episodes)"
    return f"{_usd(sum(known))} ({_usd(sum(known) / len(known))} an episode)"


def _usd(value: float) -> str:
    return f"${value:,.2f}" if round(value, 4) >= 1 else f"${value:.4f}"
