"""A row named beside what it belongs to is named: a passenger by name, with the reservation in brackets or behind it.

the airline's world, one customer -> what is said to a proposal
"""

from __future__ import annotations

import pytest

from pytest_t2t.domain.lexicon import lexicon
from pytest_t2t.records.task import Slot, UserSide, Wish
from tests.made import world
from tests.unit.users.stage import Talk

WORLD = world("airline")
PASSENGERS = (
    "select r.customer_id, p.passenger_id, p.name, r.reservation_id, count(*) over (partition by r.customer_id, p.name)"
    " from passengers p join reservations r using (reservation_id) order by 1, 2"
)
FORMS = ("{name} (reservation {own})", "{name} on reservation {own}", "{name} (booking **{own}**)")


def talk_about(trips: int) -> tuple[Talk, dict[str, str]]:
    """The first customer with a passenger of so many trips."""
    with WORLD.open() as environment:
        rows = environment.db.tuples(PASSENGERS)
    customer, passenger, name, own, _ = next(row for row in rows if row[4] == trips)
    other = next(row[3] for row in rows if row[0] == customer and row[3] != own)
    text = f"I need one checked bag fewer for {name} on trip {own}, please take one off."
    slots = {
        "reservation_id": Slot(values=(own,), text=f"trip {own}", topic="reservation"),
        "passenger_id": Slot(values=(passenger,), text=name, topic="passenger"),
    }
    wish = Wish(id="w", tool="remove_bag", text=text, slots=slots)
    side = UserSide(customer=customer, opening=text, facts=(), wishes=(wish,))
    return Talk(side, lexicon(WORLD, customer)), {"name": name, "own": own, "other": other, "passenger": passenger}


@pytest.mark.parametrize("trips", [1, 2])
@pytest.mark.parametrize("form", FORMS)
def test_a_passenger_is_named_by_name_and_reservation(form: str, trips: int) -> None:
    talk, fields = talk_about(trips)
    talk.say(f"I would remove one checked bag for {form.format(**fields)}. Shall I go ahead?")
    (event,) = talk.events("affirmed")
    assert event.named["passenger_id"] == fields["passenger"]


@pytest.mark.parametrize("form", FORMS)
def test_the_name_on_another_reservation_is_not_agreed_to(form: str) -> None:
    talk, fields = talk_about(2)
    talk.say(
        f"I would remove one checked bag for {form.format(**fields | {'own': fields['other']})}. Shall I go ahead?"
    )
    assert not talk.events("affirmed")
