"""How people talk about the kiosk.

Language: topics, things, phrases
"""

from typing import Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.language import AskFor, Attribute, Language, Param, Phrases, Spoken, Thing, Topic, Unserved


def new_postcode(db: Db, draw: Draw, customer: Any) -> str:
    """A postcode that the customer does not have."""
    old = db.value("select postcode from customers where customer_id = ?", customer)
    new = f"{draw.between(10000, 99999)}"
    return new if new != old else "10001"


_ORDER = Thing(
    "orders",
    "order",
    "order",
    attributes=(
        Attribute(
            "goods",
            "select o.order_id, p.name from orders o join order_lines using (order_id)"
            " join products p using (product_id) where o.customer_id = :customer",
            "with the {}",
        ),
        Attribute(
            "pickup",
            "select order_id, pickup from orders where customer_id = :customer",
            "to be collected on {}",
            kind="date",
        ),
        Attribute(
            "paid",
            "select order_id, kind from orders join payment_methods using (payment_id)"
            " where orders.customer_id = :customer",
            "paid by {}",
            synonyms={"account": ("my account",)},
        ),
    ),
    label="select 'order #' || order_id || ' (' || group_concat(name, ', ') || ')'"
    " from order_lines join products using (product_id) where order_id = :key",
    id_forms=("#{}", "{}"),
    which="Which order do you mean?",
    any_noun="orders",
)

_PAYMENT = Thing(
    "payment_methods",
    "payment method",
    "payment",
    attributes=(
        Attribute(
            "kind", "select payment_id, kind from payment_methods where customer_id = :customer", "{}", position="head"
        ),
        Attribute(
            "last4", "select payment_id, last4 from payment_methods where customer_id = :customer", "ending in {}"
        ),
    ),
    label="select kind || ' ending in ' || last4 from payment_methods where payment_id = :key",
    which="Which payment method do you want to use?",
    any_noun="payment methods",
)

_PRODUCT = Thing(
    "products",
    "product",
    "product",
    attributes=(Attribute("name", "select product_id, name from products", "{}", position="head"),),
    label="select name from products where product_id = :key",
    which="Which product do you want?",
    any_noun="products",
)

_CANCEL = Phrases(
    "cancel_order",
    ("cancel", "cancellation", "call off"),
    wish=("I'd like to cancel {order_id}.", "Please cancel {order_id}."),
    noun="the cancellation",
    propose="cancel {order_id}, reason: {reason}",
    done="{order_id} has been cancelled.",
    drop=("Please don't cancel {order_id} after all.",),
    params={
        "order_id": Param("order"),
        "reason": Param(
            "reason",
            say=("The reason is that {}.",),
            ask="Why do you want to cancel it?",
            labels={"changed plans": "my plans have changed", "found elsewhere": "I found it elsewhere"},
            forms={"changed plans": ("change of plans", "plans changed"), "found elsewhere": ("elsewhere",)},
        ),
    },
)

_PAY = Phrases(
    "change_payment",
    ("payment", "pay"),
    wish=("I'd like to pay {order_id} with {payment_id} instead.",),
    noun="the change of payment",
    propose="pay {order_id} with {payment_id}",
    done="{order_id} is now paid with {payment_id}.",
    drop=("Leave the payment of {order_id} as it was.",),
    params={
        "order_id": Param("order"),
        "payment_id": Param("payment", ask="Which payment method do you want to use?", indifferent=True),
    },
)

_PLACE = Phrases(
    "place_order",
    ("place", "new order", "order for"),
    wish=("I'd like to order {product_ids}, paid with {payment_id}.",),
    noun="the new order",
    propose="place an order for {product_ids}, paid with {payment_id}",
    done="I have placed an order for {product_ids}.",
    drop=("I don't want {product_ids} any more.",),
    params={
        "product_ids": Param("product", ask="What would you like to order?"),
        "payment_id": Param("payment", ask="How do you want to pay?"),
    },
    implied=("customer_id",),
)

_POSTCODE = Phrases(
    "set_postcode",
    ("postcode", "zip"),
    wish=("Please change my postcode to {postcode}.",),
    noun="the new postcode",
    propose="change your postcode to {postcode}",
    done="Your postcode is now {postcode}.",
    drop=("Please keep my old postcode.",),
    params={"postcode": Param("new postcode", say=("The new postcode is {}.",), ask="What is the new postcode?")},
    implied=("customer_id",),
)

LANGUAGE = Language(
    topics=(
        Topic("email", ("email", "e-mail", "mail address")),
        Topic("postcode", ("postcode", "zip code", "post code")),
        Topic("new postcode", ("new postcode",)),
        Topic("order", ("order", "order number", "order id", "which one")),
        Topic("payment", ("payment method", "which payment", "how do you want to pay", "card")),
        Topic("product", ("product", "what would you like to order")),
        Topic("reason", ("reason", "why")),
        Topic("name", ("your name", "full name")),
    ),
    identity={
        "email": "select email from customers where customer_id = :customer",
        "postcode": "select postcode from customers where customer_id = :customer",
    },
    identity_text={"email": ("My e-mail is {}.",), "postcode": ("My postcode is {}.",)},
    things=(_ORDER, _PAYMENT, _PRODUCT),
    phrases=(_CANCEL, _PAY, _PLACE, _POSTCODE),
    free={"postcode": Spoken(say=str, keys=lambda value: (value,))},
    ask_for=(
        AskFor(
            "refund",
            "cancel_order",
            "select amount from refunds where order_id = :order_id",
            "money",
            text=("How much will I get back?",),
            subject=("refund", "back"),
            answer="Your refund is {}.",
        ),
    ),
    unserved=(
        Unserved(
            "gift wrap",
            ("Could you also gift-wrap it?",),
            ("gift-wrap", "gift wrap", "wrap"),
            "gift-wrap it",
            "The kiosk has no wrapping service.",
            "I have had it gift-wrapped.",
        ),
    ),
    known={"name": "select name from customers where customer_id = :customer"},
)
