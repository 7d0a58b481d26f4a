"""How customers wish for what is done with cards and card payments, and how an agent proposes and reports it.

tool -> wish, proposal, report, and how its parameters are said
"""

from __future__ import annotations

from pytest_t2t.domain.language import Param, Phrases

_CARD = Param("card", say=("I mean {}.", "It's about {}."), ask="Which card is it about?", noun="the card")
_CARD_FOR_LIMIT = Param("card", say=("It's for {}.", "I mean {}."), ask="Which card is it about?", noun="the card")

FREEZE_CARD = Phrases(
    tool="freeze_card",
    words=("freez", "lock", "block"),
    wish=(
        "Please freeze {card_id}.",
        "I'd like to freeze {card_id} for now.",
        "Can you freeze {card_id}, please?",
        "I won't be using {card_id} for a while, so please freeze it.",
        "Could you block {card_id} until further notice?",
        "I'd like to freeze one of my cards.",
    ),
    noun="freezing the card",
    propose="freeze {card_id}",
    done="I have frozen {card_id}.",
    drop=("Please don't freeze {card_id} after all.", "There's no need to freeze {card_id} after all."),
    undo=("Please unfreeze {card_id} again.", "Please unfreeze it again."),
    params={"card_id": _CARD},
)

UNFREEZE_CARD = Phrases(
    tool="unfreeze_card",
    words=("unfreez", "unlock", "unblock", "reactivat"),
    wish=(
        "Please unfreeze {card_id}.",
        "I'd like to use {card_id} again, so please unfreeze it.",
        "Can you unfreeze {card_id}, please?",
        "I want {card_id} unfrozen.",
        "Could you unblock {card_id} for me?",
        "I'd like to unfreeze one of my cards.",
    ),
    noun="unfreezing the card",
    propose="unfreeze {card_id}",
    done="I have unfrozen {card_id}.",
    drop=("Please don't unfreeze {card_id} after all.", "I don't want to unfreeze {card_id} after all."),
    undo=("Please freeze {card_id} again.", "Please freeze it again."),
    params={"card_id": _CARD},
)

REPLACE_CARD = Phrases(
    tool="replace_card",
    words=("replace", "replacement", "new card"),
    wish=(
        "Please replace {card_id} with one in {design_id}.",
        "I'd like to replace {card_id}, this time in {design_id}. {reason}.",
        "Can you replace {card_id}? {reason}.",
        "I need a new card instead of {card_id}. {reason}.",
        "Could you replace {card_id} for me?",
        "I'd like to replace one of my cards.",
    ),
    noun="the replacement of the card",
    propose="replace {card_id} with one in {design_id}, reason: {reason}",
    done="I have replaced {card_id} with one in {design_id}.",
    drop=("Please don't replace {card_id} after all.", "I don't want to replace {card_id} after all."),
    params={
        "card_id": _CARD,
        "design_id": Param(
            "design",
            say=("For the new one I'd like {}.", "I'd like {} for the new one."),
            ask="Which design would you like for the new card?",
            noun="the design",
        ),
        "reason": Param(
            "card_reason",
            say=("{}.",),
            noun="the reason",
            settled=True,
            ask="What is the reason for the replacement?",
            labels={
                "lost": "I've lost it",
                "stolen": "It was stolen",
                "damaged": "The chip is damaged",
                "new design": "I'd just like a new design",
            },
            forms={
                "lost": ("loss",),
                "stolen": ("theft", "stolen card"),
                "damaged": ("damage", "broken", "chip is damaged"),
                "new design": ("another design", "different design"),
            },
        ),
    },
)

SET_CARD_LIMIT = Phrases(
    tool="set_card_limit",
    words=("card limit", "daily limit of the card", "limit on your card", "limit for your card", "daily card limit"),
    wish=(
        "Please set the daily card limit of {card_id} to {card_limit}.",
        "I'd like the daily limit of {card_id} to be {card_limit}.",
        "Can you change the card limit of {card_id} to {card_limit}?",
        "Could you change the card limit of {card_id}?",
        "I'd like to set a card limit of {card_limit} a day.",
        "I'd like to change one of my card limits.",
    ),
    noun="the card limit",
    propose="set the daily card limit of {card_id} to {card_limit}",
    done="I have set the daily card limit of {card_id} to {card_limit}.",
    drop=(
        "Please don't change the card limit of {card_id} after all.",
        "I don't want to change that card limit after all.",
    ),
    undo=("Please set the card limit of {card_id} back to what it was.", "Please set the limit back to what it was."),
    params={
        "card_id": _CARD_FOR_LIMIT,
        "card_limit": Param(
            "card_limit",
            say=("The new limit should be {}.", "Please make it {} a day."),
            ask="What should the new card limit be?",
            noun="the limit",
        ),
    },
)

OPEN_DISPUTE = Phrases(
    tool="open_dispute",
    words=("open a dispute", "dispute"),
    wish=(
        "I'd like to dispute {card_payment_id}. {reason}.",
        "Please open a dispute about {card_payment_id}.",
        "Can you dispute {card_payment_id} for me? {reason}.",
        "I want to dispute {card_payment_id}.",
        "Could you open a dispute for {card_payment_id}?",
        "I'd like to dispute a card payment.",
    ),
    noun="the dispute",
    propose="dispute {card_payment_id}, reason: {reason}",
    done="I have opened a dispute about {card_payment_id}.",
    drop=("Please don't dispute {card_payment_id} after all.", "I don't want to dispute {card_payment_id} after all."),
    undo=("Please withdraw that dispute again.", "Please withdraw the dispute about {card_payment_id} again."),
    params={
        "card_payment_id": Param(
            "card_payment",
            say=("I mean {}.", "It's about {}."),
            ask="Which card payment would you like to dispute?",
            noun="the card payment",
        ),
        "reason": Param(
            "dispute_reason",
            say=("{}.",),
            noun="the reason",
            settled=True,
            ask="What is the reason for the dispute?",
            labels={
                "not recognized": "I don't recognize it",
                "not received": "I paid but got nothing for it",
                "charged twice": "I was charged twice",
                "wrong amount": "The amount is wrong",
            },
            forms={
                "not recognized": ("unrecognized", "don't recognize", "do not recognize"),
                "not received": ("never received", "goods not received", "got nothing"),
                "charged twice": ("double charge", "duplicate charge"),
                "wrong amount": ("incorrect amount", "amount is wrong"),
            },
        ),
    },
)

WITHDRAW_DISPUTE = Phrases(
    tool="withdraw_dispute",
    words=("withdraw the dispute", "withdraw", "cancel the dispute", "drop the dispute"),
    wish=(
        "Please withdraw my dispute about {card_payment_id}.",
        "I'd like to withdraw the dispute about {card_payment_id}.",
        "Can you withdraw the dispute about {card_payment_id}?",
        "{card_payment_id} was all right after all, so please withdraw the dispute.",
        "Could you withdraw my dispute about {card_payment_id}?",
        "I'd like to withdraw one of my disputes.",
    ),
    noun="the withdrawal of the dispute",
    propose="withdraw the dispute about {card_payment_id}",
    done="I have withdrawn the dispute about {card_payment_id}.",
    drop=(
        "Please don't withdraw the dispute about {card_payment_id} after all.",
        "I don't want to withdraw the dispute about {card_payment_id} after all.",
    ),
    undo=("Please open that dispute again.", "Please dispute {card_payment_id} again, for the same reason as before."),
    params={
        "card_payment_id": Param(
            "card_payment",
            say=("It's about {}.", "I mean the one about {}."),
            ask="Which dispute would you like to withdraw?",
            noun="the dispute",
        )
    },
)

CARDS = (FREEZE_CARD, UNFREEZE_CARD, REPLACE_CARD, SET_CARD_LIMIT, OPEN_DISPUTE, WITHDRAW_DISPUTE)
