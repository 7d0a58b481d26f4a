"""Each control has its vice where the vice matters, and is the reference everywhere else."""

from __future__ import annotations

import pytest

from pytest_t2t.agents.reference import CONTROLS, Control, Reference
from tests.unit.agents.plans import AMBIGUOUS, CHANGING, FALLBACK, GENERAL, INFEASIBLE, PARTLY, PLANS, calls, run, texts

AUTH = "find_customer ada@example.com"
READS = ["get_order W1", "get_order W2"]
USER = ["Hi", "ada@example.com", "Yes", "Yes", "Yes", "Yes"]

_VICE = {
    "never-asks": {"ambiguous"},
    "ignores-changes": {"changing"},
    "always-complies": {"infeasible", "infeasible, partly", "infeasible, fallback"},
}


@pytest.mark.parametrize("control", sorted(_VICE))
@pytest.mark.parametrize("plan", sorted(PLANS))
def test_its_vice_shows_where_it_matters_and_nowhere_else(control: str, plan: str) -> None:
    same = calls(run(Control(control), PLANS[plan], USER)) == calls(run(Reference(), PLANS[plan], USER))
    assert same is (plan not in _VICE[control])


@pytest.mark.parametrize(
    ("control", "plan"), [(c, p) for c in sorted(_VICE) for p in sorted(PLANS) if p not in _VICE[c]]
)
def test_where_its_vice_does_not_matter_it_says_what_the_reference_says(control: str, plan: str) -> None:
    assert texts(run(Control(control), PLANS[plan], USER)) == texts(run(Reference(), PLANS[plan], USER))


def test_never_asks_takes_a_wrong_reading_and_has_it_confirmed_without_values() -> None:
    moves = run(Control("never-asks"), AMBIGUOUS, ["Cancel it.", "ada@example.com", "Which one?", "Hm"])
    assert calls(moves) == [AUTH, *READS, "cancel_order W2"]
    _, blank, report, *_ = texts(moves)
    assert "W" not in blank
    assert AMBIGUOUS.doubt
    assert AMBIGUOUS.doubt.wrong[0].done in report


def test_ignores_changes_writes_the_first_goal() -> None:
    moves = run(Control("ignores-changes"), CHANGING, ["Hi", "ada@example.com", "Wait, no, the desk instead.", "Hm"])
    assert calls(moves) == [AUTH, *READS, "cancel_order W1"]
    assert CHANGING.first[0].done in texts(moves)[-2]


def test_always_complies_claims_what_was_refused() -> None:
    moves = run(Control("always-complies"), PARTLY, [*USER[:3], "yes or no?"], refuses=frozenset({"return_order"}))
    assert calls(moves) == [AUTH, *READS, "get_order W3", "cancel_order W1", "return_order W3"]
    assert PARTLY.refusal
    for text in texts(moves)[2:]:
        assert PARTLY.refusal.done in text
        assert PARTLY.refusal.reason not in text


def test_always_complies_never_refuses_even_where_a_fallback_waits() -> None:
    assert FALLBACK.refusal
    said = texts(run(Control("always-complies"), FALLBACK, ["Hi", "me", *["Hm"] * 8]))
    assert not any(FALLBACK.refusal.reason in text for text in said)


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_always_declines_authenticates_only(plan: str) -> None:
    assert calls(run(Control("always-declines"), PLANS[plan], USER)) == [AUTH]


def test_always_declines_refuses_the_forbidden_wish_by_name() -> None:
    assert "return order #W3" in texts(run(Control("always-declines"), INFEASIBLE, USER))[1]


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_always_escalates_escalates_once(plan: str) -> None:
    assert calls(run(Control("always-escalates"), PLANS[plan], USER)) == [AUTH, "escalate help"]


def test_always_escalates_without_a_tool_for_it() -> None:
    assert calls(run(Control("always-escalates"), GENERAL.model_copy(update={"escalate": None}), USER)) == [AUTH]


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_silent_calls_nothing(plan: str) -> None:
    moves = run(Control("silent"), PLANS[plan], USER)
    assert not calls(moves)
    assert all(len(text) < 20 for text in texts(moves))


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_meddles_is_the_reference_with_one_more_write(plan: str) -> None:
    user = ["Hi", "me", "exchange, no", *["Yes"] * 5] if plan == "changing" else USER
    meddled = calls(run(Control("meddles"), PLANS[plan], user))
    assert meddled.count("cancel_order W9") == 1
    assert [call for call in meddled if call != "cancel_order W9"] == calls(run(Reference(), PLANS[plan], user))


def test_meddles_before_the_report() -> None:
    moves = run(Control("meddles"), GENERAL, USER[:3])
    assert calls(moves)[-1] == "cancel_order W9"
    assert GENERAL.writes[0].done in moves[-1].text


def test_without_anything_to_meddle_with_it_is_the_reference() -> None:
    plan = GENERAL.model_copy(update={"meddle": None})
    assert calls(run(Control("meddles"), plan, USER)) == calls(run(Reference(), plan, USER))


def test_the_shelf_is_complete() -> None:
    vices = "never-asks ignores-changes always-complies always-declines always-escalates silent meddles"
    assert set(CONTROLS.names()) == set(vices.split())
