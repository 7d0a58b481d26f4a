"""The lexicon where words alone don't tell: "to" and "from" one place, dates of a catalogue, names, phone numbers.

the airline's world -> Lexicon -> mentions, denotations
"""

from __future__ import annotations

from datetime import date

import pytest

from pytest_t2t.domain.language import Attribute
from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.lexicon_words import Words, count_at, day_at
from pytest_t2t.domain.lexicon_world import value_forms
from pytest_t2t.domain.money import Currencies
from pytest_t2t.domain.telling import told
from pytest_t2t.records.task import Question
from tests.made import world

WORLD = world("airline")
THERE_AND_BACK = (
    "select customer_id, a.segment_id, b.segment_id, o.city, d.city, f.departs_on, f.number, f.flight_id"
    " from reservations join segments a using (reservation_id) join segments b using (reservation_id)"
    " join flights f on a.flight_id = f.flight_id join flights g on b.flight_id = g.flight_id"
    " join routes r on f.route_id = r.route_id join airports o on r.origin = o.airport_code"
    " join airports d on r.destination = d.airport_code where f.departs_on < g.departs_on order by 1, 2 limit 1"
)


def there_and_back() -> tuple[Lexicon, tuple[str, ...]]:
    with WORLD.open() as environment:
        (row,) = environment.db.tuples(THERE_AND_BACK)
    return lexicon(WORLD, row[0]), row[1:]


def values(words: Lexicon, kind: str, text: str) -> list[frozenset[object]]:
    return [one.values for one in words.mentions(text) if one.kind == kind]


def test_to_a_place_is_not_from_it() -> None:
    words, (out, back, origin, destination, *_) = there_and_back()
    assert {out} <= words.denotes("segments", f"the flight to {destination}")
    assert back not in words.denotes("segments", f"the flight to {destination}")
    assert back in words.denotes("segments", f"the flight from {destination}")
    assert out in words.denotes("segments", f"the flight from {origin} to {destination}")


def test_a_bare_place_may_mean_either() -> None:
    words, (out, back, _, destination, *_) = there_and_back()
    assert {out, back} <= words.denotes("segments", f"the {destination} flight")


def test_an_attribute_is_said_in_its_forms_alone() -> None:
    part = Attribute("part", "", "{}", "before", forms=("{} flight", "in the {}"), synonyms={"evening": ("night",)})
    assert list(value_forms(part, "evening")) == ["evening flight", "in the evening", "night flight", "in the night"]


def test_a_greeting_names_no_morning_flight() -> None:
    words, _ = there_and_back()
    assert values(words, "flights", "Good morning! How can I help?") == []


def test_a_date_and_a_number_name_one_row_of_a_catalogue() -> None:
    words, (_, _, _, _, day, number, flight) = there_and_back()
    assert values(words, "flights", f"flight {number} on {day}") == [frozenset({flight})]
    assert flight in words.denotes("flights", f"the flight on {day}")


def test_a_phone_number_is_known_by_its_look() -> None:
    words, _ = there_and_back()
    for text in ("212-555-0173", "(212) 555-0173"):
        (one,) = [one for one in words.mentions(f"The new number is {text}.") if one.kind == "phone"]
        assert text in one.values


@pytest.mark.parametrize(
    "text",
    ["512-555-0144", "(512) 555-0144", "(512)555-0144", "+1 (512) 555-0144", "512\u2011555\u20110144"],
)
def test_a_known_phone_number_is_heard_however_it_is_written(text: str) -> None:
    words, _ = there_and_back()
    knowing = words.knowing({"phone": ["512-555-0144"]})
    (one,) = [one for one in knowing.mentions(f"The new number is {text}.") if one.kind == "phone"]
    assert one.values == {"512-555-0144"}


def test_minutes_are_no_count() -> None:
    assert count_at(Words("at 08:05"), 1) is None
    bags = Question(id="bags", text="How many bags?", kind="count", subject=("bags",))
    assert told("There are 00 bags left.", bags, Currencies(("$",))) == frozenset()


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_heard_by_its_name_and_in_short(month: int) -> None:
    day = date(2026, month, 9)
    forms = [
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B}",
        f"{day:%B} {day.day}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%b} {day.day}th",
    ]
    for form in forms:
        found = day_at(Words(form), 0)
        assert found, form
        assert (found.month, found.day) == (month, 9)
