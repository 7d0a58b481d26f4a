"""How trips, flights, passengers and payment methods are described: by what a customer would remember.

rows of the database -> attributes, each a predicate with its phrase
"""

from __future__ import annotations

from pytest_t2t.domain.language import Attribute, Thing

from .values import CLOCK

_TODAY = CLOCK[:10]
_TO, _FROM = ("to {}", "into {}", "{}"), ("from {}", "out of {}", "{}")
_PART = "case when departs_at < '12:00' then 'morning' when departs_at < '17:00' then 'afternoon' else 'evening' end"
_PART_FORMS = ("{} flight", "{} departure", "in the {}", "{} one")

_FLIGHTS = (
    "flights f using (flight_id) join routes r using (route_id) join airports o on r.origin = o.airport_code"
    " join airports d on r.destination = d.airport_code"
)
_SEGMENTS = (
    f"segments s join {_FLIGHTS} where s.reservation_id in"
    " (select reservation_id from reservations where customer_id = :customer)"
)
_LATE = f"{_SEGMENTS} and s.status = 'flown' and f.status = 'delayed'"
"""What customers remember of a past flight besides its day; how long it was late they needn't know."""
_ACCOUNTS = "reservations v join customers c using (customer_id)"
_COMPANIONS = "passengers p on p.reservation_id = v.reservation_id and p.name <> c.name"
_PARTY = "case count(*) when 2 then 'two' when 3 then 'three' else 'four' end"
_FIRST = (
    "(select {} from segments s join " + _FLIGHTS + " where s.reservation_id = {}"
    " order by departs_on, departs_at limit 1)"
)


def _of_first(column: str, key: str) -> str:
    """A column of the first flight of a reservation."""
    return _FIRST.format(column, key)


def _starts(key: str, source: str, lead: str = "") -> tuple[Attribute, ...]:
    """The first day of a trip, said by whether it is still to come; what starts today is understood, not said."""
    day = _of_first("departs_on", "v.reservation_id")
    every = f"select {key}, {day} as day from {source}"
    return (
        Attribute(
            "departure", f"select * from ({every}) where day > '{_TODAY}'", f"{lead}starting on {{}}", kind="date"
        ),
        Attribute(
            "start", f"select * from ({every}) where day < '{_TODAY}'", f"{lead}that started on {{}}", kind="date"
        ),
        Attribute("first_day", every, f"{lead}starting on {{}}", kind="date", level="recognised"),
    )


RESERVATIONS = Thing(
    table="reservations",
    noun="trip",
    topic="reservation",
    attributes=(
        Attribute(
            "destination",
            f"select reservation_id, {_of_first('d.city', 'v.reservation_id')} from reservations v"
            " where customer_id = :customer",
            "to {}",
            level="volunteered",
            forms=_TO,
        ),
        *_starts("reservation_id", "reservations v where customer_id = :customer"),
        Attribute(
            "travelers",
            f"select reservation_id, {_PARTY} from reservations join passengers using (reservation_id)"
            " where customer_id = :customer group by reservation_id having count(*) > 1",
            "for {} people",
            forms=("{} people", "{} passengers", "{} travelers", "{} travellers"),
            synonyms={"two": ("2",), "three": ("3",), "four": ("4",)},
        ),
        Attribute(
            "late",
            f"select s.reservation_id, 'delayed flight' from {_LATE}",
            "with the {}",
            forms=("with the {}", "with a {}"),
            certain=True,
        ),
        Attribute(
            "companion",
            f"select v.reservation_id, p.name from {_ACCOUNTS} join {_COMPANIONS} where customer_id = :customer",
            "with {}",
            certain=True,
        ),
    ),
    label="select 'reservation ' || :key || ' (' || o.city || ' to ' || d.city || ', ' || departs_on || ')'"
    f" from segments s join {_FLIGHTS} where s.reservation_id = :key order by departs_on, departs_at limit 1",
    id_forms=("{}", "#{}"),
    which="Which reservation do you mean?",
    any_noun="reservations",
)

SEGMENTS = Thing(
    table="segments",
    noun="flight",
    topic="segment",
    attributes=(
        Attribute(
            "destination", f"select segment_id, d.city from {_SEGMENTS}", "to {}", level="volunteered", forms=_TO
        ),
        Attribute("origin", f"select segment_id, o.city from {_SEGMENTS}", "from {}", level="volunteered", forms=_FROM),
        Attribute(
            "late",
            f"select segment_id, 'delayed' from {_LATE}",
            "that was {}",
            level="volunteered",
            forms=("that was {}", "which was {}"),
            certain=True,
        ),
        Attribute("day", f"select segment_id, departs_on from {_SEGMENTS}", "on {}", kind="date"),
        Attribute(
            "companion",
            f"select segment_id, p.name from {_ACCOUNTS} join {_COMPANIONS}"
            " join segments s on s.reservation_id = v.reservation_id where customer_id = :customer",
            "with {}",
            certain=True,
        ),
        Attribute("number", f"select segment_id, number from {_SEGMENTS}", "{}", level="recognised"),
    ),
    label="select 'flight ' || number || ' from ' || o.city || ' to ' || d.city || ' on ' || departs_on || ' (segment '"
    f" || :key || ')' from segments s join {_FLIGHTS} where s.segment_id = :key",
    which="Which flight do you mean?",
    any_noun="flights",
    article="my",
)

FLIGHTS = Thing(
    table="flights",
    noun="flight",
    topic="new_flight",
    attributes=(
        Attribute("part", f"select flight_id, {_PART} from flights", "{}", "before", forms=_PART_FORMS),
        Attribute("day", "select flight_id, departs_on from flights", "on {}", kind="date", topic="date"),
        Attribute("number", "select flight_id, number from flights", "{}", level="recognised"),
    ),
    label="select 'flight ' || number || ' on ' || departs_on || ' at ' || departs_at || ' (' || :key || ')'"
    " from flights where flight_id = :key",
    which="Which flight would you like?",
    any_noun="flights",
)

_PEOPLE = (
    "passengers p join reservations v using (reservation_id) join customers c using (customer_id)"
    " where customer_id = :customer"
)


def _who(self: str, tail: str = "") -> str:
    """A passenger, or what is the passenger's, as the customer speaks of it: "me" or by name."""
    return f"case when p.name = c.name then '{self}' else p.name || '{tail}' end"


PASSENGERS = Thing(
    table="passengers",
    noun="passenger",
    topic="passenger",
    attributes=(
        Attribute(
            "who",
            f"select passenger_id, {_who('me')} from {_PEOPLE}",
            "{}",
            "head",
            level="volunteered",
            certain=True,
            synonyms={"me": ("myself", "yourself", "for me on the trip")},
        ),
        Attribute("name", f"select passenger_id, p.name from {_PEOPLE}", "{}", level="recognised", certain=True),
        Attribute(
            "destination",
            f"select passenger_id, {_of_first('d.city', 'v.reservation_id')} from {_PEOPLE}",
            "on the trip to {}",
            forms=_TO,
        ),
        *_starts("passenger_id", _PEOPLE, "on the trip "),
    ),
    label="select p.name || ' (passenger ' || :key || ', reservation ' || p.reservation_id || ')' from passengers p"
    " where passenger_id = :key",
    which="Which passenger do you mean?",
    any_noun="passengers",
    article="for",
)
"""Said with "for" throughout: "a checked bag for me on the trip to Denver". By itself "for me" says nothing in an
agent's message ("could you confirm that for me?"): only with the trip is it read."""

_TICKETS = (
    f"tickets t join passengers p using (passenger_id) join segments s using (segment_id) join {_FLIGHTS}"
    " join reservations v on v.reservation_id = t.reservation_id join customers c using (customer_id)"
    " where customer_id = :customer"
)

_WHOSE = _who("my seat", "''s seat")

TICKETS = Thing(
    table="tickets",
    noun="seat",
    topic="ticket",
    attributes=(
        Attribute(
            "whose",
            f"select ticket_id, {_WHOSE} from {_TICKETS}",
            "{}",
            "head",
            level="volunteered",
            certain=True,
        ),
        Attribute("name", f"select ticket_id, p.name from {_TICKETS}", "of {}", level="recognised", certain=True),
        Attribute(
            "destination", f"select ticket_id, d.city from {_TICKETS}", "on the flight to {}", forms=_TO,
            level="volunteered",
        ),
        Attribute("day", f"select ticket_id, departs_on from {_TICKETS}", "on the flight on {}", kind="date"),
        Attribute("number", f"select ticket_id, number from {_TICKETS}", "{}", level="recognised"),
    ),
    label="select 'the seat of ' || p.name || ' on flight ' || number || ' to ' || d.city || ' on ' || departs_on ||"
    f" ' (ticket ' || :key || ')' from tickets t join passengers p using (passenger_id) join segments s"
    f" using (segment_id) join {_FLIGHTS} where t.ticket_id = :key",
    which="Which seat do you mean?",
    any_noun="seats",
    article="",
)  # fmt: skip

_METHOD = (
    "case when kind = 'certificate' then 'travel certificate' when brand = 'Mastercard' then brand"
    " when brand = 'American Express' then brand || ' card'"
    " when kind = 'card' then brand || ' card' else brand || ' account' end"
)

_EXPIRY = "select payment_method_id, expires_on from payment_methods where customer_id = :customer and expires_on"
_SAID_EXPIRY = f"' that ' || iif(expires_on < '{_TODAY}', 'expired', 'expires') || ' on ' || expires_on"

PAYMENT_METHODS = Thing(
    table="payment_methods",
    noun="payment method",
    topic="payment_method",
    attributes=(
        Attribute(
            "kind",
            f"select payment_method_id, {_METHOD} from payment_methods where customer_id = :customer",
            "{}",
            "head",
            level="volunteered",
            certain=True,
            synonyms={
                "Visa card": ("Visa", "Visa credit card"),
                "Mastercard": ("Master Card", "Mastercard credit card"),
                "American Express card": ("American Express", "Amex", "American Express credit card"),
                "PayPal account": ("PayPal", "PayPal wallet"),
                "travel certificate": ("certificate", "travel certificates", "voucher"),
            },
        ),
        Attribute(
            "ending",
            "select payment_method_id, last4 from payment_methods where customer_id = :customer and last4 is not null",
            "ending in {}",
            topic="last_four",
        ),
        Attribute("expiry", f"{_EXPIRY} >= '{_TODAY}'", "that expires on {}", kind="date"),
        Attribute("expired", f"{_EXPIRY} < '{_TODAY}'", "that expired on {}", kind="date", level="recognised"),
    ),
    label=f"select 'the ' || {_METHOD} || coalesce(' ending in ' || last4, '') || coalesce({_SAID_EXPIRY}, '')"
    " from payment_methods where payment_method_id = :key",
    which="Which payment method do you mean?",
    any_noun="payment methods",
)

THINGS = (RESERVATIONS, SEGMENTS, FLIGHTS, PASSENGERS, TICKETS, PAYMENT_METHODS)
