"""The manner that repeats the user's words before each message.

the user's last message -> "You said: ..." and the answer
"""

from __future__ import annotations

from pytest_t2t.agents.following import Following

_LONGEST = 300


class Repeats(Following):
    """Quotes what the user said last at the start of each message."""

    def phrase(self, text: str) -> str:
        """Return the quotation and `text`."""
        words = " ".join(self.heard.split()).replace('"', "'").rstrip(".")
        if not words:
            return text
        return self.voice("repeat", words=words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …") + "\n\n" + text


MANNER = Repeats
