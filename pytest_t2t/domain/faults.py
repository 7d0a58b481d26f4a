"""What a loaded domain declares and does not keep: rules and sentences, names of tools, words that are missing.

Domain -> Faults, all of them; the loader raises the first, `t2t check-domain` lists them
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_t2t.domain.fitting import Misfit, misfits
from pytest_t2t.domain.prepared import refused_sql, unfillable
from pytest_t2t.domain.rule import twice_anchored
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import DomainError, boundary, nearest


@dataclass(frozen=True, slots=True)
class Fault:
    """One of them."""

    path: Path
    """The file, or the domain's folder."""
    sort: str
    """"rule", "anchor", "tool", or the class of a declaration: "Phrases"."""
    name: str
    """Of the rule, anchor, tool or write at fault; of a declaration's wrong value the value."""
    what: str
    advice: str
    field: str = ""
    """Of a declaration: where the value is wrong."""
    text: str = ""
    """The statement or sentence that is wrong, as it is written."""

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.advice}"


def faults(domain: Domain) -> Iterator[Fault]:
    """All faults, in a fixed order. Raises DomainError where the policy can't be read or a rule can't be made."""
    yield from _values(domain)
    policy = domain.folder / "policy.md"
    with boundary(DomainError, str(policy)):
        told = domain.sentences
    for name in domain.rules:
        if not told.get(name):
            yield Fault(
                policy, "rule", name, f"rule {name!r} has no sentence;", f"put `<!-- rule: {name} -->` before it."
            )
    yield from _anchors(domain, policy)
    for rule in domain.rules.values():
        yield from _unknown(rule.tools, domain, "rule", rule.id, f"rule {rule.id!r}")
    for tool in domain.tools.values():
        if not tool.description:
            path = Path(tool.function.__code__.co_filename)
            left_out = sys.flags.optimize > 1
            why = (
                "-OO (PYTHONOPTIMIZE=2) leaves them out: run without." if left_out else "models see it as description."
            )
            yield Fault(path, "tool", tool.name, f"tool {tool.name!r} has no docstring;", why)
    for name, phrases in domain.phrases.items():
        yield from _unknown([name], domain, "Phrases", name, "language.py phrases")
        lacking = [part for part in ("wish", "noun", "propose", "done") if not getattr(phrases, part)]
        if lacking and name in domain.tools:
            what = f"the phrases of {name!r} lack {', '.join(lacking)};"
            yield Fault(domain.folder, "Phrases", name, what, "a customer's or an agent's sentence is made of it.")
    for wrong in (*refused_sql(domain), *unfillable(domain)):
        yield Fault(domain.folder, wrong.sort, wrong.name, f"{wrong.what};", wrong.advice, text=wrong.text)


def _values(domain: Domain) -> Iterator[Fault]:
    for declared in (domain, *domain.tools.values(), *domain.rules.values()):
        yield from (fault_of(one, domain.folder) for one in misfits(declared))


def fault_of(one: Misfit, folder: Path) -> Fault:
    """A value that does not fit, as a fault."""
    return Fault(folder, one.sort, str(one.value), f"{one.what};", one.advice, one.field)


def _anchors(domain: Domain, policy: Path) -> Iterator[Fault]:
    for anchor in twice_anchored(policy.read_text("utf-8")):
        yield Fault(policy, "anchor", anchor, f"rule {anchor!r} has two sentences;", "one of them is not checked.")
    for anchor in domain.sentences:
        if anchor not in domain.rules:
            hint = nearest(anchor, list(domain.rules))
            yield Fault(policy, "anchor", anchor, f"anchor {anchor!r} has no predicate in rules.py:", hint)


def _unknown(tools: Iterable[str], domain: Domain, sort: str, name: str, where: str) -> Iterator[Fault]:
    for tool in tools:
        if tool not in domain.tools:
            hint = nearest(tool, tuple(domain.tools))
            yield Fault(domain.folder, sort, name, f"{where} names the tool {tool!r}:", hint)
