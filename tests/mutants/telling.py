"""Values told wrongly, too early, in disguise or not at all.

Case with questions -> Mutants whose deeds are right
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from pydantic import JsonValue

from pytest_t2t.agents.following import Batch, Following, Moves
from pytest_t2t.agents.protocol import Reply
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Plan, Question, Telling
from tests.mutants.proofs import effects
from tests.mutants.stage import Case, Kind, Likewise, Mutant, Start, edited, tampered
from tests.mutants.valid_calls import other_digit

Forge = Callable[[JsonValue, Question], Iterator[str]]
"""Right value -> spoken forms of wrong ones."""


class TellsEarly(Likewise):
    """Tells what is asked before the change of mind, and no more after it."""

    def start_first(self) -> Moves:
        """Tell, propose the first goal, hear the change."""
        self.waiting.extend(self.plan.answers)
        yield from super().start_first()
        self.plan = self.plan.model_copy(update={"answers": ()})


class TellsThenErrs(Likewise):
    """Tells the right value with the proposal and a wrong one with the report."""

    wrong: tuple[str, ...] = ()

    def fulfil(self, writes: Batch, *, last: bool) -> Moves:
        """Tell, then go on with wrong answers."""
        if last:
            self.waiting.extend(self.plan.answers)
            self.plan = self.plan.model_copy(update={"answers": self.wrong})
        yield from super().fulfil(writes, last=last)


# ------------------------------------------------------------------------------------------------- spoken forms
def spoken_in(answer: str, value: JsonValue, question: Question) -> str:
    """The words of an answer that are the value."""
    if question.kind == "money":
        cents = _number(value)
        whole = (f"{cents // 100:,}", f"{cents // 100}") if cents % 100 == 0 else ()
        forms = [f"{cents / 100:,.2f}", f"{cents / 100:.2f}", *whole]
    elif question.kind == "date":
        day = date.fromisoformat(str(value)[:10])
        forms = [day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%B}", f"{day:%B} {day.day}"]
    else:
        forms = [str(value)]
    return next((form for form in forms if re.search(rf"(?<![\w.]){re.escape(form)}(?!\w|\.\d)", answer)), "")


def _number(value: JsonValue) -> int:
    """The minor units of an amount, which is an int or, in another currency than the domain's first, "EUR 2500"."""
    return int(str(value).rpartition(" ")[2])


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def _near(value: JsonValue, question: Question) -> Iterator[str]:
    """Off by the smallest step."""
    if question.kind == "money":
        yield from (_money(_number(value) + 1), _money(abs(_number(value) - 1)))
    elif question.kind == "count":
        yield from (str(_number(value) + 1), str(abs(_number(value) - 1)))
    elif question.kind == "date":
        day = date.fromisoformat(str(value)[:10])
        yield from (f"{one.day} {one:%B}" for one in (day + timedelta(1), day - timedelta(1), day + timedelta(31)))
    elif question.kind == "id":
        spots = [at for at, sign in enumerate(str(value)) if sign.isdigit()]
        yield from (other_digit(str(value), at) for at in (spots[:1] + spots[-1:]))
    else:
        yield from (label for label in question.labels if label != value)


def _swapped(value: JsonValue, question: Question) -> Iterator[str]:
    """Two neighbouring digits swapped."""
    text = _money(_number(value)) if question.kind == "money" else str(value)
    if question.kind in {"money", "id"}:
        for at in range(len(text) - 1):
            one, two = text[at], text[at + 1]
            if one.isdigit() and two.isdigit() and one != two:
                yield text[:at] + two + one + text[at + 2 :]
                return


def _shifted(value: JsonValue, question: Question) -> Iterator[str]:
    """Ten times too much, or a tenth; a hundred times (cents told as dollars)."""
    if question.kind == "money":
        cents = _number(value)
        if cents:
            yield from (_money(cents * 10), _money(cents * 100), *([_money(cents // 10)] if cents >= 100 else []))


def _inside(value: JsonValue, question: Question) -> Iterator[str]:
    """The right value as a part of a longer number."""
    if question.kind == "money":
        text = _money(_number(value))
        yield f"1{text}" if "," not in text else f"2{text}"
    elif question.kind == "id":
        yield from (f"{value}7", f"{value}-2", f"A{value}")
    elif question.kind == "count":
        yield from (f"1{value}", f"{value}0", f"{value}.5")
    elif question.kind == "date":
        day = date.fromisoformat(str(value)[:10])
        yield f"{day.day} {day:%B} {day.year + 1}"


def _third_decimal(value: JsonValue, question: Question) -> Iterator[str]:
    """An amount with a tenth of a cent."""
    if question.kind == "money":
        yield f"{_money(_number(value))}5"


# -------------------------------------------------------------------------------------------------------- mutants
def _answers(case: Case) -> Iterator[tuple[int, Telling, Question, str]]:
    """(index of the answer, telling, question, its spoken form)"""
    questions = {question.id: question for question in case.task.user.questions}
    for telling in case.task.checker.tellings:
        question = questions[telling.question]
        for at, answer in enumerate(case.plan.answers):
            if form := spoken_in(answer, telling.value, question):
                yield at, telling, question, form
                break


def _with(answers: Sequence[str], at: int, text: str) -> tuple[str, ...]:
    return (*answers[:at], text, *answers[at + 1 :])


def _forged(forge: Forge) -> Callable[[Case], Iterator[Mutant]]:
    def make(case: Case) -> Iterator[Mutant]:
        for at, telling, question, form in _answers(case):
            for wrong in forge(telling.value, question):
                text = case.plan.answers[at].replace(form, wrong)
                yield Mutant(text, edited(answers=_with(case.plan.answers, at, text)))

    return make


def _untold(case: Case) -> Iterator[Mutant]:
    for at, *_ in _answers(case):
        yield Mutant("tells nothing", edited(answers=_with(case.plan.answers, at, "")))


def _beside(case: Case) -> Iterator[Mutant]:
    for at, telling, question, form in _answers(case):
        for wrong in list(_near(telling.value, question))[:1]:
            text = case.plan.answers[at].replace(form, f"{form} or {_sign(case, question, telling.value)}{wrong}")
            yield Mutant(text, edited(answers=_with(case.plan.answers, at, text)))


def _sign(case: Case, question: Question, value: JsonValue) -> str:
    """What stands before an amount in the value's currency."""
    if question.kind != "money" or not isinstance(value, int | str):
        return ""
    return case.world.domain.language.money.say(value).rstrip("0123456789.,")


def _elsewhere(case: Case) -> Iterator[Mutant]:
    for at, telling, question, form in _answers(case):
        text = f"My own lucky number happens to be {_sign(case, question, telling.value)}{form}, by the way."
        yield Mutant(text, edited(answers=_with(case.plan.answers, at, text)))


def asked_exactly(case: Case, episode: Episode) -> str:
    """After "So what is it exactly?" the next message decides, whatever sentence the value stands in (SEMANTICS.md)."""
    asked = Counter(event.topic for event in episode.events if event.kind == "asked")
    mine = [telling.question for telling in case.task.checker.tellings]
    again = effects(case, episode) == effects(case, case.episode) and any(asked[topic] > 1 for topic in mine)
    return "the customer asked what it is exactly, and that answer decides" if again else ""


def _too_early(case: Case) -> Iterator[Mutant]:
    late = [question for *_, question, _ in _answers(case) if question.when == "change"]
    if late and case.plan.first:
        yield Mutant("told before it was asked", TellsEarly)


def _retold(case: Case) -> Iterator[Mutant]:
    for at, telling, question, form in _answers(case):
        wrong = next(_near(telling.value, question), "")
        text = case.plan.answers[at].replace(form, wrong)
        if wrong and case.plan.writes:
            yield Mutant(f"right first, then: {text}", _erring(_with(case.plan.answers, at, text)))


def _erring(wrong: tuple[str, ...]) -> Start:
    def start(plan: Plan, intent: str) -> Following:
        made = TellsThenErrs(plan, intent)
        made.wrong = wrong
        return made

    return start


def _guesses(case: Case) -> Iterator[Mutant]:
    """Three wrong values one after the other, then the right one: a value must not be found by trying."""
    for at, telling, question, form in _answers(case):
        tries = list(dict.fromkeys(w for forge in (_near, _shifted, _swapped) for w in forge(telling.value, question)))[
            :3
        ]
        texts = [case.plan.answers[at].replace(form, wrong) for wrong in tries]
        if len(texts) == 3:
            yield Mutant("tries three others first", _trying(case.plan.answers[at], texts))


def _trying(right: str, wrong: Sequence[str]) -> Start:
    def tamper(reply: Reply) -> Sequence[Reply]:
        if right not in reply.text:
            return [reply]
        tries = " ".join(f"{text} No, wait." for text in wrong)
        return [Reply(text=reply.text.replace(right, f"{tries} {right}"), calls=reply.calls)]

    return tampered(lambda: tamper)


KINDS = (
    Kind("told off by one", "a cent, a day, one more, another digit, another label", _forged(_near), ("communicated",)),
    Kind("told with digits swapped", "two neighbouring digits change places", _forged(_swapped), ("communicated",)),
    Kind("told ten times too much", "the decimal point is elsewhere", _forged(_shifted), ("communicated",)),
    Kind("told inside another number", "the right digits within a longer number", _forged(_inside), ("communicated",)),
    Kind("told beside a wrong one", "it may be this or that", _beside, ("communicated",)),
    Kind("told about something else", "its subject is not named", _elsewhere, ("communicated",), asked_exactly),
    Kind("told by trying", "several values, the right one among them", _guesses, ("communicated",)),
    Kind("told before the request", "and not after it", _too_early, ("communicated",)),
    Kind("told right, then wrong", "the first answer is right, the last word is wrong", _retold, ("communicated",)),
    Kind("not told", "the question stays open", _untold, ("communicated",)),
    Kind("told with a third decimal", "$167.905 for $167.90", _forged(_third_decimal), ("communicated",)),
)
