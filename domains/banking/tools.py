"""All tools of the bank, in the order in which agents see them.

lookups, payments, payees, cards, accounts -> the module that the domain names
"""

from __future__ import annotations

from .lookups import (  # isort: skip
    find_customer_by_number,
    find_customer_by_name,
    verify_app_code,
    get_customer,
    list_accounts,
    get_account,
    list_payees,
    list_transfers,
    list_card_payments,
    list_card_designs,
    get_exchange_rates,
    calculate,
)
from .payments import (  # isort: skip
    move_between_accounts,
    send_payment,
    schedule_payment,
    cancel_scheduled_payment,
    request_recall,
)
from .payees import add_payee, remove_payee, change_standing_order, end_standing_order  # isort: skip
from .cards import (  # isort: skip
    freeze_card,
    unfreeze_card,
    replace_card,
    set_card_limit,
    open_dispute,
    withdraw_dispute,
)
from .accounts import (  # isort: skip
    set_transfer_limit,
    set_alert,
    turn_off_alert,
    refer_frozen_card,
    refer_late_dispute,
)

__all__ = [
    "add_payee",
    "calculate",
    "cancel_scheduled_payment",
    "change_standing_order",
    "end_standing_order",
    "find_customer_by_name",
    "find_customer_by_number",
    "freeze_card",
    "get_account",
    "get_customer",
    "get_exchange_rates",
    "list_accounts",
    "list_card_designs",
    "list_card_payments",
    "list_payees",
    "list_transfers",
    "move_between_accounts",
    "open_dispute",
    "refer_frozen_card",
    "refer_late_dispute",
    "remove_payee",
    "replace_card",
    "request_recall",
    "schedule_payment",
    "send_payment",
    "set_alert",
    "set_card_limit",
    "set_transfer_limit",
    "turn_off_alert",
    "unfreeze_card",
    "verify_app_code",
    "withdraw_dispute",
]
