"""Where in a domain's files something is declared.

rule, tool, table, column, words -> Place
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from pytest_t2t.authoring.finding import Place


class Source:
    """The files of one domain."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def modules(self) -> dict[Path, ast.Module]:
        """The Python files that can be parsed."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            try:
                found[path] = ast.parse(path.read_text("utf-8"))
            except (SyntaxError, UnicodeDecodeError):  # loading it says so
                continue
        return found

    def function(self, function: Callable[..., Any]) -> Place:
        """Where a function is defined."""
        return Place(Path(function.__code__.co_filename), function.__code__.co_firstlineno)

    def said(self, kind: str, name: str, text: str = "") -> Place:
        """Where a text is, else where `kind(... name ...)` is, else the text `name`, else the domain's first file."""
        return (self._texts.get(text) if text else None) or self._said.get((kind, name)) or self.text(name)

    def holds(self, kind: str, name: str) -> bool:
        """Whether `kind(... name ...)` is written anywhere."""
        return (kind, name) in self._said

    def given(self, kind: str, field: str, value: str) -> Place:
        """Where a field is given a value: `field=value`, `field=(..., value)`, else as in `said`."""
        return self._given.get((field, value)) or self.said(kind, value)

    def text(self, name: str) -> Place:
        """Where a text stands alone in quotes."""
        return self._texts.get(name) or Place(self.folder / "__init__.py")

    @cached_property
    def _said(self) -> dict[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for path, node in self._nodes():
            if isinstance(node, ast.Call):
                for one in (*node.args, *(word.value for word in node.keywords)):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found.setdefault((_called(node.func), one.value), Place(path, node.lineno))
        return found

    @cached_property
    def _given(self) -> dict[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for path, node in self._nodes():
            if isinstance(node, ast.keyword) and node.arg:
                held = node.value.elts if isinstance(node.value, (ast.Tuple, ast.List)) else [node.value]
                for one in held:
                    if isinstance(one, ast.Constant):
                        found.setdefault((node.arg, str(one.value)), Place(path, one.lineno))
        return found

    @cached_property
    def _texts(self) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for path, node in self._nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value, Place(path, node.lineno))
        return found

    def _nodes(self) -> Iterator[tuple[Path, ast.AST]]:
        for path, module in self.modules.items():
            for node in ast.walk(module):
                yield path, node

    def table(self, name: str, column: str = "") -> Place:
        """Where a table, or a column of it, is created."""
        path = self.folder / "schema.sql"
        start = self._line(path, rf"create\s+table\s+(?:if\s+not\s+exists\s+)?\W?{re.escape(name)}\b")
        return Place(path, self._line(path, rf"^\s*\W?{re.escape(column)}\b", start) if column else start)

    def anchor(self, rule: str) -> Place:
        """Where a rule's sentence stands in the policy."""
        path = self.folder / "policy.md"
        return Place(path, self._line(path, rf"<!--\s*rule:\s*{re.escape(rule)}\s*-->"))

    def rule(self, rule: str) -> Place:
        """Where a rule is written."""
        return self.said("rule", rule)

    def crash(self, traceback: TracebackType | None) -> Place | None:
        """The last line of the domain's own files in a traceback."""
        found = None
        while traceback:
            path = Path(traceback.tb_frame.f_code.co_filename)
            if path.is_relative_to(self.folder):
                found = Place(path, traceback.tb_lineno)
            traceback = traceback.tb_next
        return found

    def _line(self, path: Path, pattern: str, after: int = 1) -> int:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        found = re.compile(pattern, re.IGNORECASE)
        return next((n for n, line in enumerate(lines, 1) if n >= after and found.search(line)), after)


def _called(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
