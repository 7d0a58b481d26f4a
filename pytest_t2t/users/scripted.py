"""The scripted user: deterministic and free, it answers what is asked, judges proposals and insists on its wishes.

agent's message -> Message -> decisions, consent, telling -> Said

A message is handled top to bottom of `ScriptedSession._answer`; each handler reads it, updates the memory and adds
to the reply. No fact is said but through `Memory.tell` and `Memory.settle`, which record it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.domain.quoting import unquoted
from pytest_t2t.records.episode import Executed, Stop
from pytest_t2t.records.task import UserSide
from pytest_t2t.users.consent import Consent
from pytest_t2t.users.decisions import Decisions
from pytest_t2t.users.manner import manner_of
from pytest_t2t.users.memory import Asked, Progress, Saying
from pytest_t2t.users.message import Message
from pytest_t2t.users.noting import noted
from pytest_t2t.users.protocol import Said, ScriptSession
from pytest_t2t.users.role import role_of
from pytest_t2t.users.telling import Telling

_MOST_IDLE = 6
"""Messages without anything new after which it has had enough."""
_REMINDERS = 2
_PATIENCE = 2
"""How often an announcement without content is waved through."""


class Scripted:
    """The default user simulator."""

    name = "scripted"

    def play(self, side: UserSide, lexicon: Lexicon, trial: int = 0) -> ScriptSession:
        """Start one episode, in the task's manner; all trials are alike."""
        del trial
        session = ScriptedSession(side, lexicon)
        return manner_of(side)(side, lexicon).seated(session) if side.manner else session


class ScriptedSession:
    """One episode."""

    def __init__(self, side: UserSide, lexicon: Lexicon) -> None:
        role = role_of(side, lexicon)
        self._side, self._memory, self._voice = side, role.memory, role.voice
        self._words, self._judge = role.words, role.judge
        self._telling = Telling(role)
        self._consent = Consent(role, self._telling)
        self._decisions = Decisions(role, self._consent)
        self._patience = _PATIENCE
        self._told_lost = False
        self._idle = 0
        self._happened: set[tuple[str, ...]] = set()
        self._unconfirmed = 0
        self._last = ""
        """What it said last: an agent that repeats it asks, confirms and names nothing by that."""

    def opening(self) -> Said:
        """The first message."""
        saying = Saying()
        self._memory.begin("opening", saying)
        saying.say(self._side.opening)
        return self._said(saying)

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said since the last message."""
        text = unquoted(text, self._last)
        said = self._answer(self._words.message(text), executed)
        return said if said.stop or self._goes_on(said, executed) else self._give_up(Saying(events=list(said.events)))

    def _goes_on(self, said: Said, executed: Sequence[Executed]) -> bool:
        """Whether anything happened of late that had not happened before, in words or in deeds."""
        news: set[tuple[str, ...]] = {
            (event.kind, event.wish, event.param, event.topic, repr(event.values))
            for event in said.events
            if event.kind not in ("not-understood", "asked-again")
        }
        news |= {("call", call.tool, repr(call.arguments), "", "") for call in executed}
        self._idle = self._idle + 1 if news <= self._happened else 0
        self._happened |= news
        return self._idle < _MOST_IDLE

    def _answer(self, message: Message, executed: Sequence[Executed]) -> Said:
        saying = Saying()
        self._decisions.hear_reports(message, saying)
        if self._wants_change(message, executed):
            return self._change(saying)
        self._decisions.hear_yes_or_no(message, saying)
        refused = self._decisions.hear_refusals(message, saying)
        self._decisions.note_escalation(executed)
        self._decisions.hear_offers(message, saying, insisting=refused)
        self._consent.hear_proposal(message, saying)
        picked = self._telling.hear_options(message, saying)
        self._telling.hear_answers(message, saying)
        picked |= self._telling.hear_conflict(message, saying)
        self._telling.hear_questions(message, saying, picked)
        return self._finish(message, saying)

    def _wants_change(self, message: Message, executed: Sequence[Executed]) -> bool:
        change = self._side.change
        if change is None or self._memory.changed:
            return False
        first = self._memory.current()
        if any(
            call.ok and call.writes and goal.is_written_by(call.tool, call.arguments)
            for call in executed
            for goal in first
        ):
            return True
        if change.trigger == "after-write":
            return False
        if (message.acts & {"confirm", "announce", "offer"} or message.unclear_question) and self._judge.proposed(
            message, first
        ).agreed:
            return True
        waiting = [
            fact
            for fact in self._memory.facts()
            if fact.wish and fact.when in ("opening", "asked") and not self._memory.is_told(fact)
        ]
        question = message.acts & {"ask", "confirm", "options", "offer"} or message.text.rstrip(" *_`\n").endswith("?")
        return not waiting and not question and bool(message.text.strip())

    def _change(self, saying: Saying) -> Said:
        self._memory.change(saying)
        saying.say(self._side.change.text if self._side.change else "")
        return self._said(saying)

    def _finish(self, message: Message, saying: Saying) -> Said:
        if saying.waits:
            return self._said(saying)
        wishes, questions = self._memory.open_wishes(), self._memory.open_questions()
        if not wishes and not questions:
            return self._done(saying)
        if message.acts == {"announce"} and self._patience:
            self._patience -= 1
            saying.say(self._voice.say("all right"))
            return self._said(saying)
        if not saying.understood and not message.acts:
            saying.events.append(noted("not-understood"))
            if not self._told_lost or message.unclear_question:
                self._told_lost = True
                saying.say(
                    self._voice.say("lost", self._memory.wishes_again() if wishes else questions[0].question.text)
                )
                return self._said(saying)
        return self._remind(wishes, questions, saying)

    def _done(self, saying: Saying) -> Said:
        if self._memory.changed:
            saying.say(self._voice.say("bye"))
            return self._said(saying, "user-done")
        if self._unconfirmed < _REMINDERS:
            self._unconfirmed += 1
            saying.say(self._voice.say("no confirmation"))
            return self._said(saying)
        return self._give_up(saying)

    def _remind(self, wishes: list[Progress], questions: list[Asked], saying: Saying) -> Said:
        """Name what is open, each thing at most twice, a wish the second time as a question for yes or no."""
        for one in (one for one in wishes if one.reminded < _REMINDERS):
            occasion = "is it done" if one.agreed else "open"
            one.reminded += 1
            one.asked_yes_or_no = one.reminded == _REMINDERS
            saying.say(one.goal.wish.text if one.asked_yes_or_no else self._voice.say(occasion, one.goal.wish.text))
        if saying.waits and any(one.asked_yes_or_no for one in wishes):
            saying.say(self._voice.say("yes or no"))
        for asked in (one for one in questions if one.reminded < _REMINDERS):
            asked.reminded += 1
            saying.say(self._voice.say("not told", asked.question.text))
        return self._said(saying) if saying.waits else self._give_up(saying)

    def _give_up(self, saying: Saying) -> Said:
        for one in self._memory.open_wishes():
            if one.asked_yes_or_no:
                saying.events.append(noted("undetermined", wish=one.goal.wish.id, tool=one.goal.wish.tool))
        saying.say(self._voice.say("give up"))
        return self._said(saying, "user-gave-up")

    def _said(self, saying: Saying, stop: Stop | None = None) -> Said:
        self._last = saying.text.rstrip(" .?!")
        return Said(saying.text, tuple(saying.events), stop)
