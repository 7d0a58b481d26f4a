"""What a tool's arguments mean, and the bank's fixed terms: limits, windows, how currencies are converted.

Semantic types for the signatures of the tools; constants and small formulas that tools, rules and seed share
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from pytest_t2t.domain.types import Free, Note, Ref, Secret

CLOCK = "2026-04-15T09:30:00"

CustomerId = Annotated[str, Ref("customers.customer_id")]
AccountId = Annotated[str, Ref("accounts.account_id")]
PayeeId = Annotated[str, Ref("payees.payee_id")]
TransferId = Annotated[str, Ref("transfers.transfer_id")]
StandingOrderId = Annotated[str, Ref("standing_orders.standing_order_id")]
CardId = Annotated[str, Ref("cards.card_id")]
DesignId = Annotated[str, Ref("card_designs.design_id", like="card_id")]
CardPaymentId = Annotated[str, Ref("card_payments.card_payment_id")]
AlertId = Annotated[str, Ref("alerts.alert_id")]
CustomerNumber = Annotated[str, Secret("customer_number")]
FullName = Annotated[str, Secret("name")]
Postcode = Annotated[str, Secret("postcode")]
AppCode = Annotated[str, Secret("app_code")]
Summary = Annotated[str, Note()]

Currency = Literal["USD", "EUR", "GBP"]
CardReason = Literal["lost", "stolen", "damaged", "new design"]
DisputeReason = Literal["not recognized", "not received", "charged twice", "wrong amount"]
RecallReason = Literal["wrong payee", "wrong amount", "sent twice", "suspected fraud"]
AlertKind = Literal["low balance", "large payment", "incoming payment"]


class AmountFields(TypedDict):
    """An amount of money with its currency."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    currency: Annotated[Currency, Field(description="The currency of the amount.")]
    minor: Annotated[int, Field(gt=0, le=10**9, description="In cents or pence: 12550 is 125.50.")]


class PayeeFields(TypedDict):
    """Somebody whom money can be sent to."""

    __pydantic_config__ = ConfigDict(extra="forbid", str_strip_whitespace=True)  # type: ignore[misc]

    name: Annotated[str, Field(min_length=1, description="The name of a person or company.")]
    bank: Annotated[str, Field(min_length=1, description="The name of the payee's bank.")]
    account_number: Annotated[str, Field(pattern=r"^\d{8}$", description="Eight digits.")]
    currency: Annotated[Currency, Field(description="The currency of the payee's account.")]


Amount = Annotated[AmountFields, Free("amount")]
Instalment = Annotated[AmountFields, Free("instalment")]
NewPayee = Annotated[PayeeFields, Free("new_payee")]
DailyLimit = Annotated[AmountFields, Free("daily_limit")]
CardLimit = Annotated[AmountFields, Free("card_limit")]
Threshold = Annotated[AmountFields, Free("threshold")]
PaymentDay = Annotated[str, Free("payment_day"), Field(pattern=r"^\d{4}-\d\d-\d\d$")]

BOTH_HOLDERS_MINOR = 50_000
"""More than this leaves an account that both holders sign for only with both of them."""
NEW_PAYEE_DAYS = 3
"""A payee is new until so many days have passed since it was added ..."""
NEW_PAYEE_MINOR = 50_000
"""... and gets no more than this at a time until then."""
SAVINGS_MINIMUM_MINOR = 50_000
"""What has to stay on a savings account."""
CARD_CEILINGS_MINOR = {"standard": 250_000, "premium": 500_000}
"""The highest daily limit of a card by the cardholder's membership."""
DISPUTE_DAYS = 60
"""Card payments can be disputed for so many days."""
LATE_DISPUTE_DAYS = 120
"""A specialist may still look at a late dispute up to here ..."""
LATE_DISPUTE_MINOR = 20_000
"""... where the payment was this or more."""
ADDRESS_DAYS = 14
"""No card is sent to an address that is newer than this."""
ORDER_DAYS = 2
"""A standing order or scheduled payment stays as it is from so many days before it is due."""
RECALL_DAYS = 2
"""A sent payment can be recalled for so many days."""
TWIN_DAYS = 3
"""A second payment of the same amount is a twin where it was made so many days apart or less."""

MICROS = {"USD": 1_000_000, "EUR": 1_084_500, "GBP": 1_268_300}
"""The frozen rates: millionths of a dollar that a unit of the currency is worth."""


def converted(minor: int, from_micros: int, to_micros: int) -> int:
    """Minor units of one currency in another's, rounded to the nearest one, halves up; at least 1."""
    return max(1, (2 * minor * from_micros + to_micros) // (2 * to_micros))
