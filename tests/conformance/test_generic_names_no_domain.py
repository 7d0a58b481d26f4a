"""The package knows no domain: no identifier and no string of its code is the name of a domain, table, tool or rule.

Domains' names and those of several words ("cancel-reason", "order_items") are looked for inside strings too. A name that is a plain English word
("orders") counts where it stands alone, as an identifier or a whole string; inside a sentence or a pattern it is English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pytest_t2t.domain.loader import Domains

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pytest_t2t"
OWN = PACKAGE / "authoring" / "template"
"""The domain that `t2t new-domain` writes: data, imported by nothing."""

ENGLISH = {
    "customers": "DESIGN.md's word for those whom a domain serves; `Domain.customers` names their table",
    "escalations": "DESIGN.md's word for handing over to a person",
    "holds": "the verb: whether a certificate, a row or a thing holds",
    "members": "of a JSON Schema's union",
    "notes": "lines below a table of a report",
    "orders": "permutations: in which order ids and writes come",
    "rates": "shares of tasks that are passed",
    "variants": "other ways to say a sentence",
}
"""Identifiers that are plain English words and, by chance, tables of a domain: what each means here."""


SEEDS = {"customers"}
"""Whole strings that are let through: the name of a stream of draws."""


@cache
def names() -> dict[str, str]:
    """Name -> whose it is."""
    domains = Domains([ROOT / "tests" / "domains", ROOT / "examples"])
    found: dict[str, str] = {}
    for name in domains.names():
        if (domains.where(name) / "schema.sql").is_file():
            domain = domains.get(name)
            found[name] = "a domain"
            for kind, some in (("table", domain.tables), ("tool", domain.tools), ("rule", domain.rules)):
                found |= {one: f"a {kind} of {name}" for one in some if one not in domain.bookkeeping}
    return found


@cache
def pattern() -> re.Pattern[str]:
    inside = [name for name, whose in names().items() if re.search(r"[_-]", name) or whose == "a domain"]
    words = "|".join(map(re.escape, sorted(inside, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not path.is_relative_to(OWN)]


def said(module: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """(line, text, whether it is a string) of every identifier and string, docstrings left out."""
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield line, node.value, True
        for field in ("id", "attr", "arg", "name", "asname", "module"):
            if isinstance(found := getattr(node, field, None), str):
                yield line, found, False


def named(path: Path) -> Iterator[str]:
    for line, text, is_string in said(ast.parse(path.read_text("utf-8"))):
        found = {text} & names().keys() | (set(pattern().findall(text)) if is_string else set())
        for name in sorted(found - (SEEDS if is_string else ENGLISH.keys())):
            yield f"{path.relative_to(ROOT)}:{line}: {name!r} is {names()[name]}"


def test_domains_tables_tools_and_rules_are_known() -> None:
    kinds = {whose.split(" of ")[0] for whose in names().values()}
    assert kinds == {"a domain", "a table", "a tool", "a rule"}
    assert {"retail", "kiosk", "library_desk", "order_items", "renew_loan", "explicit-consent"} <= names().keys()


def test_no_module_names_one() -> None:
    assert [fault for path in modules() for fault in named(path)] == []


def test_each_exemption_is_needed() -> None:
    """Every word that is let through is a domain's name, and does occur."""
    texts = {text for path in modules() for _, text, _ in said(ast.parse(path.read_text("utf-8")))}
    assert ENGLISH.keys() <= names().keys()
    assert ENGLISH.keys() <= texts


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ('"""orders and order_items"""', 0),
        ('x = "select * from order_items"', 1),
        ("def cancel_order() -> None: ...", 1),
        ('x = {"orders": 1}', 1),
        ('x = "my orders are late"', 0),
        ('x = "the rule explicit-consent says so"', 1),
        ("import retail", 1),
        ('x = r"cancelled by the (?:airline|carrier)"', 1),
    ],
)
def test_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, faults: int) -> None:
    (tmp_path / "some.py").write_text(code)
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert len(list(named(tmp_path / "some.py"))) == faults
