"""The customer who likes to talk: greetings, weather, the dog, and then the matter.

"My name is Ada Cole." -> "My name is Ada Cole. It's raining cats and dogs over here, by the way."
"""

from __future__ import annotations

from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said

_BEFORE = (
    "I hope you're having a lovely day so far.",
    "It's so nice to reach a real team, I was told you're quick.",
    "First of all, greetings from a very rainy place.",
    "I've been a customer of yours for ages, I must say.",
)
_AFTER = (
    "It's raining cats and dogs over here, by the way.",
    "My sister recommended you, and she's picky.",
    "I'm having a cup of tea while I type this, so take your time.",
    "The dog keeps barking at the postman, please excuse any typos.",
    "I always enjoy these little chats.",
    "You wouldn't believe the week I've had.",
    "My neighbour says hello as well, she's looking over my shoulder.",
)


class Chatty(Manner):
    """Adds small talk, never before a yes or no."""

    about = "chattily: friendly small talk about the day, the weather or the dog around what has to be said"

    def around(self, text: str, said: Said, place: int) -> str:
        """The message with small talk before it, after it or both."""
        if said.stop:
            return f"{text} It was lovely talking to you."
        before = "" if self.answers(text) or not self.chance(0.5, f"before {place}") else self.pick(_BEFORE, place)
        return " ".join(part for part in (before, text, self.pick(_AFTER, place)) if part)


MANNER = Chatty
