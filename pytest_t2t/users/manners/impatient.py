"""The customer in a hurry, which grows into anger (impatience, arXiv 2509.23124).

"Yes, please." -> "Yes, please. And quickly, I don't have all day."
"""

from __future__ import annotations

from pytest_t2t.users.manner import Manner
from pytest_t2t.users.protocol import Said

_HURRY = (
    "And quickly, please, I don't have all day.",
    "I'm in a hurry, so let's get on with it.",
    "How long is this going to take?",
    "Please be quick about it.",
)
_ANGER = (
    "Honestly, why is this taking so long?",
    "This is getting ridiculous. Is anybody working there?",
    "I've had it with this service. Get it done!",
    "My patience is wearing thin, so move it.",
    "Do I have to leave a bad review before something happens?",
    "This is the slowest service I've ever seen!",
)
_CALM = 2
"""Messages after which hurry becomes anger."""


class Impatient(Manner):
    """Urges, then scolds."""

    about = "impatiently: in a hurry from the start, angrier with each message about how long it takes; no swear words"

    def around(self, text: str, said: Said, place: int) -> str:
        """The message and the urging."""
        if said.stop:
            return f"{text} About time."
        return f"{text} {self.pick(_HURRY if place < _CALM else _ANGER, place)}"


MANNER = Impatient
