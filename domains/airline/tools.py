"""All tools of the airline, in the order in which agents see them.

lookups, flying, extras, amends -> the module that the domain names
"""

from __future__ import annotations

from .lookups import (  # isort: skip
    find_customer_by_email,
    find_customer_by_name_and_postcode,
    get_customer,
    list_reservations,
    get_reservation,
    get_flight,
    search_flights,
    get_fare_class,
    list_airports,
    calculate,
)
from .flying import change_flight, rebook_flight, upgrade_fare, cancel_reservation  # isort: skip
from .extras import (  # isort: skip
    add_bag,
    remove_bag,
    add_insurance,
    remove_insurance,
    choose_seat,
    order_meal,
    set_contact_phone,
)
from .amends import claim_compensation, escalate_to_person  # isort: skip

__all__ = [
    "add_bag",
    "add_insurance",
    "calculate",
    "cancel_reservation",
    "change_flight",
    "choose_seat",
    "claim_compensation",
    "escalate_to_person",
    "find_customer_by_email",
    "find_customer_by_name_and_postcode",
    "get_customer",
    "get_fare_class",
    "get_flight",
    "get_reservation",
    "list_airports",
    "list_reservations",
    "order_meal",
    "rebook_flight",
    "remove_bag",
    "remove_insurance",
    "search_flights",
    "set_contact_phone",
    "upgrade_fare",
]
