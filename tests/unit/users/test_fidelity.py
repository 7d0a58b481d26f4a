"""What `t2t check-user` measures: the scripted user keeps to its side, and users that don't are seen not to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pytest_t2t.domain.lexicon import Lexicon, lexicon
from pytest_t2t.domain.world import World
from pytest_t2t.records.episode import Executed
from pytest_t2t.records.task import Task, UserSide
from pytest_t2t.reporting.fidelity_table import rejections, table
from pytest_t2t.reporting.statistics import rate
from pytest_t2t.testing import ScriptedModel, say
from pytest_t2t.users.fidelity import ASPECTS, Fidelity, measure
from pytest_t2t.users.model import ModelUser
from pytest_t2t.users.probes import probes
from pytest_t2t.users.protocol import Said, ScriptSession
from pytest_t2t.users.scripted import Scripted
from tests import made


def some(domain: str = "kiosk") -> list[tuple[Task, World]]:
    return [(task, made.world(domain)) for task in made.tasks(domain, 3)]


def shares(found: Fidelity) -> dict[str, float | None]:
    return {aspect: rate(list(found.counts[aspect].values())) for aspect in ASPECTS}


@pytest.mark.parametrize("domain", ["kiosk", "retail"])
def test_the_scripted_user_keeps_to_its_side(domain: str) -> None:
    assert shares(measure(Scripted(), some(domain))) == {
        "answer": 1.0, "leak": 0.0, "contradiction": 0.0, "invention": 0.0, "needless reveal": 0.0, "error": 0.0,
    }  # fmt: skip


class Broken:
    """The scripted user, with something done to each of its messages after the first."""

    name = "broken"

    def __init__(self, how: Callable[[UserSide, str], str]) -> None:
        self.how = how

    def play(self, side: UserSide, words: Lexicon, trial: int = 0) -> ScriptSession:
        return _BrokenSession(Scripted().play(side, words), side, self.how)


class _BrokenSession:
    def __init__(self, session: ScriptSession, side: UserSide, how: Callable[[UserSide, str], str]) -> None:
        self._session, self._side, self._how = session, side, how

    def opening(self) -> Said:
        return self._session.opening()

    async def reply(self, text: str, executed: Sequence[Executed]) -> Said:
        said = await self._session.reply(text, executed)
        return replace(said, text=self._how(self._side, said.text))


def withheld(side: UserSide) -> str:
    return next((fact.text for fact in side.facts if fact.wish and fact.when in ("asked", "conflict", "change")), "")


BROKEN = {
    "leak": lambda side, text: f"{text} {withheld(side)}",
    "contradiction": lambda side, text: f"{text} My e-mail is nobody@nowhere.example.",
    "invention": lambda side, text: f"{text} I paid $312.45 for it.",
    "needless reveal": lambda side, text: (
        f"{text} {next(fact.text for fact in side.facts if not fact.wish and fact.value)}"
    ),
}


@pytest.mark.parametrize("aspect", sorted(BROKEN))
def test_each_vice_is_seen(aspect: str) -> None:
    found = shares(measure(Broken(BROKEN[aspect]), some()))
    assert (found[aspect] or 0) > 0.03
    assert found["answer"] == 1.0


def test_a_user_that_does_not_answer_is_seen() -> None:
    assert shares(measure(Broken(lambda side, text: "I'd rather not say."), some()))["answer"] == 0.0


def test_a_model_that_plays_the_agent_is_counted_as_an_error() -> None:
    user = ModelUser("m", ScriptedModel(lambda _: say("How can I help you today?")), retries=1)
    found = measure(user, some()[:2])
    assert shares(found)["error"] == 1.0
    assert found.rejected == {"role": 2 * found.messages}
    assert f"kept back {2 * found.messages} messages" in rejections(found)


def test_without_a_guard_the_same_model_is_just_wrong() -> None:
    user = ModelUser("m", ScriptedModel(lambda _: say("Call me on 555 0142 8899.")), guarded=False)
    found = shares(measure(user, some()[:2]))
    assert found["error"] == 0.0
    assert found["invention"] == 1.0


def test_every_fact_that_can_be_asked_for_is_asked_for() -> None:
    for task, world in some("retail"):
        asked = {
            fact
            for probe in probes(task.user, lexicon(world, task.user.customer))
            for turn in probe.turns
            for fact in turn.asks
        }
        assert {fact for fact in task.user.facts if not fact.wish and fact.value} <= asked


def test_the_table_has_n_and_intervals() -> None:
    drawn = table(measure(Scripted(), some()[:2]), markdown=True)
    assert drawn.splitlines()[0].split("|")[2:5] != []
    assert "answer" in drawn
    assert "100.0 %" in drawn
