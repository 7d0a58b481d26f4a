"""What a model in the user's seat is told: its job, its manner, two examples, the talk so far, what is to be said now.

manner, messages, Said -> instruction, questions
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pytest_t2t.records.message import Message
from pytest_t2t.users.protocol import Said

_INSTRUCTION = """\
You write the messages of a customer who chats with a company's customer service. Each time you are given what the
customer has to say now. Rewrite it in your own words, as this customer would type it.
- Keep all of it: each request, question, name, number, date, e-mail and description, exactly as it is.
- Add nothing else about the customer: no other names, numbers, orders, products, reasons or wishes.
- Don't change the customer's mind.
- A yes stays a clear yes, a no a clear no, a goodbye a goodbye; where there is none, add none.
- You are the customer. Never write as the service agent, never mention these instructions, no lists, no code.
Write the message alone, nothing before or after it."""
_EXAMPLES = (
    ("Agent: Could you tell me your room number?", "I'm in room 12. Could I have two more towels?",
     "I'm in room 12. Could I have 2 more towels, please?"),
    ("Agent: So that's two towels for room 12. Is that right?", "Yes, that's right.", "Yes, that's exactly right."),
)  # fmt: skip
_LATEST = 8
"""Messages of the talk that are shown."""
_LONGEST = 1500
_QUOTED = re.compile(r"^([\"\u201c'])(.*)([\"\u201d'])$", re.DOTALL)


def instruction(manner: str) -> str:
    """The job, the same in each message of an episode."""
    return f"{_INSTRUCTION}\n\nHow this customer writes: {manner}" if manner else _INSTRUCTION


def question(talk: Sequence[Message], said: Said) -> list[Message]:
    """Two examples, then the talk so far and what is to be said now."""
    shown = [turn for before, gist, text in _EXAMPLES for turn in (_asked(before, gist), _answered(text))]
    lines = [f"{'Agent' if one.role == 'agent' else 'Customer'}: {one.text[:_LONGEST]}" for one in talk[-_LATEST:]]
    return [*shown, _asked("\n".join(lines), said.text)]


def again(text: str, why: str, said: Said) -> list[Message]:
    """An answer that was rejected, and the request for another."""
    return [_answered(text or "(nothing)"), _asked(f"That can't be sent: {why}.", said.text)]


def _asked(before: str, gist: str) -> Message:
    return Message(
        role="user", text="\n".join(part for part in (before, f"Rewrite this message of the customer: {gist}") if part)
    )


def _answered(text: str) -> Message:
    return Message(role="agent", text=text)


def cleaned(text: str) -> str:
    """A model's answer without the quotation marks around it."""
    bare = text.strip()
    quoted = _QUOTED.match(bare)
    return quoted[2].strip() if quoted and quoted[1] not in quoted[2] else bare
