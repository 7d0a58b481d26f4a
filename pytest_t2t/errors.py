"""The errors of pytest-t2t and the one place that catches everything.

    T2TError                 a message for a person: what, where, what now
    |- UsageError            an option, path, name or file that the user can mend
    |  |- SuiteError         a line of a suite file (carries path and line)
    |  `- DomainError        a domain that does not keep its own promises
    |- ModelError            a model or its server could not answer: an error, never a failure
    |- AgentError            the user's own agent raised
    |- SimulatorError        the user simulator broke its role
    |- EnvironmentFault      our simulated world crashed
    |- HookFault             a hook of the user's own raised, or gave what is no answer
    |- NotRun                a rollout was not started: neither passed nor failed nor an error
    `- CertificateError      a task is not what it says it is

A wrong agent fails a test; each of these is an error: another letter, outside every denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches


class T2TError(Exception):
    """Base of all errors that a person is meant to read."""

    origin = "t2t"
    """Who is to blame, as shown in reports: model, agent, user, environment, usage."""


class UsageError(T2TError):
    """Something the user named or wrote can't be used as it is."""

    origin = "usage"


class SuiteError(UsageError):
    """A suite file, or one line of it, is broken."""

    def __init__(self, message: str, path: str, line: int) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class DomainError(UsageError):
    """A domain breaks one of its declarations."""

    def __init__(self, message: str, kind: str = "", name: str = "") -> None:
        super().__init__(message)
        self.kind, self.name = kind, name
        """Of the declaration at fault, where it is known: "rule", "on-order"."""


class ModelError(T2TError):
    """A model could not be asked or gave no usable answer."""

    origin = "model"


class AgentError(T2TError):
    """The agent under test raised instead of answering."""

    origin = "agent"


class SimulatorError(T2TError):
    """The user simulator could not keep to its role."""

    origin = "user"


class EnvironmentFault(T2TError):  # noqa: N818  Python has an EnvironmentError of its own
    """A tool or the database crashed in a way that no agent should see."""

    origin = "environment"


class HookFault(T2TError):  # noqa: N818  as EnvironmentFault
    """A hook that the user fills raised, or gave what is no answer."""

    origin = "hook"


class NotRun(T2TError):  # noqa: N818  nothing went wrong with it
    """A rollout was not started, because the budget is spent."""

    origin = "budget"


class CertificateError(T2TError):
    """A task's certificate does not hold."""

    origin = "certificate"


_MOST_NAMED = 24
"""Names in one message."""


def nearest(name: str, known: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """The end of a message about an unknown name: the nearest known one, else all of them."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.51)
    if close:
        return f"did you mean {close[0]!r}?"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"known are {', '.join(names[:_MOST_NAMED])}{more}." if names else "none is known."


def unknown(what: str, name: str, known: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """A message about an unknown name: what there is none of, and the nearest known one where any is known."""
    names = sorted(known)
    return f"{what}: {nearest(name, names)}" if names else f"{what}."


class boundary:  # noqa: N801  used as a function is; a class because it is entered at every tool call
    """Turn whatever escapes the block, other than our own errors and `passing`, into `wrap(message)`.

    The only place that catches Exception: foreign code (an agent, a tool, an SDK) runs inside it.
    """

    __slots__ = ("_passing", "_where", "_wrap")

    def __init__(self, wrap: Callable[[str], T2TError], where: str, passing: tuple[type[Exception], ...] = ()) -> None:
        self._wrap = wrap
        self._where = where
        self._passing = passing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, crash: BaseException | None, _: object) -> None:
        if isinstance(crash, Exception) and not isinstance(crash, (T2TError, *self._passing)):
            raise self._wrap(f"{self._where}: {type(crash).__name__}: {_text(crash)}") from crash


def _text(crash: Exception) -> str:
    try:
        return str(crash)
    except Exception:  # noqa: BLE001 - it is foreign code too
        return "(it has no text)"
