"""A model in the user's seat: it words what the script decides, behind the guard, and is to blame for itself alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping

import pytest
from pydantic import JsonValue

from pytest_t2t.agents.resolve import agent_for
from pytest_t2t.errors import UsageError
from pytest_t2t.models import ModelReply, ModelRequest
from pytest_t2t.records.episode import Episode
from pytest_t2t.records.task import Task
from pytest_t2t.rollout.limits import limits_for
from pytest_t2t.rollout.loop import run
from pytest_t2t.testing import Asked, ScriptedModel, Step, fail, say
from pytest_t2t.users.model import ModelUser
from pytest_t2t.users.resolve import user_for
from pytest_t2t.users.scripted import Scripted
from pytest_t2t.verification.combine import verify
from tests import made

DOMAIN = "kiosk"
EXAMPLES = 4
"""Messages that only show a model what is wanted."""
_TO_SAY = re.compile(r"Rewrite this message of the customer: (.*)", re.DOTALL)


def to_say(asked: Asked) -> str:
    """What the model is asked to put into words."""
    return str(_TO_SAY.findall(asked.messages[-1].text)[-1])


def wordy(asked: Asked) -> Step:
    """A good model."""
    return say(f"{to_say(asked)} It's rather warm today, isn't it?")


def with_bad_starts(*bad: str) -> Callable[[Asked], Step]:
    """A model whose first answers to each question are bad."""

    def script(asked: Asked) -> Step:
        turn = (len(asked.messages) - EXAMPLES) // 2
        return say(bad[turn]) if turn < len(bad) else wordy(asked)

    return script


def seated(script: Callable[[Asked], Step], retries: int = 3) -> tuple[ModelUser, ScriptedModel]:
    model = ScriptedModel(script)
    return ModelUser("scripted:model", model, retries=retries), model


def task(intent: str = "general", number: int = 0) -> Task:
    return [one for one in made.tasks(DOMAIN, 4) if one.intent == intent][number]


def played(user: ModelUser | Scripted, one: Task, trial: int = 0) -> Episode:
    return run(one, agent_for("reference"), user, made.world(DOMAIN), trial, limits=limits_for(one, 30))


@pytest.mark.parametrize("one", made.tasks(DOMAIN, 4), ids=lambda one: one.id)
def test_the_script_decides_and_the_reference_passes(one: Task) -> None:
    voiced, scripted = played(seated(wordy)[0], one), played(Scripted(), one)
    assert verify(one, voiced, made.world(DOMAIN)).outcome == "passed"
    assert voiced.events == scripted.events
    said = [message.text for message in voiced.messages if message.role == "user"]
    assert all(text.endswith("isn't it?") for text in said)
    assert voiced.rejected == ()


def test_a_rejected_message_is_never_seen_counted_and_mended() -> None:
    bad = "How can I help you today?"
    user, model = seated(with_bad_starts(bad, '{"name": "x"}'))
    episode = played(user, task())
    assert verify(task(), episode, made.world(DOMAIN)).outcome == "passed"
    turns = sum(message.role == "user" for message in episode.messages)
    assert [one.reason for one in episode.rejected] == ["role", "tool-syntax"] * turns
    assert episode.rejected[0].text == bad
    assert [one.at for one in episode.rejected[:2]] == [0, 0]
    assert bad not in [message.text for message in episode.messages]
    assert "is not what a customer would say" in model.asked[1].messages[-1].text
    assert episode.user_usage.input_tokens == 100 * 3 * turns
    assert episode.usage.input_tokens == 0
    assert episode.user_cost_usd is None


def test_a_model_that_breaks_its_role_is_an_error_of_the_user() -> None:
    episode = played(seated(lambda _: say("I have cancelled your order."), retries=2)[0], task())
    assert episode.stop == "error"
    assert episode.fault is not None
    assert episode.fault.origin == "user"
    assert "3 attempts (role, role, role" in episode.fault.message
    assert [one.reason for one in episode.rejected] == ["role"] * 3
    assert episode.messages == ()
    assert episode.events == ()
    assert verify(task(), episode, made.world(DOMAIN)).outcome == "error"


def test_a_server_that_fails_is_an_error_of_the_user() -> None:
    episode = played(seated(lambda _: fail(500, "on fire"))[0], task())
    assert episode.fault is not None
    assert episode.fault.origin == "user"
    assert "user's seat" in episode.fault.message
    assert "on fire" in episode.fault.message


def test_it_is_told_nothing_before_its_time() -> None:
    one = task("ambiguous")
    user, model = seated(wordy)
    episode = played(user, one)
    said = ""
    texts = iter([message.text for message in played(Scripted(), one).messages if message.role == "user"])
    heard = "\n".join(message.text for message in episode.messages if message.role == "agent")
    for asked in model.asked:
        said += next(texts)
        known = asked.system + "".join(message.text for message in asked.messages)
        for fact in one.user.facts:
            if fact.value and fact.value not in said and fact.value not in heard:
                assert fact.value not in known


def test_trials_and_manners_reach_the_model() -> None:
    mannered = task().model_copy(update={"user": task().user.model_copy(update={"manner": "terse"})})
    user, model = seated(wordy)
    played(user, mannered, trial=2)
    assert {asked.trial for asked in model.asked} == {2}
    assert "tersely" in model.asked[0].system
    assert (
        "Hello" in to_say(Asked(tuple(model.asked[0].messages)))
        or mannered.user.opening in model.asked[0].messages[-1].text
    )


def test_a_manner_that_says_more_is_in_what_is_to_be_said() -> None:
    one = task()
    mannered = one.model_copy(update={"user": one.user.model_copy(update={"manner": "incomplete"})})
    user, model = seated(lambda asked: say(to_say(asked)))
    episode = played(user, mannered)
    assert len(episode.messages[0].text) < len(one.user.opening)
    assert verify(mannered, episode, made.world(DOMAIN)).outcome == "passed"
    assert one.user.opening in model.asked[1].messages[-1].text


class _Slow:
    """A model that takes its time."""

    provider, name = "slow", "slow"

    def __init__(self, seconds: float) -> None:
        self.options: Mapping[str, JsonValue] = {}
        self._seconds = seconds

    def preflight(self) -> None: ...

    async def complete(self, request: ModelRequest) -> ModelReply:
        await asyncio.sleep(self._seconds)
        return ModelReply(text=to_say(Asked(tuple(request.messages))))

    async def close(self) -> None: ...


def test_the_time_that_the_user_takes_is_not_the_agents() -> None:
    episode = run(
        task(),
        agent_for("reference"),
        ModelUser("slow", _Slow(0.1)),
        made.world(DOMAIN),
        limits=limits_for(task(), 0.25),
    )
    assert episode.seconds > 0.25
    assert episode.stop == "user-done"


def test_a_user_that_never_answers_is_an_error_of_the_user() -> None:
    episode = run(
        task(), agent_for("reference"), ModelUser("slow", _Slow(5)), made.world(DOMAIN), limits=limits_for(task(), 0.1)
    )
    assert episode.fault is not None
    assert episode.fault.origin == "user"
    assert "no answer within" in episode.fault.message


def test_users_by_name() -> None:
    assert user_for("scripted").name == "scripted"
    assert user_for("openai:gpt-4o").name == "openai:gpt-4o"
    with pytest.raises(UsageError, match="did you mean 'scripted'"):
        user_for("scriptd")
