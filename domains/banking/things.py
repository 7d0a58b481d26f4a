"""How accounts, cards, payees and payments are described: by what a customer would remember.

rows of the database -> attributes, each a predicate with its phrase
"""

from __future__ import annotations

from pytest_t2t.domain.language import Attribute, Thing

_HELD = "from accounts join account_holders using (account_id) where customer_id = :customer"
_CURRENCY = "case currency when 'USD' then 'dollar' when 'EUR' then 'euro' else 'pound' end"

ACCOUNTS = Thing(
    table="accounts",
    noun="account",
    topic="account",
    attributes=(
        Attribute(
            "kind",
            f"select account_id, kind || ' account' {_HELD}",
            "{}",
            "head",
            level="volunteered",
            certain=True,
            synonyms={"checking account": ("checking",), "savings account": ("savings",)},
        ),
        Attribute(
            "joint",
            "select account_id, 'joint' from account_holders where role = 'joint owner' and account_id in"
            " (select account_id from account_holders where customer_id = :customer)",
            "{}",
            "before",
            level="volunteered",
            certain=True,
        ),
        Attribute(
            "currency", f"select account_id, {_CURRENCY} {_HELD}", "{}", "before", level="volunteered", certain=True
        ),
        Attribute(
            "purpose",
            f"select account_id, purpose {_HELD} and purpose is not null",
            "{}",
            "before",
            level="volunteered",
        ),
        Attribute("ending", f"select account_id, last4 {_HELD}", "ending in {}", topic="last_four"),
    ),
    label=f"select 'the ' || {_CURRENCY} || coalesce(' ' || purpose, '') || ' ' || kind || ' account ending in '"
    " || last4 || ' (' || :key || ')' from accounts where account_id = :key",
    which="Which account do you mean?",
    any_noun="accounts",
    article="my",
)

CARDS = Thing(
    table="cards",
    noun="card",
    topic="card",
    attributes=(
        Attribute(
            "kind",
            "select card_id, kind from cards where customer_id = :customer",
            "{}",
            "head",
            level="volunteered",
            certain=True,
        ),
        Attribute(
            "color",
            "select card_id, color from cards join card_designs using (design_id) where customer_id = :customer",
            "{}",
            "before",
            level="volunteered",
        ),
        Attribute(
            "ending",
            "select card_id, last4 from cards where customer_id = :customer",
            "ending in {}",
            topic="last_four",
        ),
    ),
    label="select 'the ' || color || ' ' || kind || ' ending in ' || last4 || ' (' || :key || ')'"
    " from cards join card_designs using (design_id) where card_id = :key",
    which="Which card do you mean?",
    any_noun="cards",
    ids_passed_on=False,
    article="my",
)

DESIGNS = Thing(
    table="card_designs",
    noun="design",
    topic="design",
    attributes=(
        Attribute("color", "select design_id, color from card_designs", "{}", "before", level="volunteered"),
        Attribute("material", "select design_id, material from card_designs", "{}", "before", level="volunteered"),
        Attribute("motif", "select design_id, motif from card_designs", "with the {} motif", level="volunteered"),
    ),
    label="select 'the ' || color || ' ' || material || ' design with the ' || motif || ' motif (' || :key || ')'"
    " from card_designs where design_id = :key",
    which="Which design would you like?",
    any_noun="designs",
)

PAYEES = Thing(
    table="payees",
    noun="payee",
    topic="payee",
    attributes=(
        Attribute(
            "name",
            "select payee_id, name from payees where customer_id = :customer and status = 'active'",
            "{}",
            "head",
            level="volunteered",
            certain=True,
        ),
        Attribute(
            "bank", "select payee_id, bank from payees where customer_id = :customer and status = 'active'", "at {}"
        ),
    ),
    label="select name || ' at ' || bank || ' (' || :key || ')' from payees where payee_id = :key",
    which="Which payee do you mean?",
    any_noun="payees",
    ids_passed_on=False,
    article="",
)

_SENT = "from transfers join account_holders using (account_id) where customer_id = :customer and payee_id is not null"

TRANSFERS = Thing(
    table="transfers",
    noun="payment",
    topic="payment",
    attributes=(
        Attribute(
            "payee",
            "select transfer_id, name from transfers join payees using (payee_id) join account_holders h"
            " using (account_id) where h.customer_id = :customer",
            "payment to {}",
            "head",
            level="volunteered",
        ),
        Attribute(
            "sent",
            f"select transfer_id, execute_on {_SENT} and status = 'sent'",
            "of {}",
            kind="date",
        ),
        Attribute(
            "due",
            f"select transfer_id, execute_on {_SENT} and status = 'scheduled'",
            "due on {}",
            kind="date",
        ),
    ),
    label="select 'the payment to ' || p.name || case t.status when 'sent' then ' of ' else ' due ' end || execute_on"
    " || ' (' || :key || ')' from transfers t join payees p using (payee_id) where transfer_id = :key",
    which="Which payment do you mean?",
    any_noun="payments",
    ids_passed_on=False,
)

_ORDERS = (
    "from standing_orders s join account_holders h using (account_id) join payees p using (payee_id)"
    " where h.customer_id = :customer and s.status = 'active'"
)

STANDING_ORDERS = Thing(
    table="standing_orders",
    noun="standing order",
    topic="standing_order",
    attributes=(
        Attribute(
            "purpose", f"select standing_order_id, purpose {_ORDERS}", "for {}", level="volunteered", certain=True
        ),
        Attribute("payee", f"select standing_order_id, p.name {_ORDERS}", "to {}", level="volunteered", certain=True),
        Attribute("due", f"select standing_order_id, next_on {_ORDERS}", "due on {}", kind="date", level="recognised"),
    ),
    label="select 'the standing order for ' || purpose || ' to ' || p.name || ' (' || :key || ')'"
    " from standing_orders join payees p using (payee_id) where standing_order_id = :key",
    which="Which standing order do you mean?",
    any_noun="standing orders",
    ids_passed_on=False,
    article="my",
)

_PAID = "from card_payments join cards using (card_id) where customer_id = :customer"

CARD_PAYMENTS = Thing(
    table="card_payments",
    noun="card payment",
    topic="card_payment",
    attributes=(
        Attribute(
            "merchant", f"select card_payment_id, merchant {_PAID}", "card payment at {}", "head", level="volunteered"
        ),
        Attribute("day", f"select card_payment_id, paid_on {_PAID}", "of {}", kind="date"),
    ),
    label="select 'the card payment at ' || merchant || ' of ' || paid_on || ' (' || :key || ')'"
    " from card_payments where card_payment_id = :key",
    which="Which card payment do you mean?",
    any_noun="card payments",
    ids_passed_on=False,
)

_ALERTS = (
    "from alerts t join accounts a using (account_id) join account_holders using (account_id)"
    " where customer_id = :customer and status = 'on'"
)

ALERTS = Thing(
    table="alerts",
    noun="alert",
    topic="alert",
    attributes=(
        Attribute("kind", f"select alert_id, t.kind {_ALERTS}", "{}", "before", level="volunteered"),
        Attribute("account", f"select alert_id, a.kind || ' account' {_ALERTS}", "on my {}", level="volunteered"),
    ),
    label="select 'the ' || t.kind || ' alert on the ' || a.kind || ' account ending in ' || last4 || ' (' || :key"
    " || ')' from alerts t join accounts a using (account_id) where alert_id = :key",
    which="Which alert do you mean?",
    any_noun="alerts",
    ids_passed_on=False,
)

THINGS = (ACCOUNTS, CARDS, DESIGNS, PAYEES, TRANSFERS, STANDING_ORDERS, CARD_PAYMENTS, ALERTS)
