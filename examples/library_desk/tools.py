"""What the desk can do: (database, arguments) -> result, or ToolError."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool, writes
from pytest_t2t.domain.types import Note, Ref, Secret

Email = Annotated[str, Secret("email"), "The member's e-mail address."]
CardNumber = Annotated[str, Secret("card_number"), "The number on the library card."]
MemberId = Annotated[str, Ref("members.member_id"), "The member's id, as find_member gives it."]
BookId = Annotated[str, Ref("books.book_id"), "The book's id."]
LoanId = Annotated[str, Ref("loans.loan_id"), "The loan's id."]
ReservationId = Annotated[str, Ref("reservations.reservation_id"), "The reservation's id."]
FineId = Annotated[str, Ref("fines.fine_id"), "The fine's id."]
Branch = Annotated[Literal["Central", "Northside", "Harbour"], "Where the book is to be picked up."]
BankCard = Annotated[Literal["debit card", "credit card"], "What the fine is paid with."]
Text = Annotated[str, Note(), "What it is about."]


@tool(reads, role="authenticate", shows={"": "members"})
def find_member(db: Db, card_number: CardNumber, email: Email) -> dict[str, Any]:
    """Find out who a member is, by card number and e-mail address."""
    return db.one("select member_id, name from members where card_number = ? and email = ?", card_number, email)


@tool(reads, shows={"": "members", "loans[]": "loans", "reservations[]": "reservations", "fines[]": "fines"})
def get_member(db: Db, member_id: MemberId) -> dict[str, Any]:
    """Get a member with all loans, reservations and fines."""
    books = "join books using (book_id) where member_id = ?"
    return db.one("select * from members where member_id = ?", member_id) | {
        "loans": db.rows(f"select loans.*, title, book_id from loans join copies using (copy_id) {books}", member_id),
        "reservations": db.rows(f"select r.*, title from reservations r {books}", member_id),
        "fines": db.rows(f"select f.*, title from fines f {books}", member_id),
    }


@tool(reads, shows={"[]": "books"})
def list_books(db: Db) -> list[dict[str, Any]]:
    """List the library's books."""
    return db.rows("select * from books order by book_id")


@tool(writes)
def renew_loan(db: Db, loan_id: LoanId) -> dict[str, Any]:
    """Renew a loan: it is due two weeks later."""
    loan = db.one("select * from loans where loan_id = ?", loan_id)
    if loan["renewals"] == 2:
        raise ToolError(f"Loan {loan_id} has been renewed twice.")
    due = date.fromisoformat(loan["due_on"]) + timedelta(days=14)
    db.run("update loans set due_on = ?, renewals = renewals + 1 where loan_id = ?", due.isoformat(), loan_id)
    return {"loan_id": loan_id, "due_on": due.isoformat()}


HAS_IT = """select :book in (select book_id from reservations where member_id = :member
  union select book_id from loans join copies using (copy_id) where member_id = :member)"""


@tool(writes, inverse=lambda _db, _args, made: ("cancel_reservation", made))
def reserve_book(db: Db, member_id: MemberId, book_id: BookId, branch: Branch) -> dict[str, Any]:
    """Reserve a book, to be picked up at a branch."""
    if db.one("select * from books where book_id = ?", book_id)["on_order"]:
        raise ToolError(f"Book {book_id} is still on order.")
    if db.value(HAS_IT, book=book_id, member=member_id):
        raise ToolError(f"Book {book_id} is lent to this member already, or reserved.")
    key = f"R{db.next_id('reservations')}"
    db.run("insert into reservations values (?, ?, ?, ?)", key, member_id, book_id, branch)
    return {"reservation_id": key}


@tool(writes)
def cancel_reservation(db: Db, reservation_id: ReservationId) -> dict[str, Any]:
    """Cancel a reservation."""
    db.one("select * from reservations where reservation_id = ?", reservation_id)
    db.run("delete from reservations where reservation_id = ?", reservation_id)
    return {"cancelled": reservation_id}


@tool(writes)
def pay_fine(db: Db, fine_id: FineId, card: BankCard) -> dict[str, Any]:
    """Pay a fine with one of the member's bank cards."""
    fine = db.one("select * from fines where fine_id = ?", fine_id)
    if fine["paid_by"]:
        raise ToolError(f"Fine {fine_id} is paid.")
    db.run("update fines set paid_by = ? where fine_id = ?", card, fine_id)
    return {"fine_id": fine_id, "cents": fine["cents"]}


@tool(writes, role="escalate")
def ask_librarian(db: Db, member_id: MemberId, text: Text) -> dict[str, Any]:
    """Hand the conversation over to a librarian."""
    db.one("select 1 from members where member_id = ?", member_id)
    key = f"N{db.next_id('notes')}"
    db.run("insert into notes values (?, ?, ?)", key, member_id, text)
    return {"note_id": key}
