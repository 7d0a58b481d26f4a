"""What a run took: tokens and cost, one line for each model that counts tokens.

EpisodeRow, ... -> lines of text, in which names are as they were written
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pytest_t2t.reporting.rows import EpisodeRow


def spending(episodes: Iterable[EpisodeRow]) -> list[str]:
    """One line a model; a cost that is unknown for some of its episodes is not added up as if it were 0."""
    by_model: dict[str, list[EpisodeRow]] = defaultdict(list)
    for row in episodes:
        if row["counts"].get("input_tokens") or row["counts"].get("output_tokens"):
            by_model[row["model"]].append(row)
    return [f"{model}: {_tokens(rows)}, {_cost(rows)}." for model, rows in by_model.items()]


def _tokens(rows: Sequence[EpisodeRow]) -> str:
    read, cached, written = (
        sum(row["counts"].get(name, 0) for row in rows) for name in ("input_tokens", "cached_tokens", "output_tokens")
    )
    cache = f" ({cached:,} of them from a cache)" if cached else ""
    return f"{read:,} tokens in{cache}, {written:,} out in {len(rows)} episode{'s' if len(rows) > 1 else ''}"


def _cost(rows: Sequence[EpisodeRow]) -> str:
    known = [row["cost_usd"] for row in rows if row["cost_usd"] is not None]
    if not known:
        return "cost unknown (no price is listed for it)"
    if len(known) < len(rows):
        return f"cost unknown ({_usd(sum(known))} for {len(known)} of the episodes)"
    return f"{_usd(sum(known))} ({_usd(sum(known) / len(known))} an episode)"


def _usd(value: float) -> str:
    return f"${value:,.2f}" if round(value, 4) >= 1 else f"${value:.4f}"
