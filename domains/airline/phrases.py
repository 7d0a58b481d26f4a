"""How customers wish for each write, and how an agent proposes and reports it.

tool -> wish, proposal, report, and how its parameters are said
"""

from __future__ import annotations

from dataclasses import replace

from pytest_t2t.domain.language import Param, Phrases

_TRIP = Param(
    "reservation", say=("I mean {}.", "It's about {}."), ask="Which reservation is it about?", noun="the trip"
)
_FLIGHT = Param("segment", say=("I mean {}.", "It's about {}."), ask="Which flight is it about?", noun="the flight")
_PASSENGER = Param("passenger", say=("It's {}.",), ask="Which passenger is it for?", noun="the passenger")
"""A passenger is said with its "for": "for me on the trip to Denver"."""
_PAYS = Param(
    "payment_method",
    say=("I'd like to pay with {}.", "Please use {}."),
    ask="Which payment method should be used?",
    noun="the payment method",
)
_NEW_FLIGHT = Param(
    "new_flight",
    say=("I'd like to take {} instead.", "I'd rather take {}."),
    ask="Which flight would you like to take?",
    noun="the new flight",
)

CHANGE_FLIGHT = Phrases(
    tool="change_flight",
    words=("change the flight", "change flight", "change", "switch", "move", "flight change"),
    wish=(
        "I'd like to change {segment_id} to {new_flight_id}.",
        "Can you switch me from {segment_id} to {new_flight_id}?",
        "Please move {segment_id} to {new_flight_id} and use {payment_method_id} for the difference.",
        "I need to change {segment_id}.",
        "Could you change {segment_id} for me?",
        "I'd like to change one of my flights.",
    ),
    noun="the flight change",
    propose="change {segment_id} to {new_flight_id}, difference in fare and fees on {payment_method_id}",
    done="I have changed {segment_id} to {new_flight_id}, with the difference on {payment_method_id}.",
    drop=("Please don't change {segment_id} after all.", "I don't want to change {segment_id} after all."),
    undo=("Please move me back to the flight that I had before.", "I'd like to have my old flight back, please."),
    params={
        "segment_id": _FLIGHT,
        "new_flight_id": _NEW_FLIGHT,
        "payment_method_id": Param(
            "payment_method",
            say=("Please use {} for the difference.", "The difference should go on {}."),
            ask="Which payment method should be used for the difference?",
            noun="the payment method",
        ),
    },
    implied=("reservation_id",),
)

REBOOK_FLIGHT = Phrases(
    tool="rebook_flight",
    words=("rebook", "rebooking", "free of charge"),
    wish=(
        "I'd like to be rebooked free of charge from {segment_id} to {new_flight_id}.",
        "Can you rebook {segment_id} to {new_flight_id}, free of charge?",
        "Please rebook {segment_id} to {new_flight_id} at no cost.",
        "Could you rebook {segment_id} at no cost?",
        "I'd like a free rebooking for {segment_id}.",
        "I'd like to be rebooked free of charge.",
    ),
    noun="the rebooking",
    propose="rebook {segment_id} to {new_flight_id}, free of charge",
    done="I have rebooked {segment_id} to {new_flight_id}, free of charge.",
    drop=("Please don't rebook {segment_id} after all.", "I don't want {segment_id} rebooked after all."),
    params={"segment_id": _FLIGHT, "new_flight_id": _NEW_FLIGHT},
    implied=("reservation_id",),
)

UPGRADE_FARE = Phrases(
    tool="upgrade_fare",
    words=("upgrade", "fare class", "higher fare"),
    wish=(
        "I'd like to upgrade {reservation_id} to {fare_class}.",
        "Can you upgrade {reservation_id} to {fare_class}, please?",
        "Please upgrade {reservation_id} to {fare_class} and charge {payment_method_id}.",
        "I'd like a {fare_class} fare for {reservation_id}.",
        "Could you upgrade {reservation_id}?",
        "I'd like to upgrade one of my trips.",
    ),
    noun="the upgrade",
    propose="upgrade {reservation_id} to {fare_class}, paid by {payment_method_id}",
    done="I have upgraded {reservation_id} to {fare_class}, paid by {payment_method_id}.",
    drop=("Please don't upgrade {reservation_id} after all.", "I don't want to upgrade {reservation_id} after all."),
    params={
        "reservation_id": _TRIP,
        "fare_class": Param(
            "fare_class",
            say=("I'd like {}.", "Make it {}, please."),
            ask="Which fare class would you like: flex or business?",
            noun="the fare class",
            forms={"business": ("business class",), "flex": ("flexible",)},
        ),
        "payment_method_id": _PAYS,
    },
)

CANCEL_RESERVATION = Phrases(
    tool="cancel_reservation",
    words=("cancel the reservation", "cancel your reservation", "cancel", "cancellation", "call off"),
    wish=(
        "I'd like to cancel {reservation_id}.",
        "Can you cancel {reservation_id} for me, please?",
        "Please cancel {reservation_id}.",
        "I need {reservation_id} canceled, please.",
        "{reason}, so I have to cancel {reservation_id}.",
        "{reason}, so could you cancel {reservation_id}?",
        "I have to cancel one of my trips.",
    ),
    noun="the cancellation",
    propose="cancel {reservation_id}, reason: {reason}",
    done="I have cancelled {reservation_id}.",
    drop=("Please don't cancel {reservation_id} after all.", "I don't want to cancel {reservation_id} after all."),
    params={
        "reservation_id": _TRIP,
        "reason": Param(
            "reason",
            say=("{}.",),
            ask="What is the reason for the cancellation?",
            noun="the reason",
            settled=True,
            labels={
                "change of plans": "my plans have changed",
                "work commitments": "work got in the way",
                "illness": "somebody in the family has fallen ill",
                "bereavement": "there has been a death in the family",
            },
            forms={
                "change of plans": ("plans have changed", "changed plans", "plans changed", "change in plans"),
                "work commitments": ("work commitment", "have to work", "work reasons", "because of work"),
                "illness": ("fallen ill", "ill", "sick", "sickness", "medical reasons"),
                "bereavement": ("death in the family", "death in your family", "died", "passed away"),
            },
        ),
    },
)

ADD_BAG = Phrases(
    tool="add_bag",
    words=("add a checked bag", "add a bag", "add", "checked bag", "bag", "baggage", "luggage"),
    wish=(
        "I'd like to add a checked bag {passenger_id}.",
        "Can you add a bag {passenger_id}, please?",
        "Please add a checked bag {passenger_id} and charge {payment_method_id}.",
        "I need one more checked bag {passenger_id}.",
        "Could you add a checked bag? It's {passenger_id}.",
        "I'd like to add a checked bag to one of my trips.",
    ),
    noun="the extra bag",
    propose="add a checked bag for {passenger_id}, paid by {payment_method_id}",
    done="I have added a checked bag for {passenger_id}, paid by {payment_method_id}.",
    drop=("Please don't add a bag {passenger_id} after all.", "I don't need another bag {passenger_id} after all."),
    undo=("Please take that bag off again.", "I'd like to have the bag that you added taken off again."),
    params={"passenger_id": _PASSENGER, "payment_method_id": _PAYS},
    implied=("reservation_id",),
)

REMOVE_BAG = Phrases(
    tool="remove_bag",
    words=(
        "take back the bag",
        "take back",
        "remove the bag",
        "removal of the bag",
        "remove",
        "bag",
        "checked bag",
        "baggage",
        "luggage",
    ),
    wish=(
        "I'd like to remove a checked bag {passenger_id}.",
        "Can you take back one checked bag {passenger_id}?",
        "Please remove one of the bags {passenger_id}.",
        "I need one checked bag fewer {passenger_id}, so please take one off.",
        "Could you remove a checked bag? It's one {passenger_id}.",
        "I'd like to remove a checked bag from one of my trips.",
    ),
    noun="the removal of the bag",
    propose="remove one checked bag for {passenger_id}",
    done="I have removed one checked bag for {passenger_id}.",
    drop=(
        "Please don't remove the bag {passenger_id} after all.",
        "I don't want to remove a bag {passenger_id} after all.",
    ),
    undo=("Please put that bag back on.", "I'd like to have that bag back, please."),
    params={"passenger_id": replace(_PASSENGER, ask="Which passenger's bag is it?")},
    implied=("reservation_id",),
)

ADD_INSURANCE = Phrases(
    tool="add_insurance",
    words=("add travel insurance", "add insurance", "insure", "insurance"),
    wish=(
        "I'd like to add travel insurance to {reservation_id}.",
        "Can you add insurance to {reservation_id}, please?",
        "Please insure {reservation_id} and charge {payment_method_id}.",
        "I want travel insurance for {reservation_id}.",
        "Could you add travel insurance? It's for {reservation_id}.",
        "I'd like to insure one of my trips.",
    ),
    noun="the insurance",
    propose="add travel insurance to {reservation_id}, paid by {payment_method_id}",
    done="I have added travel insurance to {reservation_id}, paid by {payment_method_id}.",
    drop=(
        "Please don't add insurance to {reservation_id} after all.",
        "I don't want insurance for {reservation_id} after all.",
    ),
    undo=("Please take the insurance off again.", "I'd like to have the insurance that you added taken off again."),
    params={"reservation_id": _TRIP, "payment_method_id": _PAYS},
)

REMOVE_INSURANCE = Phrases(
    tool="remove_insurance",
    words=(
        "take off the insurance",
        "remove the insurance",
        "remove travel insurance",
        "remove insurance",
        "removal of the insurance",
        "cancel the insurance",
        "drop the insurance",
    ),
    wish=(
        "I'd like to remove the travel insurance from {reservation_id}.",
        "Can you take the insurance off {reservation_id}?",
        "Please remove the insurance from {reservation_id}.",
        "I don't want the insurance for {reservation_id} any more, so please remove it.",
        "Could you remove the travel insurance that I bought for {reservation_id}?",
        "I'd like to remove the insurance from one of my trips.",
    ),
    noun="the removal of the insurance",
    propose="remove the travel insurance from {reservation_id}",
    done="I have removed the travel insurance from {reservation_id}.",
    drop=(
        "Please don't remove the insurance from {reservation_id} after all.",
        "I don't want to give up the insurance for {reservation_id} after all.",
    ),
    undo=("Please put the insurance back on.", "I'd like to have the insurance back, please."),
    params={"reservation_id": _TRIP},
)

CHOOSE_SEAT = Phrases(
    tool="choose_seat",
    words=("choose", "change the seat", "seat", "assign"),
    wish=(
        "I'd like {ticket_id} to be {seat}.",
        "Can you change {ticket_id} to {seat}?",
        "Please change {ticket_id} to {seat}.",
        "Could you change {ticket_id}?",
        "I'd like {ticket_id} to be of a different kind.",
        "I'd like to choose a seat on one of my flights.",
    ),
    noun="the choice of the seat",
    propose="change {ticket_id}, kind of seat: {seat}",
    done="I have changed {ticket_id}, kind of seat: {seat}.",
    drop=("Please don't change {ticket_id} after all.", "I don't want to change {ticket_id} after all."),
    undo=("Please change the seat back to what it was.", "I'd like to have the seat back as it was."),
    params={
        "ticket_id": Param(
            "ticket", say=("It's about {}.", "I mean {}."), ask="Which seat is it about?", noun="the seat"
        ),
        "seat": Param(
            "seat",
            say=("I'd like {}.", "It should be {}."),
            noun="the kind of seat",
            ask="Which kind of seat would you like: window, aisle or exit row?",
            labels={"window": "a window seat", "aisle": "an aisle seat", "exit row": "an exit row seat"},
            forms={
                "window": ("window seat",),
                "aisle": ("aisle seat",),
                "exit row": ("exit row seat", "exit-row seat"),
            },
        ),
    },
    implied=("reservation_id",),
)

ORDER_MEAL = Phrases(
    tool="order_meal",
    words=("meal", "set the meal", "change the meal"),
    wish=(
        "I'd like to order a {meal} meal {passenger_id}.",
        "Can you put down a {meal} meal {passenger_id}?",
        "Please switch to a {meal} meal {passenger_id}.",
        "Could you change the meal? It's {passenger_id}.",
        "I'd like a different meal {passenger_id}.",
        "I'd like to change a meal on one of my trips.",
    ),
    noun="the meal",
    propose="set the meal for {passenger_id} to {meal}",
    done="I have set the meal for {passenger_id} to {meal}.",
    drop=(
        "Please don't change the meal {passenger_id} after all.",
        "I don't need a different meal {passenger_id} after all.",
    ),
    undo=("Please put that meal back to what it was.", "I'd like to have the meal changed back, please."),
    params={
        "passenger_id": replace(_PASSENGER, ask="Which passenger's meal is it?"),
        "meal": Param(
            "meal",
            say=("Make it {}, please.", "It should be {}."),
            noun="the meal",
            ask="Which meal would you like: standard, vegetarian, vegan, kosher or gluten-free?",
        ),
    },
    implied=("reservation_id",),
)

SET_CONTACT_PHONE = Phrases(
    tool="set_contact_phone",
    words=("contact phone", "phone number", "phone", "set the contact phone"),
    wish=(
        "Please set the contact phone of {reservation_id} to {phone}.",
        "I'd like text messages about {reservation_id} to go to {phone}.",
        "Can you change the contact phone of {reservation_id} to {phone}?",
        "Could you change the contact phone of {reservation_id}?",
        "I have a new phone number for {reservation_id}.",
        "I'd like to change the contact phone of one of my trips.",
    ),
    noun="the contact phone",
    propose="set the contact phone of {reservation_id} to {phone}",
    done="I have set the contact phone of {reservation_id} to {phone}.",
    drop=(
        "Please don't change the contact phone of {reservation_id} after all.",
        "I don't want a new contact phone for {reservation_id} after all.",
    ),
    undo=("Please put the old phone number back.", "I'd like to have the phone number changed back, please."),
    params={
        "reservation_id": _TRIP,
        "phone": Param(
            "phone",
            say=("The number is {}.", "The new number is {}."),
            ask="What is the new phone number?",
            noun="the phone number",
        ),
    },
)

CLAIM_COMPENSATION = Phrases(
    tool="claim_compensation",
    words=("compensation", "compensate", "issue"),
    wish=(
        "I'd like compensation for {segment_id}.",
        "Can I get compensation for {segment_id}?",
        "Please compensate me for {segment_id}.",
        "I want to claim compensation for {segment_id}.",
        "Could I have a compensation certificate for {segment_id}?",
        "I'd like compensation for one of my flights.",
    ),
    noun="the compensation",
    propose="issue a compensation certificate for {segment_id}",
    done="I have issued a compensation certificate for {segment_id}.",
    drop=(
        "I don't want compensation for {segment_id} after all.",
        "Please don't issue any compensation for {segment_id} after all.",
    ),
    params={"segment_id": replace(_FLIGHT, ask="Which flight do you want compensation for?")},
    implied=("reservation_id",),
)

PHRASES = (
    CHANGE_FLIGHT,
    REBOOK_FLIGHT,
    UPGRADE_FARE,
    CANCEL_RESERVATION,
    ADD_BAG,
    REMOVE_BAG,
    ADD_INSURANCE,
    REMOVE_INSURANCE,
    CHOOSE_SEAT,
    ORDER_MEAL,
    SET_CONTACT_PHONE,
    CLAIM_COMPENSATION,
)
