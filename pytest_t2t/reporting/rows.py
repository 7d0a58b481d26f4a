"""An episode as one row of plain JSON: what travels from a worker to the report.

(Task, Episode, Verdict) -> EpisodeRow
"""

from __future__ import annotations

from collections import Counter
from typing import Any, TypedDict

from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import Verdict


class EpisodeRow(TypedDict):
    """One trial of one task. Plain values only: it survives JSON and a killed worker."""

    task: str
    trial: int
    model: str
    """As named on the command line."""
    domain: str
    intent: str
    kind: str
    family: str
    suite: str
    """The suite file, as in the node id."""
    verdict: dict[str, Any]
    """outcome, reward, checks (check, passed, why, diff, undetermined), doubtful, failure."""
    reward: int | None
    counts: dict[str, int]
    stop: str
    fault: dict[str, str] | None
    """origin and message of an error."""
    cost_usd: float | None
    user_cost_usd: float | None
    """Of a model in the user's seat; not in `cost_usd`."""
    rejected: dict[str, int]
    """Why the guard kept messages of that model from the agent -> how often."""
    seconds: float
    transcript: str | None
    """Where the conversation was written, if it was."""


def row(
    task: Task, episode: Episode, verdict: Verdict, *, model: str, suite: str, transcript: str | None = None
) -> EpisodeRow:
    """The row of one episode."""
    return EpisodeRow(
        task=task.id,
        trial=episode.trial,
        model=model,
        domain=task.world.domain,
        intent=task.intent,
        kind=task.kind,
        family=task.family,
        suite=suite,
        verdict=verdict.model_dump(mode="json"),
        reward=verdict.reward,
        counts=_counts(episode),
        stop=episode.stop,
        fault=episode.fault.model_dump(mode="json") if episode.fault else None,
        cost_usd=episode.cost_usd,
        user_cost_usd=episode.user_cost_usd,
        rejected=dict(sorted(Counter(one.reason for one in episode.rejected).items())),
        seconds=round(episode.seconds, 3),
        transcript=transcript,
    )


def reason(found: EpisodeRow) -> str:
    """Why it did not pass, in one line: the failure class and the failed check's words, or the error's."""
    if found["fault"]:
        return f"{found['fault']['origin']} error: {found['fault']['message']}"
    verdict = found["verdict"]
    wrong = [check for check in verdict["checks"] if not check["passed"]]
    first = next((check for check in wrong if check["check"] == verdict["failure"]), wrong[0] if wrong else None)
    if not verdict["failure"] and first is None:
        return ""
    words = f"{first['check']}: {first['why']}" if first else f"the episode ended by {found['stop']}"
    return words if first and verdict["failure"] in {"", first["check"]} else f"{verdict['failure']}: {words}"


def _counts(episode: Episode) -> dict[str, int]:
    executed = episode.executed
    return {
        "user_messages": sum(message.role == "user" for message in episode.messages),
        "agent_messages": sum(message.role == "agent" for message in episode.messages),
        "tool_calls": sum(len(message.calls) for message in episode.messages),
        "tool_errors": sum(not call.ok for call in executed),
        "writes": sum(call.writes and call.ok for call in executed),
        "forbidden_writes": sum(call.writes and call.ok and bool(call.forbidden_by) for call in executed),
        "not_understood": sum(event.kind == "not-understood" for event in episode.events),
        "user_input_tokens": episode.user_usage.input_tokens,
        "user_output_tokens": episode.user_usage.output_tokens,
        "input_tokens": episode.usage.input_tokens,
        "output_tokens": episode.usage.output_tokens,
        "cached_tokens": episode.usage.cached_tokens,
        "cache_write_tokens": episode.usage.cache_write_tokens,
    }
