"""A small interpreter over a plan: what the reference does in one episode, cut into methods that a manner can override.

Plan + messages so far -> Reply; each method is a run of moves, and `course` is their order
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from typing import ClassVar

from pytest_t2t.agents.protocol import Reply
from pytest_t2t.agents.sentences import Voice
from pytest_t2t.records.message import Message, ToolCall
from pytest_t2t.records.task import Doubt, Plan, Planned
from pytest_t2t.records.trajectory import Call

Moves = Generator[Reply, None, None]
Asking = Generator[Reply, None, bool]
Batch = tuple[Planned, ...]

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|ok|okay|right|correct|exactly|absolutely|definitely|certainly|perfect|great|fine|confirmed|alright"
    r"|all right|of course|go ahead|please do|do it|that's (?:right|fine|correct|it)|that is (?:right|fine|correct|it)"
    r"|that works|that would|sounds (?:good|right|fine)|i confirm|i agree)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(r"\W*(?:ok|okay|all right|alright|fine)\b[\s,.]*i (?:understand|see)\b", re.IGNORECASE)
_PUZZLED = re.compile(
    r"^\W*no\b|\b(?:understand|follow|unclear|confused)\b|\b(?:which|what)\b[^.!]*\b(?:mean|need)\b[^.!]*\?"
    r"|\bcould you (?:clarify|explain|rephrase)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:actually|wait|hang on|hold on|instead|rather|chang\w*|thought|after all|forg[eo]t"
    r"|one more|before you|stands?)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
INSISTENCE = 2
"""How often a user insists at most before it accepts a refusal or names what it wants instead."""

LEAST_WORDS = 3
"""Blanks in a sentence that is long enough to be known again."""
RESTATEMENTS = 5
"""How often it repeats at the end what was done and refused, before it only asks for anything else."""


def is_yes(text: str) -> bool:
    """Whether an answer starts like a yes; "OK, I understand" alone is none. Prose is not understood any further."""
    noted = _NOTED.match(text)
    return _YES.match(text, noted.end() if noted else 0) is not None


def is_puzzled(text: str, opening: str) -> bool:
    """Whether an answer brings no change: it asks what was meant, corrects, or says again what the opening said."""
    said = opening.lower()
    sentences = [sentence.rstrip(".!").lower() for sentence in _SENTENCE_END.split(text)]
    again = [sentence for sentence in sentences if sentence.count(" ") >= LEAST_WORDS and sentence in said]
    news = " ".join(sentence for sentence in sentences if sentence not in again)
    return (bool(again) or _PUZZLED.search(text) is not None) and not _TURNS.search(news)


class Following:
    """One episode of an agent that follows a plan. The class itself is the plain reference."""

    tries: ClassVar[int] = 2
    """How often a proposal is made before the agent goes on without the write."""

    def __init__(self, plan: Plan, intent: str, speaks_as: type[Following] | None = None) -> None:
        self.plan = plan
        self.intent = intent
        self.voice = Voice(f"{(speaks_as or type(self)).__name__} {sorted(plan.authenticate.arguments.items())}")
        self.heard = ""
        """The user's last message."""
        self.waiting: list[str] = []
        """What will be said at the start of the next message."""
        self.done: list[Planned] = []
        """What was written, in order."""
        self.answered = False
        self.refused = False
        self._messages: Sequence[Message] = ()
        self._called = 0
        self._moves = self.course()

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """The next move; there always is one: after the end of the plan it asks whether there is anything else."""
        self._messages = messages
        self.heard = messages[-1].text if messages and messages[-1].role == "user" else self.heard
        return next(self._moves)

    # -------------------------------------------------------------------------------------------------- the two moves
    def say(self, *parts: str) -> Moves:
        """Say what is waiting and `parts`, then hear the user's answer."""
        paragraphs = [part for part in (*self.waiting, *parts) if part]
        self.waiting = []
        yield Reply(text=self.phrase("\n\n".join(paragraphs)))

    def call(self, calls: Sequence[Call], beside: str = "") -> Moves:
        """Make `calls` in one turn; `beside` is said with them. Their results are in the plan already."""
        if calls:
            yield Reply(text=beside, calls=tuple(self._tool_call(call) for call in calls))

    def _tool_call(self, call: Call) -> ToolCall:
        self._called += 1
        return ToolCall.of(id=f"call-{self._called}", tool=call.tool, arguments=call.arguments, malformed="")

    def phrase(self, text: str) -> str:
        """Return `text` as this agent would put it."""
        return text

    # ------------------------------------------------------------------------------------------------------ the course
    def course(self) -> Moves:
        """The whole episode, without an end: it is the user who ends it."""
        yield from self.identify()
        yield from self.read()
        yield from self.settle()
        yield from self.decline()
        yield from self.start_first()
        yield from self.fulfil(self.still_to_do(), last=not self.plan.later)
        yield from self.fulfil_later()
        yield from self.close()

    # ----------------------------------------------------------------------------------------- identity, reads, doubt
    def identify(self) -> Moves:
        """Ask who the customer is, unless the opening said it, and authenticate."""
        if self.plan.identity:
            yield from self.ask_identity()
        yield from self.call([self.plan.authenticate], self.beside("authentication"))
        if self.plan.verify:
            yield from self.call([self.plan.verify])

    def ask_identity(self) -> Moves:
        """Ask for all identifying facts at once."""
        yield from self.say(f"{self.voice('greet')} {self.plan.ask_identity}")

    def beside(self, what: str) -> str:
        """Return what is said with calls ("authentication", "read", "write"): nothing."""
        del what
        return ""

    def read(self) -> Moves:
        """Read all that the plan needs."""
        yield from self.call(self.plan.reads, self.beside("read"))

    def settle(self) -> Moves:
        """Ask the question that separates the readings of what was said."""
        if self.plan.doubt:
            yield from self.say(self.doubt_question(self.plan.doubt))

    def doubt_question(self, doubt: Doubt) -> str:
        """Return the question with what there is to choose from."""
        if not doubt.options:
            return doubt.question
        listed = "; ".join(doubt.options[:-1]) + f"; or {doubt.options[-1]}"
        return self.voice("options", count=len(doubt.options), options=listed, question=doubt.question)

    # ------------------------------------------------------------------------------------------------------- refusals
    def decline(self) -> Moves:
        """See the evidence and get the refusal ready: it opens the next message."""
        if self.plan.refusal:
            yield from self.see_evidence()
            self.refuse("refuse")

    def see_evidence(self) -> Moves:
        """Read what shows that the wish is forbidden."""
        if self.plan.refusal:
            yield from self.call(self.plan.refusal.reads, self.beside("read"))

    def refuse(self, situation: str) -> None:
        """Get a refusal ready to be said."""
        if self.plan.refusal:
            self.refused = True
            self.waiting.append(self.voice(situation, about=self.plan.refusal.about, reason=self.plan.refusal.reason))

    # --------------------------------------------------------------------------------------------------------- writes
    def start_first(self) -> Moves:
        """Propose the first goal. A yes (the customer changes its mind after the write) is followed by the writes."""
        for batch in self.batches(self.plan.first):
            for attempt in range(self.tries):
                yield from self.say(self.proposal(batch, again=attempt > 0))
                if not is_puzzled(self.heard, self._messages[0].text):
                    break
            if not is_yes(self.heard):
                return
        if self.plan.first:
            yield from self.write(self.plan.first)
            self.report(self.plan.first)
            final = [planned.call for planned in self.plan.writes]
            self.done = [planned for planned in self.done if planned.call in final]
            yield from self.say(self.voice("closing"))

    def still_to_do(self) -> Batch:
        """Return the writes of the plan that were not made with the first goal."""
        made = [planned.call for planned in self.done]
        return tuple(planned for planned in (*self.plan.undo, *self.plan.writes) if planned.call not in made)

    def fulfil(self, writes: Batch, *, last: bool) -> Moves:
        """Propose, write and report `writes`; the report opens the next message. `last`: no others will follow."""
        batches = self.batches(writes)
        for number, batch in enumerate(batches):
            if number:
                yield from self.between()
            if (yield from self.agree(batch)):
                yield from self.write(batch)
                final = number == len(batches) - 1
                if final and last:
                    yield from self.before_report()
                self.report(batch)
                if final:
                    self.report_answers()

    def batches(self, writes: Batch) -> tuple[Batch, ...]:
        """Return what is proposed together: everything."""
        return (writes,) if writes else ()

    @staticmethod
    def by_wish(writes: Batch) -> tuple[Batch, ...]:
        """Return the writes of each wish by themselves, the wishes in the order of their first writes."""
        wishes: dict[str, Batch] = {}
        for planned in writes:
            wishes[planned.wish] = (*wishes.get(planned.wish, ()), planned)
        return tuple(wishes.values())

    def between(self) -> Moves:
        """What happens between two batches: nothing, the report of one opens the proposal of the next."""
        yield from ()

    def agree(self, batch: Batch) -> Asking:
        """Propose `batch` until the user says yes, in other words each time, a bounded number of times."""
        late_change = bool(self.plan.first)
        for attempt in range(self.tries + late_change + (INSISTENCE if self.refused else 0)):
            yield from self.say(self.proposal(batch, again=attempt > 0))
            if is_yes(self.heard):
                return True
            if self.refused:
                self.refuse("refuse-again")
        return False

    def proposal(self, batch: Batch, *, again: bool = False) -> str:
        """Return the request to confirm the writes of `batch`."""
        what = "; and ".join(planned.propose for planned in batch)
        if again:
            return self.voice("propose-again", what=what)
        return self.voice("propose-next" if self.done else "propose", what=what)

    def write(self, batch: Batch) -> Moves:
        """Make the calls of `batch`."""
        for turn in self.turns(batch):
            yield from self.call(turn, self.beside("write"))
        self.done += batch

    def turns(self, batch: Batch) -> Sequence[Sequence[Call]]:
        """Return the calls of `batch`, turn by turn: one each."""
        return [[planned.call] for planned in batch]

    def before_report(self) -> Moves:
        """What happens once all is written and nothing yet reported: nothing."""
        yield from ()

    # -------------------------------------------------------------------------------------------------------- reports
    def report(self, batch: Batch) -> None:
        """Get the report of `batch` ready to be said."""
        self.waiting.append(" ".join((self.voice("report"), *(planned.done for planned in batch))))

    def report_answers(self) -> None:
        """Get ready what the user asked for, and what stays refused."""
        self.answered = True
        self.waiting.extend(self.plan.answers)
        if self.refused:
            self.refuse("still-refused")

    def fulfil_later(self) -> Moves:
        """Serve what the user wants only once its forbidden wish was refused, as soon as it names it."""
        if not self.plan.later:
            return
        if self.waiting or not self.names_later(self.heard):
            yield from self.say(self.voice("closing"))
        for _ in range(INSISTENCE):
            if self.names_later(self.heard):
                break
            self.refuse("refuse-again")
            yield from self.say(self.voice("closing"))
        if not self.names_later(self.heard):
            self.refuse("refuse-again")
        yield from self.fulfil(self.plan.later, last=True)

    def names_later(self, text: str) -> bool:
        """Whether the user asks for the later wishes in `text`."""
        return any(planned.cue in text for planned in self.plan.later)

    def close(self) -> Moves:
        """Ask whether there is anything else, and repeat what the user says is open."""
        if not self.answered and not self.plan.later and not self.plan.writes:
            self.waiting.extend(self.plan.answers)
        yield from self.say(self.voice("closing"))
        for _ in range(RESTATEMENTS):
            self.restate()
            yield from self.say(self.voice("closing"))
        while True:
            yield from self.say(self.voice("closing"))

    def restate(self) -> None:
        """Get ready again what was answered, refused and done; the answers alone where the user wants them exactly."""
        if self.plan.answers and "exactly" in self.heard.lower():
            self.waiting.extend(self.plan.answers)
            return
        if self.refused:
            if "yes or no" in self.heard.lower():
                self.waiting.append(self.voice("no"))
            self.refuse("refuse-again")
        if self.done:
            self.waiting.append(" ".join((self.voice("report-again"), *(planned.done for planned in self.done))))
        if self.done or not self.refused:
            self.waiting.extend(self.plan.answers)
