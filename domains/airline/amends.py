"""The writing tools for what went wrong: compensation, and the way to a person.

(database, ids) -> what was done, or ToolError
"""

from __future__ import annotations

from datetime import timedelta

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, tool, writes

from .ledger import Row, find
from .values import CANCELLED_CENTS, DELAY_CENTS, CustomerId, ReservationId, SegmentId, Summary, Topic


@tool(writes)
def claim_compensation(db: Db, reservation_id: ReservationId, segment_id: SegmentId) -> Row:
    """Issue a travel certificate for a flight that was delayed or cancelled, per passenger; valid for a year.

    Args:
      reservation_id: The booking reference.
      segment_id: The segment whose flight was delayed or cancelled.
    """
    reservation = find(db, "reservations", "reservation_id", reservation_id)
    segment = db.row(
        "select s.reservation_id, s.status as state, f.* from segments s join flights f using (flight_id)"
        " where segment_id = ?",
        segment_id,
    )
    if segment is None or segment["reservation_id"] != reservation["reservation_id"]:
        raise ToolError(f"Segment {segment_id} is not part of reservation {reservation['reservation_id']}.")
    if segment["status"] == "on time" or segment["state"] == "cancelled":
        raise ToolError(f"Flight {segment['flight_id']} was not disrupted while it was booked.")
    if db.value("select 1 from claims where segment_id = ?", segment_id):
        raise ToolError(f"Compensation for segment {segment_id} has been paid.")
    n = db.value("select count(*) from tickets where segment_id = ?", segment_id)
    cents = n * (CANCELLED_CENTS if segment["status"] == "cancelled" else DELAY_CENTS)
    number = db.next_id("certificates")
    expires = (db.today + timedelta(days=365)).isoformat()
    db.run(
        "insert into payment_methods values (?, ?, 'certificate', 'Harborline', null, ?, ?)",
        f"certificate_{number}", reservation["customer_id"], cents, expires,
    )  # fmt: skip
    claim_id = f"C{db.next_id('claims')}"
    db.run("insert into claims values (?, ?, ?, ?)", claim_id, segment_id, f"certificate_{number}", cents)
    return {
        "claim_id": claim_id,
        "segment_id": segment_id,
        "certificate_id": f"certificate_{number}",
        "amount_cents": cents,
        "expires_on": expires,
    }


@tool(writes, role="escalate")
def escalate_to_person(
    db: Db, customer_id: CustomerId, reservation_id: ReservationId, topic: Topic, summary: Summary
) -> Row:
    """Hand a case about one reservation over to a colleague, who gets in touch with the customer within two days.

    Args:
      customer_id: The customer id.
      reservation_id: The reservation that it is about.
      topic: What it is about.
      summary: The case in one or two sentences.
    """
    reservation = find(db, "reservations", "reservation_id", reservation_id)
    if reservation["customer_id"] != find(db, "customers", "customer_id", customer_id)["customer_id"]:
        raise ToolError(f"Reservation {reservation['reservation_id']} is not one of this account.")
    escalation_id = f"E{db.next_id('escalations')}"
    db.run("insert into escalations values (?, ?, ?, ?, ?, ?)",
           escalation_id, customer_id, reservation["reservation_id"], topic, summary, db.now.isoformat())  # fmt: skip
    return {"escalation_id": escalation_id, "reservation_id": reservation["reservation_id"], "topic": topic}
