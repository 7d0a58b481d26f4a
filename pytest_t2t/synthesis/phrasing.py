"""The customer's sentences that no domain needs to know: greetings, joints, changes of mind.

pieces of text + a draw -> messages as a customer types them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pytest_t2t.domain.draw import Draw

_GREETINGS = ("Hi, ", "Hello, ", "Hi there, ", "Hey, ", "Good morning, ", "")
_JOINTS = ("Also, ", "And ", "Besides that, ", "On top of that, ", "One more thing: ")
_BEFORE_QUESTIONS = ("Also, ", "And ", "One more thing: ")
"""Those that a question can follow too."""
_TURNS = ("Actually, wait.", "Sorry, change of plan.", "Hang on, I've changed my mind.", "I've had second thoughts.",
          "Wait, I've thought about it again.")  # fmt: skip
_KEEPS = (
    "Everything else stays as I said.",
    "I still want everything else I asked for.",
    "Everything else I asked for still stands.",
    "Please still do the rest as I said.",
)
_INSTEADS = ("Instead, {}", "What I want instead: {}", "Here's what I'd like now: {}")
_BEFORE_WANTS = ("Instead, {}", "{}")
"""Those after which "I'd like to ..." does not say the wish twice."""
_REGRETS = (
    "Oh, now I've changed my mind about that.",
    "Sorry, now I regret that.",
    "Hmm, on second thought that was a mistake of mine.",
)
_UNDOS = ("Could you undo that, please?", "Could you change that back, please?", "Please reverse that.")
_BESIDES = ("There's something else, too: {}", "And while we're at it: {}", "And I need something else: {}")
_ADDITIONS = ("Oh, before you do that, there is something else.", "One thing I forgot, before you go on.",
              "Wait, there's one more thing I need.")  # fmt: skip
_AFTERWARDS = ("There is something else, though.", "There's another thing I need.", "Then on to something else.")
_FALLBACKS = ("In that case, please do this for me.", "Then at least this.", "Then here is what I'd like instead.")


_EITHERS = ("Either is fine.", "Either one is fine with me.", "I really don't mind, either will do.")
_ANYS = ("Any of them is fine.", "Any of these will do.", "I really don't mind, any of them is fine.")


def join(items: Sequence[str], word: str = "and") -> str:
    """Join items: "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def either(count: int, draw: Draw) -> str:
    """A sentence that leaves the choice among `count` values to the agent."""
    return draw.pick(_EITHERS if count == 2 else _ANYS)


def sentence(text: str) -> str:
    """First letter of each sentence large, one space between words, a mark at the end."""
    plain = re.sub(r"\s+([.,?!])", r"\1", " ".join(text.split()))
    plain = re.sub(r"(?:^|(?<=[^\W_]{2}[.?!] ))[a-z]", lambda first: first[0].upper(), plain)
    return plain if plain.endswith((".", "?", "!")) else f"{plain}."


def small(text: str) -> str:
    """First letter small, for a sentence that follows a joint; "I" and proper names at its start are left."""
    first = text.split(" ", 1)[0]
    keeps = re.match(r"I\b", first) or first[1:] != first[1:].lower()
    return text if keeps else text[:1].lower() + text[1:]


def opening(requests: Sequence[Sequence[str]], draw: Draw) -> str:
    """The first message: a greeting, the requests, each with the questions about it; no joint twice."""
    greeting, (first, *others) = draw.pick(_GREETINGS), [request[0] for request in requests]
    joints = draw.shuffled(_JOINTS)
    said = [greeting + (small(first) if greeting else first)]
    said += [joints[number % len(joints)] + small(other) for number, other in enumerate(others)]
    left = iter([joint for joint in joints[len(others) :] if joint in _BEFORE_QUESTIONS])
    for spot, (_, *questions) in enumerate(requests):
        joined = [next(left, "") if draw.chance(0.6) else "" for _ in questions]
        asked = [joint + small(one) if joint else one for joint, one in zip(joined, questions, strict=True)]
        said[spot] = " ".join([said[spot], *asked])
    return " ".join(said)


def change(dropped: str, wanted: Iterable[str], kept: bool, questions: Iterable[str], draw: Draw) -> str:
    """A change of mind: what is dropped, what is wanted now, what is kept."""
    asked = list(wanted)
    said = [draw.pick(_TURNS), dropped]
    said += [_after(_INSTEADS, asked[0], draw)] if asked and dropped else asked[:1]
    said += asked[1:]
    said += [draw.pick(_KEEPS)] if kept else []
    return " ".join([*said, *questions]).replace("  ", " ").strip()


def _after(leads: Sequence[str], wish: str, draw: Draw) -> str:
    """A wish after a lead, which does not say "I'd like" before one that begins so itself."""
    wants = re.match(r"I(?:'d| would| want| need)\b", wish) is not None
    return sentence(draw.pick(_BEFORE_WANTS if wants and leads is _INSTEADS else leads).format(small(wish)))


def undo(dropped: str, draw: Draw) -> str:
    """A wish to have something taken back that was done, by what is said of things that are not yet done."""
    return f"{draw.pick(_UNDOS)} {dropped}"


def reversal(taken_back: str, wanted: Iterable[str], questions: Iterable[str], draw: Draw) -> str:
    """A change of mind after the write: what is to be taken back, and what is wanted besides."""
    first, *others = wanted
    joints = iter(draw.shuffled(_JOINTS))
    said = [draw.pick(_REGRETS), taken_back, _after(_BESIDES, first, draw)]
    return " ".join([*said, *(next(joints) + small(other) for other in others), *questions])


def addition(wanted: Iterable[str], questions: Iterable[str], draw: Draw) -> str:
    """A change of mind that only adds."""
    return " ".join([draw.pick(_ADDITIONS), *wanted, "What I asked for before still stands.", *questions])


def afterwards(wanted: Sequence[str], draw: Draw, *, fallback: bool) -> list[str]:
    """Wishes that are said together once the forbidden one was answered."""
    first, *others = wanted
    joints = iter(draw.shuffled(_JOINTS))
    lead = draw.pick(_FALLBACKS if fallback else _AFTERWARDS)
    return [f"{lead} {first}", *(next(joints) + small(other) for other in others)]


def contains(text: str, value: str) -> bool:
    """Whether a value stands in a text by itself: 5.47 does not stand in 15.47."""
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)", text, re.IGNORECASE) is not None
