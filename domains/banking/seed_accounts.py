"""A customer's accounts with all that hangs from them: holds, alerts, payees, transfers, standing orders, cards.

(world, draw, customer, who shares accounts) -> rows
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_t2t.domain.draw import Draw

from .seed_world import Customer, World
from .tables import lines
from .values import MICROS, converted

PURPOSES = ("vacation", "emergency", "wedding", "tuition", "renovation", "retirement")
ORDER_PURPOSES = (
    "storage unit", "electricity", "insurance", "daycare", "tennis lessons", "phone bill", "music lessons", "cleaning",
)  # fmt: skip
ALERTS = ("low balance", "large payment", "incoming payment")
MANDATES = (30_000, 50_000, 75_000, 100_000)


@dataclass(frozen=True, slots=True)
class Account:
    """What an account's rows depend on."""

    key: str
    kind: str
    currency: str


def open_accounts(
    world: World, draw: Draw, customer: Customer, spouse: Customer | None, partner: Customer | None
) -> None:
    """All accounts of which the customer is the primary holder, and all that hangs from them."""
    _payees(world, draw, customer)
    accounts = [_account(world, draw, customer, "checking", "USD")]
    if draw.chance(0.4):
        currency = draw.weighted(("USD", "EUR", "GBP"), (0.3, 0.45, 0.25))
        accounts.append(_account(world, draw, customer, "checking", currency))
    purposes = draw.sample(PURPOSES, draw.weighted((0, 1, 2), (0.25, 0.4, 0.35)))
    accounts += [_account(world, draw, customer, "savings", "USD", purpose=purpose) for purpose in purposes]
    if spouse:
        signing = "both holders" if draw.chance(0.7) else "one holder"
        accounts.append(_account(world, draw, customer, "checking", "USD", signing=signing, spouse=spouse))
    if partner or draw.chance(0.1):
        accounts.append(_account(world, draw, customer, "business", "USD", partner=partner))
    for account in accounts:
        _hang(world, draw, customer, account)
    _cards(world, draw, customer, accounts)


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
    ending = _ending(draw, customer, spouse, partner)
    low, high = {"checking": (30_000, 420_000), "savings": (12_000, 900_000), "business": (250_000, 2_400_000)}[kind]
    skew = 2.5 if kind == "savings" else 1.0  # many savings accounts are nearly empty
    balance = low + int((high - low) * draw.unit() ** skew)
    limit = 100_000 * draw.between(8, 15) if kind == "business" else 50_000 * draw.between(2, 8)
    today = limit - 100 * draw.between(50, 600) if kind != "savings" and draw.chance(0.25) else 0
    locked = world.day(-draw.between(20, 700)) if purpose and draw.chance(0.3) else None
    world.add(
        "accounts", key, customer.key, kind, currency, ending, purpose, locked, signing, balance, limit, limit, today
    )  # fmt: skip
    world.add("account_holders", world.serial("account_holders", "H"), key, customer.key, "owner", None)
    if spouse:
        world.add("account_holders", world.serial("account_holders", "H"), key, spouse.key, "joint owner", None)
    if partner:
        mandate = draw.pick(MANDATES)
        world.add("account_holders", world.serial("account_holders", "H"), key, partner.key, "signatory", mandate)
    return Account(key, kind, currency)


def _ending(draw: Draw, *customers: Customer | None) -> str:
    some = [one for one in customers if one]
    while True:
        ending = f"{draw.between(1001, 9998)}"
        if all(ending not in one.endings for one in some):
            for one in some:
                one.endings.add(ending)
            return ending


def _payees(world: World, draw: Draw, customer: Customer) -> None:
    names: list[str] = []
    for _ in range(draw.weighted((2, 3, 4, 5), (0.2, 0.35, 0.3, 0.15))):
        person = f"{draw.pick(lines('first_names'))} {draw.pick(lines('last_names'))}"
        again = bool(names) and draw.chance(0.15)
        name = draw.pick(names) if again else person if draw.chance(0.5) else draw.pick(lines("companies"))
        names.append(name)
        currency = draw.weighted(("USD", "EUR", "GBP"), (0.84, 0.1, 0.06))
        added = draw.between(0, 2) if draw.chance(0.25) else draw.between(4, 900)
        key, number = world.serial("payees", "PY"), f"{draw.between(10_000_000, 99_999_999)}"
        bank = draw.pick(lines("banks"))
        world.add("payees", key, customer.key, name, bank, number, currency, world.day(added), "active")
        customer.payees.append((key, currency))


def _hang(world: World, draw: Draw, customer: Customer, account: Account) -> None:
    """Holds, alerts, transfers and standing orders of an account."""
    if account.kind != "savings" and draw.chance(0.3):
        amount, reason = draw.between(2_000, 24_000), draw.pick(("hotel deposit", "car rental", "fuel station"))
        world.add("holds", world.serial("holds", "HO"), account.key, reason, amount, world.day(-draw.between(1, 9)))
    for kind in ALERTS:
        if draw.chance(0.3):
            status = "on" if draw.chance(0.85) else "off"
            threshold = 2_500 * draw.between(2, 30)
            world.add("alerts", world.serial("alerts", "AL"), account.key, kind, threshold, status)
    if account.kind == "savings":
        return
    for _ in range(draw.weighted((1, 2, 3, 4), (0.25, 0.35, 0.25, 0.15))):
        _transfer(world, draw, customer, account)
    for purpose in draw.sample(ORDER_PURPOSES, draw.weighted((0, 1, 2, 3), (0.3, 0.35, 0.25, 0.1))):
        payee, currency = draw.pick(customer.payees)
        due = -draw.between(1, 2) if draw.chance(0.2) else -draw.between(4, 28)
        world.add(
            "standing_orders", world.scattered("standing_orders", "SO"), account.key, payee, purpose, currency,
            500 * draw.between(8, 60), world.day(due), "active",
        )  # fmt: skip


def _transfer(world: World, draw: Draw, customer: Customer, account: Account) -> None:
    payee, currency = draw.pick(customer.payees)
    amount = 100 * draw.between(10, 900)
    debit = converted(amount, MICROS[currency], MICROS[account.currency]) if currency != account.currency else amount
    status = "scheduled" if draw.chance(0.35) else "sent"
    soon = draw.chance(0.3)
    if status == "scheduled":
        ago = -draw.between(1, 2) if soon else -draw.between(4, 40)
        created = draw.between(1, 20)
    else:
        ago = created = draw.between(0, 2) if soon else draw.between(3, 50)
    key = world.serial("transfers", "T")
    made = f"{world.day(created)}T{draw.between(8, 9):02}:{draw.between(0, 29):02}:00"
    world.add(
        "transfers", key, account.key, payee, None, currency, amount, debit, None, world.day(ago), status, made
    )  # fmt: skip
    if status == "sent" and soon and draw.chance(0.12):
        world.add("recalls", world.serial("recalls", "RC"), key, "wrong amount", made)


def _cards(world: World, draw: Draw, customer: Customer, accounts: list[Account]) -> None:
    """A debit card for each account to pay with, and for many a credit card."""
    for account in accounts:
        if account.kind != "savings" and draw.chance(0.8):
            cards = "business debit" if account.kind == "business" else "classic debit"
            _card(world, draw, customer, account, cards, "debit card")
    if draw.chance(0.5):
        _card(world, draw, customer, accounts[0], "rewards credit", "credit card")


def _card(world: World, draw: Draw, customer: Customer, account: Account, cards: str, kind: str) -> None:
    key = world.scattered("cards", "CD")
    status, frozen_by = draw.weighted(
        (("active", None), ("frozen", "customer"), ("frozen", "bank"), ("replaced", None)), (0.66, 0.15, 0.12, 0.07)
    )
    limit = 10_000 * draw.between(3, 20)
    design = draw.pick(world.designs[cards])
    world.add(
        "cards", key, account.key, customer.key, design, kind, _ending(draw, customer), status, frozen_by, limit
    )  # fmt: skip
    merchants = draw.sample(lines("merchants"), 5)
    for _ in range(draw.weighted((3, 4, 5, 6, 7), (0.15, 0.25, 0.25, 0.2, 0.15))):
        _card_payment(world, draw, key, draw.pick(merchants))


def _card_payment(world: World, draw: Draw, card: str, merchant: str) -> None:
    low, high = draw.weighted(((0, 2), (3, 58), (61, 118), (122, 170)), (0.12, 0.58, 0.22, 0.08))
    ago = draw.between(low, high)
    status = "pending" if high == 2 else "booked"
    key = world.scattered("card_payments", "P")
    cents = draw.between(20_000, 90_000) if draw.chance(0.25) else draw.between(450, 18_000)
    world.add("card_payments", key, card, merchant, cents, world.day(ago), status)
    if status == "booked" and high == 58 and draw.chance(0.2):
        reason = draw.pick(("not recognized", "not received", "charged twice", "wrong amount"))
        opened = f"{world.day(draw.below(ago) + 1)}T{draw.between(9, 19):02}:{draw.between(0, 59):02}:00"
        world.add("disputes", world.serial("disputes", "DI"), key, reason, "open", opened)
