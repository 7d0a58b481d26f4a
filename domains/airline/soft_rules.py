"""Rules that only the policy states: the tools would accept what they forbid.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from datetime import date

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.domain.tool import Tool
from pytest_t2t.records.task import Cell

from . import tools as airline
from .facts import (
    Args,
    Row,
    cells,
    days_since,
    fits,
    flight,
    flown,
    hours_until,
    is_open,
    method,
    method_cells,
    next_flight_cells,
    owner,
    remaining,
    reservation,
    reservation_cells,
    segment,
    segment_flight_cells,
)
from .values import (
    BAG_HOURS,
    CHANGE_HOURS,
    CLAIM_DAYS,
    COOLING_OFF_DAYS,
    FULL_TERMS,
    GOLD_CHANGE_HOURS,
    INSURANCE_DAYS,
    INSURED_REASONS,
    LATE_CLAIM_DAYS,
    LONG_DELAY,
    MEAL_HOURS,
    OUR_CAUSES,
    REBOOKING_DAYS,
)

_TOOLS = [tool for tool in vars(airline).values() if isinstance(tool, Tool)]
WRITES = [tool.name for tool in _TOOLS if tool.effect == "writes"]
WISHED = [tool.name for tool in _TOOLS if tool.wished]
PERSONAL = ["get_customer", "list_reservations", "get_reservation"]
BY_PARAMETERS = {frozenset(part.name for part in tool.parameters): tool.name for tool in _TOOLS if tool.wished}
"""The names of its parameters tell which wished write a call is of."""


@rule("authenticated-first", tools=[*PERSONAL, *WRITES])
def authenticated_first(_db: Db, _args: Args, talk: Talk) -> bool:
    """Nothing of a customer is read or changed before authentication."""
    return talk.customer is None


@rule("explicit-consent", tools=WISHED, consent=True)
def explicit_consent(_db: Db, args: Args, talk: Talk) -> bool:
    """Every change needs the customer's explicit yes to it."""
    return not talk.consented(BY_PARAMETERS.get(frozenset(args), ""), args)


@rule("own-data-only", tools=WRITES, about="ownership")
def own_data_only(db: Db, args: Args, talk: Talk) -> bool:
    """Only the authenticated customer's own reservations are changed."""
    return talk.customer is not None and owner(db, args) not in {None, talk.customer}


# ---------------------------------------------------------------------------------------------------------- flights
@rule(
    "basic-as-booked",
    tools=["change_flight", "upgrade_fare", "choose_seat"],
    evidence=reservation_cells("fare_class"),
)
def basic_as_booked(db: Db, args: Args, _talk: Talk) -> bool:
    """Basic economy stays as it was booked."""
    return is_open(db, args) and reservation(db, args)["fare_class"] == "basic economy"


def _notice_cells(db: Db, args: Args) -> list[Cell]:
    """When the flight leaves, and the tier where it decides."""
    leaves = cells(segment(db, args), "flights", "flight_id", "departs_on", "departs_at")
    if hours_until(db, segment(db, args)) < GOLD_CHANGE_HOURS:
        return leaves
    return [*leaves, *cells(reservation(db, args), "customers", "customer_id", "tier")]


@rule("change-notice", tools=["change_flight"], evidence=_notice_cells)
def change_notice(db: Db, args: Args, _talk: Talk) -> bool:
    """Flights are changed a day ahead, Gold members' three hours."""
    hours = GOLD_CHANGE_HOURS if reservation(db, args).get("tier") == "gold" else CHANGE_HOURS
    return is_open(db, args) and hours_until(db, segment(db, args)) < hours


@rule("rebooking-near", tools=["rebook_flight"], evidence=segment_flight_cells("departs_on"))
def rebooking_near(db: Db, args: Args, _talk: Talk) -> bool:
    """A free rebooking stays near the original date."""
    if not (is_open(db, args) and fits(db, args)):
        return False
    old, new = segment(db, args), flight(db, args["new_flight_id"])
    apart = date.fromisoformat(new["departs_on"]) - date.fromisoformat(old["departs_on"])
    return abs(apart.days) > REBOOKING_DAYS


# ---------------------------------------------------------------------------------------------------- cancellation
def _cancellable(db: Db, args: Args) -> bool:
    """Whether rules of cancellation have a say: a confirmed reservation of which nothing was flown."""
    return is_open(db, args) and not flown(db, args)


def _any_reason(db: Db, args: Args, found: Row) -> bool:
    """Whether a reservation can be cancelled for whatever reason."""
    disrupted = any(one["status"] == "cancelled" or one["delay_minutes"] >= LONG_DELAY for one in remaining(db, args))
    return found["booked_class"] in FULL_TERMS or days_since(db, found["booked_on"]) <= 1 or disrupted


def _covered(db: Db, found: Row) -> bool:
    """Whether insurance covers a reservation today."""
    return days_since(db, found["insured_on"]) >= 1


def _terms_cells(db: Db, args: Args) -> list[Cell]:
    own = reservation_cells("booked_class", "booked_on", "insured_on")(db, args)
    return [*own, *(cell for one in remaining(db, args) for cell in cells(one, "flights", "flight_id", "status"))]


@rule("cancel-terms", tools=["cancel_reservation"], evidence=_terms_cells)
def cancel_terms(db: Db, args: Args, _talk: Talk) -> bool:
    """Lower fares are cancelled on the first two days, after a disruption of ours, or insured."""
    found = reservation(db, args)
    return _cancellable(db, args) and not (_any_reason(db, args, found) or _covered(db, found))


@rule("insured-reasons", tools=["cancel_reservation"], evidence=_terms_cells)
def insured_reasons(db: Db, args: Args, _talk: Talk) -> bool:
    """Insurance covers illness and bereavement alone."""
    found = reservation(db, args)
    if not _cancellable(db, args) or _any_reason(db, args, found):
        return False
    return _covered(db, found) and args.get("reason") not in INSURED_REASONS


def _flown_cells(db: Db, args: Args) -> list[Cell]:
    return [cell for one in flown(db, args) for cell in cells(one, "segments", "segment_id", "status")]


@rule("partly-used", tools=["cancel_reservation"], evidence=_flown_cells, remedies=["decline", "escalate"])
def partly_used(db: Db, args: Args, _talk: Talk) -> bool:
    """What has been flown in part is not cancelled in chat."""
    return is_open(db, args) and bool(flown(db, args))


# ---------------------------------------------------------------------------------------------------------- extras
@rule("insurance-window", tools=["add_insurance"], evidence=reservation_cells("booked_on"))
def insurance_window(db: Db, args: Args, _talk: Talk) -> bool:
    """Insurance is bought within a week of booking."""
    found = reservation(db, args)
    return is_open(db, args) and not found["insured_on"] and days_since(db, found["booked_on"]) > INSURANCE_DAYS


@rule("cooling-off", tools=["remove_insurance"], evidence=reservation_cells("insured_on"))
def cooling_off(db: Db, args: Args, _talk: Talk) -> bool:
    """Insurance is given back within two weeks."""
    return is_open(db, args) and days_since(db, reservation(db, args)["insured_on"]) > COOLING_OFF_DAYS


@rule("bag-notice", tools=["add_bag", "remove_bag"], evidence=next_flight_cells("departs_on", "departs_at"))
def bag_notice(db: Db, args: Args, _talk: Talk) -> bool:
    """Bags are added and taken back a day ahead."""
    return is_open(db, args) and any(hours_until(db, one) < BAG_HOURS for one in remaining(db, args)[:1])


@rule("meal-notice", tools=["order_meal"], evidence=next_flight_cells("departs_on", "departs_at"))
def meal_notice(db: Db, args: Args, _talk: Talk) -> bool:
    """Meals are ordered two days ahead."""
    return is_open(db, args) and any(hours_until(db, one) < MEAL_HOURS for one in remaining(db, args)[:1])


def _child_cells(db: Db, args: Args) -> list[Cell]:
    sql = "select passenger_id from tickets where ticket_id = ?"
    key = db.value(sql, args.get("ticket_id"))
    return [Cell(table="passengers", key=(key,), column="kind")] if key else []


@rule("exit-row-adults", tools=["choose_seat"], evidence=_child_cells, remedies=["decline", "alternative"])
def exit_row_adults(db: Db, args: Args, _talk: Talk) -> bool:
    """Children don't sit at an exit."""
    sql = "select kind from passengers join tickets using (passenger_id) where ticket_id = ?"
    child = db.value(sql, args.get("ticket_id")) == "child"
    return child and args.get("seat") == "exit row" and is_open(db, args)


# --------------------------------------------------------------------------------------------- certificates, claims
@rule(
    "certificates-for-fares",
    tools=["add_bag", "add_insurance"],
    evidence=method_cells("balance_cents"),
    remedies=["decline", "alternative"],
)
def certificates_for_fares(db: Db, args: Args, _talk: Talk) -> bool:
    """Certificates pay for fares alone."""
    return is_open(db, args) and method(db, args).get("kind") == "certificate"


@rule(
    "certificate-valid",
    tools=["change_flight", "upgrade_fare"],
    evidence=method_cells("expires_on"),
    remedies=["decline", "alternative"],
)
def certificate_valid(db: Db, args: Args, _talk: Talk) -> bool:
    """Certificates expire."""
    return is_open(db, args) and days_since(db, method(db, args).get("expires_on")) > 0


def _members_cells(db: Db, args: Args) -> list[Cell]:
    found = reservation(db, args)
    return [
        *cells(found, "customers", "customer_id", "tier"),
        *cells(found, "reservations", "reservation_id", "booked_class", "insured_on"),
    ]


def _claimable(db: Db, args: Args) -> bool:
    """Whether rules of compensation have a say: a flight that was disrupted while booked."""
    found = segment(db, args)
    return bool(found) and found["status"] != "on time" and found["state"] != "cancelled"


@rule("compensation-whom", tools=["claim_compensation"], evidence=_members_cells)
def compensation_whom(db: Db, args: Args, _talk: Talk) -> bool:
    """Compensation is for Silver and Gold members, for who booked business, and for the insured."""
    found = reservation(db, args)
    if not _claimable(db, args) or not found:
        return False
    return found["tier"] == "member" and found["booked_class"] != "business" and not _covered(db, found)


@rule("compensation-grounds", tools=["claim_compensation"], evidence=segment_flight_cells("delay_minutes", "cause"))
def compensation_grounds(db: Db, args: Args, _talk: Talk) -> bool:
    """We answer for long delays and cancellations that are our fault."""
    found = segment(db, args)
    if not _claimable(db, args):
        return False
    long = found["status"] == "cancelled" or found["delay_minutes"] >= LONG_DELAY
    return not (long and found["cause"] in OUR_CAUSES)


@rule(
    "compensation-window",
    tools=["claim_compensation"],
    evidence=segment_flight_cells("departs_on"),
    remedies=["decline", "escalate"],
)
def compensation_window(db: Db, args: Args, _talk: Talk) -> bool:
    """Claims are made within three days."""
    return _claimable(db, args) and days_since(db, segment(db, args)["departs_on"]) > CLAIM_DAYS


# ------------------------------------------------------------------------------------------------------ escalation
def _escalation_cells(db: Db, args: Args) -> list[Cell]:
    if args.get("topic") == "partly used":
        return _flown_cells(db, args)
    found = _late_flights(db, args)
    return [cell for one in found for cell in cells(one, "flights", "flight_id", "departs_on", "delay_minutes")]


def _late_flights(db: Db, args: Args) -> list[Row]:
    """The long delayed flights that the reservation flew too long ago for a claim in chat."""
    found = db.rows(
        "select f.* from segments s join flights f using (flight_id) where reservation_id = ? and s.status = 'flown'"
        " and delay_minutes >= ? order by flight_id",
        args.get("reservation_id"), LONG_DELAY,
    )  # fmt: skip
    return [one for one in found if CLAIM_DAYS < days_since(db, one["departs_on"]) <= LATE_CLAIM_DAYS]


@rule("escalation-only-when", tools=["escalate_to_person"], evidence=_escalation_cells)
def escalation_only_when(db: Db, args: Args, _talk: Talk) -> bool:
    """A person takes over late claims, and what has been flown in part."""
    if args.get("topic") == "partly used":
        return not (is_open(db, args) and flown(db, args))
    return not _late_flights(db, args)
