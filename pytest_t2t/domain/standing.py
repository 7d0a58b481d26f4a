"""Standing rules: those that nearly every desk has, made from what a domain declares about its tools and owners.

id of a policy sentence -> Standing; Domain -> Rule

    who_first = authenticated_first("who-first")
    ask_first = explicit_yes("ask-first")
    own_things = own_rows_only("own-things")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.ownership import owners
from pytest_t2t.domain.rule import Rule, Talk
from pytest_t2t.domain.tool import Tool
from pytest_t2t.domain.types import Ref

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule that is complete once it knows its domain; written in `rules.py` like any other."""

    id: str
    of: Callable[[Domain], Rule]


def authenticated_first(id: str) -> Standing:  # noqa: A002  the vocabulary's word
    """Before somebody is authenticated, nothing is written and no row that belongs to a customer is read."""

    def forbids(_db: Db, _args: dict[str, Any], talk: Talk) -> bool:
        return talk.customer is None

    return Standing(id, lambda domain: Rule(id, forbids, (*_writes(domain), *_reads_of_owned(domain))))


def explicit_yes(id: str) -> Standing:  # noqa: A002
    """Before each write that customers wish for they have said yes to it."""

    def forbids(_db: Db, args: dict[str, Any], talk: Talk) -> bool:
        return not talk.consented(talk.tool, args)

    def made(domain: Domain) -> Rule:
        return Rule(id, forbids, tuple(t.name for t in domain.tools.values() if t.wished), consent=True)

    return Standing(id, made)


def own_rows_only(id: str) -> Standing:  # noqa: A002
    """Once a customer is authenticated, no row that belongs to somebody else alone is read or written."""

    def made(domain: Domain) -> Rule:
        def forbids(db: Db, args: dict[str, Any], talk: Talk) -> bool:
            if talk.customer is None:
                return False
            named = (owners(db, domain, table, key) for table, key in _named(domain, domain.tools[talk.tool], args))
            return any(whose and talk.customer not in whose for whose in named)

        tools = [t.name for t in domain.tools.values() if t.role != "authenticate" and _owned(domain, t)]
        return Rule(id, forbids, tuple(tools), about="ownership")

    return Standing(id, made)


def _writes(domain: Domain) -> list[str]:
    return [tool.name for tool in domain.tools.values() if tool.effect == "writes"]


def _reads_of_owned(domain: Domain) -> list[str]:
    return [t.name for t in domain.tools.values() if t.effect == "reads" and not t.role and _owned(domain, t)]


def _owned(domain: Domain, tool: Tool) -> list[str]:
    """Parameters that name rows which belong to customers."""
    return [p.name for p in tool.parameters if isinstance(p.meaning, Ref) and p.meaning.table in domain.owners]


def _named(domain: Domain, tool: Tool, args: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for parameter in tool.parameters:
        if isinstance(parameter.meaning, Ref) and parameter.meaning.table in domain.owners:
            value = args.get(parameter.name)
            for key in value if isinstance(value, list) else [value]:
                yield parameter.meaning.table, key
