"""The facts that an agent asks for, and the words with which agents name them.

topic -> words; the first is how our own reference agent calls it
"""

from __future__ import annotations

from pytest_t2t.domain.language import Topic

WORDS = {
    "customer_number": "customer number, client number, customer no, eight-digit number, member number",
    "name": "full name, name, first name, last name, surname, who am i speaking, who i am speaking",
    "postcode": "zip code, zip, zipcode, postcode, post code, postal code",
    "app_code": "six-digit code from your banking app, six-digit code, app code, security code, verification code,"
    " code in your app, code that your app, code your app, code from the app, code from your app, code shown,"
    " code displayed, passcode, one-time code, 6-digit code",
    "email": "email address, email, e-mail",
    "address": "home address, mailing address, address on file, where should we send it",
    "membership": "membership, premium member, standard member",
    "customer_id": "customer id, user id, user name, username",
    "account": "account id, which account, what account, account would you like, account do you, account should,"
    " account number of yours, account this is about, account in question",
    "from_account": "source account, which account, from which account, account should it come from,"
    " account should the money come from, take it from, pay from, paid from, debit, debited, which account should pay",
    "to_account": "destination account, which account, to which account, account should it go to,"
    " account should the money go to, receiving account, move it to, target account",
    "card": "card number, which card, what card, card would you like, card do you, card id, card in question",
    "last_four": "last four digits, last 4 digits, ending in which, which digits",
    "design": "card design, design, which design, what design, design would you like, color, material, motif",
    "card_reason": "reason for the replacement, reason, why, what happened to the card",
    "dispute_reason": "reason for the dispute, reason, why, what is wrong, what's wrong, what went wrong",
    "recall_reason": "reason for the recall, reason, why, what went wrong",
    "card_limit": "new card limit, card limit, daily limit, which limit, what limit, how much, new limit",
    "card_payment": "card payment id, which card payment, which dispute, which payment, what payment,"
    " which transaction, transaction, which charge, which purchase, charge do you mean, merchant, payment in question",
    "payee": "name of the payee, payee id, which payee, who is the payee, payee's name, recipient, beneficiary,"
    " who should get the money, who should receive, who would you like to pay, to whom, who is it for",
    "new_payee": "payee's bank details, payee details, bank details, account details, details of the new payee,"
    " name and account number, payee's account number, new payee",
    "amount": "amount, how much, what amount, what sum, which amount",
    "new_amount": "new amount, amount, how much, what amount, new monthly amount, monthly amount",
    "payment_day": "payment date, which day, what day, which date, what date, when should, when would you like,"
    " on which day, day of the payment",
    "payment": "payment id, which payment, what payment, which transfer, payment reference, transfer id,"
    " payment in question, payment do you mean",
    "standing_order": "standing order id, which standing order, what standing order, standing order number,"
    " standing order do you mean, standing order in question",
    "transfer_limit": "new transfer limit, transfer limit, daily limit, which limit, what limit, how high, new limit",
    "alert": "alert id, which alert, what alert, alert do you mean, alert in question",
    "alert_kind": "kind of alert, type of alert, which kind, what kind, which type, what type, what should it alert",
    "threshold": "threshold, at what amount, which amount, what amount, from what amount, alert amount",
}

TOPICS = tuple(Topic(name, tuple(words.split(", "))) for name, words in WORDS.items())
"""In the order in which they are declared."""
