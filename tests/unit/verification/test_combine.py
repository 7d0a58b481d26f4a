"""Verdicts: all answers together, and again from replayed calls."""

from __future__ import annotations

import pytest

from pytest_t2t.records.episode import Episode, Fault
from pytest_t2t.records.task import Cell, Forbidden, Planned, Wish
from pytest_t2t.verification.combine import first_failed, regrade, verify
from pytest_t2t.verification.protocol import CHECKS
from tests.kiosk import FIRST, SECOND, Play, call, cancel, event, raw, task, world


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


@pytest.mark.parametrize("stop", ["turns", "calls", "tool-errors", "length", "seconds"])
def test_a_limit_is_a_failure_of_its_own(stop: str) -> None:
    verdict = verify(task(), right().model_copy(update={"stop": stop}), world())
    assert (verdict.outcome, verdict.reward, verdict.failure) == ("failed", 0, stop)


def test_a_fault_is_an_error_and_no_failure() -> None:
    broken = right().model_copy(update={"stop": "error", "fault": Fault(origin="model", message="no answer")})
    verdict = verify(task(), broken, world())
    assert (verdict.outcome, verdict.reward, verdict.checks, verdict.failure) == ("error", None, (), "model")


FORBIDDEN = Forbidden(wish="w1", rules=())
OPEN_END = event("undetermined", wish="w1")
FALLBACK = {"wishes": (Wish(id="w2", tool="cancel_order", text="Then cancel it.", slots={}, starts="refusal"),)}


def test_undetermined_unless_something_else_fails() -> None:
    checked = task("infeasible", forbidden=FORBIDDEN)
    verdict = verify(checked, Play().agrees(cancel(FIRST)).user("?", OPEN_END).end(), world())
    assert (verdict.outcome, verdict.reward) == ("undetermined", None)
    worse = verify(checked, Play().user("?", OPEN_END).end(), world())
    assert (worse.outcome, worse.reward, worse.failure) == ("failed", 0, "state"), "it was wished from the start"


SHOWN = Cell(table="orders", key=(FIRST,), column="status")
DECIDED = Forbidden(wish="w1", rules=(), evidence=(SHOWN,))


def looked() -> Play:
    return Play().agent("", call("get_order", order_id=FIRST))


def test_what_was_never_wished_for_is_not_missed() -> None:
    """The later wish begins once the first was answered; whether it was answered is what can't be told."""
    checked = task("infeasible", forbidden=DECIDED, user=FALLBACK)
    verdict = verify(checked, looked().user("?", OPEN_END).end(), world())
    assert (verdict.outcome, verdict.reward, verdict.failure) == ("undetermined", None, "undetermined")
    begun = looked().user("Then cancel it.", event("later-wish", wish="w2")).user("?", OPEN_END)
    assert verify(checked, begun.end(), world()).failure == "state"
    refused = looked().user("OK.", event("refused", wish="w1"))
    assert verify(checked, refused.end(), world()).failure == "state"
    strange = verify(checked, looked().agrees(cancel(SECOND)).user("?", OPEN_END).end(), world())
    assert (strange.outcome, strange.failure) == ("failed", "state"), "what nobody wished for is there"
    rude = verify(checked, looked().agent("", cancel(FIRST)).user("?", OPEN_END).end(), world())
    assert (rude.outcome, rude.failure) == ("failed", "conduct")


def test_who_looks_at_nothing_fails_where_there_is_nothing_to_look_at() -> None:
    """Without evidence the later part alone tells an agent that works from one that says nothing of use."""
    checked = task("infeasible", forbidden=FORBIDDEN, user=FALLBACK)
    assert verify(checked, Play().user("?", OPEN_END).end(), world()).outcome == "failed"


def test_what_was_wished_before_is_missed() -> None:
    plan = {"writes": (Planned(call=cancel(FIRST), propose="cancel it", done="I have cancelled it."),)}
    checked = task("infeasible", forbidden=FORBIDDEN, user=FALLBACK, plan=plan)
    assert verify(checked, Play().user("?", OPEN_END).end(), world()).failure == "state"


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
