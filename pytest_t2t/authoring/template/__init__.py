"""Example desk: customers book repairs, move and cancel them. Make it yours; `t2t check-domain` says what lacks."""

from pytest_t2t.domain.spec import Column, Domain

from . import rules, tools
from .language import LANGUAGE
from .seed import seed

DOMAIN = Domain(
    clock="2026-05-11T09:00:00",  # the policy says the same day
    customers="customers",
    seed=seed,
    tool_module=tools,
    rule_module=rules,
    language=LANGUAGE,
    columns={
        "bookings.booking_id": Column("generated id"),  # made by tools: equal up to a renaming
        "notes.note_id": Column("generated id"),
        "notes.text": Column("free text"),
    },
)
