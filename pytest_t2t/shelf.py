"""A shelf: a folder in which every file exports one constant, found by file name and imported on demand.

folder of a package -> names; name -> constant, or a message with the nearest name.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pytest_t2t.errors import UsageError, nearest


class Shelf:
    """The variants of one thing: `Shelf("pytest_t2t.verification.checks", "CHECK", "check")`."""

    def __init__(self, package: str, constant: str, kind: str) -> None:
        self.package = package
        self.constant = constant
        self.kind = kind

    def names(self) -> tuple[str, ...]:
        """The names of all variants, sorted; a file `never_asks.py` is the variant `never-asks`."""
        return _file_names(self.package)

    def get(self, name: str) -> Any:
        """The constant of one variant. Raises UsageError with the nearest name where there is none."""
        if name not in self.names():
            raise UsageError(f"unknown {self.kind} {name!r}: {nearest(name, self.names())}")
        module = import_module(f"{self.package}.{name.replace('-', '_')}")
        return getattr(module, self.constant)

    def all(self) -> dict[str, Any]:
        """Every variant by name, in the order of the names."""
        return {name: self.get(name) for name in self.names()}


@cache
def _file_names(package: str) -> tuple[str, ...]:
    (folder,) = import_module(package).__path__
    stems = (path.stem for path in Path(folder).glob("*.py"))
    return tuple(sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_")))
