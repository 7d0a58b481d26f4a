"""How people speak of it. Most words follow from names: a proposal from a wish, a question from a parameter."""

from pytest_t2t.domain.language import AskFor, Attribute, Language, Phrases, Thing, Topic, Unserved

KIND = Attribute("repairs.name", phrase="for the {}")
DAY = Attribute("day", phrase="on {}", kind="date")
BOOK = Phrases(
    "book_repair",
    wish=("Please book {repair_id} for the {time}.", "I'd like to book {repair_id}.", "I need a repair."),
    noun="the new booking",
    done="I have booked {repair_id} for the {time}.",
)
CANCEL = Phrases(
    "cancel_booking",
    wish=("Please cancel {booking_id}.", "I have to cancel a booking."),
    noun="the cancellation",
    done="I have cancelled {booking_id}.",
)
MOVE = Phrases(
    "move_booking",
    wish=("Please move {booking_id} to the {time}.", "I'd like to move {booking_id}.", "I'd like to move a booking."),
    noun="the other time",
    done="I have moved {booking_id} to the {time}.",
    drop=("Please don't move {booking_id} after all.",),
    undo=("Please move {booking_id} back to the time it had.",),
)
DATE = AskFor(
    "date",
    "book_repair",
    "select max(day) from bookings where customer_id = :customer and repair_id = :repair_id and time = :time",
    kind="date",
    text=("On what day is the new booking?",),
    subject=("day", "date"),
    answer="The day of the new booking is {}.",
)
RENTAL = Unserved(
    "rental",
    text=("Could you lend me a bicycle?",),
    words=("lend", "lent", "rent"),
    about="lend you a bicycle",
    reason="The workshop has no bicycles to lend.",
    done="I have lent you a bicycle.",
)
LANGUAGE = Language(
    things=(
        Thing("repairs", "repair", attributes=(Attribute("name", position="head"),)),
        Thing("bookings", "booking", attributes=(KIND, DAY, Attribute("time", phrase="in the {}"))),
    ),
    phrases=(BOOK, CANCEL, MOVE),
    topics=(
        Topic("email", ("e-mail address", "email")),
        Topic("phone", ("phone number", "phone")),
        Topic("time", ("time", "what time", "which time", "morning, afternoon or evening")),
    ),
    ask_for=(DATE,),
    unserved=(RENTAL,),
)
