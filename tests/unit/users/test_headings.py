"""Proposals as headings with details below them, and words that only look like an action's.

the airline's actions; two wishes of a customer -> proposals -> yes or no
"""

from __future__ import annotations

import asyncio
from functools import cache

from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.records.task import Slot, UserSide, Wish
from pytest_t2t.users.business import TaskWords
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.protocol import Said
from pytest_t2t.users.recognise import hear
from pytest_t2t.users.scripted import Scripted
from tests.made import world

WORLD = world("airline")
ACTIONS = grammar_of(WORLD.domain).actions


@cache
def trip() -> tuple[str, str, str]:
    """A customer, its one reservation that is confirmed, and the only passenger of it."""
    with WORLD.open() as environment:
        (row,) = environment.db.tuples(
            "select customer_id, reservation_id, passenger_id from reservations join passengers using (reservation_id)"
            " where status = 'confirmed' group by reservation_id having count(*) = 1 order by 1 limit 1"
        )
    return row[0], row[1], row[2]


def words() -> Lexicon:
    return lexicon(WORLD, trip()[0])


def said_to(text: str) -> Said:
    customer, reservation, _ = trip()
    wish = Wish(
        id="w1", tool="remove_insurance", text="Please remove the insurance.",
        slots={"reservation_id": Slot(values=(reservation,), text="my trip", topic="reservation")},
    )  # fmt: skip
    session = Scripted().play(UserSide(customer=customer, opening=wish.text, facts=(), wishes=(wish,)), words())
    session.opening()
    return asyncio.run(session.reply(text, ()))


def kinds(said: Said) -> set[str]:
    return {str(event.kind) for event in said.events} & {"affirmed", "denied"}


def test_a_label_that_holds_an_actions_word_names_no_action() -> None:
    text = "cancel the reservation, reason: change of plans"
    assert ACTIONS.tools_in(text) == {"cancel_reservation"}
    assert "change_flight" in ACTIONS.tools_in("cancel the reservation or change the flight")


def test_an_actions_word_that_starts_a_name_names_no_action() -> None:
    plot = grammar_of(WORLD.domain).plotter.plot(
        text := "1. Cancel the trip to Seattle", lexicon(WORLD, trip()[0]).mentions(text), frozenset({"choose_seat"})
    )
    assert {tool for unit in plot.units for tool in unit.tools} == {"cancel_reservation"}


def test_an_actions_words_end_where_words_end() -> None:
    assert "choose_seat" in ACTIONS.tools_in("change the two seats")
    assert ACTIONS.tools_in("change the flight from seattle") >= {"change_flight"}
    assert [hit.end - hit.start for hit in ACTIONS.hits("change a flight from seattle")] != [
        len("change a flight from seat")
    ]


def test_a_list_of_headings_with_details_is_a_plan_and_not_a_choice() -> None:
    business = TaskWords(words(), ())
    assert business.is_plan("1) Extra bag\n   • Passenger - Mia Santos\n2) Meal\n   • Meal - vegan")
    assert not business.is_plan("1) Mia Santos\n2) Leo Santos")


def test_a_heading_with_all_that_another_action_needs_is_not_what_was_wished() -> None:
    _, reservation, passenger = trip()
    said = said_to(
        f"To confirm:\n1) Removal of the bag\n   • Reservation - {reservation}\n   • Passenger - {passenger}\nDo you approve?"
    )
    assert kinds(said) == {"denied"}


def test_a_heading_with_the_wished_action_is() -> None:
    said = said_to(f"To confirm:\n1) Removal of the insurance\n   • Reservation - {trip()[1]}\nDo you approve?")
    assert kinds(said) == {"affirmed"}


def test_a_clause_about_other_things_reports_nothing() -> None:
    business = TaskWords(words(), ())
    for text, reports in (
        ("Free rebooking is for flights that we have cancelled.", False),
        ("It covers trips which have been cancelled by us.", False),
        ("We have cancelled your trip.", True),
        ("This confirms that we have cancelled your trip.", True),
    ):
        (part,) = hear(text, {})
        assert ("completion" in business.heard(part).acts) == reports, text
