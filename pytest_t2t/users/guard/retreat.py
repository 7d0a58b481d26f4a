"""A change of mind where none was to be told: in so many words, or by saying that what was wished shall not be.

plain text + what may be said -> the words that take something back
"""

from __future__ import annotations

from collections.abc import Iterator

from pytest_t2t.users.actions import names
from pytest_t2t.users.guard.known import Permitted
from pytest_t2t.users.guard.patterns import any_of
from pytest_t2t.users.guard.stance import changes_mind
from pytest_t2t.users.guard.words import content, overlap, sentences

_TAKES_BACK = any_of(
    r"^\W*(?:(?:and|but|so|oh|well|hm+|ah|please|then|maybe|perhaps|though|i think|we can|let's|just)\b[\s,.!-]*)*"
    r"(?:no(?! (?:idea|clue|problem|rush|hurry|worries|number|doubt)\b)|don't|do not|skip|drop|leave|scrap|ditch|ignore"
    r"|keep|forget)\b[\s,]+(?=\w)",
    r"\b(?:i'm|i am|we're|we are) keeping\b|\b(?:i|we)(?:'ll|'d rather| will| may| might| could| would rather)"
    r" (?:just )?(?:keep|leave|skip|drop)\b",
    r"\bno need (?:to|for)\b|\bno \w+(?: \w+)? needed\b|\b(?:maybe|perhaps) (?:i|we)(?:'ll| should| could)? (?:just )?"
    r"(?:keep|leave|skip|drop)\b",
    r"\bnot sure (?:about|whether|if)\b",
)
_PRONOUN = any_of(
    r"\b(?:keep|leave|skip|drop|forget|about|do) (?:it|that|them|this|those|the (?:first|second|last|other|rest)\b)",
)
_OUTRIGHT = any_of(
    r"^\W*(?:maybe|perhaps|or)(?: rather| better)? not\b",
    r"^\W*(?:(?:and|but|oh|please|maybe|perhaps|let's|just)\b[\s,.!-]*)*(?:skip|drop|scrap|ditch|forget)\b[\s,]+(?=\w)",
)
_RESTART = any_of(
    r"\b(?:nothing|everything) else (?:changes|stays|remains)\b|\bleave the rest\b|\bthe rest (?:stays|is) as\b",
    r"\b(?:what|here's what) (?:i'd like|i want|i would like) (?:now|instead)\b",
)


def retreats(text: str, to: Permitted) -> Iterator[str]:
    """The sentences that tell a change of mind."""
    mine = sentences(to.gist)
    turned = [one for one in mine if _turns(one)]
    change = to.known.side.change
    told = [one for one in sentences(change.text) if len(content(one)) > 1] if change else []
    for sentence in sentences(text):
        if sentence in mine:
            continue
        if (
            (_turns(sentence) and not any(_alike(sentence, one) for one in turned))
            or any(sentence.lower() == one.lower() and one.lower() not in to.low for one in told)
            or (_takes_back(sentence, to) and not any(_TAKES_BACK.search(one) for one in mine))
        ):
            yield sentence


def _turns(sentence: str) -> bool:
    return changes_mind(sentence) or _RESTART.search(sentence) is not None


def _alike(sentence: str, one: str) -> bool:
    """Whether both turn in the same matter, or one of them in none by name."""
    return not content(one) or overlap(one, sentence) > 0 or overlap(sentence, one) > 0


def _takes_back(sentence: str, to: Permitted) -> bool:
    """Whether it says no to what is wished."""
    if not (_TAKES_BACK.search(sentence) or _OUTRIGHT.search(sentence)):
        return False
    low = sentence.lower()
    goals = to.known.goals.values()
    return (
        _PRONOUN.search(low) is not None
        or _OUTRIGHT.search(low) is not None
        or any(names(goal.stems, low) for goal in goals)
        or any(content(low) & content(goal.wish.text) for goal in goals)
    )
