"""What a tool's arguments mean, and the airline's fixed terms: fares, fees, notice, windows.

Semantic types for the signatures of the tools; constants and small formulas that tools, rules and seed share
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pytest_t2t.domain.types import Free, Note, Ref, Secret

CLOCK = "2026-05-12T09:30:00"


def plain_id(reservation_id: str) -> str:
    """A booking reference without the "#" that people write before it, in capitals."""
    return reservation_id.strip().removeprefix("#").upper()


CustomerId = Annotated[str, Ref("customers.customer_id")]
ReservationId = Annotated[str, Ref("reservations.reservation_id"), AfterValidator(plain_id)]
SegmentId = Annotated[str, Ref("segments.segment_id")]
PassengerId = Annotated[str, Ref("passengers.passenger_id")]
TicketId = Annotated[str, Ref("tickets.ticket_id")]
FlightId = Annotated[str, Ref("flights.flight_id")]
NewFlightId = Annotated[str, Ref("flights.flight_id", like="segment_id")]
RouteId = Annotated[str, Ref("routes.route_id")]
FareClassName = Annotated[str, Ref("fare_classes.fare_class")]
PaymentMethodId = Annotated[str, Ref("payment_methods.payment_method_id")]
Email = Annotated[str, Secret("email")]
FullName = Annotated[str, Secret("name")]
Postcode = Annotated[str, Secret("postcode")]
Phone = Annotated[str, Free("phone"), Field(pattern=r"^\d{3}-\d{3}-\d{4}$")]
Summary = Annotated[str, Note()]

Upgrade = Literal["flex", "business"]
Reason = Literal["change of plans", "work commitments", "illness", "bereavement"]
Seat = Literal["window", "aisle", "exit row"]
Meal = Literal["standard", "vegetarian", "vegan", "kosher", "gluten-free"]
Topic = Literal["late claim", "partly used"]

CABINS = {"basic economy": "economy", "economy": "economy", "flex": "economy", "business": "business"}
"""Fare class -> the cabin that its passengers sit in."""
FARE_CLASSES = tuple(CABINS)
"""From the lowest to the highest."""
CHANGEABLE_CENTS = {"basic economy": 0, "economy": 7500, "flex": 0, "business": 0}
"""Fee for changing a flight, per passenger; Gold members pay none."""
INCLUDED_BAGS = {"basic economy": 0, "economy": 0, "flex": 1, "business": 2}
TIER_BAGS = {"member": 0, "silver": 1, "gold": 2}
"""Checked bags that cost nothing, per passenger: by fare class, and on top by the customer's tier."""
BAG_CENTS, THIRD_BAG_CENTS = 3500, 6000
INSURANCE_CENTS = 2400
"""Per passenger."""
DELAY_CENTS, CANCELLED_CENTS = 7500, 15000
"""What a certificate is worth, per passenger: for a long delay, for a cancelled flight."""
OUR_CAUSES = ("crew", "technical")
LONG_DELAY, REBOOKING_DELAY = 180, 120
"""Minutes."""
CHANGE_HOURS, GOLD_CHANGE_HOURS, BAG_HOURS, MEAL_HOURS = 24, 3, 24, 48
REBOOKING_DAYS = 3
CLAIM_DAYS, LATE_CLAIM_DAYS = 3, 30
INSURANCE_DAYS, COOLING_OFF_DAYS = 7, 14
INSURED_REASONS = ("illness", "bereavement")
FULL_TERMS = ("flex", "business")
"""Fare classes that can be cancelled for any reason."""

_PERCENT = {"basic economy": 80, "economy": 100, "flex": 125, "business": 100}
_CHILD_PERCENT = 75


def fare(cabin_cents: int, fare_class: str, kind: str) -> int:
    """Cents that one passenger pays for one flight, by the present price of an adult's seat in the cabin."""
    cents = cabin_cents * _PERCENT[fare_class] // 100
    return cents * _CHILD_PERCENT // 100 if kind == "child" else cents


def bag_fee(number: int, fare_class: str, tier: str) -> int:
    """Cents that a passenger's checked bag of this number (1, 2, ...) costs."""
    if number <= INCLUDED_BAGS[fare_class] + TIER_BAGS[tier]:
        return 0
    return BAG_CENTS if number < 3 else THIRD_BAG_CENTS
