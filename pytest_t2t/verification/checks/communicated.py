"""Was every value that the user asked for told - after the request, after the last change, beside its subject?

agent's messages -> values told about each question's subject
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import JsonValue

from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Question, Task, Telling
from pytest_t2t.records.verdict import CheckResult
from pytest_t2t.verification.protocol import Check, failed, passed
from pytest_t2t.verification.told import told

_OTHERS = 2
"""Other values told before the right one, of other things or corrected by it: more would be guessing."""


def ask(task: Task, episode: Episode, world: World) -> CheckResult:
    """The first question without its right answer fails the check."""
    questions = {question.id: question for question in task.user.questions}
    for telling in task.checker.tellings:
        why = _trouble(questions[telling.question], telling, episode, world.domain.language.currency)
        if why:
            return failed("communicated", why)
    return passed("communicated")


def _trouble(question: Question, telling: Telling, episode: Episode, currency: str) -> str:
    asked = [event.at for event in episode.events if event.kind == "asked" and event.topic == question.id]
    if not asked:
        return f"The talk never got as far as the question {question.text!r}."
    changed = [event.at for event in episode.events if event.kind == "changed"]
    again = len(asked) > 1 and asked[-1] > max(changed, default=0)
    value = _key(telling.value, question)
    texts = _texts(episode, max([asked[-1], *changed]))
    tellings = (told(text, question, telling.value, currency, anywhere=again) for text in texts)
    answering = [sentences for sentences in tellings if sentences]
    answers = [found for sentences in answering[: 1 if again else None] for found in sentences]
    right, shown = spoken(telling.value, question, currency), question.text
    if not answers:
        return f"The user asked {shown!r} and was never told: {right}."
    wrong: set[JsonValue] = set()
    for found in answers:
        if found == {value}:
            late = f"The user asked {shown!r}; {right} came after several other answers."
            return late if len(wrong) > _OTHERS else ""
        if value not in found:
            wrong |= found
    others = frozenset().union(*answers) - {value}
    named = ", ".join(sorted(spoken(one, question, currency) for one in others))
    if any(value in found for found in answers):
        return f"The user asked {shown!r}; {right} was told together with {named}, and it was left open which it is."
    return f"The user asked {shown!r} and was told {named}; it is {right}."


def _texts(episode: Episode, start: int) -> Iterator[str]:
    return (message.text for message in episode.messages[start:] if message.role == "agent" and message.text)


def _key(value: JsonValue, question: Question) -> JsonValue:
    return str(value)[:10] if question.kind == "date" else value


def spoken(value: JsonValue, question: Question, currency: str) -> str:
    """A value as people write it."""
    if question.kind == "money" and isinstance(value, int | float):
        return f"{currency}{value / 100:,.2f}"
    return str(value)


CHECK = Check("communicated", ask, applies=lambda task: bool(task.checker.tellings), rank=60)
