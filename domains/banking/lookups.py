"""The reading tools: who is it, what is on the accounts, who was paid, what the rates are.

(database, ids) -> rows as plain JSON, column names as keys
"""

from __future__ import annotations

from pytest_t2t.domain.arithmetic import calculated
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool

from .ledger import Row, available, find
from .values import AccountId, AppCode, CardId, CustomerId, CustomerNumber, FullName, Postcode


@tool(reads, role="authenticate")
def find_customer_by_number(db: Db, customer_number: CustomerNumber, postcode: Postcode) -> Row:
    """Find a customer by customer number and zip code. Returns the customer id and the name.

    Args:
      customer_number: The eight digits on the customer's cards and statements, "40817733".
      postcode: The five-digit zip code of the home address, "78704".
    """
    return _one(
        db.row(
            "select customer_id, name from customers where customer_number = ? and postcode = ?",
            customer_number.replace(" ", ""), postcode.strip(),
        )
    )  # fmt: skip


@tool(reads, role="authenticate")
def find_customer_by_name(db: Db, name: FullName, postcode: Postcode) -> Row:
    """Find a customer by full name and zip code. Returns the customer id and the name.

    Args:
      name: First and last name, "Mia Santos".
      postcode: The five-digit zip code of the home address, "78704".
    """
    plain = " ".join(name.split())
    return _one(
        db.row(
            "select customer_id, name from customers where postcode = ? and lower(name) = lower(?)",
            postcode.strip(), plain,
        )
    )  # fmt: skip


def _one(customer: Row | None) -> Row:
    if customer is None:
        raise ToolError("No customer is known by that.")
    return customer


@tool(reads, role="verify")
def verify_app_code(db: Db, customer_id: CustomerId, app_code: AppCode) -> Row:
    """Take the second step of authentication: check the code that the customer's banking app shows.

    Args:
      customer_id: The customer, as found by the first step.
      app_code: The six digits, "418205".
    """
    customer = find(db, "customers", "customer_id", customer_id)
    if customer["app_code"] != app_code.replace(" ", ""):
        raise ToolError("This is not the code that the customer's app shows.")
    return {"customer_id": customer_id, "verified": True}


_CUSTOMER = "customer_id, customer_number, name, email, street, city, state, postcode, address_since, membership"


@tool(reads, shows={"": "customers", "cards[]": "cards", "cards[].design": "card_designs"})
def get_customer(db: Db, customer_id: CustomerId) -> Row:
    """Get a customer's profile (address and since when, membership) and the customer's own cards.

    Args:
      customer_id: The customer.
    """
    find(db, "customers", "customer_id", customer_id)
    customer = db.row(f"select {_CUSTOMER} from customers where customer_id = ?", customer_id) or {}
    cards = db.rows("select * from cards where customer_id = ? order by card_id", customer_id)
    customer["cards"] = [card | {"design": _design(db, card["design_id"])} for card in cards]
    return customer


def _design(db: Db, design_id: str) -> Row | None:
    return db.row("select design_id, color, material, motif from card_designs where design_id = ?", design_id)


@tool(reads, shows={"accounts[]": "accounts"})
def list_accounts(db: Db, customer_id: CustomerId) -> Row:
    """List all accounts that a customer holds alone or with others: balance, what is available of it, role, limits.

    Args:
      customer_id: The customer.
    """
    find(db, "customers", "customer_id", customer_id)
    accounts = db.rows(
        "select a.*, h.role as your_role from accounts a join account_holders h using (account_id)"
        " where h.customer_id = ? order by account_id",
        customer_id,
    )
    return {"accounts": [account | {"available_minor": available(db, account)} for account in accounts]}


@tool(
    reads,
    shows={
        "": "accounts",
        "holders[]": "account_holders",
        "holds[]": "holds",
        "standing_orders[]": "standing_orders",
        "alerts[]": "alerts",
    },
)
def get_account(db: Db, account_id: AccountId) -> Row:
    """Get an account in full: balance, limits, holders with their roles and mandates, holds, standing orders, alerts.

    Args:
      account_id: The account, "AC4410293".
    """
    account = find(db, "accounts", "account_id", account_id)
    account["available_minor"] = available(db, account)
    account["holders"] = db.rows(
        "select h.*, c.name from account_holders h join customers c using (customer_id)"
        " where account_id = ? order by holder_id",
        account_id,
    )
    account["holds"] = db.rows("select * from holds where account_id = ? order by hold_id", account_id)
    account["standing_orders"] = db.rows(
        "select s.*, p.name as payee_name from standing_orders s join payees p using (payee_id)"
        " where account_id = ? order by standing_order_id",
        account_id,
    )
    account["alerts"] = db.rows("select * from alerts where account_id = ? order by alert_id", account_id)
    return account


@tool(reads, shows={"payees[]": "payees"})
def list_payees(db: Db, customer_id: CustomerId) -> Row:
    """List a customer's payees with bank, account number, currency and the day on which each was added.

    Args:
      customer_id: The customer.
    """
    find(db, "customers", "customer_id", customer_id)
    return {"payees": db.rows("select * from payees where customer_id = ? order by payee_id", customer_id)}


@tool(reads, shows={"transfers[]": "transfers", "transfers[].recall": "recalls"})
def list_transfers(db: Db, account_id: AccountId) -> Row:
    """List what was sent, scheduled or cancelled from an account, newest first, each with the payee and any recall.

    Args:
      account_id: The account.
    """
    find(db, "accounts", "account_id", account_id)
    transfers = db.rows(
        "select t.*, p.name as payee_name from transfers t left join payees p using (payee_id)"
        " where account_id = ? order by execute_on desc, transfer_id",
        account_id,
    )
    for transfer in transfers:
        transfer["recall"] = db.row("select * from recalls where transfer_id = ?", transfer["transfer_id"])
    return {"account_id": account_id, "transfers": transfers}


@tool(reads, shows={"": "cards", "card_payments[]": "card_payments", "card_payments[].disputes[]": "disputes"})
def list_card_payments(db: Db, card_id: CardId) -> Row:
    """List the payments made with a card, newest first, each with its disputes.

    Args:
      card_id: The card.
    """
    card = find(db, "cards", "card_id", card_id)
    payments = db.rows("select * from card_payments where card_id = ? order by paid_on desc, card_payment_id", card_id)
    for payment in payments:
        key = payment["card_payment_id"]
        payment["disputes"] = db.rows("select * from disputes where card_payment_id = ? order by dispute_id", key)
    card["card_payments"] = payments
    return card


@tool(reads, shows={"designs[]": "card_designs"})
def list_card_designs(db: Db, card_id: CardId) -> Row:
    """List the designs that a new card in place of this one can have.

    Args:
      card_id: The card.
    """
    card = find(db, "cards", "card_id", card_id)
    designs = db.rows(
        "select * from card_designs where range_id = (select range_id from card_designs where design_id = ?)"
        " order by design_id",
        card["design_id"],
    )
    return {"card_id": card_id, "designs": designs}


@tool(reads, shows={"rates[]": "rates"})
def get_exchange_rates(db: Db) -> Row:
    """Get today's exchange rates: for each currency the millionths of a dollar that one unit of it is worth."""
    return {"rates": db.rows("select * from rates order by currency")}


@tool(reads)
def calculate(db: Db, expression: str) -> Row:  # noqa: ARG001  every tool takes the database
    """Calculate with numbers, +, -, *, / and brackets; use it for sums of cents and for conversions.

    Args:
      expression: For example "20000 * 1084500 / 1000000".
    """
    return {"value": calculated(expression)}
