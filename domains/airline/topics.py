"""The facts that an agent asks for, and the words with which agents name them.

topic -> words; the first is how our own reference agent calls it
"""

from __future__ import annotations

from pytest_t2t.domain.language import Topic

WORDS = {
    "email": "email address, email, e-mail, e-mail address, mail address, email on file",
    "name": "full name, name, first name, last name, surname, who am i speaking, who i am speaking",
    "postcode": "zip code, zip, zipcode, postcode, post code, postal code",
    "customer_id": "customer id, user id, customer number, account number, account id, profile id, username, user name",
    "member_number": "loyalty number, frequent flyer number, membership number, member number",
    "reservation": "booking reference, reservation id, reservation number, reservation code, booking id,"
    " booking number, confirmation number, confirmation code, record locator, pnr, which reservation, which booking,"
    " which trip, what reservation, what trip, reservation details, booking details, trip in question, trip are you,"
    " trip you are",
    "segment": "segment id, segment, which flight, what flight, flight number, flight details, flight in question,"
    " flight you are referring, flight you would like to change, flight would you like to change,"
    " flight was, flight is it, flight it is, which leg, which segment",
    "new_flight": "new flight, which flight, what flight, flight id, flight option, which option, what option,"
    " preferred flight, flight you would, flight would you, flight do you want, replacement flight, alternative flight,"
    " departure time, time of departure, which departure, like instead, prefer instead, take instead, which time,"
    " what time, morning afternoon or evening, time of day",
    "date": "new date, travel date, departure date, date of travel, dates of travel, which date, what date, which day,"
    " what day, when would you like to, when you would like to, preferred date, date you would, date would you,"
    " date do you",
    "passenger": "passenger id, passenger, which passenger, which traveler, which traveller, passenger name,"
    " name of the passenger, for whom, who is it for, who needs, who gets, whose",
    "ticket": "ticket id, ticket number, ticket, whose seat, which seat do you mean, which seat is it about,"
    " which passenger's seat, which ticket",
    "payment_method": "payment method, method of payment, payment option, form of payment, mode of payment,"
    " payment detail, payment information, payment type, means of payment, which card, which account, credit card,"
    " debit card, paypal, travel certificate, which certificate, how would you like to pay,"
    " how you would like to pay, how do you want to pay, for the difference, for any difference, fare difference,"
    " refund method, refunded to, where should the refund",
    "last_four": "last four digits, last 4 digits, ending in which, card number, which card number",
    "fare_class": "fare class, cabin, cabin class, class of service, travel class, which class, what class,"
    " class would you, class you would, flex or business, higher class",
    "reason": "reason, why, cause of the",
    "seat": "kind of seat, seat type, type of seat, seat preference, which seat, what seat, window or aisle,"
    " window aisle or exit row, seat would you, seat you would",
    "meal": "meal, which meal, what meal, meal preference, dietary",
    "phone": "phone number, contact phone, telephone number, mobile number, contact number, new number, phone",
    "address": "address, home address, address on file, billing address, street address",
    "membership": "loyalty tier, membership, membership tier, membership level, member status, loyalty status, tier,"
    " frequent flyer status",
}

TOPICS = tuple(Topic(name, tuple(words.split(", "))) for name, words in WORDS.items())
