"""Amounts in a domain's currencies: read in a text, written for people.

words of a text -> amount -> "€25.50"; an amount is minor units: an int of the home currency, "EUR 2550" of another one
"""

from __future__ import annotations

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
        following = words.stems[place + 1] if place + 1 < len(words.stems) and words.gap(place) == " " else ""
        for currency in self._all:
            if words.led_by(place, currency.sign) or words.led_by(place, currency.code) or following in currency.names:
                return self._amount(f"{word}{cents_after(words, place)}", currency)
        return None

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
        whole, _, cents = word.replace(",", "").partition(".")
        if len(cents) > 2 or (cents and not cents.isdecimal()):
            return None  # "$167.905" is no amount
        return self.of(int(whole[:15]) * 100 + int(f"{cents:0<2}"), currency.code)


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
