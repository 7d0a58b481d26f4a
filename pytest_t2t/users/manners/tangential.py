"""The customer who digresses, and wants an answer to it (tangential conversation, arXiv 2509.23124).

"My postcode is 60601." -> "My postcode is 60601. By the way, have you ever been to the seaside in winter?"
"""

from __future__ import annotations

from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said

_ASIDES = (
    "By the way, have you ever been to the seaside in winter?",
    "Speaking of which, do you have pets? Ours is a very lazy cat.",
    "Did you see the match last night? I still can't believe it.",
    "Do you think robots will do your job one day?",
    "My grandmother used to say that good things take time. Do you believe that?",
    "I'm thinking of learning the violin. Is that silly at my age?",
    "Is it sunny where you are? Here it's grey and windy.",
    "Have you got a recipe for a really good onion soup?",
)
_INSISTS = (
    "You haven't said anything about my other remark, you know.",
    "It would be nice if you chatted a little, too.",
)


class Tangential(Manner):
    """Adds talk that has nothing to do with the matter, and misses an answer to it."""

    about = "digressing: now and then a question to the agent about something that has nothing to do with the matter"

    def around(self, text: str, said: Said, place: int) -> str:
        """The message and a digression, every other time at least."""
        if said.stop or not (place == 0 or self.chance(0.6, place)):
            return text
        aside = (
            self.pick(_INSISTS, place)
            if place > 1 and self.chance(0.25, f"insists {place}")
            else self.pick(_ASIDES, place)
        )
        return f"{text} {aside}"


MANNER = Tangential
