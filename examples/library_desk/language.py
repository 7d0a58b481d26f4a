"""How members speak of it."""

from pytest_t2t.domain.language import AskFor, Attribute, Language, Phrases, Thing, Topic, Unserved

TITLE = Attribute("books.title", phrase="of {}")
DUE = Attribute("due_on", phrase="due on {}", kind="date")
RENEW = Phrases(
    "renew_loan",
    wish=("Please renew {loan_id}.", "I'd like to extend {loan_id}.", "I'd like to renew a loan."),
    noun="the renewal",
    done="I have renewed {loan_id}.",
)
RESERVE = Phrases(
    "reserve_book",
    wish=("Please reserve {book_id} for pick-up at {branch}.", "I'd like to reserve a book."),
    noun="the new reservation",
    done="I have reserved {book_id} for pick-up at {branch}.",
)
CANCEL = Phrases(
    "cancel_reservation",
    wish=("Please cancel {reservation_id}.", "I'd like to cancel {reservation_id}.", "Could you cancel a reservation?"),
    noun="the cancellation",
    done="I have cancelled {reservation_id}.",
)
PAY = Phrases(
    "pay_fine",
    wish=("Please let me pay {fine_id} with my {card}.", "I'd like to pay {fine_id}.", "I'd like to pay a fine."),
    noun="the payment",
    propose="pay {fine_id} with the {card}",
    done="{fine_id} has been paid with the {card}.",
)
COPY = Unserved(
    "photocopy", ("Could you photocopy a chapter for me?",), ("photocop",), "photocopy a chapter",
    reason="The library makes no copies for members.", done="I have photocopied the chapter.",
)  # fmt: skip
UNTIL = AskFor(
    "until", "renew_loan", "select due_on from loans where loan_id = :loan_id", "date",
    text=("Until when can I keep the renewed book?",), subject=("until", "due"), answer="You can keep it until {}.",
)  # fmt: skip
LANGUAGE = Language(
    things=(
        Thing("books", "book", "", (Attribute("title", phrase="called {}"), Attribute("author", phrase="by {}"))),
        Thing("loans", "loan", attributes=(TITLE, DUE)),
        Thing("reservations", "reservation", attributes=(TITLE, Attribute("branch", phrase="at {}"))),
        Thing("fines", "fine", attributes=(Attribute("books.title", phrase="for {}"),)),
    ),
    phrases=(RENEW, RESERVE, CANCEL, PAY),
    ask_for=(UNTIL,),
    unserved=(COPY,),
    topics=(Topic("email", ("e-mail address", "email")), Topic("card", ("card", "debit or credit"))),
)
