"""Amounts in a domain's currencies: read in a text, written for people.

words of a text -> amount -> "€25.50"; an amount is minor units: an int of the home currency, "EUR 2550" of another one
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pytest_t2t.domain.lexicon_words import Words

Amount = int | str


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of 100 minor units, and how people write it."""

    code: str
    sign: str
    names: tuple[str, ...]
    """What may follow a number, in stems."""


_WHOSE = {"us", "american", "british"}
"""What may stand between a number and the name of its currency."""
_COMMA_CENTS = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]{2}")
_KNOWN = {
    one.sign: one
    for one in (
        Currency("USD", "$", ("dollar", "usd", "buck")),
        Currency("EUR", "€", ("euro", "eur")),
        Currency("GBP", "£", ("pound", "gbp", "quid")),
    )
}


class Currencies:
    """The currencies of a domain, the home currency first."""

    def __init__(self, signs: tuple[str, ...]) -> None:
        self._all = tuple(_KNOWN.get(sign, Currency(sign, sign, ())) for sign in signs)
        self.home = self._all[0]

    def at(self, words: Words, place: int) -> Amount | None:
        """The amount whose number is this word."""
        word = words.stems[place]
        if not word[0].isdecimal():
            return None
        following = _following(words, place)
        for currency in self._all:
            if words.led_by(place, currency.sign) or words.led_by(place, currency.code) or following in currency.names:
                return self._amount(f"{word}{cents_after(words, place)}", currency)
        return next((self._amount(word, one) for one in self._all if _followed_by(words, place, one.sign)), None)

    def bare(self, word: str, like: object = None) -> Amount:
        """The amount that a number without a currency is, where the right one is `like`: "1,234.50"."""
        named = next((one for one in self._all if isinstance(like, str) and like.startswith(f"{one.code} ")), self.home)
        return self.of(int(word.replace(",", "").replace(".", "")), named.code)

    def of(self, minor: int, code: str) -> Amount:
        """So many minor units of a currency."""
        return minor if code == self.home.code else f"{code} {minor}"

    def say(self, amount: Amount, *, cents: bool = False) -> str:
        """As people write it: 2500 -> "$25", 2550 -> "$25.50"; `cents`: always with them."""
        code, _, minor = amount.rpartition(" ") if isinstance(amount, str) else (self.home.code, "", amount)
        currency = next((one for one in self._all if one.code == code), self.home)
        whole, rest = divmod(abs(int(minor)), 100)
        sign = "-" if int(minor) < 0 else ""
        return f"{sign}{currency.sign}{whole:,}" + (f".{rest:02}" if rest or cents else "")

    def _amount(self, word: str, currency: Currency) -> Amount | None:
        if _COMMA_CENTS.fullmatch(word):
            word = word.replace(".", "").replace(",", ".")
        whole, _, cents = word.replace(",", "").partition(".")
        if len(cents) > 2 or (cents and not cents.isdecimal()):
            return None  # "$167.905" is no amount
        return self.of(int(whole[:15]) * 100 + int(f"{cents:0<2}"), currency.code)


def _following(words: Words, place: int) -> str:
    """The word after a number, "" where none stands right after it: the "dollar" in "5 US dollars"."""
    for after in (place + 1, place + 2):
        if after >= len(words.stems) or words.gap(after - 1) not in ("", " "):
            return ""
        if words.stems[after] not in _WHOSE:
            return words.stems[after]
    return ""


def _followed_by(words: Words, place: int, sign: str) -> bool:
    """Whether a currency's sign stands right after a number, and belongs to no next one: "220 \u20ac"."""
    after = words.text[words.ends[place] : words.ends[place] + 4].removeprefix(" ")
    return after.startswith(sign) and not after[len(sign) :].lstrip()[:1].isdecimal()


def cents_after(words: Words, place: int) -> str:
    """The cents that are said behind whole dollars, as ".50": "24 dollars and 50 cents"."""
    if place < 0:
        return ""
    cent = next((at for at in range(place + 2, place + 5) if words.stems[at : at + 1] == ["cent"]), 0)
    number = words.stems[cent - 1]
    if not cent or not number.isdecimal() or len(number) > 2 or not words.stems[place].replace(",", "").isdecimal():
        return ""
    between = words.stems[place + 1 : cent - 1]
    joined = all(words.gap(at) == " " for at in range(place, cent))
    return f".{int(number):02}" if joined and len(between) <= 2 and "and" in between[-1:] else ""


@cache
def currencies(*signs: str) -> Currencies:
    """The currencies with these signs, the home currency first."""
    return Currencies(signs)
