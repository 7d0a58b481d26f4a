"""A customer's accounts with all that hangs from them: holds, alerts, payees, and who has which cards.

(world, draw, customer, who shares accounts) -> rows
"""

from __future__ import annotations

from pytest_t2t.domain.draw import Draw

from .seed_cards import issue
from .seed_payments import Account, pay
from .seed_world import Customer, Payee, World
from .tables import companies, lines

PURPOSES = ("vacation", "emergency", "wedding", "tuition", "renovation", "retirement")
PERSONAL = (
    "babysitting", "piano lessons", "yard work", "dog walking", "tutoring", "house cleaning", "Spanish lessons",
    "pet sitting", "personal training", "swimming lessons",
)  # fmt: skip
"""What persons are paid for month by month."""
ALERTS = ("low balance", "large payment", "incoming payment")
_BALANCES = {
    "checking": (6_000, 420_000, 1.8),
    "savings": (12_000, 900_000, 2.5),
    "business": (250_000, 2_400_000, 1.0),
}
"""Kind of account -> least and highest balance, and how much the low ones prevail."""
MANDATES = (30_000, 50_000, 75_000, 100_000)


def open_accounts(
    world: World, draw: Draw, customer: Customer, spouse: Customer | None, partner: Customer | None
) -> None:
    """All accounts of which the customer is the primary holder, and all that hangs from them."""
    business = partner is not None or draw.chance(0.1)
    _payees(world, draw, customer, companies_share=0.75 if business else 0.5)
    accounts = [_account(world, draw, customer, "checking", "USD")]
    if draw.chance(0.4):
        currency = draw.weighted(("USD", "EUR", "GBP"), (0.3, 0.45, 0.25))
        accounts.append(_account(world, draw, customer, "checking", currency))
    purposes = draw.sample(PURPOSES, draw.weighted((0, 1, 2), (0.25, 0.4, 0.35)))
    accounts += [_account(world, draw, customer, "savings", "USD", purpose=purpose) for purpose in purposes]
    if spouse:
        signing = "both holders" if draw.chance(0.7) else "one holder"
        accounts.append(_account(world, draw, customer, "checking", "USD", signing=signing, spouse=spouse))
    if business:
        accounts.append(_account(world, draw, customer, "business", "USD", partner=partner))
    for account in accounts:
        _hang(world, draw, customer, account)
    for account in accounts:  # a debit card for each account to pay with, and for many a credit card
        if account.kind != "savings" and draw.chance(0.8):
            cards = "business debit" if account.kind == "business" else "classic debit"
            issue(world, draw, account.key, customer, cards, "debit card")
    if draw.chance(0.5):
        issue(world, draw, accounts[0].key, customer, "rewards credit", "credit card")


def _account(
    world: World,
    draw: Draw,
    customer: Customer,
    kind: str,
    currency: str,
    *,
    purpose: str | None = None,
    signing: str = "one holder",
    spouse: Customer | None = None,
    partner: Customer | None = None,
) -> Account:
    key = world.scattered("accounts", "AC")
    ending = customer.ending(draw, spouse, partner)
    low, high, skew = _BALANCES[kind]
    balance = low + int((high - low) * draw.unit() ** skew)
    limit = 100_000 * draw.between(8, 15) if kind == "business" else 50_000 * draw.between(2, 8)
    locked = world.day(-draw.between(20, 700)) if purpose and draw.chance(0.3) else None
    account = Account(key, kind, currency, limit)
    head = (key, customer.key, kind, currency, ending, purpose, locked, signing, balance)
    sent = 0 if kind == "savings" else pay(world, draw, customer, account)
    limit = max(limit, -(-sent // 50_000) * 50_000)
    world.add("accounts", *head, limit, limit, sent)
    world.add("account_holders", world.serial("account_holders", "H"), key, customer.key, "owner", None)
    if spouse:
        world.add("account_holders", world.serial("account_holders", "H"), key, spouse.key, "joint owner", None)
    if partner:
        mandate = draw.pick(MANDATES)
        world.add("account_holders", world.serial("account_holders", "H"), key, partner.key, "signatory", mandate)
    return account


def _payees(world: World, draw: Draw, customer: Customer, *, companies_share: float) -> None:
    names: list[str] = []
    for number in range(draw.weighted((2, 3, 4, 5), (0.2, 0.35, 0.3, 0.15))):
        again = bool(names) and draw.chance(0.1)
        company = draw.pick(companies()) if draw.chance(companies_share) else None
        person = f"{draw.pick(lines('first_names'))} {draw.pick(lines('last_names'))}"
        name = company.name if company else draw.pick(names) if again else person
        if company is None:
            names.append(name)
        currency = draw.weighted(("USD", "EUR", "GBP"), (0.84, 0.1, 0.06))
        added = draw.between(0, 2) if number and draw.chance(0.2) else draw.between(4, 900)
        key, number_there = world.serial("payees", "PY"), f"{draw.between(10_000_000, 99_999_999)}"
        bank = draw.pick(lines("banks"))
        world.add("payees", key, customer.key, name, bank, number_there, currency, world.day(added), "active")
        purposes = (company.purpose, company.other) if company else tuple(draw.sample(PERSONAL, 2))
        customer.payees.append(Payee(key, currency, added, purposes, company.clients if company else "home"))


def _hang(world: World, draw: Draw, customer: Customer, account: Account) -> None:
    """Holds, alerts and standing orders of an account."""
    if account.kind != "savings" and draw.chance(0.3):
        amount, reason = draw.between(2_000, 24_000), draw.pick(("hotel deposit", "car rental", "fuel station"))
        world.add("holds", world.serial("holds", "HO"), account.key, reason, amount, world.day(-draw.between(1, 9)))
    for kind in ALERTS:
        if draw.chance(0.3):
            status = "on" if draw.chance(0.85) else "off"
            threshold = 2_500 * draw.between(2, 30)
            world.add("alerts", world.serial("alerts", "AL"), account.key, kind, threshold, status)
    if account.kind != "savings":
        _standing_orders(world, draw, customer, account)


def _standing_orders(world: World, draw: Draw, customer: Customer, account: Account) -> None:
    not_here = "home" if account.kind == "business" else "work"
    known = [payee for payee in customer.payees if not payee.new and payee.clients != not_here]
    pairs = draw.shuffled([(payee, purpose) for payee in known for purpose in payee.purposes])
    free = {purpose: payee for payee, purpose in pairs if purpose not in customer.purposes}
    count = draw.weighted((0, 1, 2, 3), (0.25, 0.35, 0.3, 0.1))
    for purpose, payee in list(free.items())[:count]:
        customer.purposes.add(purpose)
        due = -draw.between(1, 2) if draw.chance(0.2) else -draw.between(4, 28)
        world.add(
            "standing_orders", world.scattered("standing_orders", "SO"), account.key, payee.key, purpose,
            payee.currency, 500 * draw.between(8, 60), world.day(due), "active",
        )  # fmt: skip
