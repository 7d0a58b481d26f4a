"""All checks' answers as one verdict, and the verdict again from replayed calls.

(Task, Episode, World) -> Verdict
"""

from __future__ import annotations

import re
from functools import cache

from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode, Event, Executed
from pytest_t2t.records.message import ToolCall
from pytest_t2t.records.task import Task
from pytest_t2t.records.verdict import CheckResult, Verdict
from pytest_t2t.verification.protocol import CHECKS, Check

LIMITS = ("turns", "calls", "tool-errors", "length", "seconds")
"""Ends of an episode that are failures of their own."""

_YES = re.compile(r"\W*(?:yes|exactly|sure|of course)\b", re.IGNORECASE)


def verify(task: Task, episode: Episode, world: World) -> Verdict:
    """Ask all checks that apply. An episode with a fault is an error: no check is asked."""
    if episode.fault is not None:
        return Verdict(outcome="error", reward=None, failure=episode.fault.origin)
    asked = [check for check in _ranked() if check.applies(task)]
    answers = [(check, check(task, episode, world)) for check in asked]
    results = tuple(answer for _, answer in answers)
    wrong = [answer for check, answer in answers if check.required and not answer.passed and not answer.undetermined]
    if episode.stop in LIMITS or wrong:
        failure = episode.stop if episode.stop in LIMITS else wrong[0].check
        doubtful = _doubtful(episode) or (failure == "conduct" and _felt_agreed(task, episode))
        return Verdict(outcome="failed", reward=0, checks=results, doubtful=doubtful, failure=failure)
    if any(check.required and answer.undetermined for check, answer in answers):
        return Verdict(outcome="undetermined", reward=None, checks=results, failure="undetermined")
    return Verdict(outcome="passed", reward=1, checks=results)


def regrade(task: Task, episode: Episode, world: World) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on the calls replayed in a fresh environment, and each difference from what the episode says."""
    again, differences = _replayed(episode, world)
    return verify(task, again, world), differences


@cache
def _ranked() -> tuple[Check, ...]:
    return tuple(sorted(CHECKS.all().values(), key=lambda check: check.rank))


def _doubtful(episode: Episode) -> bool:
    kinds = [event.kind for event in episode.events]
    return kinds.count("not-understood") >= 2 or "asked-again" in kinds


def _felt_agreed(task: Task, episode: Episode) -> bool:
    """Whether a wished write broke a rule right after a user's yes, which was no recorded consent to this write."""
    wished = {wish.tool for wish in task.user.wishes}
    for call in episode.executed:
        if call.ok and call.forbidden_by and call.tool in wished:
            said = [message.text for message in episode.messages[: call.at] if message.role == "user"]
            return bool(said) and _YES.match(said[-1]) is not None and not _agreed(episode, call)
    return False


def _agreed(episode: Episode, call: Executed) -> bool:
    """Whether the user's last yes that is recorded was one to this write, as far as it named its values."""
    heard = [event for event in episode.events if event.at <= call.at]
    changed = max((event.at for event in heard if event.kind == "changed"), default=-1)
    return any(
        event.kind == "affirmed"
        and event.at > changed
        and event.tool == call.tool
        and all(call.arguments.get(name) == value for name, value in event.named.items())
        for event in heard
    )


def _replayed(episode: Episode, world: World) -> tuple[Episode, tuple[str, ...]]:
    calls = [call for message in episode.messages for call in message.calls]
    events = list(episode.events)
    executed: list[Executed] = []
    at_change = None
    with world.open() as environment:

        def hear(until: int | None) -> None:
            nonlocal at_change
            while events and (until is None or events[0].at <= until):
                event: Event = events.pop(0)
                if event.kind == "changed":
                    at_change = environment.changes()
                environment.talk.hear(event)

        for number, old in enumerate(episode.executed):
            hear(old.at)
            call = calls[number] if number < len(calls) else ToolCall(id="", tool=old.tool, arguments=old.arguments)
            executed.append(environment.answer(call, old.at))
        hear(None)
        changes = environment.changes()
    again = episode.model_copy(update={"executed": tuple(executed), "changes": changes, "changes_at_change": at_change})
    return again, tuple(_differences(episode, again))


def _differences(old: Episode, new: Episode) -> list[str]:
    found = [
        f"call {number} ({was.tool}): {field} was {getattr(was, field)!r}, replayed it is {getattr(now, field)!r}"
        for number, (was, now) in enumerate(zip(old.executed, new.executed, strict=True), 1)
        if was != now
        for field in Executed.model_fields
        if getattr(was, field) != getattr(now, field)
    ]
    calls = sum(len(message.calls) for message in old.messages)
    if calls != len(old.executed) and old.stop not in LIMITS:
        found.append(f"{calls} calls were made, {len(old.executed)} are recorded")
    if old.changes != new.changes:
        found.append(f"changes were {old.changes!r}, replayed they are {new.changes!r}")
    if old.changes_at_change != new.changes_at_change:
        found.append(f"changes at the change were {old.changes_at_change!r}, replayed {new.changes_at_change!r}")
    return found


def first_failed(verdict: Verdict) -> CheckResult | None:
    """The check that explains a failure; None where none failed."""
    return next((check for check in verdict.checks if not check.passed), None)
