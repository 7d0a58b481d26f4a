"""The airline keeps its promises: seed, tools, rules, policy and words fit each other.

every argument set that the explorer binds, for a sample of customers -> refusals, rules, evidence, what is undone
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from pytest_t2t.domain.database import Db, open_connection
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.rule import Consent, Talk
from pytest_t2t.domain.telling import told
from pytest_t2t.domain.tool import Tool, ToolError
from pytest_t2t.domain.world import World, build
from pytest_t2t.exploration.walk import binder, trusted
from pytest_t2t.records.task import Question

FOLDER = Path(__file__).parents[3] / "domains" / "airline"
DOMAIN = load(FOLDER)
SAMPLE = 60
Call = tuple[str, dict[str, Any]]
OF_TALK = {"authenticated-first", "explicit-consent", "own-data-only"}
UNBOUND = {"same-route", "payment-method-own"}
"""Rules about values that the explorer, which binds what fits, never tries."""
POINTLESS = re.compile(
    r"is (?:completed|cancelled)|is flown|is cancelled|already is|already on|has left|is not insured"
    r"|has no checked bag|was not disrupted|is not part of"
)
"""Refusals that no rule needs to say: there is nothing to do it to."""


@cache
def world() -> World:
    return World(DOMAIN, 1, 1, *build(DOMAIN, 1, 1))


@pytest.fixture
def env() -> Iterator[Environment]:
    with world().open() as opened:
        yield opened


@cache
def customers() -> tuple[str, ...]:
    with world().open() as opened:
        return tuple(key for (key,) in opened.db.tuples("select customer_id from customers order by 1 limit ?", SAMPLE))


@cache
def calls_of(customer: str) -> tuple[Call, ...]:
    """A draw of what the explorer can bind for a customer, and its escalations."""
    with world().open() as opened:
        trusted(opened, customer)
        bind = binder(opened, customer, 1)
        found: list[Call] = []
        for tool in (one for one in DOMAIN.tools.values() if one.wished or one.role == "escalate"):
            every = list(islice(bind.bindings(tool), 1500))
            found += [(tool.name, args) for args in Draw("calls", customer, tool.name).sample(every, 30)]
        return tuple(found)


def refusal(db: Db, tool: Tool, args: dict[str, Any]) -> str:
    """Why a tool refuses; empty where it does not."""
    with db.trial():
        try:
            tool.call(db, args)
        except ToolError as why:
            return str(why)
    return ""


def forbidding(db: Db, call: Call, talk: Talk) -> list[str]:
    return [rule.id for rule in DOMAIN.rules_of[call[0]] if rule.forbids(db, call[1], talk)]


def contents(db: Db, *but: str) -> dict[str, set[Any]]:
    names = [name for (name,) in db.tuples("select name from sqlite_schema where type = 'table'")]
    return {name: set(db.tuples(f"select * from {name}")) for name in names if name not in {"counters", *but}}


# -------------------------------------------------------------------------------------------------------- the seed
def seeded(seed: int, scale: int = 1) -> Db:
    db = Db(open_connection(), DOMAIN.clock)
    db.connection.execute(DOMAIN.schema)
    with db.attempt():
        DOMAIN.seed(db, Draw("airline", seed), scale)
    return db


def digest(db: Db) -> str:
    return sha256(
        repr(sorted((name, sorted(map(repr, rows))) for name, rows in contents(db).items())).encode()
    ).hexdigest()


def test_equal_seeds_give_equal_rows_and_others_do_not() -> None:
    assert digest(seeded(1)) == digest(seeded(1))
    assert digest(seeded(1)) != digest(seeded(2))


def test_flights_and_customers_are_the_same_at_every_scale() -> None:
    small, large = seeded(1), seeded(1, 2)
    for query in ("select * from flights", "select * from reservations order by rowid limit 1000"):
        assert large.tuples(query) == small.tuples(query)
    assert large.value("select count(*) from customers") == 1000


def test_the_world_is_large_and_whole(env: Environment) -> None:
    db = env.db
    assert seeded(1).connection.execute("pragma foreign_key_check").fetchall() == []
    assert db.value("select count(*) from customers") == 500
    assert db.value("select count(*) from reservations") >= 1000
    assert db.value("select count(*) from tickets") >= 3000
    assert db.tuples("select 1 from customers group by lower(name), postcode having count(*) > 1") == []


def test_every_passenger_has_a_ticket_for_every_flight(env: Environment) -> None:
    wrong = (
        "select reservation_id from reservations r where (select count(*) from tickets t"
        " where t.reservation_id = r.reservation_id) <> (select count(*) from passengers p"
        " where p.reservation_id = r.reservation_id) * (select count(*) from segments s"
        " where s.reservation_id = r.reservation_id)"
    )
    assert env.db.tuples(wrong) == []


def test_fares_were_paid_in_full(env: Environment) -> None:
    wrong = (
        "select reservation_id from payments p where purpose = 'fare' and amount_cents <>"
        " (select sum(fare_cents) from tickets t where t.reservation_id = p.reservation_id)"
    )
    assert env.db.tuples(wrong) == []


def test_what_has_left_is_flown_and_flights_of_a_trip_follow_each_other(env: Environment) -> None:
    today = env.db.today.isoformat()
    of_segments = "select 1 from segments s join flights f using (flight_id) where"
    assert (
        env.db.tuples(f"{of_segments} s.status = 'flown' and (departs_on >= ? or f.status = 'cancelled')", today) == []
    )
    assert env.db.tuples(f"{of_segments} s.status = 'booked' and departs_on < ?", today) == []
    same_day = (
        "select reservation_id from segments join flights using (flight_id) group by 1, departs_on having count(*) > 1"
    )
    assert env.db.tuples(same_day) == []


def test_nobody_is_on_two_trips_at_a_time(env: Environment) -> None:
    trips = (
        "with trips as (select reservation_id, customer_id, min(departs_on) as first, max(departs_on) as last"
        " from reservations r join segments using (reservation_id) join flights using (flight_id)"
        " where r.status <> 'cancelled' group by reservation_id)"
    )
    both = "select 1 from trips a join trips b using (customer_id) where a.reservation_id < b.reservation_id and"
    assert env.db.tuples(f"{trips} {both} a.first <= b.last and b.first <= a.last") == []
    twice = (
        "select count(distinct a.customer_id) from (select * from segments join flights using (flight_id)"
        " join reservations using (reservation_id)) a join (select * from segments join flights using (flight_id)"
        " join reservations using (reservation_id)) b using (customer_id, route_id)"
        " where a.reservation_id < b.reservation_id"
    )
    assert env.db.value(twice) >= 200, "several trips to one city: what is ambiguous"


# ------------------------------------------------------------------------------------------------------- the rules
def test_enough_tools_and_rules() -> None:
    writes = [tool for tool in DOMAIN.tools.values() if tool.effect == "writes"]
    soft = [rule for rule in DOMAIN.rules.values() if not rule.hard]
    assert len(DOMAIN.tools) >= 15
    assert len(writes) >= 8
    assert len(DOMAIN.rules) >= 18
    assert len(soft) >= 10
    wished = [frozenset(part.name for part in tool.parameters) for tool in writes if tool.wished]
    assert len(set(wished)) == len(wished)


def test_hard_rules_and_refusals_agree_and_soft_rules_are_accepted(env: Environment) -> None:
    """What a hard rule forbids is refused, what is refused has a hard rule or nothing to do it to; all rules occur."""
    alone: dict[str, set[str]] = defaultdict(set)
    for customer in customers():
        trusted(env, customer)
        for name, args in calls_of(customer):
            rules, why = forbidding(env.db, (name, args), env.talk), refusal(env.db, DOMAIN.tools[name], args)
            hard = [rule for rule in rules if DOMAIN.rules[rule].hard]
            assert bool(why) == bool(hard or POINTLESS.search(why)), (name, args, rules, why)
            if len(rules) == 1:
                alone[rules[0]].add(customer)
    assert alone.keys() == DOMAIN.rules.keys() - OF_TALK - UNBOUND


def test_evidence_is_there_where_a_rule_forbids(env: Environment) -> None:
    for customer in customers()[:25]:
        trusted(env, customer)
        for name, args in calls_of(customer):
            for rule in (DOMAIN.rules[one] for one in forbidding(env.db, (name, args), env.talk)):
                cells = rule.evidence(env.db, args) if rule.evidence else ()
                assert cells or name == "escalate_to_person", (rule.id, name, args)
                for cell in cells:
                    where = " and ".join(f"{key} = ?" for key in world().tables[cell.table].key)
                    assert env.db.row(f"select {cell.column} from {cell.table} where {where}", *cell.key), cell


def test_predicates_and_evidence_are_total(env: Environment) -> None:
    talk = Talk(customer=customers()[0])
    for name, args in calls_of(customers()[1]):
        garbage = {key: "nothing" if key.endswith("_id") else value for key, value in args.items()}
        assert set(forbidding(env.db, (name, garbage), talk)) <= {"explicit-consent", "escalation-only-when"}
        for rule in DOMAIN.rules_of[name]:
            assert not (rule.evidence and rule.evidence(env.db, garbage)), (rule.id, name)


def test_other_airports_are_another_route(env: Environment) -> None:
    segment, reservation, owner, method = env.db.tuples(
        "select segment_id, reservation_id, customer_id, payment_method_id from segments"
        " join reservations using (reservation_id) where segments.status = 'booked' and reservations.status = 'confirmed'"
        " order by 1 limit 1"
    )[0]
    elsewhere = env.db.value(
        "select flight_id from flights where departs_on = '2026-05-28' and route_id not in (select route_id from segments"
        " join flights using (flight_id) where segment_id = ?) order by 1 limit 1",
        segment,
    )
    args = {"reservation_id": reservation, "segment_id": segment, "new_flight_id": elsewhere}
    talk = Talk(customer=owner, trusting=True)
    assert "same-route" in forbidding(env.db, ("rebook_flight", args), talk)
    stranger = env.db.value("select payment_method_id from payment_methods where customer_id <> ? limit 1", owner)
    for key, expected in ((method, False), (stranger, True)):
        call = ("change_flight", args | {"payment_method_id": key})
        assert ("payment-method-own" in forbidding(env.db, call, talk)) == expected
        assert refusal(env.db, DOMAIN.tools["change_flight"], call[1])


def test_there_comes_before_back(env: Environment) -> None:
    """The outbound flight moved to after the return, or the return to before it, or both to one day."""
    reservation, owner, out, home, first, last, there, back = env.db.tuples(
        "select reservation_id, customer_id, a.segment_id, b.segment_id, f.departs_on, g.departs_on, f.route_id,"
        " g.route_id from reservations join segments a using (reservation_id) join flights f using (flight_id)"
        " join segments b using (reservation_id) join flights g on g.flight_id = b.flight_id"
        " where reservations.status = 'confirmed' and a.status = 'booked' and f.departs_on < g.departs_on"
        " and f.departs_on > '2026-05-14' and g.departs_on < '2026-05-28' order by 1 limit 1"
    )[0]
    method = env.db.value(
        "select payment_method_id from payment_methods where customer_id = ? and kind = 'card' limit 1", owner
    )
    on_time = "select flight_id from flights where status <> 'cancelled' and route_id = ? and"
    moves = (
        (out, there, "departs_on > ?", last, True),
        (out, there, "departs_on = ?", last, True),
        (out, there, "departs_on < ?", first, False),
        (home, back, "departs_on < ? and departs_on > '2026-05-12'", first, True),
        (home, back, "departs_on = ?", first, True),
        (home, back, "departs_on > ?", last, False),
    )
    talk = Talk(customer=owner, trusting=True)
    for segment, route, when, day, forbidden in moves:
        new = env.db.value(f"{on_time} {when} order by departs_on desc limit 1", route, day)
        args = {
            "reservation_id": reservation,
            "segment_id": segment,
            "new_flight_id": new,
            "payment_method_id": method,
        }
        for tool in ("change_flight", "rebook_flight"):
            call = (tool, args if tool == "change_flight" else {k: v for k, v in args.items() if "method" not in k})
            assert ("flights-in-order" in forbidding(env.db, call, talk)) == forbidden, (when, args)
            assert ("out of order" in refusal(env.db, DOMAIN.tools[tool], call[1])) == forbidden


def test_rules_of_the_talk(env: Environment) -> None:
    reservation, owner = env.db.tuples(
        "select reservation_id, customer_id from reservations where status = 'confirmed' order by 1 limit 1"
    )[0]
    call = ("set_contact_phone", {"reservation_id": reservation, "phone": "212-555-0100"})
    stranger = next(key for key in customers() if key != owner)
    said = [Consent("set_contact_phone", {"reservation_id": reservation})]
    other = [Consent("set_contact_phone", {"reservation_id": "H0"})]
    for talk, expected in (
        (Talk(), {"authenticated-first", "explicit-consent"}),
        (Talk(customer=owner), {"explicit-consent"}),
        (Talk(customer=owner, consents=said), set()),
        (Talk(customer=owner, consents=other), {"explicit-consent"}),
        (Talk(customer=stranger, trusting=True), {"own-data-only"}),
    ):
        assert set(forbidding(env.db, call, talk)) == expected


# ------------------------------------------------------------------------------------------------- what writes do
def permitted(env: Environment, tool: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Customers and calls of a tool that it accepts and no rule forbids."""
    for customer in customers():
        trusted(env, customer)
        for name, args in (call for call in calls_of(customer) if call[0] == tool):
            if not (forbidding(env.db, (name, args), env.talk) or refusal(env.db, DOMAIN.tools[tool], args)):
                yield customer, args


@pytest.mark.parametrize("name", [name for name, tool in DOMAIN.tools.items() if tool.inverse])
def test_inverses_undo(env: Environment, name: str) -> None:
    """Nothing is left but the payments there and back, what a flight costs today, and seats that were chosen."""
    left = {"payments"} | ({"tickets", "flight_seats", "payment_methods"} if name == "change_flight" else set())
    before, tool = contents(env.db, *left), DOMAIN.tools[name]
    undone = 0
    for _, args in islice(permitted(env, name), 24):
        with env.db.trial():
            back = tool.inverse(env.db, args, tool.call(env.db, args)) if tool.inverse else None
            if back is None:
                continue
            try:
                DOMAIN.tools[back[0]].call(env.db, DOMAIN.tools[back[0]].validate(back[1]))
            except ToolError:  # the old flight has no seats left, is cancelled, or a certificate does not cover it
                continue
            undone += 1
            now = contents(env.db, *left)
            differ = {table for table in now if now[table] != before[table]}
            assert differ <= ({"bags"} if name == "remove_bag" else set()), differ  # the bag has another id
    assert undone


def test_a_change_is_paid_for_passenger_by_passenger(env: Environment) -> None:
    several = 0
    for customer, args in islice(permitted(env, "change_flight"), 40):
        with env.db.trial():
            fares = "select ticket_id, fare_cents from tickets where segment_id = ? order by 1"
            before = dict(env.db.tuples(fares, args["segment_id"]))
            result = DOMAIN.tools["change_flight"].call(env.db, args)
            after = dict(env.db.tuples(fares, args["segment_id"]))
            tier, fare_class = env.db.tuples(
                "select tier, fare_class from reservations join customers using (customer_id) where reservation_id = ?",
                args["reservation_id"],
            )[0]
            fee = 7500 if fare_class == "economy" and tier != "gold" else 0
            total = sum(after[key] - before[key] + fee for key in before)
            assert result["charged_cents"] == total, customer
            paid = env.db.value("select amount_cents from payments order by payment_id desc limit 1")
            assert not total or paid == total
            several += len(before) > 1
    assert several >= 3


def test_a_cancellation_gives_back_the_fares_and_the_seats(env: Environment) -> None:
    for _, args in islice(permitted(env, "cancel_reservation"), 8):
        key = args["reservation_id"]
        with env.db.trial():
            open_fares = (
                "select sum(fare_cents) from tickets join segments using (segment_id)"
                " where segments.reservation_id = ? and status = 'booked'"
            )
            fares, left = env.db.value(open_fares, key), "select sum(seats_left) from flight_cabins"
            seats, booked = env.db.value(left), env.db.value(open_fares.replace("sum(fare_cents)", "count(*)"), key)
            result = DOMAIN.tools["cancel_reservation"].call(env.db, args)
            assert result["refunded_cents"] == fares
            assert env.db.value(left) == seats + booked


# ------------------------------------------------------------------------------------------------------- the words
def test_every_question_has_an_answer_after_its_write(env: Environment) -> None:
    for question in DOMAIN.language.ask_for:
        customer, args = next(permitted(env, question.tool))
        with env.db.trial():
            DOMAIN.tools[question.tool].call(env.db, args)
            assert len(env.db.tuples(question.sql, **args, customer=customer)) <= 1


def test_what_a_change_costs_and_what_comes_back_are_two_questions(env: Environment) -> None:
    asks = {one.name: one for one in DOMAIN.language.ask_for if one.tool == "change_flight"}
    seen = set()
    for customer, args in permitted(env, "change_flight"):
        with env.db.trial():
            total = DOMAIN.tools["change_flight"].call(env.db, args)["charged_cents"]
            told = {name: env.db.value(ask.sql, **args, customer=customer) for name, ask in asks.items()}
        assert told == {"change_price": total if total > 0 else None, "change_refund": total if total < 0 else None}
        seen.add(total > 0)
        if len(seen) == 2:
            return
    raise AssertionError(seen)


def test_what_has_begun_or_expired_is_said_in_the_past(env: Environment) -> None:
    today, found = env.db.today.isoformat(), set()
    said = [one for thing in DOMAIN.language.things for one in thing.attributes]
    for attribute in (one for one in said if one.level != "recognised" or one.name == "expired"):
        past = any(words in attribute.phrase for words in ("that started on", "that expired on"))
        future = any(words in attribute.phrase for words in ("starting on", "that expires on"))
        for customer in customers() if past or future else ():
            days = {day for _, day in env.db.tuples(attribute.sql, customer=customer)}
            assert all(day < today if past else day >= today for day in days), (attribute.phrase, customer)
            found.add(attribute.phrase) if days else None
    assert len(found) == 6


def test_what_can_be_undone_has_words_for_it_and_nothing_is_given_up_by_contradicting() -> None:
    for phrases in DOMAIN.language.phrases:
        assert bool(phrases.undo) == bool(DOMAIN.tools[phrases.tool].inverse), phrases.tool
        assert all(" after all." in sentence for sentence in phrases.drop), phrases.tool


def test_new_phone_numbers_are_new_and_known_by_all_their_forms(env: Environment) -> None:
    spoken = DOMAIN.language.free["phone"]
    for customer in customers()[:20]:
        phone = DOMAIN.generators["phone"](env.db, Draw("new", customer), customer)
        own = env.db.tuples("select contact_phone from reservations where customer_id = ?", customer)
        assert (phone,) not in own
        assert spoken.say(phone) in spoken.keys(phone)


def test_booking_references_may_be_written_with_a_hash() -> None:
    assert DOMAIN.tools["get_reservation"].validate({"reservation_id": "#h204133"}) == {"reservation_id": "H204133"}


def test_the_day_of_a_flight_is_not_until_when_a_certificate_is_valid(env: Environment) -> None:
    ask = next(one for one in DOMAIN.language.ask_for if one.name == "valid_until")
    question = Question(id="q", text=ask.text[0], kind=ask.kind, subject=ask.subject)
    issued = "- Issue a compensation certificate for flight HB154 from Boston to Chicago on 2026-05-17"
    for answer in (ask.answer.format("12 May 2027"), "It expires on 12 May 2027.", "You can use it until 2027-05-12."):
        said = f"{issued}\n\n{answer}"
        assert told(said, question, DOMAIN.language.money, "2027-05-12") == {"2027-05-12"}
