"""Rules that only the policy states: the tools would accept what they forbid.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.domain.tool import Tool
from pytest_t2t.records.task import Cell

from . import tools as bank
from .facts import (
    Args,
    account_cells,
    account_of,
    cells,
    days_since,
    has_twin,
    holder_cells,
    in_place,
    mandate,
    moved_in_today,
    named,
    named_cells,
    outgoing,
    payment_day,
    role,
    spendable,
    strangers,
)
from .values import (
    ADDRESS_DAYS,
    BOTH_HOLDERS_MINOR,
    CARD_CEILINGS_MINOR,
    DISPUTE_DAYS,
    LATE_DISPUTE_DAYS,
    LATE_DISPUTE_MINOR,
    NEW_PAYEE_DAYS,
    NEW_PAYEE_MINOR,
    ORDER_DAYS,
    RECALL_DAYS,
    SAVINGS_MINIMUM_MINOR,
)

_TOOLS = [tool for tool in vars(bank).values() if isinstance(tool, Tool)]
WRITES = [tool.name for tool in _TOOLS if tool.effect == "writes"]
WISHED = [tool.name for tool in _TOOLS if tool.wished]
PERSONAL = ["get_customer", "list_accounts", "get_account", "list_payees", "list_transfers", "list_card_payments"]
RISKY = ["send_payment", "schedule_payment", "add_payee", "unfreeze_card", "replace_card", "set_card_limit",
         "set_transfer_limit", "change_standing_order"]  # fmt: skip
PAYMENTS = ["send_payment", "schedule_payment"]


# ------------------------------------------------------------------------------------------------- who, and with a yes
@rule("authenticated-first", tools=[*PERSONAL, *WRITES])
def authenticated_first(_db: Db, _args: Args, talk: Talk) -> bool:
    """Nothing of a customer is read or changed before authentication."""
    return talk.customer is None


@rule("second-step", tools=RISKY)
def second_step(_db: Db, _args: Args, talk: Talk) -> bool:
    """What can cost the customer money needs the code from the app."""
    return not talk.verified


@rule("explicit-consent", tools=WISHED, consent=True)
def explicit_consent(_db: Db, args: Args, talk: Talk) -> bool:
    """Every change needs the customer's explicit yes to it."""
    return not talk.consented(talk.tool, args)


@rule("own-data-only", tools=WRITES, about="ownership")
def own_data_only(db: Db, args: Args, talk: Talk) -> bool:
    """Only what the authenticated customer holds is changed."""
    return talk.customer is not None and bool(strangers(db, args, talk.customer))


# ------------------------------------------------------------------------------------------------ who may sign for what
@rule(
    "both-holders",
    tools=[*PAYMENTS, "move_between_accounts"],
    evidence=account_cells("signing"),
    remedies=["decline", "alternative"],
)
def both_holders(db: Db, args: Args, _talk: Talk) -> bool:
    """More than $500 leaves an account with two to sign only with both of them."""
    both = named(db, args, "accounts").get("signing") == "both holders"
    return both and _covered(db, args) and outgoing(db, args) > BOTH_HOLDERS_MINOR


def _covered(db: Db, args: Args) -> bool:
    """Whether the payment could be made now, or is for a later day; where not, rules of content say nothing."""
    return in_place(db, args) and ("payment_day" in args or outgoing(db, args) <= spendable(db, args))


@rule(
    "mandate-limit",
    tools=[*PAYMENTS, "move_between_accounts"],
    evidence=holder_cells("mandate_minor"),
    remedies=["decline", "alternative"],
)
def mandate_limit(db: Db, args: Args, talk: Talk) -> bool:
    """A signatory pays up to the mandate."""
    most = mandate(db, named(db, args, "accounts"), talk.customer)
    return most is not None and _covered(db, args) and outgoing(db, args) > most


@rule(
    "owner-only",
    tools=["set_transfer_limit", "change_standing_order", "end_standing_order"],
    evidence=holder_cells("role"),
)
def owner_only(db: Db, args: Args, talk: Talk) -> bool:
    """A signatory changes neither limits nor standing orders."""
    return role(db, account_of(db, args), talk.customer) == "signatory"


# ------------------------------------------------------------------------------------------------------------- payments
@rule(
    "new-payee",
    tools=PAYMENTS,
    evidence=named_cells("payees", "added_on"),
    remedies=["decline", "alternative"],
)
def new_payee(db: Db, args: Args, _talk: Talk) -> bool:
    """A payee gets at most 500 at a time on its first days; what counts is the day of payment."""
    age = days_since(db, named(db, args, "payees").get("added_on"))
    new = age >= 0 and age + (payment_day(db, args) - db.today).days < NEW_PAYEE_DAYS
    return new and _covered(db, args) and bool(args["amount"]["minor"] > NEW_PAYEE_MINOR)


@rule("savings-locked", tools=[*PAYMENTS, "move_between_accounts"], evidence=account_cells("locked_until"))
def savings_locked(db: Db, args: Args, _talk: Talk) -> bool:
    """Locked savings stay where they are until the day on which the lock ends; what counts is the day of payment."""
    return _locked(db, args) and _covered(db, args)


def _locked(db: Db, args: Args) -> bool:
    locked = named(db, args, "accounts").get("locked_until")
    return bool(locked and locked > payment_day(db, args).isoformat())


@rule(
    "savings-minimum",
    tools=["send_payment", "move_between_accounts"],
    evidence=account_cells("balance_minor"),
    remedies=["decline", "alternative"],
)
def savings_minimum(db: Db, args: Args, _talk: Talk) -> bool:
    """$500 stay in a savings account, without what came in today; scheduled payments are looked at on their day."""
    account = named(db, args, "accounts")
    if account.get("kind") != "savings" or _locked(db, args) or not _covered(db, args):
        return False
    left = account["balance_minor"] - moved_in_today(db, account["account_id"]) - outgoing(db, args)
    return bool(left < SAVINGS_MINIMUM_MINOR)


@rule("recall-window", tools=["request_recall"], evidence=named_cells("transfers", "execute_on"))
def recall_window(db: Db, args: Args, _talk: Talk) -> bool:
    """A recall is requested within two days."""
    transfer = named(db, args, "transfers")
    sent = transfer.get("status") == "sent" and transfer["payee_id"] is not None
    return sent and days_since(db, transfer["execute_on"]) > RECALL_DAYS


def _payments_beside(db: Db, args: Args) -> list[Cell]:
    """The amounts of all payments with the same card, or from the same account."""
    if "card_payment_id" in args:
        sql = "select card_payment_id from card_payments where card_id = ? order by 1"
        found = db.tuples(sql, named(db, args, "card_payments").get("card_id"))
        return [Cell(table="card_payments", key=(key,), column="amount_minor") for (key,) in found]
    sql = "select transfer_id from transfers where account_id = ? order by 1"
    found = db.tuples(sql, named(db, args, "transfers").get("account_id"))
    return [Cell(table="transfers", key=(key,), column="amount_minor") for (key,) in found]


@rule(
    "twin-on-record",
    tools=["request_recall", "open_dispute"],
    evidence=_payments_beside,
    remedies=["decline", "alternative"],
)
def twin_on_record(db: Db, args: Args, _talk: Talk) -> bool:
    """Nothing was paid or charged twice that stands in the records once."""
    table = "card_payments" if "card_payment_id" in args else "transfers"
    payment = named(db, args, table)
    if not payment or args.get("reason") not in {"sent twice", "charged twice"}:
        return False
    return payment.get("status") in {"sent", "booked"} and not has_twin(db, table, payment)


def _due(db: Db, args: Args) -> list[Cell]:
    if "standing_order_id" in args:
        return cells(named(db, args, "standing_orders"), "standing_orders", "next_on")
    return cells(named(db, args, "transfers"), "transfers", "execute_on")


@rule("standing-order-due", tools=["change_standing_order", "end_standing_order"], evidence=_due)
def standing_order_due(db: Db, args: Args, _talk: Talk) -> bool:
    """A standing order that is about to be paid stays as it is."""
    order = named(db, args, "standing_orders")
    return order.get("status") == "active" and -days_since(db, order["next_on"]) <= ORDER_DAYS


@rule("scheduled-cutoff", tools=["cancel_scheduled_payment"], evidence=_due)
def scheduled_cutoff(db: Db, args: Args, _talk: Talk) -> bool:
    """A scheduled payment that is about to be sent is not cancelled."""
    transfer = named(db, args, "transfers")
    return transfer.get("status") == "scheduled" and -days_since(db, transfer["execute_on"]) <= ORDER_DAYS


@rule(
    "limit-raise",
    tools=["set_transfer_limit"],
    evidence=account_cells("daily_limit_minor"),
    remedies=["decline", "alternative"],
)
def limit_raise(db: Db, args: Args, _talk: Talk) -> bool:
    """A transfer limit is at most doubled."""
    account = named(db, args, "accounts")
    fits = account and account["kind"] != "savings" and account["currency"] == args["daily_limit"]["currency"]
    return bool(fits and args["daily_limit"]["minor"] > 2 * account["daily_limit_minor"])


# ---------------------------------------------------------------------------------------------------------------- cards
@rule(
    "bank-freeze",
    tools=["unfreeze_card", "replace_card"],
    evidence=named_cells("cards", "frozen_by"),
    remedies=["decline", "escalate"],
)
def bank_freeze(db: Db, args: Args, _talk: Talk) -> bool:
    """What the bank has frozen is neither unfrozen nor replaced here."""
    return named(db, args, "cards").get("frozen_by") == "bank"


def _cardholder(db: Db, args: Args) -> dict[str, object]:
    card = named(db, args, "cards")
    return db.row("select * from customers where customer_id = ?", card["customer_id"]) or {} if card else {}


def _membership_cells(db: Db, args: Args) -> list[Cell]:
    return cells(_cardholder(db, args), "customers", "membership")


@rule("card-ceiling", tools=["set_card_limit"], evidence=_membership_cells, remedies=["decline", "alternative"])
def card_ceiling(db: Db, args: Args, _talk: Talk) -> bool:
    """Card limits have a ceiling by membership."""
    holder, card = _cardholder(db, args), named(db, args, "cards")
    usable = holder and card["status"] != "replaced"
    return bool(usable and args["card_limit"]["minor"] > CARD_CEILINGS_MINOR[str(holder["membership"])])


def _address_cells(db: Db, args: Args) -> list[Cell]:
    return cells(_cardholder(db, args), "customers", "address_since")


@rule("new-address", tools=["replace_card"], evidence=_address_cells)
def new_address(db: Db, args: Args, _talk: Talk) -> bool:
    """No card is mailed to an address that is newer than two weeks."""
    since = _cardholder(db, args).get("address_since")
    usable = named(db, args, "cards").get("status") in {"active", "frozen"}
    return usable and 0 <= days_since(db, str(since) if since else None) <= ADDRESS_DAYS


def _metal_cells(db: Db, args: Args) -> list[Cell]:
    return [
        *cells(_cardholder(db, args), "customers", "membership"),
        *cells(named(db, args, "card_designs"), "card_designs", "material"),
    ]


@rule("metal-premium", tools=["replace_card"], evidence=_metal_cells, remedies=["decline", "alternative"])
def metal_premium(db: Db, args: Args, _talk: Talk) -> bool:
    """Metal cards are for premium members."""
    metal = named(db, args, "card_designs").get("material") == "metal"
    usable = named(db, args, "cards").get("status") in {"active", "frozen"}
    return metal and usable and _cardholder(db, args).get("membership") == "standard"


@rule(
    "dispute-window",
    tools=["open_dispute"],
    evidence=named_cells("card_payments", "paid_on"),
    remedies=["decline", "escalate"],
)
def dispute_window(db: Db, args: Args, _talk: Talk) -> bool:
    """Card payments are disputed within 60 days."""
    return days_since(db, named(db, args, "card_payments").get("paid_on")) > DISPUTE_DAYS


# --------------------------------------------------------------------------------------------------------- specialists
def _referral_cells(db: Db, args: Args) -> list[Cell]:
    if "card_id" in args:
        return cells(named(db, args, "cards"), "cards", "frozen_by")
    return cells(named(db, args, "card_payments"), "card_payments", "paid_on", "amount_minor")


@rule("specialists-only-when", tools=["refer_frozen_card", "refer_late_dispute"], evidence=_referral_cells)
def specialists_only_when(db: Db, args: Args, _talk: Talk) -> bool:
    """Specialists take over cards that the bank froze, and late disputes of larger payments."""
    if "card_id" in args:
        card = named(db, args, "cards")
        return bool(card and card["frozen_by"] != "bank")
    payment = named(db, args, "card_payments")
    late = DISPUTE_DAYS < days_since(db, payment.get("paid_on")) <= LATE_DISPUTE_DAYS
    return bool(payment and not (late and payment["amount_minor"] >= LATE_DISPUTE_MINOR))
