"""The rules of `policy.md` as predicates: the hard ones, which the tools enforce too, and the soft ones.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from .hard_rules import (  # isort: skip
    cancel_pending_only,
    pending_only,
    address_before_shipping,
    items_under_way,
    no_open_return,
    same_product,
    real_change,
    in_stock,
    payment_method_own,
    gift_card_covers,
    gift_cards_only,
)
from .soft_rules import (  # isort: skip
    authenticated_first,
    explicit_consent,
    own_data_only,
    return_window,
    final_sale,
    refund_target,
    made_to_order,
    cancel_reason,
    address_window,
    bulky_not_express,
    reward_cards,
    escalation_only_when,
)

__all__ = [
    "address_before_shipping",
    "address_window",
    "authenticated_first",
    "bulky_not_express",
    "cancel_pending_only",
    "cancel_reason",
    "escalation_only_when",
    "explicit_consent",
    "final_sale",
    "gift_card_covers",
    "gift_cards_only",
    "in_stock",
    "items_under_way",
    "made_to_order",
    "no_open_return",
    "own_data_only",
    "payment_method_own",
    "pending_only",
    "real_change",
    "refund_target",
    "return_window",
    "reward_cards",
    "same_product",
]
