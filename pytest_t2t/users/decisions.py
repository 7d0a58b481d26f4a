"""What becomes of the wishes: reports, refusals, the answer to "yes or no?", offers.

Message + Role -> states of the wishes, events, and what is said to them
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pytest_t2t.records.episode import Executed
from pytest_t2t.users.actions import names
from pytest_t2t.users.aims import Goal
from pytest_t2t.users.consent import Consent
from pytest_t2t.users.hearing.claiming import denies, person_did
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.memory import Progress, Saying
from pytest_t2t.users.message import Message, about_people
from pytest_t2t.users.noting import noted
from pytest_t2t.users.refusals import Refusals
from pytest_t2t.users.reports import Reports
from pytest_t2t.users.role import Role

_SORRY = (
    r"(?:(?:i am |we are )?(?:very |really |so )?(?:sorry|afraid|unfortunately|regrettably|sadly)\b\W*(?:but |that )?)"
)
_SAYS_NO = re.compile(
    rf"\W*(?:{_SORRY}?(?:(?:the|my) answer is (?:still |unfortunately )?|it is (?:still )?a )?(?:no|nope)\b"
    rf"(?! (?:problem|worries))|{_SORRY}not\b)"
)
_SAYS_YES = re.compile(r"\W*(?:yes|yep|sure|certainly|of course|absolutely)\b", re.IGNORECASE)


class Decisions:
    """Hears what was decided about each wish."""

    def __init__(self, role: Role, consent: Consent) -> None:
        self._side, self._lexicon, self._memory = role.side, role.lexicon, role.memory
        self._judge, self._voice = role.judge, role.voice
        self._consent = consent
        self._refusals = Refusals(role)
        self._reports = Reports(role, self._refusals)

    def hear_reports(self, message: Message, saying: Saying) -> None:
        """Claims that a wish is done."""
        for goal in self._reports.claimed(message):
            self._claimed(self._memory.wishes[goal.wish.id], saying)

    def _claimed(self, progress: Progress, saying: Saying) -> None:
        if progress.state != "claimed":
            progress.state = "claimed"
            wish = progress.goal.wish
            saying.events.append(noted("claimed", wish=wish.id, tool=wish.tool))
        saying.understood = True

    def hear_yes_or_no(self, message: Message, saying: Saying) -> None:
        """What follows "yes or no?"."""
        asked = [one for one in self._memory.open_wishes() if one.asked_yes_or_no]
        if len(asked) != 1 or message.acts & {"refusal", "completion"}:
            return
        if self._says_no(message, asked[0]) or (asked[0].doubted and any(map(denies, message.clauses))):
            self._refused(asked[0], saying)
        elif _SAYS_YES.match(message.text) and asked[0].doubted and not asked[0].reminded:
            self._claimed(asked[0], saying)
        elif _SAYS_YES.match(message.text) and not message.acts & {"confirm", "ask", "options"}:
            saying.say(self._voice.say("then please"))

    def _says_no(self, message: Message, progress: Progress) -> bool:
        """Whether "no" is the answer; beside "my supervisor has put it through" it decides nothing."""
        if not _SAYS_NO.match(plain(message.text)):
            return False
        return not (progress.doubted and any(map(person_did, message.clauses)))

    def hear_refusals(self, message: Message, saying: Saying) -> bool:
        """Note what is refused; tell whether the user insists."""
        transfer = self._side.escalation and any(about_people(part.text) for part in message.parts("offer"))
        seen: list[Progress] = []
        for sentence in self._refusals.sentences(message):
            for progress in self._refusals.wishes(sentence):
                if progress not in seen:
                    seen.append(progress)
        before = len(saying.parts)
        insists = False
        for progress in seen:
            if progress.state != "open":
                continue
            if not self._refusals.in_doubt(message, progress) or (
                progress.doubted and self._says_no(message, progress)
            ):
                insists = self._refused(progress, saying, insist=not transfer) or insists
            elif not progress.doubted:  # asked once; who is no clearer then has neither refused nor claimed it
                insists = progress.doubted = progress.asked_yes_or_no = True
                saying.doubted.add(progress.goal.wish.id)
                saying.say(self._voice.say("done or not", progress.goal.wish.text))
        saying.understood = saying.understood or bool(seen) or len(saying.parts) > before
        return insists

    def _refused(self, progress: Progress, saying: Saying, *, insist: bool = True) -> bool:
        """Insist or accept; tell whether the user insists."""
        wish = progress.goal.wish
        saying.events.append(noted("refused", wish=wish.id, tool=wish.tool))
        if insist and progress.insisted < wish.insists:
            progress.insisted += 1
            saying.say(self._voice.say("insist"))
            return True
        progress.state = "refused"
        saying.say(self._voice.say("accept"), waits=False)
        self._go_on(saying)
        return False

    def _go_on(self, saying: Saying) -> None:
        """Say the wishes that start once the forbidden one was answered."""
        for goal in self._memory.begin("refusal", saying):
            saying.events.append(noted("later-wish", wish=goal.wish.id, tool=goal.wish.tool))
            saying.say(goal.wish.text)

    def hear_offers(self, message: Message, saying: Saying, *, insisting: bool) -> None:
        parts = list(message.parts("offer"))
        if any(about_people(part.text) for part in parts):
            self._offered_escalation(saying)
        others = [part for part in parts if not about_people(part.text)]
        if not others or insisting:
            return
        text = "\n".join(part.text for part in others) + "\n" + message.around("offer")
        verdict = self._judge.judge(text, [one.goal for one in self._memory.open_wishes()])
        if verdict.agreed:
            self._consent.agree(verdict.agreed, saying)
        elif any(self._offers_later(text, goal) for goal in self._memory.later()):
            for progress in self._memory.open_wishes():
                if "refusal" in message.acts or len(self._memory.open_wishes()) == 1:
                    progress.state = "refused"
            self._go_on(saying)
        elif not message.acts & {"confirm", "closing", "ask", "options"} and not saying.waits:
            saying.say(self._voice.say("no thanks"), waits=False)

    def _offers_later(self, text: str, goal: Goal) -> bool:
        verdict = self._judge.judge(text, [goal])
        return bool(verdict.agreed) or (verdict.wrong is None and names(goal.stems, text.lower()))

    def _offered_escalation(self, saying: Saying) -> None:
        progress = self._memory.wishes.get(self._side.escalation)
        if progress and progress.state == "escalated":
            saying.understood = True
            return
        if not progress or progress.state not in {"open", "refused"}:
            saying.say(self._voice.say("no transfer"), waits=False)
            return
        progress.state = "escalated"
        wish = progress.goal.wish
        saying.events.append(noted("escalation-accepted", wish=wish.id, tool=wish.tool))
        saying.say(self._voice.say("escalate"), first=True)
        self._go_on(saying)

    def note_escalation(self, executed: Sequence[Executed]) -> None:
        """An agent that may escalate and did has answered the wish."""
        tools = self._lexicon.domain.tools
        done = any(call.ok and call.tool in tools and tools[call.tool].role == "escalate" for call in executed)
        progress = self._memory.wishes.get(self._side.escalation)
        if done and progress and progress.state == "open":
            progress.state = "escalated"
