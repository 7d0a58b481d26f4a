"""What the user tells: facts asked for, its choice from a list, the truth about a conflict; and what it is told.

Message + Role -> sentences and the events that record them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from pytest_t2t.domain.telling import told
from pytest_t2t.records.task import Fact, Question
from pytest_t2t.users.aims import Aim, Goal
from pytest_t2t.users.memory import Asked, Saying
from pytest_t2t.users.message import NO_SUCH, Message
from pytest_t2t.users.noting import noted
from pytest_t2t.users.picking import Picked, pick
from pytest_t2t.users.role import Role

_ASKS_ID = re.compile(r"\bnumbers?\b|\bids?\b|\breference\b|\bcode\b|#", re.IGNORECASE)
_WHICH = re.compile(r"\bwhich\b|\bwhat (?:one|order|item)\b", re.IGNORECASE)
_HELP = re.compile(
    r"\b(?:help|assist|do for you|(?:like|want|need|wish) (?:me |us )?to do|(?:your|the) (?:request|issue|concern)"
    r"|brings you)\b",
    re.IGNORECASE,
)


class Telling:
    """Answers questions and lists."""

    def __init__(self, role: Role) -> None:
        self._lexicon, self._memory, self._voice = role.lexicon, role.memory, role.voice
        self._judge = role.judge

    def meaning(self, aim: Aim, saying: Saying) -> str:
        """What the user means a parameter to be, as a sentence."""
        sentences = [
            fact.text
            for fact in self._memory.facts()
            if fact.wish == aim.wish.id and fact.param == aim.param and fact.when == "asked" and fact.text
        ]
        goal = self._memory.goals[aim.wish.id]
        text = self._memory.settle(aim, saying)
        if any(aim is target for target in goal.targets) and aim.table:
            return self._leaving_choice(self._voice.say("mean", text), aim)
        return self._leaving_choice(sentences[0] if sentences else self._voice.state(aim, self._lexicon, text), aim)

    def _leaving_choice(self, text: str, aim: Aim | None) -> str:
        """The text, and where several values are right that any of them is."""
        several = len(aim.slot.values) if aim else 1
        return text if several < 2 else f"{text} {self._voice.say('either' if several == 2 else 'any')}"

    def hear_options(self, message: Message, saying: Saying) -> set[str]:
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
            return f"{self._voice.say('none')} {self.meaning(aim, saying)}"
        goal = self._memory.goals[aim.wish.id]
        if not (aim.table and any(aim is target for target in goal.targets)):
            return self.meaning(aim, saying) + (f" That's {picked.shown}." if picked.shown else "")
        text = self._memory.settle(aim, saying)
        return self._voice.say("pick shown", text, picked.shown) if picked.shown else self._voice.say("pick", text)

    def hear_conflict(self, message: Message, saying: Saying) -> set[str]:
        """Tell the truth once the agent named the conflict, the recorded value or the candidates; return its topics."""
        answered: set[str] = set()
        if saying.waits:
            return answered
        for fact in self._memory.conflicts():
            goal = self._memory.goals.get(fact.wish)
            aim = goal.aim(fact.param) if goal else None
            if self._names_conflict(message, fact, goal, aim):
                saying.say(fact.text)
                self._memory.tell([fact], saying)
                answered |= {fact.topic} | (aim.topics if aim else frozenset())
        return answered

    def _names_conflict(self, message: Message, fact: Fact, goal: Goal | None, aim: Aim | None) -> bool:
        if NO_SUCH.search(message.text) or (fact.value and fact.value.lower() in message.text.lower()):
            return True
        topics = {fact.topic} | (aim.topics if aim else frozenset())
        if any(part.topics & topics and _WHICH.search(part.text) for part in message.parts("ask")):
            return True
        if goal is None or aim is None:
            return False
        kinds = {aim.kind} if aim.kind in goal.allowed else set()
        return any(one.exact and one.kind in kinds and one.values for one in self._lexicon.mentions(message.text))

    def hear_questions(self, message: Message, saying: Saying, picked: set[str]) -> None:
        """Tell what is asked for, each question by itself: its words may name several topics that mean one thing."""
        done = set(picked)
        some = False
        for part in message.parts("ask"):
            some = some or bool(part.topics)
            by_id = _ASKS_ID.search(part.text) is not None
            about = self._about(part.text)
            if part.topics - done and not self._tell_about(sorted(part.topics - done), saying, about, by_id=by_id):
                self._not_given(min(part.topics), saying, "unknown")
            done |= part.topics
        if some or "ask" not in message.acts or saying.waits:
            return
        if any(_HELP.search(part.text) for part in message.parts("ask")):
            saying.say(self._voice.say("restate", self._memory.wishes_again()))
        else:
            saying.say(self._voice.say("need to know"))

    def _about(self, question: str) -> set[str]:
        """The wishes whose actions a question names."""
        tools = self._judge.tools_in(question)
        return {goal.wish.id for goal in self._memory.current() if goal.wish.tool in tools}

    def _of_one_wish(self, facts: list[Fact], about: set[str]) -> list[Fact]:
        """Of facts that say one thing of several wishes those that the question is about, else those not told yet."""
        several = {fact.topic for fact in facts if fact.wish}
        several = {topic for topic in several if len({fact.wish for fact in facts if fact.topic == topic}) > 1}
        asked = [fact for fact in facts if fact.topic not in several or fact.wish in about]
        facts = asked if _topics(asked) == _topics(facts) else facts
        news = [fact for fact in facts if fact.topic not in several or not self._memory.is_told(fact)]
        return news if _topics(news) == _topics(facts) else facts

    def _tell_about(self, topics: Sequence[str], saying: Saying, about: set[str], *, by_id: bool) -> bool:
        """Tell the facts of the topics; describe the slots that have none. False where the user knows nothing."""
        facts = [fact for fact in self._memory.facts() if fact.topic in topics and self._may_tell(fact)]
        facts = self._of_one_wish(facts, about)
        known = bool(facts)
        facts = [fact for fact in facts if not fact.param or (fact.wish, fact.param) not in saying.covered]
        if by_id and any(fact.param and not fact.value for fact in facts):
            self._not_given(facts[0].topic, saying, "no number")
        shared = len({fact.wish for fact in facts if fact.param}) > 1
        for fact in facts:
            goal = self._memory.goals.get(fact.wish)
            text = self._leaving_choice(fact.text, goal.aim(fact.param) if goal else None)
            saying.say(self._as_for(goal, text) if goal and shared else text)
        self._memory.tell(facts, saying)
        told = {(fact.wish, fact.param) for fact in facts if fact.param}
        slots = self._asked_slots(topics, nearly=not told)
        known = known or bool(slots)
        slots = [aim for aim in slots if (aim.wish.id, aim.param) not in saying.covered]
        slots = [aim for aim in slots if not about or aim.wish.id in about] or ([] if told else slots)
        if by_id and slots:
            self._not_given(topics[0], saying, "no number")
        for aim in slots:
            self._describe(aim, saying)
        return known

    def _as_for(self, goal: Goal, text: str) -> str:
        """A sentence that says which wish it is about, where one message tells something of several."""
        noun = self._lexicon.domain.phrases[goal.wish.tool].noun
        return self._voice.say("as for", noun, text) if noun else text

    def _asked_slots(self, topics: Sequence[str], *, nearly: bool) -> list[Aim]:
        """The slots that a question is about, by their own topic; nearly: by a topic of their things or implied."""
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
        better = (
            fact.when == "opening"
            and fact.param
            and any(
                one.when == "asked" and (one.wish, one.param, one.topic) == (fact.wish, fact.param, fact.topic)
                for one in self._memory.facts()
            )
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
            saying.say(self.meaning(aim, saying))

    def _not_given(self, topic: str, saying: Saying, occasion: str) -> None:
        self._memory.not_given[topic] = self._memory.not_given.get(topic, 0) + 1
        if self._memory.not_given[topic] == 2:
            saying.events.append(noted("asked-again", topic=topic))
        saying.say(self._voice.say(occasion))

    def hear_answers(self, message: Message, saying: Saying) -> None:
        if "options" in message.acts or any(event.kind == "denied" for event in saying.events):
            return  # what it says is about something else than the user wants
        for asked in self._memory.open_questions():
            question = asked.question
            found = told(message.text, question, self._lexicon.language.money, anywhere=asked.narrowing)
            found = self._without_known(found, question, message.text)
            asked.narrowing = False
            if len(found) == 1 or (found and asked.narrowed):
                self._answered(asked, saying)
            elif found and "confirm" not in message.acts:  # a proposal's amounts are no answer that could be narrowed
                asked.narrowing = asked.narrowed = True
                saying.events.append(noted("asked", topic=question.id))
                saying.say(self._voice.say("exactly", question.text))

    def _without_known(self, found: frozenset[JsonValue], question: Question, text: str) -> frozenset[JsonValue]:
        """Without the ids of things that the question is not about: to exchange item #1 tells no exchange number."""
        if question.kind == "id":
            things = self._lexicon.domain.things
            asked_for = f"{question.text} {' '.join(question.subject)}".lower()
            known = {
                str(key).lower()
                for one in self._lexicon.mentions(text)
                if one.exact and one.kind in things and things[one.kind].noun not in asked_for
                for key in one.values
            }
            return found - known
        return found

    def _answered(self, asked: Asked, saying: Saying) -> None:
        asked.answered = True
        saying.understood = True
        saying.events.append(noted("answered", topic=asked.question.id))


def _topics(facts: Iterable[Fact]) -> set[str]:
    return {fact.topic for fact in facts}
