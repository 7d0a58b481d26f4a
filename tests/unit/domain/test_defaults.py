"""What a domain need not declare: it follows from the schema and the tools' types; what is declared stays as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pytest_t2t.domain.defaults import completed
from pytest_t2t.domain.loader import Domains, load
from pytest_t2t.domain.ownership import owners
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.world import World, build
from pytest_t2t.errors import DomainError
from tests.kiosk import FOLDER, world

EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def desk() -> Domain:
    return load(EXAMPLES / "library_desk")


@cache
def desk_world() -> World:
    return World(desk(), 1, 1, *build(desk(), 1, 1))


@pytest.mark.parametrize("name", ["kiosk", "retail"])
def test_what_is_declared_stays_as_it_is(name: str) -> None:
    declared = Domains([FOLDER]).get(name)
    again = completed(declared, Path("elsewhere"))
    assert again.language == declared.language
    assert (again.owners, again.folder, again.name) == (declared.owners, declared.folder, name)


def test_owners_follow_from_foreign_keys() -> None:
    declared = world().domain
    derived = completed(replace(declared, owners={}), declared.folder)
    assert derived.owners.keys() == declared.owners.keys()
    with world().open() as environment:
        for table in declared.owners:
            key = world().tables[table].key[0]
            for row in environment.db.rows(f'select "{key}" from "{table}" limit 20'):
                whose = [owners(environment.db, domain, table, row[key]) for domain in (declared, derived)]
                assert whose[0] == whose[1]
                assert len(whose[0]) == 1


def test_name_and_folder_are_those_it_is_loaded_from() -> None:
    assert (desk().name, desk().folder.name, desk().version) == ("library_desk", "library_desk", "1")


def test_descriptions_are_read_along_foreign_keys_of_the_customers_rows_alone() -> None:
    attributes = {one.name: one for one in desk().things["loans"].attributes}
    with desk_world().open() as environment:
        member = environment.db.value("select member_id from members order by 1 limit 1 offset 3")
        said = environment.db.tuples(attributes["title"].sql, customer=member)
        right = environment.db.tuples(
            "select loan_id, title from loans join copies using (copy_id) join books using (book_id)"
            " where member_id = ?",
            member,
        )
    assert said
    assert sorted(said) == sorted(right)


def test_an_agent_names_a_row_by_noun_key_and_description() -> None:
    with desk_world().open() as environment:
        title, author = environment.db.tuples("select title, author from books where book_id = 'B100'")[0]
        said = environment.db.value(desk().things["books"].label, key="B100")
    assert said == f"book B100 ({title}, {author})"


def test_identity_is_read_from_the_column_that_a_secret_is_named_after() -> None:
    language = desk().language
    assert language.identity["email"] == 'select "email" from "members" where "member_id" = :customer'
    assert language.identity_text["card_number"] == ("My card number is {}.",)


def test_topics_and_questions_come_from_nouns_and_parameters() -> None:
    topics = {topic.name: topic.words for topic in desk().language.topics}
    assert topics["loan"] == ("loan", "loan number", "loan id", "which loan")
    assert desk().things["loans"].which == "Which loan do you mean?"
    reserve = desk().phrases["reserve_book"]
    assert reserve.params["branch"].ask == "Which branch would you like: Central, Northside or Harbour?"
    assert "member_id" not in reserve.params
    assert reserve.words == ("reserve book", "reserve", "reserved")
    assert desk().phrases["pay_fine"].words == ("pay fine", "pay", "paid")


def test_a_proposal_is_a_wish_with_all_parameters() -> None:
    assert desk().phrases["renew_loan"].propose == "renew {loan_id}"
    assert desk().phrases["reserve_book"].propose == "reserve {book_id} for pick-up at {branch}"


def test_words_that_nothing_says_are_missed(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for path in (EXAMPLES / "library_desk").glob("*.*"):
        text = path.read_text().replace('done="I have renewed {loan_id}.",', "")
        (folder / path.name).write_text(text)
    with pytest.raises(DomainError, match=r"the phrases of 'renew_loan' lack done"):
        load(folder)


def test_parameters_are_explained_in_their_types() -> None:
    schema = desk().tools["renew_loan"].schema
    assert schema["parameters"]["properties"]["loan_id"]["description"] == "The loan's id."


def test_ids_are_counted_from_behind_1000_without_a_seeded_counter() -> None:
    with desk_world().open() as environment:
        assert [environment.db.next_id("never seeded") for _ in range(2)] == [1001, 1002]


def test_every_foreign_key_has_an_index() -> None:
    with desk_world().open() as environment:
        plan = environment.db.rows("explain query plan select * from fines where member_id = ?", "M1")
    assert "using index" in str(plan).lower()


def test_a_row_that_is_not_there_is_refused_in_words() -> None:
    with desk_world().open() as environment:
        refused = environment.call("renew_loan", {"loan_id": "L1"})
    assert refused.error == "Nothing found for L1."


def test_wishes_are_given_up_in_the_negative_and_values_are_said_by_themselves() -> None:
    drops = {name: phrases.drop for name, phrases in desk().phrases.items()}
    assert drops["renew_loan"] == ("I don't want to extend {loan_id} after all.",)
    assert drops["pay_fine"] == ("I don't want to pay {fine_id} after all.",)
    assert drops["reserve_book"] == ()
    assert desk().phrases["pay_fine"].params["card"].say == ("{}, please.",)
