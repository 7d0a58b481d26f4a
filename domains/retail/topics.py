"""The facts that an agent asks for, and the words with which agents name them.

topic -> words; the first is how our own reference agent calls it
"""

from __future__ import annotations

from pytest_t2t.domain.language import Topic

_NEW_DEFAULT = (
    *(f"{lead} {kind} address" for lead in ("new", "updated") for kind in ("default", "home", "billing", "current")),
    *(f"{verb} {whose}{new}default{noun}" for verb in ("as", "be", "become") for whose in ("your ", "the ")
      for new in ("", "new ") for noun in ("", " address")),
    "as default", "as default address", "as a new default address", "your new default", "the new default",
    *(f"default address {rest}" for rest in (
        "be", "to be", "should be", "should become", "should i", "should we", "shall i", "would you like",
        "you would like", "do you want", "you want", "you wish", "you prefer", "you need")),
    *(f"{deed} {whose} default address{to}" for deed in ("change", "update", "set", "switch", "replace")
      for whose in ("your", "the") for to in ("", " to", " with")),
    "where have you moved", "where you have moved", "where did you move", "have you moved to", "you have moved to",
    "address would you like", "address you would like", "address do you want", "address you want",
)  # fmt: skip
"""What the default address is to become: the wish's address, not the one that is on file."""

WORDS = {
    "email": "email address, email, e-mail, e-mail address, mail address, email on file",
    "name": "full name, name, first name, last name, surname, who am i speaking, who i am speaking",
    "postcode": "zip code, zip, zipcode, postcode, post code, postal code",
    "phone": "phone number, telephone number, mobile number, contact number",
    "user_id": "user id, customer id, customer number, account number, account id, username, user name",
    "order": "order number, order id, order ids, order reference, order no, order #, which order, what order,"
    " which purchase, order details, order information, confirmation number, which one of your orders,"
    " which of your orders, order in question, order you are referring, order you are asking, order it was in,"
    " order it is in, order this is about",
    "item": "item id, which item, what item, which product, what product, which article, item number, product id,"
    " product name, item name, item details, name of the item, name of the product, item you are referring,"
    " items to return, items to exchange, items to be returned, items to be exchanged, item you no longer want,"
    " item in question, item involved, items would you like, which of the items, which return, which exchange",
    "new_item": "new variant, variant, variant id, new item, new product, new option, which option, what option,"
    " which variant, which version, new version, which model, which style, which type, replacement item,"
    " which replacement, replacement option, replacement product, preferred option, preferred variant,"
    " desired option, desired item, desired variant, specific options, new specifications, item id of the new,"
    " item ids of the new, item id for the new, product id of the new, what change, which change, exchange it for,"
    " exchange them for, change it to, replace it with, swap it for, like instead, want instead, prefer instead,"
    " one of these options, item to exchange for, item id of the replacement, which one of these variants",
    "reason": "reason, why, what went wrong, cause of the",
    "address": "new address, address, shipping address, delivery address, full address, street address, street, city,"
    " apartment, where should it be sent, where should we send, where it should be sent, where should it go,"
    " where would you like it, " + ", ".join(_NEW_DEFAULT),
    "payment_method": "payment method, method of payment, payment option, form of payment, mode of payment,"
    " payment detail, payment information, payment type, means of payment, which card, which account, credit card,"
    " debit card, gift card, paypal, how would you like to pay, how you would like to pay, how do you want to pay,"
    " for the price difference, for any price difference",
    "refund_method": "refund method, method of refund, refund option, which card, which account, credit card,"
    " debit card, gift card, paypal, payment method, how should the refund, how you would like the refund,"
    " how would you like the refund, how would you like to receive, how you would like to receive,"
    " where should the refund, where you would like the refund, where would you like the refund, refunded to,"
    " refund to go, receive the refund, receive your refund, get the refund",
    "last_four": "last four digits, last 4 digits, ending in which, card number, which card number",
    "speed": "shipping speed, shipping method, shipping option, delivery speed, delivery option, delivery method,"
    " how fast, which speed",
    "channel": "contact preference, contact method, preferred channel, which channel, contact you, reach you,"
    " be contacted, get in touch with you",
    "amount": "amount, how much, how many dollars, what amount",
    "from_card": "source gift card, from which gift card, should it come from, should come from, transfer from,"
    " taken from, take it from, move it from, which gift card",
    "to_card": "destination gift card, to which gift card, should it go to, should go to, transfer to,"
    " receiving gift card, receive the balance, put it on, which gift card",
    "default_address": "default address, address on file, home address, billing address, current address",
    "membership": "membership, membership tier, plus member, member tier",
    "size": "size",
    "shoe_size": "shoe size, size",
    "bed_size": "bed size, mattress size, size",
    "capacity": "capacity, how many cups, how many liters, volume, size",
    "height": "height, how tall",
    "width": "width, how wide, diameter, size",
    "length": "length, how long",
    "area": "area, dimensions, size",
    "thickness": "thickness, how thick",
    "weight": "weight, how heavy",
    "storage": "storage, how many gb, capacity",
    "battery": "battery life, battery",
    "zoom": "zoom",
    "pieces": "piece count, how many pieces, number of pieces",
    "slots": "slots, how many slices",
    "pack": "pack size, how many in a pack",
    "mode": "manual or automatic, mode",
    "power": "power source, power supply",
    "connection": "connection, wireless or wired, wired or wireless",
    "switches": "switch type, switches",
    "layout": "layout",
    "noise": "noise canceling",
    "warmth": "warmth, which season",
    "firmness": "firmness, how firm",
    "fill": "filling, fill",
    "shell": "shell, shell type",
    "edge": "blade edge, edge",
    "blade": "blade type, shaver type",
    "zipper": "zipper",
    "neck": "neckline, neck style",
    "style": "umbrella style, style",
    "scent": "scent, fragrance",
    "theme": "theme, motif",
    "color": "color, colour",
    "material": "material, made of",
    "strap": "strap",
}

TOPICS = tuple(Topic(name, tuple(words.split(", "))) for name, words in WORDS.items())
