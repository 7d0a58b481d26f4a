"""All tools of the shop, in the order in which agents see them.

lookups, pending, aftersales, account -> the module that the domain names
"""

from __future__ import annotations

from .lookups import (  # isort: skip
    find_user_by_email,
    find_user_by_name_and_postcode,
    get_user,
    list_orders,
    get_order,
    list_products,
    get_product,
    get_variant,
    calculate,
)
from .pending import (  # isort: skip
    cancel_order,
    change_shipping_address,
    change_shipping_speed,
    change_payment_method,
    change_item,
)
from .aftersales import return_items, cancel_return, exchange_item, cancel_exchange  # isort: skip
from .account import (  # isort: skip
    change_default_address,
    set_contact_preference,
    transfer_balance,
    escalate_to_person,
)

__all__ = [
    "calculate",
    "cancel_exchange",
    "cancel_order",
    "cancel_return",
    "change_default_address",
    "change_item",
    "change_payment_method",
    "change_shipping_address",
    "change_shipping_speed",
    "escalate_to_person",
    "exchange_item",
    "find_user_by_email",
    "find_user_by_name_and_postcode",
    "get_order",
    "get_product",
    "get_user",
    "get_variant",
    "list_orders",
    "list_products",
    "return_items",
    "set_contact_preference",
    "transfer_balance",
]
