"""All words of the shop: topics, descriptions, wishes, questions, and wishes that no tool serves.

things, phrases, topics -> LANGUAGE
"""

from __future__ import annotations

from typing import Any

from pytest_t2t.domain.language import AskFor, Language, Spoken, Unserved

from .phrases import PHRASES
from .things import THINGS
from .topics import TOPICS

ASK_FOR = (
    AskFor(
        name="released",
        tool="cancel_order",
        sql="select amount_cents from payments where order_id = :order_id and exchange_id is null",
        kind="money",
        text=(
            "How much will I get back for the cancelled order?",
            "What amount do I get back for the cancelled order?",
        ),
        subject=("back", "refund", "refunded", "released", "release"),
        answer="You get {} back.",
    ),
    AskFor(
        name="refund",
        tool="return_items",
        sql="select sum(f.amount_cents) from refunds f join returns r using (return_id)"
        " join order_items using (item_id) where order_id = :order_id and f.status = 'pending'"
        " and r.requested_at >= '2026-03-14T10:00:00'",
        kind="money",
        text=("How much will the refund for the return be?", "Can you tell me the total of the refund for the return?"),
        subject=("refund", "refunded", "back"),
        answer="Your refund is {} in total.",
    ),
    AskFor(
        name="returned",
        tool="return_items",
        sql="select count(*) from returns r join order_items using (item_id)"
        " where order_id = :order_id and r.status = 'requested'",
        kind="count",
        text=("Once the return is booked, how many items of that order are on their way back in total?",),
        subject=("in total", "altogether", "in all", "on their way back", "overall"),
        answer="The number of items of this order that are being returned is {} in total.",
    ),
    AskFor(
        name="exchange_number",
        tool="exchange_item",
        sql="select exchange_id from exchanges where item_id = :item_id and status = 'requested'",
        kind="id",
        text=("What is the exchange number, please?", "Could you give me the number of the exchange?"),
        subject=("exchange number", "exchange id", "number of the exchange", "exchange"),
        answer="The exchange number is {}.",
    ),
    AskFor(
        name="difference",
        tool="exchange_item",
        sql="select abs(difference_cents) from exchanges where item_id = :item_id and status = 'requested'",
        kind="money",
        text=(
            "What is the difference in price for the exchange?",
            "How much is the price difference for the exchange?",
        ),
        subject=("difference", "charged", "refunded"),
        answer="The price difference is {}.",
    ),
    AskFor(
        name="new_total",
        tool="change_item",
        sql="select amount_cents from payments where order_id = :order_id and exchange_id is null",
        kind="money",
        text=(
            "What will the order with the changed item cost me in total?",
            "What is the new total of the order with the changed item?",
        ),
        subject=("total", "cost", "costs", "comes to"),
        answer="The new total of the order is {}.",
    ),
    AskFor(
        name="new_total_shipping",
        tool="change_shipping_speed",
        sql="select amount_cents from payments where order_id = :order_id and exchange_id is null",
        kind="money",
        text=("What will the order with the new shipping speed cost in total?",),
        subject=("total", "cost", "costs", "comes to"),
        answer="The total of the order is now {}.",
    ),
    AskFor(
        name="expected",
        tool="change_shipping_speed",
        sql="select expected_on from orders where order_id = :order_id",
        kind="date",
        text=(
            "When will the order with the new shipping speed arrive?",
            "What is the expected delivery date with the new shipping speed?",
        ),
        subject=("arrive", "arrives", "arrival", "expected", "delivery", "delivered"),
        answer="It is expected to arrive on {}.",
    ),
    AskFor(
        name="charged",
        tool="change_payment_method",
        sql="select amount_cents from payments where order_id = :order_id and exchange_id is null",
        kind="money",
        text=(
            "How much will be charged to the new payment method?",
            "What amount will be charged to the new payment method?",
        ),
        subject=("charged", "charge", "amount", "total"),
        answer="The amount charged is {}.",
    ),
    AskFor(
        name="balance_left",
        tool="transfer_balance",
        sql="select balance_cents from payment_methods where payment_method_id = :from_gift_card_id",
        kind="money",
        text=("How much is left on the gift card that the transfer comes from?",),
        subject=("left", "remaining", "remains", "balance"),
        answer="There is {} left on the card that the money came from.",
    ),
)

UNSERVED = (
    Unserved(
        name="gift_wrap",
        text=("Could you have my next parcel gift-wrapped?", "I'd like gift wrapping for what I ordered."),
        words=("gift-wrap", "gift wrap", "gift wrapping", "gift-wrapped", "wrapped"),
        about="have your parcel gift-wrapped",
        reason="We don't offer gift wrapping.",
        done="Your parcel will be gift-wrapped.",
    ),
    Unserved(
        name="printed_invoice",
        text=("Could you mail me a printed invoice?", "I'd like an invoice on paper, sent by mail."),
        words=("printed invoice", "paper invoice", "invoice"),
        about="mail you a printed invoice",
        reason="We don't mail printed invoices.",
        done="A printed invoice is on its way to you.",
    ),
    Unserved(
        name="price_match",
        text=(
            "I saw something I bought from you for less in another shop - can you match that price?",
            "I'd like you to match a competitor's lower price.",
        ),
        words=(
            "price match",
            "match the price",
            "match that price",
            "price matching",
            "competitor",
        ),
        about="match another shop's price",
        reason="We don't match the prices of other shops.",
        done="I have matched the other shop's price.",
    ),
    Unserved(
        name="discount_code",
        text=(
            "Can you give me a discount code for my next purchase?",
            "I'd like a coupon for my next order.",
        ),
        words=("discount code", "coupon", "discount", "promo code", "voucher"),
        about="give you a discount code",
        reason="I can't give out discount codes.",
        done="I have added a discount code to your account.",
    ),
    Unserved(
        name="stock_alert",
        text=(
            "Could you let me know when you get new camping chairs in?",
            "Please put me on a waiting list for camping chairs.",
        ),
        words=("waiting list", "waitlist", "camping chairs", "camping chair", "stock alert"),
        about="put you on a waiting list for camping chairs",
        reason="We have no waiting lists.",
        done="You are on the waiting list for camping chairs.",
    ),
    Unserved(
        name="assembly",
        text=(
            "Could you send somebody to put furniture together for me?",
            "I'd like to book someone to assemble furniture at my place.",
        ),
        words=("assemble", "assembly", "furniture", "put furniture together"),
        about="send somebody to assemble furniture",
        reason="We have no assembly service.",
        done="Somebody will come to assemble your furniture.",
    ),
    Unserved(
        name="delete_account",
        text=("Please delete my account for good.", "I'd like my customer account to be deleted."),
        words=("delete your account", "account deletion", "delete the account", "deleted", "close your account"),
        about="delete your account",
        reason="Accounts can't be deleted in this chat.",
        done="I have deleted your account.",
    ),
)


def _address(value: Any) -> str:
    return f"{value['street']}, {value['city']}, {value['state']} {value['postcode']}"


def _amount(cents: Any) -> str:
    return f"${cents // 100}" if cents % 100 == 0 else f"${cents / 100:.2f}"


def _amount_keys(cents: Any) -> tuple[str, ...]:
    forms = (_amount(cents), f"${cents / 100:.2f}", f"{cents // 100} dollars", f"{cents} cents")
    return tuple(dict.fromkeys(forms))


LANGUAGE = Language(
    topics=TOPICS,
    identity={
        "email": "select email from users where user_id = :customer",
        "name": "select name from users where user_id = :customer",
        "postcode": "select postcode from users where user_id = :customer",
    },
    identity_text={
        "email": ("My email is {}.", "Sure, it's {}.", "The email address is {}."),
        "name": ("My name is {}.", "I'm {}.", "The name is {}."),
        "postcode": ("My zip code is {}.", "The zip code is {}.", "My zip is {}."),
    },
    things=THINGS,
    phrases=PHRASES,
    free={
        "address": Spoken(_address, lambda value: (value["street"], value["postcode"])),
        "amount": Spoken(_amount, _amount_keys, read_as="money"),
    },
    ask_for=ASK_FOR,
    unserved=UNSERVED,
    known={
        "default_address": "select 'My default address is ' || street || ', ' || city || ', ' || state || ' '"
        " || postcode from users where user_id = :customer",
        "membership": "select case tier when 'plus' then 'I''m a Plus member' else 'I''m not a Plus member' end"
        " from users where user_id = :customer",
    },
)
