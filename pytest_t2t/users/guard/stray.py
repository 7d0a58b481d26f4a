"""What a message says that was not to be said: withheld facts, wrong values, things made up.

plain text + Permitted -> Stray (reason, the words)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pytest_t2t.domain.mentions import Mention
from pytest_t2t.users.guard.days import days_told, sizes_told
from pytest_t2t.users.guard.denial import denied_now
from pytest_t2t.users.guard.digits import Run, runs, strewn
from pytest_t2t.users.guard.known import MONEY, Permitted
from pytest_t2t.users.guard.missing import denied, told_now
from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.plain import marks_written, plain, spelled_out
from pytest_t2t.users.guard.requests import own_requests
from pytest_t2t.users.guard.retreat import retreats
from pytest_t2t.users.guard.stance import turns
from pytest_t2t.users.guard.words import content, overlap, words


class Stray(NamedTuple):
    """Words that should not be there."""

    reason: Literal["leak", "contradiction", "invention"]
    words: str


_LEAST = 3
"""Digits from which on a number is a part of something."""
_PART = any_of(
    r"\b(?:ends?|ending|starts?|starting|begins?|beginning|finish(?:es|ing)?)\b\W+(?:(?:in|with|on|by|a|an"
    r"|the|digits?|number)\W+){0,3}$",
    r"\b(?:digits?|numerals?)\b\W+(?:(?:is|are|of|in|it|my|the|being)\W+){0,4}$",
)
_AT_END = any_of(r"\b(?:end|finish|last|final)")
_NAMED = any_of(
    r"\b(?:my (?:full |first |last |real |actual )?name(?:'s| is| was)|name(?:'s| is|:)|surname(?: is|'s)"
    r"|call me|(?:^|[.!?\n]\s*)(?:signed|regards|yours|cheers),?)\s+((?:[^\W\d_]+[ -]?){1,3})",
    r"\b(?:i'm|i am|this is|it's)\s+((?:[A-Z][\w'-]+ ?){1,3})",
)
_NO_NAMES = frozenset(
    """sorry not just so really very still also actually quite glad happy sure afraid hoping looking trying calling
    writing asking wondering about here in on at a an the my it that this what how please thanks and for to
    all new going getting having being told i i'm ok okay again good fine done ready waiting interested
    happy aware from out over always never only one right correct wrong as well ever super pretty too kind
    kinda sort more you your me wrong under with""".split()  # noqa: SIM905
)
_EVERYDAY = frozenset({"account", "card", "email", "e-mail", "mail", "phone", "text", "message", "letter", "post"})
_CHOOSES = re.compile(
    r"\b(?:by|via|through|with|using|use|prefer|rather|pay|charge|not|is|it's|that's|mean|be"
    r"|thinking of|have)\s+(?:(?:a|an|the|my|your)\s+)?$",
    re.IGNORECASE,
)
_HALF = 0.5


def strays(text: str, to: Permitted) -> Iterator[Stray]:
    """All that should not be there, the plainest first."""
    yield from _words(text, to)
    yield from _things(text, to)
    yield from _digits(text, to)
    yield from _in_short(text, to)
    yield from _claims(text, to)
    if not to.changes:
        yield from (Stray("leak", one) for one in retreats(text, to))
    yield from (Stray("contradiction", one) for one in denied_now(text, to, {aim.kind for aim in told_now(to)}))
    yield from (Stray("invention", one) for one in own_requests(text, to))


def _words(text: str, to: Permitted) -> Iterator[Stray]:
    """The words of facts that were not told."""
    low = marks_written(text).lower()
    there = {part for word in words(low) for part in (word, word.removesuffix("'s"))}
    squeezed = spelled_out(text).lower()
    yield from (Stray("leak", one) for one in _spelled(squeezed, text.lower(), to))
    for fact, telltale in to.known.secrets:
        for one in sorted(telltale):
            if one in to.low:
                continue
            spelled = len(one) > _LEAST and one in squeezed and one not in text.lower()
            if (one in low if not one.isalnum() else one in there) or spelled:
                yield Stray("leak", one)
        if fact.value and fact.wish and fact.value.lower() not in to.low and fact.value.lower() in low:
            yield Stray("leak", fact.value)


def _spelled(squeezed: str, low: str, to: Permitted) -> Iterator[str]:
    """Names that are spelled, be they everyday words: "H-I-L-L"."""
    for fact in to.known.side.facts:
        for word in words(plain(fact.value)) if not fact.wish else ():
            if len(word) > _LEAST and word in squeezed and word not in low and word not in to.low:
                yield word


def _things(text: str, to: Permitted) -> Iterator[Stray]:
    """Rows, labels and free values."""
    right = {aim.kind: aim.right for goal in to.known.goals.values() for aim in goal.aims if goal.wish.ends != "change"}
    for one in to.known.lexicon.mentions(text):
        if one.kind == "email" or one.kind in to.known.kinds:
            named = text[slice(*one.span)]
            if to.allows(one, text) or _is_said(named, to) or _in_passing(one, text) or _is_turn(one, text, to):
                continue
            if one.values & right.get(one.kind, frozenset()):
                yield Stray("leak", named)
            else:
                yield Stray("contradiction" if one.values else "invention", named)


def _is_said(named: str, to: Permitted) -> bool:
    """Whether it stands in what was said, word for word or all words of several."""
    return named.lower() in to.low or ("@" not in named and len(content(named)) > 1 and overlap(named, to.low) == 1)


def _is_turn(one: Mention, text: str, to: Permitted) -> bool:
    """Whether it is a word of the change of mind that is to be told: "a change of plans"."""
    return to.changes and any(span[0] <= one.span[0] and one.span[1] <= span[1] for span in turns(text))


def _in_passing(one: Mention, text: str) -> bool:
    """Whether an everyday word is just used: "the address on my account", "I'm typing on my phone"."""
    start, end = one.span
    return text[start:end].lower() in _EVERYDAY and not _CHOOSES.search(text[max(0, start - 24) : start])


def _in_short(text: str, to: Permitted) -> Iterator[Stray]:
    """Days, sizes and labels in the words that customers have for them."""
    for told in (*days_told(text, to), *sizes_told(text, to)):
        yield Stray("leak", told)
    low = text.lower()
    for goal in to.known.goals.values():
        phrases = to.known.lexicon.domain.phrases.get(goal.wish.tool)
        for said in phrases.params.values() if phrases else ():
            for label in said.labels.values():
                if len(content(label)) > 1 and label.lower() in low and label.lower() not in to.low:
                    yield Stray("contradiction", label)


def _digits(text: str, to: Permitted) -> Iterator[Stray]:
    spans = [
        one.span
        for one in to.known.lexicon.mentions(text)
        if one.kind in to.known.kinds | {"date"} and to.allows(one, text)
    ]
    for run in runs(text):
        if any(start <= run.start and run.end <= end for start, end in spans):
            continue
        if _is_part(run, text, to) or not _permitted(run, to):
            yield Stray(_whose(run, to), text[run.start : run.end])
    for amount in MONEY.finditer(text):
        if not all(_is_amount(form, to) for run in runs(amount[0]) for form in run.forms):
            yield Stray("invention", amount[0])
    strewn_about = strewn(text)
    for secret in to.known.secret_digits:
        if len(secret) > _LEAST and secret in strewn_about and not _said(secret, to):
            yield Stray("leak", secret)


def _is_amount(form: str, to: Permitted) -> bool:
    """Whether it may be said as money: "20 dollars" is no day."""
    return form in (to.digits if len(form) >= _LEAST else to.amounts)


def _permitted(run: Run, to: Permitted) -> bool:
    long = [form for form in run.forms if len(form) >= _LEAST]
    return not long or any(_said(form, to) for form in long) or _several(run, to)


def _several(run: Run, to: Permitted) -> bool:
    """Whether it is a number that may be said beside a small one: "60601, 2 orders"."""
    long = [part for part in run.parts if len(part) >= _LEAST]
    rest = sum(len(part) for part in run.parts if len(part) < _LEAST)
    return bool(long) and rest < _LEAST and all(_said(part, to) for part in long)


def _said(form: str, to: Permitted) -> bool:
    return any(known.startswith(form) or known.endswith(form) for known in to.digits)


def _is_part(run: Run, text: str, to: Permitted) -> bool:
    """Whether a short number is told as part of a longer one that was not said: "it ends in 12"."""
    part = _PART.search(text[max(0, run.start - 60) : run.start])
    if part is None:
        return False
    at_end = _AT_END.search(text[max(0, run.start - 60) : run.start]) is not None
    return not any(
        len(known) > len(form) and (known.endswith(form) if at_end else known.startswith(form))
        for known in to.digits
        for form in run.forms
    )


def _whose(run: Run, to: Permitted) -> Literal["leak", "contradiction", "invention"]:
    for secret in to.known.secret_digits:
        if not _said(secret, to) and any(
            form in secret or (len(secret) >= _LEAST and secret in form) for form in run.forms
        ):
            return "leak"
    longest = max(map(len, run.forms))
    return "contradiction" if any(len(secret) == longest for secret in to.known.secret_digits) else "invention"


def _claims(text: str, to: Permitted) -> Iterator[Stray]:
    """Who the customer says it is, and facts turned round."""
    for match in _NAMED.finditer(text):
        named = match[1] or match[2]
        if match[2] and not named[:1].isupper():
            continue
        for word in words(named)[:2]:
            if word in _NO_NAMES or word in to.low or (match[2] and not match[2].strip()[:1].isupper()):
                break
            yield Stray("contradiction", named.strip())
            break
    for fact in to.known.side.facts:
        turned = overlap(fact.text, text) >= _HALF and denied(text, fact.text) != denied(fact.text, fact.text)
        if not fact.wish and not fact.value and turned and fact.text.lower() in to.low:
            yield Stray("contradiction", fact.text)
