"""The writing tools for a customer's account, and the way to a person.

(database, user, what is wanted) -> what was done, or ToolError
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Row, address_of, find, find_method, find_order, set_address, take
from .values import Address, Amount, Channel, OrderId, PaymentMethodId, Summary, Topic, UserId

Call = tuple[str, dict[str, Any]]


def _default_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "change_default_address", {"user_id": args["user_id"], "address": result["previous_address"]}


@tool(writes, inverse=_default_back)
def change_default_address(db: Db, user_id: UserId, address: Address) -> Row:
    """Change the default address in the customer's profile; orders that were placed already keep theirs.

    Args:
      user_id: The user id.
      address: The new default address.
    """
    previous = address_of(find(db, "users", "user_id", user_id))
    if previous == address:
        raise ToolError("This already is the default address.")
    set_address(db, "users", "user_id", user_id, dict(address))
    return {"user_id": user_id, "address": address, "previous_address": previous}


def _channel_back(_db: Db, args: dict[str, Any], result: Any) -> Call:
    return "set_contact_preference", {"user_id": args["user_id"], "channel": result["previous_channel"]}


@tool(writes, inverse=_channel_back)
def set_contact_preference(db: Db, user_id: UserId, channel: Channel) -> Row:
    """Set how the shop contacts the customer about orders.

    Args:
      user_id: The user id.
      channel: The channel that the customer wants.
    """
    previous = find(db, "users", "user_id", user_id)["contact_preference"]
    if previous == channel:
        raise ToolError(f"The contact preference already is {channel}.")
    db.run("update users set contact_preference = ? where user_id = ?", channel, user_id)
    return {"user_id": user_id, "channel": channel, "previous_channel": previous}


def _transfer_back(_db: Db, args: dict[str, Any], _result: Any) -> Call:
    swapped = {"from_gift_card_id": args["to_gift_card_id"], "to_gift_card_id": args["from_gift_card_id"]}
    return "transfer_balance", args | swapped


@tool(writes, inverse=_transfer_back)
def transfer_balance(
    db: Db,
    user_id: UserId,
    from_gift_card_id: PaymentMethodId,
    to_gift_card_id: PaymentMethodId,
    amount_cents: Amount,
) -> Row:
    """Move an amount from one gift card of the customer to another.

    Args:
      user_id: The user id.
      from_gift_card_id: The gift card that the amount is taken from.
      to_gift_card_id: The gift card that gets it.
      amount_cents: The amount in cents.
    """
    giver = find_method(db, from_gift_card_id, user_id)
    taker = find_method(db, to_gift_card_id, user_id)
    if giver["kind"] != "gift card" or taker["kind"] != "gift card" or from_gift_card_id == to_gift_card_id:
        raise ToolError("A transfer goes from one gift card to another one.")
    if amount_cents <= 0:
        raise ToolError("The amount must be positive.")
    take(db, giver, amount_cents)
    take(db, taker, -amount_cents)
    return {
        "from_gift_card_id": from_gift_card_id,
        "to_gift_card_id": to_gift_card_id,
        "amount_cents": amount_cents,
        "from_balance_cents": giver["balance_cents"] - amount_cents,
        "to_balance_cents": taker["balance_cents"] + amount_cents,
    }


@tool(writes, role="escalate")
def escalate_to_person(db: Db, user_id: UserId, order_id: OrderId, topic: Topic, summary: Summary) -> Row:
    """Hand a case about one order over to a colleague, who gets in touch with the customer within two days.

    Args:
      user_id: The user id.
      order_id: The order that it is about.
      topic: What it is about.
      summary: The case in one or two sentences.
    """
    order = find_order(db, order_id)
    if order["user_id"] != find(db, "users", "user_id", user_id)["user_id"]:
        raise ToolError(f"Order {order['order_id']} is not an order of this account.")
    escalation_id = f"E{db.next_id('escalations')}"
    db.run("insert into escalations values (?, ?, ?, ?, ?, ?)",
           escalation_id, user_id, order["order_id"], topic, summary, db.now.isoformat())  # fmt: skip
    return {"escalation_id": escalation_id, "order_id": order["order_id"], "topic": topic}
