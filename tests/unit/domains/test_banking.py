"""The bank keeps its promises: exact money, shared accounts, two steps of authentication, what can be taken back."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.ownership import own_rows
from pytest_t2t.domain.rule import Consent, Talk
from pytest_t2t.domain.tool import ToolError
from pytest_t2t.domain.world import World, build
from pytest_t2t.exploration.walk import binder, explore, trusted
from pytest_t2t.records.trajectory import Call
from pytest_t2t.reporting.agents_table import rates
from pytest_t2t.synthesis import reversal
from pytest_t2t.synthesis.pipeline import synthesize
from pytest_t2t.synthesis.refused import Refused
from pytest_t2t.synthesis.scene import Scene

FOLDER = Path(__file__).parents[3] / "domains" / "banking"
DOMAIN = load(FOLDER)
WORLD = World(DOMAIN, 1, 1, *build(DOMAIN, 1, 1))
RATES = {"USD": 1_000_000, "EUR": 1_084_500, "GBP": 1_268_300}


def call(env: Environment, name: str, **args: Any) -> Any:
    tool = DOMAIN.tools[name]
    return tool.call(env.db, tool.validate(args))


def one(env: Environment, sql: str, *values: Any) -> dict[str, Any]:
    found = env.db.row(sql, *values)
    assert found is not None, sql
    return found


def forbidding(env: Environment, name: str, talk: Talk, **args: Any) -> set[str]:
    env.talk = talk
    return set(env.forbidden_by(name, DOMAIN.tools[name].validate(args)))


# --------------------------------------------------------------------------------------------------------- the seed
def test_the_world_has_what_the_rules_speak_of() -> None:
    with WORLD.open() as env:
        assert env.db.value("select count(*) from customers") == 500
        assert env.db.value("select count(*) from accounts") >= 1000
        assert env.db.value("select count(*) from accounts where signing = 'both holders'") >= 30
        assert env.db.value("select count(*) from account_holders where role = 'signatory'") >= 50
        assert env.db.value("select count(*) from cards where frozen_by = 'bank'") >= 40
        for currency in RATES:
            assert env.db.value("select count(*) from accounts where currency = ?", currency) >= 30
        endings = "select 1 from accounts join account_holders using (account_id) group by customer_id, last4"
        assert env.db.tuples(f"{endings} having count(*) > 1") == []


def test_each_account_has_one_owner_and_shared_ones_a_second_holder() -> None:
    with WORLD.open() as env:
        owners = "select account_id from account_holders where role = 'owner' group by 1 having count(*) <> 1"
        assert env.db.tuples(owners) == []
        both = "select count(*) from account_holders h join accounts using (account_id) where signing = 'both holders'"
        assert env.db.value(f"{both} and role = 'joint owner'") == env.db.value(f"{both} and role = 'owner'")


def test_a_shared_account_is_each_holders_own_but_not_the_others_card() -> None:
    with WORLD.open() as env:
        shared = env.db.tuples("select account_id, customer_id from account_holders where role = 'joint owner'")
        for account, customer in shared[:20]:
            rows = own_rows(env.db, DOMAIN, WORLD.tables, customer)
            assert account in rows["accounts"]
            assert all(card["customer_id"] == customer for card in rows.get("cards", {}).values())


# -------------------------------------------------------------------------------------------------------- the money
@given(st.integers(1, 10**9), st.sampled_from(sorted(RATES)), st.sampled_from(sorted(RATES)))
def test_conversion_is_exact_to_half_a_cent(minor: int, source: str, target: str) -> None:
    converted = _module("values").converted(minor, RATES[source], RATES[target])
    exact = Fraction(minor * RATES[source], RATES[target])
    assert isinstance(converted, int)
    assert abs(converted - exact) <= Fraction(1, 2) or converted == 1
    assert source != target or converted == minor


def _module(name: str) -> Any:
    import sys

    return sys.modules[f"{DOMAIN.tool_module.__package__}.{name}"]


def test_money_that_moves_is_neither_made_nor_lost() -> None:
    with WORLD.open() as env:
        pair = one(
            env,
            "select a.account_id as giver, b.account_id as taker, a.currency from accounts a join accounts b"
            " on a.primary_holder_id = b.primary_holder_id and a.currency = b.currency and a.account_id < b.account_id"
            " where a.balance_minor > 50000 and not exists (select 1 from holds where account_id = a.account_id)",
        )
        total = "select sum(balance_minor) from accounts where currency = ?"
        before = env.db.value(total, pair["currency"])
        amount = {"currency": pair["currency"], "minor": 12_345}
        done = call(
            env, "move_between_accounts", from_account_id=pair["giver"], to_account_id=pair["taker"], amount=amount
        )
        assert env.db.value(total, pair["currency"]) == before
        assert done["debit_minor"] == done["credit_minor"] == 12_345


def test_a_payment_in_another_currency_is_debited_at_the_rate() -> None:
    with WORLD.open() as env:
        found = one(
            env,
            "select a.account_id, p.payee_id from payees p join accounts a on a.primary_holder_id = p.customer_id"
            " where p.currency = 'EUR' and a.currency = 'USD' and a.balance_minor > 100000 and a.sent_today_minor = 0"
            " and not exists (select 1 from holds where account_id = a.account_id)",
        )
        before = one(env, "select * from accounts where account_id = ?", found["account_id"])
        done = call(env, "send_payment", **found, amount={"currency": "EUR", "minor": 10_001})
        assert done["debit_minor"] == 10_846  # 10846.0845
        after = one(env, "select * from accounts where account_id = ?", found["account_id"])
        assert after["balance_minor"] == before["balance_minor"] - 10_846
        assert after["sent_today_minor"] == 10_846


def test_what_is_on_hold_can_not_be_spent() -> None:
    with WORLD.open() as env:
        held = one(
            env,
            "select a.*, h.amount_minor as held, p.payee_id from accounts a join holds h using (account_id)"
            " join payees p on p.customer_id = a.primary_holder_id and p.currency = a.currency"
            " where daily_limit_minor > balance_minor and sent_today_minor = 0"
            " and (select count(*) from holds where account_id = a.account_id) = 1",
        )
        who = {"account_id": held["account_id"], "payee_id": held["payee_id"]}
        left = held["balance_minor"] - held["held"]
        with pytest.raises(ToolError, match="available"):
            call(env, "send_payment", **who, amount={"currency": held["currency"], "minor": left + 1})
        call(env, "send_payment", **who, amount={"currency": held["currency"], "minor": left})


# --------------------------------------------------------------------------------------------------------- the talk
def customer_with_card(db: Db) -> dict[str, Any]:
    return db.row("select * from cards join customers using (customer_id) where status = 'active' limit 1") or {}


def test_two_steps_of_authentication() -> None:
    with WORLD.open() as env:
        card = customer_with_card(env.db)
        wrong = "111111" if card["app_code"] != "111111" else "222222"
        limit = {"card_id": card["card_id"], "card_limit": {"currency": "USD", "minor": 12_300}}
        code = {"customer_id": card["customer_id"], "app_code": card["app_code"]}
        assert env.call("verify_app_code", code).ok
        assert not env.talk.verified, "the second step alone proves nothing"
        env.call("find_customer_by_number", {k: card[k] for k in ("customer_number", "postcode")})
        assert "second-step" in env.forbidden_by("set_card_limit", limit)
        assert "second-step" not in env.forbidden_by("freeze_card", {"card_id": card["card_id"]})
        assert not env.call("verify_app_code", code | {"app_code": wrong}).ok
        assert not env.talk.verified
        assert env.call("verify_app_code", code).ok
        assert "second-step" not in env.forbidden_by("set_card_limit", limit)
        env.call("find_customer_by_name", {k: card[k] for k in ("name", "postcode")})
        assert not env.talk.verified, "whoever is found anew has to prove it anew"


def test_another_customers_code_proves_nothing() -> None:
    with WORLD.open() as env:
        card = customer_with_card(env.db)
        other = one(env, "select * from customers where customer_id <> ?", card["customer_id"])
        env.call("find_customer_by_number", {k: card[k] for k in ("customer_number", "postcode")})
        assert env.call("verify_app_code", {k: other[k] for k in ("customer_id", "app_code")}).ok
        assert not env.talk.verified


def test_a_yes_is_for_the_write_that_was_proposed() -> None:
    with WORLD.open() as env:
        card = customer_with_card(env.db)
        args = {"card_id": card["card_id"]}
        talk = Talk(customer=card["customer_id"], consents=[Consent("unfreeze_card", dict(args))])
        assert forbidding(env, "freeze_card", talk, **args) == {"explicit-consent"}
        talk.consents.append(Consent("freeze_card", dict(args)))
        assert forbidding(env, "freeze_card", talk, **args) == set()
        assert "own-data-only" in forbidding(env, "freeze_card", Talk(customer="C0", trusting=True), **args)


# --------------------------------------------------------------------------------------------- who may sign for what
def test_a_signatory_is_bound_by_the_mandate_and_an_owner_is_not() -> None:
    with WORLD.open() as env:
        found = one(
            env,
            "select h.*, a.primary_holder_id, p.payee_id from account_holders h join accounts a using (account_id)"
            " join payees p on p.customer_id = h.customer_id and p.currency = 'USD' and p.added_on < '2026-04-01'"
            " where role = 'signatory' and balance_minor > 2 * mandate_minor"
            " and not exists (select 1 from holds where account_id = a.account_id)",
        )
        who = {"account_id": found["account_id"], "payee_id": found["payee_id"]}
        proven = {"trusting": True, "verified": True}
        signatory, owner = (
            Talk(customer=found[name], **proven)  # type: ignore[arg-type]
            for name in ("customer_id", "primary_holder_id")
        )
        most = {"currency": "USD", "minor": found["mandate_minor"]}
        more = {"currency": "USD", "minor": found["mandate_minor"] + 1}
        assert "mandate-limit" not in forbidding(env, "send_payment", signatory, **who, amount=most)
        assert "mandate-limit" in forbidding(env, "send_payment", signatory, **who, amount=more)
        assert "mandate-limit" not in forbidding(env, "send_payment", owner, **who, amount=more)
        limit = {"account_id": found["account_id"], "daily_limit": {"currency": "USD", "minor": 70_000}}
        assert "owner-only" in forbidding(env, "set_transfer_limit", signatory, **limit)
        assert "owner-only" not in forbidding(env, "set_transfer_limit", owner, **limit)


def test_both_holders_are_needed_for_more_than_500_dollars() -> None:
    with WORLD.open() as env:
        found = one(
            env,
            "select a.account_id, h.customer_id, b.account_id as other from accounts a join account_holders h"
            " using (account_id) join accounts b on b.primary_holder_id = h.customer_id"
            " where a.signing = 'both holders' and b.account_id <> a.account_id and a.balance_minor > 90000"
            " and not exists (select 1 from holds where account_id = a.account_id)",
        )
        talk = Talk(customer=found["customer_id"], trusting=True, verified=True)
        where = {"from_account_id": found["account_id"], "to_account_id": found["other"]}
        for minor, forbidden in ((50_000, False), (50_001, True)):
            amount = {"currency": "USD", "minor": minor}
            rules = forbidding(env, "move_between_accounts", talk, **where, amount=amount)
            assert ("both-holders" in rules) == forbidden


# ------------------------------------------------------------------------------------------- days, twins, fixed things
def proven(customer: str) -> Talk:
    return Talk(customer=customer, trusting=True, verified=True)


def test_a_scheduled_payment_is_judged_by_its_day() -> None:
    with WORLD.open() as env:
        payee = one(
            env,
            "select p.*, a.account_id from payees p join accounts a on a.primary_holder_id = p.customer_id"
            " where p.added_on = '2026-04-14' and a.signing = 'one holder' and a.kind = 'checking'"
            " and a.currency = p.currency and p.currency = 'USD'",
        )
        who = {"account_id": payee["account_id"], "payee_id": payee["payee_id"]}
        amount = {"currency": payee["currency"], "minor": 50_001}
        for day, new in (("2026-04-16", True), ("2026-04-17", False), ("2026-05-30", False)):
            rules = forbidding(
                env, "schedule_payment", proven(payee["customer_id"]), **who, amount=amount, payment_day=day
            )
            assert ("new-payee" in rules) == new, day
        locked = one(env, "select * from accounts where locked_until between '2026-05-01' and '2026-12-31'")
        other = one(env, "select * from payees where customer_id = ?", locked["primary_holder_id"])
        who = {"account_id": locked["account_id"], "payee_id": other["payee_id"]}
        amount = {"currency": other["currency"], "minor": 1_000}
        for day, shut in (("2026-04-20", True), (locked["locked_until"], False)):
            talk = proven(locked["primary_holder_id"])
            rules = forbidding(env, "schedule_payment", talk, **who, amount=amount, payment_day=day)
            assert ("savings-locked" in rules) == shut, day
            assert "savings-minimum" not in rules


def test_savings_keep_500_dollars_whatever_was_moved_in_today() -> None:
    with WORLD.open() as env:
        found = one(
            env,
            "select s.*, c.account_id as other from accounts s join accounts c using (primary_holder_id)"
            " where s.kind = 'savings' and s.locked_until is null and s.balance_minor > 80000"
            " and c.kind = 'checking' and c.currency = 'USD' and c.balance_minor > 60000"
            " and not exists (select 1 from holds where account_id = c.account_id)",
        )
        way = {"from_account_id": found["account_id"], "to_account_id": found["other"]}
        most = found["balance_minor"] - 50_000
        talk = proven(found["primary_holder_id"])

        def forbidden(minor: int) -> bool:
            rules = forbidding(env, "move_between_accounts", talk, **way, amount={"currency": "USD", "minor": minor})
            return "savings-minimum" in rules

        assert (forbidden(most), forbidden(most + 1)) == (False, True)
        back = {"from_account_id": found["other"], "to_account_id": found["account_id"]}
        call(env, "move_between_accounts", **back, amount={"currency": "USD", "minor": 20_000})
        assert forbidden(most + 1), "money that has just been moved in is no way around it"


def test_only_what_is_on_record_twice_was_paid_twice() -> None:
    with WORLD.open() as env:
        twins = env.db.tuples(
            "select a.card_payment_id, c.customer_id from card_payments a join card_payments b"
            " using (card_id, merchant, amount_minor) join cards c using (card_id) where a.paid_on < b.paid_on"
            " and julianday(b.paid_on) - julianday(a.paid_on) <= 3"
        )
        assert len(twins) > 100
        for payment, customer in twins[:10]:
            rules = forbidding(env, "open_dispute", proven(customer), card_payment_id=payment, reason="charged twice")
            assert "twin-on-record" not in rules
        for payment, customer in env.db.tuples(
            "select card_payment_id, customer_id from card_payments p join cards using (card_id) where p.status ="
            " 'booked' and 1 = (select count(*) from card_payments o where o.card_id = p.card_id and o.merchant ="
            " p.merchant) limit 10"
        ):
            for reason, odd in (("charged twice", True), ("wrong amount", False)):
                rules = forbidding(env, "open_dispute", proven(customer), card_payment_id=payment, reason=reason)
                assert ("twin-on-record" in rules) == odd
        claimed = "select p.* from disputes join card_payments p using (card_payment_id) where reason = 'charged twice'"
        assert all(payment in {one for one, _ in _all_twins(env)} for (payment, *_) in env.db.tuples(claimed))
        sent = "select count(*) from transfers a join transfers b using (account_id, payee_id, amount_minor)"
        assert env.db.value(f"{sent} where a.execute_on < b.execute_on and b.execute_on >= '2026-04-13'") > 50


def _all_twins(env: Environment) -> list[tuple[str, str]]:
    return list(
        env.db.tuples(
            "select a.card_payment_id, b.card_payment_id from card_payments a join card_payments b"
            " using (card_id, merchant, amount_minor) where a.card_payment_id <> b.card_payment_id"
        )
    )


def test_nobody_was_paid_before_being_a_payee_and_few_payees_are_new() -> None:
    with WORLD.open() as env:
        early = "select 1 from transfers join payees using (payee_id) where substr(created_at, 1, 10) < added_on"
        assert env.db.tuples(early) == []
        new, every = (
            env.db.value(f"select count(*) from payees where added_on >= '{day}'")
            for day in ("2026-04-13", "2000-01-01")
        )
        assert 0.05 < new / every < 0.2


def test_what_was_sent_today_is_the_sum_of_todays_payments() -> None:
    with WORLD.open() as env:
        sums = (
            "select account_id, daily_limit_minor, sent_today_minor, coalesce((select sum(debit_minor) from transfers t"
            " where t.account_id = a.account_id and status = 'sent' and execute_on = '2026-04-15'), 0) from accounts a"
        )
        rows = env.db.tuples(sums)
        assert all(sent == added and sent <= limit for _, limit, sent, added in rows)
        assert sum(sent > 0 for _, _, sent, _ in rows) > 50


def test_standing_orders_are_told_apart_by_their_purpose() -> None:
    with WORLD.open() as env:
        same = (
            "select 1 from standing_orders join account_holders using (account_id) group by customer_id, purpose"
            " having count(*) > 1"
        )
        assert env.db.tuples(same) == []


def test_a_card_that_the_bank_froze_is_not_replaced_either() -> None:
    with WORLD.open() as env:
        card = one(env, "select * from cards where frozen_by = 'bank'")
        new = {"card_id": card["card_id"], "design_id": card["design_id"], "reason": "new design"}
        assert "bank-freeze" in forbidding(env, "replace_card", proven(card["customer_id"]), **new)
        refer = {"customer_id": card["customer_id"], "card_id": card["card_id"], "summary": "To be replaced."}
        assert forbidding(env, "refer_frozen_card", proven(card["customer_id"]), **refer) == set()


def test_the_limit_of_a_savings_account_is_fixed() -> None:
    with WORLD.open() as env:
        account = one(env, "select * from accounts where kind = 'savings'")
        limit = {"account_id": account["account_id"], "daily_limit": {"currency": "USD", "minor": 90_100}}
        assert forbidding(env, "set_transfer_limit", proven(account["primary_holder_id"]), **limit) == {"fixed-limit"}
        with pytest.raises(ToolError, match="fixed"):
            call(env, "set_transfer_limit", **limit)


# --------------------------------------------------------------------------------------------- what can be taken back
def test_inverses_undo() -> None:
    """After write and inverse nothing is left but the records of moves, disputes and payments that were made.

    A sent payment stays sent: what its inverse does is asking for it back.
    """
    left = {"transfers", "disputes", "alerts"}
    undone: dict[str, int] = {}
    taken_back = {name: tool for name, tool in DOMAIN.tools.items() if tool.inverse and name != "send_payment"}
    with WORLD.open() as env:
        for customer in (key for (key,) in env.db.tuples("select customer_id from customers limit 60")):
            trusted(env, customer)
            bind = binder(env, customer, 1)
            for tool in (one for one in taken_back.values() if undone.get(one.name, 0) < 3):
                for args in islice(bind.bindings(tool), 30):
                    if _undoes(env, tool.name, tool.validate(args), left):
                        undone[tool.name] = undone.get(tool.name, 0) + 1
    assert undone.keys() == taken_back.keys()


def _undoes(env: Environment, name: str, args: dict[str, Any], left: set[str]) -> bool:
    tool = DOMAIN.tools[name]
    if not tool.inverse or env.forbidden_by(name, args) or env.tried(tool, args) is None:
        return False
    with env.db.trial():
        result = tool.call(env.db, args)
        back = tool.inverse(env.db, args, result)
        if back is None:
            assert name == "move_between_accounts"
            return False
        call(env, back[0], **back[1])
        changes = canonical(env.changes(), WORLD.tables)
        assert {change.table for change in changes} <= left, (name, changes)
    return True


def test_whatever_no_hard_rule_forbids_the_tools_accept() -> None:
    """But for what there is nothing to do to: no dispute to withdraw, no payment to cancel or recall."""
    nothing_there = ("is not in dispute", "only a scheduled one", "Only a payment that was sent", "has ended", "one account to another",
                     "was removed")  # fmt: skip
    with WORLD.open() as env:
        for customer in (key for (key,) in env.db.tuples("select customer_id from customers limit 60")):
            trusted(env, customer)
            bind = binder(env, customer, 1)
            for tool in (one for one in DOMAIN.tools.values() if one.wished):
                for args in islice(bind.bindings(tool), 30):
                    valid = tool.validate(args)
                    hard = any(DOMAIN.rules[name].hard for name in env.forbidden_by(tool.name, valid))
                    why = refusal(env, tool.name, valid)
                    assert bool(why) >= hard, (tool.name, valid)
                    assert hard or not why or any(text in why for text in nothing_there), (tool.name, valid, why)


def refusal(env: Environment, name: str, args: dict[str, Any]) -> str:
    with env.db.trial():
        try:
            DOMAIN.tools[name].call(env.db, args)
        except ToolError as refused:
            return str(refused)
    return ""


def test_a_sent_payment_can_be_recalled_once_and_never_cancelled() -> None:
    with WORLD.open() as env:
        sent = one(
            env,
            "select * from transfers where status = 'sent' and transfer_id not in (select transfer_id from recalls)",
        )
        with pytest.raises(ToolError, match="only a scheduled one"):
            call(env, "cancel_scheduled_payment", transfer_id=sent["transfer_id"])
        call(env, "request_recall", transfer_id=sent["transfer_id"], reason="wrong amount")
        with pytest.raises(ToolError, match="before"):
            call(env, "request_recall", transfer_id=sent["transfer_id"], reason="wrong amount")


def test_a_change_of_mind_after_a_sent_payment_leads_to_its_recall(monkeypatch: pytest.MonkeyPatch) -> None:
    every = reversal._reversals
    monkeypatch.setattr(
        reversal,
        "_reversals",
        lambda scene: (found for found in every(scene) if found.write.tool == "send_payment"),
    )
    made = [task for task in synthesize(WORLD, 3, 6).tasks["changing"] if task.kind == "reversal"]
    assert made
    agents = ["reference", "reference:lists-ids", "reference:asks-ids", "control:ignores-changes", "control:meddles"]
    passed = {agent: row["changing"][0] for agent, row in rates(made, agents, lambda _: WORLD).items()}
    assert passed == dict.fromkeys(agents[:3], len(made)) | dict.fromkeys(agents[3:], 0)
    for task in made:
        (first,), (undo,) = task.reference.first, task.reference.undo
        assert (first.call.tool, undo.call.tool) == ("send_payment", "request_recall")
        assert task.user.change
        assert "wrong payee" in task.user.change.text
        assert "transfer_id" not in next(wish for wish in task.user.wishes if wish.id == "undo").slots
        assert any("just made" in fact.text for fact in task.user.facts if fact.topic == "payment")


def test_a_dispute_is_no_reason_to_hand_over_a_frozen_card() -> None:
    sql = """select customer_id, card_payment_id, card_id from cards join card_payments using (card_id)
        where frozen_by = 'bank' limit 1"""
    with WORLD.open() as env:
        customer, payment, card = env.db.tuples(sql)[0]
    scene = Scene(WORLD, explore(WORLD, customer, 1), "1", {}, Refused())
    try:
        about = {
            tool: {one.tool for one in scene.escalations([Call(tool=tool, arguments=arguments)])}
            for tool, arguments in (
                ("open_dispute", {"card_payment_id": payment, "reason": "wrong amount"}),
                ("unfreeze_card", {"card_id": card}),
            )
        }
    finally:
        scene.close()
    assert about == {"open_dispute": {"refer_late_dispute"}, "unfreeze_card": {"refer_frozen_card"}}


def test_a_new_transfer_limit_does_not_help_today() -> None:
    with WORLD.open() as env:
        account = one(env, "select * from accounts where currency = 'USD'")
        more = {"currency": "USD", "minor": account["daily_limit_minor"] + 100}
        call(env, "set_transfer_limit", account_id=account["account_id"], daily_limit=more)
        after = one(env, "select * from accounts where account_id = ?", account["account_id"])
        assert after["daily_limit_minor"] == account["daily_limit_minor"]
        assert after["tomorrows_limit_minor"] == account["daily_limit_minor"] + 100
