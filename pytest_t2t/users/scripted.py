"""The scripted user: deterministic and free, it answers what is asked, judges what is proposed and insists on its wishes.

agent's message -> what is heard in it (recognise) -> one handler each for reports, the change of mind, refusals, offers,
proposals, lists, questions, a named conflict, the end -> Said

A message is handled top to bottom of `_Session._answer`; each handler reads the message, updates the memory and adds
to the reply. Nothing is said of a fact but through `Memory.tell` and `Memory.settle`, which record it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pytest_t2t.domain.language import Topic
from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.episode import Event, Executed, Stop
from pytest_t2t.records.task import Fact, UserSide
from pytest_t2t.users.aims import Aim, Goal, goals_of, names
from pytest_t2t.users.answers import count_values, values_in
from pytest_t2t.users.memory import Asked, Memory, Progress, Saying
from pytest_t2t.users.phrasing import Voice
from pytest_t2t.users.proposals import Agreed, Judge, Picked, Verdict, Wrong, pick
from pytest_t2t.users.protocol import Said, Session
from pytest_t2t.users.recognise import Heard, hear

_ESCALATION = re.compile(
    r"transfer(?:red|ring)? (?:you|this (?:chat|call|case|conversation)|your (?:case|call|chat|request)|to an? )\b"
    r"|\byou (?:are|have been|will be|\w+ be) (?:being |now )?transferred|\bhuman\b|escalat|supervisor|representative|speciali[sz]t"
    r"|\bmanager\b|\bcolleague|\bpass(?:ing)? (?:this|it|you) on|live agent|connect you",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"(?:cannot|can't|could ?n[o']t|couldn't|unable to|do not|don't|did ?n[o']t|didn't|not able to) (?:seem to )?(?:find|locate|see|have)\b"
    r"|\bno (?:\w+ ){0,3}(?:order|item|record|booking|reservation|match|such)|\bnot? (?:exist|match|find)|n't (?:exist|match)"
    r"|\bthere (?:is|are) no\b|\bnone of your\b|\bnothing (?:like|matching)|\bactually\b|\brecords? shows?\b|\bdoes not appear", re.IGNORECASE
)  # fmt: skip
_ASKS_ID = re.compile(r"\bnumbers?\b|\bids?\b|\breference\b|\bcode\b|#", re.IGNORECASE)
_WHICH = re.compile(r"\bwhich\b|\bwhat (?:one|order|item)\b", re.IGNORECASE)
_HELP = re.compile(r"\b(?:help|assist|do for you)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:both|all|everything|each)\b|\brequests\b|\bchanges\b", re.IGNORECASE)
_SAYS_NO = re.compile(r"\W*(?:no|nope|unfortunately not|i'?m afraid not|sorry, no)\b", re.IGNORECASE)
_SAYS_YES = re.compile(r"\W*(?:yes|yep|sure|certainly|of course|absolutely)\b", re.IGNORECASE)
_HAS_DONE = re.compile(r"\b(?:i|we)(?:'ve| have) (?:now |just |also |already |successfully )*\w+ed\b", re.IGNORECASE)
_LIST = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s", re.MULTILINE)

_QUOTABLE = 6
_REMINDERS = 2
_PATIENCE = 2
"""How often an announcement without content is waved through."""


class Scripted:
    """The default user simulator."""

    name = "scripted"

    def play(self, side: UserSide, lexicon: Lexicon) -> Session:
        """Start one episode."""
        return _Session(side, lexicon)


@dataclass
class _Message:
    """What the agent said, taken apart."""

    text: str
    heard: tuple[Heard, ...]
    executed: Sequence[Executed]

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset().union(*(part.acts for part in self.heard))

    @cached_property
    def unclear_question(self) -> bool:
        """Whether it asks something in words that are not known: "Okay for you?"."""
        return any(not part.acts and part.text.rstrip(" *_`\"')").endswith("?") for part in self.heard)

    def parts(self, *acts: str) -> Iterator[Heard]:
        """The parts that do one of these acts."""
        return (part for part in self.heard if not part.acts.isdisjoint(acts))

    def sentences(self, *acts: str) -> Iterator[str]:
        """Their texts, a list's lines each by itself."""
        for part in self.parts(*acts) if acts else self.heard:
            yield from part.text.split("\n") if "\n" in part.text else (part.text,)

    def decisions(self, act: Literal["completion", "refusal"]) -> Iterator[str]:
        """The sentences that report, or refuse; one that seems to do both refuses ("I can't, it has been shipped")."""
        for part in self.parts(act):
            both = part.acts >= {"completion", "refusal"}
            if both and "\n" in part.text:
                lines = [_Message(line, hear(line, {}), ()) for line in part.text.split("\n")]
                yield from (
                    line.text for line in lines if act in line.acts and (act == "refusal" or "refusal" not in line.acts)
                )
            elif not both or act == "refusal":
                yield from part.text.split("\n")

    def without(self, *acts: str) -> str:
        """The text without the parts that do one of these acts."""
        return "\n".join(part.text for part in self.heard if part.acts.isdisjoint(acts))

    def around(self, *acts: str) -> str:
        """The parts that do one of these acts, the lists and details right before and after them included."""
        kept = []
        for place, part in enumerate(self.heard):
            near = [self.heard[other] for other in (place - 1, place + 1) if 0 <= other < len(self.heard)]
            near += (
                self.heard[place + 2 : place + 3]
                if place + 1 < len(self.heard) and self.heard[place + 1].text.endswith(":")
                else ()
            )
            does = not part.acts.isdisjoint(acts)
            detail = part.acts.isdisjoint(("refusal", "completion", "closing", "options", "ask")) and bool(
                _LIST.search(part.text)
            )
            if does or (detail and any(not other.acts.isdisjoint(acts) for other in near)):
                kept.append(part.text)
        return "\n".join(kept)


def _rectified(part: Heard) -> Heard:
    """ "I have transferred $20" offers no transfer to a person: it reports."""
    if "offer" in part.acts and _HAS_DONE.search(part.text) and "?" not in part.text and not _ESCALATION.search(part.text):
        return Heard(part.text, part.acts - {"offer"} | {"completion"}, part.topics)
    return part


class _Session:
    """One episode."""

    def __init__(self, side: UserSide, lexicon: Lexicon) -> None:
        goals, self._lexicon = goals_of(side, lexicon)
        self._side = side
        self._memory = Memory(side, goals)
        self._judge = Judge(self._lexicon)
        self._voice = Voice(side.seed)
        self._topics: dict[str, Topic] = {topic.name: topic for topic in lexicon.language.topics}
        self._patience = _PATIENCE
        self._told_lost = False
        self._unconfirmed = 0
        self._last = ""
        """What it said last: an agent that repeats it asks, confirms and names nothing by that."""

    # ------------------------------------------------------------------------------------------------ the protocol
    def opening(self) -> Said:
        """The first message."""
        saying = Saying()
        self._memory.begin("opening", saying)
        saying.say(self._side.opening)
        return self._said(saying)

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        """Answer what the agent said since the last message."""
        text = text.replace(self._last, "") if len(self._last) > _QUOTABLE else text
        return self._answer(_Message(text, tuple(map(_rectified, hear(text, self._topics))), executed))

    def _answer(self, message: _Message) -> Said:
        saying = Saying()
        self._hear_reports(message, saying)
        if self._wants_change(message):
            return self._change(saying)
        self._hear_yes_or_no(message, saying)
        refused = self._hear_refusals(message, saying)
        self._hear_offers(message, saying, insisting=refused)
        self._hear_proposal(message, saying)
        picked = self._hear_options(message, saying)
        self._hear_answers(message, saying)
        picked |= self._hear_conflict(message, saying)
        self._hear_questions(message, saying, picked)
        return self._finish(message, saying)

    # ----------------------------------------------------------------------------------------------------- reports
    def _hear_reports(self, message: _Message, saying: Saying) -> None:
        """Claims that a wish is done; they come from the text alone."""
        for sentence in message.decisions("completion"):
            for goal in self._reported(sentence):
                progress = self._memory.wishes[goal.wish.id]
                if progress.state != "claimed":
                    progress.state = "claimed"
                    saying.events.append(Event(at=0, kind="claimed", wish=goal.wish.id, tool=goal.wish.tool))
                saying.understood = True

    def _reported(self, sentence: str) -> list[Goal]:
        if _ESCALATION.search(sentence):
            return []
        wishes = self._memory.wishes
        meant = self._judge.spoken_of(sentence, self._memory.current())
        if not meant:
            return self._unnamed(sentence)
        if len(meant) > 1 and not _ALL.search(sentence) and len({goal.wish.tool for goal in meant}) == 1:
            agreed = [goal for goal in meant if wishes[goal.wish.id].agreed and wishes[goal.wish.id].state == "open"]
            return (
                agreed[:1] if agreed else meant[:1] if all(wishes[one.wish.id].state == "open" for one in meant) else []
            )
        return meant

    def _unnamed(self, sentence: str) -> list[Goal]:
        """A report that names nothing is about the one open wish, or about all that were agreed to."""
        if self._judge.tools_in(sentence):
            return []
        still = self._memory.open_wishes()
        if len(still) == 1:
            return [] if self._judge_names_other(sentence, still[0]) else [still[0].goal]
        return [one.goal for one in still if one.agreed]

    def _judge_names_other(self, sentence: str, progress: Progress) -> bool:
        verdict = self._judge.judge(sentence, [progress.goal])
        return verdict.wrong is not None

    # -------------------------------------------------------------------------------------------------- the change
    def _wants_change(self, message: _Message) -> bool:
        change = self._side.change
        if change is None or self._memory.changed:
            return False
        first = self._memory.current()
        if any(
            call.ok and call.writes and goal.is_written_by(call.tool, call.arguments)
            for call in message.executed
            for goal in first
        ):
            return True
        if change.trigger == "after-write":
            return False
        if (message.acts & {"confirm", "announce", "offer"} or message.unclear_question) and self._proposed(message, first).agreed:
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

    # --------------------------------------------------------------------------------------- the user's questions
    def _hear_answers(self, message: _Message, saying: Saying) -> None:
        if "options" in message.acts or any(event.kind == "denied" for event in saying.events):
            return  # what it says is about something else than the user wants
        for asked in self._memory.open_questions():
            question = asked.question
            if asked.narrowing:
                asked.narrowing = False
                if count_values(message.text, question, self._lexicon):
                    self._answered(asked, saying)
                    continue
            counts = [values_in(sentence, question, self._lexicon) for sentence in message.sentences()]
            if 1 in counts or (any(counts) and asked.narrowed):
                self._answered(asked, saying)
            elif any(counts):
                asked.narrowing = asked.narrowed = True
                saying.say(self._voice.say("exactly", question.subject[0] if question.subject else question.id))

    def _answered(self, asked: Asked, saying: Saying) -> None:
        asked.answered = True
        saying.understood = True
        saying.events.append(Event(at=0, kind="answered", topic=asked.question.id))

    # ---------------------------------------------------------------------------------------------------- refusals
    def _hear_yes_or_no(self, message: _Message, saying: Saying) -> None:
        """What follows "yes or no?"."""
        asked = [one for one in self._memory.open_wishes() if one.asked_yes_or_no]
        if len(asked) != 1 or message.acts & {"refusal", "completion"}:
            return
        if _SAYS_NO.match(message.text):
            self._refused(asked[0], saying)
        elif _SAYS_YES.match(message.text) and not message.acts & {"confirm", "ask", "options"}:
            saying.say(self._voice.say("then please"))

    def _hear_refusals(self, message: _Message, saying: Saying) -> bool:
        """Note what is refused; tell whether the user insists."""
        conflict = bool(self._conflicts())
        transfer = self._side.escalation and any(_ESCALATION.search(part.text) for part in message.parts("offer"))
        seen: list[Progress] = []
        for sentence in message.decisions("refusal"):
            if conflict and _NO_SUCH.search(sentence):
                continue
            for progress in self._refused_wishes(sentence):
                if progress not in seen:
                    seen.append(progress)
        before = len(saying.parts)
        insists = False
        for progress in seen:
            if progress.state == "open":
                insists = self._refused(progress, saying, insist=not transfer) or insists
        saying.understood = saying.understood or bool(seen) or len(saying.parts) > before
        return insists

    def _refused_wishes(self, sentence: str) -> list[Progress]:
        wishes = self._memory.wishes
        meant = [wishes[goal.wish.id] for goal in self._judge.spoken_of(sentence, self._memory.current())]
        if len(meant) == 1:
            return meant
        still = [one for one in meant or self._memory.open_wishes() if one.state == "open"]
        if any(one.state == "refused" for one in meant):
            return []  # the same refusal again
        if len(still) == 1:
            return still
        stubborn = [one for one in still if one.goal.wish.insists]
        return stubborn if len(stubborn) == 1 else []

    def _refused(self, progress: Progress, saying: Saying, *, insist: bool = True) -> bool:
        """Insist or accept; tell whether the user insists."""
        wish = progress.goal.wish
        saying.events.append(Event(at=0, kind="refused", wish=wish.id, tool=wish.tool))
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
            saying.events.append(Event(at=0, kind="later-wish", wish=goal.wish.id, tool=goal.wish.tool))
            saying.say(goal.wish.text)

    # ------------------------------------------------------------------------------------------------------ offers
    def _hear_offers(self, message: _Message, saying: Saying, *, insisting: bool) -> None:
        self._note_escalation(message)
        parts = list(message.parts("offer"))
        if any(_ESCALATION.search(part.text) for part in parts):
            self._offered_escalation(saying)
        others = [part for part in parts if not _ESCALATION.search(part.text)]
        if not others or insisting:
            return
        text = "\n".join(part.text for part in others) + "\n" + message.around("offer")
        verdict = self._judge.judge(text, [one.goal for one in self._memory.open_wishes()])
        if verdict.agreed:
            self._agree(verdict.agreed, saying)
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
        still = [one for one in self._memory.wishes.values() if one.state in ("open", "refused")]
        if any(one.state == "escalated" for one in self._memory.wishes.values()):
            saying.understood = True
            return
        if not self._side.escalation or not still:
            saying.say(self._voice.say("no transfer"), waits=False)
            return
        progress = next((one for one in still if one.state == "refused"), still[0])
        progress.state = "escalated"
        wish = progress.goal.wish
        saying.events.append(Event(at=0, kind="escalation-accepted", wish=wish.id, tool=wish.tool))
        saying.say(self._voice.say("escalate"), first=True)
        self._go_on(saying)

    def _note_escalation(self, message: _Message) -> None:
        """An agent that may escalate and did has answered the wish."""
        tools = self._lexicon.domain.tools
        done = any(call.ok and call.tool in tools and tools[call.tool].role == "escalate" for call in message.executed)
        still = self._memory.open_wishes()
        if done and self._side.escalation and still:
            next((one for one in still if one.goal.wish.insists), still[0]).state = "escalated"

    # --------------------------------------------------------------------------------------------------- proposals
    def _hear_proposal(self, message: _Message, saying: Saying) -> None:
        if not message.acts & {"confirm", "announce"} and not message.unclear_question:
            return
        goals = self._memory.current()
        verdict = self._proposed(message, goals)
        if verdict.agreed:
            self._agree(verdict.agreed, saying)
            return
        if verdict.wrong is None or verdict.wrong.aim is None:
            text = message.around("confirm", "announce")
            stale = self._judge.judge(text, self._memory.over()).agreed
            if stale:
                self._deny_dropped(stale[0].goal, saying)
                return
        if verdict.wrong is not None:
            self._deny(verdict.wrong, saying)
        elif "confirm" in message.acts and not saying.waits:
            self._confirm_unclear(message, saying)
        elif "announce" in message.acts:
            saying.understood = True

    def _proposed(self, message: _Message, goals: Sequence[Goal]) -> Verdict:
        """Judge the sentences that propose, with their details; where they ground nothing, the whole message."""
        verdict = self._judge.judge(message.around("confirm", "announce"), goals)
        if not verdict.agreed and not verdict.wrong:
            verdict = self._judge.judge(message.without("refusal", "completion", "closing", "options"), goals)
        if not verdict.agreed and not verdict.wrong and "options" in message.acts:
            verdict = Verdict(self._judge.judge(message.without("refusal", "completion", "closing"), goals).agreed)
        return verdict

    def _agree(self, agreed: Sequence[Agreed], saying: Saying) -> None:
        """Say yes, once for each wish, whatever sentence proposed it."""
        saying.say(self._voice.say("yes") if not saying.affirmed else "", first=True)
        for one in agreed:
            wish = one.goal.wish
            self._memory.wishes[wish.id].agreed = True
            saying.affirm(wish, one.named)
            if one.partly:
                saying.say(self._voice.say("yes but all", wish.text))

    def _deny(self, wrong: Wrong, saying: Saying) -> None:
        wish = wrong.goal.wish
        param = wrong.aim.param if wrong.aim else ""
        saying.events.append(Event(at=0, kind="denied", wish=wish.id, tool=wish.tool, param=param, values=wrong.values))
        if wrong.aim is None:
            saying.say(self._voice.say("other action", self._wishes_again()))
        else:
            saying.say(self._voice.say("no"))
            saying.say(self._meaning(wrong.aim, saying))

    def _deny_dropped(self, goal: Goal, saying: Saying) -> None:
        saying.events.append(Event(at=0, kind="denied", wish=goal.wish.id, tool=goal.wish.tool))
        saying.say(self._voice.say("dropped", self._wishes_again()))

    def _confirm_unclear(self, message: _Message, saying: Saying) -> None:
        """Something is to be confirmed, but no wish: perhaps who the user is."""
        low = message.without("closing").lower()
        about_me = [fact for fact in self._memory.facts() if not fact.wish and fact.value and fact.value.lower() in low]
        if about_me and not self._judge.tools_in(" ".join(message.sentences("confirm"))):
            saying.say(self._voice.say("yes"))
            self._memory.tell([fact for fact in about_me if not self._memory.is_told(fact)], saying)
        elif any(part.topics for part in message.heard) or "options" in message.acts:
            return  # it is a question rather than a proposal
        elif self._memory.open_wishes():
            saying.say(self._voice.say("which"))
        elif "offer" not in message.acts:
            saying.say(self._voice.say("no thanks"), waits=False)

    def _meaning(self, aim: Aim, saying: Saying) -> str:
        """What the user means a parameter to be, as a sentence."""
        sentences = [
            fact.text
            for fact in self._memory.facts()
            if fact.wish == aim.wish.id and fact.param == aim.param and fact.when == "asked" and fact.text
        ]
        goal = self._memory.goals[aim.wish.id]
        text = self._memory.settle(aim, saying)
        if any(aim is target for target in goal.targets) and aim.table:
            return self._voice.say("mean", text)
        return sentences[0] if sentences else self._voice.state(aim, self._lexicon, text)

    def _wishes_again(self) -> str:
        still = self._memory.open_wishes() or list(self._memory.wishes.values())
        return " ".join(one.goal.wish.text for one in still)

    # ------------------------------------------------------------------------------------------------------- lists
    def _hear_options(self, message: _Message, saying: Saying) -> set[str]:
        """Pick from what is listed; return the topics that are answered by that."""
        answered: set[str] = set()
        parts = [part.text for part in message.parts("options")]
        if not parts:
            return answered
        goals = [one.goal for one in self._memory.open_wishes()]
        found: list[Picked] = []
        for text in (*parts, message.without("completion", "refusal", "closing")):
            if text not in parts and found:
                break  # the lists themselves hold the entries; else "Which one?" follows upon them
            found.extend(
                one for one in pick(text, goals, self._lexicon) if all(one.aim is not other.aim for other in found)
            )
        for one in found:
            answered |= one.aim.topics
            if (one.aim.wish.id, one.aim.param) in saying.covered:
                continue
            saying.say(self._choice(one, saying))
        if found:
            return answered
        if not message.acts & {"ask", "confirm"} and not saying.understood:
            saying.say(self._voice.say("nothing of that"), waits=False)
        return answered

    def _choice(self, picked: Picked, saying: Saying) -> str:
        aim = picked.aim
        if not picked.right:
            return f"{self._voice.say('none')} {self._meaning(aim, saying)}"
        goal = self._memory.goals[aim.wish.id]
        if not (aim.table and any(aim is target for target in goal.targets)):
            return self._meaning(aim, saying) + (f" That's {picked.shown}." if picked.shown else "")
        text = self._memory.settle(aim, saying)
        return self._voice.say("pick shown", text, picked.shown) if picked.shown else self._voice.say("pick", text)

    # --------------------------------------------------------------------------------------------------- conflicts
    def _conflicts(self) -> list[Fact]:
        return [fact for fact in self._memory.facts() if fact.when == "conflict" and not self._memory.is_told(fact)]

    def _hear_conflict(self, message: _Message, saying: Saying) -> set[str]:
        """Tell the truth once the agent named the conflict, the recorded value or the candidates; return its topics."""
        answered: set[str] = set()
        if saying.waits:
            return answered
        for fact in self._conflicts():
            goal = self._memory.goals.get(fact.wish)
            aim = goal.aim(fact.param) if goal else None
            if self._names_conflict(message, fact, goal, aim):
                saying.say(fact.text)
                self._memory.tell([fact], saying)
                answered |= {fact.topic} | (aim.topics if aim else frozenset())
        return answered

    def _names_conflict(self, message: _Message, fact: Fact, goal: Goal | None, aim: Aim | None) -> bool:
        if _NO_SUCH.search(message.text) or (fact.value and fact.value.lower() in message.text.lower()):
            return True
        topics = {fact.topic} | (aim.topics if aim else frozenset())
        if any(part.topics & topics and _WHICH.search(part.text) for part in message.parts("ask")):
            return True
        if goal is None or aim is None:
            return False
        kinds = {aim.kind} if aim.kind in goal.allowed else set()
        return any(one.exact and one.kind in kinds and one.values for one in self._lexicon.mentions(message.text))

    # --------------------------------------------------------------------------------------------------- questions
    def _hear_questions(self, message: _Message, saying: Saying, picked: set[str]) -> None:
        """Tell what is asked for, each question by itself: its words may name several topics that mean one thing."""
        done = set(picked)
        some = False
        for part in message.parts("ask"):
            some = some or bool(part.topics)
            by_id = _ASKS_ID.search(part.text) is not None
            if part.topics - done and not self._tell_about(sorted(part.topics - done), saying, by_id=by_id):
                self._not_given(sorted(part.topics)[0], saying, "unknown")
            done |= part.topics
        if some or "ask" not in message.acts or saying.waits:
            return
        if any(_HELP.search(part.text) for part in message.parts("ask")):
            saying.say(self._voice.say("restate", self._wishes_again()))
        else:
            saying.say(self._voice.say("need to know"))

    def _tell_about(self, topics: Sequence[str], saying: Saying, *, by_id: bool) -> bool:
        """Tell all facts of the topics; describe the slots that have none. False where the user knows nothing."""
        facts = [fact for fact in self._memory.facts() if fact.topic in topics and self._may_tell(fact)]
        known = bool(facts)
        facts = [fact for fact in facts if not fact.param or (fact.wish, fact.param) not in saying.covered]
        if by_id and any(fact.param and not fact.value for fact in facts):
            self._not_given(facts[0].topic, saying, "no number")
        for fact in facts:
            saying.say(fact.text)
        self._memory.tell(facts, saying)
        told = {(fact.wish, fact.param) for fact in facts if fact.param}
        slots = self._asked_slots(topics, nearly=not told)
        known = known or bool(slots)
        slots = [aim for aim in slots if (aim.wish.id, aim.param) not in saying.covered]
        if by_id and slots:
            self._not_given(topics[0], saying, "no number")
        for aim in slots:
            self._describe(aim, saying)
        return known

    def _asked_slots(self, topics: Sequence[str], *, nearly: bool) -> list[Aim]:
        """The slots that a question is about: by their own topic; nearly: by that of their things or of what they imply."""
        asked = set(topics)
        goals = self._memory.current()
        own = [aim for goal in goals for aim in goal.aims if aim.slot.topic in asked]
        if own or not nearly:
            return own
        near = [aim for goal in goals for aim in goal.aims if aim.topics & asked]
        return near or [goal.targets[0] for goal in goals if goal.implied & asked and goal.targets]

    def _may_tell(self, fact: Fact) -> bool:
        """Not a truth that the user does not know of yet, nor a belief that it no longer holds."""
        truths = [
            one
            for one in self._memory.facts()
            if one.when == "conflict" and (one.wish, one.param) == (fact.wish, fact.param)
        ]
        if fact.when == "conflict":
            return self._memory.is_told(fact)
        better = fact.when == "opening" and fact.param and any(
            one.when == "asked" and (one.wish, one.param, one.topic) == (fact.wish, fact.param, fact.topic) for one in self._memory.facts()
        )
        return not better and not any(map(self._memory.is_told, truths))

    def _describe(self, aim: Aim, saying: Saying) -> None:
        """Say what a slot is: what was withheld until asked for, else its description; the belief where it is wrong."""
        withheld = self._memory.withheld(aim, "asked")
        conflict = self._memory.withheld(aim, "conflict")
        if withheld:
            for fact in withheld:
                saying.say(fact.text)
            self._memory.tell(withheld, saying)
        elif conflict and self._memory.not_given.get(aim.slot.topic, 0) < 2:
            self._memory.not_given[aim.slot.topic] = self._memory.not_given.get(aim.slot.topic, 0) + 1
            saying.say(aim.wish.text)
        else:
            saying.say(self._meaning(aim, saying))

    def _not_given(self, topic: str, saying: Saying, occasion: str) -> None:
        self._memory.not_given[topic] = self._memory.not_given.get(topic, 0) + 1
        if self._memory.not_given[topic] == 2:
            saying.events.append(Event(at=0, kind="asked-again", topic=topic))
        saying.say(self._voice.say(occasion))

    # ----------------------------------------------------------------------------------------------------- the end
    def _finish(self, message: _Message, saying: Saying) -> Said:
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
            saying.events.append(Event(at=0, kind="not-understood"))
            if not self._told_lost or message.unclear_question:
                self._told_lost = True
                saying.say(self._voice.say("lost", self._wishes_again() if wishes else questions[0].question.text))
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
                saying.events.append(Event(at=0, kind="undetermined", wish=one.goal.wish.id, tool=one.goal.wish.tool))
        saying.say(self._voice.say("give up"))
        return self._said(saying, "user-gave-up")

    def _said(self, saying: Saying, stop: Stop | None = None) -> Said:
        self._last = saying.text.rstrip(" .?!")
        return Said(saying.text, tuple(saying.events), stop)
