"""Rules that the tools enforce themselves; a test holds predicate and refusal together.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.rule import Talk, rule
from pytest_t2t.records.task import Cell

from .cards import open_dispute_of
from .facts import Args, account_cells, account_of, cells, in_place, named, named_cells, outgoing, spendable
from .ledger import holds_account
from .payees import waiting


def _funds(db: Db, args: Args) -> list[Cell]:
    account = named(db, args, "accounts")
    found = db.tuples("select hold_id from holds where account_id = ? order by 1", account.get("account_id"))
    held = [Cell(table="holds", key=(key,), column="amount_minor") for (key,) in found]
    return [*cells(account, "accounts", "balance_minor"), *held]


@rule("enough-funds", tools=["move_between_accounts", "send_payment"], hard=True, about="stock", evidence=_funds)
def enough_funds(db: Db, args: Args, _talk: Talk) -> bool:
    """What is sent or moved must be available: the balance without what is on hold."""
    return in_place(db, args) and outgoing(db, args) > spendable(db, args)


@rule(
    "daily-limit",
    tools=["send_payment"],
    hard=True,
    evidence=account_cells("daily_limit_minor", "sent_today_minor"),
)
def daily_limit(db: Db, args: Args, _talk: Talk) -> bool:
    """What is sent to payees in a day stays within the account's limit."""
    account, minor = named(db, args, "accounts"), outgoing(db, args)
    if not in_place(db, args) or minor > spendable(db, args):
        return False
    return bool(account["sent_today_minor"] + minor > account["daily_limit_minor"])


def _currencies(db: Db, args: Args) -> list[Cell]:
    if "payee_id" in args:
        return cells(named(db, args, "payees"), "payees", "currency")
    if "standing_order_id" in args:
        return cells(named(db, args, "standing_orders"), "standing_orders", "currency")
    return cells(_card_account(db, args) or named(db, args, "accounts"), "accounts", "currency")


def _card_account(db: Db, args: Args) -> dict[str, object]:
    card = named(db, args, "cards")
    return db.row("select * from accounts where account_id = ?", card["account_id"]) or {} if card else {}


@rule(
    "right-currency",
    tools=[
        "send_payment",
        "schedule_payment",
        "move_between_accounts",
        "change_standing_order",
        "set_card_limit",
        "set_transfer_limit",
        "set_alert",
    ],
    hard=True,
    evidence=_currencies,
)
def right_currency(db: Db, args: Args, _talk: Talk) -> bool:
    """An amount is in the currency of the payee, or else of the account."""
    amount = next((value for value in args.values() if isinstance(value, dict) and "minor" in value), None)
    found = [cell for cell in _currencies(db, args) if amount]
    right = [db.value(f"select currency from {c.table} where {_key(c.table)} = ?", c.key[0]) for c in found]
    return bool(amount and right and amount["currency"] not in right)


def _key(table: str) -> str:
    return f"{table.removesuffix('s')}_id"


@rule(
    "fixed-limit",
    tools=["set_transfer_limit"],
    hard=True,
    evidence=account_cells("kind"),
)
def fixed_limit(db: Db, args: Args, _talk: Talk) -> bool:
    """The transfer limit of a savings account is fixed."""
    return named(db, args, "accounts").get("kind") == "savings"


@rule("own-payees", tools=["send_payment", "schedule_payment"], hard=True, about="ownership")
def own_payees(db: Db, args: Args, _talk: Talk) -> bool:
    """Money goes to payees on the list of a holder of the account only."""
    account, payee = named(db, args, "accounts"), named(db, args, "payees")
    return bool(account and payee and not holds_account(db, account["account_id"], payee["customer_id"]))


@rule(
    "sent-is-sent",
    tools=["cancel_scheduled_payment"],
    hard=True,
    evidence=named_cells("transfers", "status"),
)
def sent_is_sent(db: Db, args: Args, _talk: Talk) -> bool:
    """A payment that was sent can't be cancelled."""
    return named(db, args, "transfers").get("status") == "sent"


def _recalls(db: Db, args: Args) -> list[Cell]:
    found = db.tuples("select recall_id from recalls where transfer_id = ?", args.get("transfer_id"))
    return [Cell(table="recalls", key=(key,), column="transfer_id") for (key,) in found]


@rule("one-recall", tools=["request_recall"], hard=True, evidence=_recalls)
def one_recall(db: Db, args: Args, _talk: Talk) -> bool:
    """A recall is requested once."""
    return bool(_recalls(db, args))


def _waiting(db: Db, args: Args) -> list[Cell]:
    key = args.get("payee_id")
    orders = db.tuples("select standing_order_id from standing_orders where payee_id = ? and status = 'active'", key)
    later = db.tuples("select transfer_id from transfers where payee_id = ? and status = 'scheduled'", key)
    return [
        *(Cell(table="standing_orders", key=one, column="payee_id") for one in orders),
        *(Cell(table="transfers", key=one, column="payee_id") for one in later),
    ]


@rule("payee-in-use", tools=["remove_payee"], hard=True, evidence=_waiting)
def payee_in_use(db: Db, args: Args, _talk: Talk) -> bool:
    """A payee who is still to be paid stays on the list."""
    return waiting(db, args.get("payee_id", ""))


@rule("booked-only", tools=["open_dispute"], hard=True, evidence=named_cells("card_payments", "status"))
def booked_only(db: Db, args: Args, _talk: Talk) -> bool:
    """A pending card payment is not disputed yet."""
    return named(db, args, "card_payments").get("status") == "pending"


def _disputes(db: Db, args: Args) -> list[Cell]:
    dispute_id = open_dispute_of(db, args.get("card_payment_id", ""))
    return [Cell(table="disputes", key=(dispute_id,), column="status")] if dispute_id else []


@rule("one-dispute", tools=["open_dispute"], hard=True, evidence=_disputes)
def one_dispute(db: Db, args: Args, _talk: Talk) -> bool:
    """A card payment in dispute is not disputed again."""
    return bool(_disputes(db, args))


@rule(
    "replaced-card",
    tools=["freeze_card", "unfreeze_card", "replace_card", "set_card_limit"],
    hard=True,
    evidence=named_cells("cards", "status"),
)
def replaced_card(db: Db, args: Args, _talk: Talk) -> bool:
    """A replaced card is out of use for good."""
    return named(db, args, "cards").get("status") == "replaced"


def _present(db: Db, args: Args) -> list[Cell]:
    if "card_id" in args:
        return cells(named(db, args, "cards"), "cards", "daily_limit_minor" if "card_limit" in args else "status")
    if "standing_order_id" in args:
        return cells(named(db, args, "standing_orders"), "standing_orders", "amount_minor")
    if "alert_id" in args:
        return cells(named(db, args, "alerts"), "alerts", "status")
    if "kind" in args:
        return cells(_alert(db, args), "alerts", "threshold_minor", "status")
    return cells(account_of(db, args), "accounts", "tomorrows_limit_minor")


def _alert(db: Db, args: Args) -> dict[str, object]:
    found = db.row(
        "select * from alerts where account_id = ? and kind = ? and status = 'on'",
        args.get("account_id"), args.get("kind"),
    )  # fmt: skip
    return found or {}


_AMOUNTS = (
    ("card_limit", "cards", "daily_limit_minor"),
    ("new_amount", "standing_orders", "amount_minor"),
    ("threshold", "alerts", "threshold_minor"),
    ("daily_limit", "accounts", "tomorrows_limit_minor"),
)


@rule(
    "real-change",
    tools=[
        "freeze_card",
        "unfreeze_card",
        "set_card_limit",
        "change_standing_order",
        "set_transfer_limit",
        "set_alert",
        "turn_off_alert",
    ],
    hard=True,
    evidence=_present,
    wished_against=False,
)
def real_change(db: Db, args: Args, talk: Talk) -> bool:
    """A change must change something."""
    if right_currency.forbids(db, args, talk) or ("daily_limit" in args and fixed_limit.forbids(db, args, talk)):
        return False
    for param, table, column in _AMOUNTS:
        if param in args:
            row = _alert(db, args) if table == "alerts" else named(db, args, table)
            return row.get("status") != "replaced" and row.get(column) == args[param]["minor"]
    wanted = {"freeze_card": "frozen", "unfreeze_card": "active", "turn_off_alert": "off"}[talk.tool]
    return named(db, args, "alerts" if "alert_id" in args else "cards").get("status") == wanted
