"""Was every value that the user asked for told - after the request, after the last change, beside its subject?

agent's messages -> values told about each question's subject
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from pytest_t2t.domain.money import Currencies
from pytest_t2t.domain.quoting import unquoted
from pytest_t2t.domain.telling import told
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Question, Task, Telling
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.protocol import Check, failed, passed

_QUOTED = 30
"""Signs of a message that is not said again by chance."""
_ANSWERS = 2
"""An answer and its correction; who needs more was guessing."""


def ask(task: Task, episode: Episode, world: World) -> CheckResult:
    """The first question without its right answer fails the check."""
    questions = {question.id: question for question in task.user.questions}
    for telling in task.checker.tellings:
        why = _trouble(questions[telling.question], telling, episode, world.domain.language.money)
        if why:
            return failed("communicated", why)
    return passed("communicated")


def _trouble(question: Question, telling: Telling, episode: Episode, money: Currencies) -> str:
    asked = [event.at for event in episode.events if event.kind == "asked" and event.topic == question.id]
    if not asked:
        return f"The talk never got as far as the question {question.text!r}."
    changed = max([0, *(event.at for event in episode.events if event.kind == "changed")])
    again = len(asked) > 1 and asked[-1] > changed
    turns = list(_turns(episode, max(asked[-1] if again else asked[0], changed)))
    answers: list[frozenset[JsonValue]] = []
    for text in turns:
        if found := told(text, question, money, telling.value, follows=bool(answers)):
            answers.append(found)
    if again:  # asked what it is exactly, one need not name the subject again; amounts of something else are no answer
        first = [told(text, question, money, telling.value, anywhere=True) for text in turns[:1]]
        answers = [found for found in first if len(found) == 1] or answers[:1] or [found for found in first if found]
    return _judged(question, telling, answers, money) if answers else _untold(question, telling, money)


def _judged(question: Question, telling: Telling, answers: Sequence[frozenset[JsonValue]], money: Currencies) -> str:
    """The last answer that names one value decides, one correction allowed; to list several values is no answer."""
    shown, right = question.text, spoken(telling.value, question, money)
    single = [value for found in answers if len(found) == 1 for value in found]
    if not single:
        named = ", ".join(sorted(spoken(one, question, money) for one in answers[-1]))
        return f"The user asked {shown!r} and was told several values, {named}; which it is was left open."
    if single[-1] != _key(telling.value, question):
        return f"The user asked {shown!r} and was told {spoken(single[-1], question, money)}; it is {right}."
    if len(set(single)) > _ANSWERS:
        return f"The user asked {shown!r}; {right} came after several other answers."
    return ""


def _untold(question: Question, telling: Telling, money: Currencies) -> str:
    return f"The user asked {question.text!r} and was never told: {spoken(telling.value, question, money)}."


def _turns(episode: Episode, start: int) -> Iterator[str]:
    """What the agent said between two messages of the user each, joined; without the user's own words repeated."""
    own = [words for message in episode.messages if message.role == "user" and (words := message.text.rstrip(" .!?"))]
    texts: list[str] = []
    for message in episode.messages[start:]:
        if message.role == "agent" and message.text:
            texts.append(_without(message.text, own))
        if message.role == "user" and texts:
            yield "\n\n".join(texts)
            texts = []
    if texts:
        yield "\n\n".join(texts)


def _without(text: str, quoted: Sequence[str]) -> str:
    for words in quoted:
        if len(words) >= _QUOTED:
            text = unquoted(text, words)
    return text


def _key(value: JsonValue, question: Question) -> JsonValue:
    return str(value)[:10] if question.kind == "date" else value


def spoken(value: JsonValue, question: Question, money: Currencies) -> str:
    """A value as people write it."""
    if question.kind == "money" and isinstance(value, int | str):
        return money.say(value, cents=True)
    return str(value)


CHECK = Check("communicated", ask, applies=lambda task: bool(task.checker.tellings), rank=60)
