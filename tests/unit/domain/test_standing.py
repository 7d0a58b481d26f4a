"""Rules that need no predicate: authentication, consent, ownership, and those that a few cells decide."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_t2t.domain.cell_rule import cell_rule
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.rule import Consent, Rule, Talk
from pytest_t2t.errors import DomainError
from tests.unit.domain.test_defaults import desk, desk_world


def forbidden(environment: Environment, talk: Talk, tool: str, **arguments: Any) -> tuple[str, ...]:
    environment.talk = talk
    return environment.forbidden_by(tool, arguments)


def member(environment: Environment, offset: int = 0) -> str:
    sql = (
        "select member_id from loans join copies using (copy_id) join books using (book_id) where renewals = 0"
        " and lent_for = '4 weeks' and due_on > '2026-05-01' group by 1 order by 1 limit 1 offset ?"
    )
    return str(environment.db.value(sql, offset))


def loan(environment: Environment, owner: str, where: str = "renewals = 0 and lent_for = '4 weeks'") -> str:
    sql = (
        "select loan_id from loans join copies using (copy_id) join books using (book_id)"
        f" where member_id = ? and due_on > '2026-05-01' and {where}"
    )
    return str(environment.db.value(sql, owner))


def test_nothing_of_a_customer_before_authentication() -> None:
    with desk_world().open() as environment:
        whose = member(environment)
        assert "who-first" in forbidden(environment, Talk(), "get_member", member_id=whose)
        assert "who-first" in forbidden(environment, Talk(), "renew_loan", loan_id=loan(environment, whose))
        assert not forbidden(environment, Talk(), "list_books")


def test_a_yes_to_this_write_and_no_other() -> None:
    with desk_world().open() as environment:
        whose = member(environment)
        mine = loan(environment, whose)
        talk = Talk(customer=whose)
        assert forbidden(environment, talk, "renew_loan", loan_id=mine) == ("ask-first",)
        talk.consents.append(Consent("pay_fine", {}))
        assert forbidden(environment, talk, "renew_loan", loan_id=mine) == ("ask-first",)
        talk.consents.append(Consent("renew_loan", {"loan_id": mine}))
        assert not forbidden(environment, talk, "renew_loan", loan_id=mine)
        assert "ask-first" not in forbidden(environment, talk, "ask_librarian", member_id=whose, text="")


def test_rows_of_others_are_theirs_and_rows_of_nobody_are_free() -> None:
    with desk_world().open() as environment:
        mine, other = member(environment), member(environment, 1)
        talk = Talk(customer=mine, trusting=True)
        assert forbidden(environment, talk, "renew_loan", loan_id=loan(environment, other)) == ("own-things",)
        assert forbidden(environment, talk, "get_member", member_id=other) == ("own-things",)
        assert not forbidden(environment, talk, "renew_loan", loan_id="no such loan")


def test_cells_decide_and_are_the_evidence() -> None:
    rule = desk().rules["one-week"]
    with desk_world().open() as environment:
        row = environment.db.one(
            "select loan_id, member_id, book_id from loans join copies using (copy_id) join books using (book_id)"
            " where lent_for = '1 week' and renewals < 2 and due_on > '2026-05-01'"
        )
        talk = Talk(customer=row["member_id"], trusting=True)
        assert forbidden(environment, talk, "renew_loan", loan_id=row["loan_id"]) == ("one-week",)
        assert rule.evidence is not None
        (cell,) = rule.evidence(environment.db, {"loan_id": row["loan_id"]})
        assert (cell.table, cell.key, cell.column) == ("books", (row["book_id"],), "lent_for")
        assert not rule.evidence(environment.db, {"loan_id": "no such loan"})


def test_all_named_cells_have_to_say_so() -> None:
    with desk_world().open() as environment:
        book = environment.db.value("select book_id from books where readers = 'adults' and not on_order")
        for card, rules in (("junior", ("adults-only",)), ("adult", ())):
            whose = environment.db.value("select member_id from members where card = ?", card)
            talk = Talk(customer=whose, trusting=True)
            called = {"member_id": whose, "book_id": book, "branch": "Central"}
            assert forbidden(environment, talk, "reserve_book", **called) == rules


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DomainError, match=r"rule 'x' names the column 'loans\.due', which the schema lacks"):
        cell_rule("x", ["renew_loan"], {"loans.due": 1}).of(desk())


def test_rules_may_stand_in_a_tuple() -> None:
    assert isinstance(desk().rules["lost-book"], Rule)
    assert list(desk().rules)[:3] == ["who-first", "own-things", "ask-first"]
