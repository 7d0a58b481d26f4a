"""Whether a message says all that was to be said.

plain text + Permitted -> what it leaves out, or nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_t2t.domain.mentions import Mention
from pytest_t2t.records.task import Fact
from pytest_t2t.users.actions import names
from pytest_t2t.users.aims import Aim
from pytest_t2t.users.guard.digits import runs
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.plain import marks_written, plain, spelled_out
from pytest_t2t.users.guard.stance import may_change_mind, turns
from pytest_t2t.users.guard.words import content, overlap, words

_ONE_FOR_ALL = re.compile(r"\b(?:both|same|each|all of (?:them|it))\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LEAST_DIGITS = 3
_HALF = 0.5
_MOST = 0.6
_FEW = 2
"""Words of which none can be spared."""


def left_out(text: str, to: Permitted) -> str:
    """What a message leaves out of what it was to say; empty where all is there."""
    return (
        _digits(text, to) or _mails(text, to) or _facts(text, to) or _things(text, to) or _wishes(text, to)
        or _questions(text, to) or _change(text, to)
    )  # fmt: skip


def _digits(text: str, to: Permitted) -> str:
    there = {form for run in runs(text) for form in run.forms}
    gist = plain(to.gist)
    for run in runs(gist):
        written = gist[run.start : run.end]
        if written[0].isdigit() and not any(_within(form, there) for form in run.forms):
            return written
    return ""


def _within(form: str, there: set[str]) -> bool:
    return form in there or (len(form) >= _LEAST_DIGITS and any(form in one for one in there))


def _mails(text: str, to: Permitted) -> str:
    low = marks_written(text).lower()
    return next((one for one in _EMAIL.findall(to.gist) if one.lower() not in low), "")


def _facts(text: str, to: Permitted) -> str:
    """Facts about the customer, told now in so many words."""
    low, squeezed = text.lower(), spelled_out(text).lower()
    for fact in to.known.side.facts:
        if fact.wish or not fact.value or "@" in fact.value or fact.value not in to.gist:
            continue
        parts = words(plain(fact.value))
        if not all(part in low or part in squeezed or part.isdigit() for part in parts):
            return fact.value
    return next(
        (
            fact.text
            for fact in _valueless(to)
            if overlap(fact.text, text) < _MOST or _denies(fact.text, text, fact.text)
        ),
        "",
    )


def _valueless(to: Permitted) -> list[Fact]:
    return [fact for fact in to.known.side.facts if not fact.wish and not fact.value and fact.text in to.gist]


def _denies(one: str, other: str, fact: str) -> bool:
    return denied(one, fact) != denied(other, fact)


def denied(text: str, fact: str) -> bool:
    """Whether the sentence that speaks of a fact has a "not" in it."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    spoken = max(sentences, key=lambda one: overlap(fact, one))
    return re.search(r"\b(?:not|never|no|isn't|don't|haven't|without)\b|n't\b", spoken.lower()) is not None


def _things(text: str, to: Permitted) -> str:
    """Rows, labels and free values that what is to be said names."""
    lexicon = to.known.lexicon
    said, there = lexicon.mentions(plain(to.gist)), lexicon.mentions(text)
    gist = plain(to.gist)
    kinds = {aim.kind for aim in told_now(to)}
    for one in said:
        if one.kind in kinds and one.values and not _named(one, there) and not _in_words(one, to, text):
            return gist[slice(*one.span)]
    return "" if _ONE_FOR_ALL.search(text) else _once_too_few(to, gist, there)


def _once_too_few(to: Permitted, gist: str, there: tuple[Mention, ...]) -> str:
    """What is to be said of several things, such as the card to charge and the card to refund, and is said of fewer."""
    targets = [aim for goal in to.known.goals.values() for aim in goal.targets]
    for aim in told_now(to):
        mine = [
            one for one in _beside(turns(gist), to.known.lexicon.mentions(gist)) if one.kind == aim.kind and one.values
        ]
        alike = [one for one in mine if one.values <= aim.right]
        here = [one for one in there if one.kind == aim.kind and one.values & aim.right]
        if alike and len(here) < len(alike) and not any(aim is target for target in targets):
            return gist[slice(*alike[-1].span)]
    return ""


def _beside(spans: Iterable[tuple[int, int]], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand in none of the spans."""
    some = list(spans)
    return [one for one in mentions if not any(start <= one.span[0] and one.span[1] <= end for start, end in some)]


def told_now(to: Permitted) -> list[Aim]:
    """What is spoken of now: what is narrowed down, and all of a wish that is made."""
    goals = to.known.goals.values()
    made = [goal.wish.id for goal in goals if goal.wish.text in to.gist]
    if to.gist.startswith(to.known.side.opening):
        made += [goal.wish.id for goal in goals if goal.wish.starts == "opening"]
    narrowed = {(event.wish, event.param) for event in to.said.events if event.kind == "narrowed"}
    return [aim for goal in goals for aim in goal.aims if goal.wish.id in made or (goal.wish.id, aim.param) in narrowed]


def _named(one: Mention, there: tuple[Mention, ...]) -> bool:
    """Whether the message narrows it down as far, be it in several places."""
    mine = [other.values for other in there if other.kind == one.kind and other.values & one.values]
    return bool(mine) and (any(values <= one.values for values in mine) or frozenset.intersection(*mine) <= one.values)


def _in_words(one: Mention, to: Permitted, text: str) -> bool:
    """Whether the message has the same words, be they apart; for a label, what the customer means by it."""
    span = plain(to.gist)[slice(*one.span)]
    if "." not in one.kind:
        return overlap(span, text) >= 1 and bool(words(span))
    aims = ((fact, to.known.aim_of(fact)) for fact in to.known.side.facts if fact.value and fact.value in to.gist)
    about = [fact.value for fact, aim in aims if aim and aim.kind == one.kind]
    return any(overlap(value, text) >= (_HALF if len(content(value)) > _FEW else 1) for value in (*about, span))


def _wishes(text: str, to: Permitted) -> str:
    low = text.lower()
    for goal in to.known.goals.values():
        wish = goal.wish.text
        if wish in to.gist or (to.gist.startswith(to.known.side.opening) and goal.wish.starts == "opening"):
            sentences = [one for one in re.split(r"(?<=[.!?])\s+", wish) if content(one)]
            if not names(goal.stems, low) and not any(overlap(one, text) >= _HALF for one in sentences):
                return wish
    return ""


def _questions(text: str, to: Permitted) -> str:
    low = text.lower()
    for question in to.known.side.questions:
        if question.text in to.gist and not (names(question.subject, low) or overlap(question.text, text) >= _HALF):
            return question.text
    return ""


def _change(text: str, to: Permitted) -> str:
    changed = any(event.kind == "changed" for event in to.said.events)
    return to.gist if changed and not may_change_mind(text) else ""
