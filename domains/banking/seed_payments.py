"""What was sent from an account and what is scheduled, some of it twice by mistake.

(world, draw, customer, account) -> transfers and recalls; what was sent today
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_t2t.domain.draw import Draw

from .seed_world import Customer, Payee, World
from .values import MICROS, converted


@dataclass(frozen=True, slots=True)
class Account:
    """What an account's rows depend on."""

    key: str
    kind: str
    currency: str
    limit: int


def pay(world: World, draw: Draw, customer: Customer, account: Account) -> int:
    """Write an account's transfers; the sum of today's, which many a time nearly uses the daily limit up."""
    today = sum(
        _transfer(world, draw, customer, account)
        for _ in range(draw.weighted((1, 2, 3, 4), (0.25, 0.35, 0.25, 0.15)))
    )  # fmt: skip
    if draw.chance(0.3):
        today += _twice(world, draw, customer, account)
    rest = account.limit - 100 * draw.between(50, 600) - today
    fitting = [payee for payee in customer.payees if payee.currency == account.currency and not payee.new]
    if draw.chance(0.25) and rest > 0 and fitting:
        _write(world, draw, account, draw.pick(fitting), rest, 0)
        today += rest
    return today


def _transfer(world: World, draw: Draw, customer: Customer, account: Account) -> int:
    scheduled, soon = draw.chance(0.35), draw.chance(0.3)
    if scheduled:
        ago, created = -draw.between(1, 2) if soon else -draw.between(4, 40), draw.between(1, 20)
    else:
        ago = created = draw.between(0, 2) if soon else draw.between(3, 50)
    known = _known(customer, created)
    if not known:
        return 0
    payee, amount = draw.pick(known), 100 * draw.between(10, 900)
    if scheduled:
        _write(world, draw, account, payee, amount, ago, created=created)
        return 0
    key, debit = _write(world, draw, account, payee, amount, ago)
    if soon and draw.chance(0.2):
        made = f"{world.day(ago)}T09:{draw.between(10, 29)}:00"
        world.add("recalls", world.serial("recalls", "RC"), key, "wrong amount", made)
    return debit if ago == 0 else 0


def _twice(world: World, draw: Draw, customer: Customer, account: Account) -> int:
    """The same amount sent to the same payee on two days in a row, mostly a short time ago."""
    ago = draw.between(0, 1) if draw.chance(0.75) else draw.between(3, 40)
    known = _known(customer, ago + 1)
    if not known:
        return 0
    payee, amount = draw.pick(known), 100 * draw.between(10, 400)
    _write(world, draw, account, payee, amount, ago + 1)
    _, debit = _write(world, draw, account, payee, amount, ago)
    return debit if ago == 0 else 0


def _known(customer: Customer, ago: int) -> list[Payee]:
    """The payees who could be paid so many days ago."""
    return [payee for payee in customer.payees if payee.added >= ago and not payee.new]


def _write(
    world: World, draw: Draw, account: Account, payee: Payee, amount: int, ago: int, created: int | None = None
) -> tuple[str, int]:
    """A transfer, sent so many days ago or scheduled; its key, and what the account was debited."""
    same = payee.currency == account.currency
    debit = amount if same else converted(amount, MICROS[payee.currency], MICROS[account.currency])
    key = world.serial("transfers", "T")
    made = f"{world.day(ago if created is None else created)}T08:{draw.between(0, 59):02}:00"
    status = "sent" if created is None else "scheduled"
    world.add(
        "transfers", key, account.key, payee.key, None, payee.currency, amount, debit, None, world.day(ago), status,
        made,
    )  # fmt: skip
    return key, debit
