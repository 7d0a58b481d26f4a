"""What a tool's arguments mean, and the shop's fixed terms: prices of shipping, windows, limits.

Semantic types for the signatures of the tools; constants and small formulas that tools, rules and seed share
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from typing_extensions import TypedDict

from pytest_t2t.domain.types import Free, Money, Note, Ref, Secret

CLOCK = "2026-03-14T10:00:00"


def plain_id(order_id: str) -> str:
    """An order id without the "#" that people write before it."""
    return order_id.strip().removeprefix("#")


UserId = Annotated[str, Ref("users.user_id")]
OrderId = Annotated[str, Ref("orders.order_id"), AfterValidator(plain_id)]
ItemId = Annotated[str, Ref("order_items.item_id")]
ProductId = Annotated[str, Ref("products.product_id")]
VariantId = Annotated[str, Ref("variants.variant_id")]
NewVariantId = Annotated[str, Ref("variants.variant_id", like="item_id")]
PaymentMethodId = Annotated[str, Ref("payment_methods.payment_method_id")]
Email = Annotated[str, Secret("email")]
FullName = Annotated[str, Secret("name")]
Postcode = Annotated[str, Secret("postcode")]
Amount = Annotated[int, Free("amount"), Money(), Field(gt=0)]
Summary = Annotated[str, Note()]

Speed = Literal["standard", "expedited", "express"]
Reason = Literal["no longer needed", "ordered by mistake", "arrives too late", "found cheaper elsewhere"]
Channel = Literal["email", "text message", "phone"]
Topic = Literal["late return", "missing parcel"]


class AddressFields(TypedDict):
    """A postal address in the US."""

    __pydantic_config__ = ConfigDict(extra="forbid", str_strip_whitespace=True)  # type: ignore[misc]

    street: Annotated[str, Field(min_length=1, description="House number and street, '742 Maple Avenue'.")]
    city: Annotated[str, Field(min_length=1)]
    state: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="Two letters, 'TX'.")]
    postcode: Annotated[str, Field(pattern=r"^\d{5}$", description="Five digits.")]


Address = Annotated[AddressFields, Free("address")]

RETURN_DAYS = 30
"""Returns and exchanges: days since delivery."""
LATE_RETURN_DAYS = 60
"""A colleague may still look at a late return up to here ..."""
LATE_RETURN_CENTS = 20_000
"""... where the order cost this or more."""
MISSING_DAYS = 10
"""A shipped order counts as missing after more than these days."""
ADDRESS_DAYS = 3
"""The address may be changed up to so many days after the order was placed."""
REWARD = "Larkfield reward"
"""The brand of gift cards that nothing is transferred from or to."""
ACCEPTED_REASONS = ("no longer needed", "ordered by mistake", "arrives too late")
ADDRESS_COLUMNS = ("street", "city", "state", "postcode")

_DAYS = {"standard": 9, "expedited": 6, "express": 2}
_FEES = {"standard": (0, 0), "expedited": (799, 0), "express": (1499, 599)}


def shipping_fee(speed: str, tier: str) -> int:
    """Cents that the speed costs a member of the tier."""
    return _FEES[speed][tier == "plus"]


def arrival(placed: date, speed: str, today: date) -> date:
    """When an order that has not left yet is expected: tomorrow at the earliest."""
    return max(placed + timedelta(days=_DAYS[speed]), today + timedelta(days=1))
