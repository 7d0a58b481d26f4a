"""The customer who types badly: words that hold no fact are misspelt, sentences start small.

"Could you cancel my order, please? Thanks." -> "cuold you cancel my order, plese? thakns."
"""

from __future__ import annotations

import re

from pytest_t2t.users.manner import Manner

_MISSPELT = {
    "please": "plese", "could": "cuold", "would": "woudl", "thanks": "thakns", "thank": "thnak", "because": "becuase",
    "and": "adn", "the": "teh", "that": "taht", "with": "wiht", "want": "wnat", "have": "ahve", "about": "abuot",
    "address": "adress", "shipping": "shiping", "delivery": "delivry", "different": "diferent", "receive": "recieve",
    "should": "shoudl", "before": "befor", "everything": "everyting", "sorry": "sory", "what": "waht", "need": "ned",
    "back": "bakc", "money": "mony", "from": "form", "like": "liek", "good": "godo",
    "morning": "mornign", "hello": "helo",
    "there": "tehre", "much": "mcuh", "know": "konw", "told": "tld", "still": "stil", "something": "somthing",
    "confirmation": "confirmaton", "great": "graet", "your": "yuor", "this": "tihs", "will": "wil", "rest": "rset",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


class Misspelling(Manner):
    """Misspells; names, numbers and every word in which a fact is told stay right."""

    about = (
        "with typing errors and few capitals; names, numbers, e-mail addresses and what things are called stay right"
    )

    def sentence(self, text: str) -> str:
        """The sentence as typed in haste."""
        return _WORD.sub(self._typed, text)

    def _typed(self, word: re.Match[str]) -> str:
        low = word[0].lower()
        if low not in _MISSPELT or low in self.weighty or not self.chance(0.7, low):
            return word[0]
        typed = _MISSPELT[low]
        return typed.capitalize() if word[0][0].isupper() and self.chance(0.3, f"capital {low}") else typed


MANNER = Misspelling
