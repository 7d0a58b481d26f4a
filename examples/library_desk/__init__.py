"""The desk of a town library: loans, reservations and fines."""

from pytest_t2t.domain.spec import Column, Domain

from . import rules, tools
from .language import LANGUAGE
from .seed import seed

DOMAIN = Domain(
    clock="2026-05-11T09:00:00",
    customers="members",
    seed=seed,
    tool_module=tools,
    rule_module=rules,
    language=LANGUAGE,
    columns={
        "reservations.reservation_id": Column("generated id"),
        "notes.note_id": Column("generated id"),
        "notes.text": Column("free text"),
    },
)
