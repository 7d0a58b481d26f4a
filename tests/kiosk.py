"""The kiosk for tests: its world, tasks made by hand, and episodes played line by line without agent and user.

nothing -> World, Task, Episode
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.world import World, build
from pytest_t2t.records.episode import Episode, Event, Executed
from pytest_t2t.records.message import Message, ToolCall, ToolResult
from pytest_t2t.records.task import CheckerSide, Outcome, Plan, Task, UserSide
from pytest_t2t.records.trajectory import Call, Changes

FOLDER = Path(__file__).parent / "domains"

ADA = "CU0001"
"""A customer with two open orders, none of them for today."""
FIRST, SECOND = "K00010", "K00011"
"""Her orders."""


@cache
def domain() -> Domain:
    return Domains([FOLDER]).get("kiosk")


@cache
def world() -> World:
    return World(domain(), 1, 1, *build(domain(), 1, 1))


def row(sql: str, *values: Any) -> dict[str, Any]:
    """The first row of the world at its start."""
    with world().open() as environment:
        found = environment.db.row(sql, *values)
    assert found is not None
    return found


def call(tool: str, **arguments: Any) -> Call:
    return Call(tool=tool, arguments=arguments)


def who(customer: str = ADA) -> Call:
    """The authentication of a customer."""
    found = row("select email, postcode from customers where customer_id = ?", customer)
    return call("find_customer", **found)


def cancel(order: str, reason: str = "changed plans") -> Call:
    return call("cancel_order", order_id=order, reason=reason)


def payments(customer: str = ADA) -> list[str]:
    with world().open() as environment:
        found = environment.db.tuples(
            "select payment_id from payment_methods where customer_id = ? order by 1", customer
        )
    return [payment for (payment,) in found]


def reached(*calls: Call) -> Changes:
    """Canonical changes that calls make."""
    return canonical(raw(*calls), world().tables)


def raw(*calls: Call) -> Changes:
    """Raw changes that calls make."""
    with world().open() as environment:
        for one in calls:
            executed = environment.call(one.tool, one.arguments)
            assert executed.ok, executed.error
        return environment.changes()


def task(
    intent: Any = "general", *, user: dict[str, Any] | None = None, plan: dict[str, Any] | None = None, **checker: Any
) -> Task:
    """A task of Ada's with this checker's side; `expected` defaults to the first order's cancellation."""
    checker.setdefault("expected", (Outcome(changes=reached(cancel(FIRST))),))
    side: dict[str, Any] = {"customer": ADA, "opening": "Please cancel my order.", "facts": (), "wishes": ()}
    steps: dict[str, Any] = {
        "identity": ("email", "postcode"),
        "ask_identity": "What are your e-mail and postcode?",
        "authenticate": who(),
        "reads": (call("get_customer", customer_id=ADA),),
    }
    return Task(
        id=f"{intent}-test-0000000000",
        family="test",
        intent=intent,
        kind="test",
        world=world().ref,
        user=UserSide(**(side | (user or {}))),
        checker=CheckerSide(**checker),
        reference=Plan(**(steps | (plan or {}))),
    )


def yes(planned: Call, wish: str = "w1") -> Event:
    """The user's yes to a proposal that named all of a call's values."""
    return Event(at=0, kind="affirmed", wish=wish, tool=planned.tool, named=planned.arguments)


def event(kind: Any, **fields: Any) -> Event:
    return Event(at=0, kind=kind, **fields)


class Play:
    """An episode in the making, with the same bookkeeping as the rollout's."""

    def __init__(self, customer: str = ADA, *, greet: bool = True) -> None:
        self.environment = world().open()
        self.messages: list[Message] = []
        self.events: list[Event] = []
        self.executed: list[Executed] = []
        self.at_change: Changes | None = None
        if greet:
            self.user("Please cancel my order.")
            self.agent("", who(customer))

    def user(self, text: str, *events: Event) -> Play:
        self.messages.append(Message(role="user", text=text))
        for one in events:
            heard = one.model_copy(update={"at": len(self.messages)})
            if heard.kind == "changed":
                self.at_change = self.environment.changes()
            self.environment.talk.hear(heard)
            self.events.append(heard)
        return self

    def agent(self, text: str, *calls: Call) -> Play:
        made = tuple(ToolCall(id=f"c{n}", tool=one.tool, arguments=one.arguments) for n, one in enumerate(calls))
        self.messages.append(Message(role="agent", text=text, calls=made))
        at = len(self.messages) - 1
        for one in made:
            executed = self.environment.answer(one, at)
            self.executed.append(executed)
            result = ToolResult(call_id=one.id, content=executed.result, error=executed.error)
            self.messages.append(Message(role="tool", result=result))
        return self

    def agrees(self, *planned: Call) -> Play:
        """The user says yes to these calls, the agent makes them."""
        return self.user("Yes, please.", *(yes(one) for one in planned)).agent("", *planned)

    def end(self, stop: Any = "user-done") -> Episode:
        changes = self.environment.changes()
        self.environment.close()
        return Episode(
            task="test",
            agent="test",
            messages=tuple(self.messages),
            events=tuple(self.events),
            executed=tuple(self.executed),
            changes=changes,
            changes_at_change=self.at_change,
            stop=stop,
        )
