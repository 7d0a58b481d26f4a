"""How customers wish for payments, payees, standing orders, limits and alerts; how agents propose and report them.

tool -> wish, proposal, report, and how its parameters are said
"""

from __future__ import annotations

from pytest_t2t.domain.language import Param, Phrases

_AMOUNT = Param(
    "amount", say=("The amount is {}.", "Please make it {}."), ask="What amount should it be?", noun="the amount"
)
_PAYER = Param(
    "from_account",
    say=("Please take the money from {}.", "It should be paid from {}."),
    ask="Which account should the money come from?",
    noun="the account",
)
_PAYEE = Param(
    "payee", say=("It's for {}.", "The money is for {}."), ask="Which payee should get the money?", noun="the payee"
)

MOVE_BETWEEN_ACCOUNTS = Phrases(
    tool="move_between_accounts",
    words=("move", "shift", "between your accounts"),
    wish=(
        "Please move {amount} from {from_account_id} to {to_account_id}.",
        "I'd like to move {amount} from {from_account_id} to {to_account_id}.",
        "Can you shift {amount} from {from_account_id} to {to_account_id}?",
        "I'd like to move {amount} to {to_account_id}.",
        "Could you move some money from {from_account_id} to {to_account_id}?",
        "I'd like to move some money between my accounts.",
    ),
    noun="the move between accounts",
    propose="move {amount} from {from_account_id} to {to_account_id}",
    done="I have moved {amount} from {from_account_id} to {to_account_id}.",
    drop=(
        "Please don't move the money from {from_account_id} to {to_account_id} after all.",
        "I don't want to move that money after all.",
    ),
    undo=("Please move the money back.", "Please move it back to {from_account_id}."),
    params={
        "from_account_id": Param(
            "from_account",
            say=("Take it from {}.", "The money is in {}."),
            ask="Which account should it come from?",
            noun="the account",
        ),
        "to_account_id": Param(
            "to_account",
            say=("It should go to {}.", "Please put it into {}."),
            ask="Which account should it go to?",
            noun="the receiving account",
        ),
        "amount": _AMOUNT,
    },
)

SEND_PAYMENT = Phrases(
    tool="send_payment",
    words=("send", "make a payment", "wire"),
    wish=(
        "Please send {amount} from {account_id} to {payee_id}.",
        "I'd like to send {payee_id} {amount} from {account_id}.",
        "Can you send {amount} to {payee_id}?",
        "I need to send {payee_id} {amount} right away.",
        "Could you send {payee_id} some money from {account_id}?",
        "I'd like to make a payment today.",
    ),
    noun="sending the payment",
    propose="send {amount} from {account_id} to {payee_id}",
    done="I have sent {amount} from {account_id} to {payee_id}.",
    drop=("Please don't make that payment to {payee_id} after all.", "I don't want to send that payment after all."),
    undo=(
        "Please try to get that payment back. I picked the wrong payee.",
        "Please have that payment recalled. I picked the wrong payee.",
        "I picked the wrong payee, so please request a recall of that payment.",
    ),
    params={"account_id": _PAYER, "payee_id": _PAYEE, "amount": _AMOUNT},
)

SCHEDULE_PAYMENT = Phrases(
    tool="schedule_payment",
    words=("schedule", "plan a payment"),
    wish=(
        "Please schedule a payment of {amount} to {payee_id} from {account_id} for {payment_day}.",
        "I'd like to schedule {amount} for {payee_id}, to be paid on {payment_day}.",
        "Can you schedule a payment to {payee_id} for {payment_day}?",
        "Could you schedule a payment of {amount} from {account_id}?",
        "I'd like to schedule a payment to {payee_id}.",
        "I'd like to schedule a payment for later.",
    ),
    noun="the scheduled payment",
    propose="schedule a payment of {amount} from {account_id} to {payee_id} for {payment_day}",
    done="I have scheduled a payment of {amount} from {account_id} to {payee_id} for {payment_day}.",
    drop=(
        "Please don't schedule that payment to {payee_id} after all.",
        "I don't want to schedule that payment after all.",
    ),
    undo=("Please cancel that payment to {payee_id} again.", "Please cancel the payment that you've just scheduled."),
    params={
        "account_id": _PAYER,
        "payee_id": _PAYEE,
        "amount": _AMOUNT,
        "payment_day": Param(
            "payment_day",
            say=("It should be paid on {}.", "Please pay it on {}."),
            ask="On which day should it be paid?",
            noun="the date",
        ),
    },
)

CANCEL_SCHEDULED_PAYMENT = Phrases(
    tool="cancel_scheduled_payment",
    words=("cancel the payment", "cancel", "call off", "stop the payment"),
    wish=(
        "I'd like to cancel {transfer_id}.",
        "Can you call off {transfer_id} for me, please?",
        "Please cancel {transfer_id}.",
        "Could you cancel {transfer_id}?",
        "I'd like {transfer_id} canceled, please.",
        "I'd like to cancel one of my payments.",
    ),
    noun="the cancellation",
    propose="cancel {transfer_id}",
    done="I have cancelled {transfer_id}.",
    drop=("Please don't cancel {transfer_id} after all.", "I don't want to cancel {transfer_id} after all."),
    params={
        "transfer_id": Param(
            "payment",
            say=("I mean {}.", "It's about {}."),
            ask="Which payment would you like to cancel?",
            noun="the payment",
        )
    },
)

REQUEST_RECALL = Phrases(
    tool="request_recall",
    words=("recall", "get back", "money back"),
    wish=(
        "Please recall {transfer_id}.",
        "I'd like to recall {transfer_id}. {reason}.",
        "Can you request a recall of {transfer_id}?",
        "I'd like {transfer_id} recalled. {reason}.",
        "Could you try to recall {transfer_id}?",
        "I'd like to recall one of my payments.",
    ),
    noun="the recall",
    propose="recall {transfer_id}, reason: {reason}",
    done="I have requested the recall of {transfer_id}.",
    drop=("Please don't recall {transfer_id} after all.", "I don't want to recall {transfer_id} after all."),
    params={
        "transfer_id": Param(
            "payment",
            say=("I mean {}.", "It's about {}."),
            ask="Which payment should be recalled?",
            noun="the payment",
        ),
        "reason": Param(
            "recall_reason",
            say=("{}.",),
            noun="the reason",
            settled=True,
            ask="What is the reason for the recall?",
            labels={
                "wrong payee": "I picked the wrong payee",
                "wrong amount": "I got the amount wrong",
                "sent twice": "I sent it twice by mistake",
                "suspected fraud": "I think I fell for a fraud",
            },
            forms={
                "wrong payee": ("wrong recipient", "wrong person"),
                "wrong amount": ("amount was wrong", "incorrect amount"),
                "sent twice": ("duplicate payment", "paid twice"),
                "suspected fraud": ("fraud", "scam"),
            },
        ),
    },
)

ADD_PAYEE = Phrases(
    tool="add_payee",
    words=("add", "payee to your list", "new payee"),
    wish=(
        "Please add {new_payee} to my payees.",
        "I'd like to add a new payee: {new_payee}.",
        "Can you put a new payee on my list, {new_payee}?",
        "Please put a new payee on my list: {new_payee}.",
        "Could you add a payee for me?",
        "I'd like to add somebody to my payees.",
    ),
    noun="the new payee",
    propose="add {new_payee} to your payees",
    done="I have added {new_payee} to your payees.",
    drop=("Please don't add that payee after all.", "I don't want to add that payee after all."),
    undo=("Please take that payee off my list again.", "Please remove the new payee again."),
    params={
        "new_payee": Param(
            "new_payee",
            say=("The new payee is {}.", "It's {}."),
            ask="Could you give me the new payee's name, bank, account number and currency?",
            noun="the new payee",
        )
    },
    implied=("customer_id",),
)

REMOVE_PAYEE = Phrases(
    tool="remove_payee",
    words=("remove", "removal", "delete", "take off"),
    wish=(
        "Please remove {payee_id} from my payees.",
        "I'd like to remove {payee_id} from my list of payees.",
        "Can you delete {payee_id} from my payees?",
        "Could you take {payee_id} off my list of payees?",
        "I won't be paying {payee_id} anymore, so please remove that payee.",
        "I'd like to remove one of my payees.",
    ),
    noun="the removal of the payee",
    propose="remove {payee_id} from your payees",
    done="I have removed {payee_id} from your payees.",
    drop=("Please don't remove {payee_id} after all.", "I don't want to remove {payee_id} after all."),
    params={
        "payee_id": Param(
            "payee",
            say=("I mean {}.", "It's about {}."),
            ask="Which payee would you like to remove?",
            noun="the payee",
        )
    },
)

CHANGE_STANDING_ORDER = Phrases(
    tool="change_standing_order",
    words=("change the standing order", "change", "adjust", "amount of the standing order"),
    wish=(
        "Please change {standing_order_id} to {new_amount} a month.",
        "I'd like to change {standing_order_id} to {new_amount}.",
        "Can you adjust {standing_order_id} to {new_amount} from now on?",
        "Could you change the amount of {standing_order_id}?",
        "I'd like to change the amount of {standing_order_id}.",
        "I'd like to change the amount of one of my standing orders.",
    ),
    noun="the change of the standing order",
    propose="change {standing_order_id} to {new_amount} a month",
    done="I have changed {standing_order_id} to {new_amount} a month.",
    drop=(
        "Please don't change the amount of {standing_order_id} after all.",
        "I don't want to change {standing_order_id} after all.",
    ),
    undo=(
        "Please set {standing_order_id} back to the amount it had before.",
        "Please set the amount back to what it was.",
    ),
    params={
        "standing_order_id": Param("standing_order", say=("I mean {}.", "It's about {}."), noun="the standing order"),
        "new_amount": Param(
            "new_amount",
            say=("The new amount is {}.", "It should be {} a month."),
            ask="What should the new monthly amount be?",
            noun="the new amount",
        ),
    },
)

END_STANDING_ORDER = Phrases(
    tool="end_standing_order",
    words=("end the standing order", "end ", "discontinue", "stop the standing order", "terminate"),
    wish=(
        "Please end {standing_order_id}.",
        "I'd like to end {standing_order_id}.",
        "Can you discontinue {standing_order_id}?",
        "I want to end {standing_order_id} for good.",
        "Could you end {standing_order_id} for me?",
        "I'd like to end one of my standing orders.",
    ),
    noun="the end of the standing order",
    propose="end {standing_order_id}",
    done="I have ended {standing_order_id}.",
    drop=("Please don't end {standing_order_id} after all.", "I don't want to end {standing_order_id} after all."),
    params={
        "standing_order_id": Param("standing_order", say=("I mean {}.", "It's about {}."), noun="the standing order")
    },
)

SET_TRANSFER_LIMIT = Phrases(
    tool="set_transfer_limit",
    words=("transfer limit", "daily transfer limit"),
    wish=(
        "Please set the transfer limit of {account_id} to {daily_limit} a day.",
        "I'd like the daily transfer limit of {account_id} to be {daily_limit}.",
        "Can you change the transfer limit of {account_id} to {daily_limit}?",
        "Could you change the transfer limit of {account_id}?",
        "I'd like to set a transfer limit of {daily_limit} a day.",
        "I'd like to change one of my transfer limits.",
    ),
    noun="the transfer limit",
    propose="set the daily transfer limit of {account_id} to {daily_limit}",
    done="I have set the daily transfer limit of {account_id} to {daily_limit} from tomorrow.",
    drop=(
        "Please don't change the transfer limit of {account_id} after all.",
        "I don't want to change that transfer limit after all.",
    ),
    undo=(
        "Please set the transfer limit of {account_id} back to what it was.",
        "Please set the limit back to what it was.",
    ),
    params={
        "account_id": Param(
            "account", say=("It's for {}.", "It's about {}."), ask="Which account is it about?", noun="the account"
        ),
        "daily_limit": Param(
            "transfer_limit",
            say=("The new limit should be {}.", "Please make it {} a day."),
            ask="What should the new transfer limit be?",
            noun="the limit",
        ),
    },
)

SET_ALERT = Phrases(
    tool="set_alert",
    words=("set an alert", "set up an alert", "alert"),
    wish=(
        "Please set {kind} at {threshold} on {account_id}.",
        "I'd like {kind} on {account_id}, with {threshold} as the threshold.",
        "Can you set {kind} for {account_id}?",
        "Could you set {kind} at {threshold}?",
        "I'd like to be alerted about {account_id}.",
        "I'd like to set an alert on one of my accounts.",
    ),
    noun="the alert",
    propose="set the {kind} alert at {threshold} on {account_id}",
    done="I have set the {kind} alert at {threshold} on {account_id}.",
    drop=("Please don't set {kind} on {account_id} after all.", "I don't want to set that alert after all."),
    undo=(
        "Please put that alert back to what it was before.",
        "Please undo that alert; it should be as it was before.",
    ),
    params={
        "account_id": Param(
            "account", say=("It's for {}.", "I mean {}."), ask="Which account is it for?", noun="the account"
        ),
        "kind": Param(
            "alert_kind",
            say=("I'd like {}.", "Please make it {}."),
            ask="What kind of alert would you like: low balance, large payment or incoming payment?",
            noun="the kind of alert",
            labels={
                "low balance": "a low balance alert",
                "large payment": "a large payment alert",
                "incoming payment": "an incoming payment alert",
            },
        ),
        "threshold": Param(
            "threshold",
            say=("The threshold should be {}.", "Please set it at {}."),
            ask="At what amount should it alert you?",
            noun="the threshold",
        ),
    },
)

TURN_OFF_ALERT = Phrases(
    tool="turn_off_alert",
    words=("turn off the alert", "turn off", "switch off", "disable"),
    wish=(
        "Please turn off {alert_id}.",
        "I'd like to turn off {alert_id}.",
        "Can you switch off {alert_id}?",
        "I don't need {alert_id} anymore, so please turn it off.",
        "Could you disable {alert_id}?",
        "I'd like to turn off one of my alerts.",
    ),
    noun="turning off the alert",
    propose="turn off {alert_id}",
    done="I have turned off {alert_id}.",
    drop=("Please don't turn off {alert_id} after all.", "I don't want to turn off {alert_id} after all."),
    undo=("Please turn {alert_id} back on.", "Please turn it back on."),
    params={
        "alert_id": Param(
            "alert",
            say=("I mean {}.", "It's about {}."),
            ask="Which alert would you like to turn off?",
            noun="the alert",
        )
    },
)

MONEY = (
    MOVE_BETWEEN_ACCOUNTS,
    SEND_PAYMENT,
    SCHEDULE_PAYMENT,
    CANCEL_SCHEDULED_PAYMENT,
    REQUEST_RECALL,
    ADD_PAYEE,
    REMOVE_PAYEE,
    CHANGE_STANDING_ORDER,
    END_STANDING_ORDER,
    SET_TRANSFER_LIMIT,
    SET_ALERT,
    TURN_OFF_ALERT,
)
