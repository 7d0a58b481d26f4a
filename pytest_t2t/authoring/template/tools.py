"""What an agent can do: (database, arguments) -> result, or ToolError. The types say what each argument means."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool, writes
from pytest_t2t.domain.types import Note, Ref, Secret

Email = Annotated[str, Secret("email"), "The customer's e-mail address."]
Phone = Annotated[str, Secret("phone"), "The customer's phone number."]
CustomerId = Annotated[str, Ref("customers.customer_id"), "The customer's id, as find_customer gives it."]
RepairId = Annotated[str, Ref("repairs.repair_id"), "The repair's id."]
BookingId = Annotated[str, Ref("bookings.booking_id"), "The booking's id."]
Time = Annotated[Literal["morning", "afternoon", "evening"], "The time of the day."]
Text = Annotated[str, Note(), "What it is about."]


@tool(reads, role="authenticate", shows={"": "customers"})
def find_customer(db: Db, email: Email, phone: Phone) -> dict[str, Any]:
    """Find out who a customer is, by e-mail address and phone number."""
    return db.one("select customer_id, name from customers where email = ? and phone = ?", email, phone)


@tool(reads, shows={"": "customers", "bookings[]": "bookings"})
def get_customer(db: Db, customer_id: CustomerId) -> dict[str, Any]:
    """Get a customer with all bookings."""
    bookings = "select b.*, name from bookings b join repairs using (repair_id) where customer_id = ? order by day"
    found = db.one("select * from customers where customer_id = ?", customer_id)
    return found | {"bookings": db.rows(bookings, customer_id)}


@tool(reads, shows={"[]": "repairs"})
def list_repairs(db: Db) -> list[dict[str, Any]]:
    """List the repairs, and whether they are offered at the moment."""
    return db.rows("select * from repairs order by repair_id")


def _unbook(_db: Db, _arguments: dict[str, Any], result: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "cancel_booking", {"booking_id": result["booking_id"]}


@tool(writes, inverse=_unbook)
def book_repair(db: Db, customer_id: CustomerId, repair_id: RepairId, time: Time) -> dict[str, Any]:
    """Book a repair for the day after tomorrow."""
    db.one("select 1 from customers where customer_id = ?", customer_id)
    if not db.one("select * from repairs where repair_id = ?", repair_id)["offered"]:
        raise ToolError(f"Repair {repair_id} is not offered at the moment.")
    booking, day = f"B{db.next_id('bookings')}", str(db.today + timedelta(days=2))
    db.run("insert into bookings values (?, ?, ?, ?, ?)", booking, customer_id, repair_id, day, time)
    return {"booking_id": booking, "day": day}


@tool(writes)
def cancel_booking(db: Db, booking_id: BookingId) -> dict[str, Any]:
    """Cancel a booking."""
    db.one("select 1 from bookings where booking_id = ?", booking_id)
    db.run("delete from bookings where booking_id = ?", booking_id)
    return {"cancelled": booking_id}


def _move_back(_db: Db, arguments: dict[str, Any], result: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "move_booking", {"booking_id": arguments["booking_id"], "time": result["before"]}


@tool(writes, inverse=_move_back)
def move_booking(db: Db, booking_id: BookingId, time: Time) -> dict[str, Any]:
    """Move a booking to another time of its day."""
    before = db.one("select time from bookings where booking_id = ?", booking_id)["time"]
    if before == time:
        raise ToolError(f"Booking {booking_id} is in the {time} already.")
    db.run("update bookings set time = ? where booking_id = ?", time, booking_id)
    return {"booking_id": booking_id, "time": time, "before": before}


@tool(writes, role="escalate")
def ask_colleague(db: Db, customer_id: CustomerId, text: Text) -> dict[str, Any]:
    """Hand the conversation over to a colleague in the workshop."""
    db.one("select 1 from customers where customer_id = ?", customer_id)
    note = f"N{db.next_id('notes')}"
    db.run("insert into notes values (?, ?, ?)", note, customer_id, text)
    return {"note_id": note}
