"""What becomes of the wishes: reports, refusals, the answer to "yes or no?", offers.

Message + Role -> states of the wishes, events, and what is said to them
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_t2t.records.episode import Executed
from pytest_t2t.users.actions import names
from pytest_t2t.users.aims import Goal
from pytest_t2t.users.consent import Consent
from pytest_t2t.users.grammar import grammar_of
from pytest_t2t.users.hearing.claiming import (
    bars,
    counts_times,
    denies,
    foretells,
    leaves_to_others,
    long_so,
    person_did,
    points_back,
    refuses_outright,
    tells_a_fact,
    tells_of_later,
)
from pytest_t2t.users.hearing.doubting import leaves_doubt
from pytest_t2t.users.hearing.text import plain
from pytest_t2t.users.memory import Progress, Saying
from pytest_t2t.users.message import NO_SUCH, Message, about_people
from pytest_t2t.users.noting import noted
from pytest_t2t.users.role import Role

_ALL = re.compile(r"\b(?:both|all|everything|each)\b|\brequests\b|\bchanges\b", re.IGNORECASE)
_SORRY = (
    r"(?:(?:i am |we are )?(?:very |really |so )?(?:sorry|afraid|unfortunately|regrettably|sadly)\b\W*(?:but |that )?)"
)
_SAYS_NO = re.compile(
    rf"\W*(?:{_SORRY}?(?:(?:the|my) answer is (?:still |unfortunately )?|it is (?:still )?a )?(?:no|nope)\b"
    rf"(?! (?:problem|worries))|{_SORRY}not\b)"
)
_CHANGES = re.compile(
    r"(?:\b(?:all|both|the|your|these|those|of|requested) )+(?:changes|updates|modifications|requests)\b"
    r"(?=(?: \w+){0,2} (?:made|went|gone|been|done|complete\w*)\b)"
)
"""What names no wish of its own though it be a wish's word: "your changes have been made"."""
_SAYS_YES = re.compile(r"\W*(?:yes|yep|sure|certainly|of course|absolutely)\b", re.IGNORECASE)
_NO_ACTION = re.compile(
    r"\b(?:the|your|this) (?:change|update|modification|request)s?\b(?! (?:of|to|from)\b)"
    r"|\bend of (?:the |this |next )?(?:business )?(?:day|week|month|year)\b|\bin place\b",
    re.IGNORECASE,
)
"""The request, whatever it is, and when: words that name no action, though one may be called by them."""


class Decisions:
    """Hears what was decided about each wish."""

    def __init__(self, role: Role, consent: Consent) -> None:
        self._side, self._lexicon, self._memory = role.side, role.lexicon, role.memory
        self._judge, self._voice = role.judge, role.voice
        self._consent = consent
        self._promises = grammar_of(role.lexicon.domain).promises

    def hear_reports(self, message: Message, saying: Saying) -> None:
        """Claims that a wish is done; they come from the text alone."""
        refusing = self._refusing(message)
        refused = [progress.goal for sentence in refusing for progress in self._refused_wishes(sentence)]
        reported = [goal for sentence in message.reports for goal in self._reported(sentence, refused)]
        for goal in (*reported, *self._promised(message), *self._left_to_others(message, refused)):
            self._claimed(self._memory.wishes[goal.wish.id], saying)

    def _claimed(self, progress: Progress, saying: Saying) -> None:
        if progress.state != "claimed":
            progress.state = "claimed"
            wish = progress.goal.wish
            saying.events.append(noted("claimed", wish=wish.id, tool=wish.tool))
        saying.understood = True

    def _left_to_others(self, message: Message, refused: Sequence[Goal]) -> list[Goal]:
        """What is refused and said to be done by somebody else."""
        people = not self._side.escalation
        left = bool(refused) and any(leaves_to_others(one, to_people=people) for one in message.clauses)
        return list(refused) if left else []

    def _promised(self, message: Message) -> Iterator[Goal]:
        """Wishes that no tool serves and that a plain statement says are, or will be, fulfilled."""
        for goal in self._memory.current():
            if goal.wish.tool in self._lexicon.domain.tools:
                continue
            yield from (
                goal
                for part in message.heard
                if part.acts <= {"announce", "completion"}
                and self._promises.hears(part.text, goal.wish.tool, goal.stems)
            )

    def _reported(self, sentence: str, refused: Sequence[Goal]) -> list[Goal]:
        """What a sentence reports, in a message that refuses some wishes."""
        said = plain(sentence)
        if about_people(sentence) or denies(said) or (refused and foretells(said)) or self._tells_why(sentence, said):
            return []
        meant = list(self._judge.spoken_of(sentence, self._memory.current()))
        about = points_back(said)
        if self._means_others(meant, refused, said):
            meant = []
        if not meant:
            return self._pointed_at(sentence, refused) if refused and about else self._unnamed(sentence, refused, said)
        if tells_a_fact(said) and not about:  # why it is refused
            deeds = frozenset[str]() if long_so(said) else self._judge.deeds_in(sentence)
            meant = [
                goal for goal in meant if goal.wish.tool in deeds or not (goal in refused or self._was_refused(goal))
            ]
        return self._one_of(meant, sentence)

    def _means_others(self, meant: Sequence[Goal], refused: Sequence[Goal], said: str) -> bool:
        """Whether "the changes" are those that were agreed to, not the one change that was refused."""
        if not meant or not _CHANGES.search(said):
            return False
        if not all(goal in refused or self._was_refused(goal) for goal in meant):
            return False
        agreed = any(one.agreed and one.goal not in meant for one in self._memory.wishes.values())
        rest = _CHANGES.sub("", said)
        return agreed and not self._judge.tools_in(rest) and not self._judge.names_wish(rest, meant)

    def _tells_why(self, sentence: str, said: str) -> bool:
        """Whether it tells of what was so before, and of no deed that is wished for: "it has already been sent"."""
        if counts_times(said):
            return True
        if points_back(said) or not (tells_a_fact(said) and long_so(said)):
            return False
        deeds = self._judge.deeds_in(sentence)
        return bool(deeds) and deeds.isdisjoint(goal.wish.tool for goal in self._memory.current())

    def _one_of(self, meant: list[Goal], sentence: str) -> list[Goal]:
        """Of several wishes of one sort the one that it can be about."""
        wishes = self._memory.wishes
        if len(meant) > 1 and not _ALL.search(sentence) and len({goal.wish.tool for goal in meant}) == 1:
            agreed = [goal for goal in meant if wishes[goal.wish.id].agreed and wishes[goal.wish.id].state == "open"]
            return (
                agreed[:1] if agreed else meant[:1] if all(wishes[one.wish.id].state == "open" for one in meant) else []
            )
        return meant

    def _was_refused(self, goal: Goal) -> bool:
        progress = self._memory.wishes[goal.wish.id]
        return progress.state in {"refused", "escalated"} or progress.insisted > 0

    def _pointed_at(self, sentence: str, refused: Sequence[Goal]) -> list[Goal]:
        """What "it is done" is about, beside a refusal: what was agreed to, or what is refused in the same breath.

        "It has been blocked" is why that is refused, unless blocking is what is wished for.
        """
        wishes = self._memory.wishes
        agreed = [one.goal for one in self._memory.open_wishes() if one.agreed]
        others = [goal for goal in agreed if goal not in refused]
        if others:
            return others
        if agreed and all(goal in agreed or self._was_refused(goal) for goal in refused):
            meant = agreed  # a reason may name what was agreed to as well
        elif len(wishes) == len(refused):
            meant = list(refused)
        else:
            meant = [goal for goal in refused if wishes[goal.wish.id].state == "open"]  # else it is refused once more
        if not bars(plain(sentence)):
            return meant
        deeds = self._judge.tools_in(sentence) | self._judge.deeds_in(sentence)
        return [goal for goal in meant if goal.wish.tool in deeds]

    def _unnamed(self, sentence: str, refused: Sequence[Goal], said: str) -> list[Goal]:
        """A report that names nothing is about the one open wish, or about all that were agreed to.

        Never about what is refused beside it: "the drink has been poured" may be why; at most it leaves a doubt.
        """
        if self._judge.tools_in(sentence):
            return []
        still = self._memory.open_wishes()
        if refused or tells_a_fact(said):
            still = [one for one in still if one.goal not in refused and not self._was_refused(one.goal)]
        if len(still) == 1 and len(still) == len(self._memory.open_wishes()):
            return [] if self._judge_names_other(sentence, still[0]) else [still[0].goal]
        return [one.goal for one in still if one.agreed]

    def _judge_names_other(self, sentence: str, progress: Progress) -> bool:
        verdict = self._judge.judge(sentence, [progress.goal])
        return verdict.wrong is not None

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
        for sentence in self._refusing(message):
            for progress in self._refused_wishes(sentence):
                if progress not in seen:
                    seen.append(progress)
        before = len(saying.parts)
        insists = False
        for progress in seen:
            if progress.state != "open":
                continue
            if not self._in_doubt(message, progress) or (progress.doubted and self._says_no(message, progress)):
                insists = self._refused(progress, saying, insist=not transfer) or insists
            elif not progress.doubted:  # asked once; who is no clearer then has neither refused nor claimed it
                insists = progress.doubted = progress.asked_yes_or_no = True
                saying.doubted.add(progress.goal.wish.id)
                saying.say(self._voice.say("done or not", progress.goal.wish.text))
        saying.understood = saying.understood or bool(seen) or len(saying.parts) > before
        return insists

    def _in_doubt(self, message: Message, progress: Progress) -> bool:
        """Whether something beside a refusal may say that it was done all the same."""
        goal, current = progress.goal, self._memory.current()
        for clause in message.statements:
            tools = self._judge.tools_in(_NO_ACTION.sub("it", clause))
            about = tools <= {goal.wish.tool} or self._judge.names_wish(clause, [goal])
            if not about or goal not in (self._judge.spoken_of(clause, current) or (goal,)):
                continue
            if leaves_doubt(plain(clause), goal.stems, named=goal.wish.tool in tools):
                return True
        return False

    def _refusing(self, message: Message) -> list[str]:
        """The sentences that refuse; beside one that says of what, the others give reasons."""
        named = [sentence for sentence in message.refusals if self._judge.names_wish(sentence, self._memory.current())]
        conflict = bool(self._memory.conflicts())
        return [
            one
            for one in named or message.refusals
            if not (conflict and NO_SUCH.search(one)) and not self._warns(message, one)
        ]

    def _warns(self, message: Message, sentence: str) -> bool:
        """Whether it only says what will not be possible once that was done which is proposed beside it."""
        if "confirm" not in message.acts or refuses_outright(plain(sentence)):
            return False
        current = self._memory.current()
        tools = self._judge.tools_in(sentence)
        another = bool(tools) and tools.isdisjoint(goal.wish.tool for goal in current)
        if not another and not tells_of_later(plain(sentence)):
            return False
        agreed = [one.goal for one in self._judge.proposed(message, current).agreed]
        return bool(agreed) and all(one.goal in agreed for one in self._memory.open_wishes())

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
