"""What was decided about a write on the untouched world, and what that rests on: all that the database was asked.

(untouched world, write) -> Ruling; it is the same in every state in which the database gives the same answers
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_t2t.domain.database import Answers
from pytest_t2t.domain.environment import Environment
from pytest_t2t.domain.tool import Tool
from pytest_t2t.exploration.protocol import Candidate
from pytest_t2t.exploration.walk import accepted


@dataclass(frozen=True)
class Ruling:
    """Sound because tools and rules have no other input than the database, the call and the talk."""

    allowed: bool
    """No rule forbids the write, and the tool accepts it as things are."""
    answers: Answers | None
    """What the rules were told, or what the first no rests on; None: more than selects may count."""

    def stands(self, changed: Answers) -> bool:
        """Whether it is the same where these answers are others; False: that is not known."""
        return self.answers is not None and self.answers.keys().isdisjoint(changed)


def ruling(env: Environment, tool: Tool, tried: Candidate) -> Ruling:
    """Decide again on the untouched world, in which `env` has to be; of several noes the first is enough."""
    arguments = dict(tried.call.arguments)
    if tried.accepted:
        answers = env.db.heard(lambda: env.allows(tool.name, arguments, suspects=tried.forbidden_by))
    else:
        answers = env.db.heard(lambda: accepted(env, tool, arguments))
    return Ruling(tried.permitted, answers)
