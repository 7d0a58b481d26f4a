"""Verdicts: all answers together, and again from replayed calls."""

from __future__ import annotations

import pytest

from pytest_t2t.records.episode import Episode, Fault
from pytest_t2t.records.task import Forbidden, Wish
from pytest_t2t.verification.combine import first_failed, regrade, verify
from pytest_t2t.verification.protocol import CHECKS
from tests.kiosk import FIRST, SECOND, Play, cancel, event, raw, task, world


def right() -> Episode:
    return Play().agrees(cancel(FIRST)).end()


def test_passed() -> None:
    verdict = verify(task(), right(), world())
    assert (verdict.outcome, verdict.reward, verdict.failure) == ("passed", 1, "")
    assert [check.check for check in verdict.checks] == ["conduct", "state"]
    assert first_failed(verdict) is None


def test_failed_by_the_check_that_explains_most() -> None:
    verdict = verify(task(), Play().agent("", cancel(SECOND)).end(), world())
    assert (verdict.outcome, verdict.reward, verdict.failure) == ("failed", 0, "conduct")
    assert [check.check for check in verdict.checks if not check.passed] == ["conduct", "state"]


@pytest.mark.parametrize("stop", ["turns", "calls", "tool-errors", "seconds"])
def test_a_limit_is_a_failure_of_its_own(stop: str) -> None:
    verdict = verify(task(), right().model_copy(update={"stop": stop}), world())
    assert (verdict.outcome, verdict.reward, verdict.failure) == ("failed", 0, stop)


def test_a_fault_is_an_error_and_no_failure() -> None:
    broken = right().model_copy(update={"stop": "error", "fault": Fault(origin="model", message="no answer")})
    verdict = verify(task(), broken, world())
    assert (verdict.outcome, verdict.reward, verdict.checks, verdict.failure) == ("error", None, (), "model")


def test_undetermined_unless_something_else_fails() -> None:
    checked = task("infeasible", forbidden=Forbidden(wish="w1", rules=()))
    open_end = Play().agrees(cancel(FIRST)).user("?", event("undetermined", wish="w1"))
    verdict = verify(checked, open_end.end(), world())
    assert (verdict.outcome, verdict.reward) == ("undetermined", None)
    worse = verify(checked, Play().user("?", event("undetermined", wish="w1")).end(), world())
    assert (worse.outcome, worse.reward, worse.failure) == ("failed", 0, "state")


@pytest.mark.parametrize(
    ("kinds", "doubtful"),
    [([], False), (["not-understood"], False), (["not-understood"] * 2, True), (["asked-again"], True)],
)
def test_a_failure_is_doubtful_where_the_user_may_be_to_blame(kinds: list[str], doubtful: bool) -> None:
    episode = Play().user("?", *(event(kind) for kind in kinds)).end()
    assert verify(task(), episode, world()).doubtful is doubtful
    assert not verify(task(), episode.model_copy(update={"changes": raw(cancel(FIRST))}), world()).doubtful


def test_a_write_without_consent_right_after_a_yes_is_doubtful() -> None:
    wish = Wish(id="w1", tool=cancel(FIRST).tool, text="Please cancel my order.")
    wished = task().model_copy(update={"user": task().user.model_copy(update={"wishes": (wish,)})})
    unheard = verify(wished, Play().user("Yes, go ahead.").agent("", cancel(FIRST)).end(), world())
    assert (unheard.failure, unheard.doubtful) == ("conduct", True)
    unasked = verify(wished, Play().agent("", cancel(FIRST)).end(), world())
    assert (unasked.failure, unasked.doubtful) == ("conduct", False)


def test_regrading_an_honest_episode_finds_nothing() -> None:
    play = Play().agrees(cancel(FIRST)).user("Oh.", event("changed")).agrees(cancel(SECOND)).agent("", cancel(SECOND))
    episode = play.end()
    verdict, differences = regrade(task(), episode, world())
    assert differences == ()
    assert verdict == verify(task(), episode, world())


def test_regrading_finds_what_was_tampered_with() -> None:
    honest = Play().agent("", cancel(FIRST)).end()
    forged = [call.model_copy(update={"forbidden_by": ()}) for call in honest.executed]
    verdict, differences = regrade(task(), honest.model_copy(update={"executed": tuple(forged)}), world())
    assert verdict.failure == "conduct"
    assert differences == ("call 2 (cancel_order): forbidden_by was (), replayed it is ('ask-first',)",)
    verdict, differences = regrade(task(), honest.model_copy(update={"changes": ()}), world())
    assert differences[0].startswith("changes were ()")


def test_every_check_has_a_rank_of_its_own() -> None:
    checks = CHECKS.all()
    assert sorted(checks) == ["asked", "communicated", "conduct", "declined", "stale", "state"]
    assert len({check.rank for check in checks.values()}) == len(checks)
    assert all(check.name == name for name, check in checks.items())
