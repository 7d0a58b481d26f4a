"""Plans made by hand, one an intent, and a counterpart that feeds an agent messages from a script.

nothing -> Plan; agent + what the user says in turn -> the agent's moves
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any

from pytest_t2t.agents.protocol import Conversation, PlannedAgent, Reply
from pytest_t2t.records.message import Message, ToolResult
from pytest_t2t.records.task import Doubt, Plan, Planned, Refusal
from pytest_t2t.records.trajectory import Call


def planned(order: int, verb: str = "cancel", wish: str = "") -> Planned:
    return Planned(
        call=Call(tool=f"{verb}_order", arguments={"order_id": f"W{order}", "reason": "changed plans"}),
        propose=f"{verb} order #W{order}, reason: changed plans",
        done=f"{verb.capitalize()}: done for order #W{order}.",
        wish=wish or f"wish-{order}",
    )


_BASE: dict[str, Any] = {
    "identity": ("email", "postcode"),
    "ask_identity": "Could you tell me your email and your postcode?",
    "authenticate": Call(tool="find_customer", arguments={"email": "ada@example.com"}),
    "reads": (
        Call(tool="get_order", arguments={"order_id": "W1"}),
        Call(tool="get_order", arguments={"order_id": "W2"}),
    ),
    "answers": ("Your refund is $12.50.",),
    "escalate": Call(tool="escalate", arguments={"summary": "help"}),
    "meddle": Call(tool="cancel_order", arguments={"order_id": "W9", "reason": "changed plans"}),
    "unknown_id": "Could you give me the order number?",
}

GENERAL = Plan(**_BASE, writes=(planned(1), planned(2)), any_order=True)
CHANGING = Plan(**_BASE, first=(planned(1),), writes=(planned(2),))
AMBIGUOUS = Plan(
    **_BASE,
    writes=(planned(1),),
    doubt=Doubt(
        topic="order",
        question="Which order do you mean?",
        options=("order #W1 (lamp), 3 March", "order #W2 (desk), 4 March"),
        right=0,
        wrong=(planned(2),),
        propose="cancel order #W1 (lamp), reason: changed plans",
    ),
)
_REFUSAL = Refusal(
    wish="forbidden",
    reason="Orders that were collected can't be returned.",
    about="return order #W3",
    calls=(Call(tool="return_order", arguments={"order_id": "W3"}),),
    done="Order #W3 has been returned.",
    reads=(Call(tool="get_order", arguments={"order_id": "W3"}),),
)
INFEASIBLE = Plan(**_BASE, refusal=_REFUSAL)
PARTLY = Plan(**_BASE, refusal=_REFUSAL, writes=(planned(1),))
FALLBACK = Plan(**_BASE, refusal=_REFUSAL, later=(planned(4, "exchange").model_copy(update={"cue": "exchange it"}),))

PLANS = {
    "general": GENERAL,
    "changing": CHANGING,
    "ambiguous": AMBIGUOUS,
    "infeasible": INFEASIBLE,
    "infeasible, partly": PARTLY,
    "infeasible, fallback": FALLBACK,
}


def run(agent: PlannedAgent, plan: Plan, user: Iterable[str], refuses: frozenset[str] = frozenset()) -> list[Reply]:
    """The agent's moves until the user's script is at its end; the tools in `refuses` answer with an error."""
    conversation = agent.follow(plan, "any")
    messages: list[Message] = []
    moves: list[Reply] = []
    for text in user:
        messages.append(Message(role="user", text=text))
        while True:
            move = now(conversation, messages)
            moves.append(move)
            messages.append(Message(role="agent", text=move.text, calls=move.calls))
            if not move.calls:
                break
            messages += [
                Message(role="tool", result=ToolResult(call_id=call.id, error="no" if call.tool in refuses else ""))
                for call in move.calls
            ]
    return moves


def now(conversation: Conversation, messages: list[Message]) -> Reply:
    """The next move; these agents never wait, so no event loop is needed."""
    coroutine = conversation.reply(messages)
    assert isinstance(coroutine, Coroutine)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        move = stop.value
        assert isinstance(move, Reply)
        return move
    coroutine.close()
    raise AssertionError("the agent suspended")


def calls(moves: list[Reply]) -> list[str]:
    """The calls as "tool first-argument", in order."""
    return [f"{call.tool} {next(iter(call.arguments.values()))}" for move in moves for call in move.calls]


def texts(moves: list[Reply]) -> list[str]:
    return [move.text for move in moves if not move.calls]
