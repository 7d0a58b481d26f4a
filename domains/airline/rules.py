"""The rules of `policy.md` as predicates: the hard ones, which the tools enforce too, and the soft ones.

(database before the call, arguments, talk) -> forbidden or not
"""

from __future__ import annotations

from .hard_rules import (  # isort: skip
    part_flown,
    same_route,
    flights_in_order,
    seats_left,
    seat_kind_left,
    disrupted_only,
    compensation_once,
    real_change,
    payment_method_own,
    certificate_covers,
)
from .soft_rules import (  # isort: skip
    authenticated_first,
    explicit_consent,
    own_data_only,
    basic_as_booked,
    change_notice,
    rebooking_near,
    cancel_terms,
    insured_reasons,
    partly_used,
    insurance_window,
    cooling_off,
    bag_notice,
    meal_notice,
    exit_row_adults,
    certificates_for_fares,
    certificate_valid,
    compensation_whom,
    compensation_grounds,
    compensation_window,
    escalation_only_when,
)

__all__ = [
    "authenticated_first",
    "bag_notice",
    "basic_as_booked",
    "cancel_terms",
    "certificate_covers",
    "certificate_valid",
    "certificates_for_fares",
    "change_notice",
    "compensation_grounds",
    "compensation_once",
    "compensation_whom",
    "compensation_window",
    "cooling_off",
    "disrupted_only",
    "escalation_only_when",
    "exit_row_adults",
    "explicit_consent",
    "flights_in_order",
    "insurance_window",
    "insured_reasons",
    "meal_notice",
    "own_data_only",
    "part_flown",
    "partly_used",
    "payment_method_own",
    "real_change",
    "rebooking_near",
    "same_route",
    "seat_kind_left",
    "seats_left",
]
