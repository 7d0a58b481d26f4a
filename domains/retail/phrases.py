"""How customers wish for each write, and how an agent proposes and reports it.

tool -> wish, proposal, report, and how its parameters are said
"""

from __future__ import annotations

from pytest_t2t.domain.language import Param, Phrases

_ORDER = Param("order", say=("I mean {}.", "It's about {}."), ask="Which order is it about?", noun="the order")
_ITEM = Param("item", say=("I mean {}.", "It's about {}."), ask="Which item is it about?", noun="the item")
_NEW = Param(
    "new_item",
    say=("I'd like {} instead.", "I'd rather have {}."),
    ask="Which version would you like instead?",
    noun="the version",
)

CANCEL_ORDER = Phrases(
    tool="cancel_order",
    words=("cancel the order", "cancel order", "cancel your order", "cancel", "cancellation", "call off"),
    wish=(
        "I'd like to cancel {order_id}.",
        "Can you call off {order_id} for me, please?",
        "Please cancel {order_id}.",
        "I need {order_id} cancelled, please.",
        "Could you cancel {order_id}?",
        "I have to cancel one of my orders.",
    ),
    noun="the cancellation",
    propose="cancel {order_id}, reason: {reason}",
    done="I have cancelled {order_id}.",
    drop=("Please don't cancel {order_id} after all.", "I don't want to cancel {order_id} after all."),
    params={
        "order_id": _ORDER,
        "reason": Param(
            "reason",
            say=("{}.",),
            ask="What is the reason for the cancellation?",
            labels={
                "no longer needed": "I no longer need it",
                "ordered by mistake": "I ordered it by mistake",
                "arrives too late": "it would arrive too late for me",
                "found cheaper elsewhere": "I found a better price somewhere else",
            },
            forms={
                "no longer needed": ("no longer need", "don't need", "not needed"),
                "ordered by mistake": ("by mistake", "by accident", "accidentally"),
                "arrives too late": ("too late", "arrives late", "too slow"),
                "found cheaper elsewhere": ("cheaper", "better price", "lower price"),
            },
            noun="the reason",
            settled=True,
        ),
    },
)

CHANGE_SHIPPING_ADDRESS = Phrases(
    tool="change_shipping_address",
    words=("shipping address", "delivery address", "address of order", "send", "redirect", "ship to", "address"),
    wish=(
        "Please deliver {order_id} to a different address: {address}.",
        "I'd like {address} to be the delivery address of {order_id}.",
        "Can you make {address} the delivery address of {order_id}?",
        "I need a different delivery address for {order_id}.",
        "Could you redirect {order_id}? I won't be at the old address.",
        "I'd like to change where one of my orders is delivered.",
    ),
    noun="the change of the delivery address",
    propose="change the shipping address of {order_id} to {address}",
    done="I have changed the shipping address of {order_id} to {address}.",
    drop=(
        "Please don't change the delivery address of {order_id} after all.",
        "I don't want a different delivery address for {order_id} after all.",
    ),
    undo=(
        "Please put the delivery address of {order_id} back to what it was.",
        "Please change {order_id} back to the delivery address it had before.",
    ),
    params={
        "order_id": _ORDER,
        "address": Param(
            "address",
            say=("The new address is {}.", "It should go to {}."),
            ask="What is the new shipping address?",
            noun="the address",
        ),
    },
)

CHANGE_SHIPPING_SPEED = Phrases(
    tool="change_shipping_speed",
    words=("shipping speed", "shipping", "speed", "upgrade", "switch"),
    wish=(
        "Please switch {order_id} to {speed} shipping.",
        "I'd like {speed} shipping for {order_id}.",
        "Can you change {order_id} to {speed} delivery?",
        "Could you change the shipping speed of {order_id}?",
        "I want to pick another shipping speed for {order_id}.",
        "I'd like to change the shipping speed for one of my orders.",
    ),
    noun="the change of the shipping speed",
    propose="change {order_id} to {speed} shipping",
    done="I have changed {order_id} to {speed} shipping.",
    drop=(
        "Please don't change the shipping speed of {order_id} after all.",
        "I don't want another shipping speed for {order_id} after all.",
    ),
    undo=(
        "Please put {order_id} back on the shipping speed it had before.",
        "Please change the shipping speed of {order_id} back to what it was.",
    ),
    params={
        "order_id": _ORDER,
        "speed": Param(
            "speed",
            say=("I'd like {} shipping.", "Make it {} shipping, please."),
            ask="Which shipping speed would you like: standard, expedited or express?",
            noun="the shipping speed",
        ),
    },
)

CHANGE_PAYMENT_METHOD = Phrases(
    tool="change_payment_method",
    words=("payment method", "payment", "pay", "charge"),
    wish=(
        "I'd like to use {payment_method_id} to pay for {order_id}.",
        "Please charge {order_id} to {payment_method_id} instead.",
        "Can you put {order_id} on {payment_method_id}?",
        "Could you change the payment method of {order_id}?",
        "I want to pay for {order_id} in another way.",
        "I'd like to change how I pay for one of my orders.",
    ),
    noun="the change of the payment method",
    propose="change the payment method of {order_id} to {payment_method_id}",
    done="I have changed the payment method of {order_id} to {payment_method_id}.",
    drop=(
        "Please don't change how I pay for {order_id} after all.",
        "I don't want to change the payment method of {order_id} after all.",
    ),
    undo=(
        "Please change the payment for {order_id} back to the way it was.",
        "Please put {order_id} back on the payment method it had before.",
    ),
    params={
        "order_id": _ORDER,
        "payment_method_id": Param(
            "payment_method",
            say=("I'd like to pay with {}.", "Please use {}."),
            ask="Which payment method would you like to use?",
            noun="the payment method",
        ),
    },
)

CHANGE_ITEM = Phrases(
    tool="change_item",
    words=("change the item", "change", "modify", "swap", "switch", "replace"),
    wish=(
        "I'd like to change {item_id} to {new_variant_id}.",
        "Can you swap {item_id} for {new_variant_id} in my order?",
        "Please switch {item_id} to {new_variant_id}.",
        "Could you replace {item_id} with {new_variant_id}?",
        "Can you change {item_id} to another version?",
        "I picked the wrong options for something in one of my orders.",
    ),
    noun="the change of the item",
    propose="change {item_id} to {new_variant_id}",
    done="I have changed {item_id} to {new_variant_id}.",
    drop=("Please don't change {item_id} after all.", "I don't want another version of {item_id} after all."),
    undo=(
        "Please change {item_id} back to the version I had before.",
        "Please put {item_id} back to what I ordered at first.",
    ),
    params={"item_id": _ITEM, "new_variant_id": _NEW},
    implied=("order_id",),
)

RETURN_ITEMS = Phrases(
    tool="return_items",
    words=("return", "send back", "take back", "refund"),
    wish=(
        "I'd like to return {item_ids}.",
        "Can I send back {item_ids}, please?",
        "I want to return {item_ids} and get the money on {refund_to}.",
        "Please set up a return for {item_ids}.",
        "I'd like my money back for {item_ids}, so please book a return.",
        "I'd like to return something I bought from you.",
    ),
    noun="the return",
    propose="book the return of {item_ids}, refund to {refund_to}",
    done="I have booked the return of {item_ids}, with the refund going to {refund_to}.",
    drop=("Please don't book a return for {item_ids} after all.", "I don't want to return {item_ids} after all."),
    undo=(
        "Please cancel the return of {item_ids} that you just booked.",
        "Please take back the return of {item_ids}.",
    ),
    params={
        "item_ids": Param(
            "item", say=("I mean {}.", "It's about {}."), ask="Which items would you like to return?", noun="the item"
        ),
        "refund_to": Param(
            "refund_method",
            say=("Please refund the money to {}.", "The refund should go to {}."),
            ask="Where should the refund go?",
            noun="the payment method for the refund",
        ),
    },
    implied=("order_id",),
)

CANCEL_RETURN = Phrases(
    tool="cancel_return",
    words=(
        "cancel the return",
        "take back the return",
        "undo the return",
        "withdraw the return",
        "return",
        "keep",
        "withdraw",
    ),
    wish=(
        "I'd like to keep {item_ids} after all, so please cancel the return.",
        "Can you cancel the return of {item_ids}?",
        "Please withdraw my return request for {item_ids}.",
        "I've changed my mind about returning {item_ids} - can you stop the return?",
        "Could you take back the return that I asked for on {item_ids}?",
        "I'd like to cancel one of my returns.",
    ),
    noun="the cancellation of the return",
    propose="cancel the return of {item_ids}",
    done="I have cancelled the return of {item_ids}.",
    drop=(
        "Please don't cancel the return of {item_ids} after all.",
        "I don't want to cancel the return of {item_ids} after all.",
    ),
    undo=(
        "I'd like the return of {item_ids} to go ahead after all.",
        "Please put the return of {item_ids} back in place.",
    ),
    params={
        "item_ids": Param(
            "item", say=("I mean {}.", "It's about {}."), ask="Which return would you like to cancel?", noun="the item"
        )
    },
    implied=("order_id",),
)

EXCHANGE_ITEM = Phrases(
    tool="exchange_item",
    words=("exchange", "swap", "replace"),
    wish=(
        "I'd like to exchange {item_id} for {new_variant_id}.",
        "Can I swap {item_id} for {new_variant_id}, please?",
        "Please exchange {item_id} for {new_variant_id} and use {payment_method_id} for any difference in price.",
        "I'm not quite happy with {item_id}. Could I get {new_variant_id} in exchange?",
        "Could you exchange {item_id} for another version?",
        "I'd like to exchange something I bought from you.",
    ),
    noun="the exchange",
    propose="exchange {item_id} for {new_variant_id}, price difference on {payment_method_id}",
    done="I have exchanged {item_id} for {new_variant_id}, with the price difference on {payment_method_id}.",
    drop=("Please don't exchange {item_id} after all.", "I don't want to exchange {item_id} after all."),
    undo=(
        "Please cancel the exchange of {item_id} that you just booked.",
        "Please take back the exchange of {item_id}.",
    ),
    params={
        "item_id": _ITEM,
        "new_variant_id": _NEW,
        "payment_method_id": Param(
            "payment_method",
            say=("Please use {} for any difference in price.", "Any price difference should go on {}."),
            ask="Which payment method should be used for the price difference?",
            noun="the payment method for the difference",
            indifferent=True,
        ),
    },
    implied=("order_id",),
)

CANCEL_EXCHANGE = Phrases(
    tool="cancel_exchange",
    words=(
        "cancel the exchange",
        "take back the exchange",
        "undo the exchange",
        "withdraw the exchange",
        "exchange",
        "keep",
        "withdraw",
    ),
    wish=(
        "I'd like to keep {item_id} after all, so please cancel the exchange.",
        "Can you cancel the exchange of {item_id}?",
        "Please withdraw my exchange request for {item_id}.",
        "I've changed my mind about exchanging {item_id} - can you stop the exchange?",
        "Could you take back the exchange that I asked for on {item_id}?",
        "I'd like to cancel one of my exchanges.",
    ),
    noun="the cancellation of the exchange",
    propose="cancel the exchange of {item_id}",
    done="I have cancelled the exchange of {item_id}.",
    drop=(
        "Please don't cancel the exchange of {item_id} after all.",
        "I don't want to cancel the exchange of {item_id} after all.",
    ),
    undo=(
        "I'd like the exchange of {item_id} to go ahead after all.",
        "Please put the exchange of {item_id} back in place.",
    ),
    params={
        "item_id": Param(
            "item",
            say=("I mean {}.", "It's about {}."),
            ask="Which exchange would you like to cancel?",
            noun="the item",
        )
    },
    implied=("order_id",),
)

CHANGE_DEFAULT_ADDRESS = Phrases(
    tool="change_default_address",
    words=("default address", "address in your profile", "profile", "address"),
    wish=(
        "Please change the default address in my profile to {address}.",
        "I've moved, so my default address should be {address} from now on.",
        "Can you update my profile with the new default address {address}?",
        "I'd like to set {address} as my default address.",
        "Could you update the default address in my profile?",
        "I've moved and need a new default address in my account.",
    ),
    noun="the change of the default address",
    propose="change the default address in your profile to {address}",
    done="I have changed the default address in your profile to {address}.",
    drop=("Please don't change my default address after all.", "I don't want a new default address after all."),
    undo=(
        "Please change my default address back to what it was.",
        "Please put the old default address back in my profile.",
    ),
    params={
        "address": Param(
            "address",
            say=("The new default address is {}.", "My new default address is {}."),
            ask="What is the new default address?",
            noun="the address",
        )
    },
    implied=("user_id",),
)

SET_CONTACT_PREFERENCE = Phrases(
    tool="set_contact_preference",
    words=("contact", "reach", "notify", "preference"),
    wish=(
        "Please contact me {channel} from now on.",
        "I'd like to hear about my orders {channel}.",
        "Can you change my contact preference so that you reach me {channel}?",
        "I'd prefer it if you got in touch {channel}.",
        "Could you change how you contact me about my orders?",
        "I'd like to change my contact preference.",
    ),
    noun="the contact preference",
    propose="set your contact preference to {channel}",
    done="I have set your contact preference to {channel}.",
    drop=(
        "Please don't change my contact preference after all.",
        "I don't want to change my contact preference after all.",
    ),
    undo=(
        "Please set my contact preference back to what it was.",
        "Please go back to contacting me the way you did before.",
    ),
    params={
        "channel": Param(
            "channel",
            say=("Please contact me {}.", "I'd like to be contacted {}."),
            ask="How would you like us to contact you: by email, by text message or by phone?",
            labels={"email": "by email", "text message": "by text message", "phone": "by phone"},
            forms={"email": ("e-mail",), "text message": ("text", "texts", "SMS"), "phone": ("phone call", "call")},
            noun="the contact preference",
        )
    },
    implied=("user_id",),
)

TRANSFER_BALANCE = Phrases(
    tool="transfer_balance",
    words=("transfer", "move", "balance"),
    wish=(
        "Please move {amount_cents} from {from_gift_card_id} to {to_gift_card_id}.",
        "I'd like to transfer {amount_cents} from {from_gift_card_id} to {to_gift_card_id}.",
        "Can you put {amount_cents} from {from_gift_card_id} onto {to_gift_card_id}?",
        "I'd like to transfer {amount_cents} to {to_gift_card_id}.",
        "Could you move some money from {from_gift_card_id} to {to_gift_card_id}?",
        "I'd like to move some of my gift card balance.",
    ),
    noun="the transfer",
    propose="transfer {amount_cents} from {from_gift_card_id} to {to_gift_card_id}",
    done="I have transferred {amount_cents} from {from_gift_card_id} to {to_gift_card_id}.",
    drop=("Please don't make that transfer after all.", "I don't want that transfer after all."),
    undo=(
        "Please move that money back to the gift card it came from.",
        "Please put that money back where it was before the transfer.",
    ),
    params={
        "from_gift_card_id": Param(
            "from_card",
            say=("Take it from {}.", "The money is on {}."),
            ask="Which gift card should it come from?",
            noun="the source card",
        ),
        "to_gift_card_id": Param(
            "to_card",
            say=("It should go to {}.", "Please put it on {}."),
            ask="Which gift card should it go to?",
            noun="the receiving card",
        ),
        "amount_cents": Param(
            "amount",
            say=("The amount is {}.", "Please make it {}."),
            ask="How much would you like to transfer?",
            noun="the amount",
        ),
    },
    implied=("user_id",),
)

PHRASES = (
    CANCEL_ORDER,
    CHANGE_SHIPPING_ADDRESS,
    CHANGE_SHIPPING_SPEED,
    CHANGE_PAYMENT_METHOD,
    CHANGE_ITEM,
    RETURN_ITEMS,
    CANCEL_RETURN,
    EXCHANGE_ITEM,
    CANCEL_EXCHANGE,
    CHANGE_DEFAULT_ADDRESS,
    SET_CONTACT_PREFERENCE,
    TRANSFER_BALANCE,
)
